import { randomBytes } from 'node:crypto';
import type { Client, Fields } from './server.ts';

/** How many secrets a client may have at a time. */
const maxSecrets = 5;

/** How much of a secret Qlik shows, and knows it by. */
const hintLength = 5;

/** A secret of a client that has several, and what it is known by. */
export interface ClientSecret {
  readonly secret: string;
  readonly hint: string;
}

/**
 * The secrets of each client. The OAuth server behind the tenant knows one for each, as OAuth
 * registers clients; Qlik lets them have up to five, so that one can be changed without a gap.
 */
export class ClientSecrets {
  readonly #all: ReadonlyMap<string, { readonly registered: string; secrets: readonly string[] }>;

  constructor(clients: readonly Client[]) {
    this.#all = new Map(
      clients.map(({ id, secret }) => [id, { registered: secret, secrets: [secret] }]),
    );
  }

  /** Whether a client has one that begins so; undefined when there is no such client. */
  has(clientId: string, hint: string): boolean | undefined {
    return this.#all.get(clientId)?.secrets.some((secret) => hintOf(secret) === hint);
  }

  /** @returns a new one; `full` when the client has as many as it may have */
  add(clientId: string): ClientSecret | 'full' | undefined {
    const found = this.#all.get(clientId);
    if (found === undefined) return undefined;
    if (found.secrets.length >= maxSecrets) return 'full';
    const secret = randomBytes(32).toString('hex');
    found.secrets = [...found.secrets, secret];
    return { secret, hint: hintOf(secret) };
  }

  remove(clientId: string, hint: string): void {
    const found = this.#all.get(clientId);
    if (found) found.secrets = found.secrets.filter((secret) => hintOf(secret) !== hint);
  }

  /** @returns a request as the OAuth server understands it: any secret that counts is the one that it knows */
  translate(fields: Fields): Fields {
    const { client_id: id, client_secret: secret } = fields;
    const found = typeof id === 'string' ? this.#all.get(id) : undefined;
    if (found === undefined || typeof secret !== 'string') return fields;
    const counts = found.secrets.includes(secret);
    return { ...fields, client_secret: counts ? found.registered : `not-${found.registered}` };
  }
}

function hintOf(secret: string): string {
  return secret.slice(0, hintLength);
}
