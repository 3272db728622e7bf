import { describe, expect, it } from '@jest/globals';
import type { Socket } from 'node:net';
import { runStep } from '../sandbox/runner/step.ts';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const path = '/api/v1/thing';

/** How the server breaks off after it has read one byte. */
const leave = {
  closes: (socket: Socket) => socket.destroy(),
  resets: (socket: Socket) => socket.resetAndDestroy(),
} as const;

/** Runs a call against a server that reads one byte of each connection, and counts connections. */
async function oneByte(method: string, how: keyof typeof leave) {
  const server = await startRawServer((socket) => {
    socket.once('readable', () => {
      socket.read(1);
      leave[how](socket);
    });
  });
  try {
    const { main } = await runStep({
      action: actionFolder,
      with: {
        'tenant-url': `http://${server.host}`,
        'access-token': 'supplied-token-0123456789',
        path,
        method,
        retries: '1',
        ...(method === 'GET' ? {} : { body: '{"a":1}' }),
      },
    });
    return { main, attempts: server.accepted.length };
  } finally {
    await server.close();
  }
}

describe('a server that breaks off after one byte of the request', () => {
  it.concurrent.each(
    ['POST', 'PATCH'].flatMap((method) =>
      (['closes', 'resets'] as const).map((how) => [method, how] as const),
    ),
  )('gets a %s once if it %s', async (method, how) => {
    const { main, attempts } = await oneByte(method, how);
    expect(attempts).toBe(1);
    expect(main.exitCode).toBe(1);
    expect(main.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${method} ${path}: the connection was (?:reset|closed) .*before an answer`,
          'u',
        ),
      ),
    ]);
  });

  it.concurrent.each(['closes', 'resets'] as const)('gets a GET again if it %s', async (how) => {
    expect((await oneByte('GET', how)).attempts).toBe(2);
  });
});
