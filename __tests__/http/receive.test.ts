import type { IncomingMessage } from 'node:http';
import { type Duplex, PassThrough, Transform } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Sink } from '../../src/http/exchange.ts';
import { receive } from '../../src/http/receive.ts';

/** The body of a response: any readable stream will do. */
const body = (): PassThrough & IncomingMessage =>
  new PassThrough() as unknown as PassThrough & IncomingMessage;

/** Takes one chunk at a time, each when the test releases it. */
function slowSink() {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const sink: Sink<string> = {
    write(chunk) {
      taken.push(chunk.toString());
      return new Promise((resolve) => waiting.push(resolve));
    },
    end: () => taken.join(''),
    discard: () => Promise.resolve(),
  };
  return { sink, taken, goOn: () => waiting.shift()?.() };
}

/** A sink that accepts everything at once, except for what is overridden. */
function sinkWith(different: Partial<Sink<string>> = {}): Sink<string> {
  let text = '';
  return {
    write(chunk) {
      text += chunk.toString();
      return undefined;
    },
    end: () => text,
    discard: () => Promise.resolve(),
    ...different,
  };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

const plainOrDecoded: readonly (readonly [string, () => Duplex[]])[] = [
  ['a plain body', () => []],
  ['a body with a decoder', () => [new PassThrough()]],
];

describe.each(plainOrDecoded)('%s', (_, decoders) => {
  it('ends when the sink has taken all of it', async () => {
    const [incoming, { sink, taken, goOn }] = [body(), slowSink()];
    let whole: string | undefined;
    const receiving = receive(incoming, decoders(), sink).then((text) => (whole = text));
    incoming.write('one');
    incoming.end('two');
    await turns();
    expect(taken).toEqual(['one']);
    goOn();
    await turns();
    expect([taken, whole]).toEqual([['one', 'two'], undefined]);
    goOn();
    await receiving;
    expect(whole).toBe('onetwo');
  });

  it('waits while the sink has no room', async () => {
    const [incoming, { sink, taken, goOn }] = [body(), slowSink()];
    const receiving = receive(incoming, decoders(), sink);
    const ended = receiving.then(() => true);
    const chunk = 'x'.repeat(64 * 1024);
    let sent = 0;
    while (sent < 100 && incoming.write(chunk)) {
      sent++;
      await turns();
    }
    // What the streams on the way may hold, and no more.
    expect([taken.length, sent < 10]).toEqual([1, true]);
    incoming.end();
    while ((await Promise.race([ended, turns()])) !== true) goOn();
    expect(taken.join('')).toBe(chunk.repeat(sent + 1));
  });

  it('fails with the error of the network', async () => {
    const incoming = body();
    const receiving = receive(incoming, decoders(), sinkWith());
    incoming.write('one');
    incoming.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await expect(receiving).rejects.toMatchObject({ message: 'reset' });
  });

  it('fails if it is closed before its end', async () => {
    const incoming = body();
    const receiving = receive(incoming, decoders(), sinkWith());
    incoming.write('one');
    incoming.destroy();
    await expect(receiving).rejects.toMatchObject({ code: expect.any(String) });
  });

  it('fails if it was closed before anyone listened', async () => {
    const incoming = body();
    incoming.destroy();
    await turns();
    await expect(receive(incoming, decoders(), sinkWith())).rejects.toMatchObject({
      code: expect.any(String),
    });
  });

  it('fails with the error of the sink, and closes the response', async () => {
    const incoming = body();
    const full = sinkWith({ write: () => Promise.reject(new Error('the disk is full')) });
    const receiving = receive(incoming, decoders(), full);
    incoming.write('one');
    await expect(receiving).rejects.toThrow('the disk is full');
    expect(incoming.destroyed).toBe(true);
  });

  it('fails with the error of the sink at the very end', async () => {
    const incoming = body();
    const full = sinkWith({ end: () => Promise.reject(new Error('the disk is full')) });
    const receiving = receive(incoming, decoders(), full);
    incoming.end('one');
    await expect(receiving).rejects.toThrow('the disk is full');
  });
});

it('passes its decoders', async () => {
  const incoming = body();
  const upper = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.toString().toUpperCase());
    },
  });
  incoming.end('one');
  expect(await receive(incoming, [upper], sinkWith())).toBe('ONE');
});
