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
    name: 'a GET outputs status, headers and the unchanged body, over the connection of the token request',
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
    name: 'a POST sends its body unchanged as JSON, over a new connection',
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
        // A request that must not be sent twice goes over a new connection.
        expect(tenant.journal[1]?.connection).not.toBe(tenant.journal[0]?.connection);
      },
    },
  },
  {
    name: 'the headers input is sent, and may set the Content-Type of the body',
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
    name: 'location-id is the decoded last segment of Location',
    with: { path: '/api/v1/spaces', method: 'POST' },
    given: answers('POST /api/v1/spaces', {
      status: 201,
      headers: { location: '/api/v1/temp-contents/a%20b%2Fc?filename=x' },
    }),
    then: { outputs: { 'location-id': 'a b/c', response: '' } },
  },
  {
    name: 'a HEAD outputs status and headers, and an empty response',
    with: { path: me, method: 'HEAD' },
    then: { outputs: { status: '200', response: '', headers: /content-length/u } },
  },
  {
    name: 'an accepted error status is a success, and its body is the response',
    with: { path: '/api/v1/apps/none', method: 'DELETE', 'accept-status': '404' },
    then: { outputs: { status: '404', response: /app was not found/u } },
  },
  {
    name: 'accept-status takes ranges, and a status outside them fails the step',
    with: { path: '/api/v1/apps/none', 'accept-status': '400-403, 405\n409' },
    then: {
      fails:
        /GET \/api\/v1\/apps\/none: 404 Not Found: HTTP-404 Not found: The app was not found \(traceId/u,
      outputs: { status: '404' },
    },
  },
  {
    name: 'an accepted 401 does not renew the token',
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
    name: 'an error in another format is reported too',
    with: { path: '/api/v1/spaces', method: 'POST', body: '{"name":"Sales","type":"shared"}' },
    then: { fails: /409 Conflict: ConflictError Conflict: A space of this name exists/u },
  },
  {
    name: "a proxy's error page is reported without its tags, and its workflow commands are not obeyed",
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
    name: 'a truncated error does not show part of a secret',
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
    name: 'a truncated body fails the step, however much of it arrived',
    with: { path: me, retries: '0' },
    given: (tenant) => {
      script(tenant, `GET ${me}`, faults.cutLength);
      return undefined;
    },
    then: { fails: /GET \/api\/v1\/users\/me: the connection was reset .*100 of 1000 bytes/u },
  },
  {
    name: 'select outputs a string as it is',
    with: { path: '/api/v1/items', select: 'data[?name==`"Sales overview"`].resourceType | [0]' },
    then: { outputs: { result: 'app' } },
  },
  {
    name: 'select outputs anything else as JSON',
    with: { path: '/api/v1/items', select: '{n: length(data), names: data[].name}' },
    then: { outputs: { result: '{"n":1,"names":["Sales overview"]}' } },
  },
  {
    name: 'a select that finds nothing fails the step, so that no later step gets an empty id',
    with: { path: '/api/v1/items', select: 'data[?name==`"Nobody"`].resourceId | [0]' },
    then: {
      fails:
        /GET \/api\/v1\/items: `select` \(data.*\) finds nothing in the response\. If it may find nothing, write/u,
      outputs: { status: '200', response: /Sales/u, result: '' },
    },
  },
  {
    name: 'a select with a default may find nothing',
    with: { path: '/api/v1/items', select: "data[9].id || ''" },
    then: { outputs: { result: '' } },
  },
  ...['constructor', 'data.constructor', '__proto__', 'toString'].map((select): Scenario => ({
    name: `select does not find a property that is not in the JSON: ${select}`,
    with: { path: '/api/v1/items', select },
    then: { fails: 'finds nothing in the response' },
  })),
  {
    name: 'select gives null for a field that is not in the JSON, inside an object too',
    with: { path: '/api/v1/items', select: '{a: constructor, b: data[0].toString}' },
    then: { outputs: { result: '{"a":null,"b":null}' } },
  },
  {
    name: 'a select on an empty response finds nothing',
    with: { path: '/api/v1/apps/x/scripts', method: 'POST', select: 'id' },
    given: answers('POST /api/v1/apps/x/scripts', { status: 204 }),
    then: { fails: 'finds nothing in the response', outputs: { status: '204' } },
  },
  {
    name: 'a select on the response of an accepted error may find nothing',
    with: { path: '/api/v1/apps/x', 'accept-status': '404', select: 'id' },
    given: answers('GET /api/v1/apps/x', { status: 404, body: '<p>none' }),
    then: { outputs: { status: '404', result: '' } },
  },
  {
    name: 'a select on a response that is not JSON fails the step',
    with: { path: me, select: 'id' },
    given: answers(`GET ${me}`, { status: 200, body: '<html>' }),
    then: {
      fails: '`select` cannot be applied: the response is not JSON',
      outputs: { result: '' },
    },
  },
  {
    name: 'a select whose function gets a value of the wrong type fails the step',
    with: { path: me, select: 'sort(@)' },
    then: { fails: /GET \/api\/v1\/users\/me: the JMESPath expression "sort\(@\)" fails/u },
  },
  {
    name: 'a fail-when that is true fails the step after the outputs are set',
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
    name: 'a fail-when that is false (an empty list) does not fail the step',
    with: {
      path: '/api/v1/apps/validatescript',
      method: 'POST',
      body: '{"script":"LOAD 1;"}',
      'fail-when': 'Errors',
    },
    then: { outputs: { status: '200' } },
  },
  {
    name: 'fail-when treats 0 as true, as JMESPath does',
    with: { path: '/api/v1/items', 'fail-when': 'length(data[9:])' },
    then: { fails: 'fulfils `fail-when`' },
  },
  {
    name: 'a fail-when on a response that is not JSON fails the step',
    with: { path: me, 'fail-when': 'Errors' },
    given: answers(`GET ${me}`, { status: 200, body: 'fine!' }),
    then: { fails: '`fail-when` cannot be applied' },
  },
];
