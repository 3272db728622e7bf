import type { Clock } from '../runner/clock.ts';

/** Watches one attempt for silence, and for an answer that drips for ever. */
export interface IdleWatch {
  /** A byte was sent. */
  sent(): void;
  /** Bytes of the answer came; 0 for its head. */
  received(bytes: number): void;
  stop(): void;
}

/** An answer that is slower than this, in bytes a second, ... */
const slowest = 1024;

/** ... may take this many times the longest silence: each byte breaks a silence. */
const mostSilences = 20;

/**
 * @param limit the longest silence, in milliseconds
 * @param onTooSlow called once, when there was silence for that long, or the answer drips
 */
export function watchIdle(
  clock: Clock,
  limit: number,
  onTooSlow: (why: 'silence' | 'drip') => void,
): IdleWatch {
  let last = clock.now();
  let answering: number | undefined;
  let bytes = 0;
  let cancel = clock.timer(limit, check);
  // One timer for many bytes: re-arming it for each chunk would cost more than the transfer.
  function check(): void {
    const now = clock.now();
    const left = last + limit - now;
    if (left <= 0) onTooSlow('silence');
    else if (drips(now)) onTooSlow('drip');
    else cancel = clock.timer(left, check);
  }
  function drips(now: number): boolean {
    if (answering === undefined) return false;
    const elapsed = now - answering;
    return elapsed >= limit * mostSilences && bytes / (elapsed / 1000) < slowest;
  }
  return {
    sent() {
      last = clock.now();
    },
    received(more) {
      last = clock.now();
      answering ??= last;
      bytes += more;
    },
    stop() {
      cancel();
    },
  };
}
