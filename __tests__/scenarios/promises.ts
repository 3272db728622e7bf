import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import { deflateRawSync, deflateSync } from 'node:zlib';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { answers, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

/** Promises that belong to none of the other groups. */

const me = '/api/v1/users/me';
const thing = '/api/v1/things';
const here = fileURLToPath(import.meta.url);
const outside = path.join(tmpdir(), `qlik-${randomUUID()}`, 'answer.json');
const leaves = 'leaves the workspace; write an absolute path if that is intended';
const ok: Step = { status: 200, json: { ok: true } };
const away: Step = { status: 503, body: 'away' };
const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };
const poll = 'GET /api/v1/reloads/r1';
const gone: Step = { status: 404, body: 'gone' };
const done: Step = { status: 200, json: { id: 'r1', status: 'SUCCEEDED' } };

function busy(headers: Readonly<Record<string, string>>): Step {
  return { status: 429, headers };
}

/** The waits between attempts, as the log reports them. */
function waits(log: string): (string | undefined)[] {
  return [...log.matchAll(/retrying in (\d+\.\d s \([\w-]+\))/gu)].map(([, wait]) => wait);
}

/** A reload whose polls get these responses. */
function polled(...steps: readonly Step[]): NonNullable<Scenario['given']> {
  return (tenant) => {
    script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
    script(tenant, poll, ...steps);
    return undefined;
  };
}

/** All POSTs that are safe to repeat. */
const safePosts = [
  '/api/v1/temp-contents',
  '/api/v1/apps/validatescript',
  '/api/v1/data-alerts/actions/validate',
  '/api/v1/lineage-graphs/nodes/n1/overview',
  '/api/v1/lineage-graphs/impact/n1/overview',
  '/api/v1/users/actions/filter',
  '/api/v1/roles/actions/filter-orphan',
  '/api/v1/users/actions/count',
  '/api/v1/reloads/r1/actions/cancel',
  '/api/v1/automations/a1/runs/r1/actions/stop',
  '/api/workflows/automations/a1/runs/r1/actions/stop',
  '/api/v1/di-projects/p1/di-tasks/t1/runtime/actions/stop',
];

