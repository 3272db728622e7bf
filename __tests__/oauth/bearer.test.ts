import { describe, expect, it } from '@jest/globals';
import { startTenant } from '../../sandbox/tenant/tenant.ts';
import { Failure } from '../../src/failure.ts';
import { authorized } from '../../src/http/client.ts';
import type { Reply, Request, Send } from '../../src/http/exchange.ts';
import { textSink } from '../../src/http/receive.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { step } from '../../src/step.ts';
import { bearerWith, renewing, tokenOf } from '../support/bearers.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { defaults } from '../support/manifest.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { requestLines } from '../support/request-lines.ts';

const minute = 60_000;

describe('a token whose expiry is known', () => {
  it('is renewed as soon as it has expired, once for all requests at that time', async () => {
    const clock = new FakeClock();
    const first = tokenOf('old', clock.now() + minute);
    let requested = 0;
    const request = () =>
      Promise.resolve(tokenOf(`new-${String(++requested)}`, clock.now() + minute));
    const bearer = renewing({ clock, request }, first);
    clock.advance(minute - 1);
    expect(await bearer.current()).toBe('old');
    clock.advance(1);
    expect(await Promise.all([bearer.current(), bearer.current()])).toEqual(['new-1', 'new-1']);
    expect(requested).toBe(1);
  });

  it.each([
    ['a little ago, is used where no other can be had: the clocks may be apart', 5 * minute, 'old'],
    ['for certain, is not used', 5 * minute + 1, undefined],
  ])('and was received %s', async (_, later, used) => {
    const clock = new FakeClock();
    const request = () => Promise.reject(new Failure('the tenant is away'));
    const bearer = renewing({ clock, request }, tokenOf('old', clock.now()));
    clock.advance(later);
    const given = await bearer
      .current()
      .catch((error: unknown) => (error as Failure).messageWithHint);
    expect(given).toBe(
      used ?? 'The access token has expired, and no new one could be obtained: the tenant is away',
    );
  });

  it.each([true, false])(
    'and cannot be renewed fails with an error that says whether it is transient: %s',
    async (transient) => {
      const clock = new FakeClock();
      const request = () => Promise.reject(new Failure('no token', { transient }));
      const bearer = renewing({ clock, request }, tokenOf('old', clock.now()));
      expect(await bearer.renew('old')).toEqual({ reason: 'no token', transient });
      clock.advance(6 * minute);
      await expect(bearer.current()).rejects.toMatchObject({ transient });
    },
  );

  it('is not renewed early if its expiry is unknown', async () => {
    const clock = new FakeClock();
    const bearer = renewing({ clock }, tokenOf('old'));
    clock.advance(1000 * minute);
    expect(await bearer.current()).toBe('old');
  });
});

describe('a token that is being renewed', () => {
  it('is waited for by requests in the meantime', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const bearer = renewing({ use: () => promise });
    const renewal = bearer.renew('old');
    const current = bearer.current();
    resolve(undefined);
    expect([await renewal, await current]).toEqual([undefined, 'new']);
  });

  it('learns when no request wants it any more, and is waited for all the same', async () => {
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
    expect([given, used]).toEqual(['no further token is needed', 'late']);
    await renewal;
  });

  it('is no longer waited for if it fails at the end', async () => {
    const bearer = renewing({ request: () => Promise.reject(new TypeError('a defect')) });
    const renewal = bearer.renew('old');
    await bearer.end();
    await expect(renewal).rejects.toThrow('a defect');
  });

  it('ends as a cancelled workflow, not as a failed token request', async () => {
    const reason = new Failure('The workflow was cancelled');
    const cancelled = AbortSignal.abort(reason);
    const bearer = renewing({ cancelled, request: () => Promise.reject(reason) });
    await expect(bearer.renew('old')).rejects.toBe(reason);
  });
});

