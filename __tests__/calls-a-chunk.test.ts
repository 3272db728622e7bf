import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { startStep } from '../sandbox/runner/step.ts';
import { scriptsIn } from './support/coverage.ts';
import { actionFolder } from './support/manifest.ts';

const chunk = Buffer.alloc(8 * 1024, 'x');

/** Large enough for every code path of a body: its progress is logged from 10 MiB on. */
const more = 1500;

let job: Job;
let server: Server;
let headers: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  job = await startJob();
  server = createServer((request, response) => {
    const chunks = Number(new URL(request.url ?? '', 'http://any').searchParams.get('chunks'));
    void (async () => {
      response.writeHead(200, { 'content-type': 'application/octet-stream', ...headers });
      for (let sent = 0; sent < chunks; sent++) {
        response.write(chunk);
        // Else the client may find several of them at once, which is less work.
        await wait(1);
      }
      response.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await job.remove();
});

/** Downloads this many chunks into a file. @returns the number of calls of the bundle's functions */
async function callsFor(chunks: number): Promise<number> {
  const coverage = mkdtempSync(path.join(tmpdir(), 'calls-'));
  try {
    const step = await startStep({
      action: actionFolder,
      with: {
        'tenant-url': `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
        'access-token': 'a-token-of-the-tests',
        path: '/api/v1/file',
        query: `chunks=${String(chunks)}`,
        'response-file': 'file',
      },
      env: { NODE_V8_COVERAGE: coverage },
      job,
    });
    expect(await step.main.result).toMatchObject({ annotations: [], succeeded: true });
    await step.finish();
    return scriptsIn(coverage)
      .filter(({ file }) => file.startsWith('main/'))
      .flatMap(({ functions }) => functions)
      .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
  } finally {
    rmSync(coverage, { recursive: true });
  }
}

it.each([
  ['that comes in one piece', {}, 5],
  ['whose rest might be asked for', { etag: '"a"', 'accept-ranges': 'bytes' }, 6],
])(
  'a chunk of a body %s costs few calls',
  async (_, given, most) => {
    headers = given;
    const [few, many] = [await callsFor(100), await callsFor(100 + more)];
    const each = (many - few) / more;
    // The few that are not for each chunk: of the writes of 1 MiB, and where a read cuts a chunk in two.
    expect(each).toBeLessThan(most + 0.5);
    expect(each).toBeGreaterThan(1);
  },
  60_000,
);
