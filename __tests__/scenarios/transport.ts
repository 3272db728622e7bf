import { deflateRawSync } from 'node:zlib';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { answers, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const path = '/api/v1/thing';
const ok: Reply = { status: 200, json: { ok: true } };
const away: Reply = { status: 503, body: 'away' };
const token = 'POST /oauth/token 200';
const once = { path, retries: '0' };
const doubt =
  'it was not repeated, because it may have taken effect: check before you run it again';
const hour = 3600_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The HTTP date this many milliseconds from now. */
const date = (ms: number): string => new Date(Date.now() + ms).toUTCString();

/** Responds with a date in `Retry-After`, as a server whose clock is `apart` from ours. */
const busyUntil =
  (status: number, after: number, apart = 0): Step =>
  async ({ body, response }) => {
    await body();
    const headers = { 'retry-after': date(apart + after), date: date(apart) };
    response.writeHead(status, { ...headers, 'content-length': '0' }).end();
  };

/** Responds in pieces, with a pause between them. */
const inPieces =
  (pause: number, pieces: readonly string[]): Step =>
  async ({ body, socket }) => {
    await body();
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) await wait(pause);
      if (!socket.destroyed) socket.write(piece);
    }
    socket.end();
  };

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n';
const processing = 'HTTP/1.1 102 Processing\r\n\r\n';

/** A response with `count` headers of `size` bytes each. */
function wide(count: number, size: number): Reply {
  const value = 'x'.repeat(size);
  const entries = Array.from({ length: count }, (_, i) => [`x-h-${String(i)}`, value]);
  return { ...ok, headers: Object.fromEntries(entries) as Record<string, string> };
}

/** A chunked response whose body is already encoded. */
const encoded =
  (coding: string, bytes: Buffer | string): Step =>
  async ({ body, response }) => {
    await body();
    response.writeHead(200, { 'content-encoding': coding }).end(bytes);
  };

const keptConnections: readonly Scenario[] = [
  ...[false, true].map((https): Scenario => ({
    name: `a GET on a dead kept connection is sent on a new one, which is not a retry (${https ? 'https' : 'http'})`,
    tenant: { https },
    ...(https ? { bundleOnly: true } : {}),
    with: once,
    given: answers(`GET ${path}`, faults.resetBeforeHeaders, ok),
    then: {
      outputs: { status: '200' },
      logNot: ['attempt 1'],
      also({ tenant: { journal } }) {
        expect(journal.slice(0, 3).map(({ connection }) => connection)).toEqual([1, 1, 2]);
      },
    },
  })),
  {
    name: 'a new connection that is dead too is an error',
    with: once,
    given: answers(`GET ${path}`, faults.resetBeforeHeaders, faults.resetBeforeHeaders, ok),
    then: {
      fails: 'ECONNRESET',
      also({ requests }) {
        expect(requests).toHaveLength(3);
      },
    },
  },
  {
    name: 'a kept connection that breaks after the response began does not count as dead',
    with: once,
    given: answers(`GET ${path}`, faults.resetInHeaders, ok),
    then: {
      fails: 'ECONNRESET',
      also({ requests }) {
        expect(requests).toHaveLength(2);
      },
    },
  },
  {
    name: 'a DELETE that is repeated because of a dead connection and gets a 404 is a success',
    with: { ...once, method: 'DELETE' },
    given: answers(`DELETE ${path}`, faults.resetBeforeHeaders, { status: 404, body: 'gone' }),
    then: { outputs: { status: '404' } },
  },
];

const expectations: readonly Scenario[] = ['PUT', 'POST'].map((method) => ({
  name: `a ${method} whose Expect header is refused with 417 is sent again without it`,
  with: { ...once, method, 'body-file': 'large.bin' },
  files: { 'large.bin': 'x'.repeat(1_200_000) },
  given: answers(`${method} ${path}`, { status: 417, body: '' }, ok),
  then: {
    outputs: { status: '200' },
    logNot: ['attempt 1'],
    also({ tenant: { journal } }) {
      const sent = journal.slice(1, 3).map(({ headers, bodyBytes }) => [headers.expect, bodyBytes]);
      expect(sent).toEqual([
        ['100-continue', expect.any(Number)],
        [undefined, 1_200_000],
      ]);
    },
  },
}));

