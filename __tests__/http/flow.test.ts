import type { IncomingMessage } from 'node:http';
import { PassThrough, Transform, Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { flow } from '../../src/http/answer.ts';

/** An answer's body: any readable stream will do. */
const body = (): PassThrough & IncomingMessage =>
  new PassThrough() as unknown as PassThrough & IncomingMessage;

/** Takes one chunk at a time, each when it is let go on. */
function slowSink(): { sink: Writable; taken: string[]; goOn: () => void } {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const sink = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString());
      waiting.push(done);
    },
  });
  return { sink, taken, goOn: () => waiting.shift()?.() };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

const plainOrDecoded = [
  ['a plain body', () => []],
  ['a body with a decoder', () => [new PassThrough()]],
] as const;

describe.each(plainOrDecoded)('%s', (_, decoders) => {
  it('comes to its end when the sink has taken all of it', async () => {
    const [incoming, { sink, taken, goOn }] = [body(), slowSink()];
    let ended = false;
    const flowing = flow(incoming, decoders(), sink).then(() => (ended = true));
    incoming.write('one');
    incoming.end('two');
    await turns();
    goOn();
    await turns();
    expect([taken, ended]).toEqual([['one', 'two'], false]);
    goOn();
    await flowing;
    expect(sink.writableFinished).toBe(true);
  });

  it('waits while the sink has no room', async () => {
    const [incoming, { sink, taken, goOn }] = [body(), slowSink()];
    const flowing = flow(incoming, decoders(), sink);
    const chunk = 'x'.repeat(64 * 1024);
    let sent = 0;
    while (sent < 100 && incoming.write(chunk)) {
      sent++;
      await turns();
    }
    // What the streams on the way may hold, and no more.
    expect([taken.length, sent < 10]).toEqual([1, true]);
    incoming.end();
    while (!sink.writableFinished) {
      goOn();
      await turns();
    }
    await flowing;
    expect(taken.join('')).toBe(chunk.repeat(sent + 1));
  });

  it('fails with what the network says, and ends the sink', async () => {
    const [incoming, { sink }] = [body(), slowSink()];
    const flowing = flow(incoming, decoders(), sink);
    incoming.write('one');
    incoming.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await expect(flowing).rejects.toMatchObject({ message: 'reset' });
    expect([sink.destroyed, sink.writableFinished]).toEqual([true, false]);
  });

  it('fails when it is closed before its end', async () => {
    const [incoming, { sink }] = [body(), slowSink()];
    const flowing = flow(incoming, decoders(), sink);
    incoming.write('one');
    incoming.destroy();
    await expect(flowing).rejects.toMatchObject({ code: expect.any(String) });
    expect(sink.destroyed).toBe(true);
  });

  it('fails when it was closed before anyone looked', async () => {
    const [incoming, { sink }] = [body(), slowSink()];
    incoming.destroy();
    await turns();
    await expect(flow(incoming, decoders(), sink)).rejects.toMatchObject({
      code: expect.any(String),
    });
    expect(sink.destroyed).toBe(true);
  });

  it('fails when the sink was closed before anything came', async () => {
    const [incoming, { sink }] = [body(), slowSink()];
    sink.destroy();
    await turns();
    await expect(flow(incoming, decoders(), sink)).rejects.toThrow();
  });

  it('fails with what the sink says, and ends the answer', async () => {
    const incoming = body();
    const sink = new Writable({
      write(_chunk, _encoding, done) {
        done(new Error('the disk is full'));
      },
    });
    const flowing = flow(incoming, decoders(), sink);
    incoming.write('one');
    await expect(flowing).rejects.toThrow('the disk is full');
    expect(incoming.destroyed).toBe(true);
  });

  it('fails with what the sink says at its very end', async () => {
    const incoming = body();
    const sink = new Writable({
      write(_chunk, _encoding, done) {
        done();
      },
      final(done) {
        done(new Error('the disk is full'));
      },
    });
    const flowing = flow(incoming, decoders(), sink);
    incoming.end('one');
    await expect(flowing).rejects.toThrow('the disk is full');
  });

  it('fails when the sink is closed meanwhile', async () => {
    const [incoming, { sink }] = [body(), slowSink()];
    const flowing = flow(incoming, decoders(), sink);
    incoming.write('one');
    await turns();
    sink.destroy();
    await expect(flowing).rejects.toMatchObject({ code: expect.any(String) });
    expect(incoming.destroyed).toBe(true);
  });
});

it('a body passes its decoders', async () => {
  const taken: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk);
      done();
    },
  });
  const incoming = body();
  const upper = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.toString().toUpperCase());
    },
  });
  incoming.end('one');
  await flow(incoming, [upper], sink);
  expect(Buffer.concat(taken).toString()).toBe('ONE');
});
