import { nameOf, traceIdOf } from '../errors/outcome.ts';
import type { Runner } from '../runner/runner.ts';
import { onTenant, type Tenant } from '../tenant.ts';
import { type IdleLimit, attempting } from './attempt.ts';
import type { Connections } from './connections.ts';
import type { Reply, Request, Send } from './exchange.ts';
import { proxySecrets } from './proxy.ts';
import { isRepeatable, nextRequest, redirects } from './policy.ts';
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

/** A step's way to the network. */
export interface Client {
  /** A request with its retries and redirects, and its last answer. */
  readonly send: Send;
  /** The same with one attempt for each address, and without a log line. */
  readonly sendOnce: Send;
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
  const sendOnce = noticing(attempting(runner, connections, options), runner);
  const send = retrying(logging(sendOnce, runner), retries, runner, observe);
  const clientWith = (bearer?: Bearer): Client => {
    const whole = (one: Send): Send =>
      followingRedirects(bearer === undefined ? one : authorized(one, tenant, bearer), tenant);
    return {
      send: whole(send),
      sendOnce: whole(sendOnce),
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
 * Follows redirects of GET and HEAD on the tenant's origin, five at most. To another origin only a
 * download goes that may (`mayLeaveOrigin`), over https, and from then on without any credential,
 * even where a further redirect leads back.
 * @returns a Send whose reply is the last answer; one that is a redirect says in `note` why
 */
export function followingRedirects(send: Send, tenant: Tenant): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    let current = request;
    for (let hop = 0; ; hop++) {
      const answer = await send(current);
      const reply = current === request ? answer : { ...answer, redirectedTo: current.url };
      if (!redirects.has(reply.status) || current.isFinal?.(reply.status) === true) return reply;
      const next = nextRequest(current, reply, tenant, hop);
      if (typeof next === 'string') return { ...reply, note: next };
      await reply.discard();
      current = next;
    }
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
    if (reply.status !== 401 || bearer.renew === undefined || request.isFinal?.(401) === true)
      return reply;
    const failure = await unlessGivenUp(bearer.renew(token), request.signal).catch(
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
