import type { WayOut } from '../troubleshooting.ts';
import { answeredInFront, type Facts, type Hint, hintFor } from './hints.ts';
import type { ErrorAnswer, Target } from './outcome.ts';
import { type Damage, damageOf, damages } from './secret-damage.ts';

const refusals = [400, 401, 403];

const clockIsOff: WayOut = {
  topic: 'clock-of-the-runner',
  hint: "The clocks of this runner and of the tenant differ, so to the tenant what is signed here has already expired or is not valid yet: synchronise the runner's clock (NTP)",
};

const keyIsWrong: WayOut = {
  topic: 'wrong-private-key',
  hint: 'Check `client-id`, `key-id` (the kid of the registered key) and `private-key` (its other half): the client must be registered for Private Key JWT; a new client works only once its consent method is set to Trusted',
};

/** Known causes of a refused token request; the first that fits is used. To add one, add a row. */
const causes = (damage: Damage | undefined): readonly Hint[] => [
  ...answeredInFront([401, 403], {
    topic: 'refused-in-front-of-the-tenant',
    hint: 'This was refused by something in front of the tenant (a gateway, proxy or firewall), not by Qlik: let POST /oauth/token through there, or check the hostname in `tenant-url`',
  }),
  {
    code: /^invalid_scope$/u,
    topic: 'scope-not-allowed',
    hint: '`scope` requests more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
  },
  {
    code: /^(?:unauthorized_client|unsupported_grant_type)$/u,
    topic: 'grant-not-allowed',
    hint: 'Tick "machine-to-machine" for the OAuth client in Qlik (for `user-id` and `user-subject` "machine-to-machine impersonation"), and set its consent method to Trusted',
  },
  {
    code: /^AUTH-5$/u,
    topic: 'unknown-user',
    hint: 'This tenant has no such user: check `user-id` or `user-subject` (the subject that the identity provider gives, as GET /api/v1/users shows it)',
  },
  {
    status: refusals,
    words: /\b(?:consent|trusted)\b/iu,
    topic: 'client-not-trusted',
    hint: 'Set the consent method of the OAuth client to Trusted',
  },
  {
    credential: 'private-key',
    status: refusals,
    clockOff: true,
    ...clockIsOff,
  },
  {
    credential: 'private-key',
    status: refusals,
    words:
      /\b(?:expired|not (?:yet )?(?:valid|active)(?: yet)?|in the future|too far|iat|exp|nbf)\b/iu,
    ...clockIsOff,
  },
  {
    credential: 'private-key',
    status: refusals,
    words: /\b(?:audience|aud)\b/iu,
    topic: 'wrong-hostname',
    hint: "The token request is addressed to the hostname in `tenant-url`: use the tenant's own hostname, not an alias",
  },
  {
    credential: 'private-key',
    code: /^(?:OAUTH-14|invalid_client)$/u,
    ...keyIsWrong,
  },
  {
    credential: 'private-key',
    status: [400, 403],
    words: /\b(?:signature|assertion|kid)\b/iu,
    ...keyIsWrong,
  },
  {
    credential: 'private-key',
    status: [401],
    ...keyIsWrong,
  },
  ...(damage === undefined ? [] : [damagedSecret(damage)]),
  {
    credential: 'client-secret',
    code: /^OAUTH-14$/u,
    topic: 'unknown-client',
    hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    credential: 'client-secret',
    code: /^invalid_client$/u,
    topic: 'wrong-secret',
    hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    credential: 'client-secret',
    status: [401],
    topic: 'wrong-secret',
    hint: '`client-id` or `client-secret` is wrong: copy both again from the OAuth client in Qlik',
  },
  {
    status: [403],
    topic: 'too-many-tokens',
    hint: 'The client has too many live tokens (leave `revoke-token` on; old tokens expire by themselves), or its user is disabled',
  },
  {
    status: [404],
    topic: 'wrong-hostname',
    hint: 'Nothing at this address answers token requests: check the hostname in `tenant-url`',
  },
];

const damagedSecret = (damage: Damage): Hint => ({
  credential: 'client-secret',
  status: [400, 401],
  topic: 'damaged-secret',
  hint: `\`client-secret\` ${damages[damage]}`,
});

/**
 * @param secret the client's secret, if it has one
 * @returns what the reader can do about a token request that was refused; undefined when that is not
 *   known
 */
export function hintForToken(
  request: Target,
  answer: ErrorAnswer,
  facts: Facts,
  secret?: string,
): WayOut | undefined {
  const damage = secret === undefined ? undefined : damageOf(secret);
  return hintFor(causes(damage), request, answer, facts);
}
