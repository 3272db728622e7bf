import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { hintForCall } from '../../src/errors/hints.ts';
import type { Failure } from '../../src/failure.ts';
import { followingRedirects, openClient, suppliedBearer } from '../../src/http/client.ts';
import { Connections } from '../../src/http/connections.ts';
import {
  type Method,
  methods,
  type Reply,
  type Request,
  type Send,
} from '../../src/http/exchange.ts';
import { textSink } from '../../src/http/receive.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { WaitlessClock } from '../support/fake-clock.ts';

/** The client as a step opens it, for a tenant that exists only here: nothing reaches a network. */
const origin = 'https://acme.eu.qlikcloud.com';
const path = '/api/v1/things';
const token = 'a-token-that-is-long-enough';
const began = Date.UTC(2026, 0, 1, 12);

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

// nock replaces Node's own modules, which the next test file in this process needs unpatched.
afterAll(() => {
  nock.restore();
});

type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly fault: string };

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Responds to requests to a path in turn, and repeats the last response. */
function answering(place: string, method: Method, answers: readonly Answer[], sent: Sent[]): void {
  const { origin: to, pathname } = new URL(place);
  for (const [index, answer] of answers.entries()) {
    const scope = nock(to).persist(index === answers.length - 1);
    const interceptor = scope.intercept(pathname, method).query(true);
    if ('fault' in answer)
      interceptor.replyWithError(Object.assign(new Error('it broke'), { code: answer.fault }));
    else interceptor.reply(answer.status, answer.body ?? '', answer.headers);
    scope.on('request', ({ url, headers }: { url: string; headers: Headers }) => {
      sent.push({ url, headers: Object.fromEntries(headers) });
    });
  }
}

interface Circumstances {
  readonly retries?: number;
  readonly random?: number;
  readonly request?: Partial<Request<string>>;
  readonly signal?: AbortSignal;
}

/** Makes a request through the client, with its token. */
async function ask(
  method: Method,
  answers: readonly Answer[],
  { retries = 3, random = 0.5, request = {}, signal }: Circumstances = {},
) {
  const sent: Sent[] = [];
  answering(`${origin}${path}`, method, answers, sent);
  const clock = new WaitlessClock(began);
  const runner = memoryRunner({}, {}, clock);
  const world = { ...runner, random: () => random, signal: signal ?? runner.signal };
  const connections = new Connections(clock, runner.env);
  const client = openClient(world, { origin }, connections, { retries, idleTimeoutMs: 600_000 });
  const made = client.withBearer(suppliedBearer(token)).send({
    method,
    url: new URL(`${path}?secret=1`, origin),
    headers: { accept: 'a/b', range: 'bytes=1-', 'if-range': '"a"', 'x-own': 'mine' },
    sink: () => textSink(`${method} ${path}`),
    ...request,
  });
  const [settled] = await Promise.allSettled([made]);
  connections.close();
  nock.cleanAll();
  return {
    reply: settled.status === 'fulfilled' ? settled.value : undefined,
    failure: settled.status === 'rejected' ? (settled.reason as Failure) : undefined,
    sent,
    waits: clock.waits,
    log: runner.left.log.filter((line) => line.includes('attempt')),
  };
}

const ok: Answer = { status: 200, body: 'well' };
const transient = [408, 429, 500, 502, 503, 504];
const lasting = [200, 201, 204, 400, 401, 403, 404, 409, 410, 412, 422, 423, 424, 451, 501, 505];
const repeated: readonly Method[] = ['GET', 'HEAD', 'PUT', 'DELETE'];

it('connects to nobody but nock', async () => {
  const { failure } = await ask('GET', []);
  expect(failure?.message).toContain('acme.eu.qlikcloud.com');
});

