import { expect } from '@jest/globals';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { script } from '../support/answers.ts';
import type { Like, Scenario, Seen } from '../support/scenario.ts';

const thing = '/api/v1/things';
const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };

interface Lure {
  /** What tries to lead a step to the other server. */
  readonly lure: string;
  readonly with: Readonly<Record<string, string>>;
  readonly given: (tenant: Tenant, elsewhere: Tenant) => void;
  /** Undefined if the step takes it for a path on the tenant. */
  readonly fails?: string | RegExp;
  readonly warnings?: readonly (string | RegExp)[];
  readonly outputs?: Readonly<Record<string, Like>>;
}

function leads(to: string, status = 307): Step {
  return { status, headers: { location: to } };
}

const runs: Step = { status: 200, json: { id: 'r1', status: 'RELOADING' } };

/** What a step does not follow: the other server gets no request at all. */
const lures: readonly Lure[] = [
  {
    lure: 'a redirect of the token request',
    with: { path: thing },
    given: (tenant, { url }) => {
      script(tenant, 'POST /oauth/token', leads(`${url}/oauth/token`));
    },
    fails: /^No access token\. POST \/oauth\/token: 307 .*a redirect to https:.*not followed/u,
  },
  {
    lure: 'a redirect of a GET',
    with: { path: thing },
    given: (tenant, { url }) => {
      script(tenant, `GET ${thing}`, leads(`${url}${thing}`));
    },
    fails: /GET \/api\/v1\/things: 307 .*a redirect to https:.*, another origin/u,
  },
  {
    lure: 'a redirect of a POST',
    with: { path: thing, method: 'POST' },
    given: (tenant, { url }) => {
      script(tenant, `POST ${thing}`, leads(`${url}${thing}`));
    },
    fails: /POST \/api\/v1\/things: 307 .*a redirect to https:.*not followed for a POST/u,
  },
  {
    lure: 'a next link',
    with: { path: thing, paginate: 'true' },
    given: (tenant, { url }) => {
      script(tenant, `GET ${thing}`, {
        status: 200,
        json: { data: [{ id: 1 }], links: { next: { href: `${url}${thing}?page=2` } } },
      });
    },
    fails: 'is on another origin (https://127.0.0.1:',
  },
  {
    lure: 'the Location of an export',
    with: { path: '/api/v1/apps/a1/export', method: 'POST', 'fetch-result': 'true' },
    given: (tenant, { url }) => {
      script(tenant, 'POST /api/v1/apps/a1/export', leads(`${url}/api/v1/temp-contents/c1`, 201));
    },
    fails: 'an address on another origin (https://127.0.0.1:',
  },
  {
    lure: 'a redirect of a poll',
    with: reload,
    given: (tenant, { url }) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
      script(tenant, 'GET /api/v1/reloads/r1', leads(`${url}/api/v1/reloads/r1`));
    },
    fails: /the reload may still be running, but cannot be polled: GET .*307/u,
  },
  {
    lure: 'the id of a job',
    with: { path: thing, method: 'POST', 'wait-path': '/{id}', 'done-when': 'done' },
    given: (tenant, { url }) => {
      script(tenant, `POST ${thing}`, { status: 201, json: { id: `/${new URL(url).host}/x` } });
      script(tenant, 'GET /{id}', { status: 200, json: { done: true } });
    },
    outputs: { response: /done/u },
  },
];

export const originScenarios: readonly Scenario[] = [
  ...lures.map(({ lure, fails, outputs, warnings = [], ...step }): Scenario => ({
    name: `${lure} takes no credential to another origin`,
    elsewhere: true,
    bundleOnly: true,
    with: { headers: 'X-Own: a', ...step.with, retries: '0' },
    given: (tenant, elsewhere) => {
      step.given(tenant, elsewhere);
      return undefined;
    },
    then: {
      ...(fails === undefined ? {} : { fails }),
      warnings,
      ...(outputs === undefined ? {} : { outputs }),
      also: heardNothing,
    },
  })),
  {
    name: 'a path takes no credential to another origin',
    elsewhere: true,
    bundleOnly: true,
    given: (_, { url }) => ({ path: `${url}${thing}` }),
    then: { fails: /`path`: "https:.*" is not on https:/u, also: heardNothing },
  },
  {
    name: 'a download that is redirected to another origin and back sends no credential to either',
    elsewhere: true,
    bundleOnly: true,
    with: { path: thing, 'response-file': 'file', headers: 'X-Own: a\nAccept: text/csv' },
    given: (tenant, elsewhere) => {
      script(tenant, `GET ${thing}`, leads(`${elsewhere.url}/file?signature=s`));
      script(elsewhere, 'GET /file', leads(`${tenant.url}/back`));
      script(tenant, 'GET /back', { status: 200, body: 'a,b' });
      return undefined;
    },
    then: {
      files: { file: 'a,b' },
      also: ({ tenant, elsewhere }) => {
        expect(elsewhere.journal.map(({ headers }) => headers.accept)).toEqual(['text/csv']);
        const back = tenant.journal.find(({ path }) => path === '/back');
        expect(back?.headers.authorization).toBeUndefined();
        expect(back?.headers['x-own']).toBeUndefined();
      },
    },
  },
  {
    name: 'a redirect of a revocation takes no credential to another origin',
    elsewhere: true,
    bundleOnly: true,
    given: (tenant, elsewhere) => {
      script(tenant, 'POST /oauth/revoke', leads(`${elsewhere.url}/oauth/revoke`));
      return undefined;
    },
    then: {
      log: [/The access token was not revoked: POST \/oauth\/revoke: 307 .*not followed/u],
      also: heardNothing,
    },
  },
  {
    name: 'a redirect of the request to stop a job takes no credential to another origin',
    elsewhere: true,
    bundleOnly: true,
    with: { ...reload, 'wait-interval-seconds': '1' },
    given: (tenant, elsewhere) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
      tenant.script('GET /api/v1/reloads/r1', [runs], { repeatLast: true });
      tenant.script(
        'POST /api/v1/reloads/r1/actions/cancel',
        [leads(`${elsewhere.url}/api/v1/reloads/r1/actions/cancel`)],
        { repeatLast: true },
      );
      return undefined;
    },
    cancelOn: 'GET /api/v1/reloads/r1',
    then: {
      fails: 'The workflow was cancelled',
      warnings: [/^The job was not stopped: POST .*actions\/cancel: 307 /u],
      also: heardNothing,
    },
  },
];

function heardNothing({ elsewhere, tenant }: Seen): void {
  expect(elsewhere).not.toBe(tenant);
  expect(elsewhere.journal).toEqual([]);
}
