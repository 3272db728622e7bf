import { Failure } from '../failure.ts';
import { isSuccess, nameOf } from '../errors/outcome.ts';
import type { Reply, Request } from '../http/exchange.ts';
import { parseRetryAfter, transientStatuses } from '../http/policy.ts';
import { textSink } from '../http/receive.ts';
import { parseJson } from '../json.ts';
import type { Body } from '../response/body.ts';
import { type Answer, inexactIn, readJson } from '../response/answer.ts';
import { safeToShow } from '../response/masking.ts';
import { cancelBudgetMs, sleep, within } from '../runner/clock.ts';
import { inBrief } from '../runner/text.ts';
import type { Job, JobContext, JobPlan, JobState, PollOptions } from './job.ts';
import { isOldRun, judgeJob, locate, maskResponse, mayStillRun } from './job.ts';
import { fillPath, textAt } from './kinds.ts';
import { JobReport } from './report.ts';
import { Stops } from './stop.ts';

/** The interval between polls: 1 s at first, growing by half each time, up to 20 s. */
const interval = { firstMs: 1000, growth: 1.5, maxMs: 20_000 };

/** The API may answer 404 for a new job at first: that counts as "not there yet" for this long. */
const maxNotFoundMs = 10_000;

/** An error shows no more of a Content-Type, in UTF-16 units. */
const maxContentType = 80;

/**
 * Makes the call that starts or joins a job, and waits until the job ends or the time is up.
 * @returns the last poll's response, or the call's if nothing was polled, and any failure since the call
 * @throws Failure if the call gets no response, or if the workflow is cancelled: the job has been
 *   asked to stop by then
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
  // If the workflow is cancelled during the start, only its response says which job to stop.
  const reply = await context.send(
    kind.stop === undefined ? start : { ...start, graceMs: cancelBudgetMs.answer },
  );
  const answer = { request: start, reply, location: reply.headers.location, failure: undefined };
  if (!isSuccess(reply.status)) {
    if (start.isFinal?.(reply.status) === true)
      runner.warning(
        `${nameOf(start)}: ${String(reply.status)} is accepted, so the step waits for no ${kind.name}`,
        'no job to wait for',
      );
    return answer;
  }
  const startFailure = await context.failureIn(start, reply);
  if (startFailure !== undefined) {
    const words = `${startFailure.message}; the ${kind.name} may be running, and the step does not wait for it`;
    return { ...answer, failure: joins ? startFailure : new Failure(words, startFailure) };
  }
  try {
    return await follow(context, plan, options, before, answer);
  } catch (error) {
    // The call was made, so the step still outputs its response.
    if (!(error instanceof Failure) || runner.signal.aborted) throw error;
    return { ...answer, failure: error };
  }
}

/** Waits for a job, from the response to its start until its end. */
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
  // Thrown only when the URL to stop the job is known.
  let readFailure: Failure | undefined;
  const reading = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      readFailure ??= error;
      return undefined;
    }
  };
  if (json.kind === 'json')
    reading(() => {
      maskResponse(plan, mask, data);
    });
  // If the mask failed, the id may be what it should have hidden.
  const clean = readFailure === undefined ? runner.clean : () => '';
  const job = locate(plan, tenant, data, clean, await inexactIn(json, answer.reply.body));
  const showsState =
    plan.joins || (plan.kind.stateField !== undefined && plan.kind.runField === undefined);
  const state = showsState ? reading(() => judgeJob(plan, data)) : undefined;
  const report = new JobReport(runner, job, context.onPoll);
  if (state?.end !== undefined && readFailure === undefined) {
    context.onPoll?.(job.name, state, 0);
    return { ...answer, outputs: job.outputsUrl, failure: report.ended(state, data) };
  }
  const last = await new Stops(context).whileRunning(job, async () => {
    if (readFailure !== undefined) throw readFailure;
    return pollToEnd(context, job, options, before, report);
  });
  const { end } = last ?? {};
  const failure = end === undefined ? report.timedOut() : report.ended(end, last?.data);
  if (last === undefined) return { ...answer, failure };
  await answer.reply.discard();
  const request = { method: 'GET', url: job.url };
  return { ...answer, request, reply: last.reply, outputs: job.outputsUrl, failure };
}

/** A poll that showed the job. */
interface Polled {
  readonly reply: Reply<Body>;
  readonly data: unknown;
  /** The state in which the job has ended; undefined while it is running. */
  readonly end?: JobState;
}

