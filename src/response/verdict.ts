import { Failure } from '../failure.ts';
import { isSuccess } from '../http/exchange.ts';
import { jsonText, parseJson } from '../json.ts';
import { type Body, mostJsonBytes } from './body.ts';
import type { Expression } from './expression.ts';

/** A response's JSON, as far as it has been looked at. */
export type Json =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** Whether it may have numbers that a double does not hold: see json-text.ts. */
      readonly longNumbers: boolean;
      /** Whether a text in it is not spelled as it is. */
      readonly escapes: boolean;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too large'; readonly failure: Failure }
  | { readonly kind: 'not JSON' };

/** What the step makes of a response. */
export interface Verdict {
  /** The `result` output; undefined when `select` is not set. */
  readonly result: string | undefined;
  readonly failure: Failure | undefined;
  /** What to say of expressions that found nothing, and may not mean what they say. */
  readonly warnings?: readonly string[];
}

/** What a step asks of a response that it takes as a success. */
export interface Questions {
  readonly select: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** Whether a value holds a number that is not the one in the response: see json-text.ts. */
export type IsInexact = (value: unknown) => boolean;

/** Reads a body as JSON. */
export function readJson(body: Body): Json {
  if (body.length === 0) return { kind: 'empty' };
  if (body.length > mostJsonBytes) {
    const why = '`select`, `fail-when` and `mask` take a response of 500 MiB at most';
    return { kind: 'too large', failure: new Failure(why) };
  }
  const text = body.wholeText();
  // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
  const json = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/u, ''));
  if (text === undefined || json === undefined) return { kind: 'not JSON' };
  return {
    kind: 'json',
    value: json.value,
    longNumbers: /[\d.]{16}|\d[eE]/u.test(text),
    escapes: text.includes('\\'),
  };
}

/** @returns what tells numbers that are not those in the body; undefined when it has none */
export async function inexactIn(json: Json, body: Body): Promise<IsInexact | undefined> {
  if (json.kind !== 'json' || !json.longNumbers) return undefined;
  const { holdsAny, inexactNumbers } = await import('./json-text.ts');
  try {
    const numbers = inexactNumbers(body.wholeText() ?? '');
    return numbers.size === 0 ? undefined : (value) => holdsAny(value, numbers);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Thrown where the verdict is made, so that the response is put out all the same.
    return () => {
      throw error;
    };
  }
}

/**
 * Judges a response by the step's own expressions.
 * @param name the request, for the error
 * @param status one that the step takes as success
 * @param isInexact whether what `select` finds cannot be handed on
 */
export function judge(
  name: string,
  status: number,
  json: Json,
  asks: Questions,
  isInexact?: IsInexact,
): Verdict {
  const strict = isSuccess(status);
  const result = asks.select === undefined ? undefined : '';
  const asked = [asks.failWhen && '`fail-when`', asks.select && '`select`'].filter(Boolean);
  if (asked.length === 0) return { result, failure: undefined };
  if (json.kind === 'too large') return { result, failure: json.failure };
  if (json.kind === 'not JSON') {
    const why = `${name}: ${asked.join(' and ')} cannot be applied: the response is not JSON`;
    return { result, failure: strict ? new Failure(why) : undefined };
  }
  const data = json.kind === 'json' ? json.value : null;
  const { failWhen, select } = asks;
  try {
    const inexact = givesInexact(select, data, isInexact);
    if (failWhen?.isTrue(data) === true) {
      const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
      const failure = new Failure(why, { hint: failWhen.hint });
      return { result: inexact ? '' : resultOf(select, data, false), failure };
    }
    if (inexact) return { result, failure: inexactResult(name, select) };
    const found = resultOf(select, data, strict);
    if (!strict || found !== undefined || select === undefined) {
      const warnings = strict ? doubts(asks, found) : [];
      return { result: found ?? result, failure: undefined, warnings };
    }
    const why = `${name}: \`select\` (${select.text}) finds nothing in the response`;
    const allowing = "Where nothing may come, write … || ''";
    const hint = select.hint === undefined ? allowing : `${select.hint}. ${allowing}`;
    return { result, failure: new Failure(why, { hint, topic: 'nothing-selected' }) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { result, failure: new Failure(`${name}: ${error.message}`) };
  }
}

function givesInexact(
  select: Expression | undefined,
  data: unknown,
  isInexact: IsInexact | undefined,
): boolean {
  if (select === undefined || isInexact === undefined) return false;
  let found: unknown;
  try {
    found = select.evaluate(data);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false;
  }
  return isInexact(found);
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
function doubts({ select, failWhen }: Questions, found: string | undefined): string[] {
  const asked = [
    ['select', nothing.has(found) ? select : undefined],
    ['fail-when', failWhen],
  ] as const;
  return asked.flatMap(([name, expression]) =>
    expression?.hint === undefined
      ? []
      : [`${name} (${expression.text}) finds nothing in the response. ${expression.hint}`],
  );
}

/**
 * @param strict whether an expression that fails is an error; else it finds nothing
 * @returns undefined when there is nothing
 */
function resultOf(
  select: Expression | undefined,
  data: unknown,
  strict: boolean,
): string | undefined {
  try {
    const found = select?.evaluate(data) ?? null;
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
