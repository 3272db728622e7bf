import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../sandbox/runner/job.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { actionFolder } from '../support/manifest.ts';

/** Larger than a single import or data file request may be. */
const size = 600_000_000;

/**
 * How much more memory an upload may need than any call, in KiB, because V8 collects buffers late. The
 * benchmark measures it precisely; here it only must not grow with the file.
 */
const mostMemory = 120 * 1024;

const preload = pathToFileURL(path.join(import.meta.dirname, '../support/peak-memory.ts')).href;

let tenant: Tenant;
let job: Job;

beforeAll(async () => {
  tenant = await startTenant();
  job = await startJob();
});

afterAll(async () => {
  await job.remove();
  await tenant.close();
});

/** One step of the job. @returns its outputs, and its peak memory in KiB */
async function run(inputs: Readonly<Record<string, string>>) {
  const file = path.join(job.temp, 'peak');
  const step = await startStep({
    action: actionFolder,
    with: {
      'tenant-url': tenant.url,
      'client-id': tenant.client.id,
      'client-secret': tenant.client.secret,
      ...inputs,
    },
    env: { NODE_OPTIONS: `--import=${preload}`, PEAK_MEMORY: file },
    job,
    limitSeconds: 240,
  });
  const { annotations, succeeded } = await step.main.result;
  const { outputs } = await step.finish();
  expect([annotations, succeeded]).toEqual([[], true]);
  const memory = Number(readFileSync(`${file}.${String(step.main.pid)}`, 'utf8'));
  return { outputs, memory };
}

/** A sparse file with some bytes at its beginning, middle and end. */
async function makeSparse(file: string): Promise<string> {
  const handle = await open(file, 'w');
  await handle.truncate(size);
  for (const [at, text] of [
    [0, 'begin'],
    [size / 2, 'middle'],
    [size - 3, 'end'],
  ] as const)
    await handle.write(text, at);
  await handle.close();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

describe('a file of 600 MB', () => {
  it('goes through temp-contents into an app and a data file without using more memory', async () => {
    const sha256 = await makeSparse(path.join(job.workspace, 'large.qvf'));
    const small = await run({ path: '/api/v1/users/me' });
    expect(small.memory).toBeGreaterThan(0);

    const upload = await run({
      method: 'POST',
      path: '/api/v1/temp-contents',
      query: 'filename=large.qvf',
      'body-file': 'large.qvf',
    });
    const id = upload.outputs['location-id'] ?? '';
    expect(tenant.world.temporaryContents.get(id)).toMatchObject({ size, sha256 });
    expect(upload.memory - small.memory).toBeLessThan(mostMemory);

    const app = await run({
      method: 'POST',
      path: '/api/v1/apps/import',
      query: `fileId=${id}\nname=Large`,
      select: 'attributes.id',
    });
    expect(tenant.world.apps.get(app.outputs.result ?? '')?.name).toBe('Large');

    const data = await run({
      method: 'POST',
      path: '/api/v1/data-files',
      form: `json={"name":"large.qvd","tempContentFileId":"${id}"}`,
      select: 'size',
    });
    expect(data.outputs.result).toBe(String(size));
  }, 300_000);
});

describe('a list of two pages with 10,000 items each', () => {
  it('is searched by find in the memory that paginate and select need for it', async () => {
    const list = '/api/v1/items';
    const item = (id: number) => ({ id: String(id), name: `item ${String(id)}`.padEnd(400, '.') });
    const page = (from: number, next?: string) => ({
      status: 200,
      json: { data: Array.from({ length: 10_000 }, (_, i) => item(from + i)), links: { next } },
    });
    const pages = () => {
      tenant.script(`GET ${list}`, [page(0, `${tenant.url}${list}?n=2`), page(10_000)]);
    };
    const expression = "data[?id=='19999'].id | [0]";
    pages();
    const selected = await run({
      path: list,
      paginate: 'true',
      select: expression,
      'response-file': 'a',
    });
    pages();
    const found = await run({
      path: list,
      method: 'POST',
      body: '{}',
      find: list,
      'find-select': expression,
      'response-file': 'b',
    });
    expect([selected.outputs.result, found.outputs.result, found.outputs.created]).toEqual([
      '19999',
      '19999',
      'false',
    ]);
    expect(found.memory).toBeLessThan(selected.memory + 40 * 1024);
  });
});
