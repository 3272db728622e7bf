import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Head } from '../errors/outcome.ts';
import type { Sink } from './exchange.ts';

/** No response to a token request, a revocation or a poll is longer: 1 MiB. */
const maxTextBytes = 1024 * 1024;

/** The status and headers of a response. Cookies are dropped: nothing sends them back or shows them. */
export function readHead(incoming: IncomingMessage): Head {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  return { status: incoming.statusCode ?? 0, headers };
}

/** The position of a 206's first byte in the whole body (RFC 9110 section 14.4); 0 for any other response. */
export function firstByteOf({ status, headers }: Head): number {
  const first = /^bytes (\d+)-/iu.exec(headers['content-range'] ?? '')?.[1];
  return status === 206 && first !== undefined ? Number(first) : 0;
}

/**
 * Passes a body from the network through its decoders, if any, into its sink.
 * @returns the result of the sink
 * @throws the error of the network, a decoder or the sink, or ECONNRESET if the body is cut short; the
 *   connection is closed in each case
 */
export async function receive<T>(
  incoming: IncomingMessage,
  decoders: readonly Duplex[],
  sink: Sink<T>,
): Promise<T> {
  const body = decoders.at(-1) ?? incoming;
  // `pipeline` forwards errors to the last stream, on which we listen.
  if (body !== incoming) pipeline([incoming, ...decoders], () => undefined);
  await new Promise<void>((resolve, reject) => {
    let room: Promise<void> | undefined;
    const fail = (error: Error): void => {
      incoming.destroy();
      reject(error);
    };
    const resume = (): void => {
      body.resume();
    };
    const closed = (): void => {
      if (body.readableEnded) return;
      fail(Object.assign(new Error('closed before its end'), { code: 'ECONNRESET' }));
    };
    body
      .on('data', (chunk: Buffer) => {
        room = sink.write(chunk);
        if (room === undefined) return;
        body.pause();
        room.then(resume, fail);
      })
      .on('end', () => void Promise.resolve(room).then(resolve, fail))
      .on('error', fail)
      .on('close', closed);
    // A stream that is already closed emits no further `close`.
    if (body.destroyed) closed();
  });
  return sink.end();
}

/**
 * @param name of the request, for the error
 * @returns a sink that collects the body as text, and fails with a Failure beyond 1 MiB
 */
export function textSink(name: string): Sink<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    write(chunk) {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxTextBytes) return undefined;
      const why = 'the answer is larger than 1 MiB, which is too large for an answer of this kind';
      return Promise.reject(new Failure(`${name}: ${why}`));
    },
    end: () => Buffer.concat(chunks).toString('utf8'),
    discard: () => Promise.resolve(),
  };
}
