import type { nameOf, Reply, Request, Send } from '../http/exchange.ts';
import type { Plan } from '../inputs/plan.ts';
import type { JobState } from '../jobs/job.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/safe-text.ts';

/** How much of a step is kept, whatever the network does: a summary has a most, and so has memory. */
export const most = { requests: 20, stays: 50, reasons: 5, text: 4000 } as const;

/** The requests of one name (method and path), as one row. */
export interface Asked {
  readonly name: string;
  /** Of the last answer; undefined as long as there is none. */
  status: number | undefined;
  /** Answers that are 2xx: the pages of a list. */
  successes: number;
  /** Attempts after the first of a request. */
  retries: number;
  /** Why the first of these were made: statuses and codes of faults. */
  readonly reasons: string[];
  /** Bytes. */
  sent: number;
  received: number;
  /** Milliseconds since the epoch. */
  readonly began: number;
  ended: number;
}

/** A time that a job was seen in one state; state undefined: it could not be seen. */
export interface Stay {
  readonly state: string | undefined;
  /** Milliseconds since the wait began: the first look and the last. */
  readonly from: number;
  until: number;
}

/** A job that the step waited for. */
export interface Watched {
  readonly name: string;
  readonly stays: Stay[];
  /** Stays before the last one that were too many to keep. */
  left: number;
  looks: number;
  end: JobState['end'];
  /** Milliseconds. */
  elapsed: number;
}

/** What the summary tells of a step: it looks on, and changes nothing. */
export class StepRecord {
  readonly requests: Asked[] = [];
  /** Attempts of names that came after the most that are kept. */
  moreRequests = 0;
  readonly began: number;
  plan: Plan | undefined;
  /** The call; undefined where none is planned. */
  call: string | undefined;
  job: Watched | undefined;
  /** The output `status`; undefined as long as it is not set. */
  status: string | undefined;
  /** The output `expires-at`; undefined as long as no token was requested. */
  expiresAt: string | undefined;
  failure: string | undefined;
  readonly #runner: Runner;
  readonly #nameOf: typeof nameOf;

  /**
   * @param name how requests are called. A parameter, as all of main's own would have to be: what two
   *   chunks share is bundled apart from the rest, and costs every step, also those without a summary
   */
  constructor(runner: Runner, name: typeof nameOf) {
    this.#runner = runner;
    this.#nameOf = name;
    this.began = runner.clock.now();
  }

  /** What the step is about to do. */
  planned(plan: Plan): void {
    this.plan = plan;
    this.call = plan.call === undefined ? undefined : this.#kept(this.#nameOf(plan.call));
  }

  /** A request is about to be made again. @param why a status, or the code of a fault */
  retried(request: Request<unknown>, why: string): void {
    const row = this.#rowFor(request);
    row.retries++;
    if (row.reasons.length < most.reasons) row.reasons.push(why);
  }

  /** The last attempt of a download may have brought its rest alone. */
  joined(request: Request<unknown>, part: Reply<unknown>, whole: Reply<unknown>): void {
    if (part.status === whole.status && part.bytes === whole.bytes) return;
    const row = this.#rowFor(request);
    row.status = whole.status;
    row.received += whole.bytes - part.bytes;
  }

  /** @returns a Send that notes each attempt of another */
  readonly attempts = (send: Send): Send => {
    return async <T>(request: Request<T>): Promise<Reply<T>> => {
      const row = this.#rowFor(request);
      try {
        const reply = await send(request);
        row.status = reply.status;
        row.successes += Math.trunc(reply.status / 100) === 2 ? 1 : 0;
        row.received += reply.bytes;
        // Not of a payload that has to be made for it: nobody may send that one any more.
        row.sent = typeof request.payload === 'object' ? request.payload.length : row.sent;
        return reply;
      } finally {
        row.ended = this.#runner.clock.now();
      }
    };
  };

  /** A look at a job: see JobContext in jobs/job.ts. */
  readonly look = (name: string, look: JobState | undefined, elapsed: number): void => {
    this.job ??= { name: this.#kept(name), stays: [], left: 0, looks: 0, end: undefined, elapsed };
    const { job } = this;
    const { stays } = job;
    const state = look === undefined ? undefined : this.#kept(look.state ?? 'no state told');
    const last = stays.at(-1);
    if (last !== undefined) last.until = elapsed;
    if (last === undefined || last.state !== state) {
      // Where there are too many, the first ones stay, and the last.
      if (stays.length === most.stays) {
        stays.pop();
        job.left++;
      }
      stays.push({ state, from: elapsed, until: elapsed });
    }
    job.looks++;
    job.end = look?.end;
    job.elapsed = elapsed;
  };

  /** Secrets go first: half of one is known to nobody. What becomes one later goes in render.ts. */
  #kept(text: string): string {
    return inBrief(text, most.text, (line) => this.#runner.clean(line));
  }

  #rowFor(request: Request<unknown>): Asked {
    const name = this.#kept(this.#nameOf(request));
    const now = this.#runner.clock.now();
    const found = this.requests.find((row) => row.name === name);
    if (found !== undefined) return found;
    const row: Asked = {
      name,
      status: undefined,
      successes: 0,
      retries: 0,
      reasons: [],
      sent: 0,
      received: 0,
      began: now,
      ended: now,
    };
    if (this.requests.length < most.requests) this.requests.push(row);
    else this.moreRequests++;
    return row;
  }
}
