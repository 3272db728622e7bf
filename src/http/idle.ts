import type { Clock } from '../runner/clock.ts';

/** Watches one attempt for silence. */
export interface IdleWatch {
  /** A byte was sent or received. */
  touch(): void;
  stop(): void;
}

/**
 * @param limit the longest silence, in milliseconds
 * @param onSilence called once, when there was no `touch` for that long
 */
export function watchIdle(clock: Clock, limit: number, onSilence: () => void): IdleWatch {
  let last = clock.now();
  let cancel = clock.timer(limit, check);
  // One timer for many touches: re-arming it for each chunk would cost more than the transfer.
  function check(): void {
    const left = last + limit - clock.now();
    if (left <= 0) onSilence();
    else cancel = clock.timer(left, check);
  }
  return {
    touch() {
      last = clock.now();
    },
    stop() {
      cancel();
    },
  };
}
