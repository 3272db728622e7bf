import { expect, it } from '@jest/globals';
import { Body } from '../../src/response/body.ts';

it('a body that is not in a file is read piece by piece too', async () => {
  const body = new Body({ named: undefined, chosen: () => '/nowhere' });
  await body.write(Buffer.from('abc'));
  await body.end();
  const pieces = [];
  for await (const piece of body.chunks()) pieces.push(piece.toString());
  expect(pieces.join('')).toBe('abc');
});

it.each([
  ['ends in the middle of a letter', Buffer.from('aé').subarray(0, 2), undefined],
  ['is no UTF-8', Buffer.of(0x61, 0xff, 0x62), undefined],
  ['holds NUL', Buffer.from('a\0b'), undefined],
  ['begins with a byte order mark', Buffer.from('\ufeffé'), '\ufeffé'],
])('a body that %s is text or not, in one piece or byte by byte', async (_, bytes, text) => {
  for (const size of [1, bytes.length]) {
    const body = new Body({ named: undefined, chosen: () => '/nowhere' });
    for (let at = 0; at < bytes.length; at += size) await body.write(bytes.subarray(at, at + size));
    await body.end();
    expect(body.text).toBe(text);
  }
});

it('a body whose file cannot be written ends at once', async () => {
  const body = new Body({ named: `${import.meta.filename}/a`, chosen: () => '/nowhere' });
  await expect(body.write(Buffer.alloc(2 * 1024 * 1024))).rejects.toThrow('cannot be written');
});
