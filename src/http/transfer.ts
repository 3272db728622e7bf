import type { Clock } from '../runner/clock.ts';
import type { Log } from '../runner/runner.ts';
import { sizeInWords } from '../runner/safe-text.ts';

/** A smaller body is over before anyone asks how far it is; bytes. */
const worthTelling = 10 * 1024 * 1024;

/** Never more than one line in this time, in milliseconds. */
const between = 10_000;

/** What telling how far things are needs of the world. */
export interface Telling {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
}

/**
 * Says now and then how far something long has come, at most once in ten seconds, and for the first
 * time after ten.
 */
export class NowAndThen {
  readonly #telling: Telling;
  #told: number;

  constructor(telling: Telling) {
    this.#telling = telling;
    this.#told = telling.clock.now();
  }

  /** @param words made only when they are said */
  tell(words: () => string): void {
    const now = this.#telling.clock.now();
    if (now - this.#told < between) return;
    this.#told = now;
    this.#telling.log.info(words());
  }
}

/** A body on its way, of which the log hears now and then when it is over 10 MiB. */
export class Transfer {
  readonly #name: string;
  readonly #verb: 'sent' | 'received';
  readonly #total: number | undefined;
  readonly #clock: Clock;
  readonly #began: number;
  readonly #lines: NowAndThen;
  /** Bytes that had been moved before. */
  readonly #before: number;
  #bytes = 0;

  /**
   * @param name the request
   * @param rest bytes that are to be moved, as far as it is known
   * @param before bytes that were moved by an earlier attempt
   */
  constructor(
    telling: Telling,
    name: string,
    verb: 'sent' | 'received',
    rest: number | undefined,
    before = 0,
  ) {
    this.#name = name;
    this.#verb = verb;
    this.#total = rest === undefined ? undefined : before + rest;
    this.#before = before;
    this.#clock = telling.clock;
    this.#began = telling.clock.now();
    this.#lines = new NowAndThen(telling);
  }

  /** Some more bytes have been moved. */
  moved(bytes: number): void {
    this.#bytes += bytes;
    if ((this.#total ?? this.#bytes) > worthTelling) this.#lines.tell(() => this.#howFar());
  }

  #howFar(): string {
    const total = this.#total;
    const moved = this.#before + this.#bytes;
    const part =
      total === undefined
        ? ''
        : ` of ${sizeInWords(total)} (${String(Math.floor((moved / total) * 100))} %)`;
    const speed = this.#bytes / ((this.#clock.now() - this.#began) / 1000);
    return `${this.#name}: ${sizeInWords(moved)}${part} ${this.#verb}, ${sizeInWords(speed)}/s`;
  }
}
