/**
 * A kind of job, told in the same terms in which a workflow tells of its own: where it is polled,
 * and how its end is seen. A new kind is a new row.
 */
export interface KnownJob {
  /** As it is called in the log. */
  readonly name: string;
  /** Where it lives, first where it stays: namespaces, and `v1`. `{base}` below is one of them. */
  readonly bases: readonly string[];
  /** What a POST to starts it; `{name}` is one segment of the path. */
  readonly starts: readonly string[];
  /** Where it is polled; `{name}` comes from the start's path, or is a field of its answer. */
  readonly poll: string;
  /** What a POST to asks it to stop. */
  readonly stop?: string;
  /** The field that holds its state, as in `lastRun.state`. */
  readonly state: string;
  /** States, in lower case, that it passes through, ... */
  readonly running: readonly string[];
  /** ... that end it well, ... */
  readonly well: readonly string[];
  /** ... well, but worth a warning, ... */
  readonly warns?: readonly string[];
  /** ... or badly. */
  readonly bad: readonly string[];
  /** Fields that say why it ended badly. */
  readonly reasons: readonly string[];
  /** The field that holds its log. */
  readonly log?: string;
  /** Fields that hold errors though it ended well: with any, it did not. `[]` stands for each of a list. */
  readonly faults?: readonly string[];
  /** Where what it made is listed, as `poll` is written; or in `results` of its last state. See outputs.ts. */
  readonly outputs?: string;
  /** Where the start gives no id: the field by which a run is told from the one before. */
  readonly run?: string;
}

/** @see https://qlik.dev/apis/rest/ and the types of Qlik's `@qlik/api` package */
export const knownJobs: readonly KnownJob[] = [
  {
    name: 'reload',
    bases: ['/api/v1/reloads'],
    starts: ['{base}'],
    poll: '{base}/{id}',
    stop: '{base}/{id}/actions/cancel',
    state: 'status',
    running: ['queued', 'reloading', 'canceling'],
    well: ['succeeded'],
    bad: ['failed', 'canceled', 'exceeded_limit'],
    reasons: ['errorCode', 'errorMessage'],
    log: 'log',
  },
  {
    name: 'automation run',
    bases: ['/api/workflows/automations', '/api/v1/automations'],
    starts: ['{base}/{automation}/runs'],
    poll: '{base}/{automation}/runs/{id}',
    stop: '{base}/{automation}/runs/{id}/actions/stop',
    state: 'status',
    running: ['queued', 'not started', 'starting', 'running', 'must stop'],
    well: ['finished'],
    warns: ['finished with warnings'],
    bad: ['failed', 'stopped', 'exceeded limit'],
    reasons: ['error'],
  },
  {
    name: 'task',
    bases: ['/api/scheduling/tasks', '/api/v1/tasks'],
    starts: ['{base}/{task}/actions/start'],
    poll: '{base}/{task}/runs/last',
    state: 'status',
    running: ['running'],
    well: ['succeeded'],
    bad: ['failed'],
    reasons: [],
    log: 'log',
    run: 'id',
  },
  {
    name: 'data-integration action',
    bases: ['/api/v1/di-projects'],
    starts: ['import-async', 'prepare', 'validate'].map(
      (action) => `{base}/{project}/actions/${action}`,
    ),
    poll: '{base}/actions/{actionId}',
    state: 'state',
    running: ['pending', 'executing'],
    well: ['completed', 'skipped'],
    bad: ['failed', 'canceled'],
    reasons: ['error'],
  },
  {
    name: 'data task',
    bases: ['/api/v1/di-projects'],
    starts: ['{base}/{project}/di-tasks/{task}/runtime/actions/start'],
    poll: '{base}/{project}/di-tasks/{task}/runtime/state',
    stop: '{base}/{project}/di-tasks/{task}/runtime/actions/stop',
    state: 'lastRun.state',
    running: ['starting', 'running', 'stopping'],
    well: ['completed'],
    bad: ['failed', 'canceled'],
    reasons: ['lastRun.message'],
    run: 'lastRun.startTime',
  },
  {
    name: 'report',
    bases: ['/api/v1/reports'],
    starts: ['{base}'],
    poll: '{base}/{requestId}/status',
    state: 'status',
    running: ['queued', 'processing', 'visiting', 'aborting'],
    well: ['done'],
    bad: ['failed', 'aborted'],
    reasons: ['requestErrors', 'reasons[].exportErrors'],
    faults: ['requestErrors', 'results[].exportErrors'],
    outputs: '{base}/{requestId}/outputs',
  },
];

/** How the name of a state begins that is an end, though no row knows it; in lower case. */
export const badBeginnings: readonly string[] = [
  'cancel',
  'fail',
  'abort',
  'error',
  'stopped',
  'exceed',
  'misfire',
  'reject',
  'expire',
];
