import type { Clock } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { sizeInWords } from '../runner/text.ts';

/** Watches one attempt: is there any data, does a response begin, and does it arrive fast enough? */
export interface IdleWatch {
  /** Data moved on the connection. */
  readonly alive: () => void;
  /** Bytes of the body were written to the socket; the operating system sends them later. */
  wrote(bytes: number): void;
  /** The response has begun. @param receivedBytes returns how much of its body has arrived so far */
  answered(receivedBytes: () => number): void;
  stop(): void;
}

/**
 * The operating system sends what it has buffered without telling us how far it is. It buffers at most
 * this much, ...
 */
const maxBufferedBytes = 4 * 1024 * 1024;

/** ... and is allowed to send it as slowly as this. A smaller body gets no extra time. */
const minUploadBytesPerSecond = 64 * 1024;

/** A response that is slower than this ... */
const minAnswerBytesPerSecond = 1024;

/**
 * ... may take this many idle time-outs in all, because each byte that trickles in restarts the time-out.
 * The same holds for the time between the end of the upload and the response: headers may trickle, and
 * "102 Processing" may come again and again.
 */
const maxIdleTimeouts = 20;

/**
 * @param limitMs the idle time-out
 * @param onTooSlow called once, when no data moved for that long, or the response comes too slowly
 */
export function watchIdle(
  clock: Clock,
  limitMs: number,
  onTooSlow: (why: 'idle' | 'slow') => void,
): IdleWatch {
  let lastActiveAt = clock.now();
  let lastWriteAt = lastActiveAt;
  let answer: { readonly startedAt: number; readonly receivedBytes: () => number } | undefined;
  let writtenBytes = 0;
  let cancel = clock.timer(limitMs, check);
  // The timer is re-armed when it fires, not for each chunk, which would cost more than the transfer.
  function check(): void {
    const now = clock.now();
    const remainingMs = lastActiveAt + limitMs + bufferedMs() - now;
    if (remainingMs <= 0) onTooSlow('idle');
    else if (isSlow(now)) onTooSlow('slow');
    else cancel = clock.timer(remainingMs, check);
  }
  /** How long the operating system may take to send what it has buffered. */
  function bufferedMs(): number {
    if (answer !== undefined || writtenBytes <= minUploadBytesPerSecond) return 0;
    return (Math.min(writtenBytes, maxBufferedBytes) / minUploadBytesPerSecond) * 1000;
  }
  function isSlow(now: number): boolean {
    const maxMs = limitMs * maxIdleTimeouts;
    if (answer === undefined) return now - lastWriteAt >= maxMs + bufferedMs();
    const elapsedMs = now - answer.startedAt;
    if (elapsedMs < maxMs) return false;
    return answer.receivedBytes() / (elapsedMs / 1000) < minAnswerBytesPerSecond;
  }
  return {
    alive() {
      lastActiveAt = clock.now();
    },
    wrote(bytes) {
      lastWriteAt = clock.now();
      writtenBytes += bytes;
    },
    answered(receivedBytes) {
      lastActiveAt = clock.now();
      answer = { startedAt: lastActiveAt, receivedBytes };
    },
    stop() {
      cancel();
    },
  };
}

/** Progress of a body up to this size is not logged. */
const minLoggedBytes = 10 * 1024 * 1024;

const logIntervalMs = 10_000;

/** Logs the progress of something long: at most one line every ten seconds, the first after ten. */
export class ThrottledLog {
  readonly #runner: Runner;
  /** When the next line may be logged. */
  dueAt: number;

  constructor(runner: Runner) {
    this.#runner = runner;
    this.dueAt = runner.clock.now() + logIntervalMs;
  }

  /** @param line called only if it will be logged */
  info(line: () => string): void {
    const now = this.#runner.clock.now();
    if (now < this.dueAt) return;
    this.dueAt = now + logIntervalMs;
    this.#runner.info(line());
  }
}

/** Counts the bytes of one transfer, and logs its progress if it is larger than 10 MiB. */
export class TransferProgress {
  readonly #name: string;
  readonly #verb: 'sent' | 'received';
  readonly #totalBytes: number | undefined;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #log: ThrottledLog;
  readonly #earlierBytes: number;
  /** Bytes transferred by this attempt. */
  bytes = 0;

  /**
   * @param name of the request
   * @param restBytes how much this attempt has to transfer; undefined if unknown
   * @param earlierBytes how much earlier attempts have transferred
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
    this.#startedAt = runner.clock.now();
    this.#log = new ThrottledLog(runner);
  }

  /** Another chunk was transferred. */
  readonly add = ({ length }: { readonly length: number }): void => {
    this.bytes += length;
    const isLarge = (this.#totalBytes ?? this.bytes) > minLoggedBytes;
    if (isLarge && this.#clock.now() >= this.#log.dueAt) this.#log.info(() => this.#progress());
  };

  #progress(): string {
    const total = this.#totalBytes;
    const moved = this.#earlierBytes + this.bytes;
    const part =
      total === undefined
        ? ''
        : ` of ${sizeInWords(total)} (${String(Math.floor((moved / total) * 100))} %)`;
    const speed = this.bytes / ((this.#clock.now() - this.#startedAt) / 1000);
    return `${this.#name}: ${sizeInWords(moved)}${part} ${this.#verb}, ${sizeInWords(speed)}/s`;
  }
}

/** A garbage collection is requested each time this many bytes are spent. */
const maxSpentBytes = 8 * 1024 * 1024;

/** `minor` collects the young generation only, which takes a fraction of a millisecond. */
type Collect = (options: { readonly type: 'minor' }) => unknown;

let collector: Collect | undefined;

/**
 * Keeps memory low while large bodies pass through. V8 collects garbage when objects fill its heap, but
 * the bytes of a buffer lie outside it: up to 64 MiB of spent buffers would pile up.
 */
export class SpentBuffers {
  #bytes = 0;

  /** Counts bytes of buffers that are no longer needed. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < maxSpentBytes) return;
    this.#bytes = 0;
    collector ??= findCollector();
    collector({ type: 'minor' });
  }
}

/** Gets `gc` in a process that was started without `--expose-gc`; if that fails, memory grows a little. */
function findCollector(): Collect {
  try {
    // Not imported at the top: only large bodies need these modules.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    return process.getBuiltinModule('node:vm').runInNewContext('gc') as Collect;
  } catch {
    return () => undefined;
  }
}
