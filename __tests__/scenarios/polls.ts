import { expect } from '@jest/globals';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const reload = {
  path: '/api/v1/reloads',
  method: 'POST',
  body: '{"appId":"a"}',
  wait: 'true',
  retries: '0',
};
const poll = 'GET /api/v1/reloads/r1';

/** A reload whose polls get these responses; the last one is repeated. */
function polled(...polls: readonly Step[]): (tenant: Tenant) => undefined {
  return (tenant) => {
    script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
    tenant.script(poll, polls, { repeatLast: true });
    return undefined;
  };
}

function state(status: string, headers: Readonly<Record<string, string>> = {}): Step {
  return { status: 200, headers, json: { id: 'r1', status } };
}

const maintenance: Step = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<html><h1>Be right back, {"status":"SUCCEEDED"}</h1></html>',
};

/** Polls for an app that cannot be found, or read, at first. */
const published = {
  path: '/api/v1/users/me',
  'wait-path': '/api/v1/apps/a1',
  'done-when': 'attributes.id',
  'accept-status': '404, 403',
  retries: '0',
};

export const pollScenarios: readonly Scenario[] = [
  ...(
    [
      [
        'more seconds than a timer can hold',
        { status: 429, headers: { 'retry-after': '9999999' } },
      ],
      [
        'a date in the year 9999',
        { status: 503, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } },
      ],
    ] as const
  ).map(([words, busy]): Scenario => ({
    name: `a poll with a Retry-After of ${words} waits no longer than the wait lasts`,
    bundleOnly: true,
    with: { ...reload, 'wait-timeout-minutes': '0.05' },
    given: polled(busy),
    then: {
      fails: new RegExp(
        `^reload r1 was not seen to end within \\d+ s \\(state: not seen yet\\); it may still be running\\. The last poll: GET /api/v1/reloads/r1: ${String(busy.status)} `,
        'u',
      ),
      outputs: { status: '201' },
      also: ({ requests }) => {
        expect(requests.filter((request) => request.startsWith(poll))).toHaveLength(1);
      },
    },
  })),
  {
    name: 'polls go on while they get a maintenance page',
    with: reload,
    given: polled(maintenance, maintenance, maintenance, state('SUCCEEDED')),
    then: { outputs: { status: '200', response: /SUCCEEDED/u } },
    inProcessOnly: true,
  },
  {
    name: 'polls that only get a maintenance page time out, and the error describes it',
    bundleOnly: true,
    with: { ...reload, 'wait-timeout-minutes': '0.045', 'wait-interval-seconds': '1' },
    given: polled(state('RELOADING'), maintenance),
    then: {
      fails:
        /^reload r1 was not seen to end within \d+ s \(state: RELOADING\); it may still be running\. The last poll: GET \/api\/v1\/reloads\/r1: 200 OK: text\/html; charset=utf-8, which is not JSON \(traceId [0-9a-f]{32}\)\. Raise `wait-timeout-minutes`/u,
      outputs: { status: '200', response: /RELOADING/u },
      titles: ['job still running'],
    },
  },
  {
    name: 'polls go on while they get a 404 that accept-status accepts',
    with: { ...published, select: 'attributes.name' },
    given: (tenant) => {
      const missing = qlikError(404, 'APPS-404', 'Not found');
      script(
        tenant,
        'GET /api/v1/apps/a1',
        // Longer than the ten seconds in which any 404 counts as "not yet".
        ...Array<typeof missing>(12).fill(missing),
        qlikError(403, 'APPS-403', 'Forbidden'),
        { status: 200, json: { attributes: { id: 'a1', name: 'Sales' } } },
      );
      return undefined;
    },
    then: {
      outputs: { status: '200', result: 'Sales' },
      log: [/job: not there yet: GET \/api\/v1\/apps\/a1: 404 Not Found: APPS-404 Not found/u],
    },
    inProcessOnly: true,
  },
  {
    name: 'polls that only get an accepted 403 time out, and the error describes the last one',
    bundleOnly: true,
    with: { ...published, 'wait-timeout-minutes': '0.04' },
    given: (tenant) => {
      tenant.script('GET /api/v1/apps/a1', [qlikError(403, 'APPS-403', 'Forbidden')], {
        repeatLast: true,
      });
      return undefined;
    },
    then: {
      fails:
        /^job was not seen to end within \d+ s \(state: not seen yet\); it may still be running\. The last poll: GET \/api\/v1\/apps\/a1: 403 Forbidden: APPS-403 Forbidden/u,
      outputs: { status: '200' },
    },
  },
  {
    name: 'a poll with a status that is not accepted fails the step at once',
    with: { ...published, 'accept-status': '404' },
    given: (tenant) => {
      script(tenant, 'GET /api/v1/apps/a1', qlikError(403, 'APPS-403', 'Forbidden'));
      return undefined;
    },
    then: { fails: /^the job may still be running, but cannot be polled: GET .*: 403 Forbidden/u },
  },
  {
    name: 'polls forbid cached responses, and a cached one causes a single warning',
    with: reload,
    given: polled(
      state('RELOADING', { age: '120' }),
      state('RELOADING', { age: '121' }),
      state('SUCCEEDED', { age: '0' }),
    ),
    then: {
      warnings: [
        /^reload r1: a cache between here and the tenant answers the polls \(Age: 120 s\), although they forbid it/u,
      ],
      titles: ['response from a cache'],
      also: ({ tenant }) => {
        const polls = tenant.journal.filter(({ path }) => path === '/api/v1/reloads/r1');
        expect(polls.map(({ headers }) => headers['cache-control'])).toEqual(
          polls.map(() => 'no-cache'),
        );
        expect(tenant.journal[1]?.headers['cache-control']).toBeUndefined();
      },
    },
  },
  {
    name: 'the request for the last run before the start forbids cached responses too',
    with: { path: '/api/v1/tasks/t1/actions/start', method: 'POST', wait: 'true' },
    given: (tenant) => {
      script(
        tenant,
        'GET /api/v1/tasks/t1/runs/last',
        { status: 200, json: { id: 'old', status: 'SUCCEEDED' } },
        { status: 200, json: { id: 'new', status: 'SUCCEEDED' } },
      );
      script(tenant, 'POST /api/v1/tasks/t1/actions/start', { status: 204 });
      return undefined;
    },
    then: {
      outputs: { response: /new/u },
      also: ({ tenant }) => {
        expect(tenant.journal[1]?.headers['cache-control']).toBe('no-cache');
      },
    },
    inProcessOnly: true,
  },
  {
    name: 'a job log of one very long line is cut to its end',
    with: reload,
    given: polled({
      status: 200,
      json: {
        id: 'r1',
        status: 'FAILED',
        log: `begin${'x'.repeat(5 * 1024 * 1024)}the end of the line`,
      },
    }),
    then: {
      fails: 'reload r1 ended in state FAILED',
      log: ['xthe end of the line', 'End of the log of reload r1'],
      logNot: ['beginx', 'x'.repeat(1000)],
      outputs: { response: '' },
      warnings: [/larger than 1 MiB/u],
    },
  },
  {
    name: 'a job log that begins with a blank line is shown',
    with: reload,
    given: polled({
      status: 200,
      json: { id: 'r1', status: 'FAILED', log: '\r\n\r\nfirst\r\nlast\r\n' },
    }),
    then: { fails: 'reload r1 ended in state FAILED', log: ['first', 'last'] },
    inProcessOnly: true,
  },
  {
    name: 'the summary says that the outputs are those of the start if there was no poll',
    with: { ...reload, summary: 'true' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', {
        status: 201,
        json: { id: 'r1', status: 'SUCCEEDED' },
      });
      return undefined;
    },
    then: {
      outputs: { status: '201' },
      summary: ['The outputs come from the start: status <code>201</code>.'],
    },
    inProcessOnly: true,
  },
];
