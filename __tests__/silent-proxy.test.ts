import { describe, expect, it } from '@jest/globals';
import { startJob } from '../sandbox/runner/job.ts';
import { startStep } from '../sandbox/runner/step.ts';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const tunnel = 'HTTP/1.1 200 Connection established\r\n\r\n';

describe('a proxy that accepts the connection', () => {
  it.concurrent.each([
    ['and never answers', ''],
    ['and is silent in the TLS handshake', tunnel],
  ])('%s delays the step no longer than the tenant may', async (_, answer) => {
    const proxy = await startRawServer((socket) => {
      socket.on('data', () => {
        if (answer !== '' && socket.bytesWritten === 0) socket.write(answer);
      });
    });
    const job = await startJob();
    try {
      const { main } = await startStep({
        action: actionFolder,
        with: {
          'tenant-url': 'https://acme.example',
          'access-token': 'supplied-token-0123456789',
          path: '/api/v1/users/me',
          retries: '0',
          'idle-timeout-seconds': '1',
        },
        env: { https_proxy: `http://${proxy.host}` },
        job,
      });
      const { exitCode, annotations } = await main.result;
      expect(exitCode).toBe(1);
      expect(annotations.map(({ message }) => message)).toEqual([
        expect.stringContaining(`no data for 1 s at the proxy ${proxy.host} before an answer came`),
      ]);
    } finally {
      await job.remove();
      await proxy.close();
    }
  });
});
