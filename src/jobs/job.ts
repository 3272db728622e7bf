import { Failure } from '../failure.ts';
import { isRecord, textIn } from '../json.ts';
import type { Expression } from '../response/expression.ts';
import { inBrief } from '../runner/safe-text.ts';
import { resolvePath } from '../tenant-path.ts';
import type { Tenant } from '../tenant.ts';
import { type KnownJob, knownJobs } from './known.ts';
import { fillPath, matchPath } from './path-template.ts';

/** How much of an id the log shows: whatever the server calls one. */
const mostOfId = 100;

/** A job as a step means to wait for it, before it is known where it runs. */
export interface JobPlan {
  /** As it is called in the log. */
  readonly name: string;
  /** The row of the table; undefined for a job of the workflow's own. */
  readonly known: KnownJob | undefined;
  /** Where it is polled, with places that the start's answer fills. */
  readonly poll: string;
  /** What a POST to stops it, likewise. */
  readonly stop: string | undefined;
  /** Where what it made is listed, likewise. */
  readonly outputs: string | undefined;
  /** Whether the call itself is the first look at a job that runs already. */
  readonly joins: boolean;
  /** What fills a place in `poll` and `stop` from the start's answer; null when it finds nothing. */
  readonly placeIn: (place: string, answer: unknown) => unknown;
  readonly doneWhen: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** A job that runs: where to look at it, and where to stop it. */
export interface RunningJob {
  readonly plan: JobPlan;
  readonly url: URL;
  readonly stopUrl: URL | undefined;
  readonly outputsUrl: URL | undefined;
  /** Its id as the log tells it; empty when there is none. */
  readonly id: string;
}

/** What was recognised from the table, before the step's own expressions are added. */
export type Recognised = Pick<
  JobPlan,
  'name' | 'known' | 'poll' | 'stop' | 'outputs' | 'joins' | 'placeIn'
>;

/**
 * Recognises a known job by the call that starts it, or that looks at it.
 * @param path the call's, percent-encoded
 * @returns undefined when the call is neither
 */
export function recognise(method: string, path: string): Recognised | undefined {
  for (const known of knownJobs)
    for (const base of known.bases) {
      const based = (template: string): string => template.replace('{base}', base);
      const templates = { POST: known.starts, GET: [known.poll] }[method] ?? [];
      for (const template of templates) {
        const named = matchPath(based(template), path);
        if (named === undefined) continue;
        const fill = (text: string): string => fillPath(based(text), (name) => named[name]);
        const fillIf = (text?: string): string | undefined =>
          text === undefined ? undefined : fill(text);
        return {
          name: known.name,
          known,
          poll: fill(known.poll),
          stop: fillIf(known.stop),
          outputs: fillIf(known.outputs),
          joins: method === 'GET',
          placeIn: (place, answer) => (isRecord(answer) ? (textIn(answer, place) ?? null) : null),
        };
      }
    }
  return undefined;
}

/**
 * Finds where a started job is.
 * @param answer the JSON of the start's answer
 * @param clean takes secrets out
 * @param isInexact whether a value is not the number that the answer holds
 * @throws Failure when the answer does not say; the job may run all the same
 */
export function locate(
  plan: JobPlan,
  tenant: Tenant,
  answer: unknown,
  clean: (text: string) => string,
  isInexact: (value: unknown) => boolean = () => false,
): RunningJob {
  let id = '';
  const place = (name: string): string => {
    const value = notLost(plan, () => plan.placeIn(name, answer));
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new Failure(
        `the ${plan.name} may run, but the answer to its start gives no ${name}, so it cannot be waited for`,
      );
    if (isInexact(value))
      throw new Failure(
        `the ${plan.name} may run, but the answer to its start gives a number for ${name} that would not ` +
          'come out as it is, so it cannot be waited for',
      );
    id = String(value);
    return encodeURIComponent(id.toWellFormed());
  };
  const filled = (path: string): URL => urlOf(plan, tenant, fillPath(path, place));
  const filledIf = (path?: string): URL | undefined =>
    path === undefined ? undefined : filled(path);
  const url = filled(plan.poll);
  const [stopUrl, outputsUrl] = [plan.stop, plan.outputs].map(filledIf);
  return { plan, url, stopUrl, outputsUrl, id: inBrief(id, mostOfId, clean) };
}

function urlOf(plan: JobPlan, tenant: Tenant, path: string): URL {
  return notLost(plan, () => resolvePath(tenant, path));
}

/** A job whose place cannot be told may run all the same. */
function notLost<T>({ name }: JobPlan, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, hint } = error;
    throw new Failure(`the ${name} may run, but cannot be waited for: ${message}`, { hint });
  }
}
