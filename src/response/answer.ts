import type { Target } from '../errors/outcome.ts';
import { Failure, type Title } from '../failure.ts';
import type { Reply, Send } from '../http/exchange.ts';
import { parseJson } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { type Body, maxJsonBytes } from './body.ts';
import type { Expression } from './expression.ts';
import type { Mask } from './masking.ts';

/** The outcome of a step's call. */
export interface Answer {
  /** The request that `reply` answers: the call, the last poll of its job, or the fetch of its result. */
  readonly request: Target;
  readonly reply: Reply<Body>;
  /** The `Location` header of the response to the call itself. */
  readonly location: string | undefined;
  /** A failure that is already known: the step throws it after writing the outputs. */
  readonly failure: Failure | undefined;
  /** The URL that lists what the job produced. */
  readonly outputs?: URL | undefined;
  /** Whether only the status and headers can be used, because something failed after them. */
  readonly headOnly?: true;
  /** How the step handles it, if not as its call says. */
  readonly options?: ResponseOptions;
  /** Outputs that are already known: they replace those of the verdict. */
  readonly preset?: Pick<Verdict, 'created' | 'result' | 'emptyResultReason'>;
}

/** The expressions that a step applies to a successful response. */
export interface ResponseExpressions {
  readonly select: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** What a step accepts as success besides 2xx. */
export interface AcceptedStatuses {
  /** Whether the step accepts a status, either of a response or of a part of a 207. */
  readonly accepts: (status: number) => boolean;
  /** Whether a 207 may contain failed parts: only if `accept-status` lists 207 itself, not a range. */
  readonly acceptsFailedParts: boolean;
}

/** How a step handles the response to its call. */
export interface ResponseOptions extends ResponseExpressions, AcceptedStatuses {
  /** The request headers, with names in lower case. */
  readonly headers: { readonly accept: string };
  readonly mask: Mask | undefined;
}

export type Warning = readonly [text: string, title: Title];

/** What a step concludes from a response: everything that the outputs need, and the failure after them. */
export interface Verdict {
  readonly failure: Failure | undefined;
  /** The `result` output; undefined when `select` is not set. */
  readonly result?: string | undefined;
  /** The `created` output of a step that succeeds; undefined when `find` is not set. */
  readonly created?: boolean;
  /** Why `result` is empty although the response counts as a success. */
  readonly emptyResultReason?: string | undefined;
  readonly warnings?: readonly Warning[];
  /** Whether the response is an unexpected HTML page, which must not overwrite the file that the step named. */
  readonly isHtmlPage?: boolean;
  /** Whether the body is withheld: only the status and headers are then output. */
  readonly withheld?: boolean | undefined;
}

/** Finds a failure that a 2xx response hides: see hiddenFailure in judge.ts. */
export type FailureIn = (request: Target, reply: Reply<Body>) => Promise<Failure | undefined>;

/** What a step's call and its follow-up requests share: those for pages, a job, and a result. */
export interface CallContext {
  readonly runner: Runner;
  readonly tenant: Tenant;
  /** Sends a request with the token, retries, redirects and log lines. */
  readonly send: Send;
  /** Masks the secrets in a response before any of it is shown; undefined if the step masks nothing. */
  readonly mask: Mask | undefined;
  readonly failureIn: FailureIn;
}

/** The result of parsing a body as JSON. */
export type Json =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** Whether it may contain numbers that a double cannot hold exactly: see json-text.ts. */
      readonly longNumbers: boolean;
      /** Whether a string in it may use escapes that `JSON.stringify` never writes: `\/`, `\u…`. */
      readonly escapes: boolean;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too large' | 'not JSON'; readonly why: string };

export const notJson = { kind: 'not JSON', why: 'the response is not JSON' } as const;

/** Parses a body of up to 500 MiB as JSON, and skips a byte order mark. */
export function readJson(body: Body): Json {
  if (body.length === 0) return { kind: 'empty' };
  if (body.length > maxJsonBytes) {
    const why = '`select`, `fail-when` and `mask` cannot read a response of more than 500 MiB';
    return { kind: 'too large', why };
  }
  const text = body.wholeText();
  // A byte order mark is not JSON, but some servers send one (RFC 8259 section 8.1).
  const json = text === undefined ? undefined : parseJson(text.replace(/^\ufeff/u, ''));
  if (text === undefined || json === undefined) return notJson;
  return {
    kind: 'json',
    value: json.value,
    longNumbers: /[\d.]{16}|\d[eE]/u.test(text),
    escapes: /\\[/u]/u.test(text),
  };
}

/** Whether a value contains a number that differs from the one in the response: see json-text.ts. */
export type IsInexact = (value: unknown) => boolean;

/** @returns a check for numbers that lost digits in parsing; undefined if the body has none */
export async function inexactIn(json: Json, body: Body): Promise<IsInexact | undefined> {
  if (json.kind !== 'json' || !json.longNumbers) return undefined;
  const { holdsAny, inexactNumbers } = await import('./json-text.ts');
  try {
    const numbers = inexactNumbers(body.wholeText() ?? '');
    return numbers.size === 0 ? undefined : (value) => holdsAny(value, numbers);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Thrown only when a value is checked, so that `response` is still output.
    return () => {
      throw error;
    };
  }
}
