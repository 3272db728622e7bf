import { Failure } from '../failure.ts';
import type { AcceptedStatuses } from '../response/answer.ts';
import { holdsControl, quoted } from '../runner/text.ts';

/**
 * Parsers of single inputs: text in, value out. What they throw is a Failure that says what was got
 * (never a value that may be secret) and what the input takes; its input's name is put before it.
 */

/** What `core.getBooleanInput` takes for true: YAML 1.2's core schema. */
export function isTrue(text: string): boolean {
  return ['true', 'True', 'TRUE'].includes(text);
}

/** True or false, as `core.getBooleanInput` reads them. */
export function boolean(text: string): boolean {
  if (isTrue(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  throw new Failure(`${quoted(text)} is not true or false`);
}

/** @returns a parser of numbers from `min` to `max`, fractions included unless they are to be whole */
export function number(min: number, max: number, whole?: 'whole'): (text: string) => number {
  const shape = whole === undefined ? /^\d+(?:\.\d+)?$/u : /^\d+$/u;
  const kind = whole === undefined ? 'a number' : 'a whole number';
  return (text) => {
    const value = shape.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new Failure(`${quoted(text)} is not ${kind} from ${String(min)} to ${String(max)}`);
  };
}

/** Text on one line. */
export function line(text: string): string {
  if (!holdsControl(text)) return text;
  throw new Failure(`${quoted(text)} holds control characters`);
}

/** The name of a qlik-cli context: what a shell and YAML take as it is. */
export function contextName(text: string): string {
  if (/^\w[\w.@-]{0,99}$/u.test(text)) return text;
  throw new Failure(
    `${quoted(text)} is not a name for a context; it takes up to 100 letters, digits, ".", "_", "-" and "@"`,
  );
}

/** Text on one line that is not to be shown. */
export function secretLine(text: string): string {
  if (!holdsControl(text)) return text;
  throw new Failure('holds a line break or another control character; it takes one line');
}

/** @returns a parser of one of some words, in any case */
export function oneOf<const W extends string>(words: readonly W[]): (text: string) => W {
  return (text) => {
    const word = words.find((known) => known === text.toUpperCase());
    if (word !== undefined) return word;
    throw new Failure(`${quoted(text)} is not one of ${words.join(', ')}`);
  };
}

/** The entries of a list: one a line, trimmed, without blank lines. */
export function lines(text: string): string[] {
  const entries = text
    .split(/\r\n|\r|\n/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries())
    if (holdsControl(entry))
      throw new Failure(`entry ${String(index + 1)} holds control characters`);
  return entries;
}

/**
 * A list of pairs.
 * @param separator the first one splits an entry
 * @returns names and values, both trimmed
 */
export function pairs(text: string, separator: '=' | ':' = '='): [name: string, value: string][] {
  return lines(text).map((entry, index) => {
    const at = entry.indexOf(separator);
    const name = entry.slice(0, Math.max(at, 0)).trim();
    // Not even the name is shown: an entry without a separator may be a bare secret.
    if (name === '')
      throw new Failure(
        `entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`,
      );
    return [name, entry.slice(at + 1).trim()];
  });
}

/** A text in quotes. An apostrophe within a word opens none. */
const inQuotes = /(?<![\p{L}\d])(["'])(?:\\.|(?!\1)[^\\])*\1/gu;

/** Query parameters, one an entry: several in one would go out as one long value. */
export function query(text: string): [name: string, value: string][] {
  const entries = pairs(text);
  for (const [index, [name, value]] of entries.entries()) {
    const entry = `entry ${String(index + 1)}`;
    if (name.startsWith('?'))
      throw new Failure(`${entry} begins with a ?. Leave it out: write one name=value a line`);
    if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
      throw new Failure(
        `${entry} holds a second parameter after an &. Write one name=value a line; a value that ` +
          'is meant to hold it goes, percent-encoded, into `path`',
      );
  }
  return entries;
}

/** What the action answers for itself: credentials, addressing and framing. */
const ownHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
]);

/**
 * The step's own request headers (RFC 9110 section 5).
 * @returns values by name in lower case
 * @throws Failure that shows names only
 */
export function headers(text: string): Record<string, string> {
  const entries = pairs(text, ':').map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of entries) {
    const shown = quoted(name);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name)) throw new Failure(`${shown} is not a header name`);
    if (ownHeaders.has(name))
      throw new Failure(`${shown} is set by the action itself: leave it out`);
    if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
      throw new Failure(`the value of ${shown} has characters that a header cannot carry`);
  }
  once(entries.map(([name]) => name));
  return Object.fromEntries(entries);
}

/** Refuses names that come twice. */
export function once(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Failure(`${quoted(twice)} is given twice`);
}

/** Statuses and ranges that count as success, by comma or line: `404, 409`, `400-499`. */
export function acceptStatus(text: string): AcceptedStatuses {
  const ranges = text
    .split(/[,\r\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(range);
  return {
    accepts: (status) => ranges.some(([first, last]) => status >= first && status <= last),
    acceptsFailedParts: ranges.some(([first, last]) => first === 207 && last === 207),
  };
}

function range(entry: string): [first: number, last: number] {
  const [, first, last = first] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/u.exec(entry) ?? [];
  if (first === undefined || last === undefined || first > last)
    throw new Failure(
      `${quoted(entry)} is not a status; it takes statuses and ranges such as 404, 409 or 400-499`,
    );
  return [Number(first), Number(last)];
}
