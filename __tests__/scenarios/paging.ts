import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const list = '/api/v1/items';
const paginate = { path: list, paginate: 'true' };
const first = { 'content-type': 'application/json', 'x-page': '1' };

/** The text of a page; `next` is the JSON of `links.next`. */
function page(next: string | undefined, items: string, name = 'data'): Reply {
  const links = next === undefined ? '{}' : `{"next":${next}}`;
  return { status: 200, headers: first, body: `{"${name}":[${items}],"links":${links}}` };
}

/** `links.next` with a next link on the same list. */
const to = (href: string): string => JSON.stringify({ href });

const second = page(undefined, '2');
const asksTwo = ['POST /oauth/token 200', `GET ${list} 200`, `GET ${list}?n=2 200`];

/** A list of two pages, the first of which links to the second in an unusual way. */
const followed = (name: string, one: Reply): Scenario => ({
  name: `paginate follows ${name}`,
  with: paginate,
  given: answers(`GET ${list}`, one, second),
  then: { outputs: { response: '{"data":[1,2]}', headers: /"x-page":"1"/u }, requests: asksTwo },
});

/** A list that ends with its first page. */
const ends = (next: string | undefined): Scenario => ({
  name: `a list ends with \`next\`: ${String(next)}`,
  inProcessOnly: true,
  with: paginate,
  given: answers(`GET ${list}`, page(next, '1')),
  then: { outputs: { response: '{"data":[1]}' }, requests: asksTwo.slice(0, 2) },
});

const notAnAddress =
  'GET /api/v1/items: the first page has a `links.next` that is neither a link nor empty';

/** Outputs when paging fails: status and headers of the first page, and nothing else. */
const headOnly = {
  outputs: {
    status: '200',
    headers: /"x-page":"1"/u,
    'location-id': 'here',
    response: undefined,
    result: undefined,
    'response-file': undefined,
  },
  files: { 'all.json': 'as it was' },
} as const;

/** A list that fails after a good first page. */
const broken = (
  name: string,
  says: string | RegExp,
  later: Step,
  href = `${list}?n=2`,
): Scenario => ({
  name: `status and headers are those of the first page if a later page fails: ${name}`,
  with: { ...paginate, 'response-file': 'all.json', select: 'data[0]', retries: '0' },
  files: { 'all.json': 'as it was' },
  given: (tenant) => {
    const one = page(to(href), '1');
    const headers = { ...first, location: '/api/v1/items/here' };
    script(tenant, `GET ${list}`, { ...one, headers }, later);
    return undefined;
  },
  then: { fails: says, ...headOnly },
});

const answer = (body: string | Buffer): Reply => ({ status: 200, body });

/** Pages of a list under another name, with other fields beside it. */
const named = (path: string, name: string, beside: string): Scenario => ({
  name: `paginate follows a list under the name ${name}`,
  with: { path, paginate: 'true' },
  given: (tenant) => {
    const part = (next: string, items: string): Reply => ({
      status: 200,
      body: `{${beside}"${name}":[${items}],"links":{"self":{},"next":${next}}}`,
    });
    const next = (n: number): string => to(`${tenant.url}${path}?n=${String(n)}`);
    const [one, three] = ['{"id":12345678901234567890}', '{"id":3.50}'];
    script(tenant, `GET ${path}`, part(next(2), one), part(next(3), ''), part('{}', three));
    return undefined;
  },
  then: {
    outputs: { response: `{"${name}":[{"id":12345678901234567890},{"id":3.50}]}` },
    requests: [
      'POST /oauth/token 200',
      `GET ${path} 200`,
      `GET ${path}?n=2 200`,
      `GET ${path}?n=3 200`,
    ],
  },
});

/** A list of a single page. */
const alone = (name: string, body: string, then: Scenario['then']): Scenario => ({
  name,
  with: paginate,
  given: answers(`GET ${list}`, answer(body)),
  then,
});

const asItIs = (why: string): RegExp =>
  new RegExp(
    `^GET /api/v1/items: \`paginate\` finds no list to follow: the response ${why}. It is returned unchanged, without further pages`,
    'u',
  );

const filter = '/api/v1/users/actions/filter';
const filtering = {
  path: filter,
  method: 'POST',
  paginate: 'true',
  query: 'limit=4',
  body: '{"filter":"name sw \\"User 1\\""}',
};
const scripts = `/api/v1/apps/${known.app}/scripts`;

/** The bodies sent to a path. */
function sentTo(tenant: Tenant, path: string): string[] {
  return tenant.journal
    .filter((entry) => entry.path.startsWith(path))
    .map(({ body }) => String(body));
}

