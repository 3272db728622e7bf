import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import type { Request, Sink } from '../../src/http/exchange.ts';
import { Download } from '../../src/http/resume.ts';

const first = {
  status: 200,
  headers: { etag: '"a"', 'accept-ranges': 'bytes', 'content-length': '4' },
};
const rest = {
  status: 206,
  headers: { etag: '"a"', 'content-range': 'bytes 2-3/4', 'content-length': '2' },
};

/** A sink in memory that takes its time, or fails. */
function slowSink(failure?: Failure): Sink<string> & { discarded: number } {
  let text = '';
  const sink = {
    discarded: 0,
    writable: new Writable({
      write(chunk: Buffer, _encoding, done) {
        setTimeout(() => {
          text += chunk.toString();
          done(failure);
        }, 5);
      },
    }),
    result: () => text,
    discard: () => {
      sink.discarded += 1;
      return Promise.resolve();
    },
  };
  return sink;
}

function request(sink: Sink<string>): Request<string> {
  const url = new URL('https://acme.example/a');
  return { method: 'GET', url, headers: {}, sink: () => sink };
}

it('counts what was written, not what was under way when the transfer broke off', async () => {
  const sink = slowSink();
  const download = new Download(request(sink));
  const begin = download.next().sink(first);
  begin.writable.write('ab');
  begin.writable.destroy();
  expect(download.kept).toBe(0);
  await begin.discard();
  expect(download.kept).toBe(2);
  expect(download.next().headers).toEqual({ range: 'bytes=2-', 'if-range': '"a"' });

  const end = download.next().sink(rest);
  end.writable.end('cd');
  await finished(end.writable);
  const reply = { ...rest, bytes: 2, body: end.result(), discard: () => end.discard() };
  const whole = download.whole(reply);
  expect(whole).toMatchObject({ ...first, bytes: 4, body: 'abcd' });
  await download.end();
  expect(sink.discarded).toBe(0);
  await whole.discard();
  expect(sink.discarded).toBe(1);
});

it('hands on that the sink failed, once, and keeps nothing', async () => {
  const sink = slowSink(new Failure('the disk is full'));
  const download = new Download(request(sink));
  const begin = download.next().sink(first);
  begin.writable.write('ab');
  await expect(finished(begin.writable)).rejects.toThrow('the disk is full');
  await begin.discard();
  expect(download.kept).toBe(0);
  expect(download.next().headers).toEqual({});
  expect(sink.discarded).toBe(1);
});
