import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Reply, send } from './http.ts';
import type { JournalEntry } from './journal.ts';
import { parsePattern, type Pattern } from './pattern.ts';

/** One request and all that a step of a script needs to answer it well or badly. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What HTTP goes over: behind TLS where the tenant has it. */
  readonly socket: Socket;
  /** Ends the TCP connection with a reset instead of a FIN. */
  readonly reset: () => void;
  readonly entry: JournalEntry;
  /** The tenant's origin. */
  readonly origin: string;
  /** The whole body, up to the tenant's limit; rejects when the client goes away. */
  readonly body: () => Promise<Buffer>;
  /** Answers as if nothing was scripted. */
  readonly pass: () => Promise<void>;
}

/** A canned answer, or a function that does with the request as it likes. */
export type Step = Reply | ((exchange: Exchange) => void | Promise<void>);

interface Script {
  readonly route: Pattern;
  readonly steps: Step[];
  readonly repeatLast: boolean;
}

/** What tests put in the way of requests. */
export class Scripts {
  readonly #scripts: Script[] = [];

  /**
   * @param route such as `GET /api/v1/apps/{id}` or `* /oauth/token`
   * @param steps each request that fits takes one; after the last the tenant answers as ever
   * @param repeatLast the last step is for all further requests
   */
  add(route: string, steps: readonly Step[], repeatLast: boolean): void {
    this.#scripts.push({ route: parsePattern(route), steps: [...steps], repeatLast });
  }

  /** @returns the next step for a request, which is used up with that; undefined when there is none */
  next(method: string, path: string): Step | undefined {
    const script = this.#scripts.find(
      ({ route, steps }) => steps.length > 0 && route.match(method, path),
    );
    if (!script) return undefined;
    const last = script.repeatLast && script.steps.length === 1;
    return last ? script.steps[0] : script.steps.shift();
  }
}

/** Does what a step says; canned answers wait for the request's body. */
export async function play(step: Step, exchange: Exchange): Promise<void> {
  if (typeof step === 'function') {
    await step(exchange);
  } else {
    await exchange.body();
    send(exchange.response, step, { 'x-b3-traceid': exchange.entry.traceId });
  }
}