const refusedTwice: Scenario = {
  name: 'a 417 to a request without Expect is an error like any other',
  with: { ...once, method: 'PUT', body: '{}' },
  given: answers(`PUT ${path}`, { status: 417, body: '' }, ok),
  then: { fails: '417 Expectation Failed', requests: [token, `PUT ${path} 417`] },
};

const silences: readonly Scenario[] = [
  {
    name: 'a server that keeps sending 102 Processing is not silent',
    bundleOnly: true,
    with: { ...once, 'idle-timeout-seconds': '1' },
    given: answers(
      `GET ${path}`,
      inPieces(500, [processing, processing, processing, processing, `${head}{"ok":true}`]),
    ),
    then: { outputs: { status: '200', response: '{"ok":true}' } },
  },
  {
    name: 'a server that sends its headers in small pieces is not silent',
    bundleOnly: true,
    with: { ...once, 'idle-timeout-seconds': '1' },
    given: answers(`GET ${path}`, inPieces(500, `${head}{"ok":true}`.match(/[^]{1,20}/gu) ?? [])),
    then: { outputs: { status: '200', response: '{"ok":true}' } },
  },
  {
    name: 'a server that reads a large body slowly is not silent while the system is still sending',
    bundleOnly: true,
    with: { ...once, method: 'PUT', 'body-file': 'large.bin', 'idle-timeout-seconds': '1' },
    files: { 'large.bin': 'x'.repeat(512 * 1024) },
    given: answers(`PUT ${path}`, async ({ body, request, response }) => {
      request.pause();
      await wait(3000);
      request.resume();
      await body();
      response.writeHead(200, { 'content-length': '2' }).end('{}');
    }),
    then: { outputs: { status: '200' } },
  },
];

const retryAfters: readonly Scenario[] = [
  {
    name: '`Retry-After: 0` is obeyed once, and then the back-off applies',
    with: { path },
    given: answers(
      `GET ${path}`,
      ...Array<Reply>(2).fill({ ...away, headers: { 'retry-after': '0' } }),
      ok,
    ),
    then: {
      log: [
        /attempt 1 of 4, retrying in 0\.0 s \(Retry-After\)/u,
        /attempt 2 of 4, retrying in \d\.\d s \(back-off\)/u,
      ],
    },
  },
  {
    name: 'a `Retry-After` in the past counts as none',
    with: { path },
    given: answers(`GET ${path}`, busyUntil(503, -5000), ok),
    then: { log: [/503; attempt 1 of 4, retrying in \d\.\d s \(back-off\)/u] },
  },
  ...[-hour, hour].map((apart): Scenario => ({
    name: `a date in Retry-After is measured by the server's clock (which is ${apart < 0 ? 'behind' : 'ahead'})`,
    with: { path },
    given: answers(`GET ${path}`, busyUntil(503, 2000, apart), ok),
    then: { log: [/503; attempt 1 of 4, retrying in [12]\.\d s \(Retry-After\)/u] },
  })),
  {
    name: 'a 429 to a POST with a Retry-After in the past is not retried',
    with: { path, method: 'POST' },
    given: answers(`POST ${path}`, busyUntil(429, -5000), ok),
    then: { fails: '429', requests: [token, `POST ${path} 429`] },
  },
];

const repeatable = [
  '/api/v1/temp-contents',
  '/api/v1/apps/validatescript',
  '/api/v1/data-alerts/actions/validate',
  '/api/v1/lineage-graphs/nodes/n1/overview',
  '/api/v1/users/actions/filter',
  '/api/v1/items/actions/filter-orphan',
  '/api/v1/users/actions/count',
  '/api/v1/reloads/r1/actions/cancel',
  '/api/v1/automations/a1/runs/r1/actions/stop',
  '/api/workflows/automations/a1/runs/r1/actions/stop',
  '/api/v1/di-projects/p1/di-tasks/t1/runtime/actions/stop',
];

