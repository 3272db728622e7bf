import { Failure } from './failure.ts';
import { isRecord, parseJson } from './json.ts';
import { holdsControl, quoted } from './runner/safe-text.ts';
import { onTenant, type Tenant } from './tenant.ts';

/**
 * Finds the one URL on the tenant that a path names. What an empty id leaves behind (`/apps//copy`,
 * `/apps/`) would address something else, so it is refused, as is all that could leave the origin.
 * @param path trimmed; with or without the leading `/`, with or without a query, or a full URL
 * @param query names and values to add, not encoded
 * @throws Failure that says what is wrong with it, without the query
 */
export function resolvePath(
  tenant: Tenant,
  path: string,
  query: readonly (readonly [name: string, value: string])[] = [],
): URL {
  const refuse = (why: string): never => {
    const shown = quoted(path.replace(/[?#].*$/su, '').replace(/\/\/[^/]*@/u, '//…@'));
    throw new Failure(`${shown} ${why}; it takes a path on the tenant such as /api/v1/users/me`);
  };
  // With the line breaks that toJSON() makes, too.
  if (holdsControl(path)) refuse(/\/[[{]\s/u.test(path) ? listForId : 'holds control characters');
  if (path.includes('#')) refuse('has a fragment');
  const [wholePath = '', ...queryParts] = path.split('?');
  if (wholePath.includes('\\')) refuse('holds a backslash');
  const local = /^[a-z][a-z0-9+.-]*:/iu.test(wholePath)
    ? afterOrigin(tenant, wholePath)
    : wholePath.replace(/^\//u, '');
  if (local === undefined) return refuse(`is not on ${tenant.origin}`);
  if (/^[/@]/u.test(local) || wholePath.startsWith('//')) refuse(`may leave ${tenant.origin}`);
  // The one address of Qlik's that ends so.
  const segments = local.replace(/(?<=(?:^|\/)media\/list)\/$/u, '').split('/');
  for (const segment of segments) {
    const why = faultOfSegment(segment);
    if (why !== undefined) refuse(why);
  }
  const added = query.map((pair) =>
    pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='),
  );
  const search = [queryParts.join('?'), ...added].filter((part) => part !== '').join('&');
  const url = new URL(`${tenant.origin}/${local.toWellFormed()}`);
  url.search = search.toWellFormed();
  // Belt and braces: whatever the rules above missed, no other origin is ever addressed.
  return onTenant(tenant, url) ? url : refuse(`is not on ${tenant.origin}`);
}

/** The path of a full URL without its leading `/`; undefined when it is not on the tenant. */
function afterOrigin(tenant: Tenant, text: string): string | undefined {
  const [, start = '', local] = /^([a-z]+:\/\/[^/]+)(?:\/(.*))?$/isu.exec(text) ?? [];
  const url = URL.parse(start);
  return url !== null && onTenant(tenant, url) ? (local ?? '') : undefined;
}

const listForId = 'has a JSON list or object where one id is meant';

/**
 * Servers decode a segment once, proxies before them sometimes once more: every spelling counts.
 * Encoded slashes are part of an id, as in `qri:app:sense://…`; what leads up or nowhere is none.
 * @returns why it is refused; undefined when it is good
 */
function faultOfSegment(segment: string): string | undefined {
  let spelling = segment;
  for (let round = 0; round < 4; round++) {
    if (holdsControl(spelling)) return 'holds control characters';
    if (isListForId(spelling)) return listForId;
    // Some servers cut a segment at its parameters (RFC 3986 section 3.3): `..;x` is `..` there.
    const names = spelling.split(/[/\\]/u).map((part) => part.replace(/;.*$/su, '').trim());
    if (names.every((name) => name === ''))
      return 'has an empty segment (an id or a variable that is empty?)';
    if (names.some((name) => name === '.' || name === '..')) return 'has a . or .. segment';
    const decoded = decodedOnce(spelling);
    if (decoded === undefined) return round === 0 ? 'has a % that encodes nothing' : undefined;
    if (decoded === spelling) return undefined;
    spelling = decoded;
  }
  return 'is encoded too many times';
}

/** JSON, or the beginning of it, up to a slash in one of its texts. */
function isListForId(text: string): boolean {
  if (!/^\s*[[{]/u.test(text)) return false;
  const value = parseJson(text)?.value;
  return Array.isArray(value) || isRecord(value) || /^\s*(?:\[\s*\{?|\{)\s*"/u.test(text);
}

function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
