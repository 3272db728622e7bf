/** The three forms of a date in HTTP (RFC 9110 section 5.6.7); the one without a zone is UTC too. */
const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w -]{5,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/u;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3).
 * @param value seconds or an HTTP date; undefined when there is no such header
 * @param now milliseconds since the epoch
 * @returns milliseconds from now, 0 for a time gone by; undefined for anything else
 */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value)) return Number(value) * 1000;
  // Date.parse takes much that is no HTTP date: "soon 1" is a day of 2001.
  if (!httpDate.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
