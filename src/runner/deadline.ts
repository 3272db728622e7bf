import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';

/** A signal with a timer behind it. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Calls the timer off. */
  readonly cancel: () => void;
}

/**
 * @param ms milliseconds
 * @returns a signal that is aborted `ms` after another one
 */
export function after(clock: Clock, signal: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  let callOff = (): void => undefined;
  const begin = (): void => {
    callOff = clock.timer(ms, () => {
      controller.abort(new Failure('The workflow was cancelled, and no answer came in time'));
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
