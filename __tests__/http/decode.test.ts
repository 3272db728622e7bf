import { beforeEach, describe, expect, it } from '@jest/globals';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { decodersFor } from '../../src/http/decode.ts';

const text = 'It was a bright cold day in April. '.repeat(200);

let warnings: string[];

const warn = (warning: string): void => {
  warnings.push(warning);
};

beforeEach(() => {
  warnings = [];
});

/** The text of a body with this coding. */
async function decoded(bytes: Buffer | readonly Buffer[], coding: string): Promise<string> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const decoders = await decodersFor('GET /a', { 'content-encoding': coding }, warn);
  await pipeline([Readable.from(Buffer.isBuffer(bytes) ? [bytes] : bytes), ...decoders, sink]);
  return Buffer.concat(chunks).toString();
}

describe('a compressed body', () => {
  it.each<[string, Buffer]>([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    [' gzip ,, identity', gzipSync(text)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
  ])('%s', async (coding, bytes) => {
    expect(await decoded(bytes, coding)).toBe(text);
  });

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, br'])(
    '%s without a byte is an empty body',
    async (coding) => {
      expect(await decoded(Buffer.alloc(0), coding)).toBe('');
    },
  );

  it.each([1, 2, 3])('in pieces of %i bytes', async (size) => {
    for (const bytes of [gzipSync(text), deflateSync(text), deflateRawSync(text)]) {
      const coding = bytes[0] === 0x1f ? 'gzip' : 'deflate';
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect(await decoded(pieces, coding)).toBe(text);
    }
  });

  it.each<[string, Buffer, string]>([
    ['gzip', gzipSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['deflate', deflateSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['br', brotliCompressSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['zstd', zstdCompressSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['gzip', Buffer.from('no gzip at all'), 'Z_DATA_ERROR'],
    ['br', Buffer.from('no brotli at all'), expect.stringMatching(/^ERR_/u) as unknown as string],
    ['zstd', Buffer.from('no zstd at all'), 'ZSTD_error_prefix_unknown'],
  ])('%s that is truncated or damaged is an error', async (coding, bytes, code) => {
    await expect(decoded(bytes, coding)).rejects.toMatchObject({ code });
  });
});

describe('a plain body', () => {
  it.each(['', 'identity', ' Identity , identity'])('%j', async (coding) => {
    expect(await decodersFor('GET /a', { 'content-encoding': coding }, warn)).toEqual([]);
  });

  it('has no coding in the log', async () => {
    expect(await decodersFor('GET /a', {}, warn)).toEqual([]);
  });
});

it.each(['compress', 'gzip, dcb', 'exi', 'aes128gcm'])(
  'a coding that cannot be decoded (%s) is an error that names it',
  async (coding) => {
    await expect(decodersFor('GET /a', { 'content-encoding': coding }, warn)).rejects.toMatchObject(
      {
        name: 'Failure',
        message: `GET /a: the answer has a content-encoding that cannot be decoded: ${coding.replace('gzip, ', '')}`,
      },
    );
  },
);

describe('a Content-Encoding that is not a coding', () => {
  it.each([
    ['none', ', none,'],
    ['UTF-8', ', utf-8,'],
    ['aws-chunked', ', aws-chunked,'],
    ['constructor', ', constructor,'],
    ['a secret ::x::', ''],
  ])('(%s) leaves the body as it is, with a warning', async (coding, named) => {
    expect(await decoded(Buffer.from(text), coding)).toBe(text);
    expect(warnings).toEqual([
      `GET /a: the answer's Content-Encoding${named} is not a content coding: the body is taken as it is`,
    ]);
  });

  it('does not prevent the decoding of the others', async () => {
    expect(await decoded(gzipSync(text), 'gzip, aws-chunked')).toBe(text);
  });
});
