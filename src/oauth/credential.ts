/** A way to a bearer token: another one is another member, and a row in client-body.ts. */
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
export interface ClientSecret extends Client {
  readonly kind: 'client-secret';
  readonly clientSecret: string;
}

/** A client that is registered for Private Key JWT (RFC 7523 section 2.2). */
export interface PrivateKey extends Client {
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
export interface SuppliedToken {
  readonly kind: 'access-token';
  readonly token: string;
}

/** A credential that can be traded for a token. */
export type Grant = Exclude<Credential, SuppliedToken>;

/** RFC 6750 section 2.1 (b64token), loosely: what an Authorization header can carry. */
export function isBearerToken(text: string): boolean {
  return /^[\x21-\x7e]+$/u.test(text);
}
