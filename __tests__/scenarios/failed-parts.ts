import { expect } from '@jest/globals';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const add = '/api/v1/licenses/assignments/actions/add';
const adding = { path: add, method: 'POST', body: '{"add":[]}' };
const mixed = {
  data: [
    { subject: 'a', status: 201 },
    { subject: 'b', status: 400, code: 'X', title: 'No seat' },
  ],
};

/** Responds to the call with 207 and this JSON. */
const says = (json: unknown): ((tenant: Tenant) => undefined) =>
  answers(`POST ${add}`, { status: 207, json });

/** Every form in which Qlik reports a failed part, and how the error names it. */
const shapes: readonly (readonly [what: string, json: unknown, named: string])[] = [
  [
    'data files: an id, a code, a title and details',
    { data: [{ id: 'f1', status: 409, code: 'DF-021', title: 'Locked', detail: 'by a reload' }] },
    '1 of 1 parts failed: f1: 409 DF-021 Locked: by a reload',
  ],
  [
    'data connections: an error',
    {
      data: [
        { id: 'c1', status: 204 },
        { id: 'c2', status: 403, error: { code: 'DC-1', title: 'Forbidden', status: 403 } },
      ],
    },
    '1 of 2 parts failed: c2: 403 DC-1 Forbidden',
  ],
  [
    'invited users: a status that is a word',
    {
      data: [
        { email: 'a@x.example', status: 'ok' },
        { email: 'b@x.example', status: 'exists' },
        { email: 'c@x.example', status: 'error', code: '1002', title: 'Disabled User' },
      ],
    },
    '1 of 3 parts failed: c@x.example: error 1002 Disabled User',
  ],
  [
    'a changed user: errors at the top level',
    { errors: [{ code: 'USERS-7', title: 'Roles not set' }], traceId: 'x' },
    '207 Multi-Status: failed in part: USERS-7 Roles not set',
  ],
  [
    'QRIs: a status that is an object',
    {
      data: [
        {
          requestId: 'q1',
          connection: 'c',
          status: {
            code: 404,
            errorResponse: {
              dcaasErrorCode: 5,
              errorCodeName: 'NOT_FOUND',
              errorMessage: 'No such connection',
            },
          },
        },
        { requestId: 'q2', connection: 'd', status: { code: 200 } },
      ],
    },
    '1 of 2 parts failed: q1: 404 NOT_FOUND No such connection',
  ],
  [
    'direct access agents: an operation that is not valid',
    {
      data: [
        { operation: { op: 'replace', path: 'ODBC_LOG_LEVEL', value: 'x' }, valid: true },
        {
          operation: { op: 'replace', path: 'REST_LOG_LEVEL', value: 'y' },
          valid: false,
          validationResult: 'No such level',
        },
      ],
      errorMessage: null,
      failedPatchError: null,
      httpStatusCode: 200,
    },
    '1 of 2 parts failed: REST_LOG_LEVEL: not valid: No such level',
  ],
  [
    'direct access agents: a status and a message at the top level',
    { data: null, errorMessage: 'Agent is offline', httpStatusCode: 503 },
    'failed in part: 503 Agent is offline',
  ],
  [
    'direct access agents: an error at the top level',
    { data: [], failedPatchError: { errors: [{ code: 'DAG-1', title: 'Not patched' }] } },
    'failed in part: DAG-1 Not patched',
  ],
  [
    'lineage: a resource',
    { data: [{ resource: { qri: 'qri:app:1' }, status: 403, code: 'L-1', title: 'No access' }] },
    '1 of 1 parts failed: qri:app:1: 403 L-1 No access',
  ],
  [
    'a moved licence: the subject that had it',
    { data: [{ sourceSubject: 'old', status: 404 }] },
    '1 of 1 parts failed: old: 404',
  ],
  ['a status as a string of digits', { data: [{ name: 'n', status: '404' }] }, 'n: 404'],
  ['a bare list', [{ id: 'a', status: 200 }, { status: 500 }], '1 of 2 parts failed: part 2: 500'],
  ['a list under another name', { results: [{ id: 'z', error: 'gone' }] }, 'z: gone'],
  ['an error with a success status', { data: [{ id: 'z', status: 200, errors: ['a'] }] }, 'a'],
];

