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
  now: () => Date.now(),
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
