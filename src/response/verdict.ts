import { Failure } from '../failure.ts';
import { isSuccess } from '../http/exchange.ts';
import { parseJson } from '../json.ts';
import type { Body } from './body.ts';
import { type Expression, isTruthy } from './expression.ts';

/** A response's JSON, as far as it has been looked at. */
export type Json =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not JSON' };

/** What the step makes of a response. */
export interface Verdict {
  /** The `result` output; undefined when `select` is not set. */
  readonly result: string | undefined;
  readonly failure: Failure | undefined;
}

/** What a step asks of a response that it takes as a success. */
export interface Questions {
  readonly select: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/**
 * Reads a body as JSON.
 * @throws Failure when it is too large to be read at once
 */
export async function readJson(body: Body): Promise<Json> {
  if (body.length === 0) return { kind: 'empty' };
  const text = await body.wholeText();
  // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
  const json = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/u, ''));
  return json === undefined ? { kind: 'not JSON' } : { kind: 'json', value: json.value };
}

/**
 * Judges a response by the step's own expressions.
 * @param name the request, for the error
 * @param status one that the step takes as success
 */
export function judge(name: string, status: number, json: Json, asks: Questions): Verdict {
  const strict = isSuccess(status);
  const result = asks.select === undefined ? undefined : '';
  const asked = [asks.failWhen && '`fail-when`', asks.select && '`select`'].filter(Boolean);
  if (asked.length === 0) return { result, failure: undefined };
  if (json.kind === 'not JSON') {
    const why = `${name}: ${asked.join(' and ')} cannot be applied: the response is not JSON`;
    return { result, failure: strict ? new Failure(why) : undefined };
  }
  const data = json.kind === 'json' ? json.value : null;
  try {
    return answer(name, strict, data, asks);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { result, failure: new Failure(`${name}: ${error.message}`) };
  }
}

function answer(name: string, strict: boolean, data: unknown, asks: Questions): Verdict {
  const { failWhen, select } = asks;
  const found = select?.evaluate(data) ?? null;
  const result = select === undefined ? undefined : asText(found);
  if (failWhen !== undefined && isTruthy(failWhen.evaluate(data))) {
    const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
    return { result, failure: new Failure(why) };
  }
  if (strict && select !== undefined && found === null) {
    const why = `${name}: \`select\` (${select.text}) finds nothing in the response`;
    const hint = "Where nothing may come, write … || ''";
    return { result, failure: new Failure(why, { hint }) };
  }
  return { result, failure: undefined };
}

/** A string as it is, anything else as JSON; nothing is empty. */
function asText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
