import type { Step } from '../../sandbox/tenant/script.ts';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { qlikError } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

/** Jobs whose responses are malformed, by accident or on purpose. */

const reload = {
  path: '/api/v1/reloads',
  method: 'POST',
  body: '{"appId":"a"}',
  wait: 'true',
  retries: '0',
};
const poll = 'GET /api/v1/reloads/r0001';
const stop = 'POST /api/v1/reloads/r0001/actions/cancel';
const revoked = 'POST /oauth/revoke 200';

/** A reload whose start, and then each poll, gets these responses. */
const played =
  (start: Step, ...polls: readonly Step[]) =>
  (tenant: Tenant): undefined => {
    tenant.script('POST /api/v1/reloads', [start]);
    if (polls.length > 0) tenant.script(poll, polls);
    tenant.script(stop, [{ status: 204 }]);
  };
const started = { status: 201, json: { id: 'r0001', status: 'QUEUED', log: 'none yet' } };
const ended = { status: 200, json: { id: 'r0001', status: 'SUCCEEDED', log: 'done' } };

const report = {
  path: '/api/v1/reports',
  method: 'POST',
  body: '{}',
  wait: 'true',
  'fetch-result': 'true',
  'response-file': 'report.pdf',
  retries: '0',
};
const list = '/api/v1/reports/q1/outputs';

/** A finished report, and the response to the request for its outputs. */
const listed =
  (outputs: Step) =>
  (tenant: Tenant): undefined => {
    tenant.script('POST /api/v1/reports', [{ status: 202, json: { requestId: 'q1' } }]);
    tenant.script('GET /api/v1/reports/q1/status', [{ status: 200, json: { status: 'done' } }]);
    tenant.script(`GET ${list}`, [outputs]);
    const file = { status: 200, headers: { 'Content-Type': 'application/pdf' }, body: '%PDF' };
    tenant.script('GET /api/v1/temp-contents/{id}', [file]);
  };
const output = { outputId: 'sales', location: '/api/v1/temp-contents/sales', status: 'done' };

const depth = 100_000;
const deepList = '['.repeat(depth) + ']'.repeat(depth);
const deepObject = `${'{"errors":'.repeat(depth)}1${'}'.repeat(depth)}`;

const secret = 'hunter2-hunter2';
const masking = { mask: 'errors[0].detail || id' };
const telling = qlikError(403, 'X-1', 'no', `connection pw ${secret}`);
const telltale = (status: number): Step => ({ ...telling, status });

const oneOutput = (more: string): Step => ({
  status: 200,
  body: `{"data":[{"outputId":"sales","location":"/api/v1/temp-contents/sales",${more}}]}`,
});

const outputScenarios: readonly Scenario[] = [
  {
    name: 'a list of outputs with a failed part (207) is an error',
    with: report,
    given: listed({
      status: 207,
      json: { data: [output], errors: [{ code: 'REP-9', title: 'An output is lost' }] },
    }),
    then: {
      fails:
        /^the job succeeded, but its outputs cannot be read: GET \/api\/v1\/reports\/q1\/outputs: 207 Multi-Status: failed in part: REP-9 An output is lost/u,
      outputs: { status: '200', response: /done/u },
      files: { 'report.pdf': undefined },
    },
  },
  ...(
    [
      [
        'errors without a message',
        '"status":"done","exportErrors":[{"meta":{"taskId":"t1"}}]',
        /: the output sales has errors$/u,
      ],
      [
        'errors that are nested 100,000 deep',
        `"status":"done","exportErrors":[${deepObject}]`,
        /: the output sales has errors$/u,
      ],
      ['a state that is not done', '"status":"processing"', /: the output sales is processing$/u],
      [
        'a state that is not a string',
        '"status":{"code":1}',
        /: the output sales has a state that cannot be read$/u,
      ],
    ] as const
  ).map(([what, more, fails]): Scenario => ({
    name: `an output with ${what} is not fetched`,
    with: report,
    given: listed(oneOutput(more)),
    then: {
      fails,
      titles: [...(more.length > depth ? (['response is in a file'] as const) : []), 'job failed'],
      outputs: { response: /^$|sales/u },
      files: { 'report.pdf': undefined },
      ...(more.length > depth ? { warnings: [/larger than 1 MiB/u] } : {}),
    },
  })),
  {
    name: 'an output with neither errors nor a state is fetched',
    with: report,
    given: listed(oneOutput('"status":null,"exportErrors":[]')),
    then: { files: { 'report.pdf': '%PDF' } },
  },
];

