import type { Reply } from '../../sandbox/tenant/http.ts';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

/** An error message has the words of the response, and a hint only if their meaning is known. */

const page =
  '<!doctype html><html><body><h1>Blocked</h1><p>Ask the firewall team</p></body></html>';
const html = { 'Content-Type': 'text/html' };

/** A call that gets this response. */
function refused(
  name: string,
  call: string,
  answer: Reply,
  fails: RegExp,
  more: Readonly<Record<string, string>> = {},
): Scenario {
  const [method = '', path = ''] = call.split(' ');
  return {
    name,
    with: { method, path, ...more },
    given: answers(call, answer),
    then: { fails, outputs: { status: String(answer.status) } },
  };
}

const publish = 'POST /api/v1/apps/a1/publish';
const reloadOf = { body: '{"appId":"65f0c0ffee0000000000173a"}' };

export const errorWordScenarios: readonly Scenario[] = [
  refused(
    'an error that is an object is reported with its message',
    'GET /api/v1/items',
    { status: 400, json: { error: { message: 'No such filter' } } },
    /^GET \/api\/v1\/items: 400 Bad Request: No such filter/u,
  ),
  refused(
    'errors that are strings are reported',
    'GET /api/v1/items',
    { status: 400, json: { errors: ['No such filter', 'No such sort'] } },
    /^GET \/api\/v1\/items: 400 Bad Request: No such filter; No such sort/u,
  ),
  refused(
    'the fields that an error names are reported after its message',
    'POST /api/v1/spaces',
    { status: 422, json: { message: 'Invalid', errors: { name: ['too long'] } } },
    /^POST \/api\/v1\/spaces: 422 Unprocessable Entity: Invalid: name: too long/u,
  ),
  ...(
    [
      ['an HTML page', { status: 403, headers: html, body: page }, 'Blocked Ask the firewall team'],
      ['plain text', { status: 403, body: 'Blocked by policy 7' }, 'Blocked by policy 7'],
    ] as const
  ).map(([what, answer, words]) =>
    refused(
      `a 403 with ${what} gets no hint about roles, because it came from something in front of the tenant`,
      publish,
      answer,
      new RegExp(
        `^${publish}: 403 Forbidden: ${words}( \\(traceId \\w+\\))?\\. This response did not come from Qlik's API`,
        'u',
      ),
    ),
  ),
  {
    name: 'a 401 that asks for Basic authentication gets no hint about consent',
    with: { path: '/api/v1/items' },
    given: (tenant) => {
      const login = { 'WWW-Authenticate': 'Basic realm="proxy"' };
      const answer = { status: 401, headers: login, body: '' };
      tenant.script('GET /api/v1/items', [answer, answer]);
      return undefined;
    },
    then: { fails: /401 Unauthorized.*This response did not come from Qlik's API/u },
  },
  ...['', '{"errors":[]}', '{}'].map((body) =>
    refused(
      `a 403 with the body ${JSON.stringify(body)} gets the hint about roles, because the apps API often says no more`,
      publish,
      { status: 403, body },
      /403 Forbidden.*a role in the space/u,
    ),
  ),
  refused(
    'an HTML 404 gets the hint about the path, and none about roles',
    'GET /users/me',
    { status: 404, headers: html, body: page },
    /404 Not Found: Blocked Ask.*Check `path` and `method` \(GET unless it is set\): paths of Qlik's REST API begin with \/api\/(?!.*role)/u,
  ),
  ...(
    [
      ['GET /api/v1/temp-contents/t1', 404, /(?!.*short time)/u],
      ['POST /api/v1/apps/a1/export', 403, /(?!.*managed space)/u],
      ['POST /api/v1/reloads', 404, /(?!.*appId)/u],
      ['POST /api/v1/reloads', 429, /(?!.*pending)/u],
      ['GET /api/v1/items', 401, /(?!.*Trusted)/u],
      ['GET /api/v1/items', 429, /(?!.*client)/u],
    ] as const
  ).map(([call, status, not]): Scenario => {
    const [method = '', path = ''] = call.split(' ');
    const answer = { status, headers: html, body: page };
    return {
      name: `an HTML page in response to ${call} (${String(status)}) gets no hint about Qlik`,
      with: { method, path, retries: '0' },
      // After a 401 the call is made once more, with a new token.
      given: answers(call, answer, answer),
      then: { fails: new RegExp(`^${call}: ${String(status)} .*Blocked${not.source}`, 'u') },
    };
  }),
  ...(
    [
      ['POST /api/v1/reloads', reloadOf],
      ['POST /api/v1/reports', { body: '{}' }],
      ['POST /api/v1/reload-tasks', reloadOf],
      ['POST /api/scheduling/tasks', { body: '{}' }],
      ['POST /api/v1/apps/import', { query: 'fileId=t1' }],
    ] as const
  ).map(([call, more]) =>
    refused(
      `a 404 to ${call} gets the hint about an id in the body or the query, and none about the path`,
      call,
      { status: 404, json: { errors: [{ code: 'X-404', title: 'Not found' }] } },
      /404 Not Found: X-404 Not found(?!.*the id in it).*(`resourceId`|`fileId`)/u,
      more,
    ),
  ),
  refused(
    'a 404 to a path with an id gets the hint about that id',
    'POST /api/v1/apps/a1/copy',
    { status: 404, json: { errors: [{ code: 'X-404', title: 'Not found' }] } },
    /Check `path`, the id in it/u,
  ),
  {
    name: 'the hint for a 429 says that all jobs of the client share the limit, not all users of the tenant',
    with: { path: '/api/v1/items', retries: '0' },
    given: answers('GET /api/v1/items', {
      status: 429,
      headers: { 'Retry-After': '13' },
      json: { errors: [{ code: 'HTTP-429', title: 'API rate limit reached.' }] },
    }),
    then: {
      fails: /429 Too Many Requests: HTTP-429 .* All jobs that use this client(?!.*all who use)/u,
    },
  },
];