const elsewhere =
  'If evil.example is the tenant itself, set `tenant-url` to https://evil.example; a gateway in front of the tenant must forward the `Host` and `X-Forwarded-Proto` headers; without them the tenant returns its internal address';

export const pagingScenarios: readonly Scenario[] = [
  followed('a first page that begins with a byte order mark', {
    ...page(to(`${list}?n=2`), '1'),
    body: `\ufeff${String(page(to(`${list}?n=2`), '1').body)}`,
  }),
  followed('a next link that is a string', page(`"${list}?n=2"`, '1')),
  followed('a relative next link', page(to('?n=2'), '1')),
  followed('a relative next link that lacks /api', page(to('/v1/items?n=2'), '1')),
  followed('a next link that has a fragment', page(to(`${list}?n=2#top`), '1')),
  {
    name: 'a relative next link is resolved against the page that contains it',
    with: paginate,
    given: (tenant) => {
      const other = '/api/v1/collections/c1/items';
      script(tenant, `GET ${list}`, page(to(other), '1'));
      script(tenant, `GET ${other}`, page(to('items?n=3'), '2'), page('null', '3'));
      return undefined;
    },
    then: { outputs: { response: '{"data":[1,2,3]}' } },
  },
  {
    name: 'a later page may begin with a byte order mark too',
    with: paginate,
    given: answers(`GET ${list}`, page(to('?n=2'), '1'), answer(`\ufeff${String(second.body)}`)),
    then: { outputs: { response: '{"data":[1,2]}' } },
  },
  ...[undefined, 'null', '""', '{}', to(''), '{"href":null}', '{"href":{}}'].map(ends),
  ...['5', '[]', 'false', '{"href":5}', '{"href":["/api/v1/items?n=2"]}', '{"href":{"a":1}}'].map(
    (next): Scenario => ({
      name: `a \`next\` that is not an address is an error: ${next}`,
      inProcessOnly: true,
      with: paginate,
      given: answers(`GET ${list}`, page(next, '1')),
      then: { fails: notAnAddress, outputs: { status: '200' }, requests: asksTwo.slice(0, 2) },
    }),
  ),
  {
    name: 'a first page that is not UTF-8 is an error',
    with: { ...paginate, 'response-file': 'all.json' },
    given: answers(
      `GET ${list}`,
      answer(
        Buffer.from('{"data":["\u00e4"],"links":{"next":{"href":"/api/v1/items?n=2"}}}', 'latin1'),
      ),
    ),
    then: {
      fails: 'GET /api/v1/items: the first page is not UTF-8 text',
      outputs: { status: '200' },
      files: { 'all.json': undefined },
    },
  },
  named('/api/v1/sharing-tasks', 'sharingTasks', '"totalCount":2,"recipients":{"userIds":[]},'),
  named('/api/v1/apps/a1/scripts', 'scripts', '"privileges":["read","update"],'),
  named('/api/v1/data-alerts', 'tasks', '"currentPageCount":1,"totalCount":2,'),
  named('/api/v1/data-alerts/a1/executions/stats', '__proto__', ''),
  {
    name: 'a list whose first page is empty is recognised if no other array can be the list',
    with: paginate,
    given: answers(
      `GET ${list}`,
      {
        status: 200,
        body: '{"scripts":[],"privileges":["read"],"links":{"next":{"href":"?n=2"}}}',
      },
      page(undefined, '{"id":2}', 'scripts'),
    ),
    then: { outputs: { response: '{"scripts":[{"id":2}]}' } },
  },
  alone('an empty list under another name is a list', '{"tasks":[],"links":{"self":{}}}', {
    outputs: { response: '{"tasks":[]}' },
  }),
  alone('`data` is the list, even if there is another array', '{"data":[1],"x":[{}],"links":{}}', {
    outputs: { response: '{"data":[1]}' },
  }),
  alone('a next link without a list is an error', '{"a":[1],"b":{},"links":{"next":"?n=2"}}', {
    fails:
      'GET /api/v1/items: the first page has a next link, but no list: neither `data` nor one array of objects',
    outputs: { status: '200' },
  }),
  alone(
    'a next link with two lists is an error',
    '{"a":[{}],"b":[{}],"links":{"next":{"href":"?n=2"}}}',
    {
      fails:
        'GET /api/v1/items: the first page has a next link, but several arrays that could be the list',
      outputs: { status: '200' },
    },
  ),
  {
    name: 'a later page with its list under another name is an error',
    with: paginate,
    given: answers(
      `GET ${list}`,
      page(to('?n=2'), '{}', 'tasks'),
      page('null', '{}', 'executions'),
    ),
    then: {
      fails:
        'GET /api/v1/items: a later page is not a page of the list: it has no list in the field that holds it on the first page',
      outputs: { status: '200' },
    },
  },
  ...(
    [
      ['{"data":[1]}', 'has no `links`'],
      ['[1, 2]', 'has no `links`'],
      ['{"data":[1],"links":null}', 'has no `links`'],
      ['{"links":{}}', 'has no list next to `links`'],
      ['{"a":[1],"links":{}}', 'has no list next to `links`'],
      [
        '{"a":[{}],"b":[{}],"links":{}}',
        'has several arrays next to `links` that could be the list',
      ],
      ['{"id":"u1","assignedRoles":[{}],"links":{}}', 'is a single object with an `id`'],
      ['text', 'is not JSON'],
      ['', 'is empty'],
    ] as const
  ).map(([body, why]) =>
    alone(`a response that is not a list causes a warning: ${JSON.stringify(body)}`, body, {
      warnings: [asItIs(why)],
      titles: ['no list to follow'],
      outputs: { response: body },
    }),
  ),
  {
    name: 'paginate on a single user causes a warning',
    with: { path: '/api/v1/users/me', paginate: 'true', select: 'id' },
    then: { warnings: [/a single object with an `id`/u], outputs: { result: known.bot } },
  },
  {
    name: 'paginate on a filter sends the body with each request',
    with: { ...filtering, select: 'length(data)' },
    then: {
      // User 1, 10 to 19 and 100 to 199.
      outputs: { status: '200', result: '111', response: /^\{"data":\[\{.*\}\]\}$/su },
      also: ({ tenant, requests }) => {
        expect(requests).toHaveLength(1 + 28);
        expect(new Set(sentTo(tenant, filter))).toEqual(new Set([filtering.body]));
        // A repeatable POST needs no new connection.
        expect(new Set(tenant.journal.map(({ connection }) => connection)).size).toBeLessThan(4);
        const types = tenant.journal.slice(1).map(({ headers }) => headers['content-type']);
        expect(new Set(types)).toEqual(new Set(['application/json']));
      },
    },
  },
  {
    name: 'paginate on a filter does not send the body to another path',
    with: filtering,
    given: answers(`POST ${filter}`, {
      status: 200,
      json: { data: [{ id: '1' }], links: { next: { href: '/api/v1/reloads' } } },
    }),
    then: {
      fails: 'the next page has another path, and a POST is sent only to the path of the list',
      requests: ['POST /oauth/token 200', `POST ${filter}?limit=4 200`],
      outputs: { status: '200', response: undefined },
    },
  },
  {
    name: 'JSON labelled as HTML that is not a list causes a warning',
    with: paginate,
    given: answers(`GET ${list}`, {
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: '{"data":[1]}',
    }),
    then: { warnings: [asItIs('has no `links`')], outputs: { response: '{"data":[1]}' } },
  },
  {
    name: 'a signed address from the first page is masked if a later page fails',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      script(
        tenant,
        `GET ${list}`,
        {
          status: 200,
          headers: { location: 'https://files.example/a?sig=SIGNATURE-0123456789' },
          json: { data: [{ id: '1' }], links: { next: { href: '?page=2' } } },
        },
        { status: 501, body: '' },
      );
      return undefined;
    },
    then: {
      fails: '501 Not Implemented',
      outputs: { status: '200', headers: /SIGNATURE/u },
      masks: ['SIGNATURE-0123456789'],
    },
  },
  {
    name: 'paginate on a filter sends body-file with each request',
    with: { ...filtering, body: undefined, 'body-file': 'filter.json', query: 'limit=100' },
    files: { 'filter.json': filtering.body },
    then: {
      also: ({ tenant, requests }) => {
        expect(requests).toHaveLength(3);
        expect(sentTo(tenant, filter)).toEqual([filtering.body, filtering.body]);
      },
    },
  },
  ...(
    [
      ['POST', '/api/v1/users/actions/count'],
      ['POST', '/api/v1/actions/filter/x'],
      ['PUT', filter],
      ['HEAD', list],
    ] as const
  ).map(([method, path]): Scenario => ({
    name: `refused: paginate with ${method} ${path}`,
    with: { path, method, paginate: 'true' },
    then: {
      fails: `\`paginate\`: cannot be used with ${method} here: a list is read with GET, or with a POST to …/actions/filter`,
      requests: [],
    },
  })),
  {
    name: 'paginate follows the scripts of an app',
    with: { path: scripts, paginate: 'true', query: 'limit=2', select: 'scripts[].scriptId' },
    given: (tenant) => {
      const kept = tenant.world.apps.get(known.app)?.scripts;
      const modifiedTime = '2026-01-01T00:00:00Z';
      for (const n of [2, 3, 4, 5])
        kept?.push({ id: `script-${String(n)}`, script: '', message: '', modifiedTime });
      return undefined;
    },
    then: {
      outputs: { result: '["script-5","script-4","script-3","script-2","script-1"]' },
      also: ({ requests }) => {
        expect(requests).toHaveLength(4);
      },
    },
  },
  broken(
    'a page that was already read, except for its fragment',
    'the next page is one that has already been read',
    page(to(`${list}?n=2#b`), '2'),
    `${list}?n=2#a`,
  ),
  broken('500', 'A later page failed: GET /api/v1/items: 500', qlikError(500, 'X', 'Down')),
  broken(
    'another origin',
    `GET /api/v1/items: the next page is on another origin (https://evil.example). ${elsewhere}`,
    page(to('https://evil.example/x?token=1'), '2'),
  ),
  broken(
    'another scheme',
    /the next page is on another origin \(http:\/\/evil\.example\)\. A gateway in front/u,
    page(to('http://evil.example/x'), '2'),
  ),
  broken(
    'no host at all',
    'the next page is on another origin (javascript:)',
    page('"javascript:x"', '2'),
  ),
  {
    name: 'a next link with user info is an error',
    with: paginate,
    given: (tenant) => {
      const href = `${tenant.url.replace('://', '://someone:secret-of-theirs@')}${list}?n=2`;
      script(tenant, `GET ${list}`, page(to(href), '1'));
      return undefined;
    },
    then: {
      fails: /the next page is on the tenant, but with user info$/u,
      secrets: ['secret-of-theirs'],
      outputs: { status: '200' },
    },
  },
  broken('HTML', 'GET /api/v1/items: 200 OK, but the response is an HTML page', {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><p>Sign in',
  }),
  broken(
    'not JSON',
    'a later page is not a page of the list: it is not JSON',
    answer('{"data":[2'),
  ),
  broken('no links', 'a page of the list: it has no `links`', answer('{"data":[2]}')),
  broken(
    'no list',
    'it has no list in the field that holds it on the first page',
    answer('{"data":null,"links":{}}'),
  ),
  broken('latin1', 'it is not UTF-8 text', answer(Buffer.from('{"data":["\u00e4"]}', 'latin1'))),
  broken('empty', 'a later page is not a page of the list: it is empty', answer('')),
  broken(
    'an odd next link',
    'a page of the list: it has a `links.next` that is neither a link nor empty',
    page('7', '2'),
  ),
  broken('a truncated body', 'the connection was reset (ECONNRESET)', faults.cutLength),
  broken('a network fault', 'the connection was reset (ECONNRESET)', faults.resetInHeaders),
  broken(
    'nested too deeply',
    'GET /api/v1/items: a page is nested too deeply to be read',
    page('null', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  ),
  {
    name: 'fetch-result follows a Location that lacks /api',
    with: { path: '/api/v1/apps/a/export', method: 'POST', 'fetch-result': 'true' },
    given: (tenant) => {
      const location = '/v1/temp-contents/c1?x=1';
      script(tenant, 'POST /api/v1/apps/a/export', { status: 201, headers: { location } });
      script(tenant, 'GET /api/v1/temp-contents/c1', answer('qvf'));
      return undefined;
    },
    then: {
      outputs: { status: '200', response: 'qvf', 'location-id': 'c1' },
      requests: [
        'POST /oauth/token 200',
        'POST /api/v1/apps/a/export 201',
        'GET /api/v1/temp-contents/c1?x=1 200',
      ],
    },
  },
  {
    name: 'fetch-result with a Location on another origin fails with a hint about what to change',
    with: { path: '/api/v1/apps/a/export', method: 'POST', 'fetch-result': 'true' },
    given: answers('POST /api/v1/apps/a/export', {
      status: 201,
      headers: { location: 'https://evil.example/api/v1/temp-contents/c1' },
    }),
    then: {
      fails: `POST /api/v1/apps/a/export: \`fetch-result\` found an address on another origin (https://evil.example). ${elsewhere}`,
      outputs: { status: '201' },
    },
  },
];
