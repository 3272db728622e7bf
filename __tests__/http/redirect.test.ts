import { expect, it } from '@jest/globals';
import type { Reply, Request, Send } from '../../src/http/exchange.ts';
import { followingRedirects } from '../../src/http/redirect.ts';
import { textSink } from '../../src/http/receive.ts';

/** What is followed, and what goes along, is in client.test.ts. */
const origin = 'https://acme.example';

/** Follows answers in turn, and shows which of them were thrown away. */
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
  'all answers before the last are thrown away, and the last is kept: %s',
  async (_, answers, body, discarded) => {
    expect(await follow(...answers)).toEqual({ body, discarded });
  },
);
