import { Failure } from '../failure.ts';
import { isSuccess, type Reply, type Request, type Send } from '../http/exchange.ts';
import { retryAfter } from '../http/retry-after.ts';
import { transientStatuses } from '../http/retry-policy.ts';
import { sleep } from '../http/sleep.ts';
import type { Body } from '../response/body.ts';
import { type Masking, tellable } from '../response/masking.ts';
import { readJson } from '../response/verdict.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/safe-text.ts';
import { intervals } from './interval.ts';
import type { RunningJob } from './job.ts';
import { type OnLook, Progress, seconds } from './progress.ts';
import { type Look, runOf } from './state.ts';
import { judgeRunning, maskRunning, mayStillRun } from './still-runs.ts';

/** How much of a Content-Type an error shows. */
const maxOfType = 80;

/** A job may not be readable at once: a 404 counts as "not yet" for this long, in milliseconds. */
const notYet = 10_000;

/** How long and how often a step looks. */
export interface Patience {
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds; undefined for intervals that grow. */
  readonly interval: number | undefined;
}

/** What a wait needs of the world. */
export interface WaitContext {
  readonly runner: Runner;
  /** One authorized attempt, without log lines and retries: the wait goes on by itself. */
  readonly send: Send;
  /** The request that looks at a job. */
  readonly request: (url: URL, signal: AbortSignal) => Request<Body>;
  /** Masks what is secret in a look, before anything of it is told; undefined for nothing. */
  readonly mask: Masking | undefined;
  readonly onLook?: OnLook | undefined;
  /** Statuses that say "not yet". */
  readonly accepts: (status: number) => boolean;
}

/** How a wait came out. */
export interface Waited {
  /** The job's last state that was seen; undefined when none was. */
  readonly reply: Reply<Body> | undefined;
  /** The same as JSON. */
  readonly data: unknown;
  /** Undefined when the time was up. */
  readonly look: Look | undefined;
  /** Its state as it was last seen, for people. */
  readonly state: string;
  /** What came instead of a state, when the last poll showed none. */
  readonly instead?: string | undefined;
  /** Milliseconds. */
  readonly elapsed: number;
}

/**
 * Looks at a job until it ends or the time is up. Whatever may pass by itself is waited out.
 * @param before the run that was last before the start, which does not count; undefined for none
 * @throws Failure when the job can't be looked at for a lasting reason, or the workflow is cancelled
 */
export async function waitFor(
  context: WaitContext,
  job: RunningJob,
  { timeout, interval }: Patience,
  before: string | undefined,
): Promise<Waited> {
  const { clock, signal } = context.runner;
  const name = `${job.plan.name} ${job.id}`.trim();
  const progress = new Progress(context.runner, name, context.onLook);
  const nextInterval = intervals(interval);
  const time = new AbortController();
  const cancel = clock.timer(timeout, () => {
    time.abort(new Failure('the time is up'));
  });
  const limited = AbortSignal.any([signal, time.signal]);
  let last: { reply: Reply<Body>; data: unknown } | undefined;
  let retryAfterMs = 0;
  const result = (look: Look | undefined): Waited => ({
    reply: last?.reply,
    data: last?.data,
    look,
    state: progress.state,
    instead: progress.instead,
    elapsed: progress.elapsed,
  });
  try {
    for (;;) {
      // A server may ask for more than any timer holds: a second more than is left is never over.
      const left = Math.max(timeout - progress.elapsed, 0);
      const pause = Math.min(Math.max(nextInterval(), retryAfterMs), left + 1000);
      await sleep(clock, pause, limited);
      const seen = await lookAt(context, job, limited, progress.elapsed < notYet);
      retryAfterMs = seen.kind === 'seen' ? 0 : seen.retryAfterMs;
      if (seen.kind === 'away') progress.lostSight(seen.why);
      if (seen.kind === 'not yet') progress.notYet(seen.why);
      if (seen.kind !== 'seen') continue;
      progress.cameFromCache(seen.reply.headers.age, pause);
      if (isOld(job, before, seen.data)) {
        await seen.reply.discard();
        continue;
      }
      await last?.reply.discard();
      last = seen;
      const look = judgeRunning(job.plan, seen.data);
      progress.saw(look);
      if (look.end !== undefined) return result(look);
    }
  } catch (error) {
    if (signal.aborted || !time.signal.aborted) {
      await last?.reply.discard();
      throw error;
    }
    return result(undefined);
  } finally {
    cancel();
  }
}

