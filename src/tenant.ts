import { Failure } from './failure.ts';
import { isRecord, parseJson } from './json.ts';
import { holdsControl, quoted, shorten } from './runner/text.ts';

/** A Qlik Cloud tenant: the only origin that credentials are sent to. */
export interface Tenant {
  /** Scheme, host and, if not the default, port: `https://acme.eu.qlikcloud.com`. */
  readonly origin: string;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const expected = 'it must be https://<hostname> or the hostname alone';

/**
 * Reads the address of a tenant.
 * @param text as a person writes it, trimmed: `https://acme.eu.qlikcloud.com/` or
 *   `acme.eu.qlikcloud.com`
 * @throws Failure that says what is wrong with it, and never shows a username or password in it
 */
export function parseTenant(text: string): Tenant {
  const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/isu.exec(text) ?? [];
  if (rest.includes('@')) throw new Failure(`contains user info before an @; ${expected}`);
  const refuse = (why: string, more = ''): never => {
    const shown = quoted(text.replace(/[?#].*$/su, '…'));
    const suggested = suggestionFor(text);
    const write = suggested === undefined ? '' : `. Write ${suggested}`;
    throw new Failure(`${shown} ${why}; ${expected}${more}${write}`);
  };
  if (holdsControl(text)) refuse('contains control characters');
  if (!/^[^/\\?#]+\/?$/u.test(rest)) refuse('has a path, query or fragment, or no hostname');
  const url = URL.parse(`${scheme}://${rest}`);
  if (url === null || /\s/u.test(rest)) return refuse('is not a URL');
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && loopback.test(url.hostname)))
    refuse('is not https', ' (http only for a loopback host)');
  return { origin: url.origin };
}

/** @returns the address that was probably meant; undefined when the text contains no hostname */
function suggestionFor(text: string): string | undefined {
  const [, scheme = '', host = ''] =
    /^(?:(https?):?\/+|\/\/)?([a-z\d.-]+(?::\d+)?)(?=[/\\?#]|$)/iu.exec(text) ?? [];
  const url = URL.parse(`https://${host}`);
  if (url === null || !(host.includes('.') || loopback.test(url.hostname))) return undefined;
  const plain = scheme.toLowerCase() === 'http' && loopback.test(url.hostname);
  return plain ? url.origin.replace('https:', 'http:') : url.origin;
}

/** Whether a URL is on the tenant's origin, so that credentials may be sent to it. */
export function onTenant(tenant: Tenant, url: URL): boolean {
  return url.origin === tenant.origin && url.username === '' && url.password === '';
}

/**
 * Resolves a path to a URL on the tenant. A path that an empty id has left incomplete (`/apps//copy`,
 * `/apps/`) would address something else, so it is refused, as is anything that could leave the origin.
 * @param path trimmed; with or without the leading `/` and a query, or a full URL on the tenant
 * @param query names and values to add, not encoded
 * @throws Failure that says what is wrong with the path, without showing its query
 */
export function resolvePath(
  tenant: Tenant,
  path: string,
  query: readonly (readonly [name: string, value: string])[] = [],
): URL {
  const refuse = (why: string): never => {
    const shown = quoted(path.replace(/[?#].*$/su, '').replace(/\/\/[^/]*@/u, '//…@'));
    throw new Failure(`${shown} ${why}; it must be a path on the tenant, such as /api/v1/users/me`);
  };
  // The JSON that toJSON() writes has line breaks, which are control characters too.
  if (holdsControl(path))
    refuse(/\/[[{]\s/u.test(path) ? listInsteadOfId : 'contains control characters');
  if (path.includes('#')) refuse('has a fragment');
  const [wholePath = '', ...queryParts] = path.split('?');
  if (wholePath.includes('\\')) refuse('contains a backslash');
  const local = /^[a-z][a-z0-9+.-]*:/iu.test(wholePath)
    ? afterOrigin(tenant, wholePath)
    : wholePath.replace(/^\//u, '');
  if (local === undefined) return refuse(`is not on ${tenant.origin}`);
  if (/^[/@]/u.test(local) || wholePath.startsWith('//'))
    refuse(`could lead away from ${tenant.origin}`);
  // The only path of Qlik's API that ends with a slash.
  const segments = local.replace(/(?<=(?:^|\/)media\/list)\/$/u, '').split('/');
  for (const segment of segments) {
    const why = faultIn(segment);
    if (why !== undefined) refuse(why);
  }
  const added = query.map((pair) =>
    pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='),
  );
  const search = [queryParts.join('?'), ...added].filter((part) => part !== '').join('&');
  const url = new URL(`${tenant.origin}/${local.toWellFormed()}`);
  url.search = search.toWellFormed();
  // A safeguard: whatever the rules above have missed, no other origin is ever addressed.
  return onTenant(tenant, url) ? url : refuse(`is not on ${tenant.origin}`);
}

/**
 * Resolves a link in a response: the next page of a list, or a `Location`. Some of Qlik's services
 * write relative links without the leading `/api` (`/v1/apps/evaluations?…`), which is then added.
 * @param from the address that was requested
 * @returns the URL, which may be on any origin; null when the link is not a URL
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

/** How many characters of a host an error shows: in a URL its length has no limit. */
const maxHostLength = 120;

/**
 * Checks that an address from the tenant's response is on the tenant, before a credential goes there.
 * @returns undefined when it is; otherwise where it is, as the error says it, and what to do
 */
export function offTenant(
  tenant: Tenant,
  url: URL,
): { readonly where: string; readonly hint?: string } | undefined {
  if (onTenant(tenant, url)) return undefined;
  if (url.origin === tenant.origin) return { where: 'on the tenant, but with user info' };
  if (!/^https?:$/u.test(url.protocol)) return { where: `on another origin (${url.protocol})` };
  const [origin, host] = [shorten(url.origin, maxHostLength), shorten(url.host, maxHostLength)];
  const gateway =
    'a gateway in front of the tenant must forward the `Host` and `X-Forwarded-Proto` headers; ' +
    'without them the tenant returns its internal address';
  return {
    where: `on another origin (${origin})`,
    hint:
      url.protocol === 'https:'
        ? `If ${host} is the tenant itself, set \`tenant-url\` to ${origin}; ${gateway}`
        : gateway.replace('a gateway', 'A gateway'),
  };
}

/** The path of a full URL without its leading `/`; undefined when the URL is not on the tenant. */
function afterOrigin(tenant: Tenant, text: string): string | undefined {
  const [, start = '', local] = /^([a-z]+:\/\/[^/]+)(?:\/(.*))?$/isu.exec(text) ?? [];
  const url = URL.parse(start);
  return url !== null && onTenant(tenant, url) ? (local ?? '') : undefined;
}

const listInsteadOfId = 'has a JSON list or object where a single ID is expected';

/**
 * Checks one segment of a path. A server decodes it once, and a proxy in between may decode it again,
 * so each decoded form is checked. An encoded slash may be part of an id, as in `qri:app:sense://…`,
 * but none of the parts between
 * slashes may be `.` or `..`, and not all may be empty.
 * @returns why the segment is refused; undefined when it is valid
 */
function faultIn(segment: string): string | undefined {
  let spelling = segment;
  for (let round = 0; round < 4; round++) {
    if (holdsControl(spelling)) return 'contains control characters';
    if (isListOrObject(spelling)) return listInsteadOfId;
    // Some servers strip the parameters of a segment (RFC 3986 section 3.3): `..;x` becomes `..`.
    const names = spelling.split(/[/\\]/u).map((part) => part.replace(/;.*$/su, '').trim());
    if (names.every((name) => name === ''))
      return 'has an empty segment (is an ID or a variable empty?)';
    if (names.some((name) => name === '.' || name === '..')) return 'has a . or .. segment';
    const decoded = decodedOnce(spelling);
    if (decoded === undefined) return round === 0 ? 'has an invalid percent-encoding' : undefined;
    if (decoded === spelling) return undefined;
    spelling = decoded;
  }
  return 'is encoded too many times';
}

/** Whether a text is a JSON list or object, or the beginning of one that a slash in a string cuts off. */
function isListOrObject(text: string): boolean {
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
