import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import type { Agents } from './agents.ts';
import { attempting } from './once-more.ts';
import { Connections } from './connections.ts';
import { nameOf, type Reply, type Request, type Send } from './exchange.ts';
import { withGrace } from './grace.ts';
import { logging } from './log-requests.ts';
import { proxyFor, proxySecrets } from './proxy.ts';
import { type Resume, retrying } from './retry.ts';

/** A step's way to the network. */
export interface Client {
  /** One request with its retries, and its last answer: no redirect, no credential. */
  readonly send: Send;
  /** One attempt, without a log line. */
  readonly once: Send;
  /** Begins to connect for a request that will be made soon. */
  prepare(request: Pick<Request<unknown>, 'method' | 'url'>): void;
}

export interface ClientOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  /** How a download that breaks off goes on; undefined: from the start. */
  readonly resume?: Resume | undefined;
  readonly observer?: Observer | undefined;
}

/** Looks on, and changes nothing. */
export interface Observer {
  /** @returns the same Send, each of whose attempts is seen */
  attempts(send: Send): Send;
  /** A request is about to be made again. @param why a status, or the code of a fault */
  retried(request: Request<unknown>, why: string): void;
  /** An answer has come: what its last attempt brought, and the whole. */
  joined(request: Request<unknown>, part: Reply<unknown>, whole: Reply<unknown>): void;
}

/**
 * Opens a step's way to the network; nothing is sent yet. A proxy's password is masked.
 * @param agents its connections: those of the tenant's origin may have been opened already
 */
export function openClient(
  runner: Runner,
  tenant: Tenant,
  agents: Agents,
  { retries, resume, observer }: ClientOptions,
): Client {
  for (const secret of proxySecrets(proxyFor(new URL(tenant.origin)))) runner.mask(secret);
  const connections = new Connections(agents, runner.clock);
  const { clock, log, signal } = runner;
  const inFlight = withGrace(attempting({ connections, clock, log, signal }), { clock, signal });
  const once = noticing(inFlight, runner);
  const observed = observer?.attempts(once) ?? once;
  return {
    send: retrying(logging(observed, log, clock), retries, {
      ...runner,
      resume,
      retried: (request, why) => observer?.retried(request, why),
      joined: (request, part, whole) => observer?.joined(request, part, whole),
    }),
    once,
    prepare: (request) => {
      connections.prepare(request);
    },
  };
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
    runner.log.warning(`${nameOf(request)} ${notice}`);
    return reply;
  };
}
