import { gzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import { newClient } from '../../sandbox/tenant/tenant.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const me = '/api/v1/users/me';
const once = { retries: '0' };
const switched = faults.raw(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
);
const other = 'another-token-0123456789-abcdef';

/** A client whose secret is `secret`, so that a hostile response can disguise it. */
const withSecret = (secret: string) => ({ clients: [newClient({ secret })] as const });

/** Secrets that the log would change if a server echoed them as plain text. */
const awkward = [
  'abc##[add-mask]defghijk',
  'pass  word-with-blanks',
  'ab<cdef>ghijklm',
  '::error::secret-1',
];

export const hostileScenarios: readonly Scenario[] = [
  {
    name: 'a server that switches protocols fails the step',
    with: { path: me, ...once },
    given: answers(`GET ${me}`, switched),
    then: { fails: /GET \/api\/v1\/users\/me: the response is not HTTP/u },
  },
  {
    name: 'a server that switches protocols during the revocation does not fail the job',
    given: answers('POST /oauth/revoke', switched, switched, switched),
    then: { log: [/The access token was not revoked: .*the response is not HTTP/u] },
  },
  {
    name: 'a token that the revocation echoes in hex is not shown',
    given: (tenant) => {
      script(tenant, 'POST /oauth/revoke', async ({ body, response }) => {
        const { token } = JSON.parse((await body()).toString()) as { token: string };
        const spelled = [
          Buffer.from(token).toString('hex'),
          Buffer.from(token).toString('base64url'),
        ];
        response.writeHead(403, { 'content-type': 'text/plain' });
        response.end(spelled.join(' '));
      });
      return undefined;
    },
    then: { log: [/The access token was not revoked: .*403 Forbidden: \*\*\*/u] },
  },
  {
    name: "a token that is the client's secret in hex is masked",
    tenant: withSecret('a-secret-0123456789'),
    given: (tenant) => {
      const access_token = Buffer.from('a-secret-0123456789').toString('hex');
      script(tenant, 'POST /oauth/token', { status: 200, json: { access_token } });
      return undefined;
    },
    then: { masks: [Buffer.from('a-secret-0123456789').toString('hex')] },
  },
  {
    name: 'a token in an error response is not shown',
    with: once,
    given: answers('POST /oauth/token', { status: 400, json: { access_token: other } }),
    then: {
      fails: /^No access token\. POST \/oauth\/token: 400 Bad Request \(traceId/u,
      secrets: [other],
    },
  },
  ...awkward.map((secret): Scenario => ({
    name: `a secret like ${JSON.stringify(secret)} is not shown when a server echoes it`,
    tenant: withSecret(secret),
    given: (tenant) => {
      const body = `${secret} ${secret.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`;
      script(tenant, 'POST /oauth/token', {
        status: 400,
        body,
        headers: { 'content-type': 'text/plain' },
      });
      return undefined;
    },
    then: { fails: '400 Bad Request: *** ***' },
  })),
  {
    name: 'a body that is nested too deeply fails the step after response is set',
    with: { path: me, select: '@' },
    given: answers(`GET ${me}`, { status: 200, body: '['.repeat(50_000) + ']'.repeat(50_000) }),
    then: { fails: 'nested too deeply', outputs: { status: '200', response: /^\[{9}/u } },
  },
  {
    name: 'an error whose body is nested too deeply is reported without the body',
    with: { path: me },
    given: answers(`GET ${me}`, { status: 400, body: '['.repeat(50_000) + ']'.repeat(50_000) }),
    then: { fails: '400 Bad Request', outputs: { status: '400' } },
  },
  {
    name: 'a masked text of several lines is masked line by line, short lines excepted',
    with: { path: me, mask: 'key\nblank' },
    given: answers(`GET ${me}`, { status: 200, json: { key: 'abc1\ndef2\r\nx', blank: '      ' } }),
    then: {
      masks: ['abc1', 'def2'],
      warnings: [/"key" finds a string, or a line of one/u, /"blank" finds a string/u],
      also: ({ masks }) => {
        expect(masks).not.toContain('x');
        expect(masks.some((mask) => mask.trim() === '')).toBe(false);
      },
    },
  },
  {
    name: 'a renewal that fails leaves the response of the call as it is',
    with: { path: me, ...once },
    given: (tenant) => {
      script(tenant, `GET ${me}`, qlikError(401, 'AUTH-1', 'Unauthorized'));
      script(tenant, 'POST /oauth/token', faults.pass, qlikError(403, 'X', 'Too many'));
      return undefined;
    },
    then: {
      fails:
        /401 Unauthorized: no new token could be obtained: No access token\. .*403 Forbidden: X Too many/u,
      outputs: { status: '401', response: /AUTH-1/u },
      also: ({ errors }) => {
        // The error already says why, so it does not guess that consent is missing.
        expect(errors.join('')).not.toContain('A token fresh from the tenant');
      },
    },
  },
  {
    name: 'a redirected token request fails, and the error names the target',
    with: once,
    given: answers('POST /oauth/token', {
      status: 302,
      headers: { location: 'https://login.example/x?y=1' },
    }),
    then: {
      fails: '302 Found: a redirect to https://login.example/x, which is not followed for a POST',
    },
  },
  {
    name: 'a redirect to a javascript: address fails, and the error names it',
    with: { path: me },
    given: answers(`GET ${me}`, { status: 302, headers: { location: 'javascript:alert(1)' } }),
    then: { fails: 'a redirect to a javascript: address' },
  },
  {
    name: 'a response with a hundred content codings is refused',
    with: { path: me },
    given: answers(`GET ${me}`, {
      status: 200,
      body: 'x',
      headers: { 'content-encoding': Array(100).fill('gzip').join(',') },
    }),
    then: { fails: 'the answer has 100 content encodings; at most 3 are decoded' },
  },
  {
    name: 'a response with two content codings is decoded twice',
    with: { path: me },
    given: answers(`GET ${me}`, {
      status: 200,
      body: gzipSync(gzipSync('twice')),
      headers: { 'content-encoding': 'gzip, gzip' },
    }),
    then: { outputs: { response: 'twice' } },
  },
  {
    name: 'an empty body with a Content-Encoding is an empty response',
    with: { path: '/api/v1/spaces', method: 'POST' },
    given: answers('POST /api/v1/spaces', {
      status: 201,
      body: '',
      headers: { 'content-encoding': 'gzip' },
    }),
    then: { outputs: { status: '201', response: '' } },
  },
  {
    name: 'a select that fails on an accepted error gives an empty result',
    with: { path: me, 'accept-status': '404', select: 'length(data)' },
    given: answers(`GET ${me}`, { status: 404, json: {} }),
    then: { outputs: { status: '404', result: '' } },
  },
  {
    name: 'location-id does not contain a line break',
    with: { path: '/api/v1/spaces', method: 'POST' },
    given: answers('POST /api/v1/spaces', { status: 201, headers: { location: '/a/b%0Ax%3Dy' } }),
    then: { outputs: { 'location-id': 'b%0Ax%3Dy' } },
  },
  {
    name: 'a token that seems to have expired is revoked all the same',
    given: answers('POST /oauth/token', {
      status: 200,
      json: { access_token: other, expires_at: '1234' },
    }),
    then: { outputs: { 'expires-at': '' }, postRequests: ['POST /oauth/revoke 200'] },
  },
  {
    name: 'a missing secret is the only error, even if path is a full URL',
    with: { 'client-secret': '' },
    given: ({ url }) => ({ path: `${url}${me}` }),
    then: { fails: /^Bad input: `client-secret`: is empty/u, requests: [] },
  },
  {
    name: 'a long input does not crowd the others out of the error',
    with: { path: `/api//${'x'.repeat(5000)}`, method: 'FETCH', select: 'a[' },
    then: { fails: /^3 bad inputs:[^]*`method`[^]*`path`: "\/api\/\/x{113}…" has[^]*`select`/u },
  },
];
