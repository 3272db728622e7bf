import { Failure } from '../failure.ts';
import { proxyFor } from '../http/proxy.ts';
import { type Credential, isBearerToken, type UserLookup } from '../oauth/client.ts';
import type { Runner } from '../runner/runner.ts';
import { parseTenant, type Tenant } from '../tenant.ts';
import type { Inputs } from './inputs.ts';

/** What an expression in the workflow comes to that names nothing. */
const emptyVariable =
  'is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt';

const noSecrets = 'misspelt or not visible here: runs from forks and of Dependabot get no secrets';

const emptySecret = `is empty. Usually its secret is ${noSecrets}`;

const noWay =
  'there is no way to get a token: set `client-id` with `client-secret`, or with `private-key` and ' +
  `\`key-id\`; or set \`access-token\`. If they are set from \`vars.*\` and \`secrets.*\`, those are ${noSecrets}`;

/**
 * Reads for which tenant the step has what to show for a token. main and post read it alike, since
 * the saved state never holds a credential.
 * @returns undefined for what is bad; the inputs know why
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
    inputs.refuseEmpty('tenant-url', `${emptyVariable}. It is as https://acme.eu.qlikcloud.com`);
  const tenant = url === undefined ? undefined : inputs.check('tenant-url', () => parseTenant(url));
  if (tenant !== undefined)
    inputs.check('env', () => proxyFor(new URL(tenant.origin), inputs.runner.env));
  return { tenant, credential: await readCredential(inputs) };
}

/** @throws Failure where anyone in between could pass for the tenant */
export function refuseUncheckedCertificates(runner: Runner): void {
  if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0') return;
  throw new Failure(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: it would give the credentials to anyone in between. ' +
      "Name the CA's certificate file with NODE_EXTRA_CA_CERTS instead",
  );
}

async function readCredential(inputs: Inputs): Promise<Credential | undefined> {
  const given = inputs.given('token');
  if (given.length === 0 && !inputs.isSet('client-id') && !inputs.isSet('key-id')) {
    inputs.refuseEmpty('env', noWay, 'empty-secret');
    inputs.value('scope');
    readUser(inputs);
    return undefined;
  }
  inputs.takeOne(given);
  return inputs.isSet('access-token') ? suppliedToken(inputs) : readGrant(inputs);
}

async function suppliedToken(inputs: Inputs): Promise<Credential | undefined> {
  for (const name of inputs.given('user'))
    inputs.refuse(
      name,
      'cannot be used together with `access-token`, which always acts as the user it was made for',
    );
  const token = inputs.value('access-token');
  if (token === undefined) return undefined;
  // RFC 6750 section 2.1, which is how tokens look.
  if (!/^[\w.~+/=-]+$/u.test(token)) {
    const { damageOf, damages } = await import('../errors/secret-damage.ts');
    const damage = damageOf(token);
    if (damage !== undefined && damage !== 'white space')
      inputs.refuse('access-token', damages[damage]);
    else if (!isBearerToken(token))
      inputs.refuse('access-token', 'holds white space or characters that a header cannot carry');
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
  // Whoever names a key means one.
  if (inputs.isSet('private-key') || (hasKeyId && !hasSecret)) {
    const signer = await readKey(inputs);
    if (!hasKeyId)
      inputs.refuse('key-id', 'is required with `private-key`: the kid of the registered key');
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
  inputs.takeOne(inputs.given('user'));
  if (userId !== undefined) return { field: 'userId', value: userId };
  return subject === undefined ? undefined : { field: 'subject', value: subject };
}
