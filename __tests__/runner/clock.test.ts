import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { after, sleep, systemClock } from '../../src/runner/clock.ts';
import { FakeClock, HastyClock } from '../support/fake-clock.ts';

const days = 24 * 3600 * 1000;
const reason = new Error('cancelled');

it('sleeps for the given time, and leaves no listener behind', async () => {
  const clock = new FakeClock();
  const { signal } = new AbortController();
  let awake = false;
  const sleeping = sleep(clock, 1000, signal).then(() => {
    awake = true;
  });
  clock.advance(999);
  await new Promise(setImmediate);
  expect(awake).toBe(false);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  clock.advance(1);
  await sleeping;
  expect(awake).toBe(true);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('wakes up with the reason as soon as it is aborted, and clears its timer', async () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  const sleeping = sleep(clock, 1000, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  expect(clock.pending).toEqual([]);
});

it('does not begin if it is already aborted', async () => {
  const clock = new FakeClock();
  await expect(sleep(clock, 1000, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(clock.pending).toEqual([]);
});

describe('a deadline', () => {
  it('comes some time after another signal', () => {
    const clock = new FakeClock();
    const first = new AbortController();
    const { signal, cancel } = after(clock, first.signal, 100);
    clock.advance(1000);
    expect(signal.aborted).toBe(false);
    first.abort();
    clock.advance(100);
    expect(signal.reason).toBeInstanceOf(Failure);
    cancel();
  });
});

describe("a timer that is longer than Node's limit", () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([1, 25, 60, 3650])('fires once after %i days', (count) => {
    let struck = 0;
    systemClock.timer(count * days, () => struck++);
    jest.advanceTimersByTime(count * days - 1);
    expect(struck).toBe(0);
    jest.advanceTimersByTime(1);
    expect(struck).toBe(1);
    jest.advanceTimersByTime(100 * days);
    expect(struck).toBe(1);
  });

  it('can be cleared in any of its parts', () => {
    let struck = 0;
    const cancel = systemClock.timer(60 * days, () => struck++);
    jest.advanceTimersByTime(30 * days);
    cancel();
    jest.advanceTimersByTime(60 * days);
    expect([struck, jest.getTimerCount()]).toEqual([0, 0]);
  });
});

it.each([Number.NaN, Infinity])('no clock accepts %d as a time', (ms) => {
  for (const clock of [systemClock, new FakeClock(), new HastyClock()])
    expect(() => clock.timer(ms, () => undefined)).toThrow(RangeError);
});

describe('the clock of the machine', () => {
  it('can be cleared', async () => {
    let struck = 0;
    systemClock.timer(1, () => struck++)();
    await new Promise<void>((resolve) => {
      systemClock.timer(5, resolve);
    });
    expect(struck).toBe(0);
    expect(systemClock.now()).toBeGreaterThan(0);
  });
});
