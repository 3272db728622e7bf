import { parseJson } from '../json.ts';
import { type ErrorAnswer, readProblem } from './explain.ts';
import type { WayOut } from '../troubleshooting.ts';
import { checkProxy } from './proxy.ts';
import { type Damage, damages } from './secret-damage.ts';

/** Which request of a step an answer belongs to. */
export type Purpose =
  'token by secret' | 'token by key' | 'call with our token' | 'call with a supplied token';

interface Hint extends WayOut {
  readonly purpose: readonly Purpose[];
  readonly status?: readonly number[];
  /** What the answer says, in its own words. */
  readonly words?: RegExp;
  /** Set where our clock and the answer's `Date` must be apart. */
  readonly clockOff?: true;
  /** Any of the answer's error codes. */
  readonly code?: RegExp;
  readonly methods?: readonly string[];
  readonly path?: RegExp;
  /** A header that must be missing. */
  readonly without?: string;
  /** Set where nothing else may be known of the answer: see Reply.note. */
  readonly unnoted?: true;
  /** What the answer asks for in `WWW-Authenticate`. */
  readonly challenge?: RegExp;
  /** Set where the answer may not be JSON of an error with a code, as Qlik's own is. */
  readonly uncoded?: true;
  /** Set where the answer must have a body that is no JSON, as Qlik's never is. */
  readonly noJson?: true;
  /** What must have happened to the client's secret before it was stored. */
  readonly damage?: Damage;
}

const tokens: readonly Purpose[] = ['token by secret', 'token by key'];
const calls: readonly Purpose[] = ['call with our token', 'call with a supplied token'];

const clockIsOff: WayOut = {
  topic: 'clock-of-the-runner',
  hint: "This machine's clock and the tenant's differ, so what is signed here has already expired there or is not valid yet: set the clock of the runner (NTP)",
};

const tokenRefusedInFront: WayOut = {
  topic: 'refused-in-front-of-the-tenant',
  hint: 'This was refused not by Qlik but by something in front of the tenant (a gateway, proxy or firewall): let POST /oauth/token through there, or check the hostname in `tenant-url`',
};

const keyIsWrong: WayOut = {
  topic: 'wrong-private-key',
  hint: 'Check `client-id`, `key-id` (the kid of the registered key) and `private-key` (its other half): the client must be registered for Private Key JWT; a new client works only once its consent method is set to Trusted',
};

/** Clocks that are further apart than this make a difference, in milliseconds. */
const mostApart = 60_000;

/** The user whose roles count. */
const bot = 'qlikbot\\<client id>, created with its first token';

const limit =
  "Qlik's limit for such requests is reached. It is shared by all jobs that use this client, or act as the same user: run fewer of them at once";

/** What is not there may be hidden: the answer is the same. */
const hidden = `Qlik may also answer 404 if the client's user (${bot}) has no role in the space`;

/** People take an id from the catalogue, and it is the wrong one of two. */
const notItemsId = "an app's id is `resourceId` in GET /api/v1/items, not the item's own `id`";

/** What stands in front of the tenant answered a call, in its own way. */
const answeredInFront: WayOut = {
  topic: 'refused-in-front-of-the-tenant',
  hint: "This answer did not come from Qlik's API but from something in front of the tenant (a gateway, proxy or firewall). Let this request through there",
};

/** Where the first answer is the last word: more retries would change nothing. */
const later: WayOut = { topic: 'rate-limit', hint: `${limit}, or this one later` };

