import { type Call, ok, type Reply } from './http.ts';
import { QlikError } from './qlik-error.ts';
import type { World } from './world.ts';

const usual = 20;
const most = 100;

/** What some lists have otherwise than most. */
export interface ListShape {
  /** The field that holds the list. */
  readonly name: string;
  /** The parameter that takes the cursor. */
  readonly cursor: string;
  /** The links of a page, given its address and that of the next one. */
  readonly links: (self: Link, next: Link | undefined) => Readonly<Record<string, unknown>>;
}

interface Link {
  readonly href: string;
}

/** `next` is left out on the last page. */
const usualShape: ListShape = {
  name: 'data',
  cursor: 'next',
  links: (self, next) => ({ self, ...(next === undefined ? {} : { next }) }),
};

/** `next` and `prev` are there on every page, their `href` null where there is none: some services answer so. */
export const alwaysLinked: ListShape = {
  ...usualShape,
  links: (self, next) => ({ self, next: next ?? { href: null }, prev: { href: null } }),
};

/**
 * One page of a list: `{data, links}`, unless it has a shape of its own. The `href` of `next` is
 * absolute, with an opaque cursor and what the request asked for.
 *
 * @param items the whole list
 * @throws QlikError 400 for a limit that is none
 */
export function page(
  call: Call,
  world: World,
  items: readonly unknown[],
  { name, cursor, links }: ListShape = usualShape,
): Reply {
  const limit = Number(call.query.get('limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new QlikError(400, 'HTTP-400', 'Bad request', `limit is 1 to ${String(most)}`);
  }
  const from = offsetOf(call.query.get(cursor));
  const link = (offset?: number): Link => {
    const query = new URLSearchParams(call.query);
    if (offset !== undefined) query.set(cursor, cursorOf(offset));
    const suffix = query.size > 0 ? `?${query.toString()}` : '';
    return { href: `${world.origin}${call.path}${suffix}` };
  };
  const end = from + limit;
  const next = end < items.length ? link(end) : undefined;
  return ok({ [name]: items.slice(from, end), links: links(link(), next) });
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
