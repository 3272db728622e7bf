import { inBrief } from '../runner/text.ts';
import { parseHttpDate } from './policy.ts';

/** The link relations (RFC 8288) that lead to a page about a deprecation. */
const deprecationLink =
  /<(https:\/\/[^<>]*)>[^,<]*;\s*rel="?(?:deprecation|sunset|successor-version)\b/iu;

/** How much of a `Link` header is searched. */
const maxHeaderLength = 4096;

/** How much of an address the warning shows. */
const maxLinkLength = 200;

/**
 * Puts `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) into words.
 * @param clean removes secrets
 * @returns text that continues after the name of the request; undefined if neither header applies
 */
export function deprecationNotice(
  { deprecation, sunset, link = '' }: Readonly<Record<string, string>>,
  clean: (text: string) => string,
): string | undefined {
  const since = deprecation === undefined ? undefined : dayOf(deprecation);
  const until = sunset === undefined ? undefined : dayOf(sunset);
  const parts = [
    isDeprecated(deprecation) ? `is deprecated${since === undefined ? '' : ` (${since})`}` : '',
    sunset === undefined ? '' : `will be removed${until === undefined ? '' : ` on ${until}`}`,
  ].filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const url = URL.parse(deprecationLink.exec(link.slice(0, maxHeaderLength))?.[1] ?? '');
  // The query is left out: it may contain anything.
  const page =
    url === null ? '' : `: see ${inBrief(url.origin + url.pathname, maxLinkLength, clean)}`;
  return `${parts.join(', and ')}, according to its answer${page}`;
}

/** `?0` and `false` mean that the API is not deprecated. */
function isDeprecated(deprecation: string | undefined): boolean {
  return deprecation !== undefined && !/^(?:\?0|false|)$/iu.test(deprecation);
}

/** Reads `@` and seconds since the epoch (RFC 9745), or an HTTP date, as in earlier drafts. */
function dayOf(value: string): string | undefined {
  const seconds = /^@(\d{1,11})$/u.exec(value)?.[1];
  const ms = seconds === undefined ? parseHttpDate(value) : Number(seconds) * 1000;
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);
}
