import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers, qlikError } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

/** How `fetch-result` finds and fetches the output of a finished report. */

const step = {
  path: '/api/v1/reports',
  method: 'POST',
  body: '{}',
  wait: 'true',
  'fetch-result': 'true',
  'response-file': 'report.pdf',
};
const status = '/api/v1/reports/q1/status';
const list = '/api/v1/reports/q1/outputs';
const pdf = '%PDF-1.7 of the tenant';

const output = (id: string, more: object = {}): object => ({
  outputId: id,
  location: `/api/v1/temp-contents/${id}`,
  status: 'done',
  ...more,
});
const page = (data: readonly object[], next: string | null = null): Step => ({
  status: 200,
  json: { data, links: { self: {}, prev: { href: null }, next: { href: next } } },
});

/** A report that ends like this, and the responses to the requests for its outputs. */
function report(end: object, ...outputs: readonly Step[]) {
  return (tenant: Tenant): undefined => {
    tenant.script('POST /api/v1/reports', [{ status: 202, json: { requestId: 'q1' } }]);
    tenant.script(`GET ${status}`, [{ status: 200, json: { status: 'done', ...end } }]);
    if (outputs.length > 0) tenant.script(`GET ${list}`, outputs);
    const file = { status: 200, headers: { 'Content-Type': 'application/pdf' }, body: pdf };
    tenant.script('GET /api/v1/temp-contents/{id}', [file]);
  };
}

const old = { results: [{ outputId: 'old', location: '/api/v1/temp-contents/old' }] };
const begin = ['POST /oauth/token 200', 'POST /api/v1/reports 202', `GET ${status} 200`];

/** A report that cannot be fetched: no file is written, and an existing one is kept. */
const notFetched = (then: Scenario['then']): Scenario['then'] => ({
  ...then,
  files: { 'report.pdf': 'of yesterday' },
});
const before = { with: step, files: { 'report.pdf': 'of yesterday' } };

