import { Failure } from '../failure.ts';
import { type JobPlan, recognise } from '../jobs/job.ts';
import { knownJobs } from '../jobs/known.ts';
import { fillPath, placesIn } from '../jobs/path-template.ts';
import type { Patience } from '../jobs/wait.ts';
import { resolvePath } from '../tenant-path.ts';
import type { CallPlan } from './call.ts';
import type { InputReader } from './reader.ts';

/** What a step waits for, and how patiently. */
export interface WaitPlan extends Patience {
  readonly job: JobPlan;
}

const minute = 60_000;

/**
 * Reads whether and how the step waits for a job.
 * @returns undefined when it does not, or when an input is bad; the reader knows which
 */
export async function readWait(
  reader: InputReader,
  call: CallPlan | undefined,
): Promise<WaitPlan | undefined> {
  const wait = reader.value('wait');
  const path = reader.value('wait-path');
  const done = reader.value('done-when');
  const minutes = reader.value('wait-timeout-minutes');
  const interval = reader.value('wait-interval-seconds');
  const doneWhen =
    done === undefined
      ? undefined
      : await reader.checkLater('done-when', () => reader.expression(done));
  if (wait !== true && path === undefined) {
    if (done !== undefined) reader.refuse('done-when', 'is set without `wait` or `wait-path`');
    if (interval !== undefined) reader.refuse('wait-interval-seconds', 'is set without `wait`');
    return undefined;
  }
  if (call === undefined) return undefined;
  const recognised =
    path === undefined
      ? reader.check('wait', () => known(call))
      : await reader.checkLater('wait-path', () => own(reader, call, path));
  if (call.paginate) reader.refuse('paginate', 'cannot be used together with a wait');
  if (call.fetchResult && recognised?.known?.outputs === undefined)
    reader.refuse('fetch-result', 'can be combined with a wait only for a report');
  if (path !== undefined && done === undefined)
    reader.refuse('done-when', 'is required with `wait-path`: it says when the job has ended');
  if (recognised === undefined || minutes === undefined) return undefined;
  return {
    job: { ...recognised, doneWhen, failWhen: call.failWhen },
    timeout: minutes * minute,
    interval: interval === undefined ? undefined : interval * 1000,
  };
}

type Recognised = Omit<JobPlan, 'doneWhen' | 'failWhen'>;

function known(call: CallPlan): Recognised {
  const recognised = recognise(call.method, call.url.pathname);
  if (recognised !== undefined) return recognised;
  const starts = knownJobs.flatMap(({ bases, starts }) =>
    bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))),
  );
  throw new Failure(
    `${call.method} ${call.url.pathname} starts no job that is known. Known are POST ${starts.join(', ')}, ` +
      'and a GET of such a job. For another job set `wait-path: /api/…/{id}` and `done-when`',
  );
}

/** A job of the workflow's own: `{expression}` is a JMESPath into the answer to the call. */
async function own(reader: InputReader, call: CallPlan, template: string): Promise<Recognised> {
  const expressions = new Map(
    await Promise.all(
      placesIn(template).map(async (text) => [text, await reader.expression(text)] as const),
    ),
  );
  // Any id will do for a first look at the path.
  resolvePath(
    { origin: call.url.origin },
    fillPath(template, () => 'id'),
  );
  return {
    name: 'job',
    known: undefined,
    poll: template,
    stop: undefined,
    outputs: undefined,
    joins: call.method === 'GET',
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
