import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import type { Agents } from './agents.ts';
import { attempting } from './attempt.ts';
import { Connections } from './connections.ts';
import type { Request, Send } from './exchange.ts';
import { logging } from './log-requests.ts';
import { proxyFor, proxySecrets } from './proxy.ts';
import { retrying } from './retry.ts';

/** A step's way to the network. */
export interface Client {
  /** One request with its retries, and its last answer: no redirect, no credential. */
  readonly send: Send;
  /** One attempt, without a log line. */
  readonly once: Send;
  /** Begins to connect for a request that will be made soon. */
  prepare(request: Pick<Request<unknown>, 'method' | 'url'>): void;
}

/**
 * Opens a step's way to the network; nothing is sent yet. A proxy's password is masked.
 * @param agents its connections: those of the tenant's origin may have been opened already
 * @param retries further attempts after the first
 * @param around stands around each attempt of `send`; it may look on, and changes nothing
 */
export function openClient(
  runner: Pick<Runner, 'clock' | 'log' | 'mask' | 'random' | 'signal'>,
  tenant: Tenant,
  agents: Agents,
  retries: number,
  around: (send: Send) => Send = (send) => send,
): Client {
  for (const secret of proxySecrets(proxyFor(new URL(tenant.origin)))) runner.mask(secret);
  const connections = new Connections(agents);
  const { clock, log, signal } = runner;
  const once = attempting({ connections, clock, signal });
  return {
    send: retrying(logging(around(once), log, clock), retries, runner),
    once,
    prepare: (request) => {
      connections.prepare(request);
    },
  };
}
