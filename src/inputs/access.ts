import { Failure } from '../failure.ts';
import { proxyFor } from '../http/proxy.ts';
import { type Credential, isBearerToken, type UserLookup } from '../oauth/client.ts';
import type { Runner } from '../runner/runner.ts';
import { parseTenant, type Tenant } from '../tenant.ts';
import type { Inputs } from './inputs.ts';

/** The error of an input whose expression in the workflow resolved to nothing. */
const emptyVariable =
  'is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt';

export const noSecrets =
  'misspelt or not available to this run: runs from forks and from Dependabot get no secrets';

const emptySecret = `is empty. Its secret is probably ${noSecrets}`;

const noCredentials =
  'the step has no credentials: set `client-id` and `client-secret`, or `client-id`, `private-key` and ' +
  '`key-id`, or `access-token`, or `execution-token` to run a triggered automation. If they are set from ' +
  `\`vars.*\` and \`secrets.*\`, those are ${noSecrets}`;

/**
 * Reads the tenant and the credentials. Both main and post do this, since the saved state never
 * contains a credential.
 * @returns undefined for a member whose inputs are bad; the reasons are noted in `inputs`
 */
export async function readAccess(inputs: Inputs): Promise<{
  readonly tenant: Tenant | undefined;
  readonly credential: Credential | undefined;
}> {
  inputs.check('env', () => {
    refuseUncheckedCertificates(inputs.runner);
  });
  const url = inputs.value('tenant-url');
  if (url === undefined)
    inputs.refuseEmpty(
      'tenant-url',
      `${emptyVariable}. It should look like https://acme.eu.qlikcloud.com`,
    );
  const tenant = url === undefined ? undefined : inputs.check('tenant-url', () => parseTenant(url));
  if (tenant !== undefined)
    inputs.check('env', () => proxyFor(new URL(tenant.origin), inputs.runner.env));
  return { tenant, credential: await readCredential(inputs) };
}

/** @throws Failure when Node is set to accept any certificate: anyone could pose as the tenant */
export function refuseUncheckedCertificates(runner: Runner): void {
  if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0') return;
  throw new Failure(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: anyone between the runner and the tenant could read ' +
      'the credentials. To trust a private CA, set NODE_EXTRA_CA_CERTS to the path of its certificate instead',
  );
}

async function readCredential(inputs: Inputs): Promise<Credential | undefined> {
  const given = inputs.given('token');
  const names = [...given, 'client-id', 'key-id', 'execution-token'] as const;
  if (!names.some((name) => inputs.isSet(name))) {
    inputs.refuseEmpty('env', noCredentials, 'empty-secret');
    inputs.value('scope');
    readUser(inputs);
    return undefined;
  }
  inputs.refuseAllButFirst(given);
  if (given.length === 0 && inputs.isSet('execution-token') && !inputs.isSet('key-id'))
    return executionTokenOnly(inputs);
  return inputs.isSet('access-token') ? suppliedToken(inputs) : readGrant(inputs);
}

/** A client ID alone is accepted, though no token is requested: the job's other steps may need it. */
function executionTokenOnly(inputs: Inputs): Credential {
  inputs.value('client-id');
  inputs.value('scope');
  for (const name of inputs.given('user'))
    inputs.refuse(name, 'cannot be used with `execution-token` alone, which acts as no user');
  return { kind: 'execution-token' };
}

async function suppliedToken(inputs: Inputs): Promise<Credential | undefined> {
  for (const name of inputs.given('user'))
    inputs.refuse(
      name,
      'cannot be used together with `access-token`: a token always acts as the user it was issued to',
    );
  const token = inputs.value('access-token');
  if (token === undefined) return undefined;
  // The characters of RFC 6750 section 2.1. Anything else is most likely a copying mistake.
  if (!/^[\w.~+/=-]+$/u.test(token)) {
    const { damageOf, damages } = await import('../errors/secret-damage.ts');
    const damage = damageOf(token);
    if (damage !== undefined && damage !== 'white space')
      inputs.refuse('access-token', damages[damage]);
    else if (!isBearerToken(token))
      inputs.refuse(
        'access-token',
        'contains white space or characters that are not allowed in a header: write the token alone, without "Bearer"',
      );
  }
  return { kind: 'access-token', token };
}

async function readGrant(inputs: Inputs): Promise<Credential | undefined> {
  const clientId = inputs.value('client-id');
  if (!inputs.isSet('client-id'))
    inputs.refuseEmpty('client-id', `${emptyVariable} (not needed with \`access-token\`)`);
  const scope = inputs.value('scope');
  const user = readUser(inputs);
  const keyId = inputs.value('key-id');
  const [hasSecret, hasKeyId] = [inputs.isSet('client-secret'), inputs.isSet('key-id')];
  // A step that sets `key-id` without a secret is meant to use a key.
  if (inputs.isSet('private-key') || (hasKeyId && !hasSecret)) {
    const signer = await readKey(inputs);
    if (!hasKeyId)
      inputs.refuse(
        'key-id',
        'is required with `private-key`: it is the kid under which the public key is registered',
      );
    if (clientId === undefined || keyId === undefined || signer === undefined) return undefined;
    return { kind: 'private-key', clientId, keyId, signer, scope, user };
  }
  if (hasKeyId) inputs.refuse('key-id', 'is set without `private-key`');
  if (!hasSecret) inputs.refuseEmpty('client-secret', emptySecret, 'empty-secret');
  const clientSecret = inputs.value('client-secret');
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { kind: 'client-secret', clientId, clientSecret, scope, user };
}

async function readKey(inputs: Inputs) {
  const text = inputs.value('private-key');
  if (text === undefined) {
    inputs.refuseEmpty('private-key', emptySecret, 'empty-secret');
    return undefined;
  }
  const { readPrivateKey } = await import('../oauth/private-key.ts');
  return inputs.check('private-key', () => readPrivateKey(text));
}

function readUser(inputs: Inputs): UserLookup | undefined {
  const userId = inputs.value('user-id');
  const subject = inputs.value('user-subject');
  inputs.refuseAllButFirst(inputs.given('user'));
  if (userId !== undefined) return { field: 'userId', value: userId };
  return subject === undefined ? undefined : { field: 'subject', value: subject };
}
