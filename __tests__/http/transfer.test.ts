import { constants, PerformanceObserver } from 'node:perf_hooks';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  SpentBuffers,
  ThrottledLog,
  TransferProgress,
  watchIdle,
} from '../../src/http/transfer.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const mebibyte = 1024 * 1024;
let clock: FakeClock;
let lines: string[];
let runner: Runner;

beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  runner = { ...memoryRunner({}, {}, clock), info: (line) => lines.push(line) };
});

/** Transfers bytes at an even pace. */
function move(transfer: TransferProgress, seconds: number, bytesEach: number): void {
  for (let i = 0; i < seconds; i++) {
    clock.advance(1000);
    transfer.add({ length: bytesEach });
  }
}

describe('a transfer over 10 MiB', () => {
  it('logs its progress and speed every ten seconds', () => {
    move(new TransferProgress(runner, 'GET /a', 'received', 100 * mebibyte), 25, 2 * mebibyte);
    expect(lines).toEqual([
      'GET /a: 20.0 MiB of 100.0 MiB (20 %) received, 2.0 MiB/s',
      'GET /a: 40.0 MiB of 100.0 MiB (40 %) received, 2.0 MiB/s',
    ]);
  });

  it('that resumes counts the earlier bytes for its progress, but not for its speed', () => {
    const before = 30 * mebibyte;
    move(new TransferProgress(runner, 'GET /a', 'received', 20 * mebibyte, before), 10, mebibyte);
    expect(lines).toEqual(['GET /a: 40.0 MiB of 50.0 MiB (80 %) received, 1.0 MiB/s']);
  });

  it('logs its progress if its size is unknown', () => {
    move(new TransferProgress(runner, 'PUT /a', 'sent', undefined), 12, mebibyte);
    expect(lines).toEqual(['PUT /a: 11.0 MiB sent, 1.0 MiB/s']);
  });

  it('logs nothing if it takes less than ten seconds', () => {
    move(new TransferProgress(runner, 'GET /a', 'received', 900 * mebibyte), 9, 100 * mebibyte);
    expect(lines).toEqual([]);
  });
});

describe('a transfer of 10 MiB', () => {
  it.each([[10 * mebibyte], [undefined]])('logs nothing, however long it takes', (total) => {
    move(new TransferProgress(runner, 'GET /a', 'received', total), 100, mebibyte / 10);
    expect(lines).toEqual([]);
  });
});

describe('a throttled log', () => {
  it('logs at most once in ten seconds, and makes no text in between', () => {
    const now = new ThrottledLog(runner);
    let made = 0;
    for (let i = 1; i <= 100; i++) {
      clock.advance(250);
      now.info(() => `line ${String(++made)}`);
    }
    expect(lines).toEqual(['line 1', 'line 2']);
  });
});

const second = 1000;

/** A watch with a limit of ten seconds, and the calls that it made. */
function watched() {
  const clock = new FakeClock();
  const called: string[] = [];
  const watch = watchIdle(clock, 10 * second, (why) => {
    called.push(why);
  });
  let bytes = 0;
  const answered = (): void => {
    watch.answered(() => bytes);
  };
  /** More bytes of the body have come. */
  const received = (more: number): void => {
    bytes += more;
    watch.alive();
  };
  return { clock, called, watch, answered, received };
}

describe('silence', () => {
  it('ends the attempt after the limit, to the millisecond, and once', () => {
    const { clock, called } = watched();
    clock.advance(10 * second - 1);
    expect(called).toEqual([]);
    clock.advance(1);
    expect(called).toEqual(['idle']);
    clock.advance(100 * second);
    expect(called).toEqual(['idle']);
    expect(clock.pending).toEqual([]);
  });

  it.each([false, true])(
    'starts again with every byte that is sent or received (received: %j)',
    (isAnswer) => {
      const { clock, called, watch, answered } = watched();
      if (isAnswer) answered();
      for (let time = 0; time < 15; time++) {
        clock.advance(9 * second);
        watch.alive();
      }
      expect(called).toEqual([]);
      clock.advance(10 * second - 1);
      expect(called).toEqual([]);
      clock.advance(1);
      expect(called).toEqual(['idle']);
    },
  );

  it('is no longer watched once the attempt has ended', () => {
    const { clock, called, watch } = watched();
    clock.advance(second);
    watch.stop();
    expect(clock.pending).toEqual([]);
    clock.advance(100 * second);
    expect(called).toEqual([]);
  });

  it('is not watched if the attempt ends after the timer was set again', () => {
    const { clock, called, watch } = watched();
    clock.advance(5 * second);
    watch.alive();
    clock.advance(6 * second);
    watch.stop();
    expect(clock.pending).toEqual([]);
    expect(called).toEqual([]);
  });

  it('sets one timer for many bytes', () => {
    const { clock, watch } = watched();
    for (let byte = 0; byte < 1000; byte++) watch.alive();
    expect(clock.pending).toEqual([10 * second]);
  });
});

