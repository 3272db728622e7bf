import { expect } from '@jest/globals';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import { clientWith, rsaKey, withKey } from '../support/keys.ts';
import type { Scenario, Seen } from '../support/scenario.ts';

const token = 'POST /oauth/token';
const revoke = 'POST /oauth/revoke';
const aToken = 'a-token-long-enough-to-be-one';

/** The inputs of the post step when the runner no longer knows any of the values. */
const gone = (): Readonly<Record<string, string>> => ({
  'tenant-url': '',
  'client-id': '',
  'client-secret': '',
  'private-key': '',
  'key-id': '',
  'access-token': '',
  'revoke-token': '',
});

/** The same server under another origin; its journal shows which by the `Host`. */
const another = ({ port }: Tenant): Readonly<Record<string, string>> => ({
  'tenant-url': `http://localhost:${String(port)}`,
});

/** Expects the revocation to go to the issuing tenant, without a credential of the client. */
function givenBackAlone({ tenant, outputs }: Seen): void {
  const back = tenant.journal.filter(({ path }) => path === '/oauth/revoke');
  expect(back.map(({ headers }) => headers.host)).toEqual([new URL(tenant.url).host]);
  expect(back.map(({ body }) => JSON.parse(body.toString()) as unknown)).toEqual([
    { token: outputs['access-token'], token_type_hint: 'access_token' },
  ]);
  expect(tenant.liveTokens()).toEqual([]);
}

function issued(fields: object): Step {
  return { status: 200, json: { access_token: aToken, token_type: 'Bearer', ...fields } };
}

const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a1"}', wait: 'true' };

/** A reload that ends at the second poll; an expired token gets a 403 without a body there. */
const endsAtTheSecondLook = (tenant: Tenant): void => {
  script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
  script(
    tenant,
    'GET /api/v1/reloads/r1',
    { status: 200, json: { status: 'RELOADING' } },
    ({ request, response }) => {
      const ended = request.headers.authorization === `Bearer ${aToken}`;
      response.writeHead(ended ? 403 : 200, { 'content-type': 'application/json' });
      response.end(ended ? '' : '{"status":"SUCCEEDED"}');
    },
  );
};

/** Unusable expiry times: such a token is revoked. */
const unknownEnds: readonly (readonly [string, object])[] = [
  ['expires_in 0', { expires_in: 0 }],
  ['an empty expires_in', { expires_in: '' }],
  ['expires_in of white space', { expires_in: ' ' }],
  ['a negative expires_in', { expires_in: -5 }],
  ['an expires_in beyond any date', { expires_in: 1e300 }],
  ['an expires_at that has just passed', { expires_at: minutesAgo(0.1) }],
  ['an expires_at long in the past', { expires_at: minutesAgo(600) }],
  ['an expires_at that is not a date', { expires_at: 'soon' }],
];

