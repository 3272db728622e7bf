import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const users = { path: '/api/v1/users', paginate: 'true' };
const list = '/api/v1/items';

/** A page of a list; `next` is a path on the tenant, or a full URL. */
function page(tenant: Tenant, data: string, next?: string): Reply {
  const href = next === undefined ? 'null' : JSON.stringify(new URL(next, tenant.url).href);
  return {
    status: 200,
    body: `{"data":[${data}],"links":{"self":{},"next":${next === undefined ? href : `{"href":${href}}`}}}`,
    headers: { 'content-type': 'application/json', 'x-page': data.slice(0, 1) },
  };
}

const exported = 'POST /api/v1/apps/a/export';
const exporting = { path: '/api/v1/apps/a/export', method: 'POST', 'fetch-result': 'true' };
const content = '/api/v1/temp-contents/c1';

export const listScenarios: readonly Scenario[] = [
  {
    name: 'paginate follows a list to its end, page by page',
    with: { ...users, query: 'limit=100', select: 'length(data)' },
    then: {
      outputs: { status: '200', result: '251', response: /^\{"data":\[\{.*\}\]\}$/su },
      also: ({ log, requests, outputs }) => {
        expect(requests).toHaveLength(4);
        // One line for the first page, and one for all pages together.
        expect(log.match(/^GET .*$/gmu)).toEqual([
          expect.stringMatching(/^GET \/api\/v1\/users: 200, /u),
          expect.stringMatching(/^GET \/api\/v1\/users: 3 pages, 251 items in all, in \d+ ms$/u),
        ]);
        expect((JSON.parse(outputs.response ?? '') as { data: unknown[] }).data).toHaveLength(251);
      },
    },
  },
  {
    name: 'paginate keeps every digit, and the status and headers of the first page',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, page(tenant, '1,{"id":12345678901234567890}', `${list}?n=2`));
      script(tenant, `GET ${list}`, page(tenant, '', `${list}?n=3`), page(tenant, '2.50,"ä"'));
      return undefined;
    },
    then: {
      outputs: {
        response: '{"data":[1,{"id":12345678901234567890},2.50,"ä"]}',
        headers: /"x-page":"1"/u,
      },
      requests: [
        'POST /oauth/token 200',
        `GET ${list} 200`,
        `GET ${list}?n=2 200`,
        `GET ${list}?n=3 200`,
      ],
    },
  },
  {
    name: 'a list over 1 MiB is written to a file, even without response-file',
    with: { path: list, paginate: 'true', select: 'length(data)' },
    given: (tenant) => {
      const half = JSON.stringify('x'.repeat(700_000));
      script(tenant, `GET ${list}`, page(tenant, half, `${list}?n=2`), page(tenant, half));
      return undefined;
    },
    then: {
      warnings: [/The response \(1400016 bytes\)/u],
      outputs: { response: '', result: '2', 'response-file': /./u },
    },
  },
  {
    name: 'a list is written to response-file',
    with: { path: list, paginate: 'true', 'response-file': 'all.json' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, page(tenant, '1', `${list}?n=2`), page(tenant, '2'));
      return undefined;
    },
    then: { files: { 'all.json': '{"data":[1,2]}' } },
  },
  ...['{"data":[1]}', '[1, 2]', '{"links":{}}', 'text', ''].map((body): Scenario => ({
    name: `a response that is not a list is returned unchanged: ${JSON.stringify(body)}`,
    with: { path: list, paginate: 'true', 'response-file': 'a' },
    given: answers(`GET ${list}`, { status: 200, body }),
    then: {
      warnings: [/finds no list to follow: .* It is returned unchanged/u],
      outputs: { response: body },
      files: { a: body },
    },
  })),
  {
    name: 'an error on the first page is reported like any other',
    with: { path: list, paginate: 'true', 'response-file': 'a' },
    given: answers(`GET ${list}`, qlikError(403, 'X', 'No')),
    then: { fails: '403 Forbidden: X No', outputs: { status: '403' }, files: { a: undefined } },
  },
  {
    name: 'an error on a later page fails the step, and leaves no partial list',
    with: { path: list, paginate: 'true', 'response-file': 'a' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, page(tenant, '1', `${list}?n=2`), qlikError(403, 'X', 'No'));
      return undefined;
    },
    then: { fails: 'A later page failed: GET /api/v1/items: 403', files: { a: undefined } },
  },
  {
    name: 'a later page that is not a page of a list is an error',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, page(tenant, '1', `${list}?n=2`), { status: 200, body: '<p>' });
      return undefined;
    },
    then: { fails: 'a later page is not a page of the list' },
  },
  {
    name: 'a next page on another origin is an error',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, page(tenant, '1', 'https://evil.example/x?token=1'));
      return undefined;
    },
    then: { fails: 'the next page is on another origin (https://evil.example)' },
  },
  {
    name: 'a page that cannot be read is an error, and the request for the next page is dropped',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      script(tenant, `GET ${list}`, page(tenant, deep, `${list}?n=2`), faults.silence);
      return undefined;
    },
    then: {
      fails: 'GET /api/v1/items: a page is nested too deeply to be read',
      also: ({ requests }) => {
        // The request may have been dropped before it arrived.
        expect(requests.slice(2).filter((line) => line !== `GET ${list}?n=2 —`)).toEqual([]);
        expect(requests.length).toBeLessThanOrEqual(3);
      },
    },
  },
  {
    name: 'a next page whose address is not a URL is an error',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      const body = '{"data":[1],"links":{"next":{"href":"https://["}}}';
      script(tenant, `GET ${list}`, { status: 200, body });
      return undefined;
    },
    then: { fails: 'the next page has a link that is not a URL' },
  },
  {
    name: 'a next page that was already read is an error',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      const first = page(tenant, '1', `${list}?n=2`);
      script(tenant, `GET ${list}`, first, page(tenant, '2', list));
      return undefined;
    },
    then: { fails: 'the next page is one that has already been read' },
  },
  {
    name: 'refused: paginate with a POST',
    with: { path: list, method: 'POST', paginate: 'true' },
    then: { fails: '`paginate`: cannot be used with POST here', requests: [] },
  },
  {
    name: 'refused: paginate with a wait',
    with: { path: '/api/v1/reloads/r1', wait: 'true', paginate: 'true' },
    then: { fails: '`paginate`: cannot be used with a wait', requests: [] },
  },
  {
    name: 'refused: fetch-result with a wait for a job that has no result',
    with: { path: '/api/v1/reloads', method: 'POST', wait: 'true', 'fetch-result': 'true' },
    then: {
      fails: '`fetch-result`: can be used with a wait only if the job is a report',
      requests: [],
    },
  },
  {
    name: "fetch-result fetches an export, and sends only Accept of the step's own headers",
    with: { ...exporting, 'response-file': 'sales.qvf', headers: 'X-Own: a\nAccept: */*' },
    given: (tenant) => {
      script(tenant, exported, { status: 201, headers: { location: `${content}?filename=a` } });
      script(tenant, `GET ${content}`, { status: 200, body: 'qvf' });
      return undefined;
    },
    then: {
      outputs: { status: '200', 'location-id': 'c1', response: 'qvf' },
      files: { 'sales.qvf': 'qvf' },
      also: ({ tenant }) => {
        const { headers = {} } = tenant.journal[2] ?? {};
        expect([headers['x-own'], headers.accept]).toEqual([undefined, '*/*']);
        expect(headers.authorization).toMatch(/^Bearer /u);
      },
    },
  },
  ...(
    [
      [{}, 'no address in the response'],
      [
        { location: 'https://evil.example/x' },
        'an address on another origin (https://evil.example)',
      ],
      [{ location: 'https://[' }, 'an address that is not a URL'],
    ] as const
  ).map(([headers, says]): Scenario => ({
    name: `fetch-result with ${says} is an error`,
    with: exporting,
    given: answers(exported, { status: 201, headers, body: 'made' }),
    then: {
      fails: `POST /api/v1/apps/a/export: \`fetch-result\` found ${says}`,
      outputs: { status: '201', response: 'made' },
      requests: ['POST /oauth/token 200', `${exported} 201`],
    },
  })),
  {
    name: 'fetch-result on a refused export reports the refusal',
    with: exporting,
    given: answers(exported, qlikError(403, 'X', 'Managed space')),
    then: { fails: '403 Forbidden: X Managed space', outputs: { status: '403' } },
  },
  {
    name: 'fetch-result fetches a finished report',
    with: { path: '/api/v1/reports', method: 'POST', wait: 'true', 'fetch-result': 'true' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reports', { status: 202, json: { requestId: 'q1' } });
      const done = { status: 'done', results: [{ location: `${tenant.url}${content}` }] };
      script(tenant, 'GET /api/v1/reports/q1/status', { status: 200, json: done });
      script(tenant, `GET ${content}`, { status: 200, body: 'pdf' });
      return undefined;
    },
    then: { outputs: { status: '200', response: 'pdf' } },
  },
];
