import { proxyFor } from '../http/proxy.ts';
import { type Credential, isBearerToken } from '../oauth/credential.ts';
import type { Access } from '../oauth/obtain.ts';
import type { Runner } from '../runner/runner.ts';
import { parseTenant, type Tenant } from '../tenant.ts';
import type { InputReader } from './reader.ts';

const emptySecret =
  'is empty. Usually its secret is misspelt or not visible here: runs from forks and of Dependabot get no secrets';

/** What of the access could be read: a part is undefined when an input of it is bad. */
export interface AccessRead {
  readonly tenant: Tenant | undefined;
  /** The whole of it. */
  readonly access: Access | undefined;
}

/**
 * Reads how the step comes to its token. main and post read it alike, since the saved state never
 * holds a credential. The reader knows what is bad.
 */
export function readAccess(reader: InputReader, runner: Pick<Runner, 'env'>): AccessRead {
  if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') === '0')
    reader.refuse(
      'env',
      'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: it would give the credentials to anyone in between. ' +
        "Name the CA's certificate file with NODE_EXTRA_CA_CERTS instead",
    );
  const url = reader.value('tenant-url');
  if (url === undefined)
    reader.refuse('tenant-url', 'is required, as in https://acme.eu.qlikcloud.com');
  const tenant = url === undefined ? undefined : reader.check('tenant-url', () => parseTenant(url));
  if (tenant !== undefined) reader.check('env', () => proxyFor(new URL(tenant.origin)));
  const credential = readCredential(reader);
  const revoke = reader.value('revoke-token');
  const whole = tenant !== undefined && credential !== undefined && revoke !== undefined;
  return { tenant, access: whole ? { tenant, credential, revoke } : undefined };
}

function readCredential(reader: InputReader): Credential | undefined {
  const clientSecret = reader.value('client-secret');
  const token = reader.value('access-token');
  const clientId = reader.value('client-id');
  const scope = reader.value('scope');
  if (reader.text('access-token') !== '') {
    if (reader.text('client-secret') !== '')
      reader.refuse('access-token', 'goes not with `client-secret`: give one of them');
    if (token === undefined) return undefined;
    if (!isBearerToken(token))
      reader.refuse('access-token', 'holds white space or characters that a header cannot carry');
    return { kind: 'access-token', token };
  }
  if (reader.text('client-id') === '')
    reader.refuse('client-id', 'is required, unless `access-token` is given');
  if (reader.text('client-secret') === '') reader.refuse('client-secret', emptySecret);
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { kind: 'client-secret', clientId, clientSecret, scope };
}
