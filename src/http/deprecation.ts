import { inBrief } from '../runner/text.ts';
import { parseHttpDate } from './policy.ts';

/** What a `Link` (RFC 8288) is for that belongs to either header. */
const linkOf = /<(https:\/\/[^<>]*)>[^,<]*;\s*rel="?(?:deprecation|sunset|successor-version)\b/iu;

/** So much of a `Link` is looked at. */
const maxHeader = 4096;

/** How much of an address a warning shows. */
const maxLink = 200;

/**
 * @param clean takes secrets out
 * @returns what `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) say, to be read after the name of the
 *   request; undefined where they say nothing
 */
export function noticeOf(
  { deprecation, sunset, link = '' }: Readonly<Record<string, string>>,
  clean: (text: string) => string,
): string | undefined {
  const since = deprecation === undefined ? undefined : dayOf(deprecation);
  const until = sunset === undefined ? undefined : dayOf(sunset);
  const said = [
    isYes(deprecation) ? `is deprecated${since === undefined ? '' : ` (${since})`}` : '',
    sunset === undefined ? '' : `goes away${until === undefined ? '' : ` on ${until}`}`,
  ].filter((part) => part !== '');
  if (said.length === 0) return undefined;
  const url = URL.parse(linkOf.exec(link.slice(0, maxHeader))?.[1] ?? '');
  // The query may hold anything.
  const page = url === null ? '' : `: see ${inBrief(url.origin + url.pathname, maxLink, clean)}`;
  return `${said.join(', and ')}, as its answer says${page}`;
}

/** `?0` and `false` say that it is not. */
function isYes(deprecation: string | undefined): boolean {
  return deprecation !== undefined && !/^(?:\?0|false|)$/iu.test(deprecation);
}

/** Seconds since the epoch after an `@` (RFC 9745), or a date of HTTP, as it once was. */
function dayOf(value: string): string | undefined {
  const seconds = /^@(\d{1,11})$/u.exec(value)?.[1];
  const ms = seconds === undefined ? parseHttpDate(value) : Number(seconds) * 1000;
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);
}
