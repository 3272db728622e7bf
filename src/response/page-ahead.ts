import { Failure } from '../failure.ts';
import type { Reply, Request, Send } from '../http/exchange.ts';
import type { Body } from './body.ts';

/**
 * The page of a list that is on its way while the one before it is written. When that one fails, it
 * is given up: it is not asked for again, holds nobody up, and leaves no file.
 */
export class PageAhead {
  readonly #send: Send;
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  #pending: Promise<Reply<Body>> | undefined;

  /** @param signal the step's own */
  constructor(send: Send, signal: AbortSignal) {
    this.#send = send;
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
  }

  /** Asks for a page. It is out when this settles: what is done next may hold the event loop up. */
  async ask(request: Request<Body>): Promise<void> {
    this.#pending = this.#send({ ...request, signal: this.#signal });
    // Looked at in `take`; until then its failure is nobody's.
    this.#pending.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** @throws what the request throws, or what went wrong with the list */
  async take(): Promise<Reply<Body> | undefined> {
    const reply = await this.#pending;
    this.#pending = undefined;
    return reply;
  }

  /** Gives up what nobody has taken. */
  async end(): Promise<void> {
    this.#end.abort(new Failure('No more pages are wanted'));
    await this.#pending?.then(
      (reply) => reply.discard(),
      () => undefined,
    );
  }
}
