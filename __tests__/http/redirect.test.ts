import { describe, expect, it } from '@jest/globals';
import type { Method, Reply, Request, Send } from '../../src/http/exchange.ts';
import { followingRedirects } from '../../src/http/redirect.ts';
import { textSink } from '../../src/http/receive.ts';

const origin = 'https://acme.example';

interface Answer {
  readonly status: number;
  readonly location?: string;
}

function requestOf(rest: Partial<Request<string>> = {}): Request<string> {
  return {
    method: 'GET',
    url: new URL('/api/v1/a?x=1', origin),
    headers: { accept: 'a/b', range: 'bytes=0-1', 'if-range': '"a"', 'x-own': 'c' },
    sink: () => textSink('GET /api/v1/a'),
    ...rest,
  };
}

/** Follows answers in turn, and shows what was sent, and which answers were thrown away. */
async function follow(request: Request<string>, ...answers: Answer[]) {
  const sent: Request<unknown>[] = [];
  const discarded: number[] = [];
  const send: Send = <T>(one: Request<T>): Promise<Reply<T>> => {
    const index = sent.push(one) - 1;
    const { status, location } = answers[index] ?? { status: 200 };
    const headers: Record<string, string> = location === undefined ? {} : { location };
    const body = `body ${String(index)}` as T;
    const discard = (): Promise<void> => {
      discarded.push(index);
      return Promise.resolve();
    };
    return Promise.resolve({ status, headers, body, bytes: 6, discard });
  };
  const reply = await followingRedirects(send, { origin })(request);
  return { reply, sent, discarded, urls: sent.map(({ url }) => url.href) };
}

describe('on the origin', () => {
  it.each(
    [301, 302, 303, 307, 308].flatMap((status) =>
      (['GET', 'HEAD'] as const).map((method) => [status, method] as const),
    ),
  )(
    'a %i of a %s is followed with all headers, and its body thrown away',
    async (status, method) => {
      const { reply, sent, discarded } = await follow(requestOf({ method }), {
        status,
        location: 'b/c?y=2#d',
      });
      expect(sent).toHaveLength(2);
      expect(sent[1]).toMatchObject({ method, headers: { 'x-own': 'c' } });
      expect(sent[1]?.url.href).toBe(`${origin}/api/v1/b/c?y=2#d`);
      expect(sent[1]?.anonymous).toBeUndefined();
      expect(discarded).toEqual([0]);
      expect(reply).toMatchObject({ status: 200, body: 'body 1' });
    },
  );

  it.each([200, 201, 300, 304, 305, 306, 404])('a %i is no redirect', async (status) => {
    const { reply, sent, discarded } = await follow(requestOf(), { status, location: '/b' });
    expect(sent).toHaveLength(1);
    expect(discarded).toEqual([]);
    expect(reply).toMatchObject({ status, body: 'body 0' });
    expect(reply.note).toBeUndefined();
  });

  it('five are followed, and the sixth is told', async () => {
    const loop = Array<Answer>(9).fill({ status: 302, location: '/b' });
    const { reply, sent, discarded } = await follow(requestOf(), ...loop);
    expect(sent).toHaveLength(6);
    expect(discarded).toEqual([0, 1, 2, 3, 4]);
    expect(reply.note).toBe(`a redirect to ${origin}/b, after 5 others`);
  });

  it('a status that the caller takes is an answer', async () => {
    const request = requestOf({ isFinal: (status) => status === 302 });
    const { reply, sent } = await follow(request, { status: 302, location: '/b' });
    expect([sent.length, reply.note]).toEqual([1, undefined]);
    const other = await follow(request, { status: 301, location: '/b' });
    expect(other.sent).toHaveLength(2);
  });
});

describe('what is not followed says why', () => {
  it.each<Method>(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s', async (method) => {
    const { reply, sent } = await follow(requestOf({ method }), {
      status: 307,
      location: '/b?s=1',
    });
    expect(sent).toHaveLength(1);
    expect(reply.note).toBe(`a redirect to ${origin}/b, which is not followed for a ${method}`);
  });

  it.each<[string | undefined, string]>([
    [undefined, 'a redirect without a Location'],
    ['https://[nowhere', 'a redirect to a Location that is not a URL'],
    [
      'https://other.example/b?s=1',
      'a redirect to https://other.example/b, another origin, where only a download into a `response-file` may go',
    ],
    ['//other.example/b', 'a redirect to https://other.example/b, another origin, '],
    ['http://acme.example/b', 'a redirect to http://acme.example/b, another origin, '],
    ['https://acme.example:444/b', 'a redirect to https://acme.example:444/b, another origin, '],
    ['https://me@acme.example/b', 'a redirect to https://acme.example/b, another origin, '],
  ])('a Location of %j', async (location, note) => {
    const answer = location === undefined ? { status: 302 } : { status: 302, location };
    const { reply, sent } = await follow(requestOf(), answer);
    expect(sent).toHaveLength(1);
    expect(reply.note).toContain(note);
    expect(reply.note).not.toContain('s=1');
  });
});

describe('a download', () => {
  const download = requestOf({ mayLeaveOrigin: true });

  it('goes to another origin without credentials and without what only the tenant is to see', async () => {
    const { sent } = await follow(download, {
      status: 302,
      location: 'https://files.example/b?s=1',
    });
    expect(sent[1]).toMatchObject({
      anonymous: true,
      headers: { accept: 'a/b', range: 'bytes=0-1', 'if-range': '"a"' },
    });
    expect(Object.keys(sent[1]?.headers ?? {})).toEqual(['accept', 'range', 'if-range']);
    expect(sent[1]?.url.href).toBe('https://files.example/b?s=1');
  });

  it('stays without credentials, even where a further redirect leads back', async () => {
    const { sent, urls } = await follow(
      download,
      { status: 302, location: 'https://files.example/b' },
      { status: 302, location: `${origin}/c` },
    );
    expect(urls.slice(1)).toEqual(['https://files.example/b', `${origin}/c`]);
    expect(sent[2]).toMatchObject({ anonymous: true });
    expect(Object.keys(sent[2]?.headers ?? {})).toEqual(['accept', 'range', 'if-range']);
  });

  it.each([
    ['http://files.example/b', 'a redirect to http://files.example/b, which is not https'],
    ['https://me@files.example/b', 'a redirect to https://files.example/b, with user info'],
    ['https://:pw@files.example/b', 'a redirect to https://files.example/b, with user info'],
  ])('does not go to %s', async (location, note) => {
    const { reply, sent } = await follow(download, { status: 302, location });
    expect(sent).toHaveLength(1);
    expect(reply.note).toBe(note);
  });

  it('is a GET', async () => {
    const { reply } = await follow(
      { ...download, method: 'HEAD' },
      { status: 302, location: 'https://files.example/b' },
    );
    expect(reply.note).toContain('another origin');
  });
});
