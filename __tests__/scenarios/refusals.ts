import type { Scenario } from '../support/scenario.ts';

const me = { path: '/api/v1/users/me' };
const post = { ...me, method: 'POST' };

/** A step with a bad input: the error names it, and no request is made. */
function refused(
  name: string,
  given: Readonly<Record<string, string | undefined>>,
  fails: string | RegExp,
): Scenario {
  return {
    name: `refused: ${name}`,
    with: given,
    then: { fails, requests: [], postRequests: [], outputs: { 'access-token': undefined } },
  };
}

const urls: readonly (readonly [name: string, url: string, says: string])[] = [
  ['no tenant', '', '`tenant-url`: is empty'],
  ['user info', 'https://user:hunter22@acme.eu.qlikcloud.com', '`tenant-url`: contains user info'],
  ['a path', 'https://acme.eu.qlikcloud.com/hub', 'has a path, query or fragment'],
  ['a query', 'https://acme.eu.qlikcloud.com?x=1', 'has a path, query or fragment'],
  ['a fragment', 'https://acme.eu.qlikcloud.com#x', 'has a path, query or fragment'],
  ['http', 'http://acme.eu.qlikcloud.com', '"http://acme.eu.qlikcloud.com" is not https'],
  ['another scheme', 'ftp://acme.eu.qlikcloud.com', 'is not https'],
  ['white space', 'acme .eu.qlikcloud.com', 'is not a URL'],
  ['a line break', 'acme.eu\n.qlikcloud.com', 'control characters'],
  ['an invalid port', 'acme.eu.qlikcloud.com:99999', 'is not a URL'],
];

const paths: readonly (readonly [path: string, says: string])[] = [
  ['//evil.example/x', 'could lead away from'],
  ['\\\\evil.example', 'backslash'],
  ['/\\evil.example', 'backslash'],
  ['https://evil.example/x', 'is not on'],
  ['https:evil.example/x', 'is not on'],
  ['@evil.example/x', 'could lead away from'],
  ['javascript:alert(1)', 'is not on'],
  ['/api\t/v1', 'control characters'],
  ['/api/v1/\nusers', 'control characters'],
  ['/api/v1/users#me', 'has a fragment'],
  ['/api/v1/apps//copy', 'empty segment'],
  ['/api/v1/apps/', 'empty segment'],
  ['/', 'empty segment'],
  ['?x=1', 'empty segment'],
  ['/api/v1/apps/%20/copy', 'empty segment'],
  ['/api/v1/../../oauth', '. or .. segment'],
  ['/api/./v1', '. or .. segment'],
  ['/api/%2e%2E/v1', '. or .. segment'],
  ['/api/%252e%252e/v1', '. or .. segment'],
  ['/api/..%2Fv1', '. or .. segment'],
  ['/api/%5c..%5cv1', 'segment'],
  ['/api/%zz', 'invalid percent-encoding'],
  ['/api/%0d%0aX', 'control characters'],
];

