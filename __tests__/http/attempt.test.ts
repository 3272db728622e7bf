import { systemClock } from '../../src/runner/clock.ts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { Failure } from '../../src/failure.ts';
import { attempting } from '../../src/http/attempt.ts';
import { Connections } from '../../src/http/connections.ts';
import type { Reply, Request, Send } from '../../src/http/exchange.ts';
import { textPayload } from '../../src/http/payload.ts';
import { textSink } from '../../src/http/receive.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { startRawServer, type RawServer } from '../support/raw-server.ts';

const limit = 10_000;
const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

/** Lets what is in flight on loopback arrive. */
async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 1));
}

let clock: FakeClock;
let connections: Connections;
let server: RawServer;
let requested: string;
let lines: string[];
let variables: Readonly<Record<string, string>>;

beforeEach(async () => {
  clock = new FakeClock();
  variables = {};
  connections = new Connections(systemClock, (name) => variables[name]);
  requested = '';
  lines = [];
  server = await startRawServer((socket) => {
    socket.on('data', (chunk) => (requested += chunk.toString()));
  });
});

afterEach(async () => {
  connections.close();
  await server.close();
});

/** Makes one attempt at a request. */
function attempts(signal = new AbortController().signal, idleTimeoutMs = limit): Send {
  const idleInput = 'idle-timeout-seconds';
  const say = (line: string) => lines.push(line);
  const runner = { ...memoryRunner({}, {}, clock), info: say, warning: say, signal };
  return attempting(runner, connections, { idleTimeoutMs, idleInput });
}

/** Begins an attempt, and waits until the server has received the whole request. */
async function begun(
  method: 'GET' | 'POST' = 'GET',
  { signal, ...more }: Partial<Request<string>> = {},
) {
  const outcome: { reply?: Reply<string>; fault?: unknown } = {};
  const sink = textSink('GET /a');
  let bytes = 0;
  const counted = (chunk: Buffer): Promise<void> | undefined => {
    bytes += chunk.length;
    return sink.write(chunk);
  };
  const settled = attempts(signal)({
    method,
    url: new URL(`http://${server.host}/a?secret=1`),
    headers: {},
    payload: method === 'POST' ? textPayload('{"a":1}') : undefined,
    sink: () => ({ ...sink, write: counted }),
    ...more,
  }).then(
    (reply) => (outcome.reply = reply),
    (fault: unknown) => (outcome.fault = fault),
  );
  await until(() => requested.includes(method === 'POST' ? '{"a":1}' : '\r\n\r\n'));
  const [socket] = server.accepted;
  if (socket === undefined) throw new Error('nobody came');
  return { outcome, settled, socket, received: () => bytes };
}

/** Sends part of a response, and waits until the attempt has received it. */
async function send(socket: Socket, text: string, received: () => number): Promise<void> {
  const before = received();
  socket.write(text);
  await until(() => received() > before);
}

describe('the limits of an attempt', () => {
  it.each(['GET', 'POST'] as const)(
    'end it after silence before the headers (%s)',
    async (method) => {
      const { outcome, settled } = await begun(method);
      // What is left of the limit since the last byte was sent.
      clock.advance(limit - 1);
      await new Promise(setImmediate);
      expect(outcome).toEqual({});
      clock.advance(1);
      await settled;
      expect(outcome.fault).toMatchObject({ title: 'no complete response', transient: true });
      expect(outcome.fault).toMatchObject({
        code: 'ETIMEDOUT',
        sent: true,
        message: `${method} /a: no data for 10 s before an answer came`,
      });
      expect(clock.pending).toEqual([]);
    },
  );

  it('end it after silence in the body, counted from its last byte', async () => {
    const { outcome, settled, socket, received } = await begun();
    await send(socket, `${head}Content-Length: 100\r\n\r\nabc`, received);
    clock.advance(limit - 1);
    await send(socket, 'def', received);
    clock.advance(limit - 1);
    await new Promise(setImmediate);
    expect(outcome).toEqual({});
    clock.advance(1);
    await settled;
    expect(outcome.fault).toMatchObject({
      message: 'GET /a: no data for 10 s after 6 of 100 bytes of the answer',
    });
  });

  it('end a trickling body after 20 times the idle time-out', async () => {
    const { outcome, settled, socket, received } = await begun();
    await send(socket, `${head}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`, received);
    const began = clock.now();
    while (outcome.fault === undefined && clock.now() - began < 100 * limit) {
      clock.advance(limit / 2);
      await new Promise(setImmediate);
      if (!socket.destroyed && clock.pending.length > 0) await send(socket, '1\r\na\r\n', received);
    }
    await settled;
    const elapsed = clock.now() - began;
    expect(elapsed).toBeGreaterThanOrEqual(20 * limit);
    expect(elapsed).toBeLessThanOrEqual(21 * limit);
    expect(outcome.fault).toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringMatching(
        /^GET \/a: transferred too slowly for too long after 4\d bytes of the answer$/u,
      ),
    });
  });

  it('do not end a steady body, however long it takes', async () => {
    const { outcome, settled, socket, received } = await begun();
    const part = 'x'.repeat(8192);
    await send(
      socket,
      `${head}Content-Length: ${String(part.length * 100)}\r\n\r\n${part}`,
      received,
    );
    for (let count = 1; count < 100; count++) {
      clock.advance(limit / 2);
      const before = received();
      socket.write(part);
      await until(() => received() >= before + part.length);
    }
    await settled;
    expect(outcome.fault).toBeUndefined();
    expect(outcome.reply).toMatchObject({ status: 200, bytes: part.length * 100 });
    expect(clock.pending).toEqual([]);
  });
});

