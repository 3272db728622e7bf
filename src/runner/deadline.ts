import { Failure } from '../failure.ts';
import type { Clock } from './clock.ts';

/** A signal with a timer behind it. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Calls the timer off. */
  readonly cancel: () => void;
}

/** What is aborted with when the time that a cancelled workflow leaves is up. */
const tooLate = (): Failure =>
  new Failure('The workflow was cancelled, and no answer came in time', { title: 'cancelled' });

/**
 * @param ms milliseconds
 * @returns a signal that is aborted `ms` after another one
 */
export function after(
  clock: Clock,
  signal: AbortSignal,
  ms: number,
  reason: () => Failure = tooLate,
): Deadline {
  const controller = new AbortController();
  let callOff = (): void => undefined;
  const begin = (): void => {
    callOff = clock.timer(ms, () => {
      controller.abort(reason());
    });
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    cancel() {
      signal.removeEventListener('abort', begin);
      callOff();
    },
  };
}

/** @returns a signal that is aborted `ms` from now, with a failure of these words */
export function within(clock: Clock, ms: number, words: string): Deadline {
  return after(clock, AbortSignal.abort(), ms, () => new Failure(words));
}
