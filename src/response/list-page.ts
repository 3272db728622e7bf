import { looksLikeHtml } from '../errors/outcome.ts';
import { isRecord, parseJson } from '../json.ts';
import { type Body, maxJsonBytes } from './body.ts';

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

/**
 * Reads a page. The list of the first one is `data`, else the one array of objects beside `links`: some
 * of Qlik's lists are called `tasks`, `scripts` or `sharingTasks`.
 * @param known the field that holds the list, where that was found on the first page
 */
export function readPage(body: Body, known?: string): Page | NoPage {
  const noList = (why: string): NoPage => ({ kind: 'no list', why });
  const unusable = (why: string): NoPage => ({ kind: 'unusable', why });
  if (body.length === 0) return noList('is empty');
  // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
  const text = body.wholeText()?.replace(/^\ufeff/u, '');
  if (text === undefined)
    return unusable(
      body.length > maxJsonBytes
        ? 'is larger than 500 MiB: ask for fewer items at once, with `limit` in `query`'
        : 'is not text in UTF-8',
    );
  const json = parseJson(text);
  if (json === undefined)
    return noList(
      looksLikeHtml(text) ? 'is HTML (the login or maintenance page of a proxy?)' : 'is not JSON',
    );
  const page = json.value;
  if (!isRecord(page) || !isRecord(page.links)) return noList('has no `links`');
  const next = nextIn(page.links);
  if (next === null) return unusable('has a `links.next` that is neither an address nor empty');
  if (known !== undefined)
    return Object.hasOwn(page, known) && Array.isArray(page[known])
      ? { kind: 'page', text, list: known, next }
      : unusable('has no list under the name that it has on the first page');
  const [list, ...others] = listsIn(page);
  if (list === undefined)
    return next === undefined
      ? noList('has no list beside `links`')
      : unusable('has a next link, but no list: neither `data` nor one array of objects');
  if (others.length > 0)
    return next === undefined
      ? noList('has several arrays beside `links` that may be a list')
      : unusable('has a next link, and several arrays that may be its list');
  // A user has `links` as well, and `assignedRoles`: the rest of it would be lost.
  if (list !== 'data' && next === undefined && Object.hasOwn(page, 'id'))
    return noList('is a single object with an `id`');
  return { kind: 'page', text, list, next };
}

/** @returns the fields of a body that may be its list: one, where it is clear */
function listsIn(page: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(page.data)) return ['data'];
  const arrays = Object.entries(page).flatMap(([name, field]): [string, unknown[]][] =>
    Array.isArray(field) ? [[name, field]] : [],
  );
  const filled = arrays.filter(([, items]) => items.length > 0 && items.every(isRecord));
  // An empty array does not show what it is for: it counts where no other may be the list.
  const found = filled.length > 0 ? filled : arrays.filter(([, items]) => items.length === 0);
  return found.map(([name]) => name);
}

/** @returns undefined at the end; null for what is neither an address nor an end */
function nextIn({ next }: Readonly<Record<string, unknown>>): string | undefined | null {
  const address = isRecord(next) ? next.href : next;
  if (typeof address === 'string') return address === '' ? undefined : address;
  const none = address === undefined || address === null;
  return none || (isRecord(address) && Object.keys(address).length === 0) ? undefined : null;
}
