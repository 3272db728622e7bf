import { script } from '../support/answers.ts';
import { expect } from '@jest/globals';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Scenario } from '../support/scenario.ts';

const me = '/api/v1/users/me';

/** Lets the route redirect `times` times. */
function redirects(route: string, location: string, status = 302, times = 1) {
  return (tenant: Tenant): undefined => {
    for (let time = 0; time < times; time++)
      script(tenant, route, { status, headers: { location }, body: 'Moved' });
  };
}

const elsewhere = 'https://files.example/download?signature=hunter22';

export const redirectScenarios: readonly Scenario[] = [
  ...[301, 302, 303, 307, 308].map((status): Scenario => ({
    name: `a GET follows a ${String(status)} on the tenant, with its token and its headers`,
    with: { path: '/api/v1/old?x=1', headers: 'X-Own: a' },
    given: redirects('GET /api/v1/old', 'users/me?y=2', status),
    then: {
      outputs: { status: '200' },
      requests: [
        'POST /oauth/token 200',
        `GET /api/v1/old?x=1 ${String(status)}`,
        `GET ${me}?y=2 200`,
      ],
      also: ({ tenant }) => {
        expect(tenant.journal[2]?.headers['x-own']).toBe('a');
      },
    },
  })),
  {
    name: 'five redirects are followed, but not a sixth',
    with: { path: me },
    given: redirects(`GET ${me}`, me, 302, 6),
    then: {
      fails:
        /302 Found: a redirect to http:\/\/127\.0\.0\.1:\d+\/api\/v1\/users\/me, after 5 others/u,
      outputs: { status: '302', response: 'Moved' },
      also: ({ requests }) => {
        expect(requests).toHaveLength(7);
      },
    },
  },
  ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method): Scenario => ({
    name: `a redirected ${method} fails, and the error names the target without its query`,
    with: { path: me, method },
    given: redirects(`${method} ${me}`, '/login?token=hunter22'),
    then: {
      fails: new RegExp(
        `${method} .*302 Found: a redirect to http.*/login, which is not followed for a ${method}`,
        'u',
      ),
      outputs: { status: '302' },
      secrets: ['hunter22'],
      requests: ['POST /oauth/token 200', `${method} ${me} 302`],
    },
  })),
  {
    name: 'a redirect to another origin fails, because a login page is not an answer',
    with: { path: me },
    given: redirects(`GET ${me}`, elsewhere),
    then: {
      fails: /302 Found: a redirect to https:\/\/files\.example\/download, another origin/u,
      secrets: ['hunter22'],
    },
  },
  {
    name: 'a redirect to another port of the same host is one to another origin',
    with: { path: me },
    given: redirects(`GET ${me}`, 'http://127.0.0.1:1/x'),
    then: { fails: 'another origin' },
  },
  {
    name: 'a download does not follow a redirect to http on another origin',
    with: { path: me, 'response-file': 'x' },
    given: redirects(`GET ${me}`, 'http://files.example/x'),
    then: { fails: 'which is not https', files: { x: undefined } },
  },
  {
    name: 'a download does not follow a redirect with user info',
    with: { path: me, 'response-file': 'x' },
    given: redirects(`GET ${me}`, 'https://user:hunter22@files.example/x'),
    then: { fails: 'with user info', secrets: ['hunter22'] },
  },
  {
    name: 'a HEAD does not follow a redirect to another origin, even with response-file',
    with: { path: me, method: 'HEAD', 'response-file': 'x' },
    given: redirects(`HEAD ${me}`, elsewhere),
    then: { fails: 'another origin' },
  },
  {
    name: 'a redirect without a Location is an error',
    with: { path: me },
    given: (tenant) => {
      script(tenant, `GET ${me}`, { status: 302, body: '' });
      return undefined;
    },
    then: { fails: '302 Found: a redirect without a Location' },
  },
  {
    name: 'a redirect to an address that is not a URL is an error',
    with: { path: me },
    given: redirects(`GET ${me}`, 'https://[nowhere'),
    then: { fails: 'a Location that is not a URL' },
  },
  {
    name: 'an accepted redirect is a success, and is not followed',
    with: { path: me, 'accept-status': '302' },
    given: redirects(`GET ${me}`, '/api/v1/temp-contents/abc'),
    then: { outputs: { status: '302', 'location-id': 'abc', response: 'Moved' } },
  },
];
