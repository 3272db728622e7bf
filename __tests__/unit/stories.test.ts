import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../sandbox/tenant/script.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { Failure } from '../../src/failure.ts';
import type { Reply, Request, Send } from '../../src/http/exchange.ts';
import { authorized } from '../../src/http/client.ts';
import { locationId } from '../../src/response/outputs.ts';
import { step } from '../../src/step.ts';
import { systemClock } from '../../src/runner/runner.ts';
import { script } from '../support/answers.ts';
import { renewing, tokenOf } from '../support/bearers.ts';
import { defaults } from '../support/manifest.ts';
import { type MemoryRunner, memoryRunner } from '../support/memory-runner.ts';
import { told } from '../support/told.ts';

async function withTenant(
  work: (tenant: Tenant, run: (given?: Record<string, string>) => MemoryRunner) => Promise<void>,
): Promise<void> {
  const tenant = await startTenant();
  try {
    await work(tenant, (given = {}) =>
      memoryRunner(
        {
          ...defaults,
          'tenant-url': tenant.url,
          'client-id': tenant.client.id,
          'client-secret': tenant.client.secret,
          ...given,
        },
        {},
        systemClock,
      ),
    );
  } finally {
    await tenant.close();
  }
}

const cancelRoute = 'POST /api/v1/reloads/r1/actions/cancel';
const waits = { path: '/api/v1/reloads', method: 'POST', wait: 'true' };

function endlessReload(tenant: Tenant): void {
  script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
  script(tenant, cancelRoute, { status: 204 });
}

describe('a workflow that is cancelled while a job is waited for', () => {
  it('asks the job to stop, with a token that is renewed where it has to be', async () => {
    await withTenant(async (tenant, run) => {
      const runner = run(waits);
      endlessReload(tenant);
      script(tenant, 'GET /api/v1/reloads/r1', ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      });
      await expect(step(runner)).rejects.toThrow('The workflow was cancelled');
      expect(told(tenant.journal).at(-1)).toBe(`${cancelRoute} 204`);
      expect(runner.left.log.at(-1)).toMatch(/^Asked the job to stop: POST/u);
      expect(runner.left.state['stop-url']).toBe('');
    });
  });

  it.each([
    [
      'refuses',
      { status: 409, body: 'too late' },
      /^The job was not stopped: POST .*409 Conflict: too late/u,
    ],
  ] as const)('says so when the tenant %s', async (_, answer, warning) => {
    await withTenant(async (tenant, run) => {
      const runner = run(waits);
      script(tenant, cancelRoute, answer);
      endlessReload(tenant);
      script(tenant, 'GET /api/v1/reloads/r1', ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      });
      await expect(step(runner)).rejects.toThrow('cancelled');
      expect(runner.left.warnings).toEqual([expect.stringMatching(warning)]);
    });
  });
});

describe('each kind of job that can be stopped', () => {
  const dataTask = '/api/v1/di-projects/p/di-tasks/d/runtime';
  it.each([
    ['/api/v1/automations/a/runs', '/api/v1/automations/a/runs/r1', '/actions/stop'],
    ['/api/workflows/automations/a/runs', '/api/workflows/automations/a/runs/r1', '/actions/stop'],
    ['/api/v1/reloads', '/api/v1/reloads/r1', '/actions/cancel'],
    [`${dataTask}/actions/start`, `${dataTask}/state`, '/actions/stop'],
  ])('started by %s is asked to stop when the workflow is cancelled', async (start, look, stop) => {
    await withTenant(async (tenant, run) => {
      const runner = run({ ...waits, path: start });
      const address = `${look.replace('/state', '')}${stop}`;
      script(tenant, `POST ${start}`, { status: 201, json: { id: 'r1', status: 'queued' } });
      script(tenant, `POST ${address}`, { status: 204 });
      const cancel: Step = ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      };
      const first = look.endsWith('/state') ? [{ status: 200, json: {} }] : [];
      script(tenant, `GET ${look}`, ...first, cancel);
      await expect(step(runner)).rejects.toThrow('cancelled');
      expect(told(tenant.journal).at(-1)).toBe(`POST ${address} 204`);
    });
  });
});

describe('a new token that cannot be put into the file of qlik-cli', () => {
  it('ends a wait with that, and says that the job may still run', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'stories-'));
    const tenant = await startTenant();
    try {
      const given = { ...defaults, ...waits, 'qlik-cli-context': 'ci', 'tenant-url': tenant.url };
      const client = { 'client-id': tenant.client.id, 'client-secret': tenant.client.secret };
      const env = { HOME: home, USERPROFILE: home };
      const runner = memoryRunner({ ...given, ...client }, env, systemClock);
      endlessReload(tenant);
      script(tenant, 'GET /api/v1/reloads/r1', ({ response }) => {
        writeFileSync(path.join(home, '.qlik', 'contexts.yml'), '[');
        response.writeHead(401).end();
      });
      await expect(step(runner)).rejects.toThrow(
        /^the reload may still run, but cannot be looked at: ~\/\.qlik\/contexts\.yml cannot be read/u,
      );
    } finally {
      await tenant.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});

describe('a kind of job that cannot be stopped', () => {
  it('goes on when the workflow is cancelled, and the log says so', async () => {
    await withTenant(async (tenant, run) => {
      const runner = run({ ...waits, path: '/api/v1/reports' });
      script(tenant, 'POST /api/v1/reports', { status: 202, json: { requestId: 'q1' } });
      script(tenant, 'GET /api/v1/reports/q1/status', ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      });
      await expect(step(runner)).rejects.toThrow('cancelled');
      expect(told(tenant.journal).at(-1)).toMatch(/^GET /u);
      expect(runner.left.log.at(-1)).toBe(
        'report q1 goes on in Qlik: it cannot be stopped from here',
      );
    });
  });
});

describe('the bearer', () => {
  it('renews once for several requests that are refused together', async () => {
    let asked = 0;
    const request = () => {
      asked++;
      return Promise.resolve(tokenOf('second'));
    };
    const bearer = renewing({ request }, tokenOf('first'));
    const seen: string[] = [];
    const send: Send = <T>({ headers }: Request<T>): Promise<Reply<T>> => {
      seen.push(headers.authorization ?? '');
      const status = headers.authorization === 'Bearer first' ? 401 : 200;
      const discard = (): Promise<void> => Promise.resolve();
      return Promise.resolve({ status, headers: {}, bytes: 0, body: '' as T, discard });
    };
    const tenant = { origin: 'https://acme.example' };
    const get = {
      method: 'GET',
      url: new URL('https://acme.example/x'),
      headers: {},
      sink: () => {
        throw new Error('no sink is needed');
      },
    } as const satisfies Request<string>;
    const both = authorized(send, tenant, bearer);
    const replies = await Promise.all([both(get), both(get)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked).toBe(1);
    await both({ ...get, url: new URL('https://other.example/x') });
    await both({ ...get, anonymous: true });
    expect(seen.slice(-2)).toEqual(['', '']);
  });
});

describe('location-id', () => {
  it.each([
    ['/api/v1/temp-contents/a%20b', 'a b'],
    ['https://acme.example/api/v1/apps/1/?x=2#y', '1'],
    ['relative', 'relative'],
    ['/broken/%zz', '%zz'],
    ['/', undefined],
    ['https://[', undefined],
    [undefined, undefined],
  ])('of %j is %j', (location, id) => {
    expect(locationId(location)).toBe(id);
  });
});
