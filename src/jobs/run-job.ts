import { Failure } from '../failure.ts';
import { isSuccess, nameOf, type Reply, type Request, type Send } from '../http/exchange.ts';
import { textSink } from '../http/text-sink.ts';
import { parseJson } from '../json.ts';
import type { Body } from '../response/body.ts';
import type { Hidden } from '../response/hidden-failure.ts';
import { tellable } from '../response/masking.ts';
import { inexactIn, readJson } from '../response/verdict.ts';
import { after } from '../runner/deadline.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { tellEnding } from './ending.ts';
import { type JobPlan, locate, type RunningJob } from './job.ts';
import { type Look, runOf } from './state.ts';
import { judgeRunning, leftToPost, maskRunning } from './still-runs.ts';
import { saveStop, stopJob } from './stop.ts';
import { type Patience, timeUp, waitFor, type WaitContext, type Waited } from './wait.ts';

/**
 * How long a cancelled step still waits, in milliseconds: first for the answer to a start that is
 * under way, then for the answer to the request to stop. The runner gives 7.5 s in all.
 */
const grace = { start: 3500, stop: 3500 };

/** What running a job needs of the world. */
export interface JobContext {
  readonly runner: Runner;
  readonly tenant: Tenant;
  /** Authorized, with retries, log lines and redirects. */
  readonly send: Send;
  /** One authorized attempt. */
  readonly once: Send;
  readonly look: WaitContext['request'];
  readonly mask: WaitContext['mask'];
  readonly onLook: WaitContext['onLook'];
  readonly accepts: WaitContext['accepts'];
  /** What the answer to the start says of a failure although it is a 2xx. */
  readonly hidden: Hidden;
}

/** The answer that a step with a job goes on with. */
export interface JobResult {
  readonly request: { readonly method: string; readonly url: URL };
  readonly reply: Reply<Body>;
  /** The `Location` of the answer to the call itself. */
  readonly location: string | undefined;
  /** The last state as JSON; undefined when there is none. */
  readonly data: unknown;
  /** Where what the job made is listed. */
  readonly outputs?: URL | undefined;
  /** The job's own failure, to be thrown once the outputs are set. */
  readonly failure: Failure | undefined;
}

/**
 * Makes the call that starts (or joins) a job, and waits for its end.
 * @returns the job's last state; the call's own answer when it started nothing
 * @throws Failure when the job cannot be started or looked at, or the workflow is cancelled, in
 *   which case the job is asked to stop
 */
export async function runJob(
  context: JobContext,
  plan: JobPlan,
  start: Request<Body>,
  patience: Patience,
): Promise<JobResult> {
  const { runner } = context;
  const before = plan.joins ? undefined : await lastRun(context, plan);
  // A start that is in flight when the workflow is cancelled has to be known, to be stopped.
  const reply = await context.send(
    plan.stop === undefined || plan.joins ? start : { ...start, graceMs: grace.start },
  );
  const { location } = reply.headers;
  if (!isSuccess(reply.status)) {
    if (start.isFinal?.(reply.status) === true)
      runner.warning(
        `${nameOf(start)}: ${String(reply.status)} is accepted, so no ${plan.name} is waited for`,
        'no job waited for',
      );
    return { request: start, reply, location, data: undefined, failure: undefined };
  }
  const hidden = await context.hidden(start, reply);
  if (hidden !== undefined) {
    const failure = plan.joins ? hidden : notFollowed(plan, hidden);
    return { request: start, reply, location, data: undefined, failure };
  }
  try {
    return await follow(context, plan, patience, before, { request: start, reply, location });
  } catch (error) {
    // The call was made: its answer is handed on all the same.
    if (!(error instanceof Failure) || runner.signal.aborted) throw error;
    return { request: start, reply, location, data: undefined, failure: error };
  }
}

/** What a step fails with when nobody knows whether its job was started. */
function notFollowed({ name }: JobPlan, { message, hint, topic }: Failure): Failure {
  return new Failure(`${message}; the ${name} may run, and is not waited for`, { hint, topic });
}

type Started = Pick<JobResult, 'request' | 'reply' | 'location'>;

