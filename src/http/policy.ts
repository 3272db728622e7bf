import { onTenant, type Tenant } from '../tenant.ts';
import type { Method, Reply, Request } from './exchange.ts';

/** What may be done again after a failed attempt, and how long to wait before: nothing here acts. */

/** The first wait is a random part of this; each further one may be twice as long (full jitter). */
const firstBackOffMs = 1000;
const maxBackOffMs = 30_000;

/** A server that asks for more than this is not waited for. */
export const maxRetryAfterMs = 5 * 60_000;

/** Up to this part of a `Retry-After` is added at random, so that a crowd does not come back at once. */
const retryAfterJitter = 0.1;

/** Statuses that say "not now" rather than "no". */
export const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** RFC 9110 section 9.2.2: sent twice is as good as sent once. */
const idempotentMethods: ReadonlySet<Method> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

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

/**
 * Whether a request may be sent again when the server may have had it already. What may not is sent
 * again only where the server did nothing for certain.
 */
export function isRepeatable({
  method,
  url,
  repeatable,
}: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>): boolean {
  return (
    repeatable === true ||
    idempotentMethods.has(method) ||
    (method === 'POST' && repeatablePosts.some((path) => path.test(url.pathname)))
  );
}

/** Whether a request is made again after an answer. @param askedMs what its `Retry-After` says */
export function isTransient(
  request: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>,
  status: number,
  askedMs: number | undefined,
): boolean {
  // A 429 that says when it may be asked again has done nothing.
  return isRepeatable(request)
    ? transientStatuses.has(status)
    : status === 429 && askedMs !== undefined;
}

/**
 * @param askedMs what the server asked for; undefined for back-off with full jitter
 * @param attempt the number of the one that failed, from 1
 * @param random from 0 to 1
 */
export function waitMs(askedMs: number | undefined, attempt: number, random: number): number {
  if (askedMs !== undefined) return askedMs * (1 + random * retryAfterJitter);
  return random * Math.min(firstBackOffMs * 2 ** (attempt - 1), maxBackOffMs);
}

/** The three forms of a date in HTTP (RFC 9110 section 5.6.7); the one without a zone is UTC too. */
const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w -]{5,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/u;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3).
 * @param value seconds or an HTTP date; undefined when there is no such header
 * @param answeredAt the answer's own `Date`: the clocks of a server and of a runner may be apart
 * @param now milliseconds since the epoch, for an answer without a date
 * @returns milliseconds; undefined for a time gone by, and for anything else
 */
export function retryAfter(
  value: string | undefined,
  answeredAt: string | undefined,
  now: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value);
  if (date === undefined) return undefined;
  const ms = date - (parseHttpDate(answeredAt) ?? now);
  return ms > 0 ? ms : undefined;
}

/** @returns milliseconds since the epoch; undefined for what is no HTTP date */
export function parseHttpDate(value: string | undefined): number | undefined {
  // Date.parse takes much that is no HTTP date: "soon 1" is a day of 2001.
  if (value === undefined || !httpDate.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : date;
}

/** RFC 9110 section 15.4; 300 and 304 name no single other place. */
export const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Only what can be repeated without harm is sent to another place. */
const followed: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The step's own headers that may go to another origin: a range not without what it depends on. */
const headersThatMayLeaveOrigin: ReadonlySet<string> = new Set(['accept', 'range', 'if-range']);

const mostHops = 5;

/** Qlik's services know their addresses without the `/api` that its gateway adds: `/v1/apps/…`. */
function underApi(from: URL, to: URL | null): URL | null {
  const lacks =
    to?.origin === from.origin &&
    from.pathname.startsWith('/api/') &&
    /^\/v\d+\//u.test(to.pathname);
  if (!lacks) return to;
  const url = new URL(to);
  url.pathname = `/api${to.pathname}`;
  return url;
}

export function nextRequest<T>(
  request: Request<T>,
  reply: Reply<T>,
  tenant: Tenant,
  hop: number,
): Request<T> | string {
  const { location } = reply.headers;
  if (location === undefined) return 'a redirect without a Location';
  const url = underApi(request.url, URL.parse(location, request.url.href));
  if (url === null) return 'a redirect to a Location that is not a URL';
  if (!/^https?:$/u.test(url.protocol)) return `a redirect to a ${url.protocol} address`;
  const target = `a redirect to ${url.origin}${url.pathname}`;
  if (!followed.has(request.method))
    return `${target}, which is not followed for a ${request.method}`;
  if (hop === mostHops) return `${target}, after ${String(mostHops)} others`;
  if (onTenant(tenant, url)) return { ...request, url };
  if (request.mayLeaveOrigin !== true || request.method !== 'GET')
    return `${target}, another origin, where only a download into a \`response-file\` may go`;
  if (url.protocol !== 'https:') return `${target}, which is not https`;
  if (url.username !== '' || url.password !== '') return `${target}, with user info`;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => headersThatMayLeaveOrigin.has(name)),
  );
  return { ...request, url, headers, anonymous: true };
}
