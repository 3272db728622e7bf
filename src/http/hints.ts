import { type ErrorAnswer, readProblem } from './explain.ts';
import { checkProxy } from './transport-faults.ts';

/** Which request of a step an answer belongs to. */
export type Purpose = 'token' | 'call with our token' | 'call with a supplied token';

interface Hint {
  readonly purpose: readonly Purpose[];
  readonly status?: readonly number[];
  /** Any of the answer's error codes. */
  readonly code?: RegExp;
  readonly method?: string;
  readonly path?: RegExp;
  /** A header that must be missing. */
  readonly without?: string;
  readonly says: string;
}

const calls: readonly Purpose[] = ['call with our token', 'call with a supplied token'];

/** Known causes, the first that fits counts. A new one is a new row. */
const hints: readonly Hint[] = [
  { purpose: ['token', ...calls], status: [407], says: checkProxy },
  {
    purpose: ['token', ...calls],
    code: /^LOGIN-2$/u,
    says: 'No tenant has this hostname: check `tenant-url`',
  },
  {
    purpose: ['token'],
    code: /^invalid_scope$/u,
    says: '`scope` asks for more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
  },
  {
    purpose: ['token'],
    code: /^(?:unauthorized_client|unsupported_grant_type)$/u,
    says: 'Tick "machine-to-machine" for the OAuth client in Qlik, and set its consent method to Trusted',
  },
  {
    purpose: ['token'],
    code: /^(?:OAUTH-14|invalid_client)$/u,
    says: 'Check `client-id` and `client-secret` (copied whole, of this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    purpose: ['token'],
    status: [401],
    says: '`client-id` or `client-secret` is wrong: copy both from the OAuth client in Qlik again',
  },
  {
    purpose: ['token'],
    status: [403],
    says: 'The client has too many live tokens (leave `revoke-token` on; old ones end by themselves) or its user is disabled',
  },
  {
    purpose: ['token'],
    status: [404],
    says: 'Nothing answers token requests there: check the hostname in `tenant-url`',
  },
  {
    purpose: ['call with a supplied token'],
    status: [401],
    says: 'The supplied `access-token` is not accepted: it may have ended. It is never renewed; give `client-id` and `client-secret` for that',
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
 * @returns what the reader can do about an error answer; undefined when the cause is not known
 */
export function hintFor(
  request: { readonly method: string; readonly url: URL },
  answer: ErrorAnswer,
  purpose: Purpose,
): string | undefined {
  const { codes } = readProblem(answer.text);
  return hints.find(
    (hint) =>
      hint.purpose.includes(purpose) &&
      (hint.status?.includes(answer.status) ?? true) &&
      (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
      (hint.method ?? request.method) === request.method &&
      (hint.path?.test(request.url.pathname) ?? true) &&
      (hint.without === undefined || answer.headers[hint.without] === undefined),
  )?.says;
}
