import { answers, qlikError, script } from '../support/answers.ts';
import { send } from '../../sandbox/tenant/http.ts';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Scenario } from '../support/scenario.ts';

const me = '/api/v1/users/me';

function bodyOf(tenant: Tenant, index = 1): string {
  return tenant.journal[index]?.body.toString() ?? '';
}

export const callScenarios: readonly Scenario[] = [
  {
    name: 'a GET gives status, headers and the body as it came, over the connection of the token',
    with: { path: me },
    given: answers(`GET ${me}`, {
      status: 200,
      body: '{ "id" : 12345678901234567890,\r\n"name":"Ö" }',
      headers: { 'Content-Type': 'application/json', 'Set-Cookie': 'session=1', 'X-Own': 'a' },
    }),
    then: {
      outputs: {
        status: '200',
        response: '{ "id" : 12345678901234567890,\r\n"name":"Ö" }',
        headers: /^\{.*"content-type":"application\/json","x-own":"a".*\}$/u,
        'location-id': undefined,
        'response-file': undefined,
        result: undefined,
      },
      log: [/GET \/api\/v1\/users\/me: 200, 45 bytes in \d+ ms/u],
      also: ({ tenant, outputs }) => {
        expect(outputs.headers).not.toContain('cookie');
        expect(tenant.journal[0]?.connection).toBe(tenant.journal[1]?.connection);
        expect(tenant.journal[1]?.headers.accept).toMatch(/^application\/json,/u);
        expect(tenant.journal[1]?.headers['accept-encoding']).toBeUndefined();
      },
    },
  },
  ...['users/me', '/users/me', '/users/me?'].map((tail): Scenario => {
    const path = tail.startsWith('/') ? `/api/v1${tail}` : `api/v1/${tail}`;
    return {
      name: `a path may be written as ${path}`,
      with: { path },
      then: { requests: ['POST /oauth/token 200', `GET ${me} 200`] },
    };
  }),
  {
    name: 'a path may be a full URL on the tenant, and query values are encoded and added',
    with: { query: 'name=Sales & Co = #1\nname=Ü/?\nempty=' },
    given: (tenant) => ({ path: `${tenant.url}/api/v1/items?resourceType=app&q=%41` }),
    then: {
      requests: [
        'POST /oauth/token 200',
        'GET /api/v1/items?resourceType=app&q=%41&name=Sales%20%26%20Co%20%3D%20%231&name=%C3%9C%2F%3F&empty= 200',
      ],
      logNot: ['Sales', 'resourceType'],
    },
  },
  {
    name: 'a POST sends its body as JSON, and the id of what was made is an output',
    with: { path: '/api/v1/spaces', method: 'post', body: '{"name": "Branch", "type":"shared"} ' },
    then: {
      outputs: { status: '201', response: /"name":"Branch"/u },
      requests: ['POST /oauth/token 200', 'POST /api/v1/spaces 201'],
      logNot: ['Branch'],
      also: ({ tenant }) => {
        expect(bodyOf(tenant)).toBe('{"name": "Branch", "type":"shared"} ');
        expect(tenant.journal[1]?.headers).toMatchObject({
          'content-type': 'application/json',
          'content-length': '36',
        });
        // What may not be sent twice goes over a connection that has carried nothing yet.
        expect(tenant.journal[1]?.connection).not.toBe(tenant.journal[0]?.connection);
      },
    },
  },
  {
    name: 'headers of the step go along, and may say what the body is',
    with: {
      path: '/api/v1/spaces',
      method: 'POST',
      body: 'no JSON: ä',
      headers: 'Content-Type: text/plain\nX-Own :  two words \nAccept: text/csv',
    },
    given: answers('POST /api/v1/spaces', { status: 200, body: 'ok' }),
    then: {
      outputs: { response: 'ok' },
      logNot: ['two words', 'no JSON'],
      also: ({ tenant }) => {
        expect(bodyOf(tenant)).toBe('no JSON: ä');
        expect(tenant.journal[1]?.headers).toMatchObject({
          'content-type': 'text/plain',
          'x-own': 'two words',
          accept: 'text/csv',
        });
      },
    },
  },
  {
    name: 'Location gives the id of what was made, decoded',
    with: { path: '/api/v1/spaces', method: 'POST' },
    given: answers('POST /api/v1/spaces', {
      status: 201,
      headers: { location: '/api/v1/temp-contents/a%20b%2Fc?filename=x' },
    }),
    then: { outputs: { 'location-id': 'a b/c', response: '' } },
  },
  {
    name: 'HEAD gives status and headers',
    with: { path: me, method: 'HEAD' },
    then: { outputs: { status: '200', response: '', headers: /content-length/u } },
  },
  {
    name: 'an accepted status is a success, and its body a response',
    with: { path: '/api/v1/apps/none', method: 'DELETE', 'accept-status': '404' },
    then: { outputs: { status: '404', response: /app was not found/u } },
  },
  {
    name: 'accepted statuses may be a range; what is not among them fails',
    with: { path: '/api/v1/apps/none', 'accept-status': '400-403, 405\n409' },
    then: {
      fails:
        /GET \/api\/v1\/apps\/none: 404 Not Found: HTTP-404 Not found: The app was not found \(traceId/u,
      outputs: { status: '404' },
    },
  },
  {
    name: 'an accepted 401 is not renewed',
    with: { path: me, 'accept-status': '401' },
    given: answers(`GET ${me}`, { status: 401, body: 'no' }),
    then: {
      outputs: { status: '401', response: 'no' },
      requests: ['POST /oauth/token 200', `GET ${me} 401`],
    },
  },
  {
    name: 'an error sets status and response before the step fails',
    with: { path: '/api/v1/apps/import', method: 'POST', select: 'attributes.id' },
    given: answers('POST /api/v1/apps/import', qlikError(403, 'APPS-403', 'No access')),
    then: {
      fails: /403 Forbidden: APPS-403 No access .*qlikbot\\<client id>.*a role in the space/u,
      outputs: { status: '403', response: /"APPS-403"/u, result: '' },
    },
  },
  {
    name: 'errors in other forms are told too',
    with: { path: '/api/v1/spaces', method: 'POST', body: '{"name":"Sales","type":"shared"}' },
    then: { fails: /409 Conflict: ConflictError Conflict: A space of this name exists/u },
  },
  {
    name: "a proxy's page is told without its tags, and commands in it are not obeyed",
    with: { path: me, retries: '0' },
    given: answers(`GET ${me}`, {
      status: 502,
      body: '<html><head><style>b{}</style></head><body><h1>Bad\n::error::gateway</h1>##[add-mask]a</body></html>',
      headers: { 'content-type': 'text/html' },
    }),
    then: {
      fails: /502 Bad Gateway: Bad : :error::gateway ## \[add-mask\]a/u,
      also: ({ masks }) => {
        expect(masks).not.toContain('a');
      },
    },
  },
  {
    name: 'a long error does not show half a secret',
    with: { path: me },
    given: (tenant) => {
      script(tenant, `GET ${me}`, ({ entry, response }) => {
        const token = (entry.headers.authorization ?? '').replace('Bearer ', '');
        send(response, { status: 400, body: `${'x'.repeat(480)} ${token}` });
      });
      return undefined;
    },
    then: {
      fails: /400 Bad Request: x{480} \*\*\*/u,
      also: ({ readable, outputs }) => {
        expect(readable).not.toContain((outputs['access-token'] ?? '').slice(0, 20));
      },
    },
  },
  {
    name: 'a body that is cut short fails the step, whatever had come of it',
    with: { path: me, retries: '0' },
    given: (tenant) => {
      script(tenant, `GET ${me}`, faults.cutLength);
      return undefined;
    },
    then: { fails: /GET \/api\/v1\/users\/me: the connection was reset .*100 of 1000 bytes/u },
  },
  {
    name: 'select gives a string as it is',
    with: { path: '/api/v1/items', select: 'data[?name==`"Sales overview"`].resourceType | [0]' },
    then: { outputs: { result: 'app' } },
  },
  {
    name: 'select gives anything else as JSON',
    with: { path: '/api/v1/items', select: '{n: length(data), names: data[].name}' },
    then: { outputs: { result: '{"n":1,"names":["Sales overview"]}' } },
  },
  {
    name: 'select that finds nothing fails the step, so that no empty id goes on',
    with: { path: '/api/v1/items', select: 'data[?name==`"Nobody"`].resourceId | [0]' },
    then: {
      fails:
        /GET \/api\/v1\/items: `select` \(data.*\) finds nothing in the response\. Where nothing may come/u,
      outputs: { status: '200', response: /Sales/u, result: '' },
    },
  },
  {
    name: 'select may allow for nothing',
    with: { path: '/api/v1/items', select: "data[9].id || ''" },
    then: { outputs: { result: '' } },
  },
  ...['constructor', 'data.constructor', '__proto__', 'toString'].map((select): Scenario => ({
    name: `select finds nothing that JSON has not: ${select}`,
    with: { path: '/api/v1/items', select },
    then: { fails: 'finds nothing in the response' },
  })),
  {
    name: 'select gives null for a field that JSON has not, in an object too',
    with: { path: '/api/v1/items', select: '{a: constructor, b: data[0].toString}' },
    then: { outputs: { result: '{"a":null,"b":null}' } },
  },
  {
    name: 'select of an empty answer is nothing',
    with: { path: '/api/v1/apps/x/scripts', method: 'POST', select: 'id' },
    given: answers('POST /api/v1/apps/x/scripts', { status: 204 }),
    then: { fails: 'finds nothing in the response', outputs: { status: '204' } },
  },
  {
    name: 'select of an accepted status may be nothing',
    with: { path: '/api/v1/apps/x', 'accept-status': '404', select: 'id' },
    given: answers('GET /api/v1/apps/x', { status: 404, body: '<p>none' }),
    then: { outputs: { status: '404', result: '' } },
  },
  {
    name: 'select of what is no JSON fails the step',
    with: { path: me, select: 'id' },
    given: answers(`GET ${me}`, { status: 200, body: '<html>' }),
    then: {
      fails: '`select` cannot be applied: the response is not JSON',
      outputs: { result: '' },
    },
  },
  {
    name: 'select with a function that does not fit fails the step',
    with: { path: me, select: 'sort(@)' },
    then: { fails: /GET \/api\/v1\/users\/me: the JMESPath expression "sort\(@\)" fails/u },
  },
  {
    name: 'fail-when that is true fails the step, outputs set',
    with: {
      path: '/api/v1/apps/validatescript',
      method: 'POST',
      body: '{"script":"LOADD"}',
      'fail-when': 'Errors',
      select: 'length(Errors)',
    },
    then: {
      fails: 'POST /api/v1/apps/validatescript: the response fulfils `fail-when` (Errors)',
      outputs: { status: '200', response: /"Line"/u, result: '1' },
    },
  },
  {
    name: 'fail-when that is false (an empty list) does not',
    with: {
      path: '/api/v1/apps/validatescript',
      method: 'POST',
      body: '{"script":"LOAD 1;"}',
      'fail-when': 'Errors',
    },
    then: { outputs: { status: '200' } },
  },
  {
    name: 'fail-when takes 0 for true, as JMESPath does',
    with: { path: '/api/v1/items', 'fail-when': 'length(data[9:])' },
    then: { fails: 'fulfils `fail-when`' },
  },
  {
    name: 'a server that says "not JSON" to fail-when is no success',
    with: { path: me, 'fail-when': 'Errors' },
    given: answers(`GET ${me}`, { status: 200, body: 'fine!' }),
    then: { fails: '`fail-when` cannot be applied' },
  },
];
