import type { Readable } from 'node:stream';

/**
 * Cuts a stream into lines as the runner does: `\n`, `\r\n` and a lone `\r` end one.
 *
 * @param stream gives UTF-8
 * @param onLine gets each line without its end, and what is left when the stream ends
 * @returns everything that came, as it was
 */
export async function readLines(stream: Readable, onLine: (line: string) => void): Promise<string> {
  let all = '';
  let rest = '';
  for await (const text of stream.setEncoding('utf8') as AsyncIterable<string>) {
    all += text;
    // A `\r` at the end may be half of a `\r\n`: it waits for what comes after.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  }
  if (rest !== '') onLine(rest.replace(/\r$/, ''));
  return all;
}
