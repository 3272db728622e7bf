/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3).
 * @param value seconds or an HTTP date; undefined when there is no such header
 * @param now milliseconds since the epoch
 * @returns milliseconds from now, 0 for a time gone by; undefined for anything else
 */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/u.test(value)) return Number(value) * 1000;
  // Date.parse takes much that is no HTTP date, such as "-1" or "soon 1".
  const date = /^[A-Za-z]{3,9},? /u.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