export const refusalScenarios: readonly Scenario[] = [
  {
    name: 'one run names every bad input, and makes no request',
    with: {
      'tenant-url': 'http://acme.example/x?secret=hunter22',
      'client-id': '',
      'client-secret': '',
      'revoke-token': 'yes',
      path: '/api//x',
      method: 'FETCH',
      query: 'novalue',
      headers: 'X-Own',
      body: '{',
      'accept-status': '99',
      select: 'a[',
      'fail-when': 'b..c',
      mask: 'ok\nc(',
      'response-file': '../x',
      retries: '11',
      'idle-timeout-seconds': 'soon',
    },
    then: {
      fails: new RegExp(
        [
          '14 bad inputs:',
          '`tenant-url`: "http://acme.example/x…" has a path',
          'the step has no credentials: ',
        ].join('[^]*'),
        'u',
      ),
      requests: [],
      logNot: ['hunter22'],
    },
  },
  ...urls.map(([name, url, says]) => refused(`a tenant with ${name}`, { 'tenant-url': url }, says)),
  ...paths.map(([path, says]) => refused(`the path ${JSON.stringify(path)}`, { path }, says)),
  refused(
    'no secret, key or token',
    { 'client-secret': undefined },
    '`client-secret`: is empty. Its secret is probably misspelt or not available to this run: runs from forks and from Dependabot',
  ),
  refused('no client-id', { 'client-id': undefined }, '`client-id`: is empty'),
  refused(
    'two credentials',
    { 'access-token': 'abcdefgh-1' },
    '`access-token`: cannot be used together with `client-secret`',
  ),
  refused(
    'three credentials and a user',
    { 'access-token': 'abcdefgh-1', 'private-key': 'x', 'user-id': 'u' },
    /`private-key`: cannot be used together with `client-secret`[^]*`access-token`: cannot be used[^]*`user-id`: cannot be used together with `access-token`/u,
  ),
  refused(
    'a bad path with a bad done-when, both reported',
    { path: '/api//x', wait: 'true', 'done-when': 'b..c' },
    /`path`: [^]*`done-when`: /u,
  ),
  refused(
    'an invalid method with body and paginate',
    { ...me, method: 'FETCH', body: '{}', paginate: 'true' },
    '`method`: "FETCH" is not one of GET, HEAD',
  ),
  refused(
    'bad headers with a body, which is not checked then',
    { ...post, headers: 'X-Own', body: 'a' },
    '`headers`: entry 1 is not of the form name: value',
  ),
  refused(
    'a secret with a line break',
    { 'client-secret': 'one-secret\ntwo-secret' },
    '`client-secret`: contains a line break',
  ),
  refused(
    'a token with characters that a header cannot carry',
    { 'client-secret': '', 'access-token': 'half a-token' },
    '`access-token`: contains white space',
  ),
  refused(
    'an invalid method',
    { ...me, method: 'FETCH' },
    '`method`: "FETCH" is not one of GET, HEAD',
  ),
  refused(
    'a header without a colon',
    { ...me, headers: 'X-Own' },
    '`headers`: entry 1 is not of the form name: value',
  ),
  ...[
    'Authorization: x',
    'host: x',
    'Content-Length: 1',
    'transfer-encoding: x',
    'CONNECTION: x',
  ].map((header) =>
    refused(
      `the header ${header}`,
      { ...me, headers: header },
      'is set by the action itself: leave it out',
    ),
  ),
  refused(
    'a header with a control character',
    { ...me, headers: 'X-Own: a\u0001b' },
    '`headers`: entry 1 contains control',
  ),
  refused(
    'an invalid header name',
    { ...me, headers: 'X Own: a' },
    '"x own" is not a valid header name',
  ),
  refused(
    'a header that is given twice',
    { ...me, headers: 'X-Own: a\nx-own: b' },
    '"x-own" is given twice',
  ),
  refused(
    'a header value in another alphabet',
    { ...me, headers: 'X-Own: Ω' },
    'that are not allowed in a header',
  ),
  refused(
    'a query without =',
    { ...me, query: 'a=1\nhunter22' },
    '`query`: entry 2 is not of the form name=value',
  ),
  refused('a body with GET', { ...me, body: '{}' }, '`body`: cannot be used with GET'),
  refused(
    'a body with HEAD',
    { ...me, method: 'HEAD', body: '{}' },
    '`body`: cannot be used with HEAD',
  ),
  refused('a body that is not JSON', { ...post, body: 'hunter22' }, '`body`: is not valid JSON'),
  refused(
    'a body that is not JSON, with a JSON Content-Type',
    { ...post, body: 'x', headers: 'content-type: Application/JSON; charset=utf-8' },
    '`body`: is not valid JSON',
  ),
  ...['99', '600', '4xx', '409-404', '404,,x'].map((status) =>
    refused(`the status ${status}`, { ...me, 'accept-status': status }, '`accept-status`: '),
  ),
  ...['a[', 'a..b', 'foo(@)', 'abs(a, b)', 'a ='].map((select) =>
    refused(
      `the expression ${select}`,
      { ...me, select },
      `\`select\`: ${JSON.stringify(select)} is not`,
    ),
  ),
  refused('a fail-when that does not parse', { ...me, 'fail-when': '(' }, '`fail-when`: '),
  refused('a mask that does not parse', { ...me, mask: 'a\nb(' }, '`mask`: "b(" is not'),
  ...['0', '3601', '-1', 'NaN', '1e3'].map((seconds) =>
    refused(
      `${seconds} seconds`,
      { 'idle-timeout-seconds': seconds },
      'is not a number from 1 to 3600',
    ),
  ),
  ...['-1', '11', '1.5'].map((retries) =>
    refused(`${retries} retries`, { retries }, 'is not a whole number from 0 to 10'),
  ),
  refused(
    'an invalid boolean',
    { 'revoke-token': 'no' },
    '`revoke-token`: "no" is neither true nor false',
  ),
  ...[
    'body',
    'select',
    'fail-when',
    'mask',
    'query',
    'headers',
    'accept-status',
    'response-file',
  ].map((input) =>
    refused(`${input} without a path`, { [input]: 'a' }, `\`${input}\`: is set without \`path\``),
  ),
  refused('a method without a path', { method: 'POST' }, '`method`: is set without `path`'),
  refused(
    'a response-file outside the workspace',
    { ...me, 'response-file': '../x' },
    'leaves the workspace',
  ),
  refused(
    'a response-file that ends with a slash',
    { ...me, 'response-file': 'x/' },
    'names a folder',
  ),
  {
    ...refused(
      'a response-file that is a folder',
      { ...me, 'response-file': 'here' },
      '"here" is a folder',
    ),
    files: { 'here/x': '' },
  },
  {
    ...refused(
      'a response-file below a file',
      { ...me, 'response-file': 'file/x' },
      'is not a folder',
    ),
    files: { file: '' },
  },
  {
    ...refused('a disabled check of certificates', me, 'NODE_TLS_REJECT_UNAUTHORIZED=0 is refused'),
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  },
];
