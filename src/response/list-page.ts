import { isRecord, parseJson } from '../json.ts';
import { type Body, mostJsonBytes } from './body.ts';

/** A page of a list: `{"data":[…],"links":{"next":{"href":"…"}}}`. */
export interface Page {
  readonly kind: 'page';
  /** JSON, without a byte order mark. */
  readonly text: string;
  /** The field that holds the list. */
  readonly list: string;
  /** Where the next page is, as the tenant wrote it; undefined on the last page. */
  readonly next: string | undefined;
}

/** A body that is none, and why: `it …`. */
export interface NoPage {
  /** Whether it is something else, or what nobody can follow without losing something. */
  readonly kind: 'no list' | 'unusable';
  readonly why: string;
}

const noLinks = { kind: 'no list', why: 'has no `links`' } as const;

/**
 * Reads a first page. Its list is `data`, else the one array of objects beside `links`: some of
 * Qlik's lists are called `tasks`, `scripts` or `sharingTasks`.
 */
export function readFirstPage(body: Body): Page | NoPage {
  const json = readLinked(body);
  if ('kind' in json) return json;
  const { text, page, next } = json;
  const [list, ...others] = listsIn(page);
  if (list === undefined)
    return next === undefined
      ? { kind: 'no list', why: 'has no list beside `links`' }
      : {
          kind: 'unusable',
          why: 'has a next link, but no list: neither `data` nor one array of objects',
        };
  if (others.length > 0)
    return next === undefined
      ? { kind: 'no list', why: 'has several arrays beside `links` that may be a list' }
      : { kind: 'unusable', why: 'has a next link, and several arrays that may be its list' };
  // A user has `links` as well, and `assignedRoles`: the rest of it would be lost.
  if (list !== 'data' && next === undefined && Object.hasOwn(page, 'id'))
    return { kind: 'no list', why: 'is a single object with an `id`' };
  return { kind: 'page', text, list, next };
}

/** Reads a page after the first. @param list the field that holds the list on the first page */
export function readLaterPage(body: Body, list: string): Page | NoPage {
  const json = readLinked(body);
  if ('kind' in json) return json;
  const { text, page, next } = json;
  return Object.hasOwn(page, list) && Array.isArray(page[list])
    ? { kind: 'page', text, list, next }
    : { kind: 'unusable', why: 'has no list under the name that it has on the first page' };
}

/** @returns the fields of a body that may be its list: one, where it is clear */
export function listsIn(page: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(page.data)) return ['data'];
  const arrays = Object.entries(page).flatMap(([name, field]): [string, unknown[]][] =>
    Array.isArray(field) ? [[name, field]] : [],
  );
  const filled = arrays.filter(([, items]) => items.length > 0 && items.every(isRecord));
  // An empty array does not show what it is for: it counts where no other may be the list.
  const found = filled.length > 0 ? filled : arrays.filter(([, items]) => items.length === 0);
  return found.map(([name]) => name);
}

interface Linked {
  readonly text: string;
  readonly page: Readonly<Record<string, unknown>>;
  readonly next: string | undefined;
}

function readLinked(body: Body): Linked | NoPage {
  if (body.length === 0) return { kind: 'no list', why: 'is empty' };
  // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
  const text = body.wholeText()?.replace(/^\ufeff/u, '');
  if (text === undefined)
    return {
      kind: 'unusable',
      why:
        body.length > mostJsonBytes
          ? 'is larger than 500 MiB: ask for fewer items at once, with `limit` in `query`'
          : 'is not text in UTF-8',
    };
  const json = parseJson(text);
  if (json === undefined)
    return {
      kind: 'no list',
      why: /^\s*</u.test(text)
        ? 'is HTML (the login or maintenance page of a proxy?)'
        : 'is not JSON',
    };
  const page = json.value;
  if (!isRecord(page) || !isRecord(page.links)) return noLinks;
  const next = nextIn(page.links);
  return next === null
    ? { kind: 'unusable', why: 'has a `links.next` that is neither an address nor empty' }
    : { text, page, next };
}

/** @returns undefined at the end; null for what is neither an address nor an end */
function nextIn({ next }: Readonly<Record<string, unknown>>): string | undefined | null {
  const address = isRecord(next) ? next.href : next;
  if (typeof address === 'string') return address === '' ? undefined : address;
  const none = address === undefined || address === null;
  return none || (isRecord(address) && Object.keys(address).length === 0) ? undefined : null;
}
