import { STATUS_CODES } from 'node:http';
import { Failure } from '../failure.ts';
import { nameOf, type Reply } from '../http/exchange.ts';
import type { Body } from './body.ts';

/**
 * An HTML page in place of an answer: a login page, mostly, or what a web server has for a path that
 * is none of the API's. Loaded only for what says that it is HTML.
 */

const types: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

/** Paths of files, which may be of any type. */
const filePath = /\.html?$|\/temp-contents\/[^/]/iu;

/** What a 2xx that is an HTML page is told as. */
export interface HtmlPage {
  /** For a sentence: "the response is an HTML page, after a redirect to …". */
  readonly what: string;
  readonly hint: string;
  readonly topic: 'html-page';
}

/**
 * @param reply one that says that it is HTML
 * @param accept the step's own `Accept`
 * @returns undefined when it is no page, or one that the step asked for
 */
export function htmlPageIn(
  request: { readonly url: URL },
  reply: Reply<Body>,
  accept: string,
): HtmlPage | undefined {
  const { headers, redirectedTo, body } = reply;
  const asked =
    asksForHtml(accept) ||
    (redirectedTo === undefined && filePath.test(request.url.pathname)) ||
    /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
  if (asked || !body.beginsWith('<')) return undefined;
  const to = redirectedTo === undefined ? '' : redirectedTo.origin + redirectedTo.pathname;
  return {
    what: `the response is an HTML page${to === '' ? '' : `, after a redirect to ${to}`}`,
    hint:
      "Check `path` (all of Qlik's REST API begins with /api/); or this is the login page of a proxy " +
      'or of Qlik. If you want HTML, set `Accept: text/html` in `headers`',
    topic: 'html-page',
  };
}

/** @returns what a step fails with whose answer is an HTML page */
export function failureOfPage(
  request: { readonly method: string; readonly url: URL },
  { status }: Reply<Body>,
  { what, hint, topic }: HtmlPage,
): Failure {
  const said = `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
  return new Failure(`${nameOf(request)}: ${said}, but ${what}`, { hint, topic });
}

/** RFC 9110 section 12.5.1: a weight of 0 is a refusal. */
function asksForHtml(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return types.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
  });
}
