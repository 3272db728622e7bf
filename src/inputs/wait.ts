import { Failure } from '../failure.ts';
import type { Method } from '../http/exchange.ts';
import { type JobPlan, type PollOptions, type Recognised, recognise } from '../jobs/job.ts';
import { customKind, fillPath, jobKinds, placeholdersIn } from '../jobs/kinds.ts';
import type { Expression } from '../response/expression.ts';
import { resolvePath } from '../tenant.ts';
import type { Inputs } from './inputs.ts';

/** The job that a step waits for, and how it polls it. */
export interface WaitPlan extends PollOptions {
  readonly job: JobPlan;
}

/**
 * Reads whether and how the step waits for a job.
 * @param url of the call that starts the job, or gets its state; undefined when `path` is bad or missing
 * @param failWhen evaluated at each poll
 * @returns undefined without a wait, or when an input is bad, which is then noted in `inputs`
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
      ? inputs.check('wait', () => knownJob(method, url.pathname))
      : await inputs.checkAsync('wait-path', customJob(inputs, path, url.origin));
  if (inputs.value('paginate') === true) inputs.refuse('paginate', 'cannot be used with a wait');
  if (inputs.value('fetch-result') === true && recognised?.kind.outputs === undefined)
    inputs.refuse('fetch-result', 'can be used with a wait only if the job is a report');
  if (path !== undefined && done === undefined)
    inputs.refuse('done-when', 'is required with `wait-path`: it says when the job has ended');
  if (recognised === undefined || minutes === undefined) return undefined;
  return {
    job: { ...recognised, doneWhen, failWhen },
    timeoutMs: minutes * 60_000,
    intervalMs: interval === undefined ? undefined : interval * 1000,
  };
}

function knownJob(method: Method, path: string): Recognised {
  const recognised = recognise(method, path);
  if (recognised !== undefined) return recognised;
  const starts = jobKinds.flatMap(({ bases, starts }) =>
    bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))),
  );
  throw new Failure(
    `${method} ${path} does not start a job that the action knows. It knows the jobs that are ` +
      `started by POST at ${starts.join(', ')}, and a GET of any of these jobs. For any other job, set ` +
      '`wait-path: /api/…/{id}` and `done-when`',
  );
}

/** A job that the action does not know: the workflow says where to poll it, with `wait-path`. */
async function customJob(inputs: Inputs, template: string, origin: string): Promise<Recognised> {
  const { parseExpression } = await import('../response/expression.ts');
  const expressions = new Map(
    placeholdersIn(template).map((text) => [
      text,
      parseExpression(text, inputs.runner, 'wait-path'),
    ]),
  );
  // Checks the path before the first request, with a made-up ID.
  resolvePath(
    { origin },
    fillPath(template, () => 'id'),
  );
  return {
    kind: { ...customKind, poll: template },
    pathValues: new Map(),
    joins: inputs.value('method') === 'GET',
    valueIn(placeholder, data) {
      const expression = expressions.get(placeholder);
      const found = expression?.evaluate(data) ?? null;
      if (found !== null || expression?.hint === undefined) return found;
      const text = `{${placeholder}} in \`wait-path\` finds nothing in the response to the call`;
      throw new Failure(text, { hint: expression.hint });
    },
  };
}

async function readDoneWhen(inputs: Inputs, text: string): Promise<Expression | undefined> {
  const { parseExpression } = await import('../response/expression.ts');
  return inputs.check('done-when', () => parseExpression(text, inputs.runner, 'done-when'));
}
