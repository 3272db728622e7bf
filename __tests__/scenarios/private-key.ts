import { expect } from '@jest/globals';
import { send } from '../../sandbox/tenant/http.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { answers, qlikError } from '../support/answers.ts';
import { formsOf, verified } from '../support/assertions.ts';
import {
  clientWith,
  ecKey,
  type KeyPair,
  keyId,
  notTaken,
  rsaKey,
  secretLines,
  withKey,
} from '../support/keys.ts';
import type { Scenario } from '../support/scenario.ts';

const token = 'POST /oauth/token';
const revoke = 'POST /oauth/revoke';
const me = 'GET /api/v1/users/me';
const registered = { tenant: { clients: [clientWith(rsaKey)] }, with: withKey(rsaKey) } as const;

/** A key format that is accepted. */
function taken(form: string, key: KeyPair, text: string): Scenario {
  const lines = secretLines(Object.values(key.pem).find((pem) => sameKey(pem, text)) ?? '');
  return {
    name: `a client authenticates with an assertion: ${key.algorithm}, ${form}`,
    tenant: { clients: [clientWith(key)] },
    with: withKey(key, text),
    then: {
      requests: [`${token} 200`],
      postRequests: [`${revoke} 200`],
      masks: lines,
      secrets: lines,
      log: ['Revoked the access token'],
      also: async ({ tenant, masks, state }) => {
        expect(lines.length).toBeGreaterThan(2);
        expect(tenant.liveTokens()).toEqual([]);
        expect(await verified(tenant, key)).toHaveLength(2);
        const [first, second] = formsOf(tenant);
        expect(first?.get('grant_type')).toBe('client_credentials');
        expect(second?.get('token_type_hint')).toBe('access_token');
        const assertion = first?.get('client_assertion') ?? '';
        expect(masks).toContain(assertion);
        for (const text of [assertion, ...lines]) expect(state).not.toContain(text);
      },
    },
  };
}

function sameKey(pem: string, text: string): boolean {
  return secretLines(pem).every((line) => text.includes(line));
}

const forms = [rsaKey, ecKey].flatMap((key) =>
  Object.entries(key.pem).flatMap(([form, pem]) => [
    taken(form, key, pem),
    taken(`${form}, with \\n for line breaks`, key, pem.trim().replaceAll('\n', '\\n')),
  ]),
);

/** Loses the response after the tenant accepted the assertion, which it accepts only once. */
const lostAnswer: Step = async ({ pass, reset, response }) => {
  response.end = (() => {
    reset();
    return response;
  }) as typeof response.end;
  await pass();
};

/** Echoes the assertion in several encodings. */
const echo: Step = async ({ body, response }) => {
  const text = new URLSearchParams((await body()).toString()).get('client_assertion') ?? '';
  const spelled = [
    text,
    ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(text).toString(form)),
  ];
  send(response, qlikError(400, 'X-1', 'You sent', spelled.join(' ')));
};

function clock(name: string, minutes: number, fails: RegExp): Scenario {
  return {
    name: `a clock that is ${name} the tenant's gets a hint`,
    ...registered,
    tenant: { ...registered.tenant, now: () => Date.now() - minutes * 60_000 },
    then: { fails, requests: [`${token} 401`] },
  };
}

