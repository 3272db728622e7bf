import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { runStep } from '../sandbox/runner/step.ts';
import { actionFolder } from './support/manifest.ts';

const body = JSON.stringify({ access_token: 'token-of-nobody-0123456789' });
const answer = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

/** A process of its own: this one is busy, so the server might send its data too late. */
const program = `
const server = require('node:net').createServer((socket) => {
  socket.on('error', () => undefined).write(${JSON.stringify(answer)});
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function speakingServer(): Promise<{ server: ChildProcess; host: string }> {
  const server = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, host: `127.0.0.1:${port.toString().trim()}` };
}

it('data that a server sends before the request is not taken as a response', async () => {
  const { server, host } = await speakingServer();
  try {
    const { main, post } = await runStep({
      action: actionFolder,
      with: {
        'tenant-url': `http://${host}`,
        'client-id': 'c',
        'client-secret': 'a-secret-0123456789',
        retries: '1',
      },
    });
    expect(main.exitCode).toBe(1);
    expect(main.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        `POST /oauth/token: the server sent data before any request, which no HTTP server does (SPOKE_FIRST) at ${host} before an answer came`,
      ),
    ]);
    expect(main.log).toContain('attempt 1 of 2');
    expect(post?.exitCode).toBe(0);
  } finally {
    server.kill();
  }
});
