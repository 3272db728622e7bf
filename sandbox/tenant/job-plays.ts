/** One state of a job, as a poll shows it: members that are laid over the job's own. */
export type JobState = Readonly<Record<string, unknown>>;

/** Kinds of jobs and how they go when no test says otherwise. A new kind is a new row. */
const usual: Readonly<Record<string, readonly JobState[]>> = {
  reloads: [{ status: 'QUEUED' }, { status: 'RELOADING' }, { status: 'SUCCEEDED' }],
  'automation runs': [{ status: 'queued' }, { status: 'running' }, { status: 'finished' }],
  'task runs': [{ status: 'RUNNING' }, { status: 'SUCCEEDED' }],
  'di actions': [{ state: 'PENDING' }, { state: 'EXECUTING' }, { state: 'COMPLETED' }],
  'di task runs': [{ state: 'STARTING' }, { state: 'RUNNING' }, { state: 'COMPLETED' }],
  reports: [{ status: 'queued' }, { status: 'processing' }, { status: 'done' }],
  evaluations: [{ status: 'started' }, { status: 'finished' }],
};

interface Job {
  readonly kind: string;
  /** What stays the same in all states. */
  readonly base: JobState;
  /** The first is the present one. */
  states: readonly JobState[];
}

/** Jobs that go on by one state with each look at them, and stay in the last. */
export class JobPlays {
  readonly #ahead: { kind: string; states: readonly JobState[] }[] = [];
  readonly #jobs = new Map<string, Job>();

  /**
   * Sets how the next job of a kind will go that has no such plan yet.
   *
   * @param states what its start answers, then what each poll in turn shows
   * @throws Error for a kind that no tenant has
   */
  plan(kind: string, states: readonly JobState[]): void {
    if (!usual[kind]) throw new Error(`${kind} is none of ${Object.keys(usual).join(', ')}`);
    this.#ahead.push({ kind, states });
  }

  /** @returns the new job's first state */
  start(kind: string, id: string, base: JobState): JobState {
    const index = this.#ahead.findIndex((play) => play.kind === kind);
    const [planned] = index < 0 ? [] : this.#ahead.splice(index, 1);
    const states = planned?.states ?? usual[kind] ?? [];
    this.#jobs.set(id, { kind, base, states });
    return this.look(id) ?? {};
  }

  /** @returns the present state, which stays; undefined when there is no such job */
  look(id: string): JobState | undefined {
    const job = this.#jobs.get(id);
    return job && { ...job.base, ...job.states[0] };
  }

  /** @returns the next state, which is then the present one; the last stays for ever */
  poll(id: string): JobState | undefined {
    const job = this.#jobs.get(id);
    if (job && job.states.length > 1) job.states = job.states.slice(1);
    return this.look(id);
  }

  /** Puts a job into other states, whatever was planned: what a stop does. */
  divert(id: string, states: readonly JobState[]): void {
    const job = this.#jobs.get(id);
    if (job) job.states = states;
  }

  /** @returns the present states of all jobs of a kind, the oldest first */
  all(kind: string): JobState[] {
    const jobs = [...this.#jobs].filter(([, job]) => job.kind === kind);
    return jobs.map(([id]) => this.look(id) ?? {});
  }
}
