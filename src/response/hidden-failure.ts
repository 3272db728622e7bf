import { Failure } from '../failure.ts';
import { type Head, isSuccess, nameOf, type Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import type { Body } from './body.ts';
import type { Expression } from './expression.ts';
import type { HtmlPage } from './html-page.ts';
import { maskIn } from './masking.ts';
import { type Json, readJson } from './verdict.ts';

/**
 * A 2xx is not always a success: a 207 may have failed parts, and a login page comes with 200. Here is
 * what is asked of every answer; what looks into the few that need it is loaded only for them.
 */

/** What a step takes as a success. */
export interface Expected {
  /** The step's own headers and the action's, names in lower case. */
  readonly headers: { readonly accept: string };
  /** Whether a status that is not 2xx counts as success too. */
  readonly accepts: (status: number) => boolean;
  /** Whether a 207 may hold failed parts. */
  readonly acceptsFailedParts: boolean;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
}

/** What an answer says of a failure although it is a 2xx: see hiddenFailure. */
export type Hidden = (request: Asked, reply: Reply<Body>) => Promise<Failure | undefined>;

/** @returns the HTML page that came in place of an answer */
export async function pageIn(
  request: Asked,
  reply: Reply<Body>,
  { headers }: Expected,
): Promise<HtmlPage | undefined> {
  if (!saysHtml(reply)) return undefined;
  const { htmlPageIn } = await import('./html-page.ts');
  return htmlPageIn(request, reply, headers.accept);
}

/** Whether a 2xx says that it is HTML. */
function saysHtml({ status, headers }: Head): boolean {
  const type = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;
  return isSuccess(status) && type.test(headers['content-type'] ?? '');
}

/**
 * @param json the reply's body; what is to be masked in it is masked already
 * @returns what a step fails with whose answer is a 207 with failed parts
 */
export async function failedParts(
  runner: Pick<Runner, 'clean'>,
  request: Asked,
  reply: Reply<Body>,
  expected: Expected,
  json: Json,
): Promise<Failure | undefined> {
  if (reply.status !== 207) return undefined;
  const { failureOfParts } = await import('./failed-parts.ts');
  return failureOfParts(request, reply, json, expected, runner.clean);
}

/**
 * Looks at an answer in whose place another will come, so that what it says of a failure is not lost.
 * Of that, and of an error, what is to be masked is masked.
 * @returns what the step fails with; undefined when the answer is the success that it says, or an error
 */
export async function hiddenFailure(
  runner: Pick<Runner, 'clean' | 'mask'>,
  request: Asked,
  reply: Reply<Body>,
  expected: Expected & { readonly masks: readonly Expression[] },
): Promise<Failure | undefined> {
  const page = await pageIn(request, reply, expected);
  if (page !== undefined) {
    const { failureOfPage } = await import('./html-page.ts');
    return failureOfPage(request, reply, page);
  }
  if (isSuccess(reply.status) && reply.status !== 207) return undefined;
  const json = readJson(reply.body);
  try {
    if (json.kind === 'json') maskIn(runner, expected.masks, json.value);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return new Failure(`${nameOf(request)}: ${String(reply.status)}: ${error.message}`);
  }
  return failedParts(runner, request, reply, expected, json);
}
