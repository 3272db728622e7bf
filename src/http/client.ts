import type { Runner } from '../runner/runner.ts';
import { attempting } from './attempt.ts';
import { Connections } from './connections.ts';
import type { Send } from './exchange.ts';
import { logging } from './log-requests.ts';

/** A step's way to the network. */
export interface Client {
  /** One request, one answer: no redirect, no credential. */
  readonly send: Send;
  close(): void;
}

/** Opens a step's way to the network; nothing is sent yet. */
export function openClient(runner: Pick<Runner, 'clock' | 'log' | 'signal'>): Client {
  const connections = new Connections();
  const { clock, log, signal } = runner;
  return {
    send: logging(attempting({ connections, clock, signal }), log, clock),
    close: () => {
      connections.close();
    },
  };
}
