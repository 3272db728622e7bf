import { checkTimer, type Clock } from '../../src/runner/clock.ts';

/** A clock that the test advances. */
export class FakeClock implements Clock {
  #now: number;
  #timers: { at: number; run: () => void }[] = [];

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  timer(ms: number, run: () => void): () => void {
    checkTimer(ms);
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Milliseconds until each timer that is set, the nearest first. */
  get pending(): number[] {
    return this.#timers.map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Turns the time forward, and runs in order what falls due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}

/**
 * A clock that advances by itself: every timer of the step fires as soon as nothing else is left to
 * do, so that waits take no time. Timers longer than `limitMs` are limits, and never fire.
 */
export class HastyClock implements Clock {
  #skipped = 0;
  readonly #limitMs: number;
  /** The waits that were slept through, in milliseconds. */
  readonly waits: number[] = [];

  constructor(limitMs = 25_000) {
    this.#limitMs = limitMs;
  }

  now(): number {
    return Date.now() + this.#skipped;
  }

  timer(ms: number, run: () => void): () => void {
    checkTimer(ms);
    if (ms >= this.#limitMs) return () => undefined;
    const handle = setTimeout(() => {
      this.#skipped += ms;
      this.waits.push(ms);
      run();
    }, 1);
    return () => {
      clearTimeout(handle);
    };
  }
}

/** A clock on which every wait ends at once, and is recorded. Limits of ten minutes never apply. */
export class WaitlessClock implements Clock {
  readonly waits: number[] = [];
  readonly #began: number;

  constructor(began: number) {
    this.#began = began;
  }

  now(): number {
    return this.waits.reduce((sum, wait) => sum + wait, this.#began);
  }

  timer(ms: number, run: () => void): () => void {
    if (ms >= 600_000) return () => undefined;
    const handle = setImmediate(() => {
      this.waits.push(ms);
      run();
    });
    return () => {
      clearImmediate(handle);
    };
  }
}
