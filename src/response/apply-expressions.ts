import { isSuccess } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import { jsonText } from '../json.ts';
import type { IsInexact, Json, ResponseExpressions, Verdict, Warning } from './answer.ts';
import type { Expression } from './expression.ts';

/**
 * What a step's own expressions make of a response that it takes as a success.
 * @param name the request, for the error
 * @param status of success, or one that the step accepts: then what they do not find is no failure
 * @param isInexact whether what `select` finds cannot be handed on
 */
export function applyExpressions(
  name: string,
  status: number,
  json: Json,
  asks: ResponseExpressions,
  isInexact: IsInexact = () => false,
): Verdict {
  const { failWhen, select } = asks;
  const strict = isSuccess(status);
  const none = select === undefined ? undefined : '';
  const asked = [failWhen && '`fail-when`', select && '`select`'].filter(Boolean);
  if (asked.length === 0) return { failure: undefined };
  if (json.kind === 'too large') return { result: none, failure: new Failure(json.why) };
  if (json.kind === 'not JSON') {
    const why = `${name}: ${asked.join(' and ')} cannot be applied: ${json.why}`;
    return { result: none, failure: strict ? new Failure(why) : undefined };
  }
  const data = json.kind === 'json' ? json.value : null;
  try {
    const selected = select === undefined ? undefined : outcomeOf(select, data);
    const inexact = selected !== undefined && 'found' in selected && isInexact(selected.found);
    if (failWhen?.isTrue(data) === true) {
      const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
      const failure = new Failure(why, { hint: failWhen.hint });
      return { result: inexact ? '' : textOf(selected, false), failure };
    }
    if (inexact) return { result: none, failure: inexactResult(name, select) };
    const found = textOf(selected, strict);
    if (!strict) return { result: found ?? none, failure: undefined };
    if (found === undefined && select !== undefined)
      return { result: none, failure: nothingFound(name, select) };
    return { result: found, failure: undefined, warnings: doubts(asks, found) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { result: none, failure: new Failure(`${name}: ${error.message}`) };
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

function nothingFound(name: string, { text, hint }: Expression): Failure {
  const why = `${name}: \`select\` (${text}) finds nothing in the response`;
  const allowing = "Where nothing may come, write … || ''";
  return new Failure(why, {
    hint: hint === undefined ? allowing : `${hint}. ${allowing}`,
    topic: 'nothing-selected',
  });
}

function inexactResult(name: string, select: Expression | undefined): Failure {
  const why = `${name}: \`select\` (${select?.text ?? ''}) gives a number that would not come out as it is in the response`;
  const hint =
    'It has more digits than JMESPath can hold: take it from `response`, with a tool that keeps them all (Python, jq 1.7)';
  return new Failure(why, { hint });
}

/** What `select` gives where it finds none of a list. */
const nothing: ReadonlySet<string | undefined> = new Set([undefined, '', '[]', '{}', 'false']);

/** @param found what `select` gives; `fail-when` is not true */
function doubts({ select, failWhen }: ResponseExpressions, found: string | undefined): Warning[] {
  const asked = [
    ['select', nothing.has(found) ? select : undefined],
    ['fail-when', failWhen],
  ] as const;
  return asked.flatMap(([name, expression]) =>
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
 * @param strict whether what cannot be selected is an error; else it finds nothing
 * @returns undefined when there is nothing
 */
function textOf(selected: Outcome | undefined, strict: boolean): string | undefined {
  if (selected === undefined) return undefined;
  try {
    if ('fault' in selected) throw selected.fault;
    const found = selected.found ?? null;
    return found === null ? undefined : asText(found);
  } catch (error) {
    if (strict || !(error instanceof Failure)) throw error;
    return undefined;
  }
}

/** A string as it is, anything else as JSON. @throws Failure when that cannot be */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = jsonText(value);
  if (text !== undefined) return text;
  throw new Failure('what `select` finds is nested too deeply, or too large, to be written');
}
