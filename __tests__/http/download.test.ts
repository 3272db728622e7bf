import { expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import type { Request, Sink } from '../../src/http/exchange.ts';
import { Download } from '../../src/http/download.ts';

const first = {
  status: 200,
  headers: { etag: '"a"', 'accept-ranges': 'bytes', 'content-length': '4' },
};
const rest = {
  status: 206,
  headers: { etag: '"a"', 'content-range': 'bytes 2-3/4', 'content-length': '2' },
};

/** A sink in memory that is slow, or fails. */
function slowSink(failure?: Failure): Sink<string> & { discarded: number } {
  let text = '';
  const sink = {
    discarded: 0,
    async write(chunk: Buffer) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (failure !== undefined) throw failure;
      text += chunk.toString();
    },
    end: () => text,
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

it('resumes after the last byte written, once all that was being written is on disk', async () => {
  const sink = slowSink();
  const download = new Download(request(sink));
  const begin = await download.next().sink(first);
  void begin.write(Buffer.from('ab'));
  await begin.discard();
  expect(download.keptBytes).toBe(2);
  expect(download.next().headers).toEqual({ range: 'bytes=2-', 'if-range': '"a"' });

  const end = await download.next().sink(rest);
  await end.write(Buffer.from('cd'));
  const reply = { ...rest, bytes: 2, body: await end.end(), discard: () => end.discard() };
  const whole = download.asWhole(reply);
  expect(whole).toMatchObject({ ...first, bytes: 4, body: 'abcd' });
  await download.end();
  expect(sink.discarded).toBe(0);
  await whole.discard();
  expect(sink.discarded).toBe(1);
});

it('passes on a failure of the sink once, and keeps nothing', async () => {
  const sink = slowSink(new Failure('the disk is full'));
  const download = new Download(request(sink));
  const begin = await download.next().sink(first);
  await expect(begin.write(Buffer.from('ab'))).rejects.toThrow('the disk is full');
  await begin.discard();
  expect(download.keptBytes).toBe(0);
  expect(download.next().headers).toEqual({});
  expect(sink.discarded).toBe(1);
});
