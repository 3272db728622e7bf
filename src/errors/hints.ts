import { parseJson } from '../json.ts';
import { checkProxy, type WayOut } from '../troubleshooting.ts';
import { readProblem } from './explain.ts';
import type { ErrorAnswer, Target } from './outcome.ts';

/** What a step has to show for its token. */
export type CredentialKind = 'client-secret' | 'private-key' | 'access-token';

/** A known cause of an error answer: what all of its fields ask for must be so. */
export interface Hint extends WayOut {
  readonly credential?: CredentialKind;
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
}

/** What else may be a cause. */
export interface Facts {
  readonly credential: CredentialKind;
  /** Our clock, in milliseconds since the epoch. */
  readonly now?: number;
}

/** Clocks that are further apart than this make a difference, in milliseconds. */
const mostApart = 60_000;

const limit =
  "Qlik's limit for such requests is reached. It is shared by all jobs that use this client, or act as the same user: run fewer of them at once";

/** Where the first answer is the last word: more retries would change nothing. */
const later: WayOut = { topic: 'rate-limit', hint: `${limit}, or this one later` };

/** The rows for what stands in front of the tenant, and answers in its own way. */
export function answeredInFront(refusals: readonly number[], wayOut: WayOut): readonly Hint[] {
  // Qlik's API asks for no such thing, nor do OAuth servers of clients that prove themselves in the body.
  const challenge = /^\s*(?:basic|digest|negotiate|ntlm)\b/iu;
  return [
    { status: [401], challenge, uncoded: true, ...wayOut },
    { status: refusals, noJson: true, ...wayOut },
  ];
}

/** Causes that any request may meet: those before all others, and those after them. */
const first: readonly Hint[] = [
  { status: [407], ...checkProxy },
  {
    code: /^LOGIN-2$/u,
    topic: 'wrong-hostname',
    hint: 'No tenant has this hostname: check `tenant-url`',
  },
];
const last: readonly Hint[] = [
  { status: [429], unnoted: true, topic: 'rate-limit', hint: `${limit}, or raise \`retries\`` },
  { status: [429], ...later },
];

/**
 * Looks for the cause of an error answer.
 * @param rows known causes of such requests, of which the first that fits counts
 * @returns what the reader can do; undefined when the cause is not known
 */
export function hintFor(
  rows: readonly Hint[],
  request: Target,
  answer: ErrorAnswer,
  { credential, now = Number.NaN }: Facts,
): WayOut | undefined {
  const { codes, words } = readProblem(answer.text);
  const { text = '' } = answer;
  const noJson = text.trim() !== '' && parseJson(text) === undefined;
  const apart = Math.abs(now - Date.parse(answer.headers.date ?? ''));
  const found = [...first, ...rows, ...last].find(
    (hint) =>
      (hint.credential === undefined || hint.credential === credential) &&
      (hint.status?.includes(answer.status) ?? true) &&
      (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
      (hint.words?.test(words) ?? true) &&
      (hint.clockOff === undefined || apart > mostApart) &&
      (hint.methods?.includes(request.method) ?? true) &&
      (hint.challenge?.test(answer.headers['www-authenticate'] ?? '') ?? true) &&
      (hint.uncoded === undefined || codes.length === 0) &&
      (hint.noJson === undefined || noJson) &&
      (hint.path?.test(request.url.pathname) ?? true) &&
      (hint.without === undefined || answer.headers[hint.without] === undefined) &&
      (hint.unnoted === undefined || answer.note === undefined),
  );
  return found && { hint: found.hint, topic: found.topic };
}

/** The user whose roles count. */
const bot = 'qlikbot\\<client id>, created with its first token';

/** What is not there may be hidden: the answer is the same. */
const hidden = `Qlik may also answer 404 if the client's user (${bot}) has no role in the space`;

/** People take an id from the catalogue, and it is the wrong one of two. */
const notItemsId = "an app's id is `resourceId` in GET /api/v1/items, not the item's own `id`";

/** Known causes why a call fails, the first that fits counts. A new one is a new row. */
const callCauses: readonly Hint[] = [
  ...answeredInFront([400, 401, 403, 429], {
    topic: 'refused-in-front-of-the-tenant',
    hint: "This answer did not come from Qlik's API but from something in front of the tenant (a gateway, proxy or firewall). Let this request through there",
  }),
  {
    status: [404, 410],
    noJson: true,
    topic: 'not-found',
    hint: "Check `path` and `method` (GET unless it is set): paths of Qlik's REST API begin with /api/, and what answered here is not that API",
  },
  {
    credential: 'access-token',
    status: [401],
    topic: 'access-token-refused',
    hint: 'The supplied `access-token` is not accepted: it may have ended. It is never renewed; give `client-id` and `client-secret` (or `private-key`) for that',
  },
  {
    status: [401],
    unnoted: true,
    topic: 'client-not-trusted',
    hint: 'The tenant does not accept a token that it has just issued: set the consent method of the OAuth client to Trusted',
  },
  {
    status: [400, 403],
    methods: ['POST'],
    path: /\/apps\/[^/]+\/export$/u,
    topic: 'export-from-a-managed-space',
    hint: `An app in a managed space cannot be exported: export the app that it was published from. In any other space the client's user (${bot}) needs a role`,
  },
  {
    status: [403],
    topic: 'no-role-in-the-space',
    hint: `The OAuth client may lack a scope, or its user (${bot}) a role in the space`,
  },
  {
    status: [404, 410],
    methods: ['GET'],
    path: /\/temp-contents\/[^/]+/u,
    topic: 'expired-temporary-content',
    hint: 'Temporary content may have expired: create it again, and fetch it in the same step (`fetch-result`)',
  },
  {
    status: [404],
    methods: ['POST'],
    path: /\/(?:reloads|reload-tasks|tasks|reports|data-alerts|sharing-tasks)$/u,
    topic: 'not-found',
    hint: `Check the id of the app in \`body\`: ${notItemsId}; ${hidden}`,
  },
  {
    status: [404],
    methods: ['POST'],
    path: /\/apps\/import$/u,
    topic: 'not-found',
    hint: `Check the ids in \`query\`: \`fileId\` is the \`location-id\` of a POST to /api/v1/temp-contents, and is kept for an hour unless \`ttl\` says otherwise; \`spaceId\` is that of a space, and ${hidden}`,
  },
  {
    status: [404],
    methods: ['POST', 'PUT'],
    path: /\/apps\/[^/]+\/(?:copy|publish|space|owner)$/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and the ids in \`body\` (of a space, a user or another app): ${notItemsId}; ${hidden}`,
  },
  {
    status: [404],
    path: /\/apps\/[^/]+(?:\/|$)/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set): ${notItemsId}; ${hidden}`,
  },
  {
    status: [404],
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set). Paths of Qlik's REST API begin with /api/; ${hidden}`,
  },
  {
    status: [413],
    topic: 'too-large',
    hint: 'Upload a file of over 500 MB with POST /api/v1/temp-contents first: see examples/import-large-app.yml',
  },
  {
    status: [429],
    methods: ['POST'],
    path: /\/reloads$/u,
    without: 'retry-after',
    topic: 'reload-already-pending',
    hint: 'A reload of this app is already pending: this is not a rate limit, and a short wait does not help. Let that reload end, or cancel it',
  },
  {
    status: [429],
    methods: ['POST', 'PATCH'],
    without: 'retry-after',
    ...later,
  },
];

/** @returns what the reader can do about a call that was refused */
export function hintForCall(
  request: Target,
  answer: ErrorAnswer,
  credential: CredentialKind,
): WayOut | undefined {
  return hintFor(callCauses, request, answer, { credential });
}