describe('a token that is refused to several requests at once', () => {
  it('is renewed once, and not again for a late request', async () => {
    let renewals = 0;
    const request = () => Promise.resolve(tokenOf(`new-${String(++renewals)}`));
    const bearer = renewing({ request });
    expect(await Promise.all([bearer.renew('old'), bearer.renew('old')])).toEqual([
      undefined,
      undefined,
    ]);
    expect(await bearer.renew('old')).toBeUndefined();
    expect([renewals, await bearer.current()]).toEqual([1, 'new-1']);
  });

  it('does not hide a defect of the action', async () => {
    const defect = new TypeError('a defect');
    const bearer = renewing({ request: () => Promise.reject(defect) });
    await expect(bearer.renew('old')).rejects.toBe(defect);
  });

  it('and whose successor cannot be used fails with that, not with the response of the call', async () => {
    const use = () => Promise.reject(new Failure('the file cannot be written'));
    const bearer = renewing({ use });
    await expect(bearer.renew('old')).rejects.toThrow('the file cannot be written');
    expect(await bearer.current()).toBe('old');
  });

  it('does not hold up a request that was aborted', async () => {
    const discard = (): Promise<void> => Promise.resolve();
    const send = (() =>
      Promise.resolve({ status: 401, headers: {}, bytes: 1, body: '', discard })) as Send;
    const bearer = bearerWith({ renew: () => new Promise<undefined>(() => undefined) });
    const end = new AbortController();
    const asking = authorized(
      send,
      { origin: 'https://acme.example' },
      bearer,
    )({
      method: 'GET',
      url: new URL('https://acme.example/a'),
      headers: {},
      sink: () => textSink('GET /a'),
      signal: end.signal,
    });
    setImmediate(() => {
      end.abort(new Failure('nobody waits for it any more'));
    });
    await expect(asking).rejects.toThrow('nobody waits for it any more');
  });

  it('leaves nothing of the refused response after that', async () => {
    let discarded = 0;
    const discard = (): Promise<void> => {
      discarded++;
      return Promise.resolve();
    };
    const send = (() =>
      Promise.resolve({ status: 401, headers: {}, bytes: 1, body: '', discard })) as Send;
    const bearer = bearerWith({ renew: () => Promise.reject(new Failure('no room')) });
    const request = { method: 'GET', url: new URL('https://acme.example/a'), headers: {} } as const;
    const asking = authorized(
      send,
      { origin: 'https://acme.example' },
      bearer,
    )({
      ...request,
      sink: () => textSink('GET /a'),
    });
    await expect(asking).rejects.toThrow('no room');
    expect(discarded).toBe(1);
  });
});

describe('the bearer', () => {
  it('renews once for several requests that are refused at the same time', async () => {
    let requested = 0;
    const request = () => {
      requested++;
      return Promise.resolve(tokenOf('second'));
    };
    const bearer = renewing({ request }, tokenOf('first'));
    const seen: string[] = [];
    const send: Send = <T>({ headers }: Request<T>): Promise<Reply<T>> => {
      seen.push(headers.authorization ?? '');
      const status = headers.authorization === 'Bearer first' ? 401 : 200;
      const discard = (): Promise<void> => Promise.resolve();
      return Promise.resolve({ status, headers: {}, bytes: 0, body: '' as T, discard });
    };
    const tenant = { origin: 'https://acme.example' };
    const get = {
      method: 'GET',
      url: new URL('https://acme.example/x'),
      headers: {},
      sink: () => {
        throw new Error('no sink is needed');
      },
    } as const satisfies Request<string>;
    const both = authorized(send, tenant, bearer);
    const replies = await Promise.all([both(get), both(get)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(requested).toBe(1);
    await both({ ...get, url: new URL('https://other.example/x') });
    await both({ ...get, anonymous: true });
    expect(seen.slice(-2)).toEqual(['', '']);
  });
});

/** Runs a step whose runner fails to store one value. @returns its error, and the requests that the tenant received */
async function run(cannotTake: string, given: Readonly<Record<string, string>> = {}) {
  const tenant = await startTenant();
  try {
    const runner = memoryRunner({
      ...defaults,
      'tenant-url': tenant.url,
      'client-id': tenant.client.id,
      'client-secret': tenant.client.secret,
      ...given,
    });
    const refusing =
      (take: (name: string, value: string) => void) =>
      (name: string, value: string): void => {
        if (name === cannotTake) throw new Failure('the disk is full');
        take(name, value);
      };
    const failing = {
      ...runner,
      // The waits here are time limits, which a clock that skips waits would let pass at once.
      clock: systemClock,
      setOutput: refusing(runner.setOutput),
      saveState: refusing(runner.saveState),
    };
    const error = await step(failing).catch((thrown: unknown) => (thrown as Failure).message);
    return { error, requests: requestLines(tenant.journal), alive: tenant.liveTokens().length };
  } finally {
    await tenant.close();
  }
}

describe('a token that cannot be passed on', () => {
  it('is revoked at once if the post step would not know it', async () => {
    expect(await run('tokens')).toEqual({
      error: 'the disk is full',
      requests: ['POST /oauth/token 200', 'POST /oauth/revoke 200'],
      alive: 0,
    });
  });

  it('is revoked at once if the post step is not to revoke it', async () => {
    expect(await run('access-token', { 'revoke-token': 'false' })).toMatchObject({ alive: 0 });
  });

  it('is left to the post step if that knows it', async () => {
    const { error, requests } = await run('access-token');
    expect([error, requests]).toEqual(['the disk is full', ['POST /oauth/token 200']]);
  });

  it('is not requested if the tenant cannot be saved for the post step', async () => {
    expect((await run('tenant')).requests).toEqual([]);
  });
});
