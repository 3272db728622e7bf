import type { ClientRequest } from 'node:http';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Payload } from './exchange.ts';

/** A larger body is announced first, so that a 401 or 413 costs no upload; bytes. */
const mostAtOnce = 1024 * 1024;

/** A server that does not answer the announcement is waited for this long, in milliseconds. */
const mostInvitation = 1000;

/** What sending needs to know of its attempt, and to tell it. */
export interface Sending {
  readonly clock: Clock;
  /** Whether an answer has begun: before the end of the body it is the answer, a 413 say. */
  readonly answered: () => boolean;
  /** Some bytes have left. */
  readonly onSent: () => void;
  /** The body cannot be sent. */
  readonly onFailure: (why: Failure) => void;
}

/** The headers that go with a body (RFC 9110 sections 8.6 and 10.1.1). */
export function bodyHeaders(payload: Payload | undefined): Record<string, string> {
  if (payload === undefined) return {};
  const length = { 'content-length': String(payload.length) };
  return payload.length > mostAtOnce ? { ...length, expect: '100-continue' } : length;
}

/** Sends a body, and ends the request after its last byte; before that only with a failure. */
export async function sendBody(
  payload: Payload,
  outgoing: ClientRequest,
  { clock, answered, onSent, onFailure }: Sending,
): Promise<void> {
  try {
    if (payload.length > mostAtOnce) await invited(outgoing, clock);
    for await (const chunk of payload.open()) {
      if (answered()) return;
      if (!outgoing.write(chunk, onSent)) await drained(outgoing);
    }
    outgoing.end();
  } catch (error) {
    // A request that has ended says itself why.
    if (outgoing.destroyed) return;
    const why = 'the body that is to be sent cannot be read';
    onFailure(error instanceof Failure ? error : new Failure(why, { cause: error }));
  }
}

/** RFC 9110 section 10.1.1: waits for "100 Continue", for a final answer, or for a second. */
async function invited(outgoing: ClientRequest, clock: Clock): Promise<void> {
  outgoing.flushHeaders();
  await new Promise<void>((resolve) => {
    const cancel = clock.timer(mostInvitation, resolve);
    for (const event of ['continue', 'response', 'close'])
      outgoing.once(event, () => {
        cancel();
        resolve();
      });
  });
}

/** @throws when the request ends before there is room for more */
async function drained(outgoing: ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (): void => {
      outgoing.off('drain', settle).off('close', settle);
      if (outgoing.destroyed) reject(new Error('closed'));
      else resolve();
    };
    outgoing.on('drain', settle).on('close', settle);
  });
}