export const failedPartsScenarios: readonly Scenario[] = [
  {
    name: 'a 207 with a failed part fails the step, names the part and sets the outputs',
    with: { ...adding, 'response-file': 'made.json', select: 'data[0].subject' },
    given: says(mixed),
    then: {
      fails:
        /^POST .*\/add: 207 Multi-Status: 1 of 2 parts failed: b: 400 X No seat \(traceId [\da-f]+\)\. Parts that succeeded have taken effect.*`accept-status: 207`/u,
      outputs: {
        status: '207',
        response: /No seat/u,
        result: 'a',
        'response-file': /made\.json$/u,
      },
      files: { 'made.json': /No seat/u },
    },
  },
  ...shapes.map(([what, json, named]): Scenario => ({
    name: `a failed part is recognised in many forms: ${what}`,
    with: adding,
    given: says(json),
    then: { fails: named, outputs: { status: '207', response: /./u } },
  })),
  {
    name: 'a 207 whose error fields are all empty is a success',
    with: { ...adding, select: 'length(data)' },
    given: says({
      data: [
        { subject: 'a', status: 201, error: null, errors: [], errorMessage: '', valid: true },
        { subject: 'b', status: '200', errorResponse: {}, failedPatchError: { errors: null } },
        { subject: 'c', status: 'exists' },
        { subject: 'd', status: { code: 200 } },
        { subject: 'e' },
        'f',
      ],
      errors: [],
      httpStatusCode: 200,
    }),
    then: { outputs: { status: '207', result: '6' } },
  },
  ...[undefined, { status: 207, body: '' }].map((empty): Scenario => ({
    name: `a 207 ${empty === undefined ? 'to a HEAD' : 'without a body'} has no failed part`,
    with: empty === undefined ? { path: add, method: 'HEAD' } : adding,
    given: answers(`* ${add}`, empty ?? { status: 207, json: mixed }),
    then: { outputs: { status: '207', response: '' } },
  })),
  {
    name: 'a failed part whose status is accepted does not fail the step',
    with: { ...adding, 'accept-status': '404' },
    given: says({ data: [{ id: 'a', status: 404, code: 'X', error: { title: 'none' } }] }),
    then: { outputs: { status: '207' } },
  },
  {
    name: 'a failed part fails the step if accept-status does not name its status',
    with: { ...adding, 'accept-status': '404, 200-299' },
    given: says({
      data: [
        { id: 'a', status: 404 },
        { id: 'b', status: 403 },
        { id: 'c', status: { code: 404 } },
        { id: 'd', valid: false },
      ],
    }),
    then: { fails: '2 of 4 parts failed: b: 403; d: not valid (traceId' },
  },
  {
    name: 'accept-status: 207 accepts any failed part',
    with: { ...adding, 'accept-status': '404\n207' },
    given: says(mixed),
    then: { outputs: { status: '207', response: /No seat/u } },
  },
  {
    name: 'an accept-status range that includes 207 does not accept failed parts',
    with: { ...adding, 'accept-status': '200-299' },
    given: says({ data: [...mixed.data, { id: 'c', status: 200, error: 'half done' }] }),
    then: { fails: 'b: 400 X No seat; c: 200 half done' },
  },
  {
    name: 'the error for a failed part does not show what mask finds',
    with: { ...adding, mask: 'data[].[subject, title][]' },
    given: says({
      data: [{ subject: 'eva.secret', status: 400, title: 'no seat for eva.secret' }],
    }),
    then: { fails: '1 of 1 parts failed: ***: 400 *** (traceId', masks: ['eva.secret'] },
  },
  {
    name: 'the error for a failed part is one short line without workflow commands',
    with: adding,
    given: says({
      data: [{ id: 'i\n::error::x', status: 400, title: `##[add-mask]t${'x'.repeat(9000)}` }],
    }),
    then: {
      fails: /failed: i : :error::x: 400 ## \[add-mask\]tx+… \(traceId/u,
      also: ({ errors }) => {
        expect(errors[0]?.length).toBeLessThan(1000);
      },
    },
  },
  {
    name: 'the error for many failed parts names the first twenty and their number',
    with: adding,
    given: says({
      data: Array.from({ length: 5000 }, (_, i) => ({ id: `p${String(i)}`, status: 500 })),
    }),
    then: { fails: /: 5000 of 5000 parts failed: p0: 500; .*; p19: 500; and 4980 more \(traceId/u },
  },
  {
    name: 'a failed part is found in a body that is larger than an output',
    with: { ...adding, 'response-file': 'big.json' },
    given: says({
      data: [
        { id: 'x'.repeat(1_100_000), status: 200 },
        { id: 'b', status: 500 },
      ],
    }),
    then: { fails: '1 of 2 parts failed: b: 500', files: { 'big.json': /./u } },
  },
  {
    name: 'a failed part is reported rather than an empty select or a true fail-when',
    with: { ...adding, select: 'nothing', 'fail-when': 'data' },
    given: says(mixed),
    then: { fails: 'b: 400 X No seat', outputs: { status: '207', result: undefined } },
  },
  {
    name: 'a 207 that is not JSON fails the step',
    with: adding,
    given: answers(`POST ${add}`, { status: 207, body: '<multistatus/>' }),
    then: {
      fails: /207 Multi-Status: the response is not JSON, .*`accept-status: 207`/u,
      outputs: { status: '207', response: '<multistatus/>' },
    },
  },
  {
    name: 'only a 207 is searched for failed parts',
    with: adding,
    given: answers(`POST ${add}`, { status: 200, json: mixed }),
    then: { outputs: { status: '200' } },
  },
  {
    name: 'a job whose start failed in part is not polled',
    with: { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a1"}', wait: 'true' },
    given: answers('POST /api/v1/reloads', { status: 207, json: { id: 'r1', ...mixed } }),
    then: {
      fails:
        /b: 400 X No seat \(traceId \w+\); the reload may be running, and the step does not wait for it\. Parts/u,
      outputs: { status: '207', response: /No seat/u },
      requests: ['POST /oauth/token 200', 'POST /api/v1/reloads 207'],
    },
  },
  {
    name: 'a job whose last state has a failed part fails the step',
    with: { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a1"}', wait: 'true' },
    given: (tenant) => {
      tenant.script('POST /api/v1/reloads', [{ status: 201, json: { id: 'r1' } }]);
      const end = { id: 'r1', status: 'SUCCEEDED', ...mixed };
      tenant.script('GET /api/v1/reloads/r1', [{ status: 207, json: end }]);
      return undefined;
    },
    then: { fails: 'GET /api/v1/reloads/r1: 207 Multi-Status: 1 of 2 parts failed: b: 400' },
  },
  {
    name: 'fetch-result does not fetch the result of a call that failed in part',
    with: { path: '/api/v1/apps/a/export', method: 'POST', 'fetch-result': 'true' },
    given: answers('POST /api/v1/apps/a/export', {
      status: 207,
      json: mixed,
      headers: { location: '/api/v1/temp-contents/c1' },
    }),
    then: {
      fails: 'b: 400 X No seat',
      outputs: { status: '207', response: /No seat/u },
      requests: ['POST /oauth/token 200', 'POST /api/v1/apps/a/export 207'],
    },
  },
  ...[1, 2].map((failed): Scenario => ({
    name: `a list with a failed part on page ${String(failed)} fails the step`,
    with: {
      path: '/api/v1/items',
      paginate: 'true',
      'response-file': 'all.json',
      mask: 'errors[].title',
    },
    given: (tenant) => {
      const pages = [1, 2].map((page) => ({
        status: page === failed ? 207 : 200,
        json: {
          data: [page],
          links: { next: page === 1 ? { href: `${tenant.url}/api/v1/items?n=2` } : null },
          ...(page === failed ? { errors: [{ code: 'X', title: 'of-someone' }] } : {}),
        },
      }));
      tenant.script('GET /api/v1/items', pages);
      return undefined;
    },
    then: {
      fails: 'GET /api/v1/items: 207 Multi-Status: failed in part: X ***',
      secrets: ['of-someone'],
      ...(failed === 1 ? { outputs: { status: '207', response: /of-someone/u } } : {}),
      ...(failed === 2 ? { files: { 'all.json': undefined } } : {}),
    },
  })),
];
