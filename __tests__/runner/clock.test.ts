import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { after, sleep } from '../../src/runner/clock.ts';
import { FakeClock } from '../support/fake-clock.ts';

const reason = new Error('cancelled');

it('sleeps as long as it is told, and leaves no listener behind', async () => {
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

it('wakes up with the reason as soon as it is aborted, and calls its timer off', async () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  const sleeping = sleep(clock, 1000, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  expect(clock.pending).toEqual([]);
});

it('does not begin when it is aborted already', async () => {
  const clock = new FakeClock();
  await expect(sleep(clock, 1000, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(clock.pending).toEqual([]);
});

describe('a deadline', () => {
  it('strikes some time after another signal', () => {
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