describe('a proxy that is silent before it has connected', () => {
  it('ends the attempt like any other, and is named', async () => {
    variables = { https_proxy: `http://${server.host}` };
    const asking = attempts()({
      method: 'GET',
      url: new URL('https://acme.example/a'),
      headers: {},
      sink: () => textSink('GET /a'),
    });
    asking.catch(() => undefined);
    await until(() => requested.startsWith('CONNECT acme.example:443'));
    clock.advance(limit);
    await expect(asking).rejects.toMatchObject({
      message: `GET /a: no data for 10 s at the proxy ${server.host} before an answer came`,
      topic: 'proxy',
      sent: false,
    });
    expect(clock.pending).toEqual([]);
  });
});

describe('the error of an attempt that was ended', () => {
  it('names the input that sets the limit', async () => {
    const { outcome, settled } = await begun();
    clock.advance(limit);
    await settled;
    expect(outcome.fault).toMatchObject({
      hint: '`idle-timeout-seconds` bounds this: raise it if the tenant may need longer',
    });
  });

  it('names no input if the request itself sets the limit', async () => {
    const { outcome, settled } = await begun('GET', { maxIdleMs: limit / 2 });
    clock.advance(limit / 2);
    await settled;
    expect(outcome.fault).toMatchObject({
      message: 'GET /a: no data for 5 s before an answer came',
      hint: undefined,
    });
  });

  it.each([
    [new Failure('the step was cancelled'), 'the step was cancelled'],
    [new Error('some reason'), 'Cancelled'],
  ])('is the abort reason if that is meant for users', async (reason, says) => {
    const end = new AbortController();
    const { outcome, settled } = await begun('POST', { signal: end.signal });
    end.abort(reason);
    await settled;
    expect(outcome.fault).toMatchObject({ name: 'Failure', message: says });
    expect(clock.pending).toEqual([]);
  });
});

describe('a Content-Length that is too small', () => {
  it.each([
    ['in one piece', `${head}Content-Length: 3\r\n\r\nabcdef`],
    ['with Connection: close', `${head}Connection: close\r\nContent-Length: 3\r\n\r\nabcdef`],
  ])('is a fault (%s)', async (_, answer) => {
    const { outcome, settled, socket } = await begun();
    socket.write(answer);
    await settled;
    expect(outcome.reply).toBeUndefined();
    expect(outcome.fault).toMatchObject({ code: 'EXCESS_BODY', sent: true });
  });

  it.each([
    ['an empty line after the body', `${head}Content-Length: 3\r\n\r\nabc\r\n`, 'abc'],
    ['a body where none may be', 'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc', ''],
    ['a body where none was promised', `${head}Content-Length: 0\r\n\r\nabc`, ''],
  ])('%s is received completely', async (_, answer, body) => {
    const { outcome, settled, socket } = await begun();
    socket.write(answer);
    await settled;
    expect(outcome.fault).toBeUndefined();
    expect(outcome.reply?.body).toBe(body);
  });
});

describe('the log of a long attempt', () => {
  it('shows how much of a large response has been received', async () => {
    const { settled, socket, received } = await begun();
    await send(socket, `${head}Content-Length: 20971520\r\n\r\nabc`, received);
    for (let i = 0; i < 3; i++) {
      clock.advance(limit / 2);
      await send(socket, 'x'.repeat(1000), received);
    }
    socket.destroy();
    await settled;
    expect(lines).toEqual([
      expect.stringMatching(/^GET \/a: 2\.0 KiB of 20\.0 MiB \(0 %\) received, \d+ bytes\/s$/u),
    ]);
  });

  it('shows how much of a large body has been sent', async () => {
    const part = Buffer.alloc(3 * 1024 * 1024);
    const open = function* (): Generator<Buffer> {
      for (let i = 0; i < 4; i++) {
        clock.advance(limit / 2);
        yield part;
      }
    };
    const sending = attempts(
      undefined,
      100 * limit,
    )({
      method: 'PUT',
      url: new URL(`http://${server.host}/a?secret=1`),
      headers: {},
      payload: { length: 4 * part.length, open },
      sink: () => textSink('PUT /a'),
    });
    await until(() => requested.includes('100-continue'));
    const [socket] = server.accepted;
    socket?.write('HTTP/1.1 100 Continue\r\n\r\n');
    await until(() => requested.length > 4 * part.length);
    socket?.write(`${head}Content-Length: 0\r\n\r\n`);
    await sending;
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(/^PUT \/a: \d+\.0 MiB of 12\.0 MiB \(\d+ %\) sent, [\d.]+ \S+\/s$/u);
  });
});
