import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import type { Agents } from './agents.ts';
import { authorized, type Bearer } from './bearer.ts';
import { attempting } from './once-more.ts';
import { Connections } from './connections.ts';
import { nameOf, type Reply, type Request, type Send } from './exchange.ts';
import { withGrace } from './grace.ts';
import { logging } from './log-requests.ts';
import { proxyFor, proxySecrets } from './proxy.ts';
import { followingRedirects } from './redirect.ts';
import { type RetryObserver, retrying } from './retry.ts';

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

export interface ClientOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  /** Longest silence (no byte sent or received) in one attempt. */
  readonly idleTimeoutMs: number;
  /** The input that sets `idleTimeoutMs`, for the error; undefined where the step cannot change it. */
  readonly idleInput?: 'idle-timeout-seconds' | undefined;
  readonly observer?: Observer | undefined;
}

/** Looks on, and changes nothing. */
export interface Observer extends RetryObserver {
  /** @returns the same Send, each of whose attempts is seen */
  attempts(send: Send): Send;
}

/**
 * Opens a step's way to the network; nothing is sent yet. A proxy's password is masked.
 * @param agents its connections: those of the tenant's origin may have been opened already
 */
export function openClient(
  runner: Runner,
  tenant: Tenant,
  agents: Agents,
  options: ClientOptions,
): Client {
  const { retries, observer } = options;
  for (const secret of proxySecrets(proxyFor(new URL(tenant.origin)))) runner.setSecret(secret);
  const connections = new Connections(agents, runner.clock);
  const { clock, signal } = runner;
  const attempts = attempting({ connections, clock, log: runner, signal, ...options });
  const inFlight = withGrace(attempts, { clock, signal });
  const once = noticing(inFlight, runner);
  const observed = observer?.attempts(once) ?? once;
  const send = retrying(logging(observed, runner, clock), retries, runner, observer);
  const clientWith = (bearer?: Bearer): Client => {
    const whole = (one: Send): Send =>
      followingRedirects(bearer === undefined ? one : authorized(one, tenant, bearer), tenant);
    return {
      send: whole(send),
      once: whole(once),
      withBearer: clientWith,
      prepare: (request) => {
        connections.prepare(request);
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
