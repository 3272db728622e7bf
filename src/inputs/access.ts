import { proxyFor } from '../http/proxy.ts';
import { Failure } from '../failure.ts';
import type { Credential } from '../oauth/credential.ts';
import type { Access } from '../oauth/obtain.ts';
import type { Runner } from '../runner/runner.ts';
import { parseTenant, type Tenant } from '../tenant.ts';
import { emptyVariable, readCredential } from './credential.ts';
import type { InputReader } from './reader.ts';

/** What of the access could be read: a part is undefined when an input of it is bad. */
export interface AccessRead {
  readonly tenant: Tenant | undefined;
  readonly credential: Credential | undefined;
  /** The whole of it. */
  readonly access: Access | undefined;
}

/**
 * Reads how the step comes to its token. main and post read it alike, since the saved state never
 * holds a credential. The reader knows what is bad.
 */
export async function readAccess(reader: InputReader, runner: Runner): Promise<AccessRead> {
  reader.check('env', () => {
    refuseUncheckedCertificates(runner);
  });
  const url = reader.value('tenant-url');
  if (url === undefined)
    reader.refuseEmpty('tenant-url', `${emptyVariable}. It is as https://acme.eu.qlikcloud.com`);
  const tenant = url === undefined ? undefined : reader.check('tenant-url', () => parseTenant(url));
  if (tenant !== undefined) reader.check('env', () => proxyFor(new URL(tenant.origin)));
  const credential = await readCredential(reader);
  const revoke = reader.value('revoke-token');
  const whole = tenant !== undefined && credential !== undefined && revoke !== undefined;
  return { tenant, credential, access: whole ? { tenant, credential, revoke } : undefined };
}

/** @throws Failure where anyone in between could pass for the tenant */
export function refuseUncheckedCertificates(runner: Runner): void {
  if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0') return;
  throw new Failure(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: it would give the credentials to anyone in between. ' +
      "Name the CA's certificate file with NODE_EXTRA_CA_CERTS instead",
  );
}
