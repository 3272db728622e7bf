import { Failure } from '../failure.ts';

/** Time, as a parameter that tests control. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls `run` once, `ms` milliseconds from now.
   * @returns a function that cancels it
   * @throws RangeError if `ms` is not finite
   */
  timer(ms: number, run: () => void): () => void;
}

/** The longest timer of Node's: it treats a longer one as 1 ms. */
const maxTimerMs = 2 ** 31 - 1;

/** @throws RangeError for NaN and Infinity: Node's timer would fire at once */
export function checkTimer(ms: number): void {
  if (!Number.isFinite(ms)) throw new RangeError('a timer takes a finite number of milliseconds');
}

/** The clock of the machine. */
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
 * How a cancelled step divides the 7.5 s that the runner gives it: first it waits for the response to
 * the request in flight, and then for the response to the request that undoes it.
 */
export const cancelBudgetMs = { answer: 3500, stop: 3500, revoke: 3000 } as const;

/** A signal that a timer aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Cancels the timer. */
  readonly cancel: () => void;
}

/** The reason for an abort when the time after a cancel is up. */
const tooLate = (): Failure =>
  new Failure('The workflow was cancelled, and no response came in time', { title: 'cancelled' });

/**
 * @param ms milliseconds
 * @returns a signal that is aborted `ms` after `signal` is
 */
export function after(
  clock: Clock,
  signal: AbortSignal,
  ms: number,
  reason: () => Failure = tooLate,
): Deadline {
  const controller = new AbortController();
  let cancelTimer = (): void => undefined;
  const begin = (): void => {
    cancelTimer = clock.timer(ms, () => {
      controller.abort(reason());
    });
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    cancel() {
      signal.removeEventListener('abort', begin);
      cancelTimer();
    },
  };
}

/** @returns a signal that is aborted `ms` milliseconds from now, with a Failure of this message */
export function within(clock: Clock, ms: number, message: string): Deadline {
  return after(clock, AbortSignal.abort(), ms, () => new Failure(message));
}

/**
 * Waits for `ms` milliseconds.
 * @throws the signal's reason as soon as it is aborted
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
