import { Failure } from '../failure.ts';
import { isSuccess, nameOf } from '../errors/outcome.ts';
import type { Reply, Request } from '../http/exchange.ts';
import { parseRetryAfter, transientStatuses } from '../http/policy.ts';
import { textSink } from '../http/receive.ts';
import { parseJson } from '../json.ts';
import type { Body } from '../response/body.ts';
import { type Answer, inexactIn, readJson } from '../response/answer.ts';
import { showableText } from '../response/masking.ts';
import { cancelBudgetMs, sleep, within } from '../runner/clock.ts';
import { inBrief } from '../runner/text.ts';
import type { Job, JobContext, JobPlan, JobState, PollOptions } from './job.ts';
import { isOldRun, judgeJob, locate, maskState, stillRuns } from './job.ts';
import { fillPath, textAt } from './kinds.ts';
import { JobReport } from './report.ts';
import { Stops } from './stop.ts';

/** Intervals of 1 s that grow by half to 20 s. */
const interval = { firstMs: 1000, growth: 1.5, maxMs: 20_000 };

/** A job may not be readable at once: a 404 counts as "not yet" for this long. */
const notYetMs = 10_000;

/** How much of a Content-Type an error shows. */
const maxContentType = 80;

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
  options: PollOptions,
): Promise<Answer> {
  const { runner } = context;
  const { kind, joins } = plan;
  const before = await lastRun(context, plan);
  // A start that is in flight when the workflow is cancelled has to be known, to be stopped.
  const reply = await context.send(
    kind.stop === undefined ? start : { ...start, graceMs: cancelBudgetMs.answer },
  );
  const answer = { request: start, reply, location: reply.headers.location, failure: undefined };
  if (!isSuccess(reply.status)) {
    if (start.isFinal?.(reply.status) === true)
      runner.warning(
        `${nameOf(start)}: ${String(reply.status)} is accepted, so no ${kind.name} is waited for`,
        'no job waited for',
      );
    return answer;
  }
  const startFailure = await context.failureIn(start, reply);
  if (startFailure !== undefined) {
    const words = `${startFailure.message}; the ${kind.name} may run, and is not waited for`;
    return { ...answer, failure: joins ? startFailure : new Failure(words, startFailure) };
  }
  try {
    return await follow(context, plan, options, before, answer);
  } catch (error) {
    // The call was made: its answer is handed on all the same.
    if (!(error instanceof Failure) || runner.signal.aborted) throw error;
    return { ...answer, failure: error };
  }
}

/** Follows a job from the answer to its start to its end. */
async function follow(
  context: JobContext,
  plan: JobPlan,
  options: PollOptions,
  before: string | undefined,
  answer: Answer,
): Promise<Answer> {
  const { runner, tenant, mask } = context;
  const json = readJson(answer.reply.body);
  const data = json.kind === 'json' ? json.value : null;
  // Thrown once it is known what stops the job.
  let unread: Failure | undefined;
  const reading = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unread ??= error;
      return undefined;
    }
  };
  if (json.kind === 'json')
    reading(() => {
      maskState(plan, mask, data);
    });
  // Without a mask, the id is not shown either.
  const clean = unread === undefined ? runner.clean : () => '';
  const job = locate(plan, tenant, data, clean, await inexactIn(json, answer.reply.body));
  const tells = plan.joins || (plan.kind.state !== undefined && plan.kind.run === undefined);
  const state = tells ? reading(() => judgeJob(plan, data)) : undefined;
  const report = new JobReport(runner, job, context.onPoll);
  const outputs = job.outputsUrl;
  if (state?.end !== undefined && unread === undefined) {
    context.onPoll?.(job.name, state, 0);
    return { ...answer, outputs, failure: report.ended(state, data) };
  }
  const last = await new Stops(context).whileRunning(job, async () => {
    if (unread !== undefined) throw unread;
    return pollToEnd(context, job, options, before, report);
  });
  const { end } = last ?? {};
  const failure = end === undefined ? report.timeUp() : report.ended(end, last?.data);
  if (last === undefined) return { ...answer, failure };
  await answer.reply.discard();
  const request = { method: 'GET', url: job.url };
  return { ...answer, request, reply: last.reply, outputs, failure };
}

/** What a poll gave. */
interface Polled {
  readonly reply: Reply<Body>;
  readonly data: unknown;
  /** The state in which the job has ended; undefined while it runs. */
  readonly end?: JobState;
}

/**
 * Polls a job until it ends or the time is up. Whatever may pass by itself is waited out.
 * @param before the run that was last before the start, which does not count; undefined for none
 * @returns the last poll that showed the job; undefined when none did
 * @throws Failure when the job can't be looked at for a lasting reason, or the workflow is cancelled
 */