/**
 * Polls a job until it ends or the time is up. Polling continues after errors that may pass.
 * @param before the last run before the start, which does not count; undefined for none
 * @returns the last poll that showed the job; undefined if none did
 * @throws Failure if a poll fails for a lasting reason, or if the workflow is cancelled
 */
export async function pollToEnd(
  context: JobContext,
  job: Job,
  { timeoutMs, intervalMs }: PollOptions,
  before: string | undefined,
  report: JobReport,
): Promise<Polled | undefined> {
  const { clock, signal } = context.runner;
  const deadline = within(clock, timeoutMs, 'the wait has timed out');
  const limited = AbortSignal.any([signal, deadline.signal]);
  let last: Polled | undefined;
  let nextMs = intervalMs ?? interval.firstMs;
  let retryAfterMs = 0;
  try {
    for (;;) {
      // Retry-After may exceed what a timer can hold. The deadline always comes first.
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
      report.checkAge(polled.reply.headers.age, pauseMs);
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
    if (deadline.signal.aborted && !signal.aborted) return last;
    await last?.reply.discard();
    throw error;
  } finally {
    deadline.cancel();
  }
}

/** Polls a job once. @returns the poll, or if it did not show the job, the server's Retry-After */
async function poll(
  context: JobContext,
  job: Job,
  signal: AbortSignal,
  report: JobReport,
): Promise<Polled | { readonly retryAfterMs: number }> {
  const { runner, mask } = context;
  const isEarly = report.elapsedMs < maxNotFoundMs;
  const request = context.poll(job.url, signal);
  const lasting = mayStillRun(job.plan, 'cannot be polled');
  let reply: Reply<Body>;
  try {
    reply = await context.sendOnce(request);
  } catch (error) {
    if (!(error instanceof Failure) || signal.aborted) throw error;
    if (!error.transient) throw new Failure(lasting(error.message), error);
    report.pollFailed(error.message);
    return { retryAfterMs: 0 };
  }
  const { status, headers, body } = reply;
  const json = readJson(body);
  if (isSuccess(status) && json.kind === 'json') {
    try {
      maskResponse(job.plan, mask, json.value);
    } catch (error) {
      await reply.discard();
      throw error;
    }
    return { reply, data: json.value };
  }
  const type = inBrief(headers['content-type'] ?? 'no Content-Type', maxContentType, runner.clean);
  const shown = isSuccess(status)
    ? { text: '', note: `${type}, which is not JSON` }
    : { text: safeToShow(body.text, mask) };
  await reply.discard();
  const { explain } = await import('../errors/explain.ts');
  const why = explain(request, { ...reply, ...shown }, runner.clean);
  const mayAppear = isEarly || job.plan.kind.runField !== undefined;
  if (!isSuccess(status) && (context.accepts(status) || (status === 404 && mayAppear)))
    report.notYet(why);
  // `transient`: no new token could be obtained for now, so a later poll tries again.
  else if (isSuccess(status) || transientStatuses.has(status) || reply.transient === true)
    report.pollFailed(why);
  else throw new Failure(lasting(why));
  return {
    retryAfterMs: parseRetryAfter(headers['retry-after'], headers.date, runner.clock.now()) ?? 0,
  };
}

/**
 * Reads the last run before the start, so that it is not mistaken for the new one.
 * @returns its value of `runField`; undefined if there is none, or if the start returns the new id
 * @throws Failure if it cannot be read; nothing has been started then
 */
async function lastRun(context: JobContext, plan: JobPlan): Promise<string | undefined> {
  const { kind, pathValues } = plan;
  const { runField } = kind;
  if (runField === undefined) return undefined;
  const path = fillPath(kind.poll, (name) => pathValues.get(name));
  const request: Request<string> = {
    ...context.poll(new URL(path, context.tenant.origin), context.runner.signal),
    sink: () => textSink(`GET ${path}`),
  };
  const reply = await context.send(request);
  if (reply.status === 404) return undefined;
  const json = isSuccess(reply.status) ? parseJson(reply.body) : undefined;
  if (json !== undefined) return textAt(json.value, runField);
  const { explain } = await import('../errors/explain.ts');
  const text = safeToShow(reply.body, context.mask);
  const why = explain(request, { ...reply, text }, context.runner.clean);
  throw new Failure(`Nothing was started: the last run of the ${kind.name} cannot be read: ${why}`);
}
