import type { Attempted } from '../http/retry.ts';
import type { Plan } from '../inputs/plan.ts';
import type { JobState } from '../jobs/job.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/text.ts';

/** How much of a step is recorded, so that neither memory nor the summary grows without limit. */
const max = { requests: 20, states: 50, reasons: 5, text: 4000 } as const;

/** All requests with the same name (method and path). */
export interface RequestRow {
  readonly name: string;
  /** The status of the last response; undefined until there is one. */
  status: number | undefined;
  /** The number of 2xx responses: the pages of a list. */
  successes: number;
  /** The number of repeated attempts. */
  retries: number;
  /** Statuses and error codes that caused the first few of these retries. */
  readonly reasons: string[];
  sentBytes: number;
  receivedBytes: number;
  readonly startedAt: number;
  endedAt: number;
}

/** A period during which every poll saw a job in the same state; undefined if the polls failed. */
export interface StateSpan {
  readonly state: string | undefined;
  /** From the start of the wait to the first and the last of these polls. */
  readonly fromMs: number;
  untilMs: number;
}

/** A job that the step waited for. */
export interface JobTimeline {
  readonly name: string;
  readonly spans: StateSpan[];
  /** The number of spans before the last one that were dropped. */
  leftOut: number;
  polls: number;
  end: JobState['end'];
  elapsedMs: number;
}

/** What a step did, for its summary. Recording it has no effect on the step. */
export class StepRecord {
  readonly requests: RequestRow[] = [];
  /** Attempts at requests for which there is no row left. */
  moreRequests = 0;
  readonly startedAt: number;
  plan: Plan | undefined;
  /** The name of the call; undefined if none is planned. */
  call: string | undefined;
  job: JobTimeline | undefined;
  /** The output `created`; undefined until it is set. */
  created: string | undefined;
  /** The output `status`; undefined until it is set. */
  status: string | undefined;
  /** The output `expires-at`; undefined until a token is requested. */
  expiresAt: string | undefined;
  failure: string | undefined;
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
    this.startedAt = runner.clock.now();
  }

  /** Records what the step is about to do. @param call the name of its call in the log */
  planned(plan: Plan, call: string | undefined): void {
    this.plan = plan;
    this.call = call === undefined ? undefined : this.#shortened(call);
  }

  /** Records an attempt at a request once it has ended. */
  readonly attempted = ({ name, request, startedAt, reply, retriedFor }: Attempted): void => {
    const row = this.#rowFor(this.#shortened(name), startedAt);
    row.endedAt = this.#runner.clock.now();
    if (retriedFor !== undefined) {
      row.retries++;
      if (row.reasons.length < max.reasons) row.reasons.push(retriedFor);
    }
    if (reply === undefined) return;
    row.status = reply.status;
    row.successes += Math.trunc(reply.status / 100) === 2 ? 1 : 0;
    row.receivedBytes += reply.bytes;
    // A payload that is created for each attempt is not created again just to read its length.
    if (typeof request.payload === 'object') row.sentBytes = request.payload.length;
  };

  /** Records a poll of a job: see `onPoll` in jobs/job.ts. */
  readonly polled = (name: string, seen: JobState | undefined, elapsedMs: number): void => {
    const job = (this.job ??= {
      name: this.#shortened(name),
      spans: [],
      leftOut: 0,
      polls: 0,
      end: undefined,
      elapsedMs,
    });
    const state = seen === undefined ? undefined : this.#shortened(seen.state ?? 'no state');
    const last = job.spans.at(-1);
    if (last !== undefined) last.untilMs = elapsedMs;
    if (last === undefined || last.state !== state) {
      // If there are too many, the first ones and the last one are kept.
      if (job.spans.length === max.states) {
        job.spans.pop();
        job.leftOut++;
      }
      job.spans.push({ state, fromMs: elapsedMs, untilMs: elapsedMs });
    }
    job.polls++;
    job.end = seen?.end;
    job.elapsedMs = elapsedMs;
  };

  /** Removes secrets first, since half a secret is not recognised. Later secrets are removed in section.ts. */
  #shortened(text: string): string {
    return inBrief(text, max.text, this.#runner.clean);
  }

  /** @returns the row of a name; one that is not in the table if the table is full */
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
