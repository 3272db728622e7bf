import { expect } from '@jest/globals';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const items = '/api/v1/items';
const make = { path: '/api/x', method: 'POST' };
const poll = { ...make, 'wait-path': '/api/x/{id}' };

const found = (...data: readonly object[]) =>
  answers(`GET ${items}`, { status: 200, json: { data } });

/** Lets a step start a job, and responds to its polls. */
function job(...looks: readonly Reply[]): (tenant: Tenant) => undefined {
  return (tenant) => {
    script(tenant, 'POST /api/x', { status: 201, json: { id: 7 } });
    script(tenant, 'GET /api/x/7', ...looks);
    return undefined;
  };
}

/** An expression that cannot work is refused before any request, in every input. */
const refused: readonly (readonly [
  name: string,
  given: Readonly<Record<string, string>>,
  fails: string | RegExp,
])[] = [
  ...(
    [
      ['select', make],
      ['mask', make],
      ['fail-when', make],
      ['done-when', poll],
    ] as const
  ).map(
    ([input, given]) =>
      [
        `a misspelt function inside a filter of ${input}`,
        { ...given, [input]: 'data[?lenght(name) > `3`]' },
        new RegExp(
          `^Bad input: \`${input}\`: .* there is no function lenght\\(\\); did you mean length`,
          'u',
        ),
      ] as const,
  ),
  [
    'a misspelt function in wait-path',
    { ...make, 'wait-path': '/api/x/{lenght(id)}', 'done-when': 'done' },
    /^Bad input: `wait-path`: .* there is no function lenght\(\)/u,
  ],
  [
    'a wrong number of arguments inside a projection',
    { ...make, select: 'data[].{n: length(name, id)}' },
    'length() takes 1 argument, but was given 2',
  ],
  [
    'an expression argument without its &',
    { ...make, select: 'data[].sort_by(tags, name)' },
    'argument 2 of sort_by() has to be an expression: put a & before it, as in &name',
  ],
  [
    'a single = in a comparison',
    { ...make, 'fail-when': "data[?name = 'x']" },
    'a single = does not compare: write ==',
  ],
  ...["createdAt < '2026-01-01'", "'2026' >= at", 'at > `"2026"`', "at <= env('SINCE')"].map(
    (order) =>
      [
        `a comparison that orders texts: ${order}`,
        { ...make, select: `data[?${order}].id` },
        /compares numbers only, since JMESPath does not order strings\. .* days_since\(createdAt\)/u,
      ] as const,
  ),
  [
    'an unquoted name with a dash',
    { ...make, select: 'data[].location-id' },
    'location-id has a dash, so it has to be in double quotes: write data[]."location-id"',
  ],
  [
    'a text that contains its own quote',
    { ...make, select: "data[?name=='O'Brien'].id" },
    "read it with env('NAME')",
  ],
  [
    'a text in backticks that is not JSON',
    { ...make, select: 'data[?name==`Sales`]' },
    "backticks enclose JSON, and `Sales` is not JSON; write a string as 'Sales'",
  ],
  ...['[', '!', '(', 'not_null('].map(
    (sign) =>
      [
        `an expression that is nested too deeply: ${sign}`,
        { ...make, select: `${sign.repeat(10_000)}a` },
        'it is nested too deeply',
      ] as const,
  ),
  [
    'a long chain of names',
    { ...make, select: Array(20_000).fill('a').join('.') },
    'it is nested too deeply',
  ],
  [
    'a variable that is not set',
    { ...make, select: "data[?name==env('NOBODY')]" },
    "env('NOBODY') finds nothing: set that variable in the step's `env:`",
  ],
  ...['INPUT_CLIENT-SECRET', 'ACTIONS_RUNTIME_TOKEN', 'input_client-secret'].map(
    (name) =>
      [
        `a variable that may hold a secret: ${name}`,
        { ...make, select: `env('${name}')` },
        `env('${name}') is refused`,
      ] as const,
  ),
  [
    'a variable name taken from the response',
    { ...make, select: 'env(name)' },
    "env() takes the name of one variable, as a string: env('NAME')",
  ],
];

const awkward = "O'Brien`s \"Sales\" ] || 'x' \\";

/** The time this many days ago, as Qlik writes it. */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const deepReply: Reply = { status: 200, body: `{"id":"r1","status":${deep}}` };