/** Follows a job from the answer to its start to its end. */
async function follow(
  context: JobContext,
  plan: JobPlan,
  patience: Patience,
  before: string | undefined,
  started: Started,
): Promise<JobResult> {
  const { runner } = context;
  const { reply, location } = started;
  const json = readJson(reply.body);
  const data = json.kind === 'json' ? json.value : null;
  const unmasked =
    json.kind === 'json'
      ? failureIn(() => {
          maskRunning(plan, context.mask, data);
        })
      : undefined;
  const isInexact = await inexactIn(json, reply.body);
  const job = locate(plan, context.tenant, data, runner.clean, isInexact);
  const { outputsUrl: outputs } = job;
  const tells = plan.joins || (plan.known !== undefined && plan.known.run === undefined);
  let look: Look | undefined;
  const unread =
    unmasked ??
    failureIn(() => {
      if (tells) look = judgeRunning(plan, data);
    });
  if (unread !== undefined) {
    const stopUrl = stopOf(job);
    if (stopUrl === undefined) throw unread;
    saveStop(runner, stopUrl);
    throw leftToPost(unread);
  }
  if (look?.end !== undefined) {
    context.onLook?.(`${plan.name} ${job.id}`.trim(), look, 0);
    const waited = { reply, data, look, state: look.state ?? '', elapsed: 0 };
    return { ...started, data, outputs, failure: tellEnding(runner, job, waited) };
  }
  const waited = await waitOrStop(context, job, patience, before);
  const failure = waited.look === undefined ? timeUp(job, waited) : tellEnding(runner, job, waited);
  if (waited.reply === undefined) return { ...started, data, failure };
  await reply.discard();
  const request = { method: 'GET', url: job.url };
  return { request, reply: waited.reply, location, data: waited.data, outputs, failure };
}

/** @returns undefined when it does not fail */
function failureIn(work: () => void): Failure | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Where a job is stopped. One that the step only joined may be somebody else's: it is left alone. */
function stopOf({ plan, stopUrl }: RunningJob): URL | undefined {
  return plan.joins ? undefined : stopUrl;
}

async function waitOrStop(
  context: JobContext,
  job: RunningJob,
  patience: Patience,
  before: string | undefined,
): Promise<Waited> {
  const { runner, once: send } = context;
  const stopUrl = stopOf(job);
  if (stopUrl !== undefined) saveStop(runner, stopUrl);
  // What is not forgotten is for the post step to stop.
  const forget = (): void => {
    if (stopUrl !== undefined) saveStop(runner, undefined);
  };
  try {
    const { look, mask, onLook, accepts } = context;
    const waited = await waitFor(
      { runner, send, request: look, mask, onLook, accepts },
      job,
      patience,
      before,
    );
    // Ended, or left running on purpose.
    forget();
    return waited;
  } catch (error) {
    if (!runner.signal.aborted) {
      // Nobody sees any more how it gets on. A defect of ours leaves it to the post step, too.
      if (error instanceof Failure && stopUrl !== undefined) throw leftToPost(error);
    } else if (stopUrl !== undefined) {
      const timer = after(runner.clock, AbortSignal.abort(), grace.stop);
      const stopped = await stopJob(runner, send, stopUrl, timer.signal).finally(timer.cancel);
      if (stopped) forget();
    } else if (!job.plan.joins)
      runner.info(
        `${`${job.plan.name} ${job.id}`.trim()} goes on in Qlik: it cannot be stopped from here`,
      );
    throw error;
  }
}

/**
 * The run that is the last one before the start, so that it is not taken for the new one.
 * @returns undefined when there is none, or the answer to the start will tell the new one's id
 */
async function lastRun(context: JobContext, plan: JobPlan): Promise<string | undefined> {
  if (plan.known?.run === undefined) return undefined;
  const request: Request<string> = {
    ...context.look(new URL(plan.poll, context.tenant.origin), context.runner.signal),
    sink: () => textSink(`GET ${plan.poll}`),
  };
  const reply = await context.send(request);
  if (reply.status === 404) return undefined;
  const json = isSuccess(reply.status) ? parseJson(reply.body) : undefined;
  if (json !== undefined) return runOf(plan.known, json.value);
  const { explain } = await import('../errors/explain.ts');
  const text = tellable(reply.body, context.mask);
  const why = explain(request, { ...reply, text }, context.runner.clean);
  throw new Failure(
    `Nothing was started: the last run of the ${plan.name} cannot be looked at: ${why}`,
  );
}
