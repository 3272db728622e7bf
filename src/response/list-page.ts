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
  /** The link to the next page, as the tenant wrote it; undefined on the last page. */
  readonly next: string | undefined;
}

/** A body that is not a page of a list. */
export interface NoPage {
  /** Whether the body is something else, or a list that cannot be followed without losing data. */
  readonly kind: 'no list' | 'unusable';
  /** The reason, to follow a subject: `is empty`. */
  readonly why: string;
}

/**
 * Reads a page. Its list is `data`, or else the only array of objects next to `links`, since Qlik calls
 * some lists `tasks`, `scripts` or `sharingTasks`.
 * @param known for a later page, the field that held the list on the first page
 */
export function readPage(body: Body, known?: string): Page | NoPage {
  const noList = (why: string): NoPage => ({ kind: 'no list', why });
  const unusable = (why: string): NoPage => ({ kind: 'unusable', why });
  if (body.length === 0) return noList('is empty');
  // A byte order mark is not JSON, but some servers send one (RFC 8259 section 8.1).
  const text = body.wholeText()?.replace(/^\ufeff/u, '');
  if (text === undefined)
    return unusable(
      body.length > maxJsonBytes
        ? 'is larger than 500 MiB: request fewer items per page, with `limit` in `query`'
        : 'is not UTF-8 text',
    );
  const json = parseJson(text);
  if (json === undefined)
    return noList(
      looksLikeHtml(text) ? 'is HTML (the login or maintenance page of a proxy?)' : 'is not JSON',
    );
  const page = json.value;
  if (!isRecord(page) || !isRecord(page.links)) return noList('has no `links`');
  const next = nextLinkIn(page.links);
  if (next === null) return unusable('has a `links.next` that is neither a link nor empty');
  if (known !== undefined)
    return Object.hasOwn(page, known) && Array.isArray(page[known])
      ? { kind: 'page', text, list: known, next }
      : unusable('has no list in the field that holds it on the first page');
  const [list, ...others] = listFieldsIn(page);
  if (list === undefined)
    return next === undefined
      ? noList('has no list next to `links`')
      : unusable('has a next link, but no list: neither `data` nor one array of objects');
  if (others.length > 0)
    return next === undefined
      ? noList('has several arrays next to `links` that could be the list')
      : unusable('has a next link, but several arrays that could be the list');
  // A user, for example, has `links` and an array `assignedRoles`: its other fields would be lost.
  if (list !== 'data' && next === undefined && Object.hasOwn(page, 'id'))
    return noList('is a single object with an `id`');
  return { kind: 'page', text, list, next };
}

/** @returns the fields that may be the list; exactly one if there is no doubt */
function listFieldsIn(page: Readonly<Record<string, unknown>>): string[] {
  if (Array.isArray(page.data)) return ['data'];
  const arrays = Object.entries(page).flatMap(([name, field]): [string, unknown[]][] =>
    Array.isArray(field) ? [[name, field]] : [],
  );
  const filled = arrays.filter(([, items]) => items.length > 0 && items.every(isRecord));
  // An empty array could be anything: it counts only if no other array can be the list.
  const found = filled.length > 0 ? filled : arrays.filter(([, items]) => items.length === 0);
  return found.map(([name]) => name);
}

/** @returns undefined on the last page; null if `next` is neither a link nor empty */
function nextLinkIn({ next }: Readonly<Record<string, unknown>>): string | undefined | null {
  const address = isRecord(next) ? next.href : next;
  if (typeof address === 'string') return address === '' ? undefined : address;
  const none = address === undefined || address === null;
  return none || (isRecord(address) && Object.keys(address).length === 0) ? undefined : null;
}