describe('which status is retried for which method', () => {
  it.each(
    methods.flatMap((method) =>
      transient.map((status) => [method, status, repeated.includes(method) ? 2 : 1] as const),
    ),
  )('%s %i: %i attempts', async (method, status, attempts) => {
    const { reply, sent } = await ask(method, [{ status }, ok]);
    expect([sent.length, reply?.status]).toEqual([attempts, attempts === 2 ? 200 : status]);
  });

  it.each(
    methods.flatMap((method) =>
      transient.map(
        (status) => [method, status, repeated.includes(method) || status === 429 ? 2 : 1] as const,
      ),
    ),
  )('%s %i with a Retry-After: %i attempts', async (method, status, attempts) => {
    const { sent } = await ask(method, [{ status, headers: { 'Retry-After': '1' } }, ok]);
    expect(sent).toHaveLength(attempts);
  });

  it.each(methods.flatMap((method) => lasting.map((status) => [method, status] as const)))(
    '%s %i: one attempt',
    async (method, status) => {
      const { reply, sent } = await ask(method, [{ status }, ok]);
      expect([sent.length, reply?.status]).toEqual([1, status]);
    },
  );

  it.each(['POST', 'PATCH'] as const)(
    '%s 429 with a Retry-After that cannot be read: one attempt',
    async (method) => {
      const { sent } = await ask(method, [
        { status: 429, headers: { 'Retry-After': 'soon 1' } },
        ok,
      ]);
      expect(sent).toHaveLength(1);
    },
  );

  it.each(['POST', 'PATCH'] as const)(
    'a repeatable %s: as many attempts as a GET',
    async (method) => {
      const { sent } = await ask(method, [{ status: 503 }, ok], { request: { repeatable: true } });
      expect(sent).toHaveLength(2);
    },
  );

  it.each([
    '/api/v1/temp-contents',
    '/api/v1/items/actions/filter',
    '/api/v1/reloads/r/actions/cancel',
  ])('a POST to %s: as many attempts as a GET', async (place) => {
    const sent: Sent[] = [];
    answering(`${origin}${place}`, 'POST', [{ status: 503 }, ok], sent);
    await ask('POST', [], { request: { url: new URL(place, origin) } });
    expect(sent).toHaveLength(2);
  });

  it('an accepted status: one attempt', async () => {
    const request: Partial<Request<string>> = { isFinal: (status) => status === 503 };
    expect((await ask('GET', [{ status: 503 }, ok], { request })).sent).toHaveLength(1);
    expect((await ask('GET', [{ status: 502 }, ok], { request })).sent).toHaveLength(2);
  });

  it.each([0, 1, 3, 10])('`retries: %i`: one attempt more than that', async (retries) => {
    const { reply, sent, log } = await ask('GET', [{ status: 503, body: 'not now' }], { retries });
    expect([sent.length, log.length]).toEqual([retries + 1, retries]);
    expect(reply).toMatchObject({ status: 503, body: 'not now' });
  });

  it('the error of a POST says that it may have taken effect', async () => {
    const { reply } = await ask('POST', [{ status: 503 }]);
    expect(reply?.note).toContain('it may have taken effect');
    expect((await ask('POST', [{ status: 429 }])).reply?.note).toBeUndefined();
  });
});

describe('which fault is retried', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    '%s for every method, because nothing was sent',
    async (fault) => {
      for (const method of methods)
        expect((await ask(method, [{ fault }, ok])).sent).toHaveLength(2);
    },
  );

  it.each(repeated)('a reset of a %s, which may be repeated', async (method) => {
    expect((await ask(method, [{ fault: 'ECONNRESET' }, ok])).reply?.status).toBe(200);
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HPE_HEADER_OVERFLOW',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('%s never, because it is not transient', async (fault) => {
    const { sent, failure, waits } = await ask('GET', [{ fault }, ok]);
    expect([sent.length, waits]).toEqual([1, []]);
    expect(failure?.message).toContain(`GET ${path}`);
  });
});

