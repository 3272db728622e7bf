import { Failure } from '../failure.ts';
import type { Method } from '../http/exchange.ts';
import { type JobPlan, type PollOptions, type Recognised, recognise } from '../jobs/job.ts';
import { fillPath, jobKinds, ownJob, placesIn } from '../jobs/kinds.ts';
import type { Expression } from '../response/expression.ts';
import { resolvePath } from '../tenant.ts';
import type { Inputs } from './inputs.ts';

/** What a step waits for, and how patiently. */
export interface WaitPlan extends PollOptions {
  readonly job: JobPlan;
}

/**
 * Reads whether and how the step waits for a job.
 * @param url of the call that starts it, or looks at it; undefined when there is no good one
 * @param failWhen looked at in each poll
 * @returns undefined when it does not, or when an input is bad; the inputs know which
 */
export async function readWait(
  inputs: Inputs,
  url: URL | undefined,
  failWhen: Expression | undefined,
): Promise<WaitPlan | undefined> {
  const wait = inputs.value('wait');
  const path = inputs.value('wait-path');
  const minutes = inputs.value('wait-timeout-minutes');
  const interval = inputs.value('wait-interval-seconds');
  const done = inputs.value('done-when');
  const doneWhen = done === undefined ? undefined : await readDoneWhen(inputs, done);
  if (wait !== true && path === undefined) {
    if (done !== undefined) inputs.refuse('done-when', 'is set without `wait` or `wait-path`');
    if (interval !== undefined) inputs.refuse('wait-interval-seconds', 'is set without `wait`');
    return undefined;
  }
  const method = inputs.value('method');
  if (method === undefined || url === undefined) return undefined;
  const recognised =
    path === undefined
      ? inputs.check('wait', () => known(method, url.pathname))
      : await inputs.checkLater('wait-path', own(inputs, path, url.origin));
  if (inputs.value('paginate') === true)
    inputs.refuse('paginate', 'cannot be used together with a wait');
  if (inputs.value('fetch-result') === true && recognised?.kind.outputs === undefined)
    inputs.refuse('fetch-result', 'can be combined with a wait only for a report');
  if (path !== undefined && done === undefined)
    inputs.refuse('done-when', 'is required with `wait-path`: it says when the job has ended');
  if (recognised === undefined || minutes === undefined) return undefined;
  return {
    job: { ...recognised, doneWhen, failWhen },
    timeoutMs: minutes * 60_000,
    intervalMs: interval === undefined ? undefined : interval * 1000,
  };
}

function known(method: Method, path: string): Recognised {
  const recognised = recognise(method, path);
  if (recognised !== undefined) return recognised;
  const starts = jobKinds.flatMap(({ bases, starts }) =>
    bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))),
  );
  throw new Failure(
    `${method} ${path} starts no job that is known. Known are POST ${starts.join(', ')}, ` +
      'and a GET of such a job. For another job set `wait-path: /api/…/{id}` and `done-when`',
  );
}

/** A job of the workflow's own: `{expression}` is a JMESPath into the answer to the call. */
async function own(inputs: Inputs, template: string, origin: string): Promise<Recognised> {
  const { parseExpression } = await import('../response/expression.ts');
  const expressions = new Map(
    placesIn(template).map((text) => [text, parseExpression(text, inputs.runner)]),
  );
  // Any id will do for a first look at the path.
  resolvePath(
    { origin },
    fillPath(template, () => 'id'),
  );
  return {
    kind: { ...ownJob, poll: template },
    places: new Map(),
    joins: inputs.value('method') === 'GET',
    placeIn(place, answer) {
      const expression = expressions.get(place);
      const found = expression?.evaluate(answer) ?? null;
      if (found !== null || expression?.hint === undefined) return found;
      throw new Failure(`{${place}} of \`wait-path\` finds nothing in the answer to its start`, {
        hint: expression.hint,
      });
    },
  };
}

async function readDoneWhen(inputs: Inputs, text: string): Promise<Expression | undefined> {
  const { parseExpression } = await import('../response/expression.ts');
  return inputs.check('done-when', () => parseExpression(text, inputs.runner));
}
