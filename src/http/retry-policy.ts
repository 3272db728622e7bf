import type { Method } from './exchange.ts';

/** What may be done again after one failed attempt, and how long to wait before: all of it data. */

/** Milliseconds. */
export const backOff = {
  /** The first wait is a random part of this; each further one may be twice as long (full jitter). */
  base: 1000,
  most: 30_000,
  /** A server that asks for more than this will not be waited for. */
  mostRetryAfter: 5 * 60_000,
  /** Up to this part of a `Retry-After` is added at random, so that a crowd does not come back at once. */
  retryAfterJitter: 0.1,
} as const;

/** Statuses that say "not now" rather than "no". */
export const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** How a request may be repeated. */
export interface RepeatRule {
  /** Statuses after which it is made again. */
  readonly statuses: ReadonlySet<number>;
  /** Whether only an answer that says when (`Retry-After`) is waited for. */
  readonly onlyWhenTold: boolean;
  /** Whether it is made again after a fault that may have struck when the server had it already. */
  readonly afterSending: boolean;
}

/** RFC 9110 section 9.2.2, idempotent methods: sent twice is as good as sent once. */
const idempotent: RepeatRule = {
  statuses: transientStatuses,
  onlyWhenTold: false,
  afterSending: true,
};

/** Sent twice may happen twice: only where the server did nothing for certain. */
const once: RepeatRule = {
  statuses: new Set([429]),
  onlyWhenTold: true,
  afterSending: false,
};

const rules: Readonly<Record<Method, RepeatRule>> = {
  GET: idempotent,
  HEAD: idempotent,
  PUT: idempotent,
  DELETE: idempotent,
  POST: once,
  PATCH: once,
};

/**
 * The POSTs of Qlik's API that may happen twice: they make nothing that lasts, only look, or ask for
 * what has been asked for.
 */
const repeatablePosts: readonly RegExp[] = [
  /^\/api\/v1\/temp-contents$/u,
  /^\/api\/[^/]+\/apps\/validatescript$/u,
  /^\/api\/[^/]+\/data-alerts\/actions\/validate$/u,
  /^\/api\/[^/]+\/lineage-graphs\/(?:nodes|impact)\/[^/]+\/overview$/u,
  /\/actions\/(?:filter|filter-orphan|count)$/u,
  // The stops of known jobs; jobs/stop.ts marks its own.
  /^\/api\/[^/]+\/reloads\/[^/]+\/actions\/cancel$/u,
  /^\/api\/[^/]+\/automations\/[^/]+\/runs\/[^/]+\/actions\/stop$/u,
  /^\/api\/[^/]+\/di-projects\/[^/]+\/di-tasks\/[^/]+\/runtime\/actions\/stop$/u,
];

/** What the policy looks at. */
interface Repeatable {
  readonly method: Method;
  readonly url: URL;
  /** Marks a POST that may be repeated all the same, such as a token request. */
  readonly harmless?: boolean | undefined;
}

export function repeatRule({ method, url, harmless }: Repeatable): RepeatRule {
  const repeatable =
    harmless === true ||
    (method === 'POST' && repeatablePosts.some((path) => path.test(url.pathname)));
  return repeatable ? idempotent : rules[method];
}

/** What the error says where a GET would have been made again, and the request was not. */
export const notRepeated =
  'it was not repeated, since it may have taken effect: look before you run it again';
