import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { type Method, methods, type Reply, type Request } from '../../src/http/exchange.ts';
import { maxRetryAfterMs, transientStatuses } from '../../src/http/policy.ts';
import { retrying } from '../../src/http/retry.ts';
import { textSink } from '../../src/http/receive.ts';
import type { Clock } from '../../src/runner/runner.ts';

const began = Date.UTC(2026, 0, 1);

/** Time in which every wait is over at once, and is written down. */
class WaitlessClock implements Clock {
  readonly waits: number[] = [];
  now(): number {
    return this.waits.reduce((sum, wait) => sum + wait, began);
  }
  timer(ms: number, run: () => void): () => void {
    this.waits.push(ms);
    setImmediate(run);
    return () => undefined;
  }
}

type Answer = Error | { readonly status: number; readonly after?: string };

interface Circumstances {
  readonly request?: Partial<Request<string>>;
  readonly retries?: number;
  readonly random?: number;
  readonly signal?: AbortSignal;
}

/** Makes a request whose attempts are answered in turn, the last answer for all that follow. */
async function make(
  answers: readonly Answer[],
  { request = {}, retries = 3, random = 0.5, signal }: Circumstances = {},
) {
  const clock = new WaitlessClock();
  const log: string[] = [];
  const discarded: number[] = [];
  let attempts = 0;
  const send = <T>(): Promise<Reply<T>> => {
    const index = attempts++;
    const answer = answers[Math.min(index, answers.length - 1)] ?? new Error('no answer is left');
    if (answer instanceof Error) return Promise.reject(answer);
    const { status, after } = answer;
    const discard = (): Promise<void> => {
      discarded.push(index);
      return Promise.resolve();
    };
    const headers: Record<string, string> = after === undefined ? {} : { 'retry-after': after };
    return Promise.resolve({
      status,
      headers,
      body: `body ${String(index)}` as T,
      bytes: 6,
      discard,
    });
  };
  const made = retrying(send, retries, {
    clock,
    info: (message) => void log.push(message),
    random: () => random,
    signal: signal ?? new AbortController().signal,
  })({
    method: 'GET',
    url: new URL('https://acme.example/a?secret=1'),
    headers: {},
    sink: () => textSink('GET /a'),
    ...request,
  });
  const [settled] = await Promise.allSettled([made]);
  return {
    reply: settled.status === 'fulfilled' ? settled.value : undefined,
    fault: settled.status === 'rejected' ? (settled.reason as unknown) : undefined,
    attempts,
    log,
    discarded,
    waits: clock.waits,
  };
}

const ok: Answer = { status: 200 };

function fault(code: string, sent: boolean, transient = true): Failure {
  return new Failure(`GET /a: it broke (${code}) somewhere`, { code, sent, transient });
}

const twice = ['GET', 'HEAD', 'PUT', 'DELETE'] as const;
const once = ['POST', 'PATCH'] as const;

it('knows a rule for every method', () => {
  expect([...twice, ...once].sort()).toEqual([...methods].sort());
});

describe.each<Method>(twice)('a %s', (method) => {
  it.each([...transientStatuses])(
    'is made again after a %i, and the answer thrown away',
    async (status) => {
      const { reply, attempts, discarded } = await make([{ status }, ok], { request: { method } });
      expect([attempts, reply?.status, reply?.body]).toEqual([2, 200, 'body 1']);
      expect(discarded).toEqual([0]);
    },
  );

  it.each([true, false])('is made again after a fault (sent: %j)', async (sent) => {
    const { reply, attempts } = await make([fault('ECONNRESET', sent), ok], {
      request: { method },
    });
    expect([attempts, reply?.status]).toEqual([2, 200]);
  });
});

