import { parseJson } from '../json.ts';
import { checkProxy, type WayOut } from '../troubleshooting.ts';
import { readProblem } from './explain.ts';
import type { ErrorAnswer, Target } from './outcome.ts';

/** How a step gets its bearer token. */
export type CredentialKind = 'client-secret' | 'private-key' | 'access-token' | 'execution-token';

/** A known cause of an error response. It fits when all of its conditions are met. */
export interface Hint extends WayOut {
  readonly credential?: CredentialKind;
  readonly status?: readonly number[];
  /** Must match the server's words. */
  readonly words?: RegExp;
  /** The clock of this machine must differ from the `Date` of the response. */
  readonly clockOff?: true;
  /** Must match one of the error codes. */
  readonly code?: RegExp;
  readonly methods?: readonly string[];
  readonly path?: RegExp;
  /** A header that must be missing. */
  readonly withoutHeader?: string;
  /** The response must have no note of the action's own, which knows the cause: see Reply.note. */
  readonly withoutNote?: true;
  /** Must match the `WWW-Authenticate` header. */
  readonly challenge?: RegExp;
  /** The response must contain no error code, as Qlik's own errors do. */
  readonly withoutCode?: true;
  /** The body must be something other than JSON, which Qlik's own errors never are. */
  readonly withoutJson?: true;
}

/** What besides the response tells causes apart. */
export interface Facts {
  readonly credential: CredentialKind;
  /** This machine's clock, in milliseconds since the epoch. */
  readonly now?: number;
}

/** Clocks may differ this much without invalidating what is signed. */
const maxClockDifferenceMs = 60_000;

const limit =
  "Qlik's rate limit for this kind of request has been reached. All jobs that use this client or act as the same user share it: run fewer of them at once";

/** For requests that are not retried: raising `retries` would not help. */
const runLater: WayOut = { topic: 'rate-limit', hint: `${limit}, or run this one later` };

/**
 * The rows for a gateway, proxy or firewall that answers in place of the tenant.
 * @param refusals the statuses with which it may refuse
 */
export function answeredInFront(refusals: readonly number[], wayOut: WayOut): readonly Hint[] {
  // Qlik's API never sends such a challenge, nor do OAuth servers to clients that authenticate in the body.
  const challenge = /^\s*(?:basic|digest|negotiate|ntlm)\b/iu;
  return [
    { status: [401], challenge, withoutCode: true, ...wayOut },
    { status: refusals, withoutJson: true, ...wayOut },
  ];
}

/** Causes that apply to any request: those tried before all others, and those tried last. */
const first: readonly Hint[] = [
  { status: [407], ...checkProxy },
  {
    code: /^LOGIN-2$/u,
    topic: 'wrong-hostname',
    hint: 'No tenant has this hostname: check `tenant-url`',
  },
];
const last: readonly Hint[] = [
  { status: [429], withoutNote: true, topic: 'rate-limit', hint: `${limit}, or raise \`retries\`` },
  { status: [429], ...runLater },
];

/**
 * Looks up the cause of an error response.
 * @param rows known causes for this kind of request; the first that fits is used
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
  const isNotJson = text.trim() !== '' && parseJson(text) === undefined;
  const clockDifferenceMs = Math.abs(now - Date.parse(answer.headers.date ?? ''));
  const found = [...first, ...rows, ...last].find(
    (hint) =>
      (hint.credential === undefined || hint.credential === credential) &&
      (hint.status?.includes(answer.status) ?? true) &&
      (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
      (hint.words?.test(words) ?? true) &&
      (hint.clockOff === undefined || clockDifferenceMs > maxClockDifferenceMs) &&
      (hint.methods?.includes(request.method) ?? true) &&
      (hint.challenge?.test(answer.headers['www-authenticate'] ?? '') ?? true) &&
      (hint.withoutCode === undefined || codes.length === 0) &&
      (hint.withoutJson === undefined || isNotJson) &&
      (hint.path?.test(request.url.pathname) ?? true) &&
      (hint.withoutHeader === undefined || answer.headers[hint.withoutHeader] === undefined) &&
      (hint.withoutNote === undefined || answer.note === undefined),
  );
  return found && { hint: found.hint, topic: found.topic };
}

/** The user whose roles apply to the client's requests. */
const botUser = 'qlikbot\\<client id>, created with its first token';

