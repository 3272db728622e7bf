import { Failure } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import type { Body } from '../response/body.ts';
import type { Expression } from '../response/expression.ts';
import type { CallContext } from '../response/answer.ts';
import type { Mask } from '../response/masking.ts';
import { inBrief } from '../runner/text.ts';
import { resolvePath, type Tenant } from '../tenant.ts';
import {
  failurePrefixes,
  fillPath,
  type JobKind,
  jobKinds,
  matchPath,
  textAt,
  textsAt,
  tooDeep,
  valuesAt,
} from './kinds.ts';

/** The log shows no more of an id: a server can send any text as one. In UTF-16 units. */
const maxId = 100;

/** What a step is going to wait for, before the start has said where to poll it. */
export interface JobPlan {
  /**
   * A row of the table, or `customKind`. A job that the step only joins has no `stop`, since somebody
   * else may have started it, and no `runField`, since the path names its run.
   */
  readonly kind: JobKind;
  /** Values from the path of the call for placeholders in the kind's paths, percent-encoded. */
  readonly pathValues: ReadonlyMap<string, string>;
  /** Reads the value of any other placeholder from the response to the start; null or undefined for none. */
  readonly valueIn: (placeholder: string, data: unknown) => unknown;
  /** Whether the call starts nothing: it is the first poll of a job that is already running. */
  readonly joins: boolean;
  readonly doneWhen: Expression | undefined;
  readonly failWhen: Expression | undefined;
}

/** What the call alone says of a job, before the step's own expressions are added. */
export type Recognised = Omit<JobPlan, 'doneWhen' | 'failWhen'>;

/** How long and how often a job is polled. */
export interface PollOptions {
  readonly timeoutMs: number;
  /** Undefined for an interval that grows. */
  readonly intervalMs: number | undefined;
}

/** What starting, polling and stopping a job needs. */
export interface JobContext extends CallContext {
  /** Makes one authorized attempt, without log lines or retries: the next poll is the retry. */
  readonly sendOnce: Send;
  /** Makes the request that polls a job. */
  readonly poll: (url: URL, signal: AbortSignal) => Request<Body>;
  /**
   * Called after each poll with the job's name and its state, which is undefined if the poll failed,
   * and the time since the wait began.
   */
  readonly onPoll:
    ((name: string, state: JobState | undefined, elapsedMs: number) => void) | undefined;
  /** Statuses that say "not yet". */
  readonly accepts: (status: number) => boolean;
}

/** A job that has been started or joined. */
export interface Job {
  readonly plan: JobPlan;
  /** Its name in the log: its kind, with its id if it has one. */
  readonly name: string;
  readonly url: URL;
  readonly stopUrl: URL | undefined;
  readonly outputsUrl: URL | undefined;
}

/** What one poll shows of a job. */
export interface JobState {
  /** Its state in the server's words; undefined if the response has none. */
  readonly state: string | undefined;
  /** How it ended; undefined while it is running. */
  readonly end: 'success' | 'warning' | 'failure' | undefined;
  /** Whether the table does not know its state. */
  readonly unknown: boolean;
  /** Why it failed, in the server's words, or by `fail-when`; empty for no reason. */
  readonly reason: string;
}

/**
 * Recognises a known job by the call that starts or polls it.
 * @param path the path of the call, percent-encoded
 * @returns undefined if the call does neither
 */
export function recognise(method: string, path: string): Recognised | undefined {
  for (const kind of jobKinds)
    for (const base of kind.bases)
      for (const template of { POST: kind.starts, GET: [kind.poll] }[method] ?? []) {
        const named = matchPath(template.replace('{base}', base), path);
        if (named === undefined) continue;
        const joins = method === 'GET';
        const valueIn: JobPlan['valueIn'] = (field, data) => valuesAt(data, field)[0];
        return {
          kind: joins ? { ...kind, stop: undefined, runField: undefined } : kind,
          pathValues: new Map(Object.entries({ ...named, base })),
          valueIn,
          joins,
        };
      }
  return undefined;
}

/**
 * Finds the URLs of a job that was started or joined.
 * @param data the JSON of the response to its start
 * @param clean removes secrets from its name
 * @param isInexact whether a number in `data` differs from the one in the response
 * @throws Failure if the response lacks a value for a URL; the job may be running all the same
 */
