import { Writable } from 'node:stream';
import { Failure } from '../failure.ts';
import { type Sink } from './exchange.ts';

/** 1 MiB: more is no answer to a token request or a revocation. */
const mostBytes = 1024 * 1024;

/**
 * @param name the request, for the error
 * @returns a sink that holds the body as text, and fails as soon as there is more than 1 MiB of it
 */
export function textSink(name: string): Sink<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        done(
          new Failure(
            `${name}: the answer is larger than 1 MiB, which is too large for an answer of this kind`,
          ),
        );
        return;
      }
      chunks.push(chunk);
      done();
    },
  });
  return {
    writable,
    result: () => Buffer.concat(chunks).toString('utf8'),
    discard: () => Promise.resolve(),
  };
}
