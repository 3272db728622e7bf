import { runInNewContext } from 'node:vm';

/** Far more than what is linear takes on a slow machine, and far less than what is quadratic takes. */
const limitMs = 20_000;

/**
 * Runs what must not hang. Jest's own time-out waits for an `await`, which a loop or a regular
 * expression never reaches: this one ends them.
 * @throws when it takes longer than the limit
 */
export function watched<T>(work: () => T): T {
  return runInNewContext('work()', { work }, { timeout: limitMs }) as T;
}