export const promiseScenarios: readonly Scenario[] = [
  {
    name: 'a supplied token is masked',
    with: { 'access-token': 'supplied-token-0123456789', 'client-secret': undefined },
    then: { masks: ['supplied-token-0123456789'], requests: [] },
  },
  {
    name: 'client-id is not masked, so that jobs can pass it on',
    with: { path: me },
    then: {
      also: ({ masks, tenant }) => {
        expect(masks.length).toBeGreaterThan(0);
        expect(masks).not.toContain(tenant.client.id);
      },
    },
  },
  {
    name: 'fetch-result without response-file does not follow a redirect to another origin',
    with: { path: '/api/v1/apps/a1/export', method: 'POST', 'fetch-result': 'true' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/apps/a1/export', {
        status: 201,
        headers: { location: '/api/v1/temp-contents/c1' },
      });
      script(tenant, 'GET /api/v1/temp-contents/c1', {
        status: 302,
        headers: { location: 'https://files.example/c1' },
      });
      return undefined;
    },
    then: {
      fails:
        'a redirect to https://files.example/c1, another origin, which is followed only for a download into a `response-file`',
    },
  },
  ...safePosts.map((post): Scenario => ({
    name: `a POST to ${post}/x is not safe to repeat`,
    inProcessOnly: true,
    with: { path: `${post}/x`, method: 'POST', body: '{}' },
    given: answers(`POST ${post}/x`, away, ok),
    then: {
      fails: '503 Service Unavailable: it was not repeated, because it may have taken effect',
      requests: ['POST /oauth/token 200', `POST ${post}/x 503`],
    },
  })),
  {
    name: 'up to a tenth of Retry-After is added to it',
    inProcessOnly: true,
    with: { path: thing },
    given: answers(
      `GET ${thing}`,
      busy({ 'retry-after': '20' }),
      busy({ 'retry-after': '10' }),
      ok,
    ),
    then: {
      also: ({ log }) => {
        expect(waits(log)).toEqual(['21.0 s (Retry-After)', '10.5 s (Retry-After)']);
      },
    },
  },
  {
    name: 'without Retry-After the waits are random, and their limit grows from 1 s to 30 s',
    inProcessOnly: true,
    with: { path: thing, retries: '7' },
    given: answers(`GET ${thing}`, away, away, away, away, away, away, away, ok),
    then: {
      also: ({ log }) => {
        // The random number is always one half here.
        const halves = ['0.5', '1.0', '2.0', '4.0', '8.0', '15.0', '15.0'];
        expect(waits(log)).toEqual(halves.map((half) => `${half} s (back-off)`));
      },
    },
  },
  {
    name: 'a DELETE that is repeated after a 503 and gets a 404 is a success',
    with: { path: thing, method: 'DELETE' },
    given: answers(`DELETE ${thing}`, away, gone),
    then: { outputs: { status: '404', response: 'gone' } },
  },
  {
    name: 'the files of a form are read again from the start for each attempt',
    with: { path: thing, method: 'PUT', 'form-files': 'file=a.csv' },
    files: { 'a.csv': 'x,y\n1,2\n' },
    given: answers(`PUT ${thing}`, away, ok),
    then: {
      requests: ['POST /oauth/token 200', `PUT ${thing} 503`, `PUT ${thing} 200`],
      also: ({ tenant }) => {
        const [first, second] = tenant.journal.slice(1).map(({ body }) => body.toString());
        expect(first).toContain('x,y\n1,2\n');
        expect(second).toBe(first);
      },
    },
  },
  {
    name: 'a poll whose connection is reset is repeated',
    with: { ...reload, 'wait-interval-seconds': '1' },
    given: polled(faults.resetInHeaders, done),
    then: {
      outputs: { response: /SUCCEEDED/u },
      log: ['reload r1: poll failed, polling continues'],
    },
  },
  {
    name: 'a poll waits as long as Retry-After says',
    inProcessOnly: true,
    with: { ...reload, 'wait-interval-seconds': '1' },
    given: polled(busy({ 'retry-after': '20' }), done),
    then: { log: ['reload r1: SUCCEEDED (21 s)'] },
  },
  {
    name: 'a job that is not found in the ten seconds after its start is polled again',
    inProcessOnly: true,
    with: { ...reload, 'wait-interval-seconds': '3' },
    given: polled(gone, gone, gone, done),
    then: { outputs: { response: /SUCCEEDED/u } },
  },
  {
    name: 'a job that is not found ten seconds after its start is an error',
    inProcessOnly: true,
    with: { ...reload, 'wait-interval-seconds': '3' },
    given: polled(gone, gone, gone, gone, done),
    then: {
      fails: 'the reload may still be running, but cannot be polled: GET /api/v1/reloads/r1: 404',
    },
  },
  {
    name: 'an error gives the trace id of its body rather than that of its header',
    with: { path: thing },
    given: answers(`GET ${thing}`, {
      status: 403,
      json: { errors: [{ code: 'A-1', title: 'No' }], traceId: 'b'.repeat(32) },
    }),
    then: { fails: `403 Forbidden: A-1 No (traceId ${'b'.repeat(32)})` },
  },
  {
    name: 'an error whose body has no trace id gives that of its header',
    with: { path: thing },
    given: answers(`GET ${thing}`, { status: 403, body: 'no' }),
    then: { fails: /403 Forbidden: no \(traceId [\da-f]{32}\)/u },
  },
  {
    name: 'a part of a 207 with nothing but an errorMessage counts as failed',
    with: { path: thing },
    given: answers(`GET ${thing}`, {
      status: 207,
      json: { data: [{ id: 'a' }, { id: 'b', errorMessage: 'too large' }] },
    }),
    then: { fails: '207 Multi-Status: 1 of 2 parts failed: b: too large' },
  },
  {
    name: 'parts of a 207 with a status below 400 do not count as failed',
    with: { path: thing },
    given: answers(`GET ${thing}`, {
      status: 207,
      json: {
        data: [
          { id: 'a', status: 201 },
          { id: 'b', status: 304 },
          { id: 'c', status: 399 },
        ],
      },
    }),
    then: { outputs: { status: '207' } },
  },
  {
    name: "workflow commands in a job's log are shown, and not obeyed",
    with: { ...reload, 'wait-interval-seconds': '1' },
    given: polled({
      status: 200,
      json: { id: 'r1', status: 'FAILED', log: '::error::one\n  ::error::two\nand ##[error]three' },
    }),
    then: {
      fails: 'reload r1 ended in state FAILED',
      log: ['error::one', 'error::two', 'error]three'],
      logNot: [/^\s*::error::(?:one|two)/mu, '##[error]three'],
    },
  },
  ...(
    [
      ['with the zlib header', deflateSync],
      ['without the zlib header', deflateRawSync],
    ] as const
  ).map(([how, deflate]): Scenario => ({
    name: `a deflate body is decoded ${how}`,
    with: { path: thing },
    given: answers(`GET ${thing}`, {
      status: 200,
      headers: { 'content-encoding': 'deflate' },
      body: deflate('{"ok":true}'),
    }),
    then: { outputs: { response: '{"ok":true}' } },
  })),
  {
    name: 'a path gets no prefix',
    with: { path: 'qix/thing' },
    given: answers('GET /qix/thing', ok),
    then: { requests: ['POST /oauth/token 200', 'GET /qix/thing 200'] },
  },
  {
    name: 'a job that was not stopped is stopped by the post step, whatever revoke-token says',
    bundleOnly: true,
    with: { ...reload, 'revoke-token': 'false', 'wait-interval-seconds': '1' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
      const runs = { status: 200, json: { id: 'r1', status: 'RELOADING' } };
      tenant.script(poll, [runs], { repeatLast: true });
      script(tenant, 'POST /api/v1/reloads/r1/actions/cancel', away, { status: 202 });
      return undefined;
    },
    cancelOn: poll,
    then: {
      fails: 'The workflow was cancelled',
      warnings: [/^The job was not stopped: POST .*actions\/cancel: 503 /u],
      postRequests: ['POST /api/v1/reloads/r1/actions/cancel 202'],
    },
  },
  {
    name: 'a relative path may not leave the workspace through a link: a response-file',
    with: { path: me, 'response-file': 'out/answer.json' },
    links: { out: path.dirname(here) },
    then: { fails: leaves, requests: [] },
  },
  ...[
    ['by ..', '../a.csv'],
    ['through a link', `out/${path.basename(here)}`],
    ['through a link that is the file', 'file'],
  ].map(([how = '', file = '']): Scenario => ({
    name: `a relative path may not leave the workspace ${how}: a body-file`,
    with: { path: thing, method: 'POST', 'body-file': file },
    links: { out: path.dirname(here), file: here },
    then: { fails: leaves, requests: [] },
  })),
  {
    name: "an absolute body-file may be outside the workspace, because the workflow's author wrote it",
    with: { path: thing, method: 'POST', 'body-file': here },
    given: answers(`POST ${thing}`, ok),
    then: { outputs: { status: '200' } },
  },
  {
    name: 'blank lines of a list are skipped, and entries are split at the first =',
    with: { path: thing, query: '\n  a = 1=2 \n\n b=3\n' },
    given: answers(`GET ${thing}`, ok),
    then: { requests: ['POST /oauth/token 200', `GET ${thing}?a=1%3D2&b=3 200`] },
  },
  ...[400, 450, 499].map((status): Scenario => ({
    name: `a range of accept-status includes both ends: ${String(status)}`,
    with: { path: thing, 'accept-status': '200, 400-499' },
    given: answers(`GET ${thing}`, { status, body: 'no' }),
    then: { outputs: { status: String(status), response: 'no' } },
  })),
  {
    name: 'select treats an empty body as null',
    with: { path: thing, method: 'POST', select: 'type(@)' },
    given: answers(`POST ${thing}`, { status: 204 }),
    then: { outputs: { result: 'null' } },
  },
  {
    name: 'a fail-when that gives an empty text does not fail the step',
    with: { path: thing, 'fail-when': 'error' },
    given: answers(`GET ${thing}`, { status: 200, json: { error: '' } }),
    then: { outputs: { status: '200' } },
  },
  {
    name: 'an absolute response-file may be outside the workspace too',
    with: { path: me },
    given: () => {
      mkdirSync(path.dirname(outside), { recursive: true });
      return { 'response-file': outside };
    },
    then: {
      outputs: { 'response-file': outside },
      also: () => {
        expect(readFileSync(outside, 'utf8')).toContain('{');
        rmSync(path.dirname(outside), { recursive: true });
      },
    },
  },
  {
    name: 'a link in place of the response-file is replaced, not followed',
    with: { path: me, 'response-file': 'answer.json' },
    files: { 'kept.json': 'as it was' },
    links: { 'answer.json': 'kept.json' },
    then: { files: { 'answer.json': /"id"/u, 'kept.json': /^as it was$/u } },
  },
  {
    name: 'a tenant-url may end with a /',
    given: ({ url }) => ({ 'tenant-url': `${url}/` }),
    then: {
      also: ({ outputs, tenant }) => {
        expect(outputs['tenant-url']).toBe(tenant.url);
      },
    },
  },
];
