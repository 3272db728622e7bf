/**
 * Text from the network is data. GitHub's runner reads `::command::` at the start of a line (after
 * white space) and the older `##[command]` anywhere in one, on both streams; terminals read control
 * sequences; readers are misled by invisible and direction-changing characters.
 */
const unseen =
  /(?:[^ -~\u00a0-\u{10ffff}]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb])+/gu;

/** Unicode's Cc, by what it is not: V8 takes half a millisecond to find out what `\p{Cc}` is. */
const control = /[^ -~\u00a0-\u{10ffff}]/u;

/** Whether a text holds control characters: line breaks and NUL are some. */
export function holdsControl(text: string): boolean {
  return control.test(text);
}

/** Whether a text holds what a reader does not see, or not for what it is: controls are some of it. */
export function holdsUnseen(text: string): boolean {
  return text.search(unseen) !== -1;
}

/**
 * @param text any text
 * @returns the same as one line that can only be read, never obeyed
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
 * @param limit the most UTF-16 units to keep
 * @returns the line, cut with an ellipsis where it is longer. Secrets must be out of it already:
 *   half a secret is masked by nobody.
 */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`;
}

/**
 * @param text anything from the network
 * @param limit the most UTF-16 units to keep
 * @param clean takes secrets out: before anything is changed, which could hide them from it, and after
 * @returns the text on one line, without secrets, cut where it is longer
 */
export function inBrief(text: string, limit: number, clean: (text: string) => string): string {
  return shorten(clean(clean(text).replaceAll(/\s+/gu, ' ')).trim(), limit);
}

/** How much of a bad input an error shows. */
const mostQuoted = 120;

/** Text in quotes, as an error shows it: not so long that it would push the rest out. */
export function quoted(text: string): string {
  return JSON.stringify(shorten(text, mostQuoted));
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes in words: `1.2 GiB`. */
export function sizeInWords(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
  return `${figure} ${units[power] ?? ''}`;
}

/** Milliseconds in words: `42 s`, `3 min 5 s`. */
export function durationInWords(ms: number): string {
  const all = Math.round(ms / 1000);
  return all < 60
    ? `${String(all)} s`
    : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}
