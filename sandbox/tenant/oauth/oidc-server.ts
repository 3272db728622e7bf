import { randomBytes, randomUUID } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { parseObject } from '../json.ts';
import { ClientSecrets } from './client-secrets.ts';
import { InnerServer } from './inner-server.ts';
import { findPerson } from './people.ts';
import { newProvider } from './provider.ts';
import {
  type Client,
  type Fields,
  grants,
  type Issued,
  type Live,
  type OAuthServer,
  type OAuthServerOptions,
  type Refusal,
  type Refused,
} from './server.ts';

/**
 * An OAuth server that others have certified (oidc-provider): who asks, with which proof, for which
 * grant and scope is its to judge, and so is the revocation. What is kept here is what Qlik's tokens
 * are like: their form, their end by the tenant's clock, and how many a client may have.
 */
export class OidcServer implements OAuthServer {
  readonly #options: OAuthServerOptions;
  readonly #secrets: Pick<ClientSecrets, 'translate'>;
  readonly #tokens = new Map<string, Kept>();
  #inner: Promise<{ provider: Provider; server: InnerServer }> | undefined;

  constructor(options: OAuthServerOptions) {
    this.#options = options;
    this.#secrets = options.secrets ?? new ClientSecrets(options.clients);
  }

  async token(fields: Fields, host: string): Promise<Issued | Refused> {
    const { clients, lifetime, people } = this.#options;
    const { server } = await this.#start();
    const answer = await server.post('/oauth/token', this.#secrets.translate(fields), host);
    if (answer.status !== 200) return refusalFor(answer.json, answer.detail);
    const client = clients.find(({ id }) => id === clientIdIn(fields));
    const inner = answer.json.access_token;
    if (client === undefined || typeof inner !== 'string') throw new Error('No token was made');
    const refused = this.#refusal(client, fields);
    if (refused) {
      await this.#destroy(inner);
      return refused;
    }
    // RFC 6749 section 3.3: the allow-list, where none is named.
    const scopes = scopesIn(fields) ?? client.scopes;
    const impersonates = fields.grant_type === grants.impersonation;
    const userId = impersonates ? findPerson(people, fields.user_lookup)?.id : undefined;
    return this.#issue(client, { scopes, userId, lifetime, inner });
  }

  /** What is Qlik's own to refuse; and the OAuth server drops scopes that it does not know. */
  #refusal(client: Client, fields: Fields): Refused | undefined {
    const excess = (scopesIn(fields) ?? []).filter((scope) => !client.scopes.includes(scope));
    if (excess.length > 0) return excessiveScope(excess.join(' '));
    const live = this.live().filter(({ clientId }) => clientId === client.id);
    if (live.length < this.#options.maxTokens) return undefined;
    return { refused: 'too_many_tokens', description: 'The client has too many live tokens' };
  }

  async revoke(fields: Fields, host: string): Promise<Refused | undefined> {
    const { token } = fields;
    const inner = typeof token === 'string' ? this.#tokens.get(token)?.inner : undefined;
    // It is not documented whether Qlik wants credentials here: without any, the token is enough.
    if (clientIdIn(fields) === undefined && typeof token === 'string' && token !== '') {
      if (inner !== undefined) await this.#destroy(inner);
    } else {
      const { server } = await this.#start();
      const asked = typeof token === 'string' && token !== '' ? (inner ?? 'unknown') : undefined;
      const question = { ...this.#secrets.translate(fields), token: asked };
      const answer = await server.post('/oauth/revoke', question, host);
      if (answer.status !== 200) return refusalFor(answer.json, answer.detail);
    }
    if (typeof token === 'string') this.#tokens.delete(token);
    return undefined;
  }

  look(token: string): Live | undefined {
    const kept = this.#tokens.get(token);
    return kept && kept.live.expiresAt > this.#options.now() ? kept.live : undefined;
  }

  issue({
    scopes,
    lifetime = this.#options.lifetime,
  }: Parameters<OAuthServer['issue']>[0] = {}): Issued {
    const [client] = this.#options.clients;
    if (!client) throw new Error('The tenant has no client');
    return this.#issue(client, { scopes: scopes ?? client.scopes, lifetime });
  }

  live(): Live[] {
    return [...this.#tokens.keys()].flatMap((token) => this.look(token) ?? []);
  }

  async close(): Promise<void> {
    const inner = await this.#inner;
    await inner?.server.close();
  }

  #issue(client: Client, { scopes, userId, lifetime, inner }: Wish): Issued {
    const expiresAt = this.#options.now() + lifetime * 1000;
    const token = newToken({ sub: userId ?? `qlikbot\\${client.id}`, scopes, expiresAt });
    const live = { token, clientId: client.id, scopes, userId, expiresAt };
    this.#tokens.set(token, { live, inner });
    return { ...live, expiresIn: lifetime };
  }

  async #destroy(inner: string): Promise<void> {
    const { provider } = await this.#start();
    await (await provider.ClientCredentials.find(inner))?.destroy();
  }

  /** On the first request: many a tenant is asked for no token. */
  #start(): Promise<{ provider: Provider; server: InnerServer }> {
    this.#inner ??= (async () => {
      const provider = newProvider(this.#options);
      return { provider, server: await InnerServer.start(provider, this.#options.origin) };
    })();
    return this.#inner;
  }
}

interface Wish {
  readonly scopes: readonly string[];
  readonly lifetime: number;
  readonly userId?: string | undefined;
  /** As the OAuth server knows the token. */
  readonly inner?: string | undefined;
}

interface Kept {
  readonly live: Live;
  readonly inner: string | undefined;
}

/** Who asks: an assertion may say so alone (RFC 7521 section 4.2). */
function clientIdIn({ client_id: id, client_assertion: assertion }: Fields): string | undefined {
  if (typeof id === 'string') return id;
  if (typeof assertion !== 'string') return undefined;
  const claims = Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString();
  return parseObject(claims)?.sub as string | undefined;
}

const codes: Readonly<Record<string, Refusal>> = {
  invalid_client: 'invalid_client',
  invalid_scope: 'invalid_scope',
  unknown_user: 'unknown_user',
  unsupported_grant_type: 'unsupported_grant_type',
};

/** @param detail what the server tells only its log: Qlik does say of an assertion what is wrong */
function refusalFor(json: Fields, detail: string | undefined): Refused {
  const error = String(json.error);
  const said = String(json.error_description);
  if (said.includes('grant type is not allowed'))
    return { refused: 'unauthorized_client', description: 'The client may not use this grant' };
  const refused = codes[error] ?? 'invalid_request';
  if (refused === 'invalid_scope') return excessiveScope(String(json.scope));
  const notAuthorized = ['OAuth client is not authorized', detail].filter(Boolean).join(': ');
  return { refused, description: refused === 'invalid_client' ? notAuthorized : said };
}

function excessiveScope(scope: string): Refused {
  return { refused: 'invalid_scope', description: `The client is not allowed: ${scope}` };
}

/** @returns undefined when none are named */
function scopesIn({ scope }: Fields): string[] | undefined {
  const scopes = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
  return scopes.length > 0 ? scopes : undefined;
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
