import type { Target } from '../errors/outcome.ts';
import { Failure, type Title } from '../failure.ts';
import type { Reply, Send } from '../http/exchange.ts';
import { parseJson } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { type Body, maxJsonBytes } from './body.ts';
import type { Expression } from './expression.ts';
import type { Mask } from './masking.ts';

/** What came of a step's call. */
export interface Answer {
  /** The request that was answered last: of a poll, say, or of what the call made. */
  readonly request: Target;
  readonly reply: Reply<Body>;
  /** The `Location` of the answer to the call itself. */
  readonly location: string | undefined;
  /** What the step fails with already, once the outputs are written. */
  readonly failure: Failure | undefined;
  /** Where what its job made is listed. */
  readonly outputs?: URL | undefined;
  /** Whether all that is known of the answer is its head: what followed it failed. */
  readonly headOnly?: true;
}

/** What a step asks of an answer that it takes as a success. */
export interface ResponseExpressions {
  readonly select: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** What a step takes as success besides 2xx. */
export interface AcceptedStatuses {
  /** Whether a status does, of an answer or of a part of a 207. */
  readonly accepts: (status: number) => boolean;
  /** Whether a 207 may hold failed parts: only where it is named, not where a range goes over it. */
  readonly acceptsFailedParts: boolean;
}

/** How a step takes the answer to its call. */
export interface ResponseOptions extends ResponseExpressions, AcceptedStatuses {
  /** The step's own headers and the action's, names in lower case. */
  readonly headers: { readonly accept: string };
  readonly mask: Mask | undefined;
}

export type Warning = readonly [text: string, title: Title];

/** What is made of an answer: all that its outputs need, and what the step fails with after them. */
export interface Verdict {
  readonly failure: Failure | undefined;
  /** The `result` output; undefined when `select` is not set. */
  readonly result?: string | undefined;
  /** Why `result` is empty although the answer counts as a success. */
  readonly emptyResultReason?: string | undefined;
  readonly warnings?: readonly Warning[];
  /** Whether the answer may take the place of the file that the step named; a login page may not. */
  readonly isHtmlPage?: boolean;
  /** Whether only the head is told. */
  readonly withheld?: boolean | undefined;
}

/** What an answer says of a failure although it is a 2xx: see hiddenFailure in judge.ts. */
export type FailureIn = (request: Target, reply: Reply<Body>) => Promise<Failure | undefined>;

/** What a step's call is made with, and what follows it: its pages, its job, what it made. */
export interface CallContext {
  readonly runner: Runner;
  readonly tenant: Tenant;
  /** Authorized, with retries, log lines and redirects. */
  readonly send: Send;
  /** Masks what is secret in an answer, before anything of it is told; undefined for nothing. */
  readonly mask: Mask | undefined;
  readonly failureIn: FailureIn;
}

/** A response's JSON, as far as it has been looked at. */
export type Json =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** Whether it may have numbers that a double does not hold: see json-text.ts. */
      readonly longNumbers: boolean;
      /** Whether a text in it may be spelled as `JSON.stringify` never does: `\/`, `\u…`. */
      readonly escapes: boolean;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too large' | 'not JSON'; readonly why: string };

export const notJson = { kind: 'not JSON', why: 'the response is not JSON' } as const;

/** Reads a body as JSON. */
export function readJson(body: Body): Json {
  if (body.length === 0) return { kind: 'empty' };
  if (body.length > maxJsonBytes) {
    const why = '`select`, `fail-when` and `mask` take a response of 500 MiB at most';
    return { kind: 'too large', why };
  }
  const text = body.wholeText();
  // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
  const json = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/u, ''));
  if (text === undefined || json === undefined) return notJson;
  return {
    kind: 'json',
    value: json.value,
    longNumbers: /[\d.]{16}|\d[eE]/u.test(text),
    escapes: /\\[/u]/u.test(text),
  };
}

/** Whether a value holds a number that is not the one in the response: see json-text.ts. */
export type IsInexact = (value: unknown) => boolean;

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
