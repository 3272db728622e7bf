import { nameOf, traceIdOf } from '../errors/outcome.ts';
import type { Runner } from '../runner/runner.ts';
import { onTenant, type Tenant } from '../tenant.ts';
import { type IdleLimit, attempting } from './attempt.ts';
import type { Connections } from './connections.ts';
import type { Reply, Request, Send } from './exchange.ts';
import { proxySecrets } from './proxy.ts';
import { followingRedirects } from './redirect.ts';
import { isRepeatable } from './policy.ts';
import { type Attempted, retrying } from './retry.ts';

/** Why there is no new token. */
export interface Missing {
  /** Empty where there is no way to one. */
  readonly why: string;
  /** Whether there may be one later. */
  readonly transient: boolean;
}

/** The token that requests go out with. */
export interface Bearer {
  /**
   * The token to send: one that has ended is renewed first.
   * @throws Failure when it has ended for certain, and no other can be had
   */
  current(): Promise<string>;
  /**
   * Gets a token in place of one that was refused.
   * @returns why there is none; undefined when there is one
   * @throws Failure when it cannot be put to use
   */
  renew(refused: string): Promise<Missing | undefined>;
  /** Asks for no further token; one that is under way gets a little time, to be saved. */
  end(): Promise<void>;
}

/** A bearer for a token that the step was given: it is never renewed. */
export function suppliedBearer(token: string): Bearer {
  return {
    current: () => Promise.resolve(token),
    renew: () => Promise.resolve({ why: '', transient: false }),
    end: () => Promise.resolve(),
  };
}

/** A step's way to the network. */
export interface Client {
  /** A request with its retries and redirects, and its last answer. */
  readonly send: Send;
  /** The same with one attempt for each address, and without a log line. */
  readonly once: Send;
  /** The client whose requests to the tenant go out with a token. */
  withBearer(bearer: Bearer): Client;
  /** Begins to connect for a request that will be made soon. */
  prepare(request: Pick<Request<unknown>, 'method' | 'url'>): void;
}

export interface ClientOptions extends IdleLimit {
  /** Further attempts after the first. */
  readonly retries: number;
  /** Is told of each attempt. */
  readonly observe?: ((attempt: Attempted) => void) | undefined;
}

/**
 * Opens a step's way to the network; nothing is sent yet. A proxy's password is masked.
 * @param connections one may be on its way to the tenant already
 */
export function openClient(
  runner: Runner,
  tenant: Tenant,
  connections: Connections,
  options: ClientOptions,
): Client {
  const { retries, observe } = options;
  const proxy = connections.proxyFor(new URL(tenant.origin));
  for (const secret of proxySecrets(proxy)) runner.setSecret(secret);
  const once = noticing(attempting(runner, connections, options), runner);
  const send = retrying(logging(once, runner), retries, runner, observe);
  const clientWith = (bearer?: Bearer): Client => {
    const whole = (one: Send): Send =>
      followingRedirects(bearer === undefined ? one : authorized(one, tenant, bearer), tenant);
    return {
      send: whole(send),
      once: whole(once),
      withBearer: clientWith,
      prepare: (request) => {
        if (!isRepeatable(request)) connections.connectNow(request.url);
      },
    };
  };
  return clientWith();
}

/** Warns once of an API that goes away, as one of its answers says. */
function noticing(send: Send, runner: Runner): Send {
  const notices: string[] = [];
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const reply = await send(request);
    const { headers } = reply;
    const says = headers.deprecation !== undefined || headers.sunset !== undefined;
    if (!says || notices.length > 0) return reply;
    const { noticeOf } = await import('./deprecation.ts');
    const notice = noticeOf(headers, runner.clean);
    if (notice === undefined || notices.length > 0) return reply;
    notices.push(notice);
    runner.warning(`${nameOf(request)} ${notice}`);
    return reply;
  };
}

/** Writes one line for each answer that is not one of many: method, path (no query), status, bytes, time, trace id. */
function logging(send: Send, runner: Runner): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const started = runner.clock.now();
    const reply = await send(request);
    if (request.quiet === true) return reply;
    const trace = traceIdOf(reply.headers);
    runner.info(
      `${nameOf(request)}: ${String(reply.status)}, ${String(reply.bytes)} bytes in ` +
        `${String(runner.clock.now() - started)} ms${trace === undefined ? '' : ` (traceId ${trace})`}`,
    );
    return reply;
  };
}

/**
 * Adds the token (RFC 6750 section 2.1) to what goes to the tenant's origin and nowhere else. A 401
 * gets a new token once for that request, and the request is made once more.
 */
export function authorized(send: Send, tenant: Tenant, bearer: Bearer): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    if (request.anonymous === true || !onTenant(tenant, request.url)) return send(request);
    const withToken = (token: string): Request<T> => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
    const token = await unlessGivenUp(bearer.current(), request.signal);
    const reply = await send(withToken(token));
    if (reply.status !== 401 || request.isFinal?.(401) === true) return reply;
    const missing = await unlessGivenUp(bearer.renew(token), request.signal).catch(
      async (error: unknown) => {
        await reply.discard();
        throw error;
      },
    );
    if (missing?.why === '') return reply;
    if (missing !== undefined) {
      const { why, transient } = missing;
      return { ...reply, note: `no new token could be obtained: ${why}`, transient };
    }
    await reply.discard();
    return send(withToken(await bearer.current()));
  };
}

/** What many requests wait for goes on when one of them is given up. @throws the signal's reason */
async function unlessGivenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    reject(signal.reason as Error);
  };
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
