import { Failure } from '../failure.ts';
import type { AcceptedStatuses } from '../response/answer.ts';
import { holdsControl, quoted } from '../runner/text.ts';

/**
 * Parsers of single inputs: text in, value out. They throw a Failure that quotes the text, unless it
 * may be secret, and says what the input takes. The caller puts the input's name before it.
 */

/** Whether `core.getBooleanInput` reads a text as true (the core schema of YAML 1.2). */
export function isTrue(text: string): boolean {
  return ['true', 'True', 'TRUE'].includes(text);
}

/** True or false, as `core.getBooleanInput` reads them. */
export function boolean(text: string): boolean {
  if (isTrue(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  throw new Failure(`${quoted(text)} is neither true nor false`);
}

/** @returns a parser of numbers from `min` to `max`; fractions are refused with `whole` */
export function number(min: number, max: number, whole?: 'whole'): (text: string) => number {
  const shape = whole === undefined ? /^\d+(?:\.\d+)?$/u : /^\d+$/u;
  const kind = whole === undefined ? 'a number' : 'a whole number';
  return (text) => {
    const value = shape.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new Failure(`${quoted(text)} is not ${kind} from ${String(min)} to ${String(max)}`);
  };
}

/** A single line of text. */
export function line(text: string): string {
  if (!holdsControl(text)) return text;
  throw new Failure(`${quoted(text)} contains control characters`);
}

/** The name of a qlik-cli context, limited to what neither a shell nor YAML needs in quotes. */
export function contextName(text: string): string {
  if (/^\w[\w.@-]{0,99}$/u.test(text)) return text;
  throw new Failure(
    `${quoted(text)} is not a valid name for a context: write up to 100 letters, digits, ".", "_", "-" and "@", and begin with a letter, a digit or "_"`,
  );
}

/** A single line of text that errors must not quote. */
export function secretLine(text: string): string {
  if (!holdsControl(text)) return text;
  throw new Failure('contains a line break or another control character; it must be a single line');
}

/** @returns a parser that takes one of the words (upper case), written in any case */
export function oneOf<const W extends string>(words: readonly W[]): (text: string) => W {
  return (text) => {
    const word = words.find((known) => known === text.toUpperCase());
    if (word !== undefined) return word;
    throw new Failure(`${quoted(text)} is not one of ${words.join(', ')}`);
  };
}

/** The entries of a list: one per line, trimmed; blank lines are skipped. */
export function lines(text: string): string[] {
  const entries = text
    .split(/\r\n|\r|\n/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries())
    if (holdsControl(entry))
      throw new Failure(`entry ${String(index + 1)} contains control characters`);
  return entries;
}

/**
 * A list of names and values.
 * @param separator each entry is split at the first one
 * @returns names and values, both trimmed
 */
export function pairs(text: string, separator: '=' | ':' = '='): [name: string, value: string][] {
  return lines(text).map((entry, index) => {
    const at = entry.indexOf(separator);
    const name = entry.slice(0, Math.max(at, 0)).trim();
    // The entry is not quoted: one without a separator may be a bare secret.
    if (name === '')
      throw new Failure(
        `entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`,
      );
    return [name, entry.slice(at + 1).trim()];
  });
}

/** Text in quotes. An apostrophe within a word does not begin one. */
const inQuotes = /(?<![\p{L}\d])(["'])(?:\\.|(?!\1)[^\\])*\1/gu;

/** Query parameters, one per entry: several in one entry would be sent as a single long value. */
export function query(text: string): [name: string, value: string][] {
  const entries = pairs(text);
  for (const [index, [name, value]] of entries.entries()) {
    const entry = `entry ${String(index + 1)}`;
    if (name.startsWith('?'))
      throw new Failure(
        `${entry} begins with "?": leave it out, and write one name=value per line`,
      );
    if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
      throw new Failure(
        `${entry} contains a second parameter after "&": write one name=value per line. If the "&" is ` +
          'part of the value, percent-encode it and write the parameter in `path`',
      );
  }
  refuseExecutionToken(entries.map(([name]) => name));
  return entries;
}

/** The action sets these itself: credentials, addressing and framing. */
const ownHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
]);

/** The header that carries the execution token of an automation. */
export const executionHeader = 'x-execution-token';

/** Refuses the header's name in other inputs, where the runner would show the token in the log. */
export function refuseExecutionToken(names: Iterable<string>): void {
  for (const name of names)
    if (name.toLowerCase() === executionHeader)
      throw new Failure(
        'X-Execution-Token is refused here: set `execution-token` instead, which is masked',
      );
}

/**
 * The step's own request headers (RFC 9110 section 5).
 * @returns values by name in lower case
 * @throws Failure that quotes names only, never a value
 */
export function headers(text: string): Record<string, string> {
  const entries = pairs(text, ':').map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of entries) {
    const shown = quoted(name);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name))
      throw new Failure(`${shown} is not a valid header name`);
    if (ownHeaders.has(name))
      throw new Failure(`${shown} is set by the action itself: leave it out`);
    if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
      throw new Failure(
        `the value of ${shown} contains characters that are not allowed in a header`,
      );
  }
  const names = entries.map(([name]) => name);
  refuseExecutionToken(names);
  refuseDuplicates(names);
  return Object.fromEntries(entries);
}

/** @throws Failure when a name occurs twice */
export function refuseDuplicates(names: readonly string[]): void {
  const duplicate = names.find((name, index) => names.indexOf(name) !== index);
  if (duplicate !== undefined) throw new Failure(`${quoted(duplicate)} is given twice`);
}

/** Statuses and ranges that count as success, separated by commas or line breaks: `404, 400-499`. */
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
      `${quoted(entry)} is neither a status code nor a range of status codes; write 404, 409 or 400-499, for example`,
    );
  return [Number(first), Number(last)];
}
