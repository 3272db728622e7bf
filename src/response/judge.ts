import { STATUS_CODES } from 'node:http';
import type { CredentialKind } from '../errors/hints.ts';
import { isSuccess, nameOf, saysHtml, type Target } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import type { Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import type { WayOut } from '../troubleshooting.ts';
import {
  type Answer,
  inexactIn,
  type Json,
  notJson,
  readJson,
  type ResponseOptions,
  type Verdict,
} from './answer.ts';
import { applyExpressions } from './apply-expressions.ts';
import type { Body } from './body.ts';
import { type Mask, maskMany } from './masking.ts';

/**
 * Judges responses that need a closer look, and is loaded only for those. A 2xx is not always a
 * success: a 207 may contain failed parts, and a login page comes with 200.
 */

/**
 * Judges the response to a step's call. Its secrets are masked before any of it is shown; if they
 * cannot be masked, the body is withheld.
 */
export async function judge(
  runner: Runner,
  answer: Answer,
  options: ResponseOptions,
  credential: CredentialKind,
): Promise<Verdict> {
  const { request, reply } = answer;
  const { status, body } = reply;
  const accepted = isSuccess(status) || options.accepts(status) || reply.goneAlready === true;
  const page = htmlPageIn(request, reply, options.headers.accept);
  const json = page === undefined ? jsonIfNeeded(reply, options) : { ...notJson, why: page };
  let unmasked: readonly string[];
  try {
    unmasked = options.mask === undefined ? [] : await maskAnswer(runner, body, json, options.mask);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = await refusal(runner, answer, undefined, credential);
    const why =
      `${refused.message}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
      `and the file are withheld: ${error.message}`;
    // An earlier failure is kept: it may say that a job is still running.
    const earlier = answer.failure;
    if (earlier !== undefined)
      return {
        withheld: true,
        failure: new Failure(`${earlier.message.replace(/\.$/u, '')}; ${why}`, earlier),
      };
    const advice = page === undefined ? {} : htmlPage;
    return { withheld: true, failure: new Failure(why, accepted ? advice : refused) };
  }
  const verdict = accepted
    ? await verdictOn(runner, answer, options, page, json)
    : {
        result: options.select === undefined ? undefined : '',
        failure: await refusal(runner, answer, body.text, credential),
      };
  // The body of an error need not contain what the expressions look for.
  const warnings = accepted ? unmasked.map((text) => [text, 'not masked'] as const) : [];
  return {
    ...verdict,
    failure: answer.failure ?? verdict.failure,
    warnings: [...warnings, ...(verdict.warnings ?? [])],
  };
}

/** Parsing is costly: it is skipped unless an expression reads the response, or parts may have failed. */
function jsonIfNeeded({ status, body }: Reply<Body>, options: ResponseOptions): Json {
  const isRead = [options.mask, options.select, options.failWhen].some((one) => one !== undefined);
  return isRead || (status === 207 && !options.acceptsFailedParts) ? readJson(body) : notJson;
}

/** Judges a response whose status counts as a success. */
async function verdictOn(
  runner: Runner,
  { request, reply }: Answer,
  options: ResponseOptions,
  page: string | undefined,
  json: Json,
): Promise<Verdict> {
  const { status, body } = reply;
  if (page !== undefined) {
    const result = options.select === undefined ? undefined : '';
    return { result, failure: failureOfPage(request, status, page), isHtmlPage: true };
  }
  const isInexact = options.select === undefined ? undefined : await inexactIn(json, body);
  const verdict = applyExpressions(nameOf(request), status, json, options, isInexact);
  if (status === 207) {
    const { failureOfParts } = await import('./failed-parts.ts');
    const failure = failureOfParts(request, reply, json, options, runner.clean);
    return failure === undefined ? verdict : { ...verdict, failure };
  }
  if (isSuccess(status) || verdict.result !== '') return verdict;
  const why =
    reply.goneAlready === true ? 'counts as success for a repeated DELETE' : 'was accepted';
  return { ...verdict, emptyResultReason: `${String(status)} ${why}` };
}

/**
 * Masks the secrets in a response, in every spelling that its JSON text uses.
 * @returns warnings about what was not masked
 * @throws Failure if the mask cannot be applied
 */
async function maskAnswer(
  runner: Runner,
  body: Body,
  json: Json,
  mask: Mask,
): Promise<readonly string[]> {
  if (json.kind === 'empty') return ['mask: the response is empty, so nothing was masked'];
  if (json.kind !== 'json') throw new Failure(json.why);
  const { lines, warnings } = mask(json.value);
  if (json.escapes && lines.size > 0) {
    const { otherSpellings } = await import('./json-text.ts');
    maskMany(runner, [...otherSpellings(body.wholeText() ?? '', lines)]);
  }
  return warnings;
}

/** The failure for a status that is not accepted. @param text as much of the body as may be shown */
async function refusal(
  runner: Runner,
  { request, reply }: Answer,
  text: string | undefined,
  credential: CredentialKind,
): Promise<Failure> {
  const error = { ...reply, text };
  const [{ explain }, { hintForCall }] = await Promise.all([
    import('../errors/explain.ts'),
    import('../errors/hints.ts'),
  ]);
  return new Failure(explain(request, error, runner.clean), {
    ...hintForCall(request, error, credential),
    title: 'call refused',
  });
}

/**
 * Judges a response that a later one will replace, such as a page or the start of a job, so that a
 * failure in it is not lost. Masks the secrets of a 207 and of an error.
 * @returns the failure that a 2xx hides, or a mask that cannot be applied; otherwise undefined
 */
export async function hiddenFailure(
  runner: Runner,
  request: Target,
  reply: Reply<Body>,
  options: ResponseOptions,
): Promise<Failure | undefined> {
  const { status } = reply;
  const page = htmlPageIn(request, reply, options.headers.accept);
  if (page !== undefined) return failureOfPage(request, status, page);
  if (isSuccess(status) && status !== 207) return undefined;
  const json = readJson(reply.body);
  try {
    if (json.kind === 'json') options.mask?.(json.value);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return new Failure(`${nameOf(request)}: ${String(status)}: ${error.message}`);
  }
  if (status !== 207) return undefined;
  const { failureOfParts } = await import('./failed-parts.ts');
  return failureOfParts(request, reply, json, options, runner.clean);
}

/** What to do about an unexpected HTML page. */
const htmlPage: WayOut = {
  hint:
    "Check `path` (every path of Qlik's REST API begins with /api/). It may also be the login page of Qlik " +
    'or of a proxy. If you want HTML, set `Accept: text/html` in `headers`',
  topic: 'html-page',
};

const htmlTypes: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

/** Paths of files, which may have any type. */
const filePath = /\.html?$|\/temp-contents\/[^/]/iu;

/**
 * Detects an HTML page that the step did not ask for: usually a login page, or what a web server
 * returns for a path outside the API.
 * @param accept the request's `Accept` header
 * @returns a clause for the error; undefined if the response is not HTML, or HTML was requested
 */
function htmlPageIn(request: Target, reply: Reply<Body>, accept: string): string | undefined {
  if (!saysHtml(reply)) return undefined;
  const { headers, redirectedTo: to, body } = reply;
  const isWanted =
    acceptsHtml(accept) ||
    (to === undefined && filePath.test(request.url.pathname)) ||
    /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
  if (isWanted || !body.beginsWith('<')) return undefined;
  const where = to === undefined ? '' : `, after a redirect to ${to.origin}${to.pathname}`;
  return `the response is an HTML page${where}`;
}

/** Whether an `Accept` header names HTML. A weight of 0 refuses a type (RFC 9110 section 12.5.1). */
function acceptsHtml(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return htmlTypes.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
  });
}

function failureOfPage(request: Target, status: number, page: string): Failure {
  const statusLine = `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
  return new Failure(`${nameOf(request)}: ${statusLine}, but ${page}`, htmlPage);
}
