import type { Clock } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { sizeInWords } from '../runner/text.ts';

/** Watches one attempt for silence, and for an answer that never begins, or drips for ever. */
export interface IdleWatch {
  /** Anything moved on the connection. */
  readonly alive: () => void;
  /** So many bytes of the body were handed to the system, which sends them when it can. */
  handedOver(bytes: number): void;
  /** The answer has begun. @param receivedBytes tells how much of its body has come so far */
  answered(receivedBytes: () => number): void;
  stop(): void;
}

/**
 * What the system holds of a body it sends by itself, and nobody is told how far it is: so much it may
 * hold, ...
 */
const maxHeldBytes = 4 * 1024 * 1024;

/** ... which may leave as slowly as this, in bytes a second. A smaller body is not worth a wait. */
const slowestUpload = 64 * 1024;

/** An answer that is slower than this, in bytes a second, ... */
const slowestAnswer = 1024;

/**
 * ... may take this many times the longest silence: each byte breaks a silence. So long may what comes
 * before it take as well, once all is sent: heads that drip, "102 Processing" for ever.
 */
const maxSilences = 20;

/**
 * @param limitMs the longest silence
 * @param onTooSlow called once, when there was silence for that long, or the answer drips
 */
export function watchIdle(
  clock: Clock,
  limitMs: number,
  onTooSlow: (why: 'silence' | 'drip') => void,
): IdleWatch {
  let last = clock.now();
  let sent = last;
  let answer: { readonly began: number; readonly receivedBytes: () => number } | undefined;
  let handedOver = 0;
  let cancel = clock.timer(limitMs, check);
  // One timer for many bytes: re-arming it for each chunk would cost more than the transfer.
  function check(): void {
    const now = clock.now();
    const left = last + limitMs + unseenMs() - now;
    if (left <= 0) onTooSlow('silence');
    else if (drips(now)) onTooSlow('drip');
    else cancel = clock.timer(left, check);
  }
  /** How long bytes may be leaving unseen. */
  function unseenMs(): number {
    if (answer !== undefined || handedOver <= slowestUpload) return 0;
    return (Math.min(handedOver, maxHeldBytes) / slowestUpload) * 1000;
  }
  function drips(now: number): boolean {
    const maxMs = limitMs * maxSilences;
    if (answer === undefined) return now - sent >= maxMs + unseenMs();
    const elapsed = now - answer.began;
    return elapsed >= maxMs && answer.receivedBytes() / (elapsed / 1000) < slowestAnswer;
  }
  return {
    alive() {
      last = clock.now();
    },
    handedOver(bytes) {
      sent = clock.now();
      handedOver += bytes;
    },
    answered(receivedBytes) {
      last = clock.now();
      answer = { began: last, receivedBytes };
    },
    stop() {
      cancel();
    },
  };
}

/** A smaller body is over before anyone asks how far it is. */
const minLoggedBytes = 10 * 1024 * 1024;

/** Never more than one line in this time. */
const logIntervalMs = 10_000;

/**
 * Says now and then how far something long has come, at most once in ten seconds, and for the first
 * time after ten.
 */
export class ThrottledLog {
  readonly #runner: Runner;
  /** When the next line may be written. */
  dueAt: number;

  constructor(runner: Runner) {
    this.#runner = runner;
    this.dueAt = runner.clock.now() + logIntervalMs;
  }

  /** @param words made only when they are written */
  info(words: () => string): void {
    const now = this.#runner.clock.now();
    if (now < this.dueAt) return;
    this.dueAt = now + logIntervalMs;
    this.#runner.info(words());
  }
}

/** A body on its way, of which the log hears now and then when it is over 10 MiB. */
export class TransferProgress {
  readonly #name: string;
  readonly #verb: 'sent' | 'received';
  readonly #totalBytes: number | undefined;
  readonly #clock: Clock;
  readonly #began: number;
  readonly #lines: ThrottledLog;
  readonly #earlierBytes: number;
  /** Bytes that this attempt has moved. */
  bytes = 0;

  /**
   * @param name the request
   * @param restBytes what is to be moved, as far as it is known
   * @param earlierBytes what was moved by an earlier attempt
   */
  constructor(
    runner: Runner,
    name: string,
    verb: 'sent' | 'received',
    restBytes: number | undefined,
    earlierBytes = 0,
  ) {
    this.#name = name;
    this.#verb = verb;
    this.#totalBytes = restBytes === undefined ? undefined : earlierBytes + restBytes;
    this.#earlierBytes = earlierBytes;
    this.#clock = runner.clock;
    this.#began = runner.clock.now();
    this.#lines = new ThrottledLog(runner);
  }

  /** One more chunk has been moved. */
  readonly moved = ({ length }: { readonly length: number }): void => {
    this.bytes += length;
    const isLarge = (this.#totalBytes ?? this.bytes) > minLoggedBytes;
    if (isLarge && this.#clock.now() >= this.#lines.dueAt) this.#lines.info(() => this.#howFar());
  };

  #howFar(): string {
    const total = this.#totalBytes;
    const moved = this.#earlierBytes + this.bytes;
    const part =
      total === undefined
        ? ''
        : ` of ${sizeInWords(total)} (${String(Math.floor((moved / total) * 100))} %)`;
    const speed = this.bytes / ((this.#clock.now() - this.#began) / 1000);
    return `${this.#name}: ${sizeInWords(moved)}${part} ${this.#verb}, ${sizeInWords(speed)}/s`;
  }
}

/** V8 is asked to collect after so many. */
const maxSpentBytes = 8 * 1024 * 1024;

/** `minor` looks at what is young only, which takes a fraction of a millisecond. */
type Collect = (options: { readonly type: 'minor' }) => unknown;

let collector: Collect | undefined;

/**
 * V8 collects when objects fill its heap, but a buffer's bytes lie elsewhere: 64 MiB of spent ones
 * pile up. Whoever carries large bodies counts their bytes here.
 */
export class SpentBuffers {
  #bytes = 0;

  /** Some bytes have been handed on. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < maxSpentBytes) return;
    this.#bytes = 0;
    collector ??= collectorOf();
    collector({ type: 'minor' });
  }
}

/** The way for a program that was not started with `--expose-gc`; without it, memory grows a little. */
function collectorOf(): Collect {
  try {
    // Not imported: only large bodies need them.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    return process.getBuiltinModule('node:vm').runInNewContext('gc') as Collect;
  } catch {
    return () => undefined;
  }
}