describe.each<Method>(once)('a %s', (method) => {
  it.each([...transientStatuses])('is not made again after a plain %i', async (status) => {
    const { reply, attempts, discarded } = await make([{ status }, ok], { request: { method } });
    expect([attempts, reply?.status]).toEqual([1, status]);
    expect(discarded).toEqual([]);
  });

  it.each([...transientStatuses])(
    'is made again after a %i that says when only if it is 429',
    async (status) => {
      const { attempts } = await make([{ status, after: '1' }, ok], { request: { method } });
      expect(attempts).toBe(status === 429 ? 2 : 1);
    },
  );

  it('is not made again after a 429 that does not say when in a way that can be read', async () => {
    const { attempts } = await make([{ status: 429, after: 'soon 1' }, ok], {
      request: { method },
    });
    expect(attempts).toBe(1);
  });

  it.each([
    [true, 1],
    [false, 2],
  ])('is made again after a fault only before it was sent (%j)', async (sent, times) => {
    const { attempts } = await make([fault('ECONNRESET', sent), ok], { request: { method } });
    expect(attempts).toBe(times);
  });

  it('is as good as a GET where it is known to do no harm', async () => {
    const request = { method, harmless: true };
    expect((await make([{ status: 503 }, ok], { request })).attempts).toBe(2);
    expect((await make([fault('ECONNRESET', true), ok], { request })).attempts).toBe(2);
  });
});

describe('what time does not heal', () => {
  it('a fault of which its words know that it lasts', async () => {
    const broken = fault('CERT_HAS_EXPIRED', false, false);
    const { fault: thrown, attempts, waits } = await make([broken, ok]);
    expect(thrown).toBe(broken);
    expect([attempts, waits]).toEqual([1, []]);
  });

  it.each([new Failure('a coding that is not known'), new TypeError('a defect')])(
    'anything that is no fault of the network: %s',
    async (error) => {
      const { fault: thrown, attempts } = await make([error, ok]);
      expect(thrown).toBe(error);
      expect(attempts).toBe(1);
    },
  );

  it.each([200, 201, 204, 301, 400, 401, 403, 404, 409, 410, 422, 501, 505])(
    'a %i',
    async (status) => {
      const { reply, attempts } = await make([{ status }, ok]);
      expect([attempts, reply?.status]).toEqual([1, status]);
    },
  );

  it('a status that the caller takes', async () => {
    const request: Partial<Request<string>> = { isFinal: (status) => status === 503 };
    expect((await make([{ status: 503 }, ok], { request })).attempts).toBe(1);
    expect((await make([{ status: 502 }, ok], { request })).attempts).toBe(2);
  });
});

describe('the number of attempts', () => {
  it.each([0, 1, 3, 10])(
    'is one more than `retries: %i`, and the last answer is the answer',
    async (retries) => {
      const { reply, attempts, log, discarded } = await make([{ status: 503 }], { retries });
      expect([attempts, log.length, discarded.length]).toEqual([retries + 1, retries, retries]);
      expect(reply).toMatchObject({ status: 503, body: `body ${String(retries)}` });
      expect(reply?.note).toBeUndefined();
    },
  );

  it('counts for faults too, and the last fault is the fault', async () => {
    const last = fault('EPIPE', true);
    const { fault: thrown, attempts } = await make([fault('ECONNRESET', true), last], {
      retries: 1,
    });
    expect(thrown).toBe(last);
    expect(attempts).toBe(2);
  });
});

