import { isRecord, jsonText } from '../json.ts';

/**
 * A kind of job, in the same terms in which a workflow describes a job of its own: where to poll it,
 * and how to recognise its end. A new kind is a new row. A field of a response is written as a path:
 * `lastRun.state`, or `reasons[].exportErrors` for a field of each entry of a list.
 */
export interface JobKind {
  /** Its name in the log. */
  readonly name: string;
  /** The values of `{base}` below, the one that Qlik will keep first: a namespace, then `v1`. */
  readonly bases: readonly string[];
  /** The path that lists its jobs, for a start that may return no id. */
  readonly list?: string;
  /** Paths to which a POST starts it; `{name}` is one segment of the path. */
  readonly starts: readonly string[];
  /** The path to poll; `{name}` comes from the start's path, or is a field of its response: `{data.id}`. */
  readonly poll: string;
  /** The path to which a POST asks it to stop. */
  readonly stop?: string | undefined;
  /** The field with its state. */
  readonly stateField?: string;
  /** States, in lower case, in which it is still running. */
  readonly running: readonly string[];
  /** States in which it has succeeded. */
  readonly success: readonly string[];
  /** States in which it has succeeded, but with a warning. */
  readonly warning?: readonly string[];
  /** States in which it has failed. */
  readonly failure: readonly string[];
  /** Fields that say why it failed. */
  readonly reasonFields: readonly string[];
  /** The field with its log. */
  readonly logField?: string;
  /** Fields that may list errors in a state of success: with any error, it has failed. */
  readonly errorFields?: readonly string[];
  /** The path that lists what it created, written like `poll`. */
  readonly outputs?: string;
  /** If the start returns no id: the field that distinguishes a run from the one before. */
  readonly runField?: string | undefined;
}

/** @see https://qlik.dev/apis/rest/ and the types of Qlik's `@qlik/api` package */
export const jobKinds: readonly JobKind[] = [
  {
    name: 'reload',
    bases: ['/api/v1/reloads'],
    starts: ['{base}'],
    poll: '{base}/{id}',
    stop: '{base}/{id}/actions/cancel',
    stateField: 'status',
    running: ['queued', 'reloading', 'canceling'],
    success: ['succeeded'],
    failure: ['failed', 'canceled', 'exceeded_limit'],
    reasonFields: ['errorCode', 'errorMessage'],
    logField: 'log',
  },
  {
    name: 'automation run',
    bases: ['/api/workflows/automations', '/api/v1/automations'],
    starts: ['{base}/{automation}/runs', '{base}/{automation}/actions/execute'],
    list: '{base}/{automation}/runs',
    poll: '{base}/{automation}/runs/{id}',
    stop: '{base}/{automation}/runs/{id}/actions/stop',
    stateField: 'status',
    running: ['queued', 'not started', 'starting', 'running', 'must stop'],
    success: ['finished'],
    warning: ['finished with warnings'],
    failure: ['failed', 'stopped', 'exceeded limit'],
    reasonFields: ['error'],
  },
  {
    name: 'task',
    bases: ['/api/scheduling/tasks', '/api/v1/tasks'],
    starts: ['{base}/{task}/actions/start'],
    poll: '{base}/{task}/runs/last',
    stateField: 'status',
    running: ['running'],
    success: ['succeeded'],
    failure: ['failed'],
    reasonFields: [],
    logField: 'log',
    runField: 'id',
  },
  {
    name: 'data-integration action',
    bases: ['/api/v1/di-projects'],
    starts: ['import-async', 'prepare', 'validate'].map(
      (action) => `{base}/{project}/actions/${action}`,
    ),
    poll: '{base}/actions/{actionId}',
    stateField: 'state',
    running: ['pending', 'executing'],
    success: ['completed', 'skipped'],
    failure: ['failed', 'canceled'],
    reasonFields: ['error'],
  },
  {
    name: 'data task',
    bases: ['/api/v1/di-projects'],
    starts: ['{base}/{project}/di-tasks/{task}/runtime/actions/start'],
    poll: '{base}/{project}/di-tasks/{task}/runtime/state',
    stop: '{base}/{project}/di-tasks/{task}/runtime/actions/stop',
    stateField: 'lastRun.state',
    running: ['starting', 'running', 'stopping'],
    success: ['completed'],
    failure: ['failed', 'canceled'],
    reasonFields: ['lastRun.message'],
    runField: 'lastRun.startTime',
  },
  {
    name: 'report',
    bases: ['/api/v1/reports'],
    starts: ['{base}'],
    poll: '{base}/{requestId}/status',
    stateField: 'status',
    running: ['queued', 'processing', 'visiting', 'aborting'],
    success: ['done'],
    failure: ['failed', 'aborted'],
    reasonFields: ['requestErrors', 'reasons[].exportErrors'],
    errorFields: ['requestErrors', 'results[].exportErrors'],
    outputs: '{base}/{requestId}/outputs',
  },
];

/** A job with `wait-path`: only the workflow's expressions say how it is doing. */
export const customKind: Omit<JobKind, 'poll'> = {
  name: 'job',
  bases: [],
  starts: [],
  running: [],
  success: [],
  failure: [],
  reasonFields: [],
};

/** A state that no row has is a failure if it begins like this; in lower case. */
export const failurePrefixes: readonly string[] = [
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

const placeholderPattern = /\{([^{}]+)\}/gu;

/** The names of the placeholders in a template: `id` in `/api/v1/reloads/{id}`. */
export function placeholdersIn(template: string): string[] {
  return [...template.matchAll(placeholderPattern)].map(([, name = '']) => name);
}

/** @param valueOf returns a placeholder's value, percent-encoded; undefined leaves it as it is */
export function fillPath(template: string, valueOf: (name: string) => string | undefined): string {
  return template.replace(placeholderPattern, (whole, name: string) => valueOf(name) ?? whole);
}

/**
 * @param template its placeholders are whole segments
 * @param path percent-encoded
 * @returns the placeholders' values by name, still encoded; undefined if the path does not match
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
    const [name] = placeholdersIn(want);
    if (name === undefined ? want !== segment : segment === '') return undefined;
    if (name !== undefined) named[name] = segment;
  }
  return named;
}

/** The text of a field; objects and lists as JSON. @returns undefined if it is missing or empty */
export function textAt(data: unknown, path: string | undefined): string | undefined {
  return path === undefined ? undefined : textsAt(data, path)[0];
}

/** Replaces a value that JSON.stringify cannot write. */
export const tooDeep = '(nested too deeply to be shown)';

export function textsAt(data: unknown, path: string): string[] {
  return valuesAt(data, path)
    .filter((value) => value !== undefined && value !== null && value !== '')
    .map((value) => (typeof value === 'string' ? value : (jsonText(value) ?? tooDeep)));
}

/** The values of a field: one, or with `[]` in its path one for each entry of the list. */
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
