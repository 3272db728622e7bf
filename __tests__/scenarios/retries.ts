import { answers, qlikError } from '../support/answers.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Scenario } from '../support/scenario.ts';

const path = '/api/v1/thing';
const ok: Reply = { status: 200, json: { ok: true } };
const busy = { status: 429, headers: { 'retry-after': '1' } };
const away = { status: 503, body: 'away' };

const repeatable = ['GET', 'PUT', 'DELETE', 'HEAD'];
const transient = [408, 429, 500, 502, 503, 504];

export const retryScenarios: readonly Scenario[] = [
  ...repeatable.map((method): Scenario => ({
    name: `a 503 to a ${method} is retried, and the log says why`,
    with: { path, method, ...(method === 'PUT' ? { body: '{"a":1}' } : {}) },
    given: answers(`${method} ${path}`, away, ok),
    then: {
      outputs: { status: '200' },
      requests: ['POST /oauth/token 200', `${method} ${path} 503`, `${method} ${path} 200`],
      log: [/503; attempt 1 of 4, retrying in \d\.\d s \(back-off\)/u],
      also: ({ tenant }) => {
        expect(tenant.journal[2]?.body.toString()).toBe(method === 'PUT' ? '{"a":1}' : '');
      },
    },
  })),
  ...transient.map((status): Scenario => ({
    name: `a ${String(status)} to a token request is retried`,
    given: answers('POST /oauth/token', { status, body: '' }),
    then: { requests: [`POST /oauth/token ${String(status)}`, 'POST /oauth/token 200'] },
  })),
  {
    name: 'a retry waits as long as Retry-After says',
    with: { path },
    given: answers(`GET ${path}`, busy, ok),
    then: { log: [/429; attempt 1 of 4, retrying in 1\.[01] s \(Retry-After\)/u] },
  },
  {
    name: 'a Retry-After over five minutes fails the step at once',
    with: { path },
    given: answers(`GET ${path}`, {
      status: 503,
      headers: { 'retry-after': '301' },
      body: 'later',
    }),
    then: {
      fails:
        /503 Service Unavailable: the server asks to wait 301 s \(Retry-After\), and a step waits at most 300 s; later/u,
      outputs: { status: '503' },
      requests: ['POST /oauth/token 200', `GET ${path} 503`],
    },
  },
  {
    name: 'the error after the last attempt is that of the last response',
    with: { path, retries: '1' },
    given: answers(`GET ${path}`, away, { status: 500, body: 'broken' }, ok),
    then: {
      fails: 'GET /api/v1/thing: 500 Internal Server Error: broken',
      requests: ['POST /oauth/token 200', `GET ${path} 503`, `GET ${path} 500`],
    },
  },
  {
    name: 'retries: 0 turns retries off',
    with: { path, retries: '0' },
    given: answers(`GET ${path}`, away, ok),
    then: { fails: '503', requests: ['POST /oauth/token 200', `GET ${path} 503`] },
  },
  ...[400, 403, 404, 409, 501].map((status): Scenario => ({
    name: `a ${String(status)} to a GET is not retried`,
    with: { path },
    given: answers(`GET ${path}`, { status, body: '' }, ok),
    then: {
      fails: String(status),
      requests: ['POST /oauth/token 200', `GET ${path} ${String(status)}`],
    },
  })),
  ...(['resetInHeaders', 'resetInBody', 'cutLength', 'cutChunked', 'cutGzip'] as const).map(
    (name): Scenario => ({
      name: `a GET is retried after the network fault ${name}`,
      with: { path, 'response-file': 'thing.json' },
      given: answers(`GET ${path}`, faults[name], ok),
      then: {
        outputs: { status: '200' },
        files: { 'thing.json': '{"ok":true}' },
        log: ['attempt 1 of 4'],
      },
    }),
  ),
  ...['POST', 'PATCH'].flatMap((method): Scenario[] => [
    ...(['resetBeforeHeaders', 'resetInHeaders', 'resetInBody', 'cutLength'] as const).map(
      (name): Scenario => ({
        name: `a ${method} is not retried after the network fault ${name}`,
        with: { path, method, body: '{}' },
        given: answers(`${method} ${path}`, faults[name], ok),
        then: {
          fails: /the connection was reset/u,
          also: ({ requests }) => {
            expect(requests).toHaveLength(2);
          },
        },
      }),
    ),
    ...[408, 429, 500, 502, 503, 504].map((status): Scenario => ({
      name: `a ${String(status)} to a ${method} without Retry-After is not retried`,
      with: { path, method },
      given: answers(`${method} ${path}`, { status, body: '' }, ok),
      then: {
        fails: String(status),
        requests: ['POST /oauth/token 200', `${method} ${path} ${String(status)}`],
      },
    })),
    {
      name: `a 503 to a ${method} is not retried, even with Retry-After`,
      with: { path, method },
      given: answers(`${method} ${path}`, { ...away, headers: { 'retry-after': '1' } }, ok),
      then: { fails: '503', requests: ['POST /oauth/token 200', `${method} ${path} 503`] },
    },
    {
      name: `a 429 to a ${method} with Retry-After is retried`,
      with: { path, method, body: '{"a":1}' },
      given: answers(`${method} ${path}`, busy, ok),
      then: {
        outputs: { status: '200' },
        requests: ['POST /oauth/token 200', `${method} ${path} 429`, `${method} ${path} 200`],
        also: ({ tenant: { journal } }) => {
          expect(journal[2]?.body.toString()).toBe('{"a":1}');
          expect(new Set(journal.slice(0, 3).map(({ connection }) => connection)).size).toBe(3);
        },
      },
    },
  ]),
  {
    name: 'a 429 for a reload that is already pending is not retried, and gets a hint',
    with: { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}' },
    given: answers('POST /api/v1/reloads', qlikError(429, 'RELOADS-429', 'Pending reload exists')),
    then: {
      fails: /429 Too Many Requests: RELOADS-429 .*A reload of this app is already pending/u,
      requests: ['POST /oauth/token 200', 'POST /api/v1/reloads 429'],
    },
  },
  {
    name: 'a DELETE that is repeated after a reset and gets a 404 is a success',
    with: { path, method: 'DELETE' },
    given: answers(`DELETE ${path}`, faults.resetBeforeHeaders, {
      status: 404,
      body: 'gone',
    }),
    then: { outputs: { status: '404', response: 'gone' } },
  },
  {
    name: 'a first DELETE that gets a 404 is an error',
    with: { path, method: 'DELETE' },
    given: answers(`DELETE ${path}`, { status: 404, body: 'gone' }),
    then: { fails: '404 Not Found: gone' },
  },
  {
    name: 'an accepted status is not retried',
    with: { path, 'accept-status': '503' },
    given: answers(`GET ${path}`, away, ok),
    then: { outputs: { status: '503' }, requests: ['POST /oauth/token 200', `GET ${path} 503`] },
  },
  {
    name: 'a refused connection is reported with a hint about what to check',
    with: { 'tenant-url': '127.0.0.1:1', retries: '1' },
    then: {
      fails:
        /^POST \/oauth\/token: the connection was refused \(ECONNREFUSED\) at 127\.0\.0\.1:1 before an answer came\. Check the hostname/u,
      outputs: { 'tenant-url': 'https://127.0.0.1:1' },
      log: ['the connection was refused (ECONNREFUSED)'],
      requests: [],
    },
  },
  {
    name: 'a POST whose connection was refused is retried, because no byte was sent',
    with: { path: '/api/v1/spaces', method: 'POST', retries: '1', 'client-secret': '' },
    given: () => ({
      'access-token': 'supplied-token-0123456789',
      'tenant-url': 'https://127.0.0.1:1',
    }),
    then: { fails: 'ECONNREFUSED', log: [/POST \/api\/v1\/spaces: .*attempt 1 of 2/u] },
  },
  {
    name: 'a self-signed certificate is not retried, and gets a hint about NODE_EXTRA_CA_CERTS',
    tenant: { https: true },
    env: { NODE_EXTRA_CA_CERTS: '' },
    bundleOnly: true,
    then: {
      fails:
        /certificate chain is self-signed .*NODE_EXTRA_CA_CERTS to the path of its certificate file in this step's `env:`/u,
      logNot: ['attempt 1'],
      requests: [],
    },
  },
  {
    name: 'a response that is not HTTP is reported as such',
    with: { path, retries: '0' },
    given: answers(`GET ${path}`, faults.raw('SSH-2.0-OpenSSH_9.2\r\n')),
    then: { fails: 'the response is not HTTP' },
  },
];
