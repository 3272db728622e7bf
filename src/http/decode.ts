import type { Duplex } from 'node:stream';
import { Failure } from '../failure.ts';

type Zlib = typeof import('node:zlib');

/** The content codings of RFC 9110 section 8.4.1 and RFC 8878 that Node can undo. */
const decoders: Readonly<Record<string, (zlib: Zlib) => Duplex>> = {
  gzip: (zlib) => zlib.createGunzip(),
  'x-gzip': (zlib) => zlib.createGunzip(),
  deflate: (zlib) => zlib.createInflate(),
  br: (zlib) => zlib.createBrotliDecompress(),
  zstd: (zlib) => zlib.createZstdDecompress(),
};

/** Nobody means more than one; each is a buffer. */
const mostCodings = 3;

/**
 * Compression is never asked for; some servers and proxies send it all the same.
 * @param name the request, for the error
 * @returns the streams that undo it, in order; none for a plain body
 * @throws Failure for a coding that is not known
 */
export async function decodersFor(
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Duplex[]> {
  const codings = (headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0) return [];
  if (codings.length > mostCodings)
    throw new Failure(`${name}: the answer is encoded ${String(codings.length)} times over`);
  const zlib = await import('node:zlib');
  return codings.reverse().map((coding) => {
    // The name is the server's: "constructor" is none of ours.
    const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
    if (decoder === undefined)
      throw new Failure(`${name}: the answer has a content-encoding that is not known: ${coding}`);
    return decoder(zlib);
  });
}