const deepScenarios: readonly Scenario[] = (
  [
    ['lists', `{"id":"r0001","errors":[${deepList}]}`],
    ['objects', `{"id":"r0001","errors":[${deepObject.slice(0, -1)},"x":1}]}`],
    ['an object alone', `{"id":"r0001","error":${deepObject}}`],
  ] as const
).map(([what, body]) => ({
  name: `a start that failed in part, with errors nested 100,000 deep in ${what}, is reported as a job that may run`,
  with: reload,
  given: played({ status: 207, body }),
  then: {
    fails:
      /^POST \/api\/v1\/reloads: 207 Multi-Status: failed in part: an error.*; the reload may be running, and the step does not wait for it/u,
    outputs: { status: '207' },
    ...(body.length > 1024 * 1024 ? { warnings: [/larger than 1 MiB/u] } : {}),
  },
}));

const maskScenarios: readonly Scenario[] = [
  {
    name: 'the error of a refused poll is masked',
    with: { ...reload, ...masking },
    given: played(started, telltale(403)),
    then: {
      fails:
        /the reload may still be running, but cannot be polled: GET .*: 403 Forbidden: X-1 no: \*+/u,
      secrets: [secret],
    },
  },
  ...[429, 503, 409].map((status): Scenario => ({
    name: `the error of a poll that is retried is masked: ${String(status)}`,
    with: { ...reload, ...masking, 'accept-status': '409' },
    given: played(started, telltale(status), ended),
    then: { secrets: [secret], log: [`${String(status)} `, 'X-1 no: '] },
  })),
  {
    name: 'a refused poll whose body cannot be masked is reported with its status only',
    with: { ...reload, ...masking },
    given: played(started, { status: 403, body: `the password is ${secret}` }),
    then: { fails: /: GET \/api\/v1\/reloads\/\S+: 403 Forbidden/u, secrets: [secret] },
  },
  {
    name: 'a refused poll on which mask fails is reported with its status only',
    with: { ...reload, mask: '[contains(log, errors[0].detail), id]' },
    given: played(started, telltale(403)),
    then: {
      fails: /: GET \/api\/v1\/reloads\/\S+: 403 Forbidden/u,
      secrets: [secret],
    },
  },
  {
    name: 'the error of a refused poll before the start is masked',
    with: {
      path: '/api/v1/tasks/t1/actions/start',
      method: 'POST',
      wait: 'true',
      retries: '0',
      ...masking,
    },
    given: (tenant) => {
      tenant.script('GET /api/v1/tasks/t1/runs/last', [telltale(403)]);
      return undefined;
    },
    then: {
      fails: /^Nothing was started: .*: 403 Forbidden: X-1 no: \*+/u,
      secrets: [secret],
    },
  },
  ...(
    [
      ['is masked', telltale(400), /: 400 Bad Request: X-1 no: \*+/u],
      [
        'is not shown if it cannot be masked',
        { status: 400, body: `the password is ${secret}` },
        /: 400 Bad Request/u,
      ],
    ] as const
  ).map(([what, answer, fails]): Scenario => ({
    name: `the error of a refused list of outputs ${what}`,
    with: { ...report, mask: 'errors[0].detail || status' },
    given: listed(answer),
    then: { fails, secrets: [secret] },
  })),
];

const stops = /; the post step will ask it to stop$/u;

