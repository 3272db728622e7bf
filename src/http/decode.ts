import { Duplex, Readable } from 'node:stream';
import { Failure } from '../failure.ts';

type Zlib = typeof import('node:zlib');

/** @param head the first two bytes of the body, or fewer if it is shorter */
type Decoder = (zlib: Zlib, head: Buffer) => Duplex;

/** The content codings of RFC 9110 section 8.4.1 and RFC 8878 that Node can decode. */
const decoders: Readonly<Record<string, Decoder>> = {
  gzip: (zlib) => zlib.createGunzip(),
  'x-gzip': (zlib) => zlib.createGunzip(),
  // Many servers omit the required zlib header (RFC 1950 section 2.2).
  deflate: (zlib, head) => (hasZlibHeader(head) ? zlib.createInflate() : zlib.createInflateRaw()),
  br: (zlib) => zlib.createBrotliDecompress(),
  zstd: (zlib) => zlib.createZstdDecompress(),
};

/** Registered codings that Node cannot decode. Any other name is not a coding. */
const unsupported: ReadonlySet<string> = new Set([
  'aes128gcm',
  'compress',
  'dcb',
  'dcz',
  'exi',
  'pack200-gzip',
  'x-compress',
]);

/** Each coding costs memory, and no honest server uses more than one. */
const maxCodings = 3;

/** A name from a header that is safe to show in a warning. */
const safeName = /^[\w.-]{1,30}$/u;

/**
 * Decodes `Content-Encoding`. The action never asks for compression, but some servers and proxies compress
 * anyway.
 * @param name of the request, for the error
 * @param warn called for a name that is not a coding; the body is then taken as it is
 * @returns the decoders, in the order in which the body passes them; none for a plain body
 * @throws Failure for a coding that Node cannot decode, or too many codings
 */
export async function decodersFor(
  name: string,
  headers: Readonly<Record<string, string>>,
  warn: (text: string) => void,
): Promise<Duplex[]> {
  const named = (headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const undecodable = named.find((coding) => unsupported.has(coding));
  if (undecodable !== undefined)
    throw new Failure(
      `${name}: the answer has a content-encoding that cannot be decoded: ${undecodable}`,
    );
  // The name comes from the server: `in` would find "constructor" in any object.
  const isCoding = (coding: string): boolean => Object.hasOwn(decoders, coding);
  const unknown = named.find((coding) => !isCoding(coding));
  if (unknown !== undefined)
    warn(
      `${name}: the answer's Content-Encoding${safeName.test(unknown) ? `, ${unknown},` : ''} is not a ` +
        'content coding: the body is taken as it is',
    );
  const codings = named.filter(isCoding);
  if (codings.length === 0) return [];
  if (codings.length > maxCodings)
    throw new Failure(
      `${name}: the answer has ${String(codings.length)} content encodings; at most ` +
        `${String(maxCodings)} are decoded`,
    );
  const zlib = await import('node:zlib');
  return codings.reverse().flatMap((coding) => {
    const decoder = decoders[coding];
    return decoder === undefined ? [] : [decodeUnlessEmpty(zlib, decoder)];
  });
}

/** Decodes a body. An empty one is taken as empty, not as damaged. */
function decodeUnlessEmpty(zlib: Zlib, decoder: Decoder): Duplex {
  return Duplex.from(async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const chunks = source[Symbol.asyncIterator]();
    let head = Buffer.alloc(0);
    while (head.length < 2) {
      const next = await chunks.next();
      if (next.done === true) break;
      head = Buffer.concat([head, next.value]);
    }
    if (head.length === 0) return;
    const stream = decoder(zlib, head);
    const all = async function* (): AsyncGenerator<Buffer> {
      yield head;
      yield* { [Symbol.asyncIterator]: () => chunks };
    };
    const coded = Readable.from(all(), { objectMode: false }).on('error', (error) => {
      stream.destroy(error);
    });
    yield* coded.pipe(stream) as AsyncIterable<Buffer>;
  });
}

/** RFC 1950 section 2.2: the method is 8, and the first two bytes are a multiple of 31. */
function hasZlibHeader(head: Buffer): boolean {
  return head.length < 2 || (((head[0] ?? 0) & 15) === 8 && head.readUInt16BE(0) % 31 === 0);
}