/** Known causes, the first that fits counts. A new one is a new row. */
const hints: readonly Hint[] = [
  { purpose: [...tokens, ...calls], status: [407], ...checkProxy },
  {
    purpose: [...tokens, ...calls],
    code: /^LOGIN-2$/u,
    topic: 'wrong-hostname',
    hint: 'No tenant has this hostname: check `tenant-url`',
  },
  {
    purpose: tokens,
    status: [401],
    // Of clients that prove themselves in the body OAuth servers ask for no such thing.
    challenge: /^\s*(?:basic|digest|negotiate|ntlm)\b/iu,
    uncoded: true,
    ...tokenRefusedInFront,
  },
  { purpose: tokens, status: [401, 403], noJson: true, ...tokenRefusedInFront },
  {
    purpose: tokens,
    code: /^invalid_scope$/u,
    topic: 'scope-not-allowed',
    hint: '`scope` asks for more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
  },
  {
    purpose: tokens,
    code: /^(?:unauthorized_client|unsupported_grant_type)$/u,
    topic: 'grant-not-allowed',
    hint: 'Tick "machine-to-machine" for the OAuth client in Qlik (for `user-id` and `user-subject` "machine-to-machine impersonation"), and set its consent method to Trusted',
  },
  {
    purpose: tokens,
    code: /^AUTH-5$/u,
    topic: 'unknown-user',
    hint: 'This tenant has no such user: check `user-id` or `user-subject` (the subject is the one of the identity provider, as GET /api/v1/users shows it)',
  },
  {
    purpose: tokens,
    status: [400, 401, 403],
    words: /\b(?:consent|trusted)\b/iu,
    topic: 'client-not-trusted',
    hint: 'Set the consent method of the OAuth client to Trusted',
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    clockOff: true,
    ...clockIsOff,
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    words:
      /\b(?:expired|not (?:yet )?(?:valid|active)(?: yet)?|in the future|too far|iat|exp|nbf)\b/iu,
    ...clockIsOff,
  },
  {
    purpose: ['token by key'],
    status: [400, 401, 403],
    words: /\b(?:audience|aud)\b/iu,
    topic: 'wrong-hostname',
    hint: "The token request is addressed to the hostname in `tenant-url`: use the tenant's own hostname, not an alias",
  },
  {
    purpose: ['token by key'],
    code: /^(?:OAUTH-14|invalid_client)$/u,
    ...keyIsWrong,
  },
  {
    purpose: ['token by key'],
    status: [400, 403],
    words: /\b(?:signature|assertion|kid)\b/iu,
    ...keyIsWrong,
  },
  {
    purpose: ['token by key'],
    status: [401],
    ...keyIsWrong,
  },
  ...(Object.entries(damages) as [Damage, string][]).map(([damage, words]): Hint => ({
    purpose: ['token by secret'],
    status: [400, 401],
    damage,
    topic: 'damaged-secret',
    hint: `\`client-secret\` ${words}`,
  })),
  {
    purpose: ['token by secret'],
    code: /^OAUTH-14$/u,
    topic: 'unknown-client',
    hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    purpose: ['token by secret'],
    code: /^invalid_client$/u,
    topic: 'wrong-secret',
    hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
  },
  {
    purpose: ['token by secret'],
    status: [401],
    topic: 'wrong-secret',
    hint: '`client-id` or `client-secret` is wrong: copy both from the OAuth client in Qlik again',
  },
  {
    purpose: tokens,
    status: [403],
    topic: 'too-many-tokens',
    hint: 'The client has too many live tokens (leave `revoke-token` on; old tokens expire by themselves), or its user is disabled',
  },
  {
    purpose: tokens,
    status: [404],
    topic: 'wrong-hostname',
    hint: 'Nothing answers token requests there: check the hostname in `tenant-url`',
  },
  {
    purpose: calls,
    status: [401],
    // Qlik's API asks for no such thing.
    challenge: /^\s*(?:basic|digest|negotiate|ntlm)\b/iu,
    uncoded: true,
    ...answeredInFront,
  },
  { purpose: calls, status: [400, 401, 403, 429], noJson: true, ...answeredInFront },
  {
    purpose: calls,
    status: [404, 410],
    noJson: true,
    topic: 'not-found',
    hint: "Check `path` and `method` (GET unless it is set): paths of Qlik's REST API begin with /api/, and what answered here is not that API",
  },
  {
    purpose: ['call with a supplied token'],
    status: [401],
    topic: 'access-token-refused',
    hint: 'The supplied `access-token` is not accepted: it may have ended. It is never renewed; give `client-id` and `client-secret` (or `private-key`) for that',
  },
  {
    purpose: ['call with our token'],
    status: [401],
    unnoted: true,
    topic: 'client-not-trusted',
    hint: 'The tenant does not accept a token that it has just issued: set the consent method of the OAuth client to Trusted',
  },
  {
    purpose: calls,
    status: [400, 403],
    methods: ['POST'],
    path: /\/apps\/[^/]+\/export$/u,
    topic: 'export-from-a-managed-space',
    hint: `An app in a managed space cannot be exported: export the app that it was published from. In any other space the client's user (${bot}) needs a role`,
  },
  {
    purpose: calls,
    status: [403],
    topic: 'no-role-in-the-space',
    hint: `The OAuth client may lack a scope, or its user (${bot}) a role in the space`,
  },
  {
    purpose: calls,
    status: [404, 410],
    methods: ['GET'],
    path: /\/temp-contents\/[^/]+/u,
    topic: 'expired-temporary-content',
    hint: 'Temporary content may have expired: create it again, and fetch it in the same step (`fetch-result`)',
  },
  {
    purpose: calls,
    status: [404],
    methods: ['POST'],
    path: /\/(?:reloads|reload-tasks|tasks|reports|data-alerts|sharing-tasks)$/u,
    topic: 'not-found',
    hint: `Check the id of the app in \`body\`: ${notItemsId}; ${hidden}`,
  },
  {
    purpose: calls,
    status: [404],
    methods: ['POST'],
    path: /\/apps\/import$/u,
    topic: 'not-found',
    hint: `Check the ids in \`query\`: \`fileId\` is the \`location-id\` of a POST to /api/v1/temp-contents, and is kept for an hour unless \`ttl\` says otherwise; \`spaceId\` is that of a space, and ${hidden}`,
  },
  {
    purpose: calls,
    status: [404],
    methods: ['POST', 'PUT'],
    path: /\/apps\/[^/]+\/(?:copy|publish|space|owner)$/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and the ids in \`body\` (of a space, a user or another app): ${notItemsId}; ${hidden}`,
  },
  {
    purpose: calls,
    status: [404],
    path: /\/apps\/[^/]+(?:\/|$)/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set): ${notItemsId}; ${hidden}`,
  },
  {
    purpose: calls,
    status: [404],
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set). Paths of Qlik's REST API begin with /api/; ${hidden}`,
  },
  {
    purpose: calls,
    status: [413],
    topic: 'too-large',
    hint: 'Upload a file of over 500 MB with POST /api/v1/temp-contents first: see examples/import-large-app.yml',
  },
  {
    purpose: calls,
    status: [429],
    methods: ['POST'],
    path: /\/reloads$/u,
    without: 'retry-after',
    topic: 'reload-already-pending',
    hint: 'A reload of this app is already pending: this is not a rate limit, and a short wait does not help. Let that reload end, or cancel it',
  },
  {
    purpose: calls,
    status: [429],
    methods: ['POST', 'PATCH'],
    without: 'retry-after',
    ...later,
  },
  {
    purpose: [...tokens, ...calls],
    status: [429],
    unnoted: true,
    topic: 'rate-limit',
    hint: `${limit}, or raise \`retries\``,
  },
  {
    purpose: [...tokens, ...calls],
    status: [429],
    ...later,
  },
];

