import { STATUS_CODES } from 'node:http';
import type { CredentialKind } from '../errors/hints.ts';
import { isSuccess, nameOf, saysHtml, type Target } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import type { Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import type { WayOut } from '../troubleshooting.ts';
import {
  type Answer,
  type ResponseOptions,
  inexactIn,
  type Json,
  notJson,
  readJson,
  type Verdict,
} from './answer.ts';
import type { Body } from './body.ts';
import { type Mask, maskMany } from './masking.ts';
import { applyExpressions } from './apply-expressions.ts';

/**
 * What a step makes of an answer of which more is asked than that it came: loaded only for those. A
 * 2xx is not always a success: a 207 may have failed parts, and a login page comes with 200.
 */

/**
 * Judges the answer to a step's call. What is to be masked in it is masked before anything of it is
 * told; where that cannot be, it is withheld.
 */
export async function judge(
  runner: Runner,
  answer: Answer,
  how: ResponseOptions,
  credential: CredentialKind,
): Promise<Verdict> {
  const { request, reply } = answer;
  const { status, body } = reply;
  const taken = isSuccess(status) || how.accepts(status) || reply.goneAlready === true;
  const page = htmlPageIn(request, reply, how.headers.accept);
  const json = page === undefined ? jsonIfAsked(reply, how) : { ...notJson, why: page };
  let unmasked: readonly string[];
  try {
    unmasked = how.mask === undefined ? [] : await maskAnswer(runner, body, json, how.mask);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const refused = await refusal(runner, answer, undefined, credential);
    const why =
      `${refused.message}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
      `and the file are withheld: ${error.message}`;
    // What the step fails with already, of a job that may run, say, is not lost.
    const before = answer.failure;
    if (before !== undefined)
      return {
        withheld: true,
        failure: new Failure(`${before.message.replace(/\.$/u, '')}; ${why}`, before),
      };
    const ofSuccess = page === undefined ? {} : htmlPage;
    return { withheld: true, failure: new Failure(why, taken ? ofSuccess : refused) };
  }
  const verdict = taken
    ? await verdictOn(runner, answer, how, page, json)
    : {
        result: how.select === undefined ? undefined : '',
        failure: await refusal(runner, answer, body.text, credential),
      };
  // An error's body is not expected to hold what the expressions look for.
  const warnings = taken ? unmasked.map((text) => [text, 'not masked'] as const) : [];
  return {
    ...verdict,
    failure: answer.failure ?? verdict.failure,
    warnings: [...warnings, ...(verdict.warnings ?? [])],
  };
}

/** Parsing costs: it is done only where an expression looks at the response, or parts may have failed. */
function jsonIfAsked({ status, body }: Reply<Body>, how: ResponseOptions): Json {
  const asked = [how.mask, how.select, how.failWhen].some((one) => one !== undefined);
  return asked || (status === 207 && !how.acceptsFailedParts) ? readJson(body) : notJson;
}

/** What the step makes of a status that it takes as success. */
async function verdictOn(
  runner: Runner,
  { request, reply }: Answer,
  how: ResponseOptions,
  page: string | undefined,
  json: Json,
): Promise<Verdict> {
  const { status, body } = reply;
  if (page !== undefined) {
    const result = how.select === undefined ? undefined : '';
    return { result, failure: failureOfPage(request, status, page), isHtmlPage: true };
  }
  const isInexact = how.select === undefined ? undefined : await inexactIn(json, body);
  const verdict = applyExpressions(nameOf(request), status, json, how, isInexact);
  if (status === 207) {
    const { failureOfParts } = await import('./failed-parts.ts');
    const failure = failureOfParts(request, reply, json, how, runner.clean);
    return failure === undefined ? verdict : { ...verdict, failure };
  }
  if (isSuccess(status) || verdict.result !== '') return verdict;
  const why = reply.goneAlready === true ? 'counts for a DELETE that was repeated' : 'was accepted';
  return { ...verdict, emptyResultReason: `${String(status)} ${why}` };
}

/**
 * Masks what is secret in a response.
 * @returns warnings of what was not masked
 * @throws Failure that says why it cannot be masked
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

/** @param text the answer's body, as far as it may be told */
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
 * Looks at an answer in whose place another will come, so that what it says of a failure is not lost.
 * Of that, and of an error, what is to be masked is masked.
 * @returns what the step fails with; undefined when the answer is the success that it says, or an error
 */
export async function hiddenFailure(
  runner: Runner,
  request: Target,
  reply: Reply<Body>,
  how: ResponseOptions,
): Promise<Failure | undefined> {
  const { status } = reply;
  const page = htmlPageIn(request, reply, how.headers.accept);
  if (page !== undefined) return failureOfPage(request, status, page);
  if (isSuccess(status) && status !== 207) return undefined;
  const json = readJson(reply.body);
  try {
    if (json.kind === 'json') how.mask?.(json.value);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return new Failure(`${nameOf(request)}: ${String(status)}: ${error.message}`);
  }
  if (status !== 207) return undefined;
  const { failureOfParts } = await import('./failed-parts.ts');
  return failureOfParts(request, reply, json, how, runner.clean);
}

/** What to do about an HTML page in place of an answer. */
const htmlPage: WayOut = {
  hint:
    "Check `path` (all of Qlik's REST API begins with /api/); or this is the login page of a proxy " +
    'or of Qlik. If you want HTML, set `Accept: text/html` in `headers`',
  topic: 'html-page',
};

const htmlTypes: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

/** Paths of files, which may be of any type. */
const filePath = /\.html?$|\/temp-contents\/[^/]/iu;

/**
 * Looks for an HTML page in place of an answer: a login page, mostly, or what a web server has for a
 * path that is none of the API's.
 * @param accept the step's own `Accept`
 * @returns what the response is, for a sentence; undefined when it is no page, or one that was asked for
 */
function htmlPageIn(request: Target, reply: Reply<Body>, accept: string): string | undefined {
  if (!saysHtml(reply)) return undefined;
  const { headers, redirectedTo: to, body } = reply;
  const asked =
    asksForHtml(accept) ||
    (to === undefined && filePath.test(request.url.pathname)) ||
    /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
  if (asked || !body.beginsWith('<')) return undefined;
  const where = to === undefined ? '' : `, after a redirect to ${to.origin}${to.pathname}`;
  return `the response is an HTML page${where}`;
}

/** RFC 9110 section 12.5.1: a weight of 0 is a refusal. */
function asksForHtml(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return htmlTypes.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
  });
}

function failureOfPage(request: Target, status: number, page: string): Failure {
  const said = `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
  return new Failure(`${nameOf(request)}: ${said}, but ${page}`, htmlPage);
}
