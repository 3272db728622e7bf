import type { JsonWebKey } from 'node:crypto';

/**
 * What the tenant needs of an OAuth server. Requests arrive here already taken out of JSON or form
 * bodies, and answers leave in the words of RFC 6749: Qlik's surface is another file's concern, so
 * that any server can stand behind it. `host` is the one that the request named.
 */
export interface OAuthServer {
  /** RFC 6749 section 4.4, and Qlik's impersonation grant. */
  token(fields: Fields, host: string): Promise<Issued | Refused>;
  /** RFC 7009: undefined when done, also for a token that nobody knows. */
  revoke(fields: Fields, host: string): Promise<Refused | undefined>;
  /** What a token stands for; undefined once it has expired or was revoked. */
  look(token: string): Live | undefined;
  /** A token out of the usual way, for tests that need one. */
  issue(options?: { readonly scopes?: readonly string[]; readonly lifetime?: number }): Issued;
  /** All tokens that would be accepted now. */
  live(): Live[];
  close(): Promise<void>;
}

export interface OAuthServerOptions {
  /** The tenant's. */
  readonly origin: string;
  readonly clients: readonly Client[];
  /** Which secrets count by now; undefined: those that the clients began with. */
  readonly secrets?: { translate(fields: Fields): Fields };
  readonly people: readonly Person[];
  /** Seconds. */
  readonly lifetime: number;
  /** Live tokens that one client may have; Qlik has such a limit, of unknown height. */
  readonly maxTokens: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The members of a request's body, of which none is known to be of the right type. */
export type Fields = Readonly<Record<string, unknown>>;

/** An OAuth client. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  /** Public keys (RFC 7517) in place of the secret: the client proves itself with Private Key JWT. */
  readonly keys?: readonly PublicKey[];
  /** Its allow-list, which a token has whole when its request names no scope. */
  readonly scopes: readonly string[];
  readonly grants: readonly string[];
}

/** As Qlik's administration takes it. */
export interface PublicKey extends JsonWebKey {
  readonly kid: string;
  readonly kty: string;
}

/** Someone for whom a token may speak: `userId` and `subject` are what a request may name. */
export interface Person {
  readonly id: string;
  readonly subject: string;
}

export interface Live {
  readonly token: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The user that the token acts as; undefined for the client's own bot. */
  readonly userId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A token as it is given out. */
export interface Issued extends Live {
  /** Seconds. */
  readonly expiresIn: number;
  readonly refused?: never;
}

/** An error in the terms of RFC 6749 section 5.2, or one that only Qlik knows. */
export interface Refused {
  readonly refused: Refusal;
  readonly description: string;
}

export type Refusal =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unknown_user'
  | 'too_many_tokens';

export const grants = {
  client: 'client_credentials',
  impersonation: 'urn:qlik:oauth:user-impersonation',
} as const;
