import { expect, it } from '@jest/globals';
import { runStep } from '../sandbox/runner/step.ts';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const body = JSON.stringify({ access_token: 'token-of-nobody-0123456789' });
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

it('what a server says before it was asked is no answer: there is no token', async () => {
  const server = await startRawServer((socket) => socket.write(answer));
  try {
    const { main, post } = await runStep({
      action: actionFolder,
      with: {
        'tenant-url': `http://${server.host}`,
        'client-id': 'c',
        'client-secret': 'a-secret-0123456789',
        retries: '1',
      },
    });
    expect(main.exitCode).toBe(1);
    expect(main.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        `POST /oauth/token: the server sent data before any request, which no HTTP server does (SPOKE_FIRST) at ${server.host} before an answer came`,
      ),
    ]);
    expect(main.log).toContain('attempt 1 of 2');
    expect(post?.exitCode).toBe(0);
  } finally {
    await server.close();
  }
});
