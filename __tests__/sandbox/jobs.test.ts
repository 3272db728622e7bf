import { describe, expect, it } from '@jest/globals';
import { startTenant } from '../../sandbox/tenant/tenant.ts';
import { bundle } from '../support/bundle.ts';
import { check } from '../support/check.ts';
import { inProcess } from '../support/in-process.ts';

/** Each kind on the sandbox's own routes: how it is started, and how a planned failure looks. */
const kinds = [
  [
    'automation runs',
    '/api/v1/automations/a/runs',
    { status: 'failed', error: 'block 7' },
    'block 7',
  ],
  ['automation runs', '/api/workflows/automations/a/runs', { status: 'stopped' }, 'stopped'],
  ['task runs', '/api/v1/tasks/t/actions/start', { status: 'FAILED', log: 'one\ntwo' }, 'FAILED'],
  ['task runs', '/api/scheduling/tasks/t/actions/start', { status: 'FAILED' }, 'FAILED'],
  [
    'di actions',
    '/api/v1/di-projects/p/actions/prepare',
    { state: 'FAILED', error: 'e' },
    'FAILED',
  ],
  [
    'di task runs',
    '/api/v1/di-projects/p/di-tasks/d/runtime/actions/start',
    { state: 'CANCELED', message: 'm' },
    'CANCELED after',
  ],
  ['reports', '/api/v1/reports', { status: 'aborted', requestErrors: ['r'] }, 'aborted'],
] as const;

describe.each(kinds)('%s, started by %s', (kind, start, bad, says) => {
  const given = { path: start, method: 'POST', body: '{}', wait: 'true' };

  it('succeed by default', async () => {
    await check(inProcess, { name: kind, with: given, then: { outputs: { status: '200' } } });
  });

  it('fail as planned', async () => {
    const planned = (tenant: Awaited<ReturnType<typeof startTenant>>): undefined => {
      tenant.plan(kind, [{}, bad]);
      return undefined;
    };
    await check(inProcess, { name: kind, with: given, given: planned, then: { fails: says } });
  });
});

describe('a job that is stopped', () => {
  it.each([
    ['automation runs', '/api/v1/automations/a/runs/{id}/actions/stop'],
    ['di task runs', '/api/v1/di-projects/p/di-tasks/d/runtime/actions/stop'],
  ])('%s goes to its stopped state', async (kind, stop) => {
    const tenant = await startTenant();
    const headers = { authorization: `Bearer ${tenant.issueToken().token}` };
    const ask = async (method: string, path: string): Promise<Record<string, unknown>> => {
      const body = method === 'POST' ? '{"context":"api"}' : null;
      const answer = await fetch(tenant.url + path, { method, headers, body });
      return JSON.parse((await answer.text()) || '{}') as Record<string, unknown>;
    };
    const start = stop.replace('/{id}/actions/stop', '').replace('actions/stop', 'actions/start');
    const { id } = await ask('POST', start);
    await ask('POST', stop.replace('{id}', String(id)));
    const look = stop.replace('/actions/stop', kind === 'automation runs' ? '' : '/state');
    await ask('GET', look.replace('{id}', String(id)));
    const seen = JSON.stringify(await ask('GET', look.replace('{id}', String(id))));
    expect(seen).toMatch(/stopped|CANCELED/u);
    await tenant.close();
  });
});

describe('the bundle', () => {
  it('waits for a task on the routes of the sandbox', async () => {
    const given = { path: '/api/v1/tasks/t/actions/start', method: 'POST', wait: 'true' };
    await check(bundle, {
      name: 'task',
      with: given,
      then: { outputs: { response: /SUCCEEDED/u } },
    });
  });
});