type Seen =
  | { readonly kind: 'seen'; readonly reply: Reply<Body>; readonly data: unknown }
  | {
      /** Not there yet, or not to be seen for now. */
      readonly kind: 'not yet' | 'away';
      readonly why: string;
      /** What the server asks to wait, in milliseconds. */
      readonly retryAfterMs: number;
    };

async function lookAt(
  context: WaitContext,
  job: RunningJob,
  signal: AbortSignal,
  early: boolean,
): Promise<Seen> {
  const { clean, clock } = context.runner;
  const request = context.request(job.url, signal);
  let reply: Reply<Body>;
  try {
    reply = await context.send(request);
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error;
    if (!error.transient) throw unseen(job, error.message, error);
    return { kind: 'away', why: error.message, retryAfterMs: 0 };
  }
  const { date, 'retry-after': asked } = reply.headers;
  const retryAfterMs = retryAfter(asked, date, clock.now()) ?? 0;
  const json = readJson(reply.body);
  if (isSuccess(reply.status) && json.kind === 'json') {
    try {
      maskRunning(job.plan, context.mask, json.value);
    } catch (error) {
      await reply.discard();
      throw error;
    }
    return { kind: 'seen', reply, data: json.value };
  }
  const text = isSuccess(reply.status) ? undefined : tellable(reply.body.text, context.mask);
  await reply.discard();
  const { explain } = await import('../errors/explain.ts');
  if (isSuccess(reply.status)) {
    const type = inBrief(reply.headers['content-type'] ?? 'no Content-Type', maxOfType, clean);
    const note = `${type}, which is not JSON`;
    const why = explain(request, { ...reply, text: '', note }, clean);
    return { kind: 'away', why, retryAfterMs };
  }
  const why = explain(request, { ...reply, text }, clean);
  const awaitsRun = job.plan.known?.run !== undefined && !job.plan.joins;
  if (context.accepts(reply.status) || (reply.status === 404 && (early || awaitsRun)))
    return { kind: 'not yet', why, retryAfterMs };
  // A token that has ended gets another one when the tenant is back.
  if (transientStatuses.has(reply.status) || reply.transient === true)
    return { kind: 'away', why, retryAfterMs };
  throw unseen(job, why);
}

/** @param cause whose hint goes along */
function unseen(job: RunningJob, why: string, cause?: Failure): Failure {
  return mayStillRun(job.plan, `cannot be looked at: ${why}`, cause);
}

/** Whether a look shows the run that was there before the start. */
function isOld(job: RunningJob, before: string | undefined, data: unknown): boolean {
  const { known, joins } = job.plan;
  if (known?.run === undefined || joins) return false;
  const run = runOf(known, data);
  return run === undefined || run === before;
}

/** @returns what a step says that has no more time */
export function timeUp(job: RunningJob, { state, instead, elapsed }: Waited): Failure {
  const { plan, id } = job;
  const name = `${plan.name} ${id}`.trim();
  const later =
    'Raise `wait-timeout-minutes`, or look at it later with a GET of its path and `wait`';
  const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
  const [time, saw] = [seconds(elapsed), `(state: ${state})`];
  return new Failure(
    instead === undefined
      ? `${name} is still running after ${time} ${saw}; it is left running`
      : `${name} was not seen to end within ${time} ${saw}; it may still run. The last poll: ${instead}`,
    {
      hint: doubt === undefined ? later : `${later}. ${doubt}`,
      topic: 'job-still-running',
      title: 'job still running',
    },
  );
}
