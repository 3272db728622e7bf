import { Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';

/** What a step takes as success besides 2xx. */
export interface AcceptedStatuses {
  readonly accepts: (status: number) => boolean;
  /** Whether a 207 may hold failed parts: only where it is named, not where a range goes over it. */
  readonly acceptsFailedParts: boolean;
}

/** Where nothing is set. */
export const onlySuccess: AcceptedStatuses = { accepts: () => false, acceptsFailedParts: false };

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
