import { Failure } from './failure.ts';
import { isRecord, parseJson } from './json.ts';
import { holdsControl, quoted, shorten } from './runner/text.ts';

/** A Qlik Cloud tenant: the one origin that may ever receive a credential. */
export interface Tenant {
  /** Scheme, host and port, as in `https://acme.eu.qlikcloud.com`. */
  readonly origin: string;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const takes = 'it takes https://<hostname>, or the hostname alone';

/**
 * @param text what a person writes for a tenant: `https://acme.eu.qlikcloud.com/` or
 *   `acme.eu.qlikcloud.com`, trimmed
 * @throws Failure that says what is wrong with it; its text never shows user info
 */
export function parseTenant(text: string): Tenant {
  const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/isu.exec(text) ?? [];
  if (rest.includes('@')) throw new Failure(`holds user info before an @; ${takes}`);
  const refuse = (why: string, more = ''): never => {
    const shown = quoted(text.replace(/[?#].*$/su, '…'));
    const right = rightFor(text);
    const write = right === undefined ? '' : `. Write ${right}`;
    throw new Failure(`${shown} ${why}; ${takes}${more}${write}`);
  };
  if (holdsControl(text)) refuse('holds control characters');
  if (!/^[^/\\?#]+\/?$/u.test(rest)) refuse('has a path, query or fragment, or no hostname');
  const url = URL.parse(`${scheme}://${rest}`);
  if (url === null || /\s/u.test(rest)) return refuse('is not a URL');
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && loopback.test(url.hostname)))
    refuse('is not https', ' (http only for a loopback host)');
  return { origin: url.origin };
}

/** @returns the address that was meant, where a hostname can be made out in what was written */
function rightFor(text: string): string | undefined {
  const [, scheme = '', host = ''] =
    /^(?:(https?):?\/+|\/\/)?([a-z\d.-]+(?::\d+)?)(?=[/\\?#]|$)/iu.exec(text) ?? [];
  const url = URL.parse(`https://${host}`);
  if (url === null || !(host.includes('.') || loopback.test(url.hostname))) return undefined;
  const plain = scheme.toLowerCase() === 'http' && loopback.test(url.hostname);
  return plain ? url.origin.replace('https:', 'http:') : url.origin;
}

/** Whether a URL is on the tenant's origin, where a credential may go. */
export function onTenant(tenant: Tenant, url: URL): boolean {
  return url.origin === tenant.origin && url.username === '' && url.password === '';
}

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

/**
 * Where a link leads that stands in an answer: the next page of a list, or a `Location`. Some of
 * Qlik's services write relative links as they know themselves, without the `/api` before them
 * (`/v1/apps/evaluations?…`): such a link is under `/api` too.
 * @param from the address that gave the answer
 * @returns null for what is not a URL; it may be on any origin
 */
export function linkedFrom(from: URL, link: string): URL | null {
  const url = URL.parse(link, from.href);
  const isRelative = URL.parse(link) === null && url?.origin === from.origin;
  if (isRelative && isUnderApi(from) && !isUnderApi(url)) url.pathname = `/api${url.pathname}`;
  return url;
}

function isUnderApi({ pathname }: URL): boolean {
  return pathname === '/api' || pathname.startsWith('/api/');
}

/** How much of a host an error shows: in a URL it has no limit. */
const maxHost = 120;

/**
 * Looks at an address that the tenant gave, and where a credential would go.
 * @returns undefined when it is on the tenant; else where it is, for the error, and what to do
 */
export function offTenant(
  tenant: Tenant,
  url: URL,
): { readonly where: string; readonly hint?: string } | undefined {
  if (onTenant(tenant, url)) return undefined;
  if (url.origin === tenant.origin) return { where: 'on the tenant, but with user info' };
  if (!/^https?:$/u.test(url.protocol)) return { where: `on another origin (${url.protocol})` };
  const [origin, host] = [shorten(url.origin, maxHost), shorten(url.host, maxHost)];
  const gateway =
    'a gateway in front of the tenant must pass on `Host` and `X-Forwarded-Proto`, without which ' +
    'the tenant gives its inner address';
  return {
    where: `on another origin (${origin})`,
    hint:
      url.protocol === 'https:'
        ? `If ${host} is the tenant itself, set \`tenant-url\` to ${origin}; ${gateway}`
        : gateway.replace('a gateway', 'A gateway'),
  };
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
