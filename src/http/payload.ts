import { createReadStream } from 'node:fs';
import { Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';
import type { Payload } from './exchange.ts';
import { SpentBuffers } from './transfer.ts';

/** Larger chunks cost fewer turns of the event loop: with 1 MiB a file goes at the speed of the disk. */
const chunkSize = 1024 * 1024;

/** A file as it was when the inputs were checked. */
export interface FileToSend {
  /** Absolute. */
  readonly path: string;
  /** As the workflow wrote it, for errors. */
  readonly written: string;
  /** Bytes. */
  readonly size: number;
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
    const stream = createReadStream(path, { highWaterMark: chunkSize, end: size });
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
