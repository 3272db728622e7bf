/** A way to a bearer token: another one is another member, and a row in token-request.ts. */
export type Credential = ClientSecret | SuppliedToken;

/** An OAuth machine-to-machine client with its secret (RFC 6749 section 2.3.1). */
export interface ClientSecret {
  readonly kind: 'client-secret';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Space-delimited; undefined asks for all that the client may have. */
  readonly scope: string | undefined;
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