/** What else may be a cause. */
export interface Facts {
  /** Our clock, in milliseconds since the epoch. */
  readonly now?: number;
  /** What happened to the client's secret before it was stored, as far as it shows. */
  readonly damage?: Damage | undefined;
}

/** @returns what the reader can do about an error answer; undefined when the cause is not known */
export function hintFor(
  request: { readonly method: string; readonly url: URL },
  answer: ErrorAnswer,
  purpose: Purpose,
  { now = Number.NaN, damage }: Facts = {},
): WayOut | undefined {
  const { codes, words } = readProblem(answer.text);
  const { text = '' } = answer;
  const noJson = text.trim() !== '' && parseJson(text) === undefined;
  const apart = Math.abs(now - Date.parse(answer.headers.date ?? ''));
  const found = hints.find(
    (hint) =>
      hint.purpose.includes(purpose) &&
      (hint.status?.includes(answer.status) ?? true) &&
      (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
      (hint.words?.test(words) ?? true) &&
      (hint.clockOff === undefined || apart > mostApart) &&
      (hint.damage === undefined || hint.damage === damage) &&
      (hint.methods?.includes(request.method) ?? true) &&
      (hint.challenge?.test(answer.headers['www-authenticate'] ?? '') ?? true) &&
      (hint.uncoded === undefined || codes.length === 0) &&
      (hint.noJson === undefined || noJson) &&
      (hint.path?.test(request.url.pathname) ?? true) &&
      (hint.without === undefined || answer.headers[hint.without] === undefined) &&
      (hint.unnoted === undefined || answer.note === undefined),
  );
  return found === undefined ? undefined : { hint: found.hint, topic: found.topic };
}