const stopScenarios: readonly Scenario[] = [
  {
    name: 'a fail-when that cannot be evaluated on a poll fails the step, and the post step stops the job',
    with: { ...reload, 'fail-when': "contains(log, 'x')" },
    given: played(started, { status: 200, json: { id: 'r0001', status: 'RELOADING' } }),
    then: {
      fails:
        /^the reload may still be running, but its state cannot be read: the JMESPath expression .* fails: .*; the post step will ask it to stop$/u,
      outputs: { status: '201', response: /QUEUED/u },
      postRequests: [`${stop} 204`, revoked],
    },
  },
  {
    name: 'a fail-when that cannot be evaluated on the response to the start leaves the job to the post step',
    with: { ...reload, 'fail-when': "contains(log, 'x')" },
    given: played({ status: 201, json: { id: 'r0001', status: 'QUEUED' } }),
    then: {
      fails:
        /^the reload may still be running, but its state cannot be read: .*; the post step will ask it to stop$/u,
      outputs: { status: '201', response: /QUEUED/u },
      postRequests: [`${stop} 204`, revoked],
    },
  },
  {
    name: 'a mask that cannot be evaluated on a poll leaves the job to the post step',
    with: { ...reload, mask: "[contains(log, 'x'), id]" },
    given: played(started, { status: 200, json: { id: 'r0001', status: 'RELOADING' } }),
    then: {
      fails:
        /^the reload may still be running, but `mask` cannot be applied to its response: .*; the post step/u,
      postRequests: [`${stop} 204`, revoked],
    },
  },
  {
    name: 'a mask that cannot be evaluated on the response to the start leaves the job to the post step',
    with: { ...reload, mask: "[contains(log, 'x'), id]" },
    given: played({ status: 201, json: { id: 'r0001', status: 'QUEUED' } }),
    then: {
      fails:
        /^the reload may still be running, but `mask` cannot be applied to its response: .*; the post step will ask it to stop.*withheld/u,
      outputs: { status: '201', response: undefined },
      postRequests: [`${stop} 204`, revoked],
    },
  },
  {
    name: 'a poll that is refused leaves the job to the post step',
    with: reload,
    given: played(started, qlikError(403, 'RELOADS-003', 'No permission')),
    then: { fails: stops, postRequests: [`${stop} 204`, revoked] },
  },
  {
    name: 'a wait that times out leaves the job running',
    with: { ...reload, 'wait-timeout-minutes': '0.01' },
    given: played(started),
    then: { fails: /; it is left running\./u, postRequests: [revoked] },
  },
  {
    name: 'a job that was only joined is not stopped when its wait fails',
    with: {
      ...reload,
      path: '/api/v1/reloads/r0001',
      method: 'GET',
      body: '',
      'fail-when': "contains(log, 'x')",
    },
    given: played(
      started,
      { status: 200, json: { id: 'r0001', status: 'RELOADING', log: 'y' } },
      { status: 200, json: { id: 'r0001', status: 'RELOADING' } },
    ),
    then: {
      fails:
        /^the reload may still be running, but its state cannot be read: the JMESPath expression .*[^p]$/u,
      postRequests: [revoked],
    },
  },
  {
    name: 'a wait-path that cannot be evaluated fails with an error that says the job may run',
    with: {
      path: '/api/x',
      method: 'POST',
      'wait-path': "/api/x/{join('-', ids)}",
      'done-when': 'done',
    },
    given: (tenant) => {
      tenant.script('POST /api/x', [{ status: 201, json: {} }]);
      return undefined;
    },
    then: { fails: /^the job may be running, but the step cannot wait for it: .* fails: /u },
  },
];

const stopRefusalScenarios: readonly Scenario[] = [
  {
    name: 'the error of a tenant that refuses to stop a job is masked',
    with: { ...reload, mask: 'errors[].detail' },
    given: (tenant) => {
      tenant.script('POST /api/v1/reloads', [started]);
      tenant.script(poll, [qlikError(403, 'X-1', 'no')]);
      tenant.script(stop, [qlikError(409, 'X-2', 'busy', `connection pw ${secret}`)]);
      return undefined;
    },
    then: {
      fails: /^the reload may still be running, /u,
      warnings: [/nothing was masked$/u],
      secrets: [secret],
      postRequests: ['POST /api/v1/reloads/r0001/actions/cancel 409', revoked],
    },
  },
  {
    name: 'wait-path reads a field of the response, even if it is called constructor',
    with: {
      path: '/api/x',
      method: 'POST',
      'wait-path': '/api/x/{constructor}',
      'done-when': 'done',
    },
    given: (tenant) => {
      tenant.script('POST /api/x', [{ status: 201, json: { constructor: '42' } }]);
      tenant.script('GET /api/x/42', [{ status: 200, json: { done: true } }]);
      return undefined;
    },
    then: { requests: ['POST /oauth/token 200', 'POST /api/x 201', 'GET /api/x/42 200'] },
  },
];

const refusedToken = qlikError(401, 'AUTH-1', 'Unauthorized');

const tokenScenarios: readonly Scenario[] = [
  ...(
    [
      ['a 503', { status: 503 }],
      ['a 429', { status: 429, headers: { 'retry-after': '9999' } }],
      ['a network fault', faults.resetInHeaders],
    ] as const
  ).map(([what, renewal]): Scenario => ({
    name: `a token that expires during a wait is renewed later if the renewal meets ${what}`,
    with: reload,
    given: (tenant) => {
      played(started, refusedToken, ended)(tenant);
      tenant.script('POST /oauth/token', [faults.pass, renewal]);
      return undefined;
    },
    then: {
      outputs: { status: '200', response: /SUCCEEDED/u },
      log: [/poll failed, polling continues: .*no new token could be obtained/u],
    },
  })),
  {
    name: 'a token that expires during a wait fails the step if the renewal is refused',
    with: reload,
    given: (tenant) => {
      played(started, refusedToken, ended)(tenant);
      tenant.script('POST /oauth/token', [faults.pass, qlikError(401, 'OAUTH-1', 'Client gone')]);
      return undefined;
    },
    then: { fails: /^the reload may still be running, but cannot be polled: .*no new token/u },
  },
];

export const jobsUnderAttackScenarios: readonly Scenario[] = [
  ...outputScenarios,
  ...deepScenarios,
  ...maskScenarios,
  ...stopScenarios,
  ...stopRefusalScenarios,
  ...tokenScenarios,
].map((scenario) => ({ ...scenario, inProcessOnly: true }));
