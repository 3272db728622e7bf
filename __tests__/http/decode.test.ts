import { describe, expect, it } from '@jest/globals';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decodersFor } from '../../src/http/decode.ts';

const text = 'It was a bright cold day in April. '.repeat(200);

/** What a body of this coding is to a reader. */
async function decoded(bytes: Buffer, coding: string): Promise<string> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const decoders = await decodersFor('GET /a', { 'content-encoding': coding });
  await pipeline([Readable.from([bytes]), ...decoders, sink]);
  return Buffer.concat(chunks).toString();
}

describe('a body that comes compressed', () => {
  it.each<[string, Buffer]>([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    [' gzip ,, identity', gzipSync(text)],
    ['gzip, gzip', gzipSync(gzipSync(text))],
  ])('%s', async (coding, bytes) => {
    expect(await decoded(bytes, coding)).toBe(text);
  });

  it.each<[string, Buffer, string]>([
    ['gzip', gzipSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['deflate', deflateSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['br', brotliCompressSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['zstd', zstdCompressSync(text).subarray(0, -9), 'Z_BUF_ERROR'],
    ['gzip', Buffer.from('no gzip at all'), 'Z_DATA_ERROR'],
    ['br', Buffer.from('no brotli at all'), expect.stringMatching(/^ERR_/u) as unknown as string],
    ['zstd', Buffer.from('no zstd at all'), 'ZSTD_error_prefix_unknown'],
  ])('%s that is cut or damaged is no body', async (coding, bytes, code) => {
    await expect(decoded(bytes, coding)).rejects.toMatchObject({ code });
  });
});

describe('a plain body', () => {
  it.each(['', 'identity', ' Identity , identity'])('%j', async (coding) => {
    expect(await decodersFor('GET /a', { 'content-encoding': coding })).toEqual([]);
  });

  it('says nothing of a coding', async () => {
    expect(await decodersFor('GET /a', {})).toEqual([]);
  });
});

it.each(['compress', 'gzip, aws-chunked', 'constructor'])(
  'a coding that is not known (%s) is an error that names it',
  async (coding) => {
    await expect(decodersFor('GET /a', { 'content-encoding': coding })).rejects.toMatchObject({
      name: 'Failure',
      message: `GET /a: the answer has a content-encoding that is not known: ${coding.replace('gzip, ', '')}`,
    });
  },
);
