import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { methods, type Reply, type Request } from '../../src/http/exchange.ts';
import { retrying } from '../../src/http/retry.ts';
import { textSink } from '../../src/http/receive.ts';
import { WaitlessClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const began = Date.UTC(2026, 0, 1);

type Answer = Error | { readonly status: number; readonly after?: string };

interface Circumstances {
  readonly request?: Partial<Request<string>>;
  readonly retries?: number;
  readonly random?: number;
  readonly signal?: AbortSignal;
}

/** Makes a request whose attempts get these responses in turn; the last one is repeated. */
async function make(
  answers: readonly Answer[],
  { request = {}, retries = 3, random = 0.5, signal }: Circumstances = {},
) {
  const clock = new WaitlessClock(began);
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
    ...memoryRunner({}, {}, clock),
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

it.each(methods.flatMap((method) => [true, false].map((sent) => [method, sent] as const)))(
  'a %s that was sent (%j) before the fault is retried only if it may be repeated',
  async (method, sent) => {
    const again = !sent || !['POST', 'PATCH'].includes(method);
    const { reply, attempts } = await make([fault('ECONNRESET', sent), ok], {
      request: { method },
    });
    expect([attempts, reply?.status]).toEqual(again ? [2, 200] : [1, undefined]);
  },
);

it.each(['POST', 'PATCH'] as const)('a repeatable %s is retried', async (method) => {
  const request = { method, repeatable: true };
  expect((await make([fault('ECONNRESET', true), ok], { request })).attempts).toBe(2);
});

describe('a response', () => {
  it('is discarded if the request is retried, and kept if it is the last', async () => {
    const { reply, discarded } = await make([{ status: 503 }]);
    expect([reply?.body, discarded]).toEqual(['body 3', [0, 1, 2]]);
    expect(reply?.note).toBeUndefined();
  });

  it.each([
    ['is not made again', { status: 503 }, { method: 'POST' }],
    ['is to be made again too late', { status: 503, after: '301' }, {}],
  ] as const)('is kept if the request %s', async (_, answer, request) => {
    const { reply, discarded } = await make([answer, ok], { request });
    expect([reply?.body, discarded]).toEqual(['body 0', []]);
  });
});

describe('a fault that is not transient', () => {
  it.each([new Failure('a coding that is not known'), new TypeError('a defect')])(
    'is anything other than a network fault: %s',
    async (error) => {
      const { fault: thrown, attempts } = await make([error, ok]);
      expect(thrown).toBe(error);
      expect(attempts).toBe(1);
    },
  );
});

describe('the number of attempts', () => {
  it('limits faults too, and the last fault is the error', async () => {
    const last = fault('EPIPE', true);
    const { fault: thrown, attempts } = await make([fault('ECONNRESET', true), last], {
      retries: 1,
    });
    expect(thrown).toBe(last);
    expect(attempts).toBe(2);
  });
});

describe('the log line of a retry', () => {
  it('is not written if the step is cancelled, even if the request has a signal of its own', async () => {
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

  it('is followed by the reason if the request is aborted', async () => {
    const given = AbortSignal.abort(new Failure('nobody waits for it any more'));
    const { fault, waits } = await make([{ status: 503 }], { request: { signal: given } });
    expect([fault, waits]).toEqual([new Failure('nobody waits for it any more'), []]);
  });

  it('says what failed, which attempt, how long the wait is and why, without the query', async () => {
    const { log } = await make(
      [{ status: 503 }, { status: 429, after: '2' }, fault('ECONNRESET', true), ok],
      { random: 0.5 },
    );
    expect(log).toEqual([
      'GET /a: 503; attempt 1 of 4, retrying in 0.5 s (back-off)',
      'GET /a: 429; attempt 2 of 4, retrying in 2.1 s (Retry-After)',
      'GET /a: it broke (ECONNRESET) somewhere; attempt 3 of 4, retrying in 2.0 s (back-off)',
    ]);
  });
});
