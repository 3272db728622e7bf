import { Readable } from 'node:stream';
import type { Payload } from './exchange.ts';

/** Text as a request body, in UTF-8. */
export function textPayload(text: string): Payload {
  const bytes = Buffer.from(text);
  return { length: bytes.length, open: () => Readable.from([bytes]) };
}
