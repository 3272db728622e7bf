import { answers, qlikError } from '../support/answers.ts';
import { clientWith, rsaKey, secretLines, withKey } from '../support/keys.ts';
import type { Scenario } from '../support/scenario.ts';

const me = { path: '/api/v1/users/me' };
const token = 'POST /oauth/token';
const pem = rsaKey.pem['PKCS#8'] ?? '';
const pkcs1 = rsaKey.pem['PKCS#1'] ?? '';

function refused(
  name: string,
  given: Readonly<Record<string, string | undefined>>,
  then: Scenario['then'],
  more: Partial<Omit<Scenario, 'name' | 'with' | 'then'>> = { inProcessOnly: true },
): Scenario {
  return {
    name: `refused: ${name}`,
    with: given,
    ...more,
    then: { requests: [], postRequests: [], ...then },
  };
}

/** Bad addresses, and the correct one that the error suggests; undefined where it has none. */
const addresses: readonly (readonly [url: string, right: string | undefined])[] = [
  ['https://acme.eu.qlikcloud.com/analytics/home', 'https://acme.eu.qlikcloud.com'],
  ['acme.eu.qlikcloud.com/hub?x=1', 'https://acme.eu.qlikcloud.com'],
  ['HTTPS://ACME.eu.qlikcloud.com:8443//', 'https://acme.eu.qlikcloud.com:8443'],
  ['https://acme.eu.qlikcloud.com#x', 'https://acme.eu.qlikcloud.com'],
  ['http://acme.eu.qlikcloud.com/hub', 'https://acme.eu.qlikcloud.com'],
  ['http://acme.eu.qlikcloud.com', 'https://acme.eu.qlikcloud.com'],
  ['https:/acme.eu.qlikcloud.com', 'https://acme.eu.qlikcloud.com'],
  ['https//acme.eu.qlikcloud.com', 'https://acme.eu.qlikcloud.com'],
  ['//acme.eu.qlikcloud.com', 'https://acme.eu.qlikcloud.com'],
  ['http://localhost:8080/x', 'http://localhost:8080'],
  ['https://', undefined],
  ['/analytics/home', undefined],
];

const rightAddresses = addresses.map(([url, right], index) =>
  refused(
    `the tenant ${url}, with the correct address if it is known`,
    { 'tenant-url': url },
    {
      fails:
        right === undefined
          ? /^Bad input: `tenant-url`: (?!.*\. Write )/u
          : `it must be https://<hostname> or the hostname alone${url.startsWith('http://acme.eu.qlikcloud.com') && !url.endsWith('hub') ? ' (http only for a loopback host)' : ''}. Write ${right}`,
    },
    index === 0 ? {} : { inProcessOnly: true },
  ),
);

/** Inputs of a call with a bad value, in a step without a path. */
const alone: readonly (readonly [name: string, value: string, says: string])[] = [
  ['method', 'FETCH', '"FETCH" is not one of GET'],
  ['wait', 'maybe', '"maybe" is neither true nor false'],
  ['paginate', 'yes', '"yes" is neither true nor false'],
  ['fetch-result', 'on', '"on" is neither true nor false'],
  ['query', 'hunter22', 'entry 1 is not of the form name=value'],
  ['headers', 'Host: x', '"host" is set by the action itself: leave it out'],
  ['accept-status', '99', '"99" is neither a status code'],
  ['select', 'a[', '"a[" is not'],
  ['fail-when', '(', '"(" is not'],
  ['mask', 'b(', '"b(" is not'],
  ['done-when', 'b..c', '"b..c" is not'],
  ['wait-timeout-minutes', 'soon', '"soon" is not a number'],
  ['wait-interval-seconds', '0', '"0" is not a number'],
  ['response-file', '../x', '"../x" leaves the workspace'],
  ['body', '{', 'is not valid JSON at line 1, column 2'],
  ['body-file', 'none', '"none" does not exist'],
  ['form-files', 'a=none', '"none" does not exist'],
];

const withoutPath = alone.map(([name, value, says]) =>
  refused(
    `${name} with a bad value, and without a path`,
    { [name]: value },
    {
      fails: new RegExp(
        `bad inputs:(?=[^]*\\n- \`${name}\`: is set without \`path\`)[^]*\\n- \`${name}\`: ${escaped(says)}`,
        'u',
      ),
    },
  ),
);

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}

const nothing = { 'client-id': '', 'client-secret': '' };
const everyWay =
  'the step has no credentials: set `client-id` and `client-secret`, or `client-id`, `private-key` and `key-id`, or `access-token`, or `execution-token` to run a triggered automation';

const missing: readonly Scenario[] = [
  refused('no way to get a token', { ...nothing, ...me }, { fails: `Bad input: ${everyWay}` }, {}),
  refused(
    'no way to get a token, along with another bad input',
    { ...nothing, method: 'FETCH', ...me },
    { fails: /2 bad inputs:\n- the step has no credentials: [^]*\n- `method`: / },
  ),
  refused(
    'tenant instead of tenant-url',
    { 'tenant-url': undefined, tenant: 'acme.eu.qlikcloud.com' },
    {
      fails:
        'Bad input: `tenant-url`: is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt. It should look like https://acme.eu.qlikcloud.com. The step sets `tenant`, which is not an input of this action',
    },
    {},
  ),
  refused(
    'input names with underscores',
    { ...nothing, client_id: 'c', client_secret: 's3cr3t-0123' },
    {
      fails: /The step sets `client_id` and `client_secret`, which are not inputs of this action/u,
      secrets: ['s3cr3t-0123'],
    },
  ),
  refused(
    'a misspelt secret along with an empty tenant, reported once',
    { 'tenant-url': '', 'client-secret': '', secret: 's3cr3t-0123' },
    {
      fails:
        /^2 bad inputs:\n- `tenant-url`: .*The step sets `secret`, which is not an input of this action\n- `client-secret`: is empty(?!.*The step sets)/u,
      secrets: ['s3cr3t-0123'],
    },
  ),
  {
    name: 'an unknown input is not mentioned while nothing is missing',
    with: { tenant: 'x', ...me },
    inProcessOnly: true,
    then: { outputs: { status: '200' }, logNot: ['The step sets'] },
  },
];

