import { expect } from '@jest/globals';
import { known } from '../../sandbox/tenant/world.ts';
import { newClient } from '../../sandbox/tenant/tenant.ts';
import { formsOf, verified } from '../support/assertions.ts';
import { clientWith, rsaKey, withKey } from '../support/keys.ts';
import type { Scenario } from '../support/scenario.ts';

const token = 'POST /oauth/token';
const revoke = 'POST /oauth/revoke';
const me = 'GET /api/v1/users/me';
const subject = 'idp\\user-1';
const grant = 'urn:qlik:oauth:user-impersonation';

const users = [
  ['user-id', 'userId', known.user],
  ['user-subject', 'subject', subject],
] as const;

export const impersonationScenarios: readonly Scenario[] = [
  ...users.map(([input, field, value]): Scenario => ({
    name: `a token acts as the user that ${input} names`,
    with: { [input]: value, path: '/api/v1/users/me', select: 'id' },
    then: {
      requests: [`${token} 200`, `${me} 200`],
      postRequests: [`${revoke} 200`],
      outputs: { result: known.user },
      also: ({ tenant }) => {
        const body: unknown = JSON.parse(tenant.journal[0]?.body.toString() ?? '');
        expect(body).toEqual({
          client_id: tenant.client.id,
          client_secret: tenant.client.secret,
          grant_type: grant,
          user_lookup: { field, value },
        });
        expect(tenant.liveTokens()).toEqual([]);
      },
    },
  })),
  ...users.map(([input, field, value]): Scenario => ({
    name: `a client with a key acts as the user that ${input} names`,
    tenant: { clients: [clientWith(rsaKey)] },
    with: { ...withKey(rsaKey), [input]: value, path: '/api/v1/users/me', select: 'id' },
    then: {
      requests: [`${token} 200`, `${me} 200`],
      postRequests: [`${revoke} 200`],
      outputs: { result: known.user },
      also: async ({ tenant }) => {
        const [asked, back] = tenant.journal.filter(({ path }) => path.startsWith('/oauth/'));
        expect(asked?.headers['content-type']).toBe('application/json');
        expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
          client_id: tenant.client.id,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: formsOf(tenant)[0]?.get('client_assertion'),
          grant_type: grant,
          user_lookup: { field, value },
        });
        expect(back?.headers['content-type']).toBe('application/x-www-form-urlencoded');
        expect(await verified(tenant, rsaKey)).toHaveLength(2);
      },
    },
  })),
  ...users.map(([input]): Scenario => ({
    name: `a user that the tenant does not know gets a hint: ${input}`,
    with: { [input]: 'nobody' },
    then: {
      fails: /400 Bad Request: AUTH-5 .*\. This tenant has no such user: check `user-id` or/u,
      requests: [`${token} 400`],
      postRequests: [],
    },
  })),
  {
    name: 'a client that may not impersonate users gets a hint about what to tick',
    tenant: { clients: [newClient({ grants: ['client_credentials'] })] },
    with: { 'user-id': known.user },
    then: { fails: /unauthorized_client .*"machine-to-machine impersonation"/u },
  },
  {
    name: 'refused: user-id with user-subject',
    with: { 'user-id': known.user, 'user-subject': subject },
    inProcessOnly: true,
    then: {
      fails: 'Bad input: `user-subject`: cannot be used together with `user-id`',
      requests: [],
    },
  },
  {
    name: 'refused: user-id and user-subject with a supplied token',
    with: {
      'client-secret': '',
      'access-token': 'abcdefgh-1',
      'user-id': known.user,
      'user-subject': subject,
    },
    inProcessOnly: true,
    then: {
      fails:
        /2 bad inputs:\n- `user-id`: cannot be used together with `access-token`[^]*\n- `user-subject`: cannot/u,
      requests: [],
    },
  },
];
