import type { Request, Send } from '../http/exchange.ts';
import { textPayload } from '../http/payload.ts';
import { textSink } from '../http/receive.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';

/** What a step authenticates with. A new kind is a new member here, and a case in `authenticationOf`. */
export type Credential = Grant | SuppliedToken | ExecutionTokenOnly;

/** An OAuth machine-to-machine client, and the token to request for it. */
interface Client {
  readonly clientId: string;
  /** Space-delimited; undefined for all the scopes of the client. */
  readonly scope: string | undefined;
  /** The user that the token acts as; undefined for the client's own. */
  readonly user: UserLookup | undefined;
}

/** How Qlik looks up the user to impersonate. */
export interface UserLookup {
  readonly field: 'userId' | 'subject';
  readonly value: string;
}

/** A client that authenticates with a secret (RFC 6749 section 2.3.1). */
interface ClientSecret extends Client {
  readonly kind: 'client-secret';
  readonly clientSecret: string;
}

/** A client that authenticates with Private Key JWT (RFC 7523 section 2.2). */
interface PrivateKey extends Client {
  readonly kind: 'private-key';
  /** The `kid` under which the public key is registered with Qlik. */
  readonly keyId: string;
  readonly signer: Signer;
}

/** Signs the assertions that a client authenticates with. */
export interface Signer {
  /**
   * @param claims `now` in milliseconds since the epoch
   * @returns a new assertion, since the tenant accepts each only once
   */
  assertion(claims: {
    readonly clientId: string;
    readonly keyId: string;
    readonly audience: string;
    readonly now: number;
  }): string;
}

/** A token or an API key that the workflow supplies. */
export interface SuppliedToken {
  readonly kind: 'access-token';
  readonly token: string;
}

/** A step that only runs an automation needs no access token: see inputs/execution-token.ts. */
interface ExecutionTokenOnly {
  readonly kind: 'execution-token';
}

/** A credential that can be exchanged for a token. */
export type Grant = ClientSecret | PrivateKey;

/** A client of a tenant's OAuth endpoints. */
export interface OAuthClient {
  readonly runner: Runner;
  readonly send: Send;
  readonly tenant: Tenant;
  /** Undefined when the client has no credentials to authenticate with. */
  readonly grant: Grant | undefined;
}

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Builds a request to the token or revocation endpoint, with client authentication. As in Qlik's
 * samples, the body is JSON, or a form if there is an assertion. A field that is an object needs JSON,
 * with an assertion too.
 */
export function oauthRequest(
  client: OAuthClient,
  endpoint: 'token' | 'revoke',
  fields: Readonly<Record<string, string | UserLookup>>,
): Request<string> {
  const path = `/oauth/${endpoint}`;
  const usesAssertion = client.grant?.kind === 'private-key';
  const isForm = usesAssertion && Object.values(fields).every((value) => typeof value === 'string');
  const payload = () => {
    const members = { ...fields, ...authenticationOf(client) };
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
    // Each attempt needs a new assertion: the tenant accepts none twice.
    payload: usesAssertion ? payload : payload(),
    sink: () => textSink(`POST ${path}`),
    repeatable: true,
  };
}

/** The fields that authenticate the client. Masks an assertion before it is sent. */
function authenticationOf({ runner, tenant, grant }: OAuthClient): Record<string, string> {
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

/** Whether a text can be sent in an Authorization header; wider than b64token of RFC 6750 section 2.1. */
export function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/u.test(text);
}
