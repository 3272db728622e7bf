/** Looks at JSON as it is written, where its parsed value is not enough. Loaded only when needed. */

import { Failure } from '../failure.ts';
import { leavesOf } from '../json.ts';

/** A shorter number without an exponent has at most 15 digits, which a double always holds. */
const minInexactLength = 16;

/** A Set holds some 16 million values at most, and uses a lot of memory long before that. */
const maxInexact = 1_000_000;

/**
 * The numbers of a JSON text that change when they are parsed to doubles, such as `50000000014435121`.
 * A number that is only written differently, such as `1.10`, does not count.
 * @param text valid JSON
 * @returns the doubles that they become
 * @throws Failure if there are too many to keep
 */
export function inexactNumbers(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const written of scalarsIn(text)) {
    if (written.startsWith('"')) continue;
    if (written.length < minInexactLength && !/e/iu.test(written)) continue;
    const value = Number(written);
    if (decimal(written) === decimal(String(value))) continue;
    found.add(value);
    if (found.size > maxInexact)
      throw new Failure(
        `the response has more than ${String(maxInexact)} numbers with more digits than JMESPath keeps, so ` +
          '`select` cannot be applied: read what you need from `response` with a tool that keeps all digits',
      );
  }
  return found;
}

/** Whether a value contains one of the numbers, or a string with its digits, as `to_string` makes one. */
export function holdsAny(value: unknown, numbers: ReadonlySet<number>): boolean {
  if (numbers.size === 0) return false;
  for (const leaf of leavesOf(value)) {
    if (typeof leaf === 'number' && numbers.has(leaf)) return true;
    // A string may contain fewer digits than that by chance.
    if (typeof leaf === 'string')
      for (const [digits] of leaf.matchAll(/\d{16,}/gu)) {
        const number = Number(digits);
        if (String(number) === digits && (numbers.has(number) || numbers.has(-number))) return true;
      }
  }
  return false;
}

/**
 * The escaped spellings of masked lines in a JSON text, such as `a\/b` for `a/b`.
 * @param text valid JSON
 * @param masked trimmed lines
 */
export function otherSpellings(text: string, masked: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const scalar of scalarsIn(text)) {
    if (!scalar.includes('\\')) continue;
    const value = JSON.parse(scalar) as string;
    const written = scalar.slice(1, -1);
    /** One for each UTF-16 unit of the value. */
    const unit = /\\u[\da-f]{4}|\\.|[^]/giy;
    let units = 0;
    const placeOf = (index: number): number => {
      for (; units < index; units++) unit.test(written);
      return unit.lastIndex;
    };
    for (const { 0: whole, index } of value.matchAll(/[^\r\n]+/gu)) {
      const line = whole.trim();
      if (!masked.has(line)) continue;
      const start = index + whole.indexOf(line);
      const spelling = written.slice(placeOf(start), placeOf(start + line.length));
      if (spelling !== line) found.add(spelling);
    }
  }
  return found;
}

/**
 * The strings of a JSON text, including field names, and its numbers, each as it is written. Matching
 * whole strings with one regular expression would overflow the stack on a long string.
 */
function* scalarsIn(text: string): Generator<string> {
  let start: number | undefined;
  for (const { 0: part, index } of text.matchAll(/"|\\.|-?\d[\d.e+-]*/gisu)) {
    if (part !== '"') {
      if (start === undefined) yield part;
    } else if (start === undefined) start = index;
    else {
      yield text.slice(start, index + 1);
      start = undefined;
    }
  }
}

/** A number in a canonical form, without its sign: its significant digits and a power of ten. */
function decimal(written: string): string {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/iu.exec(written) ?? [];
  const digits = (whole + fraction).replace(/^0+/u, '');
  // The lookbehind lets only the first zero of a run start a match: there may be many long runs.
  const significant = digits.replace(/(?<!0)0+$/u, '');
  if (significant === '') return whole === '' ? written : '0';
  const power = Number(exponent) + digits.length - fraction.length;
  return `${significant}e${String(power)}`;
}
