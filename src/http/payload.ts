import { createReadStream } from 'node:fs';
import type { ClientRequest } from 'node:http';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import { quoted } from '../runner/text.ts';
import type { Payload } from './exchange.ts';
import { SpentBuffers } from './transfer.ts';

/** Large chunks take few turns of the event loop: at 1 MiB, the disk is the bottleneck. */
const chunkBytes = 1024 * 1024;

/** A larger body is sent with `Expect: 100-continue`, so that a 401 or 413 costs no upload. */
const maxImmediateBytes = 1024 * 1024;

/** How long to wait for "100 Continue" before sending the body anyway. */
const maxContinueWaitMs = 1000;

/** The size of the first piece. The size doubles with each piece that is sent quickly. */
const minPieceBytes = 64 * 1024;

/** After a piece that took longer, the size starts over, so that progress stays visible. */
const slowPieceMs = 1000;

/** A file as it was when the inputs were checked. */
export interface FileToSend {
  /** Absolute. */
  readonly path: string;
  /** The path as the workflow has it, for errors. */
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
 * Reads a file from its start to its end.
 * @throws Failure when it cannot be read, or its size has changed: the body would no longer match its
 *   Content-Length, and half a file must not look whole
 */
export async function* bytesOf({ path, written, size }: FileToSend): AsyncGenerator<Buffer> {
  const spent = new SpentBuffers();
  let sent = 0;
  try {
    // `end` is inclusive: one byte too many reveals a file that has grown.
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
  if (sent !== size) throw new Failure(`${quoted(written)} changed size while it was being sent`);
}

export interface UploadOptions {
  readonly clock: Clock;
  /** Whether the request has `Expect: 100-continue`. */
  readonly expectsContinue: boolean;
  /** Whether the response has begun. If it has before the body was sent (a 413, say), sending stops. */
  readonly answered: () => boolean;
  /** Called before bytes are written to the socket. */
  readonly onWrite: (bytes: number) => void;
  /** Called when the socket has flushed a piece. */
  readonly onSent: (piece: Buffer) => void;
  /** Called if the body cannot be read. */
  readonly onFailure: (failure: Failure) => void;
}

/** The headers that describe a body (RFC 9110 sections 8.6 and 10.1.1). */
export function bodyHeaders(
  payload: Payload | undefined,
  expectsContinue: boolean,
): Record<string, string> {
  if (payload === undefined) return {};
  const length = { 'content-length': String(payload.length) };
  return expectsContinue ? { ...length, expect: '100-continue' } : length;
}

/** Whether a body is large enough for `Expect: 100-continue`. */
export function isLarge(payload: Payload | undefined): boolean {
  return payload !== undefined && payload.length > maxImmediateBytes;
}

/**
 * Writes a body in pieces and then ends the request. A body that cannot be read never ends it, so that a
 * part of it cannot pass for the whole.
 */
export async function sendBody(
  payload: Payload,
  outgoing: ClientRequest,
  { expectsContinue, clock, answered, onWrite, onSent, onFailure }: UploadOptions,
): Promise<void> {
  let size = minPieceBytes;
  try {
    if (expectsContinue) await waitForContinue(outgoing, clock);
    for await (const chunk of payload.open()) {
      for (let start = 0; start < chunk.length;) {
        if (answered()) return;
        const piece = chunk.subarray(start, start + size);
        start += piece.length;
        const began = clock.now();
        onWrite(piece.length);
        const sent = (): void => {
          onSent(piece);
        };
        if (!outgoing.write(piece, sent)) await waitForDrain(outgoing);
        size = clock.now() - began > slowPieceMs ? minPieceBytes : 2 * size;
      }
    }
    outgoing.end();
  } catch (error) {
    // A destroyed request reports its own error.
    if (outgoing.destroyed) return;
    const why = 'the request body cannot be read';
    onFailure(error instanceof Failure ? error : new Failure(why, { cause: error }));
  }
}

/** Waits for "100 Continue", a final response, or a second (RFC 9110 section 10.1.1). */
async function waitForContinue(outgoing: ClientRequest, clock: Clock): Promise<void> {
  outgoing.flushHeaders();
  await new Promise<void>((resolve) => {
    const cancel = clock.timer(maxContinueWaitMs, resolve);
    for (const event of ['continue', 'response', 'close'])
      outgoing.once(event, () => {
        cancel();
        resolve();
      });
  });
}

/** @throws when the request is destroyed before its buffer has drained */
async function waitForDrain(outgoing: ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const done = (): void => {
      outgoing.off('drain', done).off('close', done);
      if (outgoing.destroyed) reject(new Error('closed'));
      else resolve();
    };
    outgoing.on('drain', done).on('close', done);
  });
}
