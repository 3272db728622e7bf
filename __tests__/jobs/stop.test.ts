import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../sandbox/tenant/script.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { Failure } from '../../src/failure.ts';
import type { Reply, Send } from '../../src/http/exchange.ts';
import { locate, recognise } from '../../src/jobs/job.ts';
import { stopJob, Stops } from '../../src/jobs/stop.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { step } from '../../src/step.ts';
import { script } from '../support/answers.ts';
import { defaults } from '../support/manifest.ts';
import { type MemoryRunner, memoryRunner } from '../support/memory-runner.ts';
import { requestLines } from '../support/request-lines.ts';

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

describe('a workflow that is cancelled during a wait', () => {
  it('asks the job to stop, with a renewed token if need be', async () => {
    await withTenant(async (tenant, run) => {
      const runner = run(waits);
      endlessReload(tenant);
      script(tenant, 'GET /api/v1/reloads/r1', ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      });
      await expect(step(runner)).rejects.toThrow('The workflow was cancelled');
      expect(requestLines(tenant.journal).at(-1)).toBe(`${cancelRoute} 204`);
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
  ] as const)('warns if the tenant %s', async (_, answer, warning) => {
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
  ])('started by %s is asked to stop if the workflow is cancelled', async (start, look, stop) => {
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
      expect(requestLines(tenant.journal).at(-1)).toBe(`POST ${address} 204`);
    });
  });
});

describe('a kind of job that cannot be stopped', () => {
  it('continues if the workflow is cancelled, and the log says so', async () => {
    await withTenant(async (tenant, run) => {
      const runner = run({ ...waits, path: '/api/v1/reports' });
      script(tenant, 'POST /api/v1/reports', { status: 202, json: { requestId: 'q1' } });
      script(tenant, 'GET /api/v1/reports/q1/status', ({ response }) => {
        runner.cancel(new Failure('The workflow was cancelled'));
        response.end();
      });
      await expect(step(runner)).rejects.toThrow('cancelled');
      expect(requestLines(tenant.journal).at(-1)).toMatch(/^GET /u);
      expect(runner.left.log.at(-1)).toBe(
        'report q1 keeps running in Qlik: this action cannot stop it',
      );
    });
  });
});

describe('a stop address that cannot be saved', () => {
  /** Waits for a job of a step that cannot save some state. */
  function waiting(unfit: (value: string) => boolean): Promise<string> {
    const runner = {
      ...memoryRunner(),
      saveState: (_: string, value: string) => {
        if (unfit(value)) throw new Failure('the file cannot be written: the disk is full');
      },
    };
    const recognised = recognise('POST', '/api/v1/reloads');
    if (recognised === undefined) throw new Error('a reload is not recognised');
    const plan = { ...recognised, doneWhen: undefined, failWhen: undefined };
    const job = locate(plan, { origin: 'https://acme.example' }, { id: 'r1' }, runner.clean);
    const sendOnce = () => Promise.reject(new Error('nothing is to be sent'));
    return new Stops({ runner, sendOnce, mask: undefined }).whileRunning(job, () =>
      Promise.resolve('settled'),
    );
  }

  it('causes an error that says the job is running', async () => {
    await expect(waiting((value) => value !== '')).rejects.toThrow(
      /^The job was started and may still be running, .*cannot be saved: .*the disk is full$/u,
    );
  });

  it('causes no error if the job has ended, because a needless stop does no harm', async () => {
    await expect(waiting((value) => value === '')).resolves.toBe('settled');
  });
});

it('a job is not reported as stopped if a login page answered', async () => {
  const runner = memoryRunner();
  const reply: Reply<string> = {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: ' <html>hunter22',
    bytes: 15,
    discard: () => Promise.resolve(),
  };
  const send: Send = <T>() => Promise.resolve(reply as unknown as Reply<T>);
  await stopJob(runner, send, new URL('https://acme.example/stop'), runner.signal, (text) => text);
  expect(runner.left.log).toEqual([]);
  expect(runner.left.warnings).toEqual([
    'The job was not stopped: POST /stop: 200 OK: an HTML page, which is not a response from the API',
  ]);
});
