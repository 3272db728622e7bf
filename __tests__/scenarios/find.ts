import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const spaces = '/api/v1/spaces';
const find = `GET ${spaces}`;
const create = `POST ${spaces}`;

/** Makes the space `Finance`, unless there is one. */
const ensure = {
  path: spaces,
  method: 'POST',
  body: '{"name":"Finance","type":"shared"}',
  select: 'id',
  find: spaces,
  'find-query': 'name=Finance',
  'find-select': "data[?name=='Finance'].id | [0]",
};

const token = 'POST /oauth/token 200';
const asked = `${find}?name=Finance 200`;
const json = { 'content-type': 'application/json' };
const secret = 'a-password-of-the-connection';

/** A page of a list; `next` as a path on the tenant. */
function page(tenant: Tenant, data: string, next?: string): Reply {
  const href = next === undefined ? '{}' : JSON.stringify({ href: new URL(next, tenant.url).href });
  return { status: 200, body: `{"data":[${data}],"links":{"next":${href}}}`, headers: json };
}

const finance = (id: string): Reply => ({
  status: 200,
  body: `{"data":[{"name":"Finance","id":"${id}"}]}`,
  headers: json,
});

/** What was made by nobody yet. */
const none: Reply = { status: 200, body: '{"data":[]}', headers: json };

