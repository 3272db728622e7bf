import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openClient } from '../../src/http/client.ts';
import { Connections } from '../../src/http/connections.ts';
import type { Request } from '../../src/http/exchange.ts';
import { filePayload } from '../../src/http/payload.ts';
import { textSink } from '../../src/http/receive.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'payload-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a file to a server that handles the raw connection. */
async function upload(
  file: { readonly bytes: number; readonly said: number },
  serve: (socket: Socket, received: () => number) => void,
): Promise<{ outcome: string; received: number }> {
  const target = path.join(folder, 'a.bin');
  writeFileSync(target, Buffer.alloc(file.bytes, 97));
  let received = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    serve(socket, () => received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const runner = memoryRunner({}, {}, systemClock);
  const connections = new Connections(systemClock, runner.env);
  const client = openClient(runner, { origin }, connections, {
    retries: 0,
    idleTimeoutMs: 5000,
  });
  const request: Request<string> = {
    method: 'POST',
    url: new URL('/x', origin),
    headers: {},
    payload: filePayload({ path: target, written: 'a.bin', size: file.said }),
    sink: () => textSink('POST /x'),
  };
  try {
    const outcome = await client.send(request).then(
      ({ status, body }) => `${String(status)} ${body}`,
      (error: unknown) => (error as Error).message,
    );
    return { outcome, received };
  } finally {
    connections.close();
    server.close();
  }
}

const mebibyte = 1024 * 1024;
const tooLarge =
  'HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig';

describe('a file that is sent', () => {
  it('and has grown since is an error, not a partial upload', async () => {
    const { outcome } = await upload({ bytes: 20, said: 10 }, () => undefined);
    expect(outcome).toBe('"a.bin" changed size while it was being sent');
  });

  it('and has shrunk since is an error', async () => {
    const { outcome } = await upload({ bytes: 5, said: 10 }, () => undefined);
    expect(outcome).toBe('"a.bin" changed size while it was being sent');
  });

  it('is not sent if the server refuses it at once', async () => {
    const { outcome, received } = await upload(
      { bytes: 64 * mebibyte, said: 64 * mebibyte },
      (socket) => socket.once('data', () => socket.write(tooLarge)),
    );
    expect(outcome).toBe('413 big');
    expect(received).toBeLessThan(mebibyte);
  });

  it('is sent soon if the server ignores Expect, and may be refused halfway', async () => {
    const { outcome, received } = await upload(
      { bytes: 64 * mebibyte, said: 64 * mebibyte },
      (socket, so) => {
        const timer = setInterval(() => {
          if (so() < mebibyte) return;
          clearInterval(timer);
          socket.write(tooLarge);
        }, 5);
      },
    );
    expect(outcome).toBe('413 big');
    expect(received).toBeGreaterThan(mebibyte);
  });
});
