import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as path from 'node:path';
import { startJob } from '../sandbox/runner/job.ts';
import { runStep, startStep } from '../sandbox/runner/step.ts';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const preload = path.join(import.meta.dirname, 'support', 'programs', 'two-addresses.cjs');

/** Runs a call with an idle time-out of one second, and one retry. */
async function call(url: string, method: string) {
  const { main } = await runStep({
    action: actionFolder,
    with: {
      'tenant-url': url,
      'access-token': 'supplied-token-0123456789',
      path: '/api/v1/thing',
      method,
      retries: '1',
      'idle-timeout-seconds': '1',
    },
  });
  return main;
}

/** No byte of the request has been sent by then, so even a POST is retried. */
async function expectTwoSilences(url: string, method: string): Promise<void> {
  const main = await call(url, method);
  const fault = `${method} /api/v1/thing: no data for 1 s at ${new URL(url).host} before an answer came`;
  const wayOut = '. `idle-timeout-seconds` bounds this: raise it if the tenant may need longer';
  expect(main.exitCode).toBe(1);
  expect(main.annotations.map(({ message }) => message)).toEqual([
    `${fault}${wayOut}; see docs/troubleshooting.md#silence`,
  ]);
  expect(main.log).toContain(`${fault}; attempt 1 of 2`);
}

describe('a TLS handshake that hangs', () => {
  it.concurrent.each(['GET', 'POST'])('times out before the %s was sent', async (method) => {
    const said: (number | undefined)[] = [];
    const server = await startRawServer((socket) => {
      socket.once('data', (chunk) => said.push(chunk[0]));
    });
    try {
      await expectTwoSilences(`https://${server.host}`, method);
      // Nothing but the begin of a handshake came (RFC 8446 section 5.1).
      expect(said).toEqual([22, 22]);
    } finally {
      await server.close();
    }
  });
});

/** Listens with the smallest possible backlog, and prints its port. */
const listener = `
  const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    console.log(server.address().port);
  });`;

// Windows cannot suspend a process, and refuses connections if the backlog is full.
const describeWithSignals = process.platform === 'win32' ? describe.skip : describe;

describeWithSignals('a TCP connect that hangs', () => {
  let child: ChildProcess;
  let waiting: Socket[];
  let port = '';

  beforeAll(async () => {
    child = spawn(process.execPath, ['-e', listener], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no output of the child');
    port = String((await once(child.stdout, 'data'))[0]).trim();
    child.kill('SIGSTOP');
    // Nobody accepts any more: these fill the backlog, and what comes after them finds no place.
    waiting = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
    for (const socket of waiting) socket.on('error', () => undefined);
    await Promise.race(waiting.map((socket) => once(socket, 'connect')));
  });

  afterAll(() => {
    for (const socket of waiting) socket.destroy();
    child.kill('SIGKILL');
  });

  it.concurrent.each(['GET', 'POST'])('times out before the %s was sent', async (method) => {
    await expectTwoSilences(`http://127.0.0.1:${port}`, method);
  });
});

/** The same, and responds. */
const slowServer = listener.replace('createServer()', 'createServer(answer)').concat(`
  function answer(socket) {
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}'));
    socket.on('error', () => undefined);
  }`);

describeWithSignals('a host whose first address is slow, and whose second leads nowhere', () => {
  it('gets the time to respond', async () => {
    const child = spawn(process.execPath, ['-e', slowServer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = String((await once(child.stdout, 'data'))[0]).trim();
    child.kill('SIGSTOP');
    const waiting = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
    for (const socket of waiting) socket.on('error', () => undefined);
    await Promise.race(waiting.map((socket) => once(socket, 'connect')));
    const job = await startJob();
    try {
      const { main } = await startStep({
        action: actionFolder,
        with: {
          'tenant-url': `http://slow.localhost:${port}`,
          'access-token': 'supplied-token-0123456789',
          path: '/api/v1/thing',
          retries: '0',
        },
        env: { NODE_OPTIONS: `--require ${JSON.stringify(preload)}` },
        job,
      });
      // What did not find a place is sent again by the system a second later.
      setTimeout(() => child.kill('SIGCONT'), 800);
      const { annotations, exitCode } = await main.result;
      expect([annotations, exitCode]).toEqual([[], 0]);
    } finally {
      await job.remove();
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    }
  });
});