/** Ways to store a secret wrongly, and what the error says. */
const stored: readonly (readonly [name: string, made: (secret: string) => string, says: string])[] =
  [
    ['in double quotes', (secret) => `"${secret}"`, 'has quotes around it'],
    ['in single quotes', (secret) => `'${secret}'`, 'has quotes around it'],
    ['in typographic quotes', (secret) => `“${secret}”`, 'has quotes around it'],
    [
      'with a zero-width space',
      (secret) => `${secret}\u200b`,
      'contains an invisible character: copy it again',
    ],
    [
      'with a soft hyphen',
      (secret) => `${secret.slice(0, 9)}\u00ad${secret.slice(9)}`,
      'contains an invisible character: copy it again',
    ],
    ['as JSON', (secret) => JSON.stringify({ clientSecret: secret }), 'is a JSON object'],
    ['as JSON with spaces', (secret) => `{ "clientSecret": "${secret}" }`, 'is a JSON object'],
  ];

const damaged: readonly Scenario[] = [
  ...stored.map(([name, made, says], index): Scenario => ({
    name: `a secret that is stored ${name} gets a hint when Qlik refuses it`,
    given: ({ client: { secret } }) => ({ 'client-secret': made(secret) }),
    ...(index === 0 ? {} : { inProcessOnly: true as const }),
    then: { fails: new RegExp(`401 Unauthorized: .*\\. \`client-secret\` ${says}`, 'u') },
  })),
  {
    name: 'a well-formed secret gets no hint that it is damaged',
    given: answers(token, qlikError(401, 'HTTP-401', 'Unauthorized')),
    inProcessOnly: true,
    then: { fails: '`client-id` or `client-secret` is wrong: copy both' },
  },
  ...(
    [
      ['in quotes', '"abcdefgh-0123"', 'has quotes around it'],
      [
        'with a zero-width space',
        'abcdefgh-0123\u200b',
        'contains an invisible character: copy it again',
      ],
      ['as JSON', '{"token":"abcdefgh-0123"}', 'is a JSON object'],
      ['with white space', 'half a-token', 'contains white space or characters'],
    ] as const
  ).map(([name, value, says]) =>
    refused(
      `a token ${name}`,
      { ...nothing, 'access-token': value, ...me },
      { fails: `Bad input: \`access-token\`: ${says}` },
    ),
  ),
];

const registered = { tenant: { clients: [clientWith(rsaKey)] } } as const;
const lines = secretLines(pem);
const indented = (text: string, indent: string): string => text.replace(/^/gmu, indent).trim();

/** Valid keys in unusual layouts. */
const laidOut: readonly (readonly [name: string, text: string])[] = [
  ['indented by spaces', indented(pem, '    ')],
  ['indented by tabs, from PKCS#1', indented(pkcs1, '\t')],
  ['with trailing white space', pem.replaceAll('\n', '  \n')],
  ['with blank lines', pem.replaceAll('\n', '\r\n\r\n')],
  ['indented, with its line breaks written \\n', indented(pem, ' ').replaceAll('\n', '\\n')],
];

/** Damaged keys, and the error for each. */
const noKey: readonly (readonly [name: string, text: string, says: string])[] = [
  [
    'without its first dash',
    pem.slice(1),
    'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----, with five dashes on either side',
  ],
  [
    'without any dash',
    pem.replaceAll('-', ''),
    'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----, with five dashes',
  ],
  [
    'without its first dash, and with \\n for line breaks',
    pem.slice(1).replaceAll('\n', '\\n'),
    'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----,',
  ],
  [
    'without its first dash, and with its line breaks lost',
    pem.slice(1).replaceAll('\n', ' '),
    'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----,',
  ],
  [
    'without its last dash',
    pem.trim().slice(0, -1),
    'has no END line: it was not copied completely',
  ],
];

const keys: readonly Scenario[] = [
  ...laidOut.map(([name, text], index): Scenario => ({
    name: `a key ${name} is accepted`,
    ...registered,
    with: withKey(rsaKey, text),
    ...(index === 0 ? {} : { inProcessOnly: true as const }),
    then: { requests: [`${token} 200`], secrets: secretLines(pem).slice(0, 3) },
  })),
  ...noKey.map(([name, text, says]) =>
    refused(
      `a key ${name}`,
      withKey(rsaKey, text),
      { fails: `Bad input: \`private-key\`: ${says}`, masks: lines, secrets: lines },
      name === 'without its first dash' ? {} : { inProcessOnly: true },
    ),
  ),
  ...['none', 'KEY', '-----BEGIN PRIVATE KEY-----', 'BEGIN PRIVATE KEY'].map((text) =>
    refused(`a text that is not a key, without masking it: ${text}`, withKey(rsaKey, text), {
      fails: /`private-key`: (?:is not PEM|has no END line)/u,
      also: ({ masks, errors }) => {
        if (masks.includes(text)) throw new Error(`${text} is masked`);
        if (errors.join('').includes('***')) throw new Error(errors.join('\n'));
      },
    }),
  ),
];

export const checkedCredentialScenarios: readonly Scenario[] = [
  ...rightAddresses,
  ...withoutPath,
  ...missing,
  ...damaged,
  ...keys,
];
