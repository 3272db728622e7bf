/**
 * Text from the network is data. GitHub's runner obeys `::command::` at the start of a line (after
 * white space) and the older `##[command]` anywhere in a line, on both streams; terminals obey control
 * sequences; invisible and direction-changing characters mislead readers.
 */
const unseen =
  /(?:[^ -~\u00a0-\u{10ffff}]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb])+/gu;

/** Unicode's category Cc, by its complement: compiling `\p{Cc}` takes V8 half a millisecond. */
const control = /[^ -~\u00a0-\u{10ffff}]/u;

/** Whether a text has control characters, such as line breaks or NUL. */
export function holdsControl(text: string): boolean {
  return control.test(text);
}

/** Whether a text has characters that are invisible or mislead a reader, control characters included. */
export function holdsUnseen(text: string): boolean {
  return text.search(unseen) !== -1;
}

/**
 * @param text any text
 * @returns the text on one line, which no runner takes for a command
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(unseen, ' ')
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/u, '$1: ');
}

/**
 * @param text any text, with line breaks of its own
 * @returns the same lines, each safe on its own
 */
export function safeLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map(oneLine)
    .join('\n');
}

/**
 * @param text one line
 * @param limit the maximum length in UTF-16 units
 * @returns the line, cut with an ellipsis if it is longer. It must contain no secrets, since a mask
 *   does not match half a secret
 */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}

/**
 * @param text anything from the network
 * @param limit the maximum length in UTF-16 units
 * @param clean removes secrets; applied before white space changes, which could disguise one, and after
 * @returns the text on one line, without secrets, cut with an ellipsis if it is longer
 */
export function inBrief(text: string, limit: number, clean: (text: string) => string): string {
  return shorten(clean(clean(text).replaceAll(/\s+/gu, ' ')).trim(), limit);
}

/** An error shows no more of a bad input, in UTF-16 units. */
const maxQuoted = 120;

/** A text in quotes for an error, cut so that the rest of the error stays visible. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text, maxQuoted));
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size for people: `1.2 GiB`. */
export function sizeInWords(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
  return `${figure} ${units[power] ?? ''}`;
}

/** A duration for people: `42 s`, `3 min 5 s`. */
export function durationInWords(ms: number): string {
  const all = Math.round(ms / 1000);
  return all < 60
    ? `${String(all)} s`
    : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}
