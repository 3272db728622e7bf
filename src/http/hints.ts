import { type ErrorAnswer, readProblem } from './explain.ts';
import { checkProxy } from './transport-faults.ts';

/** Which request of a step an answer belongs to. */
export type Purpose =
  'token by secret' | 'token by key' | 'call with our token' | 'call with a supplied token';

interface Hint {
  readonly purpose: readonly Purpose[];
  readonly status?: readonly number[];
  /** What the answer says, in its own words. */
  readonly words?: RegExp;
  /** Set where our clock and the answer's `Date` must be apart. */
  readonly clockOff?: true;
  /** Any of the answer's error codes. */
  readonly code?: RegExp;
  readonly method?: string;
  readonly path?: RegExp;
  /** A header that must be missing. */
  readonly without?: string;
  readonly says: string;
}

const tokens: readonly Purpose[] = ['token by secret', 'token by key'];
const calls: readonly Purpose[] = ['call with our token', 'call with a supplied token'];

const clockIsOff =
  "The clock of this machine and the tenant's are apart, so that what is signed here has ended there, or not begun: set the clock of the runner (NTP)";

const keyIsWrong =
  'Check `client-id`, `key-id` (the kid of the registered key) and `private-key` (its other half): the client must be registered for Private Key JWT; a new client works only once its consent method is set to Trusted';

/** Clocks that are further apart than this make a difference, in milliseconds. */
const mostApart = 60_000;

/** Known causes, the first that fits counts. A new one is a new row. */
const hints: readonly Hint[] = [
  { purpose: [...tokens, ...calls], status: [407], says: checkProxy },
  {
    purpose: [...tokens, ...calls],
    code: /^LOGIN-2$/u,
    says: 'No tenant has this hostname: check `tenant-url`',
  },
  {
    purpose: tokens,
    code: /^invalid_scope$/u,
    says: '`scope` asks for more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
  },
  {
    purpose: tokens,
    code: /^(?:unauthorized_client|unsupported_grant_type)$/u,
    says: 'Tick "machine-to-machine" for the OAuth client in Qlik (for `user-id` and `user-subject` "machine-to-machine impersonation"), and set its consent method to Trusted',
  },
  {
    purpose: tokens,
    code: /^AUTH-5$/u,
    says: 'This tenant has no such user: check `user-id` or `user-subject` (the subject is the one of the identity provider, as GET /api/v1/users shows it)',
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    clockOff: true,
    says: clockIsOff,
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    words:
      /\b(?:expired|not (?:yet )?(?:valid|active)(?: yet)?|in the future|too far|iat|exp|nbf)\b/iu,
    says: clockIsOff,
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    words: /\b(?:audience|aud)\b/iu,
    says: "The assertion is made out to the hostname in `tenant-url`: give the tenant's own, no alias",
  },
  {
    purpose: ['token by key'],
    code: /^(?:OAUTH-14|invalid_client)$/u,
    says: keyIsWrong,
  },
  {
    purpose: ['token by key'],
    status: [400, 403],
    words: /\b(?:signature|assertion|kid)\b/iu,
    says: keyIsWrong,
  },
  {
    purpose: ['token by key'],
    status: [401],
    says: keyIsWrong,
  },
  {
    purpose: ['token by secret'],
    code: /^(?:OAUTH-14|invalid_client)$/u,
    says: 'Check `client-id` and `client-secret` (copied whole, of this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    purpose: ['token by secret'],
    status: [401],
    says: '`client-id` or `client-secret` is wrong: copy both from the OAuth client in Qlik again',
  },
  {
    purpose: tokens,
    status: [403],
    says: 'The client has too many live tokens (leave `revoke-token` on; old ones end by themselves) or its user is disabled',
  },
  {
    purpose: tokens,
    status: [404],
    says: 'Nothing answers token requests there: check the hostname in `tenant-url`',
  },
  {
    purpose: ['call with a supplied token'],
    status: [401],
    says: 'The supplied `access-token` is not accepted: it may have ended. It is never renewed; give `client-id` and `client-secret` (or `private-key`) for that',
  },
  {
    purpose: ['call with our token'],
    status: [401],
    says: 'A token fresh from the tenant is not accepted: is the consent method of the OAuth client Trusted?',
  },
  {
    purpose: calls,
    status: [403],
    says: 'The OAuth client may lack a scope, or its user (qlikbot\\<client id>, made with the first token) a role in the space',
  },
  {
    purpose: calls,
    status: [429],
    method: 'POST',
    path: /\/reloads$/u,
    without: 'retry-after',
    says: 'A reload of this app is pending already: this is no rate limit, and waiting a little does not help',
  },
];

/**
 * @param now our clock, in milliseconds since the epoch; where it may be a cause
 * @returns what the reader can do about an error answer; undefined when the cause is not known
 */
export function hintFor(
  request: { readonly method: string; readonly url: URL },
  answer: ErrorAnswer,
  purpose: Purpose,
  now?: number,
): string | undefined {
  const { codes, words } = readProblem(answer.text);
  const apart = Math.abs((now ?? Number.NaN) - Date.parse(answer.headers.date ?? ''));
  return hints.find(
    (hint) =>
      hint.purpose.includes(purpose) &&
      (hint.status?.includes(answer.status) ?? true) &&
      (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
      (hint.words?.test(words) ?? true) &&
      (hint.clockOff === undefined || apart > mostApart) &&
      (hint.method ?? request.method) === request.method &&
      (hint.path?.test(request.url.pathname) ?? true) &&
      (hint.without === undefined || answer.headers[hint.without] === undefined),
  )?.says;
}
