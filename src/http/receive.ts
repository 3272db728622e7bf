import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Head } from '../errors/outcome.ts';
import type { Sink } from './exchange.ts';

/** More is no answer to a token request or a revocation: 1 MiB. */
const maxTextBytes = 1024 * 1024;

/** What an answer says before its body. A cookie is the tenant's with itself, and goes nowhere. */
export function headOf(incoming: IncomingMessage): Head {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  return { status: incoming.statusCode ?? 0, headers };
}

/** Where a part begins in the whole (RFC 9110 section 14.4), in bytes. */
export function firstOf({ status, headers }: Head): number {
  const first = /^bytes (\d+)-/iu.exec(headers['content-range'] ?? '')?.[1];
  return status === 206 && first !== undefined ? Number(first) : 0;
}

/**
 * A body's way from the network through its decoders into its sink; most have none.
 * @returns what became of it
 * @throws what one of them fails with, or that the body ends too early; its connection is closed then
 */
export async function receive<T>(
  incoming: IncomingMessage,
  decoders: readonly Duplex[],
  sink: Sink<T>,
): Promise<T> {
  const body = decoders.at(-1) ?? incoming;
  // Whoever reads the last stream is told what goes wrong in one before it.
  if (body !== incoming) pipeline([incoming, ...decoders], () => undefined);
  await new Promise<void>((resolve, reject) => {
    let room: Promise<void> | undefined;
    const fail = (error: Error): void => {
      incoming.destroy();
      reject(error);
    };
    const goOn = (): void => {
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
        room.then(goOn, fail);
      })
      .on('end', () => void Promise.resolve(room).then(resolve, fail))
      .on('error', fail)
      .on('close', closed);
    // What was closed before anyone listened tells of it no more.
    if (body.destroyed) closed();
  });
  return sink.end();
}

/**
 * @param name the request, for the error
 * @returns a sink that holds the body as text, and fails as soon as there is more than 1 MiB of it
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
