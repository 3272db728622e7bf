import { expect } from '@jest/globals';
import type { Scenario } from '../support/scenario.ts';
import { send } from '../../sandbox/tenant/http.ts';
import { answers, script } from '../support/answers.ts';

const list = '/api/v1/items';
const elsewhere =
  'https://files.example/a/b?X-Amz-Signature=0123456789abcdef%2Bxy&short=1234567&plain=a+b+c+d+e';

/** Responds to the GET with this text as JSON. */
const says = (body: string, status = 200) =>
  answers(`GET ${list}`, { status, body, headers: { 'content-type': 'application/json' } });

export const exactnessScenarios: readonly Scenario[] = [
  ...(
    [
      ['an id', '{"id": 50000000014435121}', 'id'],
      ['in a list', '{"data":[{"id":1},{"id":-50000000014435121}]}', 'data[].id'],
      ['a fraction', '{"a": 123456789.123456789123}', '{b: a}'],
      ['too large', '{"a": 1e400}', 'a'],
      ['too small', '{"a": 1e-400}', 'a'],
      ['turned into text', '{"id": 50000000014435121}', 'to_string(id)'],
      ['inside a text', '{"id": 50000000014435121}', "join('-', [to_string(@), 'x'])"],
    ] as const
  ).map(([what, body, select]): Scenario => ({
    name: `select refuses a number that it cannot give exactly: ${what}`,
    with: { path: list, select },
    given: says(body),
    then: {
      fails:
        /GET \/api\/v1\/items: `select` \(.*\) returns a number that would differ from the one in the response\. It has more digits .*`response`/u,
      outputs: { response: body, result: '' },
      logNot: ['14435121', '14435120'],
    },
  })),
  ...(
    [
      ['{"a": 1.10}', 'a', '1.1'],
      ['{"a": 9007199254740991, "b": 50000000014435121}', 'a', '9007199254740991'],
      ['{"a": 50000000014435120, "b": "x\\"50000000014435121"}', 'a', '50000000014435120'],
      ['{"a": 1.0E+2, "b": "1e400"}', 'a', '100'],
      ['{"a": 1e21}', 'a', '1e+21'],
      ['{"a": 12345678900000000000}', 'a', '12345678900000000000'],
      ['{"a": 0.10000000000000000000}', 'a', '0.1'],
      ['{"a": -0.0e5, "b": [0.1, 5e-324]}', '[a, b]', '[0,[0.1,5e-324]]'],
      ['{"id": 50000000014435121, "n": "a"}', 'n', 'a'],
      ['{"id": "50000000014435121"}', 'id', '50000000014435121'],
      ['{"a": 0.12345678901234567}', "'0.1'", '0.1'],
    ] as const
  ).map(([body, select, result]): Scenario => ({
    name: `select gives a number exactly: ${body} ${select}`,
    with: { path: list, select },
    given: says(body),
    then: { outputs: { result } },
  })),
  {
    name: 'a number that select cannot give exactly is an error in an accepted response too',
    with: { path: list, select: 'id', 'accept-status': '409' },
    given: says('{"id": 50000000014435121}', 409),
    then: { fails: 'returns a number that would differ from the one in the response' },
  },
  {
    name: 'a paginated list keeps every digit, and select fails on a number that it cannot give exactly',
    with: { path: list, paginate: 'true', select: 'data[1]' },
    given: says('{"data":[1,50000000014435121],"links":{}}'),
    then: {
      fails: 'returns a number that would differ from the one in the response',
      outputs: { response: '{"data":[1,50000000014435121]}' },
    },
  },
  {
    name: 'a job whose id is a number that would be rounded is not polled under another id',
    with: { path: list, method: 'POST', 'wait-path': '/api/v1/things/{id}', 'done-when': 'done' },
    given: answers(`POST ${list}`, { status: 201, body: '{"id": 50000000014435121}' }),
    then: {
      fails:
        'the job may be running, but the response to its start has a number for id that JavaScript cannot represent exactly',
      requests: ['POST /oauth/token 200', `POST ${list} 201`],
    },
  },
  {
    name: 'an empty result after an accepted error is logged',
    with: { path: list, method: 'POST', 'accept-status': '409', select: 'id' },
    given: answers(`POST ${list}`, { status: 409, json: { errors: [{ code: 'X' }] } }),
    then: {
      outputs: { status: '409', result: '' },
      log: ['`result` is empty, since 409 was accepted'],
    },
  },
  {
    name: 'a result after an accepted error is not logged if it is not empty',
    with: { path: list, method: 'POST', 'accept-status': '409', select: 'id' },
    given: answers(`POST ${list}`, { status: 409, json: { id: 'there' } }),
    then: { outputs: { status: '409', result: 'there' }, logNot: ['`result` is empty'] },
  },
  {
    name: 'an accept-status that includes 2xx still waits for the job',
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"a1"}',
      wait: 'true',
      'accept-status': '200-499',
    },
    given: (tenant) => {
      tenant.script('POST /api/v1/reloads', [
        { status: 201, json: { id: 'r1', status: 'QUEUED' } },
      ]);
      tenant.script('GET /api/v1/reloads/r1', [
        { status: 200, json: { id: 'r1', status: 'SUCCEEDED' } },
      ]);
      return undefined;
    },
    then: {
      outputs: { status: '200', response: /SUCCEEDED/u },
      requests: ['POST /oauth/token 200', 'POST /api/v1/reloads 201', 'GET /api/v1/reloads/r1 200'],
    },
  },
  ...['/api/v1/apps/a1/export', '/api/analytics/apps/a1/export?NoData=true'].map(
    (path): Scenario => ({
      name: `an export with response-file needs fetch-result: ${path}`,
      with: { path, method: 'POST', 'response-file': 'app.qvf' },
      then: {
        fails: /`response-file`.*`fetch-result: true`/u,
        requests: [],
        files: { 'app.qvf': undefined },
      },
    }),
  ),
  {
    name: 'a masked text is also masked as it is escaped in the body',
    with: { path: list, mask: '[s, lines, keys(k)]' },
    given: says(
      '{"s":"pa\\/ss\\u002bwo\\u0026rd-123456","lines":"first\\/line\\r\\n \\u0009second\\/line\\u0020","k":{"na\\/me":1},"t":"other\\/text"}',
    ),
    then: {
      masks: [
        'pa/ss+wo&rd-123456',
        'pa\\/ss\\u002bwo\\u0026rd-123456',
        'first/line',
        'first\\/line',
        'second\\/line',
        'na\\/me',
      ],
      also: ({ masks }) => {
        expect(masks).not.toContain('other\\/text');
      },
    },
  },
  {
    name: 'a masked text is also masked as it is escaped in an error',
    with: { path: list, mask: 'errors[].detail' },
    given: says('{"errors":[{"code":"X","title":"bad","detail":"of\\u0020eva\\/1234"}]}', 400),
    then: { fails: '400 Bad Request: X bad: ***', masks: ['of eva/1234', 'of\\u0020eva\\/1234'] },
  },
  ...[
    ['in a success', 200, (hex: string) => hex.slice(10, 42)],
    ['in an error', 400, (hex: string) => hex.slice(10, 42).toUpperCase()],
    ['with dashes', 400, (hex: string) => `${hex.slice(10, 20)}-${hex.slice(20, 30)}`],
  ].map(([what, status, part]): Scenario => ({
    name: `a trace id that is part of a secret is not shown: ${String(what)}`,
    with: { path: list },
    given: (tenant) => {
      script(tenant, `GET ${list}`, ({ entry, response }) => {
        const token = (entry.headers.authorization ?? '').replace('Bearer ', '');
        const id = (part as (hex: string) => string)(Buffer.from(token).toString('hex'));
        send(response, {
          status: status as number,
          json: { errors: [{ code: 'E' }], traceId: id },
          headers: { 'x-b3-traceid': id },
        });
      });
      return undefined;
    },
    then: {
      ...(status === 400 ? { fails: /400 Bad Request: E$/u } : {}),
      log: [`GET ${list}: ${String(status)}, `],
      logNot: [/GET \/api\/v1\/items.*traceId/u],
    },
  })),
  ...[302, 200].map((status): Scenario => ({
    name: `the query of an address on another origin is masked, since it may be signed (${String(status)})`,
    with: { path: list, 'accept-status': '302' },
    given: answers(`GET ${list}`, { status, headers: { location: elsewhere } }),
    then: {
      outputs: { headers: /X-Amz-Signature=0123456789abcdef%2Bxy/u, status: String(status) },
      masks: ['0123456789abcdef%2Bxy', '0123456789abcdef+xy', 'a+b+c+d+e', 'a b c d e'],
      also: ({ masks }) => {
        expect(masks).not.toContain('1234567');
      },
    },
  })),
  {
    name: 'the query of an address on another origin is masked in the error about it',
    with: { path: list },
    given: answers(`GET ${list}`, { status: 302, headers: { location: elsewhere } }),
    then: { fails: 'another origin', masks: ['0123456789abcdef+xy'], outputs: { status: '302' } },
  },
  {
    name: 'the query of an address on the tenant is not masked, so that job outputs can contain it',
    with: { path: list, method: 'POST' },
    given: answers(`POST ${list}`, {
      status: 201,
      headers: { location: `${list}/1?filename=quarterly-report.pdf` },
    }),
    then: {
      outputs: { 'location-id': '1' },
      also: ({ masks }) => {
        expect(masks).not.toContain('quarterly-report.pdf');
      },
    },
  },
];
