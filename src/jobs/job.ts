import { Failure } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import type { Body } from '../response/body.ts';
import type { Expression } from '../response/expression.ts';
import type { CallContext } from '../response/answer.ts';
import type { Mask } from '../response/masking.ts';
import { inBrief } from '../runner/text.ts';
import { resolvePath, type Tenant } from '../tenant.ts';
import {
  badBeginnings,
  fillPath,
  type JobKind,
  jobKinds,
  matchPath,
  textAt,
  textsAt,
  unreadable,
  valuesAt,
} from './kinds.ts';

/** How much of an id the log shows: whatever the server calls one. */
const maxId = 100;

/** A job as a step means to wait for it, before it is known where it runs. */
export interface JobPlan {
  /**
   * A row of the table, or one like it for a job of the workflow's own. Without `stop` and `run` for
   * a job that is only joined: it may be somebody else's, and the path names its run.
   */
  readonly kind: JobKind;
  /** What the path of the call fills the places of the kind's paths with, percent-encoded. */
  readonly places: ReadonlyMap<string, string>;
  /** What the answer to the start fills a place with; null or undefined when it does not say. */
  readonly placeIn: (place: string, answer: unknown) => unknown;
  /** Whether the call itself is the first look at a job that runs already. */
  readonly joins: boolean;
  readonly doneWhen: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** What is recognised by the call, before the step's own expressions are added. */
export type Recognised = Omit<JobPlan, 'doneWhen' | 'failWhen'>;

/** How long and how often a job is polled. */
export interface PollOptions {
  readonly timeoutMs: number;
  /** Undefined for intervals that grow. */
  readonly intervalMs: number | undefined;
}

/** What running a job needs of the world. */
export interface JobContext extends CallContext {
  /** One authorized attempt, without log lines and retries: the wait goes on by itself. */
  readonly sendOnce: Send;
  /** The request that looks at a job. */
  readonly poll: (url: URL, signal: AbortSignal) => Request<Body>;
  /**
   * Is told of each poll, besides the log: of the job's name and state, undefined where it could not be
   * seen, and of the milliseconds since the wait began.
   */
  readonly onPoll:
    ((name: string, state: JobState | undefined, elapsedMs: number) => void) | undefined;
  /** Statuses that say "not yet". */
  readonly accepts: (status: number) => boolean;
}

/** A job that runs. */
export interface Job {
  readonly plan: JobPlan;
  /** As the log calls it: with its id, where it has one. */
  readonly name: string;
  readonly url: URL;
  readonly stopUrl: URL | undefined;
  readonly outputsUrl: URL | undefined;
}

/** What one poll says of a job. */
export interface JobState {
  /** Its state in the server's words; undefined when it tells none. */
  readonly state: string | undefined;
  /** Undefined: it runs. */
  readonly end: 'well' | 'warning' | 'bad' | undefined;
  /** Whether its state is in no row of the table. */
  readonly unknown: boolean;
  /** Why it ended badly, in the server's words or the step's. */
  readonly reason: string;
}

/**
 * Recognises a known job by the call that starts it, or that looks at it.
 * @param path the call's, percent-encoded
 * @returns undefined when the call is neither
 */
export function recognise(method: string, path: string): Recognised | undefined {
  for (const kind of jobKinds)
    for (const base of kind.bases)
      for (const template of { POST: kind.starts, GET: [kind.poll] }[method] ?? []) {
        const named = matchPath(template.replace('{base}', base), path);
        if (named === undefined) continue;
        const joins = method === 'GET';
        const placeIn: JobPlan['placeIn'] = (place, answer) => valuesAt(answer, place)[0];
        return {
          kind: joins ? { ...kind, stop: undefined, run: undefined } : kind,
          places: new Map(Object.entries({ ...named, base })),
          placeIn,
          joins,
        };
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
): Job {
  const { kind, places } = plan;
  const mayRun = `the ${kind.name} may run, but`;
  const notWaitedFor = (message: string): string => `${mayRun} cannot be waited for: ${message}`;
  let id = '';
  const place = (name: string): string => {
    const value = rewording(notWaitedFor, () => plan.placeIn(name, answer));
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new Failure(
        `${mayRun} the answer to its start gives no ${name}, so it cannot be waited for`,
      );
    if (isInexact(value))
      throw new Failure(
        `${mayRun} the answer to its start gives a number for ${name} that would not ` +
          'come out as it is, so it cannot be waited for',
      );
    id = String(value);
    return encodeURIComponent(id.toWellFormed());
  };
  const filled = (template: string): URL => {
    const path = fillPath(template, (name) => places.get(name) ?? place(name));
    return rewording(notWaitedFor, () => resolvePath(tenant, path));
  };
  const filledIf = (template?: string): URL | undefined =>
    template === undefined ? undefined : filled(template);
  const url = filled(kind.poll);
  const stopUrl = filledIf(kind.stop);
  const outputsUrl = filledIf(kind.outputs);
  return {
    plan,
    name: `${kind.name} ${inBrief(id, maxId, clean)}`.trim(),
    url,
    stopUrl,
    outputsUrl,
  };
}

/**
 * Judges a job by what one poll gave: first by the step's own `fail-when` and `done-when`, then by
 * the table. With `done-when` the table's good ends are no ends of their own; its bad ones are.
 * @param data JSON
 * @throws Failure when an expression does not fit the data, or its state cannot be read
 */
export function judgeJob(plan: JobPlan, data: unknown): JobState {
  return rewording(stillRuns(plan, 'its state cannot be read'), () => stateIn(plan, data));
}

function stateIn({ kind, doneWhen, failWhen }: JobPlan, data: unknown): JobState {
  const state = textAt(data, kind.state);
  if (state === unreadable)
    throw new Failure(`\`${kind.state ?? ''}\` in the answer is nested too deeply`);
  const ended = (end: JobState['end'], reason = ''): JobState => {
    return { state, end, unknown: false, reason };
  };
  const runs = ended(undefined);
  if (failWhen?.isTrue(data) === true)
    return ended('bad', `it fulfils \`fail-when\` (${failWhen.text})`);
  if (doneWhen?.isTrue(data) === true) return ended('well');
  if (state === undefined) return runs;
  const name = state.trim().toLowerCase();
  if (kind.bad.includes(name)) return ended('bad', reasonsIn(kind.reasons, data));
  if (kind.well.includes(name)) {
    if (doneWhen !== undefined) return runs;
    const faults = reasonsIn(kind.faults ?? [], data);
    return faults === '' ? ended('well') : ended('bad', faults);
  }
  if (kind.warns?.includes(name) === true) return doneWhen === undefined ? ended('warning') : runs;
  if (kind.running.includes(name)) return runs;
  if (badBeginnings.some((beginning) => name.startsWith(beginning)))
    return ended('bad', reasonsIn(kind.reasons, data));
  return { ...runs, unknown: true };
}

/** What fails while a job runs is told as that: nobody knows how the job gets on. @param but what is the matter */
export function stillRuns({ kind }: JobPlan, but: string): (why: string) => string {
  return (why) => `the ${kind.name} may still run, but ${but}: ${why}`;
}

/** Does work whose failure is told in other words. */
function rewording<T>(words: (message: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Failure ? new Failure(words(error.message), error) : error;
  }
}

function reasonsIn(paths: readonly string[], data: unknown): string {
  return paths
    .flatMap((path) => textsAt(data, path))
    .filter((text) => text !== '[]' && text !== '{}')
    .join(' ');
}

/** @throws Failure when the mask cannot be applied */
export function maskState(plan: JobPlan, mask: Mask | undefined, data: unknown): void {
  rewording(stillRuns(plan, '`mask` cannot be applied to its answer'), () => mask?.(data));
}

/** Whether what was polled is the run that was there before the start. */
export function isOldRun(plan: JobPlan, before: string | undefined, data: unknown): boolean {
  const { run } = plan.kind;
  if (run === undefined) return false;
  const latest = textAt(data, run);
  return latest === undefined || latest === before;
}
