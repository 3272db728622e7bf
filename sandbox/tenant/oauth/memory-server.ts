import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { isObject } from '../json.ts';
import {
  type Client,
  type Fields,
  grants,
  type Issued,
  type Live,
  type OAuthServer,
  type Person,
  type Refusal,
  type Refused,
} from './server.ts';

export interface MemoryServerOptions {
  readonly clients: readonly Client[];
  readonly people: readonly Person[];
  /** Seconds. */
  readonly lifetime: number;
  /** Live tokens that one client may have; Qlik has such a limit, of unknown height. */
  readonly maxTokens: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Issues tokens to clients that know their secret, and remembers them until they end. */
export class MemoryServer implements OAuthServer {
  readonly #options: MemoryServerOptions;
  readonly #tokens = new Map<string, Live>();

  constructor(options: MemoryServerOptions) {
    this.#options = options;
  }

  token(fields: Fields): Promise<Issued | Refused> {
    return Promise.resolve(this.#grant(fields));
  }

  #grant(fields: Fields): Issued | Refused {
    const { people, maxTokens } = this.#options;
    const client = this.#authenticate(fields);
    if ('refused' in client) return client;

    const grant = fields.grant_type;
    if (grant !== grants.client && grant !== grants.impersonation) {
      return refuse('unsupported_grant_type', 'grant_type is none that is known');
    }
    if (!client.grants.includes(grant)) {
      return refuse('unauthorized_client', 'The client may not use this grant');
    }

    const scopes = scopesIn(fields.scope) ?? client.scopes;
    const excess = scopes.filter((scope) => !client.scopes.includes(scope));
    if (excess.length > 0) {
      return refuse('invalid_scope', `The client is not allowed: ${excess.join(' ')}`);
    }

    const person = grant === grants.impersonation ? findPerson(people, fields) : undefined;
    if (person && 'refused' in person) return person;

    if (this.live().filter(({ clientId }) => clientId === client.id).length >= maxTokens) {
      return refuse('too_many_tokens', 'The client has too many live tokens');
    }
    return this.#issue(client, scopes, person?.id, this.#options.lifetime);
  }

  revoke(fields: Fields): Promise<Refused | undefined> {
    return Promise.resolve(this.#revoke(fields));
  }

  #revoke(fields: Fields): Refused | undefined {
    const { token } = fields;
    if (typeof token !== 'string' || token === '') {
      return refuse('invalid_request', 'token is required');
    }
    // It is not documented whether Qlik wants credentials here: without any, the token is enough.
    if (fields.client_id !== undefined) {
      const client = this.#authenticate(fields);
      if ('refused' in client) return client;
      const owner = this.#tokens.get(token)?.clientId ?? client.id;
      if (owner !== client.id) return refuse('invalid_request', 'The token is another client’s');
    }
    this.#tokens.delete(token);
    return undefined;
  }

  look(token: string): Live | undefined {
    const live = this.#tokens.get(token);
    return live && live.expiresAt > this.#options.now() ? live : undefined;
  }

  issue({ scopes, lifetime = this.#options.lifetime }: Parameters<OAuthServer['issue']>[0] = {}) {
    const [client] = this.#options.clients;
    if (!client) throw new Error('The tenant has no client');
    return this.#issue(client, scopes ?? client.scopes, undefined, lifetime);
  }

  live(): Live[] {
    return [...this.#tokens.values()].filter(({ token }) => this.look(token));
  }

  #issue(
    client: Client,
    scopes: readonly string[],
    userId: string | undefined,
    lifetime: number,
  ): Issued {
    const expiresAt = this.#options.now() + lifetime * 1000;
    const token = newToken({ sub: userId ?? `qlikbot\\${client.id}`, scopes, expiresAt });
    const live = { token, clientId: client.id, scopes, userId, expiresAt };
    this.#tokens.set(token, live);
    return { ...live, expiresIn: lifetime };
  }

  /** RFC 6749 section 2.3.1. */
  #authenticate({ client_id: id, client_secret: secret }: Fields): Client | Refused {
    if (typeof id !== 'string' || id === '') {
      return refuse('invalid_request', 'client_id is required');
    }
    const client = this.#options.clients.find((candidate) => candidate.id === id);
    if (!client || typeof secret !== 'string' || !equal(client.secret, secret)) {
      return refuse('invalid_client', 'OAuth client is not authorized');
    }
    return client;
  }
}

function refuse(refused: Refusal, description: string): Refused {
  return { refused, description };
}

/** @returns undefined when none are named */
function scopesIn(scope: unknown): string[] | undefined {
  const scopes = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
  return scopes.length > 0 ? scopes : undefined;
}

function findPerson(people: readonly Person[], fields: Fields): Person | Refused {
  const lookup = fields.user_lookup;
  const { field, value } = isObject(lookup) ? lookup : {};
  if ((field !== 'userId' && field !== 'subject') || typeof value !== 'string') {
    return refuse('invalid_request', 'user_lookup wants field (userId or subject) and value');
  }
  const key = field === 'userId' ? 'id' : 'subject';
  const person = people.find((candidate) => candidate[key] === value);
  return person ?? refuse('unknown_user', 'The user is not in this tenant');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Of the form and length of Qlik's tokens (signed JWTs), but nobody is meant to look inside. */
function newToken(claims: Record<string, unknown>): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const header = { alg: 'ES384', typ: 'JWT', kid: randomUUID() };
  const payload = { ...claims, aud: 'qlik.api', jti: randomUUID(), nonce: random(200) };
  return `${encode(header)}.${encode(payload)}.${random(96)}`;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
