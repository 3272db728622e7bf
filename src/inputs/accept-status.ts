import { Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';

/**
 * Statuses and ranges that count as success, by comma or line: `404, 409`, `400-499`.
 * @returns whether a status is among them
 */
export function acceptStatus(text: string): (status: number) => boolean {
  const ranges = text
    .split(/[,\r\n]/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(range);
  return (status) => ranges.some(([first, last]) => status >= first && status <= last);
}

function range(entry: string): [first: number, last: number] {
  const [, first, last = first] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/u.exec(entry) ?? [];
  if (first === undefined || last === undefined || first > last)
    throw new Failure(
      `${quoted(entry)} is not a status; it takes statuses and ranges such as 404, 409 or 400-499`,
    );
  return [Number(first), Number(last)];
}
