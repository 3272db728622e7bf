import { describe, expect, it } from '@jest/globals';
import type { Request, Send } from '../../src/http/exchange.ts';
import { retrying } from '../../src/http/retry.ts';
import { requestToken } from '../../src/oauth/token-request.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const second = 1000;
const minute = 60 * second;
const steps = 200;
const grant = {
  kind: 'client-secret',
  clientId: 'c',
  clientSecret: 's',
  scope: undefined,
  user: undefined,
} as const;

/** One token request, as the tenant saw it. */
interface Asked {
  readonly step: number;
  /** Milliseconds since the first one. */
  readonly at: number;
  readonly status: number;
  /** When the step may ask again, as the tenant told it; 0 when it told nothing. */
  readonly notBefore: number;
}

/** What a tenant answers to a token request at a time. */
type Answers = (at: number) => { readonly status: number; readonly retryAfter?: number };

/** A tenant that gives out so many tokens a minute, counted from the first. Retry-After in seconds. */
function limitedTo(perMinute: number): Answers {
  const used = new Map<number, number>();
  return (at) => {
    const window = Math.floor(at / minute);
    const before = used.get(window) ?? 0;
    used.set(window, before + 1);
    if (before < perMinute) return { status: 200 };
    return { status: 429, retryAfter: Math.ceil(((window + 1) * minute - at) / second) };
  };
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets 200 steps ask for a token at once, on a clock that jumps from one wait to the next. */
async function crowd(
  answers: Answers,
  retries: number,
): Promise<{ asked: Asked[]; tokens: number; failures: string[] }> {
  const clock = new FakeClock();
  const start = clock.now();
  const asked: Asked[] = [];
  const sendAs = (step: number): Send => {
    return <T>(request: Request<T>) => {
      const at = clock.now() - start;
      const { status, retryAfter } = answers(at);
      asked.push({ step, at, status, notBefore: at + (retryAfter ?? 0) * second });
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      const body = status === 200 ? `{"access_token":"token-of-step-${String(step)}-0123"}` : '';
      const sink = request.sink({ status, headers });
      sink.writable.write(Buffer.from(body));
      const discard = (): Promise<void> => sink.discard();
      return Promise.resolve({ status, headers, body: sink.result(), bytes: 0, discard });
    };
  };
  const failures: string[] = [];
  let tokens = 0;
  let open = steps;
  const work = Array.from({ length: steps }, async (_, step) => {
    const runner = { ...memoryRunner({}, {}, clock), random: numbers(step) };
    try {
      const send = retrying(sendAs(step), retries, { ...runner, log: runner });
      await requestToken(runner, send, { origin: 'https://acme.example' }, grant);
      tokens += 1;
    } catch (error) {
      failures.push(String(error));
    } finally {
      open -= 1;
    }
  });
  while (open > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    const [next] = clock.pending;
    if (next !== undefined) clock.advance(next);
  }
  await Promise.all(work);
  return { asked, tokens, failures };
}

/** Requests of a step that came before the tenant's last answer to it allowed them. */
function tooEarly(asked: readonly Asked[]): Asked[] {
  return asked.filter((one, index) => {
    const before = asked.slice(0, index).findLast(({ step }) => step === one.step);
    return before !== undefined && one.at < before.notBefore;
  });
}

/** How many requests came in each second, from one time on, in milliseconds. */
function perSecond(asked: readonly Asked[], from: number): number[] {
  const seconds = asked.flatMap(({ at }) => (at < from ? [] : [Math.floor((at - from) / second)]));
  const length = Math.max(...seconds) + 1;
  return Array.from({ length }, (_, index) => seconds.filter((one) => one === index).length);
}

describe('200 steps that ask for a token at once', () => {
  it('all get one from a tenant that gives 100 a minute, and come back spread out', async () => {
    const { asked, tokens, failures } = await crowd(limitedTo(100), 3);

    expect(failures).toEqual([]);
    expect(tokens).toBe(steps);
    expect(asked).toHaveLength(300);
    expect(tooEarly(asked)).toEqual([]);
    // Told to wait 60 s, each adds up to a tenth of that: 100 requests over 6 s, not all in one.
    const again = perSecond(asked, minute);
    expect(again).toHaveLength(6);
    expect(Math.max(...again)).toBeLessThan(30);
    expect(Math.min(...again)).toBeGreaterThan(5);
  });

  it('all get one from a tenant that gives 50 a minute, with the default of 3 retries', async () => {
    const { asked, tokens, failures } = await crowd(limitedTo(50), 3);

    expect(failures).toEqual([]);
    expect(tokens).toBe(steps);
    expect(asked).toHaveLength(200 + 150 + 100 + 50);
    expect(tooEarly(asked)).toEqual([]);
  });

  it('are told plainly when the retries are too few', async () => {
    const { tokens, failures } = await crowd(limitedTo(50), 2);

    expect(tokens).toBe(150);
    expect(new Set(failures)).toEqual(
      new Set(['Failure: No access token. POST /oauth/token: 429 Too Many Requests']),
    );
  });

  it('spread out by themselves where the tenant does not say when', async () => {
    const away: Answers = (at) => ({ status: at < 3 * second ? 503 : 200 });
    const { asked, tokens } = await crowd(away, 10);

    expect(tokens).toBe(steps);
    const first = asked.slice(steps).filter(({ at }) => at < second);
    const tenths = Array.from(
      { length: 10 },
      (_, tenth) => first.filter(({ at }) => Math.floor(at / 100) === tenth).length,
    );
    expect(Math.max(...tenths)).toBeLessThan(50);
    expect(Math.min(...tenths)).toBeGreaterThan(5);
  });
});