const posts: readonly Scenario[] = [
  ...repeatable.map((post): Scenario => ({
    name: `a POST to ${post} is safe to repeat, and is retried`,
    with: { path: post, method: 'POST', body: '{}' },
    given: answers(`POST ${post}`, { status: 502, body: '' }, faults.resetInHeaders, ok),
    then: { outputs: { status: '200' }, log: ['attempt 2 of 4'] },
  })),
  ...['/api/v1/temp-contents/files', '/api/v1/users/actions/filters', '/v1/temp-contents'].map(
    (post): Scenario => ({
      name: `a POST to ${post} is not safe to repeat`,
      with: { path: post, method: 'POST', body: '{}' },
      given: answers(`POST ${post}`, { status: 502, body: '' }, ok),
      then: { fails: doubt, requests: [token, `POST ${post} 502`] },
    }),
  ),
  ...['POST', 'PATCH'].flatMap((method): Scenario[] =>
    ['0', '3'].flatMap((retries): Scenario[] => [
      {
        name: `the error for a 503 to a ${method} says that it was not repeated, and why (retries: ${retries})`,
        with: { path, method, body: '{}', retries },
        given: answers(`${method} ${path}`, away, ok),
        then: {
          fails: `${method} ${path}: 503 Service Unavailable: ${doubt}; away`,
          requests: [token, `${method} ${path} 503`],
        },
      },
      {
        name: `the error for a reset ${method} says that it was not repeated, and why (retries: ${retries})`,
        with: { path, method, body: '{}', retries },
        given: answers(`${method} ${path}`, faults.resetBeforeHeaders, ok),
        then: { fails: `before an answer came; ${doubt}` },
      },
    ]),
  ),
  {
    name: 'the error for a 429 to a POST does not say that it may have taken effect',
    with: { ...once, method: 'POST' },
    given: answers(`POST ${path}`, { status: 429, body: 'slowly' }),
    then: { fails: /^POST \/api\/v1\/thing: 429 Too Many Requests: slowly/u },
  },
  {
    name: 'the error for a POST that was never sent does not say that it may have taken effect',
    with: { ...once, method: 'POST', 'client-secret': '', 'access-token': 'supplied-token-01' },
    given: () => ({ 'tenant-url': 'https://127.0.0.1:1' }),
    then: { fails: /before an answer came\. Check the hostname/u },
  },
  {
    name: 'an accepted 503 to a POST is a success',
    with: { ...once, method: 'POST', 'accept-status': '503' },
    given: answers(`POST ${path}`, away),
    then: { outputs: { status: '503' } },
  },
];

const codings: readonly Scenario[] = [
  ...['gzip', 'deflate', 'br', 'zstd'].map((coding): Scenario => ({
    name: `an empty body with Content-Encoding: ${coding} is empty`,
    with: { ...once, method: 'POST' },
    given: answers(`POST ${path}`, encoded(coding, '')),
    then: { outputs: { status: '200', response: '' } },
  })),
  {
    name: 'deflate without the zlib header is decoded',
    with: once,
    given: answers(`GET ${path}`, encoded('deflate', deflateRawSync('{"ok":true}'))),
    then: { outputs: { response: '{"ok":true}' } },
  },
  ...['none', 'UTF-8', 'aws-chunked', 'constructor', '__proto__'].map((coding): Scenario => ({
    name: `Content-Encoding: ${coding} is not a coding, so the body is taken as it is, with a warning`,
    with: once,
    given: answers(`GET ${path}`, encoded(coding, '{"ok":true}')),
    then: {
      outputs: { response: '{"ok":true}' },
      warnings: [`Content-Encoding, ${coding.toLowerCase()}, is not a content coding`],
    },
  })),
  ...['compress', 'exi', 'dcz'].map((coding): Scenario => ({
    name: `Content-Encoding: ${coding} cannot be decoded`,
    with: { path },
    given: answers(`GET ${path}`, encoded(coding, 'x')),
    then: { fails: `cannot be decoded: ${coding}`, requests: [token, `GET ${path} 200`] },
  })),
];

const heads: readonly Scenario[] = [
  {
    name: 'headers of 20 KB are read',
    with: once,
    given: answers(`GET ${path}`, wide(20, 1000)),
    then: { outputs: { status: '200', headers: /"x-h-19":"x{1000}"/u } },
  },
  {
    name: 'all of 2,500 headers are read',
    with: once,
    given: answers(`GET ${path}`, wide(2500, 2)),
    then: { outputs: { headers: /"x-h-2499":"xx"/u } },
  },
  {
    name: 'headers over 128 KiB get an error of their own, and are not retried',
    with: { path },
    given: answers(`GET ${path}`, wide(140, 1000), ok),
    then: {
      fails: 'the response headers are larger than 128 KiB (HPE_HEADER_OVERFLOW)',
      requests: [token, `GET ${path} 200`],
    },
  },
];

const moved = (location: string, status = 302): Reply => ({
  status,
  headers: { location },
  body: 'Moved',
});

