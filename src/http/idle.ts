import type { Clock } from '../runner/clock.ts';

/** Watches one attempt for silence, and for an answer that never begins, or drips for ever. */
export interface IdleWatch {
  /** Anything moved on the connection. */
  alive(): void;
  /** So many bytes of the body were handed to the system, which sends them when it can. */
  handedOver(bytes: number): void;
  /** Bytes of the answer came; 0 for its head. */
  received(bytes: number): void;
  stop(): void;
}

/**
 * What the system holds of a body it sends by itself, and nobody is told how far it is: so much it may
 * hold, in bytes, ...
 */
const maxHeld = 4 * 1024 * 1024;

/** ... which may leave as slowly as this, in bytes a second. A smaller body is not worth a wait. */
const slowestUpload = 64 * 1024;

/** An answer that is slower than this, in bytes a second, ... */
const slowest = 1024;

/**
 * ... may take this many times the longest silence: each byte breaks a silence. So long may what comes
 * before it take as well, once all is sent: heads that drip, "102 Processing" for ever.
 */
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
  let sent = last;
  let answering: number | undefined;
  let bytes = 0;
  let handedOver = 0;
  let cancel = clock.timer(limit, check);
  // One timer for many bytes: re-arming it for each chunk would cost more than the transfer.
  function check(): void {
    const now = clock.now();
    const left = last + limit + unseenMs() - now;
    if (left <= 0) onTooSlow('silence');
    else if (drips(now)) onTooSlow('drip');
    else cancel = clock.timer(left, check);
  }
  /** How long bytes may be leaving unseen. */
  function unseenMs(): number {
    if (answering !== undefined || handedOver <= slowestUpload) return 0;
    return (Math.min(handedOver, maxHeld) / slowestUpload) * 1000;
  }
  function drips(now: number): boolean {
    if (answering === undefined) return now - sent >= limit * mostSilences + unseenMs();
    const elapsed = now - answering;
    return elapsed >= limit * mostSilences && bytes / (elapsed / 1000) < slowest;
  }
  return {
    alive() {
      last = clock.now();
    },
    handedOver(more) {
      sent = clock.now();
      handedOver += more;
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