describe('a body in the buffers of the system', () => {
  const KiB = 1024;

  /** When a watch ends an attempt whose body went to the system at once, in seconds. */
  function endsAfter(...pieces: number[]): number {
    const { clock, called, watch } = watched();
    for (const piece of pieces) watch.wrote(piece);
    let elapsed = 0;
    for (; called.length === 0; elapsed++) clock.advance(second);
    return elapsed;
  }

  it.each([
    ['no time for a small one', [64 * KiB], 10],
    ['the time that 64 KiB/s take', [64 * KiB, 64 * KiB], 12],
    ['the same for 3 MiB', [3 * KiB * KiB], 58],
    ['no more than the system can hold', [100 * KiB * KiB], 74],
  ])('has %s to be sent', (_, pieces, seconds) => {
    expect(endsAfter(...pieces)).toBe(seconds);
  });

  it('counts as sent once the response has begun', () => {
    const { clock, called, watch, answered } = watched();
    watch.wrote(3 * KiB * KiB);
    answered();
    clock.advance(10 * second);
    expect(called).toEqual(['idle']);
  });
});

describe('a trickling transfer', () => {
  /** An answer that comes evenly, until it is ended or this many seconds are over. */
  function answerOf(bytesASecond: number, seconds: number) {
    const { clock, called, answered, received } = watched();
    answered();
    let elapsed = 0;
    while (called.length === 0 && elapsed < seconds) {
      clock.advance(second);
      elapsed += 1;
      received(bytesASecond);
    }
    return { called, elapsed };
  }

  it('ends after 20 times the limit, or one limit later at most', () => {
    const { called, elapsed } = answerOf(1, 1000);
    expect(called).toEqual(['slow']);
    expect(elapsed).toBeGreaterThanOrEqual(200);
    expect(elapsed).toBeLessThanOrEqual(210);
  });

  it('is one below 1 KiB/s', () => {
    expect(answerOf(1000, 1000).called).toEqual(['slow']);
  });

  it('is not a slow but steady one, however long it takes', () => {
    expect(answerOf(1050, 5000)).toEqual({ called: [], elapsed: 5000 });
  });

  it('is measured from the headers of the response, so that an upload may take its time', () => {
    const { clock, called, watch, answered, received } = watched();
    for (let time = 0; time < 500; time++) {
      clock.advance(second);
      watch.wrote(1);
      watch.alive();
    }
    answered();
    for (let time = 0; time < 190; time++) {
      clock.advance(second);
      received(1);
    }
    expect(called).toEqual([]);
  });

  it('is a response that does not begin after all is sent, whatever comes before it', () => {
    const { clock, called, watch } = watched();
    watch.wrote(1);
    let elapsed = 0;
    for (; called.length === 0 && elapsed < 1000; elapsed++) {
      clock.advance(second);
      watch.alive();
    }
    expect(called).toEqual(['slow']);
    expect(elapsed).toBeGreaterThanOrEqual(200);
    expect(elapsed).toBeLessThanOrEqual(210);
  });
});

/** How often a collection of V8's young generation was requested. */
async function collections(work: () => void): Promise<number> {
  let forced = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind, flags } = (entry as unknown as { detail: { kind: number; flags: number } })
        .detail;
      const { NODE_PERFORMANCE_GC_MINOR: minor, NODE_PERFORMANCE_GC_FLAGS_FORCED: byUs } =
        constants;
      if (kind === minor && (flags & byUs) !== 0) forced++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  work();
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  return forced;
}

describe('buffers that have been passed on', () => {
  it('are collected once for every 8 MiB', async () => {
    const asked = collections(() => {
      const spent = new SpentBuffers();
      for (let i = 0; i < 24; i++) spent.add(mebibyte);
    });
    expect(await asked).toBe(3);
  });

  it('are left to V8 as long as they are few', async () => {
    const asked = collections(() => {
      new SpentBuffers().add(8 * mebibyte - 1);
    });
    expect(await asked).toBe(0);
  });
});
