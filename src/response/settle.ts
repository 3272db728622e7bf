import { Failure } from '../failure.ts';
import { type Reply, isSuccess, nameOf } from '../http/exchange.ts';
import { saysHtml } from '../http/html.ts';
import type { Purpose } from '../http/hints.ts';
import type { Runner } from '../runner/runner.ts';
import type { Body } from './body.ts';
import type { Expression } from './expression.ts';
import type { Expected } from './hidden-failure.ts';
import type { HtmlPage } from './html-page.ts';
import { maskIn } from './masking.ts';
import { maskLinks, noteMasked, outputBody, outputHead, outputResult } from './outputs.ts';
import { inexactIn, type Json, judge, type Questions, readJson, type Verdict } from './verdict.ts';

/** What a step makes of the answer to its call. */
export interface Settlement extends Questions, Expected {
  readonly masks: readonly Expression[];
  /** The `Location` of the answer to the call itself. */
  readonly location: string | undefined;
  /** What the step fails with already, once the outputs are set. */
  readonly failure: Failure | undefined;
}

type Settling = Pick<Runner, 'clean' | 'hides' | 'log' | 'mask' | 'output'>;
interface Asked {
  readonly method: string;
  readonly url: URL;
}

/**
 * Masks what the step wants masked, puts the answer into the outputs, and only then says whether
 * the step fails: steps that run on failure read status and response.
 * @throws Failure when the step is to fail
 */
export async function settle(
  runner: Settling,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  purpose: Purpose,
): Promise<void> {
  try {
    const taken =
      isSuccess(reply.status) || how.accepts(reply.status) || reply.goneAlready === true;
    const page = saysHtml(reply)
      ? (await import('./html-page.ts')).htmlPageIn(request, reply, how.headers.accept)
      : undefined;
    const json = jsonIfAsked(reply, how);
    const withheld = await maskFirst(runner, request, reply, how, purpose, { taken, page }, json);
    await maskLinks(runner, request.url, reply);
    const told = outputHead(runner, reply, how.location);
    if (withheld !== undefined) throw both(how.failure, withheld);
    const {
      result,
      failure,
      warnings = [],
    } = taken
      ? await verdictOn(runner, request, reply, how, page, json)
      : await refused(runner, request, reply, how, purpose);
    for (const warning of warnings) runner.log.warning(warning, 'nothing found');
    await outputBody(runner, reply.body, page === undefined);
    if (result !== undefined) outputResult(runner, result);
    if (taken && !isSuccess(reply.status) && result === '') {
      const why =
        reply.goneAlready === true ? 'counts for a DELETE that was repeated' : 'was accepted';
      runner.log.info(`\`result\` is empty, since ${String(reply.status)} ${why}`);
    }
    noteMasked(runner, { response: reply.body.text, result, ...told });
    if (how.failure !== undefined) throw how.failure;
    if (failure !== undefined) throw failure;
  } finally {
    await reply.discard();
  }
}

/** What the step fails with already, of a job that may run say, is not lost where the response is withheld. */
function both(failure: Failure | undefined, withheld: Failure): Failure {
  if (failure === undefined) return withheld;
  const { message, hint, topic, title } = failure;
  return new Failure(`${message.replace(/\.$/u, '')}; ${withheld.message}`, { hint, topic, title });
}

/** Parsing costs: it is done only where an expression looks at the response, or parts may have failed. */
function jsonIfAsked({ status, body }: Reply<Body>, how: Settlement): Json {
  const asked = how.masks.length > 0 || how.select !== undefined || how.failWhen !== undefined;
  return asked || (status === 207 && !how.acceptsFailedParts)
    ? readJson(body)
    : { kind: 'not JSON' };
}

/** What the step makes of a status that it takes as success. */
async function verdictOn(
  runner: Settling,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  page: HtmlPage | undefined,
  json: Json,
): Promise<Verdict> {
  if (page !== undefined) {
    const { failureOfPage } = await import('./html-page.ts');
    const result = how.select === undefined ? undefined : '';
    return { result, failure: failureOfPage(request, reply, page) };
  }
  const isInexact = how.select === undefined ? undefined : await inexactIn(json, reply.body);
  const verdict = judge(nameOf(request), reply.status, json, how, isInexact);
  if (reply.status !== 207) return verdict;
  const { failureOfParts } = await import('./failed-parts.ts');
  const failure = failureOfParts(request, reply, json, how, runner.clean);
  return failure === undefined ? verdict : { ...verdict, failure };
}

/**
 * Nothing of the response is told before its secrets are masked; what can't be masked is withheld.
 * @returns what the step fails with when it has to be
 */
async function maskFirst(
  runner: Settling,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  purpose: Purpose,
  { taken, page }: { readonly taken: boolean; readonly page: HtmlPage | undefined },
  json: Json,
): Promise<Failure | undefined> {
  if (how.masks.length === 0) return undefined;
  const withhold = async (why: string): Promise<Failure> => {
    const answer = { ...reply, text: undefined };
    const { explain, hintFor } = await wording();
    return new Failure(
      `${explain(request, answer, runner.clean)}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
        `and the file are withheld: ${why}`,
      {
        ...(taken ? page : hintFor(request, answer, purpose)),
        title: taken ? 'step failed' : 'call refused',
      },
    );
  };
  if (json.kind === 'not JSON') return withhold(page?.what ?? 'the response is not JSON');
  if (json.kind === 'too large') return withhold(json.failure.message);
  if (json.kind === 'empty') {
    if (taken)
      runner.log.warning('mask: the response is empty, so nothing was masked', 'not masked');
    return undefined;
  }
  try {
    const masked = new Set<string>();
    const mask = (...texts: readonly string[]): void => {
      for (const text of texts) masked.add(text);
      runner.mask(...texts);
    };
    const warnings = maskIn({ mask }, how.masks, json.value);
    if (json.escapes && masked.size > 0) {
      const { otherSpellings } = await import('./json-text.ts');
      for (const spelling of otherSpellings(reply.body.wholeText() ?? '', masked))
        runner.mask(spelling);
    }
    // An error's body is not expected to hold what the expressions look for.
    if (taken) for (const warning of warnings) runner.log.warning(warning, 'not masked');
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return withhold(error.message);
    throw error;
  }
}

async function refused(
  runner: Settling,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  purpose: Purpose,
): Promise<Verdict> {
  const answer = { ...reply, text: reply.body.text };
  const { explain, hintFor } = await wording();
  const failure = new Failure(explain(request, answer, runner.clean), {
    ...hintFor(request, answer, purpose),
    title: 'call refused',
  });
  return { result: how.select === undefined ? undefined : '', failure };
}

/** The words for an error: most steps need none. */
async function wording() {
  const [{ explain }, { hintFor }] = await Promise.all([
    import('../http/explain.ts'),
    import('../http/hints.ts'),
  ]);
  return { explain, hintFor };
}
