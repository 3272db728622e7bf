import { Failure } from '../failure.ts';
import { type Reply, nameOf } from '../http/exchange.ts';
import { saysHtml } from '../errors/outcome.ts';
import type { CredentialKind } from '../errors/hints.ts';
import type { Runner } from '../runner/runner.ts';
import type { Body } from './body.ts';
import type { Expression } from './expression.ts';
import type { Expected } from './hidden-failure.ts';
import type { HtmlPage } from './html-page.ts';
import { maskIn } from './masking.ts';
import { inexactIn, type Json, judge, type Questions, readJson, type Verdict } from './verdict.ts';

/** What a step makes of the answer to its call. */
export interface Settlement extends Questions, Expected {
  readonly masks: readonly Expression[];
  /** The `Location` of the answer to the call itself. */
  readonly location: string | undefined;
  /** What the step fails with already, once the outputs are set. */
  readonly failure: Failure | undefined;
}

export interface Asked {
  readonly method: string;
  readonly url: URL;
}

/** What is made of an answer that more is asked of than that it came. Loaded only for those. */
export interface Judgement {
  /** What the step fails with where nothing of the response may be told. */
  readonly withheld: Failure | undefined;
  /** Whether it is a page for people, which nobody asked for. */
  readonly isPage: boolean;
  readonly verdict: () => Promise<Verdict>;
}

/**
 * Looks into an answer: masks what is to be masked, before anything of it is told.
 * @param taken whether its status counts as success
 */
export async function lookInto(
  runner: Runner,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  credential: CredentialKind,
  taken: boolean,
): Promise<Judgement> {
  const page = saysHtml(reply)
    ? (await import('./html-page.ts')).htmlPageIn(request, reply, how.headers.accept)
    : undefined;
  const json = jsonIfAsked(reply, how);
  return {
    withheld: await maskFirst(runner, request, reply, how, credential, { taken, page }, json),
    isPage: page !== undefined,
    verdict: () =>
      taken
        ? verdictOn(runner, request, reply, how, page, json)
        : refused(runner, request, reply, how, credential),
  };
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
  runner: Runner,
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
  runner: Runner,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  credential: CredentialKind,
  { taken, page }: { readonly taken: boolean; readonly page: HtmlPage | undefined },
  json: Json,
): Promise<Failure | undefined> {
  if (how.masks.length === 0) return undefined;
  const withhold = async (why: string): Promise<Failure> => {
    const answer = { ...reply, text: undefined };
    const { explain, hintForCall } = await wording();
    return new Failure(
      `${explain(request, answer, runner.clean)}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
        `and the file are withheld: ${why}`,
      {
        ...(taken ? page : hintForCall(request, answer, credential)),
        title: taken ? 'step failed' : 'call refused',
      },
    );
  };
  if (json.kind === 'not JSON') return withhold(page?.what ?? 'the response is not JSON');
  if (json.kind === 'too large') return withhold(json.failure.message);
  if (json.kind === 'empty') {
    if (taken) runner.warning('mask: the response is empty, so nothing was masked', 'not masked');
    return undefined;
  }
  try {
    const masked = new Set<string>();
    const setSecret = (...texts: readonly string[]): void => {
      for (const text of texts) masked.add(text);
      runner.setSecret(...texts);
    };
    const warnings = maskIn({ setSecret }, how.masks, json.value);
    if (json.escapes && masked.size > 0) {
      const { otherSpellings } = await import('./json-text.ts');
      for (const spelling of otherSpellings(reply.body.wholeText() ?? '', masked))
        runner.setSecret(spelling);
    }
    // An error's body is not expected to hold what the expressions look for.
    if (taken) for (const warning of warnings) runner.warning(warning, 'not masked');
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return withhold(error.message);
    throw error;
  }
}

async function refused(
  runner: Runner,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  credential: CredentialKind,
): Promise<Verdict> {
  const answer = { ...reply, text: reply.body.text };
  const { explain, hintForCall } = await wording();
  const failure = new Failure(explain(request, answer, runner.clean), {
    ...hintForCall(request, answer, credential),
    title: 'call refused',
  });
  return { result: how.select === undefined ? undefined : '', failure };
}

/** The words for an error: most steps need none. */
async function wording() {
  const [{ explain }, { hintForCall }] = await Promise.all([
    import('../errors/explain.ts'),
    import('../errors/hints.ts'),
  ]);
  return { explain, hintForCall };
}