describe('how long a retry waits, in milliseconds', () => {
  it.each<[string | undefined, number]>([
    [undefined, 500],
    ['0', 0],
    ['1', 1050],
    ['007', 7350],
    ['120', 126_000],
    ['300', 315_000],
    // The three forms of a date, RFC 9110 section 5.6.7.
    ['Thu, 01 Jan 2026 12:01:00 GMT', 63_000],
    ['Thursday, 01-Jan-26 12:01:00 GMT', 63_000],
    ['Thu Jan  1 12:01:00 2026', 63_000],
    // A time gone by, and what is neither: as if nothing was said.
    ['Wed, 31 Dec 2025 23:59:30 GMT', 500],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 500],
    ['Thu, 01 Jan 2026 12:00:00 GMT', 500],
    ['', 500],
    ['-1', 500],
    ['+1', 500],
    ['1.5', 500],
    ['1e3', 500],
    ['0x10', 500],
    ['1, 1', 500],
    ['5 s', 500],
    ['in 5', 500],
    ['soon', 500],
    ['soon 1', 500],
    ['Someday, 1', 500],
    ['2026-01-01', 500],
    ['2026-01-01T12:01:00Z', 500],
    ['1 Jan 2027 00:00:00 GMT', 500],
    ['Thu, 99 Jan 2026 12:01:00 GMT', 500],
    ['Thu Jan  1 12:01:00 2026 GMT', 500],
    ['Thu, 01 Jan 2026 12:01:00 +0100', 500],
    ['x Thu, 01 Jan 2026 12:01:00 GMT', 500],
  ])('Retry-After: %s is %d', async (after, ms) => {
    const headers: Record<string, string> = after === undefined ? {} : { 'Retry-After': after };
    const { waits } = await ask('GET', [{ status: 503, headers }, ok]);
    expect(waits).toEqual([expect.closeTo(ms, 3)]);
  });

  it.each<[string, string, string, number]>([
    ['ahead', 'Thu, 01 Jan 2026 11:00:00 GMT', 'Thu, 01 Jan 2026 11:00:05 GMT', 5250],
    ['behind', 'Thu, 01 Jan 2026 13:00:00 GMT', 'Thu, 01 Jan 2026 13:00:05 GMT', 5250],
    ['unknown', 'now', 'Thu, 01 Jan 2026 12:00:05 GMT', 5250],
    ['past it', 'Thu, 01 Jan 2026 13:00:00 GMT', 'Thu, 01 Jan 2026 12:30:00 GMT', 500],
  ])("a date is measured by the server's own clock: %s", async (_, date, after, ms) => {
    const headers = { Date: date, 'Retry-After': after };
    const { waits } = await ask('GET', [{ status: 503, headers }, ok]);
    expect(waits).toEqual([expect.closeTo(ms, 3)]);
  });

  it.each([
    [0, 2000],
    [0.5, 2100],
    [1, 2200],
  ])('Retry-After, and up to a tenth more (random %d)', async (random, ms) => {
    const answer: Answer = { status: 429, headers: { 'Retry-After': '2' } };
    const { waits } = await ask('GET', [answer, ok], { random });
    expect(waits).toEqual([expect.closeTo(ms, 3)]);
  });

  it('a random part of a limit that doubles from 1 s to 30 s', async () => {
    const bounds = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];
    for (const random of [0, 0.25, 1]) {
      const { waits } = await ask('GET', [{ status: 503 }], { retries: bounds.length, random });
      expect(waits).toEqual(bounds.map((bound) => bound * random));
    }
  });

  it('no time after "0", but that only once', async () => {
    const headers = { 'Retry-After': '0' };
    expect((await ask('GET', [{ status: 503, headers }], { random: 1 })).waits).toEqual([
      0, 2000, 4000,
    ]);
  });

  it('five minutes at most: a response with a longer Retry-After is final', async () => {
    const { reply, sent, waits } = await ask('GET', [
      { status: 503, headers: { 'Retry-After': '301' } },
      ok,
    ]);
    expect([sent.length, waits]).toEqual([1, []]);
    expect(reply?.note).toBe(
      'the server asks to wait 301 s (Retry-After), and a step waits at most 300 s',
    );
  });

  it('until the step is cancelled, with the reason', async () => {
    const signal = AbortSignal.abort(new Error('The workflow was cancelled'));
    const { failure, waits, log } = await ask('GET', [{ status: 503 }, ok], { signal });
    expect([failure?.message, waits, log]).toEqual(['The workflow was cancelled', [], []]);
  });

  it('and the log says why, which attempt and how long, without the query', async () => {
    const after: Answer = { status: 429, headers: { 'Retry-After': '2' } };
    const { log } = await ask('GET', [{ status: 503 }, after, ok]);
    expect(log).toEqual([
      `GET ${path}: 503; attempt 1 of 4, retrying in 0.5 s (back-off)`,
      `GET ${path}: 429; attempt 2 of 4, retrying in 2.1 s (Retry-After)`,
    ]);
  });
});

describe('a DELETE that gets a 404', () => {
  it.each<[string, Method, readonly Answer[], true | undefined]>([
    ['has done its work when it is made again', 'DELETE', [{ status: 503 }, { status: 404 }], true],
    ['has done it after a fault too', 'DELETE', [{ fault: 'ECONNRESET' }, { status: 404 }], true],
    ['finds nothing the first time', 'DELETE', [{ status: 404 }], undefined],
    ['is no GET', 'GET', [{ status: 503 }, { status: 404 }], undefined],
    ['is none that is refused', 'DELETE', [{ status: 503 }, { status: 403 }], undefined],
  ])('%s', async (_, method, answers, goneAlready) => {
    expect((await ask(method, answers)).reply?.goneAlready).toBe(goneAlready);
  });
});

