import { Failure } from '../failure.ts';

/** Time as a parameter, so that tests turn it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls `run` once, `ms` milliseconds from now.
   * @returns a function that calls it off
   * @throws RangeError for what is no length of time
   */
  timer(ms: number, run: () => void): () => void;
}

/** Node's timers hold no more: they take a longer time for one millisecond. */
const maxTimerMs = 2 ** 31 - 1;

/** @throws RangeError for NaN and Infinity: a timer of Node's would strike at once */
export function checkTimer(ms: number): void {
  if (!Number.isFinite(ms)) throw new RangeError('a timer takes a finite number of milliseconds');
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: Date.now,
  timer(ms, run) {
    checkTimer(ms);
    let handle: NodeJS.Timeout;
    const arm = (leftMs: number): void => {
      handle =
        leftMs > maxTimerMs
          ? setTimeout(arm, maxTimerMs, leftMs - maxTimerMs)
          : setTimeout(run, leftMs);
    };
    arm(ms);
    return () => {
      clearTimeout(handle);
    };
  },
};

/**
 * What a cancelled step does with the 7.5 s that the runner gives it: it waits for the answer to a
 * request that is under way, and then for the answer to the one that undoes it.
 */
export const cancelBudgetMs = { answer: 3500, stop: 3500, revoke: 3000 } as const;

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

/**
 * @param ms milliseconds
 * @throws the signal's reason, as soon as it is aborted
 */
export async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const cancel = clock.timer(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    function onAbort(): void {
      cancel();
      reject(signal.reason as Error);
    }
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