export const lifeOfATokenScenarios: readonly Scenario[] = [
  ...unknownEnds.map(([name, fields]): Scenario => ({
    name: `a token whose expiry is unknown is revoked: ${name}`,
    given: answers(token, issued(fields)),
    then: {
      outputs: { 'access-token': aToken, 'expires-at': '' },
      postRequests: [`${revoke} 200`],
    },
  })),
  {
    name: 'expires_in counts if expires_at has passed, because the clock of the runner may be ahead',
    given: answers(token, issued({ expires_at: minutesAgo(60), expires_in: 3600 })),
    then: { outputs: { 'expires-at': /Z$/u }, postRequests: [`${revoke} 200`] },
  },
  {
    name: 'a token that is about to expire is revoked',
    given: answers(token, issued({ expires_in: 1 })),
    then: { postRequests: [`${revoke} 200`] },
  },
  {
    name: 'a token is revoked at the tenant that issued it, even if the inputs now name another',
    withInPost: another,
    then: {
      postRequests: [`${revoke} 200`],
      log: [
        /Cleaning up at http:\/\/127\.0\.0\.1:\d+ without the client's credentials: .* another tenant/u,
        'Revoked the access token',
      ],
      also: givenBackAlone,
    },
  },
  {
    name: 'a token is revoked without credentials if the inputs are now empty',
    withInPost: gone,
    then: {
      postRequests: [`${revoke} 200`],
      log: [
        /without the client's credentials: .* inputs are now empty or invalid/u,
        'Revoked the access token',
      ],
      also: givenBackAlone,
    },
  },
  {
    name: 'a token from a private key is revoked without credentials if the inputs are now empty',
    tenant: { clients: [clientWith(rsaKey)] },
    with: withKey(rsaKey),
    withInPost: gone,
    then: { postRequests: [`${revoke} 200`], also: givenBackAlone },
  },
  {
    name: 'a token is revoked without credentials if the inputs are now bad',
    withInPost: () => ({ 'client-secret': 'two\nlines-0123456789', 'revoke-token': 'perhaps' }),
    then: {
      postRequests: [`${revoke} 200`],
      log: [/inputs are now empty or invalid/u],
      secrets: ['lines-0123456789'],
      also: givenBackAlone,
    },
  },
  {
    name: 'a refused revocation without credentials is logged, with the reason why there were none',
    withInPost: gone,
    given: answers(revoke, qlikError(401, 'OAUTH-14', 'Invalid client_id')),
    then: {
      postRequests: [`${revoke} 401`],
      log: [
        /The access token was not revoked: POST \/oauth\/revoke: 401 .*It expires by itself at .*inputs are now empty or invalid/u,
      ],
    },
  },
  {
    name: 'the post step keeps a token if revoke-token was false in the main step',
    with: { 'revoke-token': 'false' },
    withInPost: () => ({ 'revoke-token': 'true' }),
    then: { postRequests: [] },
  },
  {
    name: 'the post step revokes a token if revoke-token was true in the main step',
    withInPost: () => ({ 'revoke-token': 'false' }),
    then: { postRequests: [`${revoke} 200`] },
  },
  {
    name: 'a token that was saved only to stop a job is not revoked',
    with: { ...reload, 'revoke-token': 'false' },
    given: (tenant) => {
      endsAtTheSecondLook(tenant);
      return undefined;
    },
    then: {
      postRequests: [],
      also: ({ state, outputs }) => {
        expect(state).toContain(outputs['access-token']);
      },
    },
  },
  {
    name: 'an expired token is not sent: a new one is requested before the next poll',
    with: reload,
    given: (tenant) => {
      endsAtTheSecondLook(tenant);
      script(tenant, token, issued({ expires_in: 2 }));
      return undefined;
    },
    then: {
      outputs: { response: '{"status":"SUCCEEDED"}', 'access-token': /^eyJ/u },
      requests: [
        `${token} 200`,
        'POST /api/v1/reloads 201',
        'GET /api/v1/reloads/r1 200',
        `${token} 200`,
        'GET /api/v1/reloads/r1 200',
      ],
      postRequests: [`${revoke} 200`, `${revoke} 200`],
    },
  },
  {
    name: 'a token that seems to have expired is sent if no new one can be had',
    with: { ...reload, retries: '0' },
    given: (tenant) => {
      endsAtTheSecondLook(tenant);
      script(tenant, token, issued({ expires_in: 2 }), { status: 503 });
      return undefined;
    },
    then: {
      fails: /the reload may still be running, but cannot be polled: GET .*403 Forbidden/u,
      requests: [
        `${token} 200`,
        'POST /api/v1/reloads 201',
        'GET /api/v1/reloads/r1 200',
        `${token} 503`,
        'GET /api/v1/reloads/r1 403',
      ],
    },
  },
  {
    name: 'the saved state has the origin and the token, but neither the client secret nor the client id',
    then: {
      also: ({ state, tenant, outputs }) => {
        expect(state).toContain(tenant.url);
        expect(state).toContain(outputs['access-token']);
        expect(state).not.toContain(tenant.client.secret);
        expect(state).not.toContain(tenant.client.id);
      },
    },
  },
];
