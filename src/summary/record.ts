import type { Attempted } from '../http/retry.ts';
import type { Plan } from '../inputs/plan.ts';
import type { JobState } from '../jobs/job.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/text.ts';

/** How much of a step is kept, whatever the network does: a summary has a most, and so has memory. */
const max = { requests: 20, states: 50, reasons: 5, text: 4000 } as const;

/** The requests of one name (method and path), as one row. */
export interface RequestRow {
  readonly name: string;
  /** Of the last answer; undefined as long as there is none. */
  status: number | undefined;
  /** Answers that are 2xx: the pages of a list. */
  successes: number;
  /** Attempts after the first of a request. */
  retries: number;
  /** Why the first of these were made: statuses and codes of faults. */
  readonly reasons: string[];
  sentBytes: number;
  receivedBytes: number;
  readonly startedAt: number;
  endedAt: number;
}

/** A time that a job was seen in one state; state undefined: it could not be seen. */
export interface StateSpan {
  readonly state: string | undefined;
  /** From the start of the wait to the first look and the last. */
  readonly fromMs: number;
  untilMs: number;
}

/** A job that the step waited for. */
export interface JobTimeline {
  readonly name: string;
  readonly spans: StateSpan[];
  /** Spans before the last one that were too many to keep. */
  leftOut: number;
  looks: number;
  end: JobState['end'];
  elapsedMs: number;
}

/** What the summary tells of a step: it looks on, and changes nothing. */
export class StepRecord {
  readonly requests: RequestRow[] = [];
  /** Attempts of names that came after the most that are kept. */
  moreRequests = 0;
  readonly startedAt: number;
  plan: Plan | undefined;
  /** The call; undefined where none is planned. */
  call: string | undefined;
  job: JobTimeline | undefined;
  /** The output `status`; undefined as long as it is not set. */
  status: string | undefined;
  /** The output `expires-at`; undefined as long as no token was requested. */
  expiresAt: string | undefined;
  failure: string | undefined;
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
    this.startedAt = runner.clock.now();
  }

  /** What the step is about to do. @param call how its call is called in logs */
  planned(plan: Plan, call: string | undefined): void {
    this.plan = plan;
    this.call = call === undefined ? undefined : this.#kept(call);
  }

  /** An attempt at a request has ended. */
  readonly attempted = ({ name, request, startedAt, reply, retriedFor }: Attempted): void => {
    const row = this.#rowFor(this.#kept(name), startedAt);
    row.endedAt = this.#runner.clock.now();
    if (retriedFor !== undefined) {
      row.retries++;
      if (row.reasons.length < max.reasons) row.reasons.push(retriedFor);
    }
    if (reply === undefined) return;
    row.status = reply.status;
    row.successes += Math.trunc(reply.status / 100) === 2 ? 1 : 0;
    row.receivedBytes += reply.bytes;
    // Not of a payload that has to be made for it: nobody may send that one any more.
    if (typeof request.payload === 'object') row.sentBytes = request.payload.length;
  };

  /** A look at a job: see JobContext in jobs/job.ts. */
  readonly look = (name: string, look: JobState | undefined, elapsedMs: number): void => {
    const job = (this.job ??= {
      name: this.#kept(name),
      spans: [],
      leftOut: 0,
      looks: 0,
      end: undefined,
      elapsedMs,
    });
    const state = look === undefined ? undefined : this.#kept(look.state ?? 'no state told');
    const last = job.spans.at(-1);
    if (last !== undefined) last.untilMs = elapsedMs;
    if (last === undefined || last.state !== state) {
      // Where there are too many, the first ones stay, and the last.
      if (job.spans.length === max.states) {
        job.spans.pop();
        job.leftOut++;
      }
      job.spans.push({ state, fromMs: elapsedMs, untilMs: elapsedMs });
    }
    job.looks++;
    job.end = look?.end;
    job.elapsedMs = elapsedMs;
  };

  /** Secrets go first: half of one is known to nobody. What becomes one later goes in section.ts. */
  #kept(text: string): string {
    return inBrief(text, max.text, this.#runner.clean);
  }

  /** @returns one that nobody looks at for a name that came too late to be kept */
  #rowFor(name: string, startedAt: number): RequestRow {
    const found = this.requests.find((row) => row.name === name);
    if (found !== undefined) return found;
    const row: RequestRow = {
      name,
      status: undefined,
      successes: 0,
      retries: 0,
      reasons: [],
      sentBytes: 0,
      receivedBytes: 0,
      startedAt,
      endedAt: startedAt,
    };
    if (this.requests.length < max.requests) this.requests.push(row);
    else this.moreRequests++;
    return row;
  }
}
