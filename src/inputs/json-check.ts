import { readFile } from 'node:fs/promises';
import { causeOf, Failure } from '../failure.ts';
import type { FileToSend } from '../http/payload.ts';
import { parseJson } from '../json.ts';
import { quoted } from '../runner/text.ts';

/**
 * Checks that a body is valid JSON. Errors give the place of a fault but never quote the body. Loaded
 * only for a JSON file, or for a text that is not valid JSON.
 */

/** Larger files are not checked: they would be read twice. */
const maxCheckedBytes = 16 * 1024 * 1024;

const bom = '\ufeff';

/** Hints by the text and the index of its fault; the first that fits is shown. */
const hints: readonly (readonly [fits: (text: string, at: number) => boolean, hint: string])[] = [
  [
    (text) => text.trimStart().startsWith("'"),
    'It begins with a single quote: leave out the quotes around it',
  ],
  [(text, at) => text[at] === "'", 'JSON uses double quotes, not single ones'],
  [
    (text, at) => /[\u2018-\u201f\u00ab\u00bb]/u.test(text[at] ?? ''),
    'JSON uses plain double quotes, not typographic ones',
  ],
  [
    (text, at) => text.trim() !== '' && at >= text.trimEnd().length,
    'The text ends there, but a bracket or a quote is still open',
  ],
  [
    (text, at) => /[\]}]/u.test(text[at] ?? '') && /,\s*$/u.test(text.slice(0, at).slice(-200)),
    'Remove the comma before this bracket',
  ],
  [
    (text, at) => (text[at] ?? ' ') < ' ',
    'Inside quotes, write a line break as \\n, and any other control character as \\u…; toJSON() does that',
  ],
];

/**
 * @param subject begins the error: the file's name and a space; empty if the input is the text itself
 * @param fallbackHint the hint if none of those above fits
 * @throws Failure with line and column when the text is not valid JSON
 */
export function checkJson(text: string, subject: string, fallbackHint: string): void {
  if (text.startsWith(bom))
    throw new Failure(`${subject}begins with a byte order mark (line 1, column 1)`, {
      hint: 'Save it as UTF-8 without one',
    });
  if (parseJson(text) !== undefined) return;
  const at = faultIndex(text);
  const known = hints.find(([fits]) => fits(text, at));
  throw new Failure(`${subject}is not valid JSON at ${lineAndColumn(text, at)}`, {
    hint: known?.[1] ?? fallbackHint,
  });
}

/**
 * @returns the index of the first character that JSON does not allow there. V8 does not always report
 *   it; it is then found by parsing parts of the text
 */
function faultIndex(text: string): number {
  const reported = reportedIndex(text);
  if (reported !== undefined) return reported;
  // The first `high` characters contain the fault, the first `low` do not.
  let [low, high] = boundsOfFault(text);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reportedIndex(text.slice(0, middle)) === undefined) high = middle;
    else low = middle;
  }
  return reportedIndex(text.slice(0, low)) ?? low;
}

/** The few characters around a fault that V8 quotes; they rarely occur twice in the text. */
const quotedSnippet = /, (?:\.{3})?"(.+)"(?:\.{3})? is not valid JSON$/su;

/** Narrows down where the fault is, since each step of the search in `faultIndex` parses the text again. */
function boundsOfFault(text: string): [low: number, high: number] {
  try {
    JSON.parse(text);
  } catch (error) {
    const [, snippet] = quotedSnippet.exec((error as Error).message) ?? [];
    if (snippet !== undefined && text.includes(snippet))
      return [text.indexOf(snippet), text.lastIndexOf(snippet) + snippet.length];
  }
  return [0, text.length];
}

/** V8's message with the index of a fault; the first group if that lies inside an escape or a number. */
const reportedFault =
  /^(?:(Bad escaped|Bad Unicode|No number|Exponent|Unterminated frac)?.*) at position (\d+) \(line \d+ column \d+\)$/su;
/** The beginning of an escape or a number at the end of a text. */
const unfinishedToken = /(?:\\(?:u[\da-f]{0,3})?|-|\.|e[+-]?)$/iu;

/**
 * @returns the index of a fault as V8 reports it; the length of a text that is valid or merely
 *   incomplete; undefined if V8 quotes a snippet instead of an index
 */
function reportedIndex(text: string): number | undefined {
  try {
    JSON.parse(text);
    return text.length;
  } catch (error) {
    const { message } = error as Error;
    if (message === 'Unexpected end of JSON input')
      return text.length - (text.endsWith('\\') ? 1 : 0);
    const [, inside, place] = reportedFault.exec(message) ?? [];
    if (place === undefined) return undefined;
    return inside === undefined
      ? Number(place)
      : text.slice(0, Number(place)).search(unfinishedToken);
  }
}

/** The same for a file, which must also be UTF-8. @throws Failure as checkJson does */
export async function checkJsonFile(file: FileToSend): Promise<void> {
  if (file.size > maxCheckedBytes) return;
  const subject = `${quoted(file.written)} `;
  const bytes = await readFile(file.path).catch((error: unknown) => {
    throw new Failure(`${subject}cannot be read: ${causeOf(error)}`, { cause: error });
  });
  // JSON never contains NUL, but UTF-16 and UTF-32 have one beside each bracket.
  const start = bytes.subarray(0, 4);
  if (start.includes(0) || ['fffe', 'feff'].includes(start.toString('hex', 0, 2)))
    throw new Failure(`${subject}is in UTF-16 (line 1, column 1)`, {
      hint: 'Save it as UTF-8 (in PowerShell with -Encoding utf8NoBOM)',
    });
  const text = bytes.toString('utf8');
  const at = invalidUtf8Index(bytes, text);
  if (at !== undefined)
    throw new Failure(`${subject}is not valid UTF-8 at ${lineAndColumn(text, at)}`, {
      hint: 'Save it as UTF-8',
    });
  checkJson(
    text,
    subject,
    'Correct it there, or set another Content-Type in `headers` if it is not meant to be JSON',
  );
}

/** @returns the index in `text` of the first U+FFFD that decoding put in place of invalid bytes */
function invalidUtf8Index(bytes: Buffer, text: string): number | undefined {
  const replacement = Buffer.from('\ufffd');
  let byte = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', from)) {
    byte += Buffer.byteLength(text.slice(from, at));
    if (!bytes.subarray(byte, byte + replacement.length).equals(replacement)) return at;
    byte += replacement.length;
    from = at + 1;
  }
  return undefined;
}

/** Line and column as editors count them, from 1. */
function lineAndColumn(text: string, at: number): string {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/u);
  return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}`;
}
