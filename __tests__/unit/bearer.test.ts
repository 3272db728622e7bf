import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { renewing, tokenOf } from '../support/bearers.ts';
import { FakeClock } from '../support/fake-clock.ts';

const minute = 60_000;

describe('a token whose end is known', () => {
  it('is renewed as soon as it has come, once for all who ask at the time', async () => {
    const clock = new FakeClock();
    const first = tokenOf('old', clock.now() + minute);
    let asked = 0;
    const request = () => Promise.resolve(tokenOf(`new-${String(++asked)}`, clock.now() + minute));
    const bearer = renewing({ clock, request }, first);
    clock.advance(minute - 1);
    expect(await bearer.current()).toBe('old');
    clock.advance(1);
    expect(await Promise.all([bearer.current(), bearer.current()])).toEqual(['new-1', 'new-1']);
    expect(asked).toBe(1);
  });

  it.each([
    ['a little ago, is used where no other can be had: the clocks may be apart', 5 * minute, 'old'],
    ['for certain, is not used', 5 * minute + 1, undefined],
  ])('and has come %s', async (_, later, used) => {
    const clock = new FakeClock();
    const request = () => Promise.reject(new Failure('the tenant is away'));
    const bearer = renewing({ clock, request }, tokenOf('old', clock.now()));
    clock.advance(later);
    const given = await bearer.current().catch((error: unknown) => (error as Failure).told);
    expect(given).toBe(
      used ?? 'The access token has expired, and no new one could be obtained: the tenant is away',
    );
  });

  it.each([true, false])(
    'and cannot be renewed says whether that may pass: %s',
    async (transient) => {
      const clock = new FakeClock();
      const request = () => Promise.reject(new Failure('no token', { transient }));
      const bearer = renewing({ clock, request }, tokenOf('old', clock.now()));
      expect(await bearer.renew('old')).toEqual({ why: 'no token', transient });
      clock.advance(6 * minute);
      await expect(bearer.current()).rejects.toMatchObject({ transient });
    },
  );

  it('is not asked for where nobody knows it', async () => {
    const clock = new FakeClock();
    const bearer = renewing({ clock }, tokenOf('old'));
    clock.advance(1000 * minute);
    expect(await bearer.current()).toBe('old');
  });
});

describe('a token that is being renewed', () => {
  it('is waited for by what is to be sent meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const bearer = renewing({ use: () => promise });
    const renewal = bearer.renew('old');
    const current = bearer.current();
    resolve(undefined);
    expect([await renewal, await current]).toEqual([undefined, 'new']);
  });

  it('is told when none is wanted any more, and is waited for all the same', async () => {
    let [given, used] = ['', ''];
    const bearer = renewing({
      request: async (signal) => {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        given = (signal.reason as Failure).message;
        return tokenOf('late');
      },
      use: async ({ value }) => {
        await Promise.resolve();
        used = value;
      },
    });
    const renewal = bearer.renew('old');
    await bearer.end();
    expect([given, used]).toEqual(['no token is wanted any more', 'late']);
    await renewal;
  });

  it('is no longer waited for when it fails at the end', async () => {
    const bearer = renewing({ request: () => Promise.reject(new TypeError('a defect')) });
    const renewal = bearer.renew('old');
    await bearer.end();
    await expect(renewal).rejects.toThrow('a defect');
  });

  it('ends with the cancelled workflow, and not as a token that could not be had', async () => {
    const reason = new Failure('The workflow was cancelled');
    const cancelled = AbortSignal.abort(reason);
    const bearer = renewing({ cancelled, request: () => Promise.reject(reason) });
    await expect(bearer.renew('old')).rejects.toBe(reason);
  });
});
