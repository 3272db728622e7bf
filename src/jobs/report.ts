import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { durationInWords, inBrief } from '../runner/text.ts';
import type { Job, JobContext, JobState } from './job.ts';
import { textAt } from './kinds.ts';

/** A line at least this often, so that nobody thinks it hangs. */
const heartbeatMs = 60_000;

/** How much of a state and of a reason is shown: whatever the server calls one. */
const maxState = 100;
const maxReason = 500;

/** How much of a job's log is shown: its last lines, and of each the end, in UTF-16 units. */
const maxLines = 40;
const maxLine = 1000;

/** Tells the log how a job gets on: a line for each change, none for each poll. And how it ended. */
export class JobReport {
  readonly #runner: Runner;
  readonly #job: Job;
  readonly #startedMs: number;
  readonly #onPoll: JobContext['onPoll'];
  #state: string | undefined;
  #loggedAtMs = Number.NEGATIVE_INFINITY;
  #unseenSinceMs: number | undefined;
  /** What came in place of a state at the last poll. */
  #instead: string | undefined;
  #warnedOfCache = false;
  readonly #unknown = new Set<string>();

  constructor(runner: Runner, job: Job, onPoll?: JobContext['onPoll']) {
    this.#runner = runner;
    this.#job = job;
    this.#startedMs = runner.clock.now();
    this.#onPoll = onPoll;
  }

  get elapsedMs(): number {
    return this.#runner.clock.now() - this.#startedMs;
  }

  /** The job could be looked at. */
  polled(seen: JobState): void {
    this.#onPoll?.(this.#job.name, seen, this.elapsedMs);
    this.#instead = undefined;
    if (this.#unseenSinceMs !== undefined) {
      this.#log(
        `can be seen again, after ${durationInWords(this.#runner.clock.now() - this.#unseenSinceMs)}`,
      );
      this.#unseenSinceMs = undefined;
    }
    const state = this.#inBrief(seen.state ?? 'running', maxState);
    if (state !== this.#state || this.#isQuiet) this.#log(state);
    this.#state = state;
    if (!seen.unknown || this.#unknown.has(state)) return;
    this.#unknown.add(state);
    this.#runner.warning(
      `${this.#job.name}: the state ${state} is unknown to this action, which takes the job as still running`,
      'unknown state of a job',
    );
  }

  /** The job could not be looked at: one line for each outage. */
  pollFailed(why: string): void {
    this.#onPoll?.(this.#job.name, undefined, this.elapsedMs);
    this.#instead = why;
    if (this.#unseenSinceMs === undefined) {
      this.#unseenSinceMs = this.#runner.clock.now();
      this.#log(`cannot be seen, and is asked for again: ${why}`);
    } else if (this.#isQuiet) this.#log('still cannot be seen');
  }

  /** The job is not there yet: one line for each reason, and one a minute. */
  notYet(why: string): void {
    if (why !== this.#instead || this.#isQuiet) this.#log(`not there yet: ${why}`);
    this.#instead = why;
  }

  /**
   * A poll was answered. One warning when a cache did, with what was true before the last poll.
   * @param age the answer's `Age` (RFC 9111 section 5.1), in seconds
   */
  cameFromCache(age: string | undefined, sinceLastPollMs: number): void {
    if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= sinceLastPollMs)
      return;
    this.#warnedOfCache = true;
    this.#runner.warning(
      `${this.#job.name}: a cache between here and the tenant answers the polls (Age: ${String(Number(age))} s), ` +
        'although they forbid it, so the end may be seen late or never: let it pass /api/ on',
      'answer from a cache',
    );
  }

  /**
   * The job has ended.
   * @param data its last state as JSON
   * @returns the failure of the step; undefined when the job ended well
   */
  ended({ state, end, reason }: JobState, data: unknown): Failure | undefined {
    if (end === 'well') return undefined;
    const { clean, group, warning } = this.#runner;
    const { name, plan } = this.#job;
    const told = this.#inBrief(state ?? 'failed', maxState);
    if (end === 'warning') {
      warning(
        `${name} ended with warnings (${told}): look at its log in Qlik`,
        'job ended with warnings',
      );
      return undefined;
    }
    const lines = (textAt(data, plan.kind.log) ?? '').trim().split(/\r\n|\r|\n/u);
    // Secrets go first: half of one is masked by nobody.
    const shown = lines.slice(-maxLines).map((line) => endOf(clean(line), maxLine));
    if (lines.join('') !== '') group(`End of the log of ${name}`, shown);
    const why = this.#inBrief(reason, maxReason);
    const words = `${name} ended as ${told} after ${durationInWords(this.elapsedMs)}`;
    return new Failure(why === '' ? words : `${words}: ${why}`, { title: 'job failed' });
  }

  /** @returns what the step fails with that has no more time */
  timeUp(): Failure {
    const { name, plan } = this.#job;
    const later =
      'Raise `wait-timeout-minutes`, or look at it later with a GET of its path and `wait`';
    const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
    const time = `${durationInWords(this.elapsedMs)} (state: ${this.#state ?? 'not seen yet'})`;
    return new Failure(
      this.#instead === undefined
        ? `${name} is still running after ${time}; it is left running`
        : `${name} was not seen to end within ${time}; it may still run. The last poll: ${this.#instead}`,
      {
        hint: doubt === undefined ? later : `${later}. ${doubt}`,
        topic: 'job-still-running',
        title: 'job still running',
      },
    );
  }

  /** Whether it is time for another line. */
  get #isQuiet(): boolean {
    return this.#runner.clock.now() - this.#loggedAtMs >= heartbeatMs;
  }

  #inBrief(text: string, max: number): string {
    return inBrief(text, max, this.#runner.clean);
  }

  #log(what: string): void {
    this.#loggedAtMs = this.#runner.clock.now();
    this.#runner.info(`${this.#job.name}: ${what} (${durationInWords(this.elapsedMs)})`);
  }
}

function endOf(line: string, limit: number): string {
  return line.length <= limit ? line : `…${line.slice(1 - limit).toWellFormed()}`;
}
