import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import type { Request, Reply, Send } from '../../src/http/exchange.ts';
import { followingRedirects } from '../../src/http/redirect.ts';
import { textSink } from '../../src/http/receive.ts';
import { authorized, suppliedBearer } from '../../src/http/client.ts';
import { bearerWith, renewing, tokenOf } from '../support/bearers.ts';

const tenant = { origin: 'https://acme.example' };
const token = 'a-token-long-enough';

const download: Request<string> = {
  method: 'GET',
  url: new URL('/file', tenant.origin),
  headers: { accept: 'a/b', range: 'bytes=1-', 'x-own': 'secret', authorization: 'own' },
  sink: () => textSink('GET /file'),
  mayLeaveOrigin: true,
};

interface Ran {
  readonly reply: Reply<string>;
  readonly sent: readonly Request<unknown>[];
}

/** Sends a request to servers that answer in turn, the last one for ever. */
async function run(
  request: Request<string>,
  answers: readonly (readonly [status: number, location?: string])[],
): Promise<Ran> {
  const sent: Request<unknown>[] = [];
  const send: Send = async <T>(one: Request<T>) => {
    const [status, location] = answers[Math.min(sent.length, answers.length - 1)] ?? [500];
    sent.push(one);
    const headers = location === undefined ? {} : { location };
    const discard = (): Promise<void> => Promise.resolve();
    const sink = await one.sink({ status, headers });
    return { status, headers, bytes: 0, body: await sink.end(), discard };
  };
  const bearer = suppliedBearer(token);
  const reply = await followingRedirects(authorized(send, tenant, bearer), tenant)(request);
  return { reply, sent };
}

describe('a download that is redirected to another origin', () => {
  it('goes there without the token and the step’s own headers', async () => {
    const { reply, sent } = await run(download, [[302, 'https://files.example/x'], [200]]);
    expect(reply.status).toBe(200);
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(sent[1]?.url.href).toBe('https://files.example/x');
    expect(sent[1]?.headers).toEqual({ accept: 'a/b', range: 'bytes=1-' });
  });

  it('gets no token even where it is led back', async () => {
    const { sent } = await run(download, [
      [302, 'https://files.example/x'],
      [302, `${tenant.origin}/y`],
      [200],
    ]);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['http://files.example/x', 'is not https'],
    ['https://user@files.example/x', 'with user info'],
    ['https://:pass@files.example/x', 'with user info'],
    ['https://u:p@acme.example/x', 'with user info'],
    ['https://[', 'not a URL'],
  ])('is not followed to %s', async (location, why) => {
    const { reply, sent } = await run(download, [[302, location]]);
    expect(reply.note).toContain(why);
    expect(reply.note).not.toContain('pass');
    expect(sent).toHaveLength(1);
  });

  it('is not followed for a HEAD, or a call without a file', async () => {
    for (const one of [{ method: 'HEAD' as const }, { mayLeaveOrigin: false }]) {
      const { reply } = await run({ ...download, ...one }, [[302, 'https://files.example/x']]);
      expect(reply.note).toContain('another origin');
    }
  });

  it('is not followed more than five times', async () => {
    const { reply, sent } = await run(download, [[302, '/again']]);
    expect(reply.note).toContain('after 5 others');
    expect(sent).toHaveLength(6);
  });
});

describe('a token that is refused to several requests at once', () => {
  it('is renewed once, and for a request that is late not at all', async () => {
    let renewals = 0;
    const request = () => Promise.resolve(tokenOf(`new-${String(++renewals)}`));
    const bearer = renewing({ request });
    expect(await Promise.all([bearer.renew('old'), bearer.renew('old')])).toEqual([
      undefined,
      undefined,
    ]);
    expect(await bearer.renew('old')).toBeUndefined();
    expect([renewals, await bearer.current()]).toEqual([1, 'new-1']);
    expect(await suppliedBearer('x').renew('x')).toEqual({ why: '', transient: false });
  });

  it('hides no defect of ours', async () => {
    const defect = new TypeError('a defect');
    const bearer = renewing({ request: () => Promise.reject(defect) });
    await expect(bearer.renew('old')).rejects.toBe(defect);
  });

  it('and cannot be put to use fails with that, not with the answer of the call', async () => {
    const use = () => Promise.reject(new Failure('the file cannot be written'));
    const bearer = renewing({ use });
    await expect(bearer.renew('old')).rejects.toThrow('the file cannot be written');
    expect(await bearer.current()).toBe('old');
  });

  it('holds nobody up who has given up', async () => {
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

  it('and then leaves nothing of the answer that was refused', async () => {
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
