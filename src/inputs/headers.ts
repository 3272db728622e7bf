import { Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';
import { once, pairs } from './parsers.ts';

/** What the action answers for itself: credentials, addressing and framing. */
const ours: ReadonlySet<string> = new Set([
  'authorization',
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
]);

const parse = pairs(':');

/**
 * The step's own request headers (RFC 9110 section 5).
 * @returns values by name in lower case
 * @throws Failure that shows names only
 */
export function headers(text: string): Record<string, string> {
  const entries = parse(text).map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of entries) {
    const shown = quoted(name);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name)) throw new Failure(`${shown} is not a header name`);
    if (ours.has(name)) throw new Failure(`${shown} is set by the action itself: leave it out`);
    if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
      throw new Failure(`the value of ${shown} has characters that a header cannot carry`);
  }
  once(entries.map(([name]) => name));
  return Object.fromEntries(entries);
}