export async function pollToEnd(
  context: JobContext,
  job: Job,
  { timeoutMs, intervalMs }: PollOptions,
  before: string | undefined,
  report: JobReport,
): Promise<Polled | undefined> {
  const { clock, signal } = context.runner;
  const time = within(clock, timeoutMs, 'the time is up');
  const limited = AbortSignal.any([signal, time.signal]);
  let last: Polled | undefined;
  let nextMs = intervalMs ?? interval.firstMs;
  let retryAfterMs = 0;
  try {
    for (;;) {
      // A server may ask for more than any timer holds: a second more than is left is never over.
      const leftMs = Math.max(timeoutMs - report.elapsedMs, 0);
      const pauseMs = Math.min(Math.max(nextMs, retryAfterMs), leftMs + 1000);
      nextMs = intervalMs ?? Math.min(nextMs * interval.growth, interval.maxMs);
      await sleep(clock, pauseMs, limited);
      const polled = await poll(context, job, limited, report);
      if ('retryAfterMs' in polled) {
        retryAfterMs = polled.retryAfterMs;
        continue;
      }
      retryAfterMs = 0;
      report.cameFromCache(polled.reply.headers.age, pauseMs);
      if (isOldRun(job.plan, before, polled.data)) {
        await polled.reply.discard();
        continue;
      }
      await last?.reply.discard();
      last = polled;
      const state = judgeJob(job.plan, polled.data);
      report.polled(state);
      if (state.end !== undefined) return { ...polled, end: state };
    }
  } catch (error) {
    if (time.signal.aborted && !signal.aborted) return last;
    await last?.reply.discard();
    throw error;
  } finally {
    time.cancel();
  }
}

/** @returns the job as it is, or where it cannot be seen for now, how long the server asks to wait */
async function poll(
  context: JobContext,
  job: Job,
  signal: AbortSignal,
  report: JobReport,
): Promise<Polled | { readonly retryAfterMs: number }> {
  const { runner, mask } = context;
  const isEarly = report.elapsedMs < notYetMs;
  const request = context.poll(job.url, signal);
  const unseen = stillRuns(job.plan, 'cannot be looked at');
  let reply: Reply<Body>;
  try {
    reply = await context.sendOnce(request);
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error;
    if (!error.transient) throw new Failure(unseen(error.message), error);
    report.pollFailed(error.message);
    return { retryAfterMs: 0 };
  }
  const { status, headers, body } = reply;
  const json = readJson(body);
  if (isSuccess(status) && json.kind === 'json') {
    try {
      maskState(job.plan, mask, json.value);
    } catch (error) {
      await reply.discard();
      throw error;
    }
    return { reply, data: json.value };
  }
  const type = inBrief(headers['content-type'] ?? 'no Content-Type', maxContentType, runner.clean);
  const told = isSuccess(status)
    ? { text: '', note: `${type}, which is not JSON` }
    : { text: showableText(body.text, mask) };
  await reply.discard();
  const { explain } = await import('../errors/explain.ts');
  const why = explain(request, { ...reply, ...told }, runner.clean);
  const awaited = isEarly || job.plan.kind.run !== undefined;
  if (!isSuccess(status) && (context.accepts(status) || (status === 404 && awaited)))
    report.notYet(why);
  // A token that has ended gets another one when the tenant is back.
  else if (isSuccess(status) || transientStatuses.has(status) || reply.transient === true)
    report.pollFailed(why);
  else throw new Failure(unseen(why));
  return {
    retryAfterMs: parseRetryAfter(headers['retry-after'], headers.date, runner.clock.now()) ?? 0,
  };
}

/**
 * The run that is the last one before the start, so that it is not taken for the new one.
 * @returns undefined when there is none, or the answer to the start will tell the new one's id
 */
async function lastRun(context: JobContext, plan: JobPlan): Promise<string | undefined> {
  const { kind, places } = plan;
  const { run } = kind;
  if (run === undefined) return undefined;
  const path = fillPath(kind.poll, (name) => places.get(name));
  const request: Request<string> = {
    ...context.poll(new URL(path, context.tenant.origin), context.runner.signal),
    sink: () => textSink(`GET ${path}`),
  };
  const reply = await context.send(request);
  if (reply.status === 404) return undefined;
  const json = isSuccess(reply.status) ? parseJson(reply.body) : undefined;
  if (json !== undefined) return textAt(json.value, run);
  const { explain } = await import('../errors/explain.ts');
  const text = showableText(reply.body, context.mask);
  const why = explain(request, { ...reply, text }, context.runner.clean);
  throw new Failure(
    `Nothing was started: the last run of the ${kind.name} cannot be looked at: ${why}`,
  );
}