/** A 404 may mean that the thing exists but is hidden from this client. */
const maybeHidden = `Qlik may also answer 404 if the client's user (${botUser}) has no role in the space`;

/** The catalogue lists two ids for an app, and people often copy the wrong one. */
const rightAppId = "an app's id is `resourceId` in GET /api/v1/items, not the item's own `id`";

/** Known causes of a failed call; the first that fits is used. To add one, add a row. */
const callCauses: readonly Hint[] = [
  ...answeredInFront([400, 401, 403, 429], {
    topic: 'refused-in-front-of-the-tenant',
    hint: "This response did not come from Qlik's API but from something in front of the tenant (a gateway, proxy or firewall), which must let this request through",
  }),
  {
    status: [404, 410],
    withoutJson: true,
    topic: 'not-found',
    hint: "Check `path` and `method` (GET unless it is set): paths of Qlik's REST API begin with /api/, and this response did not come from that API",
  },
  {
    credential: 'access-token',
    status: [401],
    topic: 'access-token-refused',
    hint: 'The tenant did not accept the supplied `access-token`, which may have expired. The action cannot renew it: to have tokens requested and renewed, set `client-id` and `client-secret` (or `private-key`) instead',
  },
  {
    credential: 'execution-token',
    status: [401, 403, 404],
    topic: 'execution-token-refused',
    hint: 'Check the id in `path` and `execution-token`: both are shown in the start block of the automation, and its run mode must be "Triggered"',
  },
  {
    status: [401],
    withoutNote: true,
    topic: 'client-not-trusted',
    hint: 'The tenant does not accept a token that it has just issued: set the consent method of the OAuth client to Trusted',
  },
  {
    status: [400, 403],
    methods: ['POST'],
    path: /\/apps\/[^/]+\/export$/u,
    topic: 'export-from-a-managed-space',
    hint: `An app in a managed space cannot be exported: export the app that it was published from. In any other space the client's user (${botUser}) needs a role`,
  },
  {
    status: [403],
    topic: 'no-role-in-the-space',
    hint: `The OAuth client may lack a scope, or its user (${botUser}) may lack a role in the space`,
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
    hint: `Check the id of the app in \`body\`: ${rightAppId}; ${maybeHidden}`,
  },
  {
    status: [404],
    methods: ['POST'],
    path: /\/apps\/import$/u,
    topic: 'not-found',
    hint: `Check the ids in \`query\`: \`fileId\` is the \`location-id\` of a POST to /api/v1/temp-contents, and expires after an hour unless \`ttl\` says otherwise; \`spaceId\` is the id of a space, and ${maybeHidden}`,
  },
  {
    status: [404],
    methods: ['POST', 'PUT'],
    path: /\/apps\/[^/]+\/(?:copy|publish|space|owner)$/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and the ids in \`body\` (of a space, a user or another app): ${rightAppId}; ${maybeHidden}`,
  },
  {
    status: [404],
    path: /\/apps\/[^/]+(?:\/|$)/u,
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set): ${rightAppId}; ${maybeHidden}`,
  },
  {
    status: [404],
    topic: 'not-found',
    hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set). Paths of Qlik's REST API begin with /api/; ${maybeHidden}`,
  },
  {
    status: [413],
    topic: 'too-large',
    hint: 'Upload a file larger than 500 MB with POST /api/v1/temp-contents first: see examples/import-large-app.yml',
  },
  {
    status: [429],
    methods: ['POST'],
    path: /\/reloads$/u,
    withoutHeader: 'retry-after',
    topic: 'reload-already-pending',
    hint: 'A reload of this app is already pending: this is not a rate limit, and retrying soon does not help. Let that reload finish, or cancel it',
  },
  {
    status: [429],
    methods: ['POST', 'PATCH'],
    withoutHeader: 'retry-after',
    ...runLater,
  },
];

/** @returns what the reader can do about a call that was refused; undefined when that is not known */
export function hintForCall(
  request: Target,
  answer: ErrorAnswer,
  credential: CredentialKind,
): WayOut | undefined {
  return hintFor(callCauses, request, answer, { credential });
}