describe('which redirect is followed, and with which headers', () => {
  const redirects = [301, 302, 303, 307, 308];
  const to = (location: string, status = 302): Answer => ({
    status,
    headers: { Location: location },
  });

  it.each(
    redirects.flatMap((status) => (['GET', 'HEAD'] as const).map((one) => [status, one] as const)),
  )('%i of a %s on the origin, with all its headers', async (status, method) => {
    const sent: Sent[] = [];
    answering(`${origin}/api/v1/b/c`, method, [ok], sent);
    const { reply } = await ask(method, [to('b/c?y=2#d', status)]);
    expect(reply?.status).toBe(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'x-own': 'mine' });
  });

  it.each(
    redirects.flatMap((status) =>
      (['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((one) => [status, one] as const),
    ),
  )('not a %i of a %s', async (status, method) => {
    const { reply, sent } = await ask(method, [to('/b?s=1', status)]);
    expect(sent).toHaveLength(1);
    expect(reply?.note).toBe(`a redirect to ${origin}/b, which is not followed for a ${method}`);
  });

  it.each([200, 201, 300, 304, 305, 306, 404])(
    'not a %i, which is not a redirect',
    async (status) => {
      const { reply, sent } = await ask('GET', [to('/b', status)]);
      expect([sent.length, reply?.status, reply?.note]).toEqual([1, status, undefined]);
    },
  );

  it('up to five, and the sixth is an error', async () => {
    const { reply, sent } = await ask('GET', [to(path)]);
    expect(sent).toHaveLength(6);
    expect(reply?.note).toBe(`a redirect to ${origin}${path}, after 5 others`);
  });

  it('none with an accepted status', async () => {
    const request: Partial<Request<string>> = { isFinal: (status) => status === 302 };
    const { reply, sent } = await ask('GET', [to('/b')], { request });
    expect([sent.length, reply?.note]).toEqual([1, undefined]);
    answering(`${origin}/b`, 'GET', [ok], []);
    expect((await ask('GET', [to('/b', 301)], { request })).reply?.status).toBe(200);
  });

  it('none without a Location', async () => {
    const { reply, sent } = await ask('GET', [{ status: 302 }]);
    expect([sent.length, reply?.note]).toEqual([1, 'a redirect without a Location']);
  });

  const elsewhere = 'another origin, which is followed only for a download into a `response-file`';
  it.each<[string, string]>([
    ['https://[nowhere', 'a redirect to a Location that is not a URL'],
    ['https://other.example/b?s=1', `a redirect to https://other.example/b, ${elsewhere}`],
    ['//other.example/b', `a redirect to https://other.example/b, ${elsewhere}`],
    ['http://acme.eu.qlikcloud.com/b', 'another origin'],
    [`${origin}:444/b`, 'another origin'],
    ['https://me@acme.eu.qlikcloud.com/b', `a redirect to ${origin}/b, another origin`],
  ])('not of a call to %s', async (location, note) => {
    const { reply, sent } = await ask('GET', [to(location)]);
    expect(sent).toHaveLength(1);
    expect(reply?.note).toContain(note);
    expect(reply?.note).not.toContain('s=1');
  });

  const download: Circumstances = { request: { mayLeaveOrigin: true } };

  it('of a download to another origin, without the token and the headers for the tenant only', async () => {
    const sent: Sent[] = [];
    answering('https://files.example/b', 'GET', [ok], sent);
    const first = await ask('GET', [to('https://files.example/b?s=1')], download);
    expect(first.reply?.status).toBe(200);
    expect(first.sent[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(sent[0]?.url).toBe('https://files.example/b?s=1');
    expect(sent[0]?.headers).toMatchObject({
      accept: 'a/b',
      range: 'bytes=1-',
      'if-range': '"a"',
    });
    expect(Object.keys(sent[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:authorization|x-own|cookie)$/u)]),
    );
  });

  it('back from another origin, still without the token', async () => {
    const sent: Sent[] = [];
    answering('https://files.example/b', 'GET', [to(`${origin}/c`)], sent);
    answering(`${origin}/c`, 'GET', [ok], sent);
    await ask('GET', [to('https://files.example/b')], download);
    expect(sent.map(({ url }) => url)).toEqual(['https://files.example/b', `${origin}/c`]);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });

  it.each([
    ['http://files.example/b', 'a redirect to http://files.example/b, which is not https'],
    ['https://me@files.example/b', 'a redirect to https://files.example/b, with user info'],
    ['https://:pw@files.example/b', 'a redirect to https://files.example/b, with user info'],
    ['https://u:p@acme.eu.qlikcloud.com/b', `a redirect to ${origin}/b, with user info`],
    ['https://[', 'a redirect to a Location that is not a URL'],
  ])('not of a download to %s', async (location, note) => {
    const { reply, sent } = await ask('GET', [to(location)], download);
    expect([sent.length, reply?.note]).toEqual([1, note]);
  });

  it('not of a HEAD to another origin', async () => {
    const { reply, sent } = await ask('HEAD', [to('https://files.example/b')], download);
    expect(sent).toHaveLength(1);
    expect(reply?.note).toBe(`a redirect to https://files.example/b, ${elsewhere}`);
  });
});

describe('which body gets which hint, as a section of docs/troubleshooting.md', () => {
  const qlik = (code: string, title = 'No'): string =>
    JSON.stringify({ errors: [{ code, title }], traceId: 'a'.repeat(32) });
  const json = { 'Content-Type': 'application/json' };
  const page = '<html><body>Forbidden</body></html>';

  it.each<[string, Method, string, Answer, string | undefined]>([
    ['no role', 'GET', path, { status: 403, body: qlik('AUTHZ-1') }, 'no-role-in-the-space'],
    ['a gateway', 'GET', path, { status: 403, body: page }, 'refused-in-front-of-the-tenant'],
    [
      'a gateway that asks for a password',
      'GET',
      path,
      { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
      'refused-in-front-of-the-tenant',
    ],
    ['a new token', 'GET', path, { status: 401, body: qlik('GK-11') }, 'client-not-trusted'],
    ['no tenant', 'GET', path, { status: 404, body: qlik('LOGIN-2') }, 'wrong-hostname'],
    ['no such thing', 'GET', path, { status: 404, body: qlik('X-1') }, 'not-found'],
    ['no API', 'GET', path, { status: 404, body: page }, 'not-found'],
    [
      'expired content',
      'GET',
      '/api/v1/temp-contents/1',
      { status: 404, body: qlik('X-1') },
      'expired-temporary-content',
    ],
    [
      'an app in a managed space',
      'POST',
      '/api/v1/apps/a/export',
      { status: 403, body: qlik('X-1') },
      'export-from-a-managed-space',
    ],
    ['too much', 'POST', path, { status: 413, body: page }, 'too-large'],
    [
      'a pending reload',
      'POST',
      '/api/v1/reloads',
      { status: 429, body: qlik('X-1'), headers: json },
      'reload-already-pending',
    ],
    ['too often', 'GET', path, { status: 429, body: qlik('X-1') }, 'rate-limit'],
    ['what nobody knows', 'GET', path, { status: 422, body: qlik('X-1') }, undefined],
    ['a tenant that is down', 'GET', path, { status: 503, body: page }, undefined],
  ])('%s', async (_, method, place, answer, topic) => {
    const url = new URL(place, origin);
    const sent: Sent[] = [];
    answering(url.href, method, [answer], sent);
    const { reply } = await ask(method, [], { retries: 0, request: { url } });
    const found =
      reply && hintForCall({ method, url }, { ...reply, text: reply.body }, 'client-secret');
    expect([sent.length, reply?.status, found?.topic]).toEqual([
      1,
      'status' in answer && answer.status,
      topic,
    ]);
  });
});

/** Gives these responses in turn, and shows which of them were discarded. */
async function follow(...answers: readonly { readonly status: number; readonly to?: string }[]) {
  let sent = 0;
  const discarded: number[] = [];
  const send: Send = <T>(): Promise<Reply<T>> => {
    const index = sent++;
    const { status, to } = answers[index] ?? { status: 200 };
    const headers: Record<string, string> = to === undefined ? {} : { location: to };
    const body = `body ${String(index)}` as T;
    const discard = (): Promise<void> => {
      discarded.push(index);
      return Promise.resolve();
    };
    return Promise.resolve({ status, headers, body, bytes: 6, discard });
  };
  const request: Request<string> = {
    method: 'GET',
    url: new URL('/a', origin),
    headers: {},
    sink: () => textSink('GET /a'),
  };
  const { body } = await followingRedirects(send, { origin })(request);
  return { body, discarded };
}

const redirect = { status: 302, to: '/b' };

it.each([
  ['one that is followed', [redirect], 'body 1', [0]],
  ['one that is none', [{ status: 300, to: '/b' }], 'body 0', []],
  ['one that leads nowhere', [{ status: 302 }], 'body 0', []],
  ['the sixth', Array<typeof redirect>(9).fill(redirect), 'body 5', [0, 1, 2, 3, 4]],
])(
  'all responses before the last are discarded, and the last is kept: %s',
  async (_, answers, body, discarded) => {
    expect(await follow(...answers)).toEqual({ body, discarded });
  },
);
