import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/safe-text.ts';
import type { Look } from './state.ts';

/** A line at least this often, so that nobody thinks it hangs; in milliseconds. */
const heartbeat = 60_000;

/** How much of a state the log shows: whatever the server calls one. */
export const mostOfState = 100;

/**
 * Is told of each look at a job, besides the log.
 * @param look undefined when the job could not be looked at
 * @param elapsed milliseconds since the wait began
 */
export type OnLook = (name: string, look: Look | undefined, elapsed: number) => void;

/** Tells the log how a job gets on: a line for each change, none for each look. */
export class Progress {
  readonly #runner: Runner;
  readonly #name: string;
  readonly #started: number;
  readonly #onLook: OnLook | undefined;
  #state: string | undefined;
  #told = Number.NEGATIVE_INFINITY;
  #away: number | undefined;
  #instead: string | undefined;
  #warnedOfCache = false;
  readonly #unknown = new Set<string>();

  /** @param name the job, as `reload 66a0…` */
  constructor(runner: Runner, name: string, onLook?: OnLook) {
    this.#runner = runner;
    this.#name = name;
    this.#started = runner.clock.now();
    this.#onLook = onLook;
  }

  /** The job could be looked at. */
  saw(look: Look): void {
    this.#onLook?.(this.#name, look, this.elapsed);
    this.#instead = undefined;
    if (this.#away !== undefined) {
      this.#say(`can be seen again, after ${seconds(this.#runner.clock.now() - this.#away)}`);
      this.#away = undefined;
    }
    const state = inBrief(look.state ?? 'running', mostOfState, this.#runner.clean);
    if (state !== this.#state || this.#runner.clock.now() - this.#told >= heartbeat)
      this.#say(state);
    this.#state = state;
    if (!look.unknown || this.#unknown.has(state)) return;
    this.#unknown.add(state);
    this.#runner.warning(
      `${this.#name}: the state ${state} is unknown to this action, which takes the job as still running`,
      'unknown state of a job',
    );
  }

  /** The job could not be looked at: one line for each outage. */
  lostSight(why: string): void {
    this.#onLook?.(this.#name, undefined, this.elapsed);
    this.#instead = why;
    if (this.#away === undefined) {
      this.#away = this.#runner.clock.now();
      this.#say(`cannot be seen, and is asked for again: ${why}`);
    } else if (this.#runner.clock.now() - this.#told >= heartbeat)
      this.#say('still cannot be seen');
  }

  /** The job is not there yet: one line for each reason, and one a minute. */
  notYet(why: string): void {
    if (why !== this.#instead || this.#runner.clock.now() - this.#told >= heartbeat)
      this.#say(`not there yet: ${why}`);
    this.#instead = why;
  }

  /**
   * A poll was answered. One warning when a cache did, with what was true before the last poll.
   * @param age the answer's `Age` (RFC 9111 section 5.1), in seconds
   * @param pause since the last poll, in milliseconds
   */
  cameFromCache(age: string | undefined, pause: number): void {
    if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= pause) return;
    this.#warnedOfCache = true;
    const seconds = String(Number(age));
    this.#runner.warning(
      `${this.#name}: a cache between here and the tenant answers the polls (Age: ${seconds} s), ` +
        'although they forbid it, so the end may be seen late or never: let it pass /api/ on',
      'answer from a cache',
    );
  }

  /** What came in place of a state at the last poll; undefined when that showed one. */
  get instead(): string | undefined {
    return this.#instead;
  }

  /** Its state as it was last seen. */
  get state(): string {
    return this.#state ?? 'not seen yet';
  }

  /** Milliseconds since the wait began. */
  get elapsed(): number {
    return this.#runner.clock.now() - this.#started;
  }

  #say(what: string): void {
    this.#told = this.#runner.clock.now();
    this.#runner.info(`${this.#name}: ${what} (${seconds(this.elapsed)})`);
  }
}

/** Milliseconds in words: `42 s`, `3 min 5 s`. */
export function seconds(ms: number): string {
  const all = Math.round(ms / 1000);
  return all < 60
    ? `${String(all)} s`
    : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}