const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };

const redirects: readonly Scenario[] = [
  ...['/v1/users/me', '../../v1/users/me'].map((location): Scenario => ({
    name: `a redirect to ${location} is followed under /api, as the request was`,
    with: { path: '/api/v1/old' },
    given: answers('GET /api/v1/old', moved(location)),
    then: {
      outputs: { status: '200' },
      requests: [token, 'GET /api/v1/old 302', 'GET /api/v1/users/me 200'],
    },
  })),
  {
    name: 'a redirect to /login is followed there, and not to /api/login',
    with: { path: '/api/v1/old' },
    given: answers('GET /api/v1/old', moved('/login')),
    then: { fails: '404', requests: [token, 'GET /api/v1/old 302', 'GET /login 404'] },
  },
  {
    name: 'a poll follows a redirect on the tenant',
    with: reload,
    given(tenant) {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
      script(tenant, 'GET /api/v1/reloads/r1', moved('/api/v1/reloads/r1-moved', 307));
      script(tenant, 'GET /api/v1/reloads/r1-moved', {
        status: 200,
        json: { id: 'r1', status: 'SUCCEEDED' },
      });
      return undefined;
    },
    then: { outputs: { status: '200', response: /SUCCEEDED/u } },
  },
  {
    name: 'a poll that is redirected to another origin fails, and the error names it',
    with: reload,
    given(tenant) {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
      script(tenant, 'GET /api/v1/reloads/r1', moved('https://login.example/in?next=hunter22'));
      return undefined;
    },
    then: {
      fails: /302 Found: a redirect to https:\/\/login\.example\/in, another origin/u,
      secrets: ['hunter22'],
    },
  },
];

/** A response that says that its API is deprecated. */
const leaving = (headers: Readonly<Record<string, string>>): Reply => ({ ...ok, headers });

const deprecations: readonly Scenario[] = [
  {
    name: 'a deprecated API causes a single warning, with its dates and a link',
    with: { path, 'accept-status': '404' },
    given: (tenant) => {
      const headers = {
        deprecation: '@1767225600',
        sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
        link: '<https://qlik.dev/changelog/1?key=hunter22>; rel="deprecation"; type="text/html"',
      };
      script(tenant, `GET ${path}`, {
        ...moved('/api/v1/other'),
        headers: { location: '/api/v1/other', ...headers },
      });
      script(tenant, 'GET /api/v1/other', leaving(headers));
      return undefined;
    },
    then: {
      warnings: [
        /^GET \/api\/v1\/thing is deprecated \(2026-01-01\), and will be removed on 2027-01-01, according to its answer: see https:\/\/qlik\.dev\/changelog\/1$/u,
      ],
      secrets: ['hunter22'],
    },
  },
  {
    name: 'a Deprecation header in an older form causes a warning without the parts that cannot be read',
    with: { path },
    given: answers(
      `GET ${path}`,
      leaving({ deprecation: 'true', link: '<http://qlik.dev/1>; rel="sunset"' }),
    ),
    then: { warnings: [/^GET \/api\/v1\/thing is deprecated, according to its answer$/u] },
  },
  {
    name: 'a Sunset header alone causes a warning',
    with: { path },
    given: answers(`GET ${path}`, leaving({ sunset: '::error::soon' })),
    then: { warnings: [/^GET \/api\/v1\/thing will be removed, according to its answer$/u] },
  },
  {
    name: 'a Deprecation header that says no does not suppress one that says yes',
    with: { path },
    given: (tenant) => {
      script(tenant, `GET ${path}`, {
        ...moved('/api/v1/other'),
        headers: { location: '/api/v1/other', deprecation: '?0' },
      });
      script(tenant, 'GET /api/v1/other', leaving({ deprecation: '@1767225600' }));
      return undefined;
    },
    then: { warnings: [/^GET \/api\/v1\/other is deprecated \(2026-01-01\)/u] },
  },
  {
    name: 'a Deprecation header that says no causes no warning',
    with: { path },
    given: answers(`GET ${path}`, leaving({ deprecation: '?0' })),
    then: { outputs: { status: '200' } },
  },
];

export const transportScenarios: readonly Scenario[] = [
  ...keptConnections,
  ...expectations,
  refusedTwice,
  ...silences,
  ...retryAfters,
  ...posts,
  ...codings,
  ...heads,
  ...redirects,
  ...deprecations,
];