export const reportScenarios: readonly Scenario[] = [
  {
    name: 'the output of a report is taken from its list of outputs, not from the deprecated results',
    with: step,
    given: report(old, page([output('new')])),
    then: {
      files: { 'report.pdf': pdf },
      outputs: { status: '200' },
      requests: [...begin, `GET ${list} 200`, 'GET /api/v1/temp-contents/new 200'],
    },
  },
  {
    name: 'the output of a report that was started earlier is fetched too',
    with: { ...step, path: status, method: 'GET', body: '' },
    given: report(old, page([output('new')])),
    then: {
      files: { 'report.pdf': pdf },
      requests: [
        'POST /oauth/token 200',
        `GET ${status} 200`,
        `GET ${list} 200`,
        'GET /api/v1/temp-contents/new 200',
      ],
    },
  },
  ...[403, 404].map((refused): Scenario => ({
    name: `the output is taken from the deprecated results if the list of outputs gets ${String(refused)}`,
    with: step,
    given: report(old, qlikError(refused, 'REP-1', 'No outputs here')),
    then: {
      files: { 'report.pdf': pdf },
      requests: [...begin, `GET ${list} ${String(refused)}`, 'GET /api/v1/temp-contents/old 200'],
    },
  })),
  {
    name: 'several outputs are an error that lists them all, and shows how to fetch one',
    ...before,
    given: report(
      old,
      page([output('sales'), output('costs')], `${list}?page=2`),
      page([output('staff')]),
    ),
    then: notFetched({
      fails:
        /^GET \/api\/v1\/reports\/q1\/outputs: the job created 3 outputs \(sales, costs, staff\), but `fetch-result` can fetch only one\. Give this step an `id` and `continue-on-error: true`, and fetch each output in a step of its own: `path: \$\{\{ fromJSON\(steps\.ID\.outputs\.response\)\.data\[0\]\.location \}\}` with `response-file`$/u,
      outputs: { status: '200', response: /"outputId":"sales".*"outputId":"staff"/u },
      requests: [...begin, `GET ${list} 200`, `GET ${list}?page=2 200`],
    }),
  },
  {
    name: 'several deprecated results are an error too',
    ...before,
    given: report(
      { results: [output('one'), output('two')] },
      qlikError(404, 'REP-1', 'No outputs here'),
    ),
    then: notFetched({
      fails:
        /\/status: the job created 2 outputs \(one, two\), .*outputs\.response\)\.results\[0\]\.location/u,
      outputs: { response: /"outputId":"two"/u },
    }),
  },
  {
    name: 'the error for very many outputs names the first ids',
    ...before,
    given: report({}, page(Array.from({ length: 60 }, (_, i) => output(`o${String(i)}`)))),
    then: notFetched({ fails: /the job created 60 outputs \(o0, .*, o9, …\)/u }),
  },
  {
    name: 'an output with errors fails the step, although the report is done',
    ...before,
    given: report(
      old,
      page([
        output('sales', {
          exportErrors: [{ code: 'REP-403002', title: 'Chart type not supported', detail: 'c7' }],
        }),
      ]),
    ),
    then: notFetched({
      fails:
        /^GET \/api\/v1\/reports\/q1\/outputs: the output sales has errors: REP-403002 Chart type not supported: c7$/u,
      titles: ['job failed'],
      outputs: { response: /REP-403002/u },
    }),
  },
  {
    name: 'a failed output is reported rather than the number of outputs',
    ...before,
    given: report({}, page([output('sales'), output('costs', { status: 'failed' })])),
    then: notFetched({ fails: /: the output costs is failed$/u }),
  },
  {
    name: 'errors in the deprecated results fail the step, even without fetch-result',
    with: { path: '/api/v1/reports', method: 'POST', body: '{}', wait: 'true' },
    given: report({
      results: [
        { outputId: 'one', location: '/x' },
        { outputId: 'two', location: '/y', exportErrors: [{ code: 'REP-403002' }] },
      ],
    }),
    then: {
      fails: /^report q1 ended in state done after 1 s: .*REP-403002/u,
      outputs: { status: '200', response: /REP-403002/u },
    },
  },
  {
    name: 'a report with empty lists of errors is a success',
    with: { path: '/api/v1/reports', method: 'POST', body: '{}', wait: 'true' },
    given: report({ requestErrors: [], results: [{ outputId: 'one', exportErrors: [] }] }),
    then: { outputs: { status: '200' } },
  },
  {
    name: 'a failed report gives its reason, even if only the deprecated reasons have one',
    ...before,
    given: report({
      status: 'failed',
      reasons: [{ outputId: 'one', exportErrors: [{ code: 'REP-400017' }] }],
    }),
    then: notFetched({ fails: /ended in state failed after 1 s: .*REP-400017/u }),
  },
  {
    name: 'a report without outputs is an error',
    ...before,
    given: report({}, page([])),
    then: notFetched({
      fails: /\/outputs: `fetch-result` found no output: the job created none$/u,
      outputs: { status: '200', response: /"data":\[\]/u },
    }),
  },
  {
    name: 'an output without a location is an error',
    ...before,
    given: report({}, page([{ outputId: 'sales', status: 'done' }])),
    then: notFetched({ fails: /`fetch-result` found no address/u }),
  },
  {
    name: 'an output on another origin is an error, and gets no token',
    ...before,
    given: report({}, page([output('sales', { location: 'https://elsewhere.example/sales' })])),
    then: notFetched({
      fails: /`fetch-result` .*another origin/u,
      requests: [...begin, `GET ${list} 200`],
    }),
  },
  {
    name: "a list of outputs that continues on another origin is an error, and response is the report's state",
    ...before,
    given: report(old, page([output('sales')], 'https://elsewhere.example/next')),
    then: notFetched({
      fails: /the next page is on another origin/u,
      outputs: { status: '200', response: /"status":"done"/u },
      requests: [...begin, `GET ${list} 200`],
    }),
  },
  {
    name: "a list of outputs that cannot be fetched is an error, and response is the report's state",
    ...before,
    with: { ...step, retries: '0' },
    given: report(old, qlikError(500, 'REP-500', 'Broken')),
    then: notFetched({
      fails:
        /^the job succeeded, but its outputs cannot be read: GET \/api\/v1\/reports\/q1\/outputs: 500 Internal Server Error: REP-500 Broken/u,
      outputs: { status: '200', response: /"status":"done"/u },
    }),
  },
  {
    name: 'a list of outputs that is not a list is an error',
    ...before,
    given: report(old, { status: 200, json: { ok: true } }),
    then: notFetched({
      fails: /its outputs cannot be read: GET .*\/outputs: the response is not a list$/u,
      warnings: [],
    }),
  },
  {
    name: 'a list of outputs on which `mask` fails is withheld, and the report is not fetched',
    ...before,
    with: { ...step, mask: "length(data || 'none') == `4` && `[]` || to_array(length(data))" },
    given: report(old, page([output('sales')])),
    then: notFetched({ fails: /`mask`/u }),
  },
  {
    name: 'the error does not show what is masked in the list of outputs',
    ...before,
    with: { ...step, mask: 'data[].outputId' },
    // Longer than the part of an id that is shown, which no mask would cover.
    given: report({}, page([output(`sales-${'s'.repeat(120)}`), output('secret-costs')])),
    then: notFetched({
      fails: /the job created 2 outputs \(\*\*\*, \*\*\*\)/u,
      masks: [`sales-${'s'.repeat(120)}`, 'secret-costs'],
      logNot: ['sales-sss'],
      warnings: [],
    }),
  },
  {
    name: 'an export whose Location is on another origin leaves the existing file as it was',
    with: {
      path: '/api/v1/apps/a1/export',
      method: 'POST',
      'fetch-result': 'true',
      'response-file': 'report.pdf',
    },
    files: { 'report.pdf': 'of yesterday' },
    given: answers('POST /api/v1/apps/a1/export', {
      status: 201,
      headers: { Location: 'https://elsewhere.example/x' },
    }),
    then: notFetched({ fails: /.*another origin/u, outputs: { status: '201' } }),
  },
];