describe('the wait', () => {
  it('is a random part of a bound that doubles from 1 s to 30 s', async () => {
    const bounds = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];
    const waits = async (random: number) =>
      (await make([{ status: 503 }], { retries: bounds.length, random })).waits;
    expect(await waits(1)).toEqual(bounds);
    expect(await waits(0.25)).toEqual(bounds.map((bound) => bound / 4));
    expect(await waits(0)).toEqual(bounds.map(() => 0));
  });

  it.each([
    [0, 2000],
    [0.5, 2100],
    [1, 2200],
  ])('is what the server says and up to a tenth more (random %d)', async (random, ms) => {
    const { waits } = await make([{ status: 429, after: '2' }, ok], { random });
    expect(waits).toEqual([expect.closeTo(ms, 6)]);
  });

  it('is as long as a date says', async () => {
    const after = new Date(began + 7000).toUTCString();
    expect((await make([{ status: 503, after }, ok], { random: 0 })).waits).toEqual([7000]);
  });

  it('is none after "0", but only once', async () => {
    const { waits } = await make([{ status: 503, after: '0' }], { random: 1 });
    expect(waits).toEqual([0, 2000, 4000]);
  });

  it('is as if nothing was said where a date has gone by', async () => {
    const after = new Date(began - 7000).toUTCString();
    expect((await make([{ status: 503, after }, ok], { random: 1 })).waits).toEqual([1000]);
  });

  it('is as if nothing was said where the header cannot be read', async () => {
    expect((await make([{ status: 503, after: 'soon' }, ok], { random: 1 })).waits).toEqual([1000]);
  });

  it('is five minutes at most: for longer the answer says why it is the last', async () => {
    const most = String(maxRetryAfterMs / 1000);
    expect((await make([{ status: 503, after: most }, ok], { random: 0 })).waits).toEqual([
      300_000,
    ]);
    const { reply, attempts, waits, discarded } = await make([{ status: 503, after: '301' }, ok]);
    expect([attempts, waits, discarded]).toEqual([1, [], []]);
    expect(reply).toMatchObject({ status: 503, body: 'body 0' });
    expect(reply?.note).toBe(
      'the server asks to wait 301 s (Retry-After), and a step waits 300 s at most',
    );
  });

  it('ends with the reason when the step is cancelled', async () => {
    const reason = new Failure('The workflow was cancelled');
    const { fault: thrown, attempts } = await make([{ status: 503 }, ok], {
      signal: AbortSignal.abort(reason),
    });
    expect(thrown).toBe(reason);
    expect(attempts).toBe(1);
  });
});

describe('the log line of a retry', () => {
  it('is not written when the step is cancelled, even where the request has a signal of its own', async () => {
    const reason = new Failure('The workflow was cancelled');
    const {
      fault: thrown,
      log,
      waits,
    } = await make([{ status: 429, after: '2' }, ok], {
      signal: AbortSignal.abort(reason),
      request: { method: 'POST', signal: new AbortController().signal },
    });
    expect([thrown, log, waits]).toEqual([reason, [], []]);
  });

  it('ends with the reason when the request is given up', async () => {
    const given = AbortSignal.abort(new Failure('nobody waits for it any more'));
    const { fault, waits } = await make([{ status: 503 }], { request: { signal: given } });
    expect([fault, waits]).toEqual([new Failure('nobody waits for it any more'), []]);
  });

  it('says what failed, which attempt, how long the wait is and why; no query', async () => {
    const { log } = await make(
      [{ status: 503 }, { status: 429, after: '2' }, fault('ECONNRESET', true), ok],
      { random: 0.5 },
    );
    expect(log).toEqual([
      'GET /a: 503; attempt 1 of 4, the next in 0.5 s (back-off)',
      'GET /a: 429; attempt 2 of 4, the next in 2.1 s (Retry-After)',
      'GET /a: it broke (ECONNRESET) somewhere; attempt 3 of 4, the next in 2.0 s (back-off)',
    ]);
  });
});

describe('a DELETE that finds nothing', () => {
  const gone: Answer = { status: 404 };
  it.each<[string, Method, Answer[], true | undefined]>([
    ['has done its work when it is made again', 'DELETE', [fault('ECONNRESET', true), gone], true],
    ['has done its work after a 503 too', 'DELETE', [{ status: 503 }, gone], true],
    ['finds nothing the first time', 'DELETE', [gone], undefined],
    ['is no GET', 'GET', [{ status: 503 }, gone], undefined],
    ['is no DELETE that is refused', 'DELETE', [{ status: 503 }, { status: 403 }], undefined],
  ])('%s', async (_, method, answers, goneAlready) => {
    expect((await make(answers, { request: { method } })).reply?.goneAlready).toBe(goneAlready);
  });
});
