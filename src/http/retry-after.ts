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
