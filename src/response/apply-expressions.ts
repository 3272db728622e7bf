import { isSuccess } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import { jsonText } from '../json.ts';
import type { IsInexact, Json, ResponseExpressions, Verdict, Warning } from './answer.ts';
import type { Expression } from './expression.ts';

/**
 * Applies a step's `select` and `fail-when` to a response that counts as a success.
 * @param name the request, for errors
 * @param status 2xx, or a status that the step accepts: then it is not a failure if `select` finds nothing
 * @param isInexact whether the result of `select` contains numbers that lost digits
 */
export function applyExpressions(
  name: string,
  status: number,
  json: Json,
  expressions: ResponseExpressions,
  isInexact: IsInexact = () => false,
): Verdict {
  const { failWhen, select } = expressions;
  const mustFind = isSuccess(status);
  const emptyResult = select === undefined ? undefined : '';
  const inputs = [failWhen && '`fail-when`', select && `\`${select.input}\``].filter(Boolean);
  if (inputs.length === 0) return { failure: undefined };
  if (json.kind === 'too large') return { result: emptyResult, failure: new Failure(json.why) };
  if (json.kind === 'not JSON') {
    const why = `${name}: ${inputs.join(' and ')} cannot be applied: ${json.why}`;
    return { result: emptyResult, failure: mustFind ? new Failure(why) : undefined };
  }
  const data = json.kind === 'json' ? json.value : null;
  try {
    const selected = select === undefined ? undefined : outcomeOf(select, data);
    const inexact = selected !== undefined && 'found' in selected && isInexact(selected.found);
    if (failWhen?.isTrue(data) === true) {
      const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
      const failure = new Failure(why, { hint: failWhen.hint });
      return { result: inexact ? '' : resultText(selected, false), failure };
    }
    if (inexact) return { result: emptyResult, failure: inexactResult(name, select) };
    const found = resultText(selected, mustFind);
    if (!mustFind) return { result: found ?? emptyResult, failure: undefined };
    if (found === undefined && select !== undefined)
      return { result: emptyResult, failure: nothingFound(name, select) };
    return { result: found, failure: undefined, warnings: quotingHints(expressions, found) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { result: emptyResult, failure: new Failure(`${name}: ${error.message}`) };
  }
}

type Outcome = { readonly found: unknown } | { readonly fault: Failure };

function outcomeOf(expression: Expression, data: unknown): Outcome {
  try {
    return { found: expression.evaluate(data) };
  } catch (error) {
    if (error instanceof Failure) return { fault: error };
    throw error;
  }
}

function nothingFound(name: string, { input, text, hint }: Expression): Failure {
  const why = `${name}: \`${input}\` (${text}) finds nothing in the response`;
  const advice = "If it may find nothing, write … || ''";
  return new Failure(why, {
    hint: hint === undefined ? advice : `${hint}. ${advice}`,
    topic: 'nothing-selected',
  });
}

function inexactResult(name: string, select: Expression | undefined): Failure {
  const why = `${name}: \`${select?.input ?? ''}\` (${select?.text ?? ''}) returns a number that would differ from the one in the response`;
  const hint =
    'It has more digits than JMESPath keeps: read it from `response` with a tool that keeps them all (Python, jq 1.7)';
  return new Failure(why, { hint });
}

/** Results of `select` that may mean that it matched nothing. */
const emptyResults: ReadonlySet<string | undefined> = new Set([undefined, '', '[]', '{}', 'false']);

/** Warnings about double quotes in an expression that found nothing, or in a `fail-when` that is false. */
function quotingHints(
  { select, failWhen }: ResponseExpressions,
  found: string | undefined,
): Warning[] {
  const doubtful = [
    ['select', emptyResults.has(found) ? select : undefined],
    ['fail-when', failWhen],
  ] as const;
  return doubtful.flatMap(([name, expression]) =>
    expression?.hint === undefined
      ? []
      : [
          [
            `${name} (${expression.text}) finds nothing in the response. ${expression.hint}`,
            'nothing found',
          ] as const,
        ],
  );
}

/**
 * @param mustFind whether to throw if `select` failed; otherwise that counts as finding nothing
 * @returns undefined if `select` is not set or found nothing
 */
function resultText(selected: Outcome | undefined, mustFind: boolean): string | undefined {
  if (selected === undefined) return undefined;
  try {
    if ('fault' in selected) throw selected.fault;
    const found = selected.found ?? null;
    return found === null ? undefined : asText(found);
  } catch (error) {
    if (mustFind || !(error instanceof Failure)) throw error;
    return undefined;
  }
}

/** A string as it is, anything else as JSON. @throws Failure if V8 cannot write that JSON */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = jsonText(value);
  if (text !== undefined) return text;
  throw new Failure('the result of `select` is nested too deeply, or is too large, to be written');
}
