import { Failure } from '../failure.ts';
import { isRecord, jsonText } from '../json.ts';
import type { JobPlan } from './job.ts';
import { badBeginnings, type KnownJob } from './known.ts';

/** What one look at a job says. */
export interface Look {
  /** Its state in the server's words; undefined when it tells none. */
  readonly state: string | undefined;
  /** Undefined: it runs. */
  readonly end: 'well' | 'warning' | 'bad' | undefined;
  /** Whether its state is in no row of the table. */
  readonly unknown: boolean;
  /** Why it ended badly, in the server's words or the step's. */
  readonly reason: string;
}

/**
 * Judges a job by one look at it: first by the step's own `fail-when` and `done-when`, then by the
 * table. With `done-when` the table's good ends are no ends of their own; its bad ones are.
 * @param data JSON
 * @throws Failure when an expression does not fit the data, or its state cannot be read
 */
export function judgeJob(plan: JobPlan, data: unknown): Look {
  const { known, doneWhen, failWhen } = plan;
  const state = known === undefined ? undefined : textAt(data, known.state);
  if (state === unreadable)
    throw new Failure(`\`${known?.state ?? ''}\` in the answer is nested too deeply`);
  const look = (end: Look['end'], reason = ''): Look => ({ state, end, unknown: false, reason });
  if (failWhen?.isTrue(data) === true)
    return look('bad', `it fulfils \`fail-when\` (${failWhen.text})`);
  if (doneWhen?.isTrue(data) === true) return look('well');
  if (known === undefined || state === undefined) return look(undefined);
  const name = state.trim().toLowerCase();
  if (known.bad.includes(name)) return look('bad', reasonsIn(known.reasons, data));
  const ends = doneWhen === undefined;
  if (known.well.includes(name)) {
    const faults = reasonsIn(known.faults ?? [], data);
    if (ends && faults !== '') return look('bad', faults);
    return look(ends ? 'well' : undefined);
  }
  if (known.warns?.includes(name) === true) return look(ends ? 'warning' : undefined);
  if (known.running.includes(name)) return look(undefined);
  if (badBeginnings.some((beginning) => name.startsWith(beginning)))
    return look('bad', reasonsIn(known.reasons, data));
  return { ...look(undefined), unknown: true };
}

/** Which run a look shows, for jobs whose start gives no id; undefined when it shows none. */
export function runOf(known: KnownJob, data: unknown): string | undefined {
  return known.run === undefined ? undefined : textAt(data, known.run);
}

/** The log of a known job. */
export function logOf(known: KnownJob | undefined, data: unknown): string | undefined {
  return known?.log === undefined ? undefined : textAt(data, known.log);
}

function reasonsIn(fields: readonly string[], data: unknown): string {
  return fields
    .flatMap((field) => textsAt(data, field))
    .filter((text) => text !== '[]' && text !== '{}')
    .join(' ');
}

/** The texts of a field; where `[]` stands in its path, of each of the list. */
function textsAt(data: unknown, path: string): string[] {
  const [list = '', ...rest] = path.split('[].');
  if (rest.length === 0) return [textAt(data, path) ?? []].flat();
  const items = valueAt(data, list);
  return Array.isArray(items) ? items.flatMap((item) => textsAt(item, rest.join('[].'))) : [];
}

/** In place of what JSON.stringify cannot write. */
const unreadable = '(nested too deeply to be shown)';

/** A field's text by its dotted path; objects and lists as JSON. */
function textAt(data: unknown, path: string): string | undefined {
  const value = valueAt(data, path);
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : (jsonText(value) ?? unreadable);
}

function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of path.split('.'))
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}
