import { qlikError, script } from '../support/answers.ts';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Scenario } from '../support/scenario.ts';

const tokenRequest = 'POST /oauth/token';
const aToken = 'a-token-long-enough-to-be-one';
const once = { retries: '0' };

/** A bad response to a token request, and the error that it causes. */
function badAnswer(name: string, answer: Step, fails: string | RegExp): Scenario {
  return {
    name: `a token request that is answered with ${name} fails the step`,
    with: once,
    given: (tenant) => {
      script(tenant, tokenRequest, answer);
      return undefined;
    },
    then: {
      fails,
      outputs: { 'access-token': undefined },
      requests: [`${tokenRequest} ${statusOf(answer)}`],
      postRequests: [],
    },
  };
}

function statusOf(answer: Step): string {
  return typeof answer === 'function' ? '200' : String(answer.status);
}

function token(fields: object): Step {
  return { status: 200, json: { access_token: aToken, token_type: 'Bearer', ...fields } };
}

export const tokenScenarios: readonly Scenario[] = [
  {
    name: 'a step without a path gets a token, and the post step revokes it',
    then: {
      outputs: {
        'access-token': /^[\w-]+\.[\w-]+\.[\w-]+$/u,
        'expires-at': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u,
        status: undefined,
        response: undefined,
      },
      requests: ['POST /oauth/token 200'],
      postRequests: ['POST /oauth/revoke 200'],
      log: [/POST \/oauth\/token: 200, \d+ bytes in \d+ ms \(traceId [\da-f]{32}\)/u, 'Revoked'],
      also: ({ tenant, masks, outputs }) => {
        expect(tenant.liveTokens()).toEqual([]);
        expect(masks).toContain(outputs['access-token']);
        const [asked] = tenant.journal;
        expect(asked?.headers['user-agent']).toMatch(/^qlik-cloud-action\/\d/u);
        expect(asked?.body.toString()).not.toContain('scope');
      },
    },
  },
  {
    name: 'tenant-url may be a hostname with white space around it, which means https',
    tenant: { https: true },
    bundleOnly: true,
    given: (tenant) => ({ 'tenant-url': ` localhost:${String(tenant.port)} ` }),
    then: { outputs: { 'tenant-url': /^https:\/\/localhost:\d+$/u } },
  },
  {
    name: 'a pasted secret may have white space around it',
    given: ({ client }) => ({ 'client-secret': `\n ${client.secret} \n` }),
    then: { requests: ['POST /oauth/token 200'] },
  },
  {
    name: 'scope is sent as it is written',
    with: { scope: 'user_default admin_classic' },
    then: {
      also: ({ tenant }) => {
        expect(tenant.journal[0]?.body.toString()).toContain(
          '"scope":"user_default admin_classic"',
        );
      },
    },
  },
  {
    name: 'a token is not revoked with revoke-token: false',
    with: { 'revoke-token': 'false' },
    then: { postRequests: [] },
  },
  {
    name: 'a supplied token is used, and no token is requested or revoked',
    with: { 'client-id': '', 'client-secret': '', path: '/api/v1/users/me' },
    given: (tenant) => {
      return { 'access-token': tenant.issueToken().token };
    },
    then: {
      outputs: {
        'access-token': /^eyJ/u,
        'expires-at': undefined,
        status: '200',
      },
      requests: ['GET /api/v1/users/me 200'],
      postRequests: [],
    },
  },
  {
    name: 'a supplied token that has expired fails the step, and the error says so',
    with: {
      'client-id': '',
      'client-secret': '',
      'access-token': 'ended-token-0123456789',
      path: 'api/v1/users/me',
    },
    then: {
      fails:
        /GET \/api\/v1\/users\/me: 401 Unauthorized: HTTP-401 .*The tenant did not accept the supplied `access-token`/u,
      outputs: { status: '401' },
      requests: ['GET /api/v1/users/me 401'],
    },
  },
  {
    name: 'a token that expires during a step is renewed once, and both are revoked in the end',
    with: { path: '/api/v1/users/me' },
    given: (tenant) => {
      script(tenant, 'GET /api/v1/users/me', qlikError(401, 'AUTH-1', 'Unauthorized'));
      return undefined;
    },
    then: {
      outputs: { status: '200' },
      requests: [
        'POST /oauth/token 200',
        'GET /api/v1/users/me 401',
        'POST /oauth/token 200',
        'GET /api/v1/users/me 200',
      ],
      postRequests: ['POST /oauth/revoke 200', 'POST /oauth/revoke 200'],
      also: ({ outputs, tenant }) => {
        const [, , , last] = tenant.journal;
        expect(last?.headers.authorization).toBe(`Bearer ${outputs['access-token'] ?? ''}`);
        expect(tenant.liveTokens()).toEqual([]);
      },
    },
  },
  {
    name: 'a new token that is refused too is not renewed again',
    with: { path: '/api/v1/users/me' },
    given: (tenant) => {
      const refused = qlikError(401, 'AUTH-1', 'Unauthorized');
      script(tenant, 'GET /api/v1/users/me', refused, refused, refused);
      return undefined;
    },
    then: {
      fails: /401 Unauthorized.*consent method/u,
      requests: [
        'POST /oauth/token 200',
        'GET /api/v1/users/me 401',
        'POST /oauth/token 200',
        'GET /api/v1/users/me 401',
      ],
    },
  },
  {
    name: 'expires-at comes from expires_in if expires_at is unusable',
    given: (tenant) => {
      script(
        tenant,
        'POST /oauth/revoke',
        { status: 400 },
        qlikError(400, 'OAUTH-30', 'Invalid token'),
      );
      script(tenant, tokenRequest, token({ expires_in: 60, expires_at: 'soon' }));
      return undefined;
    },
    then: {
      masks: [aToken],
      outputs: { 'expires-at': /Z$/u, 'access-token': aToken },
      postRequests: ['POST /oauth/revoke 400', 'POST /oauth/revoke 400'],
      log: [
        /was not revoked: POST \/oauth\/revoke: 400 Bad Request: OAUTH-30 .*It expires by itself at/u,
      ],
    },
  },
  {
    name: 'a token without an expiry has an empty expires-at',
    with: { 'revoke-token': 'FALSE' },
    given: (tenant) => {
      script(tenant, tokenRequest, token({}));
      return undefined;
    },
    then: { outputs: { 'expires-at': '', 'access-token': aToken } },
  },
  badAnswer('no access_token', token({ access_token: undefined }), 'without an access_token'),
  badAnswer('an empty token', token({ access_token: '' }), 'whose access_token is empty'),
  badAnswer('a number as the token', token({ access_token: 7 }), 'is not a string'),
  badAnswer('a token of one letter', token({ access_token: 'e' }), 'too short'),
  badAnswer(
    'a token too long for a header',
    token({ access_token: 'e'.repeat(16 * 1024 + 1) }),
    'whose access_token is too long to be a token',
  ),
  badAnswer(
    'a token with a line break',
    token({ access_token: `${aToken}\r\nx: y` }),
    'whose access_token contains characters that are not allowed in a header',
  ),
  badAnswer('another token type', token({ token_type: 'mac' }), 'token_type is not bearer'),
  badAnswer('a list', { status: 200, json: [] }, 'not a JSON object'),
  badAnswer(
    'an HTML page',
    { status: 200, body: `<h1>Log in</h1> ${aToken}`, headers: { 'content-type': 'text/html' } },
    /POST \/oauth\/token: 200 with text\/html, \d+ bytes, which is not JSON.*tenant-url/u,
  ),
  badAnswer('broken JSON', { status: 200, body: `{"access_token":"${aToken}` }, 'not JSON'),
  badAnswer(
    'a redirect',
    { status: 302, headers: { location: 'https://login.example/?token=1' } },
    /302 Found/u,
  ),
  {
    name: 'an endless response to a token request is cut off at 1 MiB',
    with: once,
    given: (tenant) => {
      script(tenant, tokenRequest, faults.endlessBody);
      return undefined;
    },
    then: { fails: 'POST /oauth/token: the answer is larger than 1 MiB' },
  },
  {
    name: 'a truncated response to a token request fails the step',
    with: once,
    given: (tenant) => {
      script(tenant, tokenRequest, faults.cutLength);
      return undefined;
    },
    then: { fails: /POST \/oauth\/token: the connection was reset .* after 100 of 1000 bytes/u },
  },
  {
    name: 'a wrong secret gets a hint, and is not shown',
    with: { 'client-secret': 'wrong-secret-0123456789' },
    then: {
      fails:
        /^No access token\. POST \/oauth\/token: 401 Unauthorized: OAUTH-14 Invalid client_id: .*\(traceId [\da-f]+\)\. Check `client-id` and `client-secret`/u,
      secrets: ['wrong-secret-0123456789'],
      requests: ['POST /oauth/token 401'],
    },
  },
  {
    name: 'a shortened Content-Type does not show part of a secret',
    given: (tenant) => {
      const type = `text/${'x'.repeat(70)}${tenant.client.secret}`;
      script(tenant, tokenRequest, { status: 200, headers: { 'Content-Type': type }, body: '' });
      return undefined;
    },
    then: { fails: /200 with text\/x{70}\*\*\*, /u },
  },
  {
    name: 'an unknown client gets a hint',
    with: { 'client-id': 'nobody' },
    then: { fails: /OAUTH-14 Invalid client_id: OAuth client is not authorized.*Trusted/u },
  },
  {
    name: 'a scope that the client may not have gets a hint',
    with: { scope: 'everything' },
    then: {
      fails: /400 Bad Request: invalid_scope .*not allowed: everything .*`scope` requests more/u,
    },
  },
  {
    name: 'too many live tokens get a hint',
    tenant: { maxTokens: 0 },
    then: { fails: /403 Forbidden: HTTP-403 .*\. The client has too many live tokens/u },
  },
  {
    name: 'a server that echoes the secret and workflow commands gets neither into the log',
    given: (tenant) => {
      const { secret } = tenant.client;
      const spelled = [
        secret,
        Buffer.from(secret).toString('base64url'),
        Buffer.from(secret).toString('hex'),
        Buffer.from(` ${secret}`).toString('base64').replaceAll('=', ''),
      ].join(' ');
      script(
        tenant,
        tokenRequest,
        qlikError(400, 'X', `\n::set-env name=PATH::/evil\r##[add-path]evil ${spelled}`),
      );
      return undefined;
    },
    then: {
      fails: /400 Bad Request: X : :set-env name=PATH::\/evil ## \[add-path\]evil \*\*\* \*\*\*/u,
    },
  },
];
