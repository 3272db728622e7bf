import { type Call, ok, type Reply } from './http.ts';
import { QlikError } from './qlik-error.ts';
import type { World } from './world.ts';

const usual = 20;
const most = 100;

/**
 * One page of a list: `{data, links: {self, next}}`. `next` is left out on the last page; its
 * `href` is absolute, with an opaque cursor and what the request asked for.
 *
 * @param items the whole list
 * @param always whether `next` and `prev` are there on every page, their `href` null where there is none:
 *   some services answer so
 * @throws QlikError 400 for a limit that is none
 */
export function page(
  call: Call,
  world: World,
  items: readonly unknown[],
  { always = false } = {},
): Reply {
  const limit = Number(call.query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new QlikError(400, 'HTTP-400', 'Bad request', `limit is 1 to ${String(most)}`);
  }
  const from = offsetOf(call.query.get('next'));
  const link = (offset?: number) => {
    const query = new URLSearchParams(call.query);
    if (offset !== undefined) query.set('next', cursorOf(offset));
    const suffix = query.size > 0 ? `?${query.toString()}` : '';
    return { href: `${world.origin}${call.path}${suffix}` };
  };
  const end = from + limit;
  const none = always ? { next: { href: null }, prev: { href: null } } : {};
  const next = end < items.length ? { next: link(end) } : {};
  return ok({ data: items.slice(from, end), links: { self: link(), ...none, ...next } });
}

function cursorOf(offset: number): string {
  return Buffer.from(`after:${String(offset)}`).toString('base64url');
}

function offsetOf(cursor: string | null): number {
  if (cursor === null) return 0;
  const offset = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (offset === undefined) throw new QlikError(400, 'HTTP-400', 'Bad request', 'Invalid cursor');
  return Number(offset);
}
