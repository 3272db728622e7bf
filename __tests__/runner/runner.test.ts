import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { systemClock } from '../../src/runner/runner.ts';
import { FakeClock, HastyClock } from '../support/fake-clock.ts';

const days = 24 * 3600 * 1000;

describe('a timer that is longer than Node can hold', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([1, 25, 60, 3650])('strikes after %i days, and once', (count) => {
    let struck = 0;
    systemClock.timer(count * days, () => struck++);
    jest.advanceTimersByTime(count * days - 1);
    expect(struck).toBe(0);
    jest.advanceTimersByTime(1);
    expect(struck).toBe(1);
    jest.advanceTimersByTime(100 * days);
    expect(struck).toBe(1);
  });

  it('is called off in any of its parts', () => {
    let struck = 0;
    const cancel = systemClock.timer(60 * days, () => struck++);
    jest.advanceTimersByTime(30 * days);
    cancel();
    jest.advanceTimersByTime(60 * days);
    expect([struck, jest.getTimerCount()]).toEqual([0, 0]);
  });
});

it.each([Number.NaN, Infinity])('no clock takes %d for a time', (ms) => {
  for (const clock of [systemClock, new FakeClock(), new HastyClock()])
    expect(() => clock.timer(ms, () => undefined)).toThrow(RangeError);
});

describe('the clock of the machine', () => {
  it('can be called off', async () => {
    let struck = 0;
    systemClock.timer(1, () => struck++)();
    await new Promise<void>((resolve) => {
      systemClock.timer(5, resolve);
    });
    expect(struck).toBe(0);
    expect(systemClock.now()).toBeGreaterThan(0);
  });
});
