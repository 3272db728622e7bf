import { runInNewContext } from 'node:vm';

/** Far more than linear time on a slow machine, and far less than quadratic time. */
const limitMs = 20_000;

/**
 * Runs work that must not hang. Jest's own time-out needs an `await`, which a loop or a regular
 * expression never reaches: this one interrupts them.
 * @throws if it takes longer than the limit
 */
export function watched<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: limitMs }) as T;
}