export const findScenarios: readonly Scenario[] = [
  {
    name: 'find makes no call when something was found, and gives it as the result',
    with: ensure,
    given: answers(find, finance('s1')),
    then: {
      outputs: {
        status: '200',
        response: '{"data":[{"name":"Finance","id":"s1"}]}',
        result: 's1',
        created: 'false',
        'location-id': undefined,
      },
      requests: [token, asked],
      log: ['GET /api/v1/spaces: found, so POST /api/v1/spaces is not sent'],
      logNot: ['Finance', 's1'],
    },
  },
  {
    name: 'find makes the call when nothing was found, and select gives the result',
    with: ensure,
    then: {
      outputs: { status: '201', result: /^[\da-f]{24}$/u, created: 'true', response: /"Finance"/u },
      requests: [token, asked, `${create} 201`],
      log: ['GET /api/v1/spaces: not found, so POST /api/v1/spaces is sent'],
    },
  },
  {
    name: 'without select, the result of a call that find let through is empty, and a log line says so',
    with: { ...ensure, select: undefined },
    then: {
      outputs: { status: '201', result: '', created: 'true' },
      log: ['`result` is empty, since the call was made, and `select` is not set'],
    },
  },
  ...['[]', "''", '{}', 'false', 'null'].map((nothing): Scenario => ({
    name: `find takes ${nothing} as not found`,
    with: { ...ensure, 'find-select': `\`${nothing === "''" ? '""' : nothing}\`` },
    then: { outputs: { created: 'true' }, requests: [token, asked, `${create} 201`] },
  })),
  {
    name: 'find takes 0 as found',
    with: { ...ensure, 'find-select': '`0`' },
    then: { outputs: { created: 'false', result: '0' }, requests: [token, asked] },
  },
  {
    name: 'find reads all pages, of which the last has what it looks for',
    with: { ...ensure, 'find-query': undefined },
    given: (tenant) => {
      script(tenant, find, page(tenant, '{"name":"Sales","id":"s0"}', `${spaces}?n=2`));
      script(tenant, find, page(tenant, '{"name":"Finance","id":"s1"}'));
      return undefined;
    },
    then: {
      outputs: {
        result: 's1',
        created: 'false',
        response: '{"data":[{"name":"Sales","id":"s0"},{"name":"Finance","id":"s1"}]}',
      },
      requests: [token, `${find} 200`, `${find}?n=2 200`],
    },
  },
  {
    name: 'find reads an answer that is no list as it is, without a warning',
    with: {
      path: '/api/v1/apps/a',
      method: 'PUT',
      body: '{"attributes":{"name":"Sales"}}',
      find: '/api/v1/apps/a',
      'find-select': "attributes.name=='Sales' && attributes.id",
    },
    given: answers('GET /api/v1/apps/a', {
      status: 200,
      body: '{"attributes":{"id":"a","name":"Sales"}}',
      headers: json,
    }),
    then: {
      outputs: { result: 'a', created: 'false' },
      requests: [token, 'GET /api/v1/apps/a 200'],
    },
  },
  {
    name: 'a change that find sees is needed is made',
    with: {
      path: '/api/v1/apps/a',
      method: 'PUT',
      body: '{"attributes":{"name":"Sales"}}',
      find: '/api/v1/apps/a',
      'find-select': "attributes.name=='Sales' && attributes.id",
      select: 'attributes.id',
    },
    given: (tenant) => {
      const app = { status: 200, body: '{"attributes":{"id":"a","name":"Old"}}', headers: json };
      script(tenant, 'GET /api/v1/apps/a', app);
      script(tenant, 'PUT /api/v1/apps/a', app);
      return undefined;
    },
    then: {
      outputs: { result: 'a', created: 'true' },
      requests: [token, 'GET /api/v1/apps/a 200', 'PUT /api/v1/apps/a 200'],
    },
  },
  ...([403, 404, 500] as const).map((status): Scenario => ({
    name: `a find that answers ${String(status)} is an error, not "not there", whatever accept-status says`,
    with: { ...ensure, 'accept-status': '400-599', retries: '0', 'response-file': 'a.json' },
    given: answers(find, qlikError(status, 'X-1', 'No', 'Nothing here')),
    then: {
      fails: new RegExp(`^GET /api/v1/spaces: ${String(status)} .*X-1 No: Nothing here`, 'u'),
      titles: ['call refused'],
      outputs: { status: String(status), created: undefined, result: '', response: /X-1/u },
      requests: [token, `${find}?name=Finance ${String(status)}`],
      files: { 'a.json': undefined },
    },
  })),
  {
    name: 'a find that answers no JSON is an error',
    with: ensure,
    given: answers(find, { status: 200, body: 'fine', headers: { 'content-type': 'text/plain' } }),
    then: {
      fails: 'GET /api/v1/spaces: `find-select` cannot be applied: the response is not JSON',
      outputs: { created: undefined, result: '' },
      requests: [token, asked],
    },
  },
  {
    name: 'a find that answers nothing is an error',
    with: ensure,
    given: answers(find, { status: 204 }),
    then: {
      fails: 'GET /api/v1/spaces: `find-select` cannot be applied: the response is empty',
      outputs: { created: undefined },
      requests: [token, `${find}?name=Finance 204`],
    },
  },
  {
    name: 'a find that answers with a login page is an error',
    with: ensure,
    given: answers(find, {
      status: 200,
      body: '<html>Log in</html>',
      headers: { 'content-type': 'text/html' },
    }),
    then: {
      fails: 'GET /api/v1/spaces: 200 OK, but the response is an HTML page',
      outputs: { created: undefined },
      requests: [token, asked],
    },
  },
  {
    name: 'a find that answers 207 with a failed part is an error',
    with: { ...ensure, 'accept-status': '207' },
    given: answers(find, {
      status: 207,
      body: '{"data":[{"id":"b","status":403,"title":"No"}]}',
      headers: json,
    }),
    then: {
      fails: /b.*403.*No/u,
      outputs: { created: undefined },
      requests: [token, `${find}?name=Finance 207`],
    },
  },
  {
    name: 'a later page of a find that fails is an error, and no call is made',
    with: { ...ensure, 'find-query': undefined, 'response-file': 'a.json' },
    given: (tenant) => {
      script(
        tenant,
        find,
        page(tenant, '{"name":"Sales"}', `${spaces}?n=2`),
        qlikError(403, 'X', 'No'),
      );
      return undefined;
    },
    then: {
      fails: 'A later page failed: GET /api/v1/spaces: 403',
      outputs: { status: '200', created: undefined },
      requests: [token, `${find} 200`, `${find}?n=2 403`],
      files: { 'a.json': undefined },
    },
  },
  {
    name: 'a find-select that does not fit the answer is an error, and no call is made',
    with: { ...ensure, 'find-select': 'length(data[0].name)' },
    given: answers(find, { status: 200, body: '{"data":[{"name":7}]}', headers: json }),
    then: { fails: /length/u, outputs: { created: undefined }, requests: [token, asked] },
  },
  {
    name: 'an id that find-select would change is an error',
    with: { ...ensure, 'find-select': 'data[0].id' },
    given: answers(find, {
      status: 200,
      body: '{"data":[{"id":50000000014435121}]}',
      headers: json,
    }),
    then: {
      fails:
        '`find-select` (data[0].id) returns a number that would differ from the one in the response',
      outputs: { result: '', created: undefined },
      requests: [token, asked],
    },
  },
  {
    name: 'when another run was faster, find looks once more after the 409',
    with: { ...ensure, 'accept-status': '409' },
    given: (tenant) => {
      script(tenant, find, none, finance('theirs'));
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      outputs: { status: '409', result: 'theirs', created: 'false', response: /Taken/u },
      requests: [token, asked, `${create} 409`, asked],
    },
  },
  {
    name: 'a 409 after which find still finds nothing leaves the result empty, with a warning',
    with: { ...ensure, 'accept-status': '409' },
    given: (tenant) => {
      script(tenant, find, none, none);
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      outputs: { status: '409', result: '', created: 'false' },
      warnings: [
        'POST /api/v1/spaces: 409 was accepted, but `find` still finds nothing, so `result` is empty. Check `find-select`',
      ],
      requests: [token, asked, `${create} 409`, asked],
    },
  },
  {
    name: 'a find that fails after an accepted 409 fails the step, with the outputs of the 409',
    with: { ...ensure, 'accept-status': '409', retries: '0' },
    given: (tenant) => {
      script(tenant, find, none, qlikError(500, 'X', 'Down'));
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      fails:
        /^POST \/api\/v1\/spaces: 409 was accepted, but `find` failed: GET \/api\/v1\/spaces: 500 .*Down/u,
      outputs: { status: '409', result: '', created: undefined, response: /Taken/u },
    },
  },
  {
    name: 'a find that is reset after an accepted 409 fails the step, with the outputs of the 409',
    with: { ...ensure, 'accept-status': '409', retries: '0', 'response-file': 'a.json' },
    given: (tenant) => {
      const { resetBeforeHeaders: reset } = faults;
      script(tenant, find, none, reset, reset, reset);
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      fails:
        /^POST \/api\/v1\/spaces: 409 was accepted, but `find` failed: GET \/api\/v1\/spaces: /u,
      outputs: { status: '409', result: '', created: undefined, response: /Taken/u },
    },
  },
  {
    name: 'a later page of find that fails after an accepted 409 is named, however large the first is',
    with: { ...ensure, 'find-query': undefined, 'accept-status': '409', retries: '0' },
    given: (tenant) => {
      const large = JSON.stringify({ name: 'x'.repeat(1_200_000) });
      script(tenant, find, none, page(tenant, large, `${spaces}?n=2`), qlikError(403, 'X', 'No'));
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      fails:
        /409 was accepted, but `find` failed: A later page failed: GET \/api\/v1\/spaces: 403/u,
      outputs: { status: '409', result: '', created: undefined },
    },
  },
  {
    name: 'a find-select with a text in double quotes that finds nothing is a warning',
    with: { ...ensure, 'find-select': 'data[?name=="Finance"].id | [0]' },
    then: {
      outputs: { created: 'true' },
      warnings: [/^find-select .* finds nothing in the response\. "Finance" in double quotes/u],
    },
  },
  {
    name: 'a 409 that is not accepted is an error like any other',
    with: ensure,
    given: answers(create, qlikError(409, 'Conflict', 'Taken')),
    then: {
      fails: 'POST /api/v1/spaces: 409',
      outputs: { status: '409', created: undefined },
      requests: [token, asked, `${create} 409`],
    },
  },
  {
    name: 'mask applies to what was found',
    with: {
      path: '/api/v1/data-connections',
      method: 'POST',
      body: '{}',
      find: '/api/v1/data-connections',
      'find-select': 'data[0].qID',
      mask: 'data[].password',
    },
    given: answers('GET /api/v1/data-connections', {
      status: 200,
      body: `{"data":[{"qID":"c1","password":"${secret}"}]}`,
      headers: json,
    }),
    then: { outputs: { result: 'c1', created: 'false' }, masks: [secret], secrets: [secret] },
  },
  {
    name: 'mask is applied before the call that find let through',
    with: { ...ensure, mask: 'data[].password || password' },
    given: answers(find, {
      status: 200,
      body: `{"data":[{"name":"Sales","password":"${secret}"}]}`,
      headers: json,
    }),
    then: {
      masks: [secret],
      secrets: [secret],
      warnings: [/^mask: .* finds no string in this response/u],
      requests: [token, asked, `${create} 201`],
    },
  },
  {
    name: 'where mask cannot be applied to what was found, it is withheld, and no call is made',
    with: { ...ensure, mask: 'length(data)', 'response-file': 'a.json' },
    given: answers(find, { status: 200, body: `{"data":7,"p":"${secret}"}`, headers: json }),
    then: {
      secrets: [secret],
      fails: '`mask` cannot be applied, so `response`, `result` and the file are withheld',
      outputs: { response: undefined, result: undefined, created: undefined },
      requests: [token, asked],
      files: { 'a.json': undefined },
    },
  },
  {
    name: 'select and fail-when are for the call, not for what was found',
    with: { ...ensure, select: 'nothing.here', 'fail-when': '`true`' },
    given: answers(find, finance('s1')),
    then: { outputs: { result: 's1', created: 'false' } },
  },
  {
    name: 'fail-when of the call that was made fails the step, and created is empty',
    with: { ...ensure, 'fail-when': '`true`' },
    then: {
      fails: 'fulfils `fail-when`',
      outputs: { status: '201', created: undefined },
      requests: [token, asked, `${create} 201`],
    },
  },
  {
    name: 'of the headers of the step only Accept and qlik-api-version go along with the find',
    with: {
      ...ensure,
      headers: 'Accept: application/json\nqlik-api-version: 2026-11\nIf-Match: "1"\nX-Own: a',
    },
    then: {
      also: ({ tenant }) => {
        const [, found, made] = tenant.journal.map(({ headers }) => headers);
        expect(found).toMatchObject({ accept: 'application/json', 'qlik-api-version': '2026-11' });
        expect(found?.['if-match']).toBeUndefined();
        expect(found?.['x-own']).toBeUndefined();
        expect(found?.['content-type']).toBeUndefined();
        expect(made).toMatchObject({ 'if-match': '"1"', 'x-own': 'a' });
      },
    },
  },
  {
    name: 'what was found goes into the response-file',
    with: { ...ensure, 'response-file': 'a.json' },
    given: answers(find, finance('s1')),
    then: {
      outputs: { created: 'false', 'response-file': /a\.json$/u },
      files: { 'a.json': '{"data":[{"name":"Finance","id":"s1"}]}' },
    },
  },
  {
    name: 'the answer to the call that find let through goes into the response-file',
    with: { ...ensure, 'response-file': 'a.json' },
    then: { files: { 'a.json': /^\{"id":"[\da-f]{24}","name":"Finance"/u } },
  },
  {
    name: 'a job is waited for when find let its start through',
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"0a1b2c3d-0000-4000-8000-00000000a990"}',
      wait: 'true',
      find: '/api/v1/spaces',
      'find-select': "data[?name=='none']",
    },
    then: { outputs: { created: 'true', response: /"SUCCEEDED"/u } },
  },
  {
    name: 'nothing is waited for when something was found',
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"a"}',
      wait: 'true',
      find: '/api/v1/spaces',
      'find-select': 'data[0].id',
    },
    then: { outputs: { created: 'false' }, requests: [token, `${find} 200`] },
  },
  {
    name: 'a job that ends badly after a find leaves created empty',
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"0a1b2c3d-0000-4000-8000-00000000a990"}',
      wait: 'true',
      find: '/api/v1/spaces',
      'find-select': "data[?name=='none']",
    },
    given: (tenant) => {
      tenant.plan('reloads', [{ status: 'QUEUED' }, { status: 'FAILED' }]);
      return undefined;
    },
    then: { fails: /reload/u, outputs: { created: undefined } },
  },
  {
    name: 'a token that a find was refused with is renewed, and a POST is sent once',
    with: ensure,
    given: (tenant) => {
      script(tenant, find, qlikError(401, 'X', 'Expired'));
      return undefined;
    },
    then: {
      outputs: { created: 'true' },
      requests: [token, `${find}?name=Finance 401`, token, asked, `${create} 201`],
    },
  },
  {
    name: 'the section of the job summary says that something was found',
    with: { ...ensure, summary: 'true' },
    given: answers(find, finance('s1')),
    then: { summary: ['so the call was not sent'] },
  },
  {
    name: 'the section of the job summary says nothing of find when the call was sent',
    with: { ...ensure, summary: 'true' },
    then: { summary: ['POST /api/v1/spaces'], summaryNot: ['so the call was not sent'] },
  },
  {
    name: 'an accepted 409 is written to the response-file, and find gives the result',
    with: { ...ensure, 'accept-status': '409', 'response-file': 'a.json' },
    given: (tenant) => {
      script(tenant, find, none, finance('theirs'));
      script(tenant, create, qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: { outputs: { status: '409', result: 'theirs' }, files: { 'a.json': /Taken/u } },
  },
  {
    name: 'a start that is accepted with a 409 is not waited for, and find gives the result',
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"a"}',
      wait: 'true',
      'accept-status': '409',
      find: spaces,
      'find-select': "data[?name=='Finance'].id | [0]",
    },
    given: (tenant) => {
      script(tenant, find, none, finance('theirs'));
      script(tenant, 'POST /api/v1/reloads', qlikError(409, 'Conflict', 'Taken'));
      return undefined;
    },
    then: {
      outputs: { status: '409', result: 'theirs', created: 'false' },
      warnings: ['POST /api/v1/reloads: 409 is accepted, so the step waits for no reload'],
    },
  },
  {
    name: 'created is not set where nothing is to be found',
    with: { path: spaces },
    then: { outputs: { created: undefined } },
  },
  ...(
    [
      [{ 'find-select': undefined }, '`find-select`: is required with `find`'],
      [{ find: undefined, 'find-query': undefined }, '`find-select`: is set without `find`'],
      [{ find: undefined, 'find-select': undefined }, '`find-query`: is set without `find`'],
      [{ method: 'GET', body: undefined }, '`find`: cannot be used with GET'],
      [{ method: undefined, body: undefined }, '`find`: cannot be used with GET'],
      [{ method: 'HEAD', body: undefined }, '`find`: cannot be used with HEAD'],
      [{ 'fetch-result': 'true' }, '`find`: cannot be used with `fetch-result`'],
      [{ find: '//other.example.com/a' }, '`find`: '],
      [{ find: '/api/v1/spaces/' }, '`find`: '],
      [{ 'find-query': '?a=b' }, '`find-query`: '],
      [{ 'find-query': 'a=1&b=2' }, '`find-query`: entry 1 contains a second parameter'],
      [
        { 'find-query': 'X-Execution-Token=abcdefgh' },
        '`find-query`: X-Execution-Token is refused',
      ],
      [
        { find: '/api/v1/spaces?X-Execution-Token=abcdefgh' },
        '`find`: X-Execution-Token is refused',
      ],
      [{ 'find-select': 'data[?id==`50000000014435121`]' }, '`find-select`: '],
      [{ 'find-select': 'data[' }, '`find-select`: '],
    ] as const
  ).map(([change, fails]): Scenario => ({
    name: `find is refused with ${JSON.stringify(change)}`,
    with: { ...ensure, ...change },
    then: { fails: `Bad input: ${fails}`, requests: [], titles: ['bad input'] },
  })),
  {
    name: 'find is refused without path',
    with: { ...ensure, path: undefined, method: undefined, body: undefined, select: undefined },
    then: {
      fails:
        /`find`: is set without `path`.*`find-query`: is set without `path`.*`find-select`: is set without `path`/su,
      requests: [],
    },
  },
];
