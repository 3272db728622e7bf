import { randomBytes } from 'node:crypto';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answer } from './answer.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { Connections } from './connections.ts';
import { send } from './http.ts';
import type { JobState } from './job-plays.ts';
import { type JournalEntry, openEntry, readBody } from './journal.ts';
import { ClientSecrets } from './oauth/client-secrets.ts';
import { OidcServer } from './oauth/oidc-server.ts';
import { type Client, grants, type Live, type OAuthServer } from './oauth/server.ts';
import { findRoute } from './routes.ts';
import { play, Scripts, type Step } from './script.ts';
import { newWorld, type World } from './world.ts';

export interface TenantOptions {
  /** TLS with a certificate of its own private CA (default: plain http). */
  readonly https?: boolean;
  /** A certificate to use instead of a good one; means https. */
  readonly certificate?: Certificate;
  /** OAuth clients (default: one that may do everything). The first is `tenant.client`. */
  readonly clients?: readonly [Client, ...Client[]];
  /** Default: 21600, as Qlik's usually have. */
  readonly tokenLifetimeSeconds?: number;
  /** Live tokens that a client may have (default: no limit). */
  readonly maxTokens?: number;
  /** Milliseconds since the epoch (default: the system's clock). */
  readonly now?: () => number;
  /** Bytes of each request's body that are kept (default: 1 MiB). */
  readonly keepBytes?: number;
  /** Default: any free one. */
  readonly port?: number;
}

/** A Qlik Cloud tenant on loopback. */
export interface Tenant {
  /** The origin, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** With https the certificate is for `localhost` too. */
  readonly hostname: string;
  readonly port: number;
  /** PEM of the CA to trust; undefined with http. */
  readonly ca: string | undefined;
  readonly client: Client;
  /** Every request in the order of arrival. Entries fill up while a request goes on. */
  readonly journal: readonly JournalEntry[];
  /** TCP connections: how many were `opened` ever, how many are `open`. */
  readonly connections: Pick<Connections, 'opened' | 'open'>;
  /** What the tenant holds, for tests to look at and to add to. */
  readonly world: World;
  /**
   * Puts steps in the way of the next requests to a route, such as `GET /api/v1/apps/{id}` or
   * `* /oauth/token`: one for each request, then the tenant answers as ever.
   */
  script(route: string, steps: readonly Step[], options?: { repeatLast?: boolean }): void;
  /** How the next job of a kind, such as `reloads`, will go: its state at the start, then at each poll. */
  plan(kind: string, states: readonly JobState[]): void;
  /** A token that no request asked for. */
  issueToken: OAuthServer['issue'];
  /** Tokens that would be accepted now. */
  liveTokens(): Live[];
  /** Ends at once, whatever is under way. */
  close(): Promise<void>;
}

/** @returns a client that may do everything, with a secret that no one else has */
export function newClient(client: Partial<Client> = {}): Client {
  return {
    id: '5b7d1e9a0c3f4826b1d7e5a9c3f08462',
    secret: randomBytes(32).toString('hex'),
    scopes: ['admin_classic', 'user_default'],
    grants: Object.values(grants),
    ...client,
  };
}

/** Starts a tenant. Close it, or the process will not end. */
export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const { now = Date.now, clients = [newClient()] as const, keepBytes = 1024 * 1024 } = options;
  const [client] = clients;
  const certificate = options.certificate ?? (options.https ? await makeCertificate() : undefined);
  const server = certificate ? createHttps(certificate) : createHttp();
  const connections = new Connections(server);
  const hostname = '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, hostname, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `${certificate ? 'https' : 'http'}://${hostname}:${String(port)}`;

  const clientSecrets = new ClientSecrets(clients);
  const world = newWorld({ origin: url, clientId: client.id, now, clientSecrets });
  const oauth: OAuthServer = new OidcServer({
    origin: url,
    clients,
    secrets: clientSecrets,
    people: [...world.users.values()],
    lifetime: options.tokenLifetimeSeconds ?? 21_600,
    maxTokens: options.maxTokens ?? Infinity,
    now,
  });
  const journal: JournalEntry[] = [];
  const scripts = new Scripts();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { id, socket } = connections.of(request);
    const traceId = randomBytes(16).toString('hex');
    const entry = openEntry(request, response, { at: now(), connection: id, traceId });
    journal.push(entry);
    const reading = once(async () => {
      const digest = findRoute(entry.method, entry.path)?.route.digest === true;
      const whole = await readBody(request, entry, keepBytes, digest);
      if (!whole) throw new Error('The client went away');
      return entry.body;
    });
    const pass = async (): Promise<void> => {
      const body = await reading();
      const { method, path, headers, bodyBytes, bodySha256 } = entry;
      const query = new URLSearchParams(entry.query);
      const question = { method, path, query, headers, body, bodyBytes, bodySha256 };
      const reply = await answer(question, world, oauth, traceId);
      const date = new Date(now()).toUTCString();
      send(response, reply, { date, 'x-b3-traceid': traceId });
    };
    const step = scripts.next(entry.method, entry.path);
    const exchange = { request, response, socket: request.socket, entry, origin: url, pass };
    const reset = () => void socket.resetAndDestroy();
    await play(step ?? pass, { ...exchange, reset, body: reading });
  };

  server.on('request', (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that went away is no fault; anything else is one of the sandbox: say which.
      if (response.headersSent || request.socket.destroyed) response.destroy();
      else send(response, { status: 500, body: `The sandbox failed: ${String(error)}` });
    });
  });

  return {
    url,
    hostname,
    port,
    ca: certificate?.ca,
    client,
    journal,
    connections,
    world,
    script(route, steps, { repeatLast = false } = {}) {
      scripts.add(route, steps, repeatLast);
    },
    plan(kind, states) {
      world.jobs.plan(kind, states);
    },
    issueToken: (wish) => oauth.issue(wish),
    liveTokens: () => oauth.live(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      connections.destroy();
      await Promise.all([closed, oauth.close()]);
    },
  };
}

/** @returns a function that does its work on the first call and gives the same result again */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
