import { expect } from '@jest/globals';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const ok = { status: 200, json: { data: [] } };

function refused(
  name: string,
  given: Readonly<Record<string, string>>,
  fails: string | RegExp,
  more: { readonly bundleToo?: true } = {},
): Scenario {
  return {
    name: `refused: ${name}`,
    with: given,
    ...(more.bundleToo === true ? {} : { inProcessOnly: true as const }),
    then: { fails, requests: [], postRequests: [], outputs: { 'access-token': undefined } },
  };
}

const spaces = '/api/v1/spaces';
const aList = 'has a JSON list or object where a single ID is expected';

/** What ends up in a path when an expression gives more than one id. */
const lists = [
  '["a","b"]',
  '{"id":"a"}',
  '[]',
  '{}',
  '[1, 2]',
  '%5B%22a%22%2C%22b%22%5D',
  '%255B%2522a%2522%255D',
  '[{"id":"a"}]/actions/x',
  '["qri:app:sense://a","qri:app:sense://b"]',
  '[\n  "a",\n  "b"\n]',
];

const oneId: readonly Scenario[] = [
  ...lists.map((list, index) =>
    refused(
      `${JSON.stringify(list)} in place of a single id`,
      { path: `${spaces}/${list}`, method: 'DELETE', 'accept-status': '404' },
      aList,
      index < 2 ? { bundleToo: true } : {},
    ),
  ),
];

const lineage = '/api/v1/lineage-graphs/nodes';
const nodes = `${lineage}/qri%3Aapp%3Asense%3A%2F%2Fe5c6/actions/expand`;

/** Paths that are sent as they are written. */
const written: readonly (readonly [path: string, sent: string])[] = [
  [`${nodes}?level=resource`, `GET ${nodes}`],
  ['/api/v1/apps/a1/media/list/', 'GET /api/v1/apps/a1/media/list/'],
  ['/api/v1/apps/a1/media/list/?show=all', 'GET /api/v1/apps/a1/media/list/'],
  [`${lineage}/a%2Fb`, `GET ${lineage}/a%2Fb`],
  [`${lineage}/qri%253A%252F%252Fe5c6`, `GET ${lineage}/qri%253A%252F%252Fe5c6`],
  ['/api/v1/users/ACME%5Cjane', 'GET /api/v1/users/ACME%5Cjane'],
  ['/api/v1/things/[a]', 'GET /api/v1/things/[a]'],
];

const asWritten: readonly Scenario[] = written.map(([path, sent], index) => ({
  name: `the path ${path} is sent as it is written`,
  with: { path },
  given: answers(sent, ok),
  ...(index < 2 ? {} : { inProcessOnly: true as const }),
  then: {
    requests: ['POST /oauth/token 200', `GET ${path} 200`],
    also: ({ tenant }) => {
      const { path: asked = '', query = '' } = tenant.journal[1] ?? {};
      expect([asked, query].filter(Boolean).join('?')).toBe(path);
    },
  },
}));

/** Spellings of an empty or a dotted segment. */
const notSent: readonly (readonly [segment: string, says: string])[] = [
  ['a%2F..%2Fb', '. or .. segment'],
  ['a%2F.%2Fb', '. or .. segment'],
  ['..%2Fb', '. or .. segment'],
  ['a%2F..', '. or .. segment'],
  ['a%2F%2e%2e%2Fb', '. or .. segment'],
  ['a%252F..%252Fb', '. or .. segment'],
  ['a%252F%252e%252e', '. or .. segment'],
  ['a%5C..%5Cb', '. or .. segment'],
  ['a%2F..;x=1%2Fb', '. or .. segment'],
  ['a%2F%20..%20%2Fb', '. or .. segment'],
  ['%2F', 'empty segment'],
  ['%2F%2f', 'empty segment'],
  ['%252F', 'empty segment'],
  ['%5C', 'empty segment'],
  ['%2F%20%2F', 'empty segment'],
  ['%2F;x', 'empty segment'],
  ['a//b', 'empty segment'],
  ['a/', 'empty segment'],
  ['a/?x=1', 'empty segment'],
  ['media/list//', 'empty segment'],
  ['media/list%2F/', 'empty segment'],
  ['media/listing/', 'empty segment'],
  ['xmedia/list/', 'empty segment'],
];

const joined =
  'contains a second parameter after "&": write one name=value per line. If the "&" is part of the value, percent-encode it and write the parameter in `path`';

/** Entries of `query` that hold two parameters, and the error for each. */
const twoInOne: readonly (readonly [query: string, says: string])[] = [
  ['resourceType=app&limit=100', `\`query\`: entry 1 ${joined}`],
  ['a=1\nresourceType=app & limit=hunter22', `\`query\`: entry 2 ${joined}`],
  ['a=1&amp;b=hunter22', `entry 1 ${joined}`],
  ['a=&b=hunter22', `entry 1 ${joined}`],
  ['a&b=hunter22', `entry 1 ${joined}`],
  ['&a=hunter22', `entry 1 ${joined}`],
  ['a="x"&b=hunter22', `entry 1 ${joined}`],
  [`name=O'Brien&b='hunter22'`, `entry 1 ${joined}`],
  ['a=1&b[0].c=hunter22', `entry 1 ${joined}`],
  [
    '?resourceType=app',
    '`query`: entry 1 begins with "?": leave it out, and write one name=value per line',
  ],
  ['a=1\n? b=hunter22', 'entry 2 begins with "?"'],
];

/** Entries of `query` that hold one parameter, and what is sent. */
const one: readonly (readonly [query: string, sent: string])[] = [
  ['name=R&D', '?name=R%26D'],
  ['name=Research & Development', '?name=Research%20%26%20Development'],
  ['filter=name eq "A&b=c"', '?filter=name%20eq%20%22A%26b%3Dc%22'],
  [`filter=name eq 'A&b=c'`, '?filter=name%20eq%20%27A%26b%3Dc%27'],
  ['filter=name eq "A\\"&b=c"', '?filter=name%20eq%20%22A%5C%22%26b%3Dc%22'],
  ['name=Sales & Co = #1', '?name=Sales%20%26%20Co%20%3D%20%231'],
  ['a=b=c', '?a=b%3Dc'],
  ['a=x?y', '?a=x%3Fy'],
  ['a=R&D\na=1', '?a=R%26D&a=1'],
];

const path = '/api/v1/items';

export const checkedAddressScenarios: readonly Scenario[] = [
  ...oneId,
  ...asWritten,
  ...notSent.map(([segment, says]) =>
    refused(`the segment ${segment}`, { path: `/api/v1/apps/${segment}` }, says),
  ),
  ...twoInOne.map(([query, says], index) =>
    refused(
      `the query ${JSON.stringify(query)}`,
      { path, query },
      says,
      index === 0 ? { bundleToo: true } : {},
    ),
  ),
  {
    name: 'the error for a refused query does not show its value',
    with: { path, query: 'name=hunter22&b=hunter22' },
    then: { fails: joined, requests: [], logNot: ['hunter22'], secrets: ['hunter22'] },
  },
  ...one.map(([query, sent], index): Scenario => ({
    name: `the query ${JSON.stringify(query)} is encoded and sent`,
    with: { path, query },
    given: answers(`GET ${path}`, ok),
    ...(index < 3 ? {} : { inProcessOnly: true as const }),
    then: {
      also: ({ tenant }) => {
        expect(`?${tenant.journal[1]?.query ?? ''}`).toBe(sent);
      },
    },
  })),
];
