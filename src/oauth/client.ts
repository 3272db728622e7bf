import type { Request, Send } from '../http/exchange.ts';
import { textPayload } from '../http/payload.ts';
import { textSink } from '../http/receive.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';

/** A way to a bearer token: another one is another member, and another proof below. */
export type Credential = ClientSecret | PrivateKey | SuppliedToken;

/** An OAuth machine-to-machine client, and what it asks for. */
interface Client {
  readonly clientId: string;
  /** Space-delimited; undefined asks for all that the client may have. */
  readonly scope: string | undefined;
  /** As whom the token is to act; undefined for the client's own user. */
  readonly user: UserLookup | undefined;
}

/** How Qlik finds the user of an impersonation. */
export interface UserLookup {
  readonly field: 'userId' | 'subject';
  readonly value: string;
}

/** A client with its secret (RFC 6749 section 2.3.1). */
interface ClientSecret extends Client {
  readonly kind: 'client-secret';
  readonly clientSecret: string;
}

/** A client that is registered for Private Key JWT (RFC 7523 section 2.2). */
interface PrivateKey extends Client {
  readonly kind: 'private-key';
  /** The `kid` under which Qlik knows the public half. */
  readonly keyId: string;
  readonly signer: Signer;
}

/** Makes what a client proves itself with. */
export interface Signer {
  /**
   * @param now milliseconds since the epoch
   * @returns an assertion that no one has seen: each may be used once
   */
  assertion(about: {
    readonly clientId: string;
    readonly keyId: string;
    readonly audience: string;
    readonly now: number;
  }): string;
}

/** A token, or an API key, that the step was given. */
interface SuppliedToken {
  readonly kind: 'access-token';
  readonly token: string;
}

/** A credential that can be traded for a token. */
export type Grant = Exclude<Credential, SuppliedToken>;

/** Who asks the OAuth endpoints of a tenant. */
export interface OAuthClient {
  readonly runner: Runner;
  readonly send: Send;
  readonly tenant: Tenant;
  /** Undefined where there are no credentials. */
  readonly grant: Grant | undefined;
}

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * A request to the token or the revocation endpoint, with a proof of who asks. As in Qlik's samples,
 * its body is JSON, and a form where there is an assertion; but no form can hold an object.
 */
export function oauthRequest(
  client: OAuthClient,
  endpoint: 'token' | 'revoke',
  fields: Readonly<Record<string, string | UserLookup>>,
): Request<string> {
  const path = `/oauth/${endpoint}`;
  const asserts = client.grant?.kind === 'private-key';
  const isForm = asserts && Object.values(fields).every((value) => typeof value === 'string');
  const payload = () => {
    const members = { ...fields, ...proofOf(client) };
    return textPayload(
      isForm
        ? new URLSearchParams(members as Record<string, string>).toString()
        : JSON.stringify(members),
    );
  };
  return {
    method: 'POST',
    url: new URL(path, client.tenant.origin),
    headers: {
      accept: 'application/json',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    // An assertion is made for each attempt: the tenant takes none twice.
    payload: asserts ? payload : payload(),
    sink: () => textSink(`POST ${path}`),
    repeatable: true,
  };
}

function proofOf({ runner, tenant, grant }: OAuthClient): Record<string, string> {
  if (grant === undefined) return {};
  const { clientId } = grant;
  if (grant.kind === 'client-secret')
    return { client_id: clientId, client_secret: grant.clientSecret };
  const audience = `${tenant.origin}/oauth/token`;
  const { keyId, signer } = grant;
  const assertion = signer.assertion({ clientId, keyId, audience, now: runner.clock.now() });
  runner.setSecret(assertion);
  return {
    client_id: clientId,
    client_assertion_type: assertionType,
    client_assertion: assertion,
  };
}

/** RFC 6750 section 2.1 (b64token), loosely: what an Authorization header can carry. */
export function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/u.test(text);
}
