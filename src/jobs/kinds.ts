import { isRecord, jsonText } from '../json.ts';

/**
 * A kind of job, told in the same terms in which a workflow tells of its own: where it is polled,
 * and how its end is seen. A new kind is a new row.
 */
export interface JobKind {
  /** As it is called in the log. */
  readonly name: string;
  /** Where it lives, first where it stays: namespaces, and `v1`. `{base}` below is one of them. */
  readonly bases: readonly string[];
  /** What a POST to starts it; `{name}` is one segment of the path. */
  readonly starts: readonly string[];
  /** Where it is polled; `{name}` comes from the start's path, or is a field of its answer, as in `{data.id}`. */
  readonly poll: string;
  /** What a POST to asks it to stop. */
  readonly stop?: string | undefined;
  /** The field that holds its state, as in `lastRun.state`; `[]` stands for each of a list. */
  readonly state?: string;
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
  /** Fields that hold errors though it ended well: with any, it did not. */
  readonly faults?: readonly string[];
  /** Where what it made is listed, as `poll` is written; or in `results` of its last state. */
  readonly outputs?: string;
  /** Where the start gives no id: the field by which a run is told from the one before. */
  readonly run?: string | undefined;
}

/** @see https://qlik.dev/apis/rest/ and the types of Qlik's `@qlik/api` package */
export const jobKinds: readonly JobKind[] = [
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

/** A job of the workflow's own: its expressions alone say how it gets on. */
export const ownJob: Omit<JobKind, 'poll'> = {
  name: 'job',
  bases: [],
  starts: [],
  running: [],
  well: [],
  bad: [],
  reasons: [],
};

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

const placeholder = /\{([^{}]+)\}/gu;

/** The names in a template, as `id` in `/api/v1/reloads/{id}`. */
export function placesIn(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

/** @param valueOf gives what stands in a place, encoded; undefined leaves the place as it is */
export function fillPath(template: string, valueOf: (name: string) => string | undefined): string {
  return template.replace(placeholder, (whole, name: string) => valueOf(name) ?? whole);
}

/**
 * @param template with places that are whole segments
 * @param path percent-encoded
 * @returns the segments by name, still encoded; undefined when the path is not of this form
 */
export function matchPath(
  template: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const named: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const segment = given[index] ?? '';
    const [name] = placesIn(want);
    if (name === undefined ? want !== segment : segment === '') return undefined;
    if (name !== undefined) named[name] = segment;
  }
  return named;
}

/** A field's text by its path; objects and lists as JSON. */
export function textAt(data: unknown, path: string | undefined): string | undefined {
  return path === undefined ? undefined : textsAt(data, path)[0];
}

/** In place of what JSON.stringify cannot write. */
export const unreadable = '(nested too deeply to be shown)';

export function textsAt(data: unknown, path: string): string[] {
  return valuesAt(data, path)
    .filter((value) => value !== undefined && value !== null && value !== '')
    .map((value) => (typeof value === 'string' ? value : (jsonText(value) ?? unreadable)));
}

/** What a path leads to: `lastRun.state`, or `results[].exportErrors` for those of each of a list. */
export function valuesAt(data: unknown, path: string): unknown[] {
  let values: unknown[] = [data];
  for (const part of path.split('.')) {
    const name = part.replace(/\[\]$/u, '');
    values = values
      .map((value) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined))
      .flatMap((value) =>
        name === part ? [value] : Array.isArray(value) ? (value as unknown[]) : [],
      );
  }
  return values;
}
