import { nameOf, traceIdOf } from '../errors/outcome.ts';
import type { Runner } from '../runner/runner.ts';
import { onTenant, type Tenant } from '../tenant.ts';
import { type IdleLimit, attempting } from './attempt.ts';
import type { Connections } from './connections.ts';
import type { Reply, Request, Send } from './exchange.ts';
import { proxySecrets } from './proxy.ts';
import { isRepeatable, nextRequest, redirectStatuses } from './policy.ts';
import { type Attempted, retrying } from './retry.ts';

/** Why a refused token was not replaced. */
export interface RenewalFailure {
  readonly reason: string;
  /** Whether a later attempt may succeed. */
  readonly transient: boolean;
}

/** The access token that requests are sent with. */
export interface Bearer {
  /**
   * The token to send; one that has expired is renewed first.
   * @throws Failure when it has certainly expired and no other can be obtained
   */
  current(): Promise<string>;
  /**
   * Replaces a token that the tenant refused with a 401. Missing where no token can be requested.
   * @returns undefined when there is a new one
   * @throws Failure when the new token cannot be used
   */
  renew?(refused: string): Promise<RenewalFailure | undefined>;
  /** Requests no further tokens; a request in flight may finish, so that its token is saved. */
  end(): Promise<void>;
}

/** A bearer for a token that the step was given. */
export function suppliedBearer(token: string): Bearer {
  return { current: () => Promise.resolve(token), end: () => Promise.resolve() };
}

/** The HTTP client of a step. */
export interface Client {
  /** Makes a request, with retries and redirects, and returns its last response. */
  readonly send: Send;
  /** The same without retries and log lines. */
  readonly sendOnce: Send;
  /** @returns a client whose requests to the tenant carry a token */
  withBearer(bearer: Bearer): Client;
  /** Starts to connect for a request that will follow soon and needs a new connection. */
  prepare(request: Pick<Request<unknown>, 'method' | 'url'>): void;
}

export interface ClientOptions extends IdleLimit {
  /** How many attempts may follow the first. */
  readonly retries: number;
  /** Called after each attempt. */
  readonly observe?: ((attempt: Attempted) => void) | undefined;
}

/**
 * Composes the HTTP client of a step, and masks the password of a proxy. Sends nothing yet.
 * @param connections may already hold an early connection to the tenant
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
  const sendOnce = warningOfDeprecation(attempting(runner, connections, options), runner);
  const send = retrying(logging(sendOnce, runner), retries, runner, observe);
  const clientWith = (bearer?: Bearer): Client => {
    const complete = (inner: Send): Send =>
      followingRedirects(bearer === undefined ? inner : authorized(inner, tenant, bearer), tenant);
    return {
      send: complete(send),
      sendOnce: complete(sendOnce),
      withBearer: clientWith,
      prepare: (request) => {
        if (!isRepeatable(request)) connections.connectNow(request.url);
      },
    };
  };
  return clientWith();
}

/** Warns once a step if the headers of a response say that an API is deprecated or will be removed. */
function warningOfDeprecation(send: Send, runner: Runner): Send {
  const notices: string[] = [];
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const reply = await send(request);
    const { headers } = reply;
    const isDeprecated = headers.deprecation !== undefined || headers.sunset !== undefined;
    if (!isDeprecated || notices.length > 0) return reply;
    const { deprecationNotice } = await import('./deprecation.ts');
    const notice = deprecationNotice(headers, runner.clean);
    if (notice === undefined || notices.length > 0) return reply;
    notices.push(notice);
    runner.warning(`${nameOf(request)} ${notice}`);
    return reply;
  };
}

/**
 * Logs each response, unless its request is quiet: method, path without the query, status, bytes, duration and
 * trace id.
 */
function logging(send: Send, runner: Runner): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const startedAt = runner.clock.now();
    const reply = await send(request);
    if (request.quiet === true) return reply;
    const trace = traceIdOf(reply.headers);
    runner.info(
      `${nameOf(request)}: ${String(reply.status)}, ${String(reply.bytes)} bytes in ` +
        `${String(runner.clock.now() - startedAt)} ms${trace === undefined ? '' : ` (traceId ${trace})`}`,
    );
    return reply;
  };
}

/**
 * Follows redirects as the policy (policy.ts) allows. Once a request has left the tenant's origin, it
 * carries no credentials, even if a further redirect leads back.
 * @returns a Send whose reply is the last response; if that is a redirect, `note` says why it was not followed
 */
export function followingRedirects(send: Send, tenant: Tenant): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    let current = request;
    for (let hop = 0; ; hop++) {
      const answer = await send(current);
      const reply = current === request ? answer : { ...answer, redirectedTo: current.url };
      if (!redirectStatuses.has(reply.status) || current.isFinal?.(reply.status) === true)
        return reply;
      const next = nextRequest(current, reply, tenant, hop);
      if (typeof next === 'string') return { ...reply, note: next };
      await reply.discard();
      current = next;
    }
  };
}

/**
 * Adds the token (RFC 6750 section 2.1) to requests to the tenant's origin, and to no others. After a
 * 401 the token is renewed, and the request repeated, once for each request.
 */
export function authorized(send: Send, tenant: Tenant, bearer: Bearer): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    if (request.anonymous === true || !onTenant(tenant, request.url)) return send(request);
    const withToken = (token: string): Request<T> => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
    const token = await unlessAborted(bearer.current(), request.signal);
    const reply = await send(withToken(token));
    if (reply.status !== 401 || bearer.renew === undefined || request.isFinal?.(401) === true)
      return reply;
    const failure = await unlessAborted(bearer.renew(token), request.signal).catch(
      async (error: unknown) => {
        await reply.discard();
        throw error;
      },
    );
    if (failure !== undefined) {
      const { reason, transient } = failure;
      return { ...reply, note: `no new token could be obtained: ${reason}`, transient };
    }
    await reply.discard();
    return send(withToken(await bearer.current()));
  };
}

/**
 * Waits for work that other requests may share: if this one is aborted, they keep waiting.
 * @throws the reason of the signal
 */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(signal.reason as Error);
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
