import { createReadStream } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import { quoted } from '../runner/text.ts';
import type { Payload } from './exchange.ts';
import { SpentBuffers } from './transfer.ts';

/** Larger chunks cost fewer turns of the event loop: with 1 MiB a file goes at the speed of the disk. */
const chunkBytes = 1024 * 1024;

/** A larger body is announced first, so that a 401 or 413 costs no upload. */
const maxAtOnceBytes = 1024 * 1024;

/** A server that does not answer the announcement is waited for this long. */
const maxInvitationMs = 1000;

/** The first piece; each further one is twice as large, where the last has left quickly. */
const minPieceBytes = 64 * 1024;

/** A piece that takes longer to leave is followed by a small one, so that progress shows. */
const slowPieceMs = 1000;

/** A file as it was when the inputs were checked. */
export interface FileToSend {
  /** Absolute. */
  readonly path: string;
  /** As the workflow wrote it, for errors. */
  readonly written: string;
  /** Bytes. */
  readonly size: number;
}

/** A request body and its Content-Type. */
export interface TypedPayload {
  readonly payload: Payload;
  readonly contentType: string;
}

/** Text as a request body, in UTF-8. */
export function textPayload(text: string): Payload {
  const bytes = Buffer.from(text);
  return { length: bytes.length, open: () => [bytes] };
}

/** A file as a request body, streamed from disk. */
export function filePayload(file: FileToSend): Payload {
  return { length: file.size, open: () => bytesOf(file) };
}

/**
 * Reads a file to its end.
 * @throws Failure when it cannot be read, or is not as long as it was: what was promised in
 *   Content-Length cannot be kept then, and half a file must not look whole
 */
export async function* bytesOf({ path, written, size }: FileToSend): AsyncGenerator<Buffer> {
  const spent = new SpentBuffers();
  let sent = 0;
  try {
    // One byte more than there should be shows a file that has grown.
    const stream = createReadStream(path, { highWaterMark: chunkBytes, end: size });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sent += chunk.length;
      if (sent > size) break;
      yield chunk;
      spent.add(chunk.length);
    }
  } catch (error) {
    throw new Failure(`${quoted(written)} cannot be read`, { cause: error });
  }
  if (sent !== size) throw new Failure(`${quoted(written)} changed its size while it was sent`);
}

/** What sending needs to know of its attempt, and to tell it. */
export interface Sending {
  readonly clock: Clock;
  /** Whether the head asks whether the body is wanted. */
  readonly announced: boolean;
  /** Whether an answer has begun: before the end of the body it is the answer, a 413 say. */
  readonly answered: () => boolean;
  /** So many bytes of the body are handed to the system. */
  readonly onHandedOver: (bytes: number) => void;
  /** A piece of the body has left. */
  readonly onSent: (piece: Buffer) => void;
  /** The body cannot be sent. */
  readonly onFailure: (why: Failure) => void;
}

/** The headers that go with a body (RFC 9110 sections 8.6 and 10.1.1). */
export function bodyHeaders(
  payload: Payload | undefined,
  announced: boolean,
): Record<string, string> {
  if (payload === undefined) return {};
  const length = { 'content-length': String(payload.length) };
  return announced ? { ...length, expect: '100-continue' } : length;
}

/** Whether a body is large enough to be announced. */
export function isLarge(payload: Payload | undefined): boolean {
  return payload !== undefined && payload.length > maxAtOnceBytes;
}

/** Sends a body, and ends the request after its last byte; before that only with a failure. */
export async function sendBody(
  payload: Payload,
  outgoing: ClientRequest,
  { announced, clock, answered, onHandedOver, onSent, onFailure }: Sending,
): Promise<void> {
  let size = minPieceBytes;
  try {
    if (announced) await invited(outgoing, clock);
    for await (const chunk of payload.open()) {
      for (let start = 0; start < chunk.length;) {
        if (answered()) return;
        const piece = chunk.subarray(start, start + size);
        start += piece.length;
        const began = clock.now();
        onHandedOver(piece.length);
        const sent = (): void => {
          onSent(piece);
        };
        if (!outgoing.write(piece, sent)) await drained(outgoing);
        size = clock.now() - began > slowPieceMs ? minPieceBytes : 2 * size;
      }
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
    const cancel = clock.timer(maxInvitationMs, resolve);
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