export const expressionScenarios: readonly Scenario[] = [
  ...refused.map(([name, given, fails]): Scenario => ({
    name: `refused: ${name}`,
    with: { 'done-when': undefined, ...given },
    env: { SINCE: '2026-01-01', 'INPUT_CLIENT-SECRET': 'x', ACTIONS_RUNTIME_TOKEN: 'x' },
    then: { fails, requests: [] },
  })),
  {
    name: 'env() reads a text with any characters',
    with: { path: items, select: "data[?name==env('APP')].id | [0]" },
    env: { APP: awkward },
    given: found({ name: 'Sales', id: 'wrong' }, { name: awkward, id: 'right' }),
    then: { outputs: { result: 'right' } },
  },
  {
    name: 'days_since finds items that are older than 30 days, and skips items without a time',
    with: { path: items, select: 'data[?days_since(createdAt) > `30`].id' },
    given: found(
      { id: 'old', createdAt: daysAgo(30.01) },
      { id: 'new', createdAt: daysAgo(29.9) },
      { id: 'none' },
      { id: 'null', createdAt: null },
      { id: 'date', createdAt: '2020-02-29' },
    ),
    then: { outputs: { result: '["old","date"]' } },
  },
  ...['yesterday', '2026-02-30', '20260101', '1700000000'].map((createdAt): Scenario => ({
    name: `days_since of ${createdAt} fails without showing it, after the outputs are set`,
    with: { path: items, select: 'data[?days_since(createdAt) > `30`].id' },
    given: found({ id: 'x', createdAt }),
    then: {
      fails: 'days_since() takes a time such as 2026-01-31T12:00:00Z or 2026-01-31',
      outputs: { status: '200', response: new RegExp(createdAt, 'u') },
      logNot: [createdAt],
    },
  })),
  {
    name: 'a select that finds nothing points out a text in double quotes',
    with: { path: items, select: 'data[?name=="Sales"].id | [0]' },
    given: found({ name: 'Sales', id: 'a' }),
    then: {
      fails:
        /finds nothing in the response\. "Sales" in double quotes is the name of a field; write a string in single quotes: 'Sales'\. If it may find nothing, write/u,
    },
  },
  {
    name: 'a select that gives an empty list warns about a text in double quotes',
    with: { path: items, select: 'data[?name=="Sales"]' },
    given: found({ name: 'Sales', id: 'a' }),
    then: {
      outputs: { result: '[]' },
      warnings: [/^select \(.*\) finds nothing in the response\. "Sales" in double quotes/u],
    },
  },
  {
    name: 'two equal fields, or a name that needs its quotes, cause no warning',
    with: { path: items, select: 'data[?a=="b"]', 'fail-when': `data[?"a-b"=='x']` },
    given: found({ a: 'same', b: 'same' }),
    then: { outputs: { result: /same/u } },
  },
  {
    name: 'a fail-when that is false warns about a text in double quotes',
    with: { path: items, 'fail-when': 'data[?status=="FAILED"]' },
    given: found({ status: 'FAILED' }),
    then: { warnings: [/^fail-when \(.*\) finds nothing in the response\. "FAILED" in double/u] },
  },
  {
    name: 'a fail-when that is true points out a text in double quotes',
    with: { path: items, 'fail-when': 'data[0].status != "OK"' },
    given: found({ status: 'OK' }),
    then: { fails: /fulfils `fail-when` .*"OK" in double quotes is the name of a field/u },
  },
  {
    name: 'a mask that finds nothing warns about a text in double quotes',
    with: { path: items, mask: 'data[?kind=="secret"].value' },
    given: found({ kind: 'secret', value: 'not-so-secret' }),
    then: { warnings: [/finds no string .*"secret" in double quotes is the name of a field/u] },
  },
  {
    name: 'a done-when that never gets true points out a text in double quotes when the wait times out',
    with: { ...poll, 'done-when': 'status=="DONE"', 'wait-timeout-minutes': '0.01' },
    given: job({ status: 200, json: { status: 'DONE' } }),
    then: { fails: /is still running after .*"DONE" in double quotes is the name of a field/u },
  },
  {
    name: 'a wait-path that finds nothing points out a text in double quotes',
    with: { ...make, 'wait-path': '/api/x/{jobs[?kind=="a"].id}', 'done-when': 'done' },
    given: answers('POST /api/x', { status: 201, json: { jobs: null } }),
    then: {
      fails: /the job may be running, but .* finds nothing in the response .*"a" in double quotes/u,
    },
  },
  {
    name: 'a poll whose state is nested too deeply fails the step after the outputs are set',
    with: { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', {
        status: 201,
        json: { id: 'r1', status: 'QUEUED' },
      });
      script(tenant, 'GET /api/v1/reloads/r1', deepReply);
      return undefined;
    },
    then: {
      fails:
        'the reload may still be running, but its state cannot be read: `status` in the response is nested too deeply',
      outputs: { status: '201', response: /QUEUED/u },
    },
  },
  {
    name: 'a failed job whose reason is nested too deeply is reported without the reason',
    with: { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', {
        status: 201,
        json: { id: 'r1', status: 'QUEUED' },
      });
      script(tenant, 'GET /api/v1/reloads/r1', {
        status: 200,
        body: `{"id":"r1","status":"FAILED","errorMessage":${deep},"log":${deep}}`,
      });
      return undefined;
    },
    then: {
      fails: /reload r1 ended in state FAILED after \d+ s: \(nested too deeply to be shown\)/u,
      outputs: { response: /FAILED/u },
    },
  },
  ...(
    [
      ['select', 'status', 'is nested too deeply, or is too large, to be written'],
      ['select', 'to_string(status)', 'the data is nested too deeply, or too large'],
      ['fail-when', 'status == other', 'the data is nested too deeply, or too large'],
      ['mask', 'contains([status], other)', 'the data is nested too deeply, or too large'],
    ] as const
  ).map(([input, expression, fails]): Scenario => ({
    name: `a response that is nested too deeply for ${input} (${expression}) fails the step after the outputs are set`,
    with: { path: items, [input]: expression },
    given: answers(`GET ${items}`, {
      status: 200,
      body: `{"status":${deep},"other":${deep}}`,
    }),
    then: { fails, outputs: { status: '200' } },
  })),
  {
    name: 'mask works on a deeply nested response',
    with: { path: items, mask: 'status', 'fail-when': 'status[0][0] && error' },
    given: answers(`GET ${items}`, {
      status: 200,
      body: `{"status":${'['.repeat(100_000)}"deep-secret"${']'.repeat(100_000)}}`,
    }),
    then: { masks: ['deep-secret'], outputs: { status: '200' } },
  },
  {
    name: 'mask masks hundreds of strings, and the log says that response holds a masked value',
    with: { path: items, mask: 'data' },
    given: answers(`GET ${items}`, {
      status: 200,
      json: { data: Array.from({ length: 300 }, (_, i) => `secret-${String(i)}-of-many`) },
    }),
    then: {
      masks: ['secret-0-of-many', 'secret-299-of-many'],
      also: ({ log }) => {
        expect(log).toContain('`response` contains a masked value');
      },
    },
  },
];
