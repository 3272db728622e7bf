import { Failure } from '../failure.ts';
import { isSuccess, nameOf, type Reply } from '../http/exchange.ts';
import { saysHtml } from '../errors/outcome.ts';
import type { Runner } from '../runner/runner.ts';
import type { Body } from './body.ts';
import type { Expression } from './expression.ts';
import { maskIn } from './masking.ts';
import { readJson } from './verdict.ts';

/**
 * A 2xx is not always a success: a 207 may have failed parts, and a login page comes with 200. The last
 * answer is looked at in settle.ts, those before it here. Loaded only for an answer that may hide a failure.
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

/**
 * Looks at an answer in whose place another will come, so that what it says of a failure is not lost.
 * Of that, and of an error, what is to be masked is masked.
 * @returns what the step fails with; undefined when the answer is the success that it says, or an error
 */
export async function hiddenFailure(
  runner: Runner,
  request: Asked,
  reply: Reply<Body>,
  expected: Expected & { readonly masks: readonly Expression[] },
): Promise<Failure | undefined> {
  if (saysHtml(reply)) {
    const { failureOfPage, htmlPageIn } = await import('./html-page.ts');
    const page = htmlPageIn(request, reply, expected.headers.accept);
    if (page !== undefined) return failureOfPage(request, reply, page);
  }
  if (isSuccess(reply.status) && reply.status !== 207) return undefined;
  const json = readJson(reply.body);
  try {
    if (json.kind === 'json') maskIn(runner, expected.masks, json.value);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return new Failure(`${nameOf(request)}: ${String(reply.status)}: ${error.message}`);
  }
  if (reply.status !== 207) return undefined;
  const { failureOfParts } = await import('./failed-parts.ts');
  return failureOfParts(request, reply, json, expected, runner.clean);
}