export const privateKeyScenarios: readonly Scenario[] = [
  ...forms,
  taken('PKCS#8, with Windows line breaks', rsaKey, pkcs8(rsaKey).replaceAll('\n', '\r\n')),
  taken(
    'SEC1, after its parameters as openssl ecparam writes them',
    ecKey,
    `-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n${ecKey.pem.SEC1 ?? ''}`,
  ),
  {
    name: 'a scope is sent in the form as it is written',
    ...registered,
    with: { ...registered.with, scope: 'user_default admin_classic' },
    then: {
      also: ({ tenant }) => {
        expect(formsOf(tenant)[0]?.get('scope')).toBe('user_default admin_classic');
      },
    },
  },
  {
    name: 'each attempt gets a new assertion',
    ...registered,
    given: answers(token, { status: 503 }, lostAnswer),
    then: {
      requests: [`${token} 503`, `${token} 200`, `${token} 200`],
      also: async ({ tenant, masks }) => {
        expect(await verified(tenant, rsaKey)).toHaveLength(4);
        for (const form of formsOf(tenant).slice(0, 3))
          expect(masks).toContain(form.get('client_assertion'));
      },
    },
  },
  {
    name: 'a token that expires during a step is renewed with a new assertion, and both are revoked',
    ...registered,
    with: { ...registered.with, path: '/api/v1/users/me' },
    given: answers(me, qlikError(401, 'AUTH-1', 'Unauthorized')),
    then: {
      requests: [`${token} 200`, `${me} 401`, `${token} 200`, `${me} 200`],
      postRequests: [`${revoke} 200`, `${revoke} 200`],
      also: async ({ tenant }) => {
        expect(await verified(tenant, rsaKey)).toHaveLength(4);
        expect(tenant.liveTokens()).toEqual([]);
      },
    },
  },
  ...[400, 401].map((status): Scenario => ({
    name: `a revocation that is refused with ${String(status)} is repeated with the token alone`,
    ...registered,
    given: answers(revoke, qlikError(status, 'OAUTH-1', 'Not so')),
    then: {
      postRequests: [`${revoke} ${String(status)}`, `${revoke} 200`],
      also: ({ tenant, outputs }) => {
        expect(tenant.liveTokens()).toEqual([]);
        expect(JSON.parse(tenant.journal.at(-1)?.body.toString() ?? '')).toEqual({
          token: outputs['access-token'],
          token_type_hint: 'access_token',
        });
      },
    },
  })),
  {
    name: 'an assertion that the server echoes is not shown',
    ...registered,
    given: answers(token, echo),
    then: { fails: /X-1 You sent: \*\*\* \*\*\*/u },
  },
  {
    name: 'a private key that is given as key-id is not shown',
    with: { ...registered.with, 'key-id': pkcs8(ecKey) },
    then: {
      fails: 'Bad input: `key-id`: contains a line break',
      requests: [],
      secrets: secretLines(pkcs8(ecKey)),
    },
  },
  clock(
    'ahead of',
    10,
    /401 Unauthorized: OAUTH-14 .*in the future.*synchronise the runner's clock/u,
  ),
  clock('behind', -10, /401 Unauthorized: OAUTH-14 .*expired.*synchronise the runner's clock/u),
  {
    name: 'a wrong clock is recognised by the Date of a response that does not mention it',
    ...registered,
    given: answers(token, {
      ...qlikError(401, 'OAUTH-14', 'Invalid client_id'),
      headers: { date: new Date(Date.now() + 600_000).toUTCString() },
    }),
    then: { fails: /OAUTH-14 Invalid client_id.*synchronise the runner's clock/u },
  },
  ...(
    [
      [
        'the assertion has expired',
        401,
        'The assertion has expired',
        /synchronise the runner's clock/u,
      ],
      [
        'the assertion is not valid yet',
        400,
        'JWT is not yet valid',
        /synchronise the runner's clock/u,
      ],
      ['its audience', 400, 'Invalid audience', /hostname in `tenant-url`/u],
      ['its signature', 400, 'Signature validation failed', /Check `client-id`, `key-id`/u],
    ] as const
  ).map(([what, status, detail, fails]): Scenario => ({
    name: `an error that says what is wrong gets the right hint: ${what}`,
    ...registered,
    inProcessOnly: true,
    given: answers(token, qlikError(status, 'X-1', 'Not so', detail)),
    then: { fails },
  })),
  {
    name: 'a key that Qlik does not know gets a hint that names all possible causes',
    ...registered,
    with: withKey({ ...rsaKey, pem: ecKey.pem }),
    then: { fails: /OAUTH-14 .*\. Check `client-id`, `key-id` .* and `private-key`/u },
  },
  {
    name: 'a key id that Qlik does not know gets a hint that names all possible causes',
    ...registered,
    with: { ...registered.with, 'key-id': 'another' },
    then: { fails: /OAUTH-14 .*\. Check `client-id`, `key-id`/u },
  },
  {
    name: 'a key for a client with a secret gets a hint about Private Key JWT',
    with: registered.with,
    then: { fails: /OAUTH-14 .*the client must be registered for Private Key JWT/u },
  },
  ...notTaken.map(([name, text, says]): Scenario => ({
    name: `refused as a private key: ${name}`,
    with: withKey(rsaKey, text),
    inProcessOnly: true,
    then: {
      fails: `Bad input: \`private-key\`: ${says}`,
      requests: [],
      postRequests: [],
      secrets: secretLines(text),
    },
  })),
  {
    name: 'a key whose line breaks are lost is refused, and masked all the same',
    with: withKey(rsaKey, pkcs8(rsaKey).replaceAll('\n', ' ')),
    then: {
      fails: 'Bad input: `private-key`: cannot be read: it is damaged, or has lost its line breaks',
      requests: [],
      masks: secretLines(pkcs8(rsaKey)),
      secrets: secretLines(pkcs8(rsaKey)),
    },
  },
  {
    name: 'a bad key is reported along with all other bad inputs',
    with: { ...withKey(rsaKey, 'none'), 'key-id': '', path: '/api//x' },
    then: {
      fails:
        /3 bad inputs:\n- `private-key`: is not PEM[^]*`key-id`: is required with[^]*`path`: /u,
      requests: [],
    },
  },
  refused(
    'a key and a secret',
    { 'private-key': pkcs8(rsaKey), 'key-id': keyId },
    '`private-key`: cannot be used together with `client-secret`: set only one of them',
  ),
  refused(
    'a key and a supplied token',
    { ...registered.with, 'access-token': 'abcdefgh-1' },
    '`access-token`: cannot be used together with `private-key`: set only one of them',
  ),
  refused(
    'a key without its id',
    { ...registered.with, 'key-id': '' },
    '`key-id`: is required with `private-key`',
  ),
  refused(
    'a key id without a key or secret',
    { 'client-secret': '', 'key-id': keyId },
    '`private-key`: is empty. Its secret is probably misspelt',
  ),
  refused('a key id with a secret', { 'key-id': keyId }, '`key-id`: is set without `private-key`'),
  refused(
    'a key without a client',
    { ...registered.with, 'client-id': '' },
    '`client-id`: is empty',
  ),
  {
    name: 'a supplied token needs no client, and scope and key-id are ignored',
    with: { 'client-secret': '', 'key-id': keyId, scope: 'user_default', path: 'api/v1/users/me' },
    given: (tenant) => ({ 'access-token': tenant.issueToken().token }),
    then: { requests: [`${me} 200`], postRequests: [] },
  },
];

function pkcs8(key: KeyPair): string {
  return key.pem['PKCS#8'] ?? '';
}

function refused(
  name: string,
  given: Readonly<Record<string, string | undefined>>,
  says: string,
): Scenario {
  return {
    name: `refused: ${name}`,
    with: given,
    inProcessOnly: true,
    then: { fails: `Bad input: ${says}`, requests: [], postRequests: [] },
  };
}
