import { describe, expect, it } from '@jest/globals';
import { watchIdle } from '../../src/http/transfer.ts';
import { FakeClock } from '../support/fake-clock.ts';

const second = 1000;

/** A watch with a limit of ten seconds, and what it called. */
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
    expect(called).toEqual(['silence']);
    clock.advance(100 * second);
    expect(called).toEqual(['silence']);
    expect(clock.pending).toEqual([]);
  });

  it.each([false, true])(
    'begins anew with every byte that moves (of an answer: %j)',
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
      expect(called).toEqual(['silence']);
    },
  );

  it('is not watched any more once the attempt has ended', () => {
    const { clock, called, watch } = watched();
    clock.advance(second);
    watch.stop();
    expect(clock.pending).toEqual([]);
    clock.advance(100 * second);
    expect(called).toEqual([]);
  });

  it('is still not watched when the end comes after the timer was set again', () => {
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

describe('a body that the system holds', () => {
  const KiB = 1024;

  /** When a watch ends an attempt whose body went to the system at once, in seconds. */
  function endsAfter(...pieces: number[]): number {
    const { clock, called, watch } = watched();
    for (const piece of pieces) watch.handedOver(piece);
    let elapsed = 0;
    for (; called.length === 0; elapsed++) clock.advance(second);
    return elapsed;
  }

  it.each([
    ['no time for a small one', [64 * KiB], 10],
    ['the time that 64 KiB/s take', [64 * KiB, 64 * KiB], 12],
    ['the same for 3 MiB', [3 * KiB * KiB], 58],
    ['no more than the system can hold', [100 * KiB * KiB], 74],
  ])('has %s to leave', (_, pieces, seconds) => {
    expect(endsAfter(...pieces)).toBe(seconds);
  });

  it('is there once the answer has begun', () => {
    const { clock, called, watch, answered } = watched();
    watch.handedOver(3 * KiB * KiB);
    answered();
    clock.advance(10 * second);
    expect(called).toEqual(['silence']);
  });
});

describe('a drip', () => {
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
    expect(called).toEqual(['drip']);
    expect(elapsed).toBeGreaterThanOrEqual(200);
    expect(elapsed).toBeLessThanOrEqual(210);
  });

  it('is what comes at less than 1 KiB/s', () => {
    expect(answerOf(1000, 1000).called).toEqual(['drip']);
  });

  it('is not what comes slowly but steadily, however long it takes', () => {
    expect(answerOf(1050, 5000)).toEqual({ called: [], elapsed: 5000 });
  });

  it('is counted from the head of the answer: an upload may take its time', () => {
    const { clock, called, watch, answered, received } = watched();
    for (let time = 0; time < 500; time++) {
      clock.advance(second);
      watch.handedOver(1);
      watch.alive();
    }
    answered();
    for (let time = 0; time < 190; time++) {
      clock.advance(second);
      received(1);
    }
    expect(called).toEqual([]);
  });

  it('is an answer that does not begin, whatever comes before it, once all is sent', () => {
    const { clock, called, watch } = watched();
    watch.handedOver(1);
    let elapsed = 0;
    for (; called.length === 0 && elapsed < 1000; elapsed++) {
      clock.advance(second);
      watch.alive();
    }
    expect(called).toEqual(['drip']);
    expect(elapsed).toBeGreaterThanOrEqual(200);
    expect(elapsed).toBeLessThanOrEqual(210);
  });
});
