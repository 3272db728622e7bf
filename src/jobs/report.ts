import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { durationInWords, inBrief } from '../runner/text.ts';
import type { Job, JobContext, JobState } from './job.ts';
import { textAt } from './kinds.ts';

/** The log gets a line at least this often, so that nobody thinks the step hangs. */
const heartbeatMs = 60_000;

/** A state and a reason are cut to this length in UTF-16 units: a server can send any text as one. */
const maxState = 100;
const maxReason = 500;

/** Of a job's log, the last lines are shown, and of each line the end, in UTF-16 units. */
const maxLines = 40;
const maxLine = 1000;

/** Logs a job's progress, with one line per change rather than per poll, and reports how it ended. */
export class JobReport {
  readonly #runner: Runner;
  readonly #job: Job;
  readonly #startedMs: number;
  readonly #onPoll: JobContext['onPoll'];
  #state: string | undefined;
  #loggedAtMs = Number.NEGATIVE_INFINITY;
  #failingSinceMs: number | undefined;
  /** Why the last poll did not show the job; undefined if it did. */
  #problem: string | undefined;
  #warnedOfCache = false;
  readonly #unknownStates = new Set<string>();

  constructor(runner: Runner, job: Job, onPoll?: JobContext['onPoll']) {
    this.#runner = runner;
    this.#job = job;
    this.#startedMs = runner.clock.now();
    this.#onPoll = onPoll;
  }

  get elapsedMs(): number {
    return this.#runner.clock.now() - this.#startedMs;
  }

  /** Reports a poll that showed the job. */
  polled(poll: JobState): void {
    this.#onPoll?.(this.#job.name, poll, this.elapsedMs);
    this.#problem = undefined;
    if (this.#failingSinceMs !== undefined) {
      this.#log(
        `polls succeed again, after ${durationInWords(this.#runner.clock.now() - this.#failingSinceMs)}`,
      );
      this.#failingSinceMs = undefined;
    }
    const state = this.#inBrief(poll.state ?? 'running', maxState);
    if (state !== this.#state || this.#isLineDue) this.#log(state);
    this.#state = state;
    if (!poll.unknown || this.#unknownStates.has(state)) return;
    this.#unknownStates.add(state);
    this.#runner.warning(
      `${this.#job.name}: the state ${state} is unknown to this action, which treats the job as still running`,
      'unknown job state',
    );
  }

  /** Reports a poll that failed, with one line for each outage, and one a minute. */
  pollFailed(why: string): void {
    this.#onPoll?.(this.#job.name, undefined, this.elapsedMs);
    this.#problem = why;
    if (this.#failingSinceMs === undefined) {
      this.#failingSinceMs = this.#runner.clock.now();
      this.#log(`poll failed, polling continues: ${why}`);
    } else if (this.#isLineDue) this.#log('polls still fail');
  }

  /** Reports that the job is not there yet, with one line for each reason, and one a minute. */
  notYet(why: string): void {
    if (why !== this.#problem || this.#isLineDue) this.#log(`not there yet: ${why}`);
    this.#problem = why;
  }

  /**
   * Warns once if a cache answered a poll with what was true before the previous poll.
   * @param age the response's `Age` (RFC 9111 section 5.1), in seconds
   */
  checkAge(age: string | undefined, sinceLastPollMs: number): void {
    if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= sinceLastPollMs)
      return;
    this.#warnedOfCache = true;
    this.#runner.warning(
      `${this.#job.name}: a cache between here and the tenant answers the polls (Age: ${String(Number(age))} s), ` +
        'although they forbid it, so the step may see the end late or never: exempt /api/ from that cache',
      'response from a cache',
    );
  }

  /**
   * Reports how the job ended, with the end of its log if it failed.
   * @param data the JSON of the last poll
   * @returns the failure of the step; undefined if the job succeeded
   */
  ended({ state, end, reason }: JobState, data: unknown): Failure | undefined {
    if (end === 'success') return undefined;
    const { clean, group, warning } = this.#runner;
    const { name, plan } = this.#job;
    const inState = this.#inBrief(state ?? 'failed', maxState);
    if (end === 'warning') {
      warning(
        `${name} ended with warnings (${inState}): see its log in Qlik`,
        'job ended with warnings',
      );
      return undefined;
    }
    const lines = (textAt(data, plan.kind.logField) ?? '').trim().split(/\r\n|\r|\n/u);
    // Secrets are removed before lines are cut, since a mask does not match half a secret.
    const shown = lines.slice(-maxLines).map((line) => endOf(clean(line), maxLine));
    if (lines.join('') !== '') group(`End of the log of ${name}`, shown);
    const why = this.#inBrief(reason, maxReason);
    const words = `${name} ended in state ${inState} after ${durationInWords(this.elapsedMs)}`;
    return new Failure(why === '' ? words : `${words}: ${why}`, { title: 'job failed' });
  }

  /** @returns the failure of a step whose wait has timed out */
  timedOut(): Failure {
    const { name, plan } = this.#job;
    const advice =
      'Raise `wait-timeout-minutes`, or wait for it in a later step, with a GET of its path and `wait`';
    const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
    const time = `${durationInWords(this.elapsedMs)} (state: ${this.#state ?? 'not seen yet'})`;
    return new Failure(
      this.#problem === undefined
        ? `${name} is still running after ${time}; it is left running`
        : `${name} was not seen to end within ${time}; it may still be running. The last poll: ${this.#problem}`,
      {
        hint: doubt === undefined ? advice : `${advice}. ${doubt}`,
        topic: 'job-still-running',
        title: 'job still running',
      },
    );
  }

  /** Whether the last line was so long ago that another is due. */
  get #isLineDue(): boolean {
    return this.#runner.clock.now() - this.#loggedAtMs >= heartbeatMs;
  }

  #inBrief(text: string, max: number): string {
    return inBrief(text, max, this.#runner.clean);
  }

  #log(event: string): void {
    this.#loggedAtMs = this.#runner.clock.now();
    this.#runner.info(`${this.#job.name}: ${event} (${durationInWords(this.elapsedMs)})`);
  }
}

function endOf(line: string, limit: number): string {
  return line.length <= limit ? line : `…${line.slice(1 - limit).toWellFormed()}`;
}
