import { onTenant, type Tenant } from '../tenant.ts';
import type { Method, Reply, Request } from './exchange.ts';

/** Which requests may be repeated and when, and which redirects are followed. Pure: nothing here sends. */

/** The longest first wait. Each wait is random, and its maximum doubles each time (full jitter). */
const firstBackOffMs = 1000;
const maxBackOffMs = 30_000;

/** The longest `Retry-After` that a step obeys. */
export const maxRetryAfterMs = 5 * 60_000;

/** How much of a `Retry-After` is added at random, at most, so that clients do not all return together. */
const maxRetryAfterJitter = 0.1;

/** Statuses of errors that may be temporary. */
export const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** RFC 9110 section 9.2.2: sending such a request twice has the same effect as sending it once. */
const idempotentMethods: ReadonlySet<Method> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/**
 * The POSTs of Qlik's API that may be repeated: they create nothing permanent, only read, or request
 * what was requested already.
 */
const repeatablePosts: readonly RegExp[] = [
  /^\/api\/v1\/temp-contents$/u,
  /^\/api\/[^/]+\/apps\/validatescript$/u,
  /^\/api\/[^/]+\/data-alerts\/actions\/validate$/u,
  /^\/api\/[^/]+\/lineage-graphs\/(?:nodes|impact)\/[^/]+\/overview$/u,
  /\/actions\/(?:filter|filter-orphan|count)$/u,
  // Requests that stop a known job. Those that this action sends itself are marked in jobs/stop.ts.
  /^\/api\/[^/]+\/reloads\/[^/]+\/actions\/cancel$/u,
  /^\/api\/[^/]+\/automations\/[^/]+\/runs\/[^/]+\/actions\/stop$/u,
  /^\/api\/[^/]+\/di-projects\/[^/]+\/di-tasks\/[^/]+\/runtime\/actions\/stop$/u,
];

/**
 * Whether a request may be sent again even if the server may have processed it. Any other is sent again
 * only if the server certainly did nothing.
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

/**
 * Whether a request is retried after a network fault.
 * @param sent whether any byte of it may have reached the server
 */
export function isRetriedAfterFault(
  request: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>,
  sent: boolean,
): boolean {
  return !sent || isRepeatable(request);
}

/** Whether a request is retried after a response. @param retryAfterMs from its `Retry-After`, if any */
export function isRetried(
  request: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>,
  status: number,
  retryAfterMs: number | undefined,
): boolean {
  // A 429 with `Retry-After` certainly did nothing.
  return isRepeatable(request)
    ? transientStatuses.has(status)
    : status === 429 && retryAfterMs !== undefined;
}

/**
 * How long to wait before the next attempt, in milliseconds.
 * @param retryAfterMs what the server asked for; undefined for exponential back-off with full jitter
 * @param attempt the number of the attempt that failed, from 1
 * @param random from 0 to 1
 */
export function waitMs(retryAfterMs: number | undefined, attempt: number, random: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs * (1 + random * maxRetryAfterJitter);
  return random * Math.min(firstBackOffMs * 2 ** (attempt - 1), maxBackOffMs);
}

/** The three date formats of HTTP (RFC 9110 section 5.6.7); the one without a time zone is UTC too. */
const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w -]{5,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/u;

/**
 * Parses `Retry-After` (RFC 9110 section 10.2.3).
 * @param value seconds or an HTTP date; undefined if there is no such header
 * @param dateHeader the `Date` of the same response, as the clocks of server and runner may differ
 * @param now milliseconds since the epoch, for a response without `Date`
 * @returns milliseconds; undefined if the value is in the past or invalid
 */
export function parseRetryAfter(
  value: string | undefined,
  dateHeader: string | undefined,
  now: number,
): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value);
  if (date === undefined) return undefined;
  const ms = date - (parseHttpDate(dateHeader) ?? now);
  return ms > 0 ? ms : undefined;
}

/** @returns milliseconds since the epoch; undefined if the value is not an HTTP date */
export function parseHttpDate(value: string | undefined): number | undefined {
  // Date.parse accepts almost anything: "soon 1" is a day in 2001.
  if (value === undefined || !httpDate.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : date;
}

/** The redirects of RFC 9110 section 15.4 that lead to one place, unlike 300 and 304. */
export const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The methods whose redirects are followed. */
const followedMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The headers of a step that are sent to another origin. `Range` needs its `If-Range`. */
const headersThatMayLeaveOrigin: ReadonlySet<string> = new Set(['accept', 'range', 'if-range']);

const maxRedirects = 5;

/** Adds the `/api` that a `Location` of Qlik may lack (`/v1/apps/…`): its gateway adds it, its services do not. */
function withApiPrefix(from: URL, to: URL | null): URL | null {
  const lacks =
    to?.origin === from.origin &&
    from.pathname.startsWith('/api/') &&
    /^\/v\d+\//u.test(to.pathname);
  if (!lacks) return to;
  const url = new URL(to);
  url.pathname = `/api${to.pathname}`;
  return url;
}

/**
 * The request that follows a redirect: of a GET or HEAD, on the tenant's origin, at most five in a row. Only a
 * download may go to another origin (`mayLeaveOrigin`), over https, without credentials.
 * @param hop how many redirects have been followed
 * @returns the request, or why the redirect is not followed
 */
export function nextRequest<T>(
  request: Request<T>,
  reply: Reply<T>,
  tenant: Tenant,
  hop: number,
): Request<T> | string {
  const { location } = reply.headers;
  if (location === undefined) return 'a redirect without a Location';
  const url = withApiPrefix(request.url, URL.parse(location, request.url.href));
  if (url === null) return 'a redirect to a Location that is not a URL';
  if (!/^https?:$/u.test(url.protocol)) return `a redirect to a ${url.protocol} address`;
  const target = `a redirect to ${url.origin}${url.pathname}`;
  if (!followedMethods.has(request.method))
    return `${target}, which is not followed for a ${request.method}`;
  if (hop === maxRedirects) return `${target}, after ${String(maxRedirects)} others`;
  if (onTenant(tenant, url)) return { ...request, url };
  if (request.mayLeaveOrigin !== true || request.method !== 'GET')
    return `${target}, another origin, which is followed only for a download into a \`response-file\``;
  if (url.protocol !== 'https:') return `${target}, which is not https`;
  if (url.username !== '' || url.password !== '') return `${target}, with user info`;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => headersThatMayLeaveOrigin.has(name)),
  );
  return { ...request, url, headers, anonymous: true };
}