export function locate(
  plan: JobPlan,
  tenant: Tenant,
  data: unknown,
  clean: (text: string) => string,
  isInexact: (value: unknown) => boolean = () => false,
): Job {
  const { kind, pathValues } = plan;
  const mayRun = `the ${kind.name} may be running, but`;
  const cannotWait = (why: string): string => `${mayRun} the step cannot wait for it: ${why}`;
  const knownValue = (name: string): string | undefined => pathValues.get(name);
  let id = '';
  const valueIn = (name: string): string => {
    const value = rephrased(cannotWait, () => plan.valueIn(name, data));
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
      throw new Failure(
        `${mayRun} the response to its start has no ${name}, so the step cannot wait for it`,
        { hint: kind.list && `Find it with GET ${fillPath(kind.list, knownValue)}` },
      );
    if (isInexact(value))
      throw new Failure(
        `${mayRun} the response to its start has a number for ${name} that JavaScript cannot ` +
          'represent exactly, so the step cannot wait for it',
      );
    id = String(value);
    return encodeURIComponent(id.toWellFormed());
  };
  const filled = (template: string): URL => {
    const path = fillPath(template, (name) => knownValue(name) ?? valueIn(name));
    return rephrased(cannotWait, () => resolvePath(tenant, path));
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
 * Judges a job by one poll: first by the step's own `fail-when` and `done-when`, then by the table.
 * With `done-when`, the table's failures still end the job, and its successes do not.
 * @param data the JSON of the poll's response
 * @throws Failure if an expression fails, or if the state cannot be read
 */
export function judgeJob(plan: JobPlan, data: unknown): JobState {
  return rephrased(mayStillRun(plan, 'its state cannot be read'), () => stateIn(plan, data));
}

function stateIn({ kind, doneWhen, failWhen }: JobPlan, data: unknown): JobState {
  const state = textAt(data, kind.stateField);
  if (state === tooDeep)
    throw new Failure(`\`${kind.stateField ?? ''}\` in the response is nested too deeply`);
  const ended = (end: JobState['end'], reason = ''): JobState => {
    return { state, end, unknown: false, reason };
  };
  const running = ended(undefined);
  if (failWhen?.isTrue(data) === true)
    return ended('failure', `it fulfils \`fail-when\` (${failWhen.text})`);
  if (doneWhen?.isTrue(data) === true) return ended('success');
  if (state === undefined) return running;
  const name = state.trim().toLowerCase();
  if (kind.failure.includes(name)) return ended('failure', textsIn(kind.reasonFields, data));
  if (kind.success.includes(name)) {
    if (doneWhen !== undefined) return running;
    const errors = textsIn(kind.errorFields ?? [], data);
    return errors === '' ? ended('success') : ended('failure', errors);
  }
  if (kind.warning?.includes(name) === true)
    return doneWhen === undefined ? ended('warning') : running;
  if (kind.running.includes(name)) return running;
  if (failurePrefixes.some((prefix) => name.startsWith(prefix)))
    return ended('failure', textsIn(kind.reasonFields, data));
  return { ...running, unknown: true };
}

/**
 * An error while a job is running has to say so: nobody watches the job after it.
 * @param problem what the step cannot do, after "but"
 * @returns a function that turns the message of an error into one that says so
 */
export function mayStillRun({ kind }: JobPlan, problem: string): (why: string) => string {
  return (why) => `the ${kind.name} may still be running, but ${problem}: ${why}`;
}

/** Does some work; if it throws a Failure, throws one with a rephrased message instead. */
function rephrased<T>(rephrase: (message: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Failure ? new Failure(rephrase(error.message), error) : error;
  }
}

function textsIn(fields: readonly string[], data: unknown): string {
  return fields
    .flatMap((field) => textsAt(data, field))
    .filter((text) => text !== '[]' && text !== '{}')
    .join(' ');
}

/** Masks the response to a start or a poll. @throws Failure if an expression of the mask fails */
export function maskResponse(plan: JobPlan, mask: Mask | undefined, data: unknown): void {
  rephrased(mayStillRun(plan, '`mask` cannot be applied to its response'), () => mask?.(data));
}

/**
 * Whether a poll shows the run before the one that the step started, or none.
 * @param before that run's value of `runField`; undefined if there was none
 */
export function isOldRun(plan: JobPlan, before: string | undefined, data: unknown): boolean {
  const { runField } = plan.kind;
  if (runField === undefined) return false;
  const run = textAt(data, runField);
  return run === undefined || run === before;
}
