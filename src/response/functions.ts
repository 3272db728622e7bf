import {
  type InputSignature,
  type JSONValue,
  TreeInterpreter,
  TYPE_ANY,
  TYPE_ARRAY,
  TYPE_ARRAY_NUMBER,
  TYPE_ARRAY_STRING,
  TYPE_EXPREF,
  TYPE_NULL,
  TYPE_OBJECT,
  TYPE_STRING,
} from '@jmespath-community/jmespath';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';

/**
 * The functions of our own, and those of the library that do not do what JMESPath's specification
 * says: its `sort` takes numbers for texts, `max_by` knows no texts, `sort_by` turns equal items
 * around, `max` and `reverse` fail for long ones, and what makes objects takes `__proto__` for a
 * prototype.
 * @see https://jmespath.org/specification.html#built-in-functions
 */

export type Interpreter = typeof TreeInterpreter;
type Tree = Parameters<Interpreter['visit']>[0];
type Keyed = readonly [key: number | string, item: JSONValue];

/** What no expression can spell: a field, or an object, of which `__proto__` and its like are no part. */
export const ownField = 'own field';
export const ownObject = 'own object';

const any: InputSignature = { types: [TYPE_ANY] };
const text: InputSignature = { types: [TYPE_STRING] };
const list: InputSignature = { types: [TYPE_ARRAY] };
const key: InputSignature = { types: [TYPE_EXPREF] };
const ordered: InputSignature = { types: [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING] };

/** Milliseconds. */
const day = 24 * 60 * 60 * 1000;

/** A date, or a date with a time; one without a zone is UTC, as Qlik's times are. */
const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

/** @returns an interpreter of expressions that has our functions too */
export function interpreterWith(clock: Clock): Interpreter {
  // The library exports one of them: what was registered there would be there for all.
  const interpreter = new (TreeInterpreter.constructor as new () => Interpreter)();
  const { runtime } = interpreter;
  const keyed = (name: string, items: readonly JSONValue[], by: Tree): Keyed[] =>
    keysOf(name, items, (item) => interpreter.visit(by, item));
  const register = (
    name: string,
    signature: InputSignature[],
    run: (args: never) => unknown,
  ): void => {
    const result = runtime.register(name, run as (args: unknown) => JSONValue, signature, {
      override: true,
    });
    if (!result.success) throw new Error(result.message);
  };
  register(ownField, [any, text], ([value, name]: [unknown, string]) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : null,
  );
  register(ownObject, [list, list], ([names, values]: [string[], unknown[]]) =>
    Object.fromEntries(names.map((name, i) => [name, values[i]])),
  );
  register('days_since', [{ types: [TYPE_STRING, TYPE_NULL] }], ([time]: [string | null]) =>
    time === null ? null : (clock.now() - timeOf(time)) / day,
  );
  register('sort', [ordered], ([items]: [(number | string)[]]) => items.toSorted(compare));
  register('max', [ordered], ([items]: [(number | string)[]]) => utmost(items, 1));
  register('min', [ordered], ([items]: [(number | string)[]]) => utmost(items, -1));
  register('sort_by', [list, key], ([items, by]: [JSONValue[], Tree]) =>
    keyed('sort_by', items, by)
      .sort(([a], [b]) => compare(a, b))
      .map(([, item]) => item),
  );
  register('max_by', [list, key], ([items, by]: [JSONValue[], Tree]) =>
    utmostBy(keyed('max_by', items, by), 1),
  );
  register('min_by', [list, key], ([items, by]: [JSONValue[], Tree]) =>
    utmostBy(keyed('min_by', items, by), -1),
  );
  register('group_by', [list, key], ([items, by]: [JSONValue[], Tree]) => {
    const groups = Map.groupBy(keyed('group_by', items, by), ([name]) => String(name));
    return Object.fromEntries(
      [...groups].map(([name, group]) => [name, group.map(([, item]) => item)]),
    );
  });
  register('merge', [{ types: [TYPE_OBJECT], variadic: true }], (objects: object[]) =>
    Object.fromEntries(objects.flatMap((object) => Object.entries(object))),
  );
  register(
    'contains',
    [{ types: [TYPE_STRING, TYPE_ARRAY] }, any],
    ([whole, part]: [string | unknown[], unknown]) =>
      typeof whole === 'string'
        ? typeof part === 'string' && whole.includes(part)
        : whole.some((item) => item === part || isDeepStrictEqual(item, part)),
  );
  register('reverse', [{ types: [TYPE_STRING, TYPE_ARRAY] }], ([whole]: [string | unknown[]]) =>
    typeof whole === 'string' ? Array.from(whole).reverse().join('') : whole.toReversed(),
  );
  return interpreter;
}

/** @throws Failure that does not show the text, which comes from a response */
function timeOf(text: string): number {
  const [, date = '', time = '00:00', zone = 'Z'] = iso.exec(text) ?? [];
  const midnight = Date.parse(`${date}T00:00Z`);
  const ms = Date.parse(`${date}T${time}${/^[+-]\d\d$/u.test(zone) ? `${zone}:00` : zone}`);
  // JavaScript takes 30 February for 2 March.
  const isDate = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  if (isDate && !Number.isNaN(ms)) return ms;
  throw new Failure(
    'days_since() takes a time as 2026-01-31T12:00:00Z or 2026-01-31, and was given a text that is not a time',
  );
}

/** @throws Failure where the keys are not all numbers or all texts */
function keysOf(
  name: string,
  items: readonly JSONValue[],
  find: (item: JSONValue) => unknown,
): Keyed[] {
  const keys = items.map((item) => [find(item), item] as const);
  const [first] = keys[0] ?? [''];
  const kind = name === 'group_by' ? 'string' : typeof first;
  const fits = ['number', 'string'].includes(kind) && keys.every(([key]) => typeof key === kind);
  if (fits) return keys as Keyed[];
  const all = name === 'group_by' ? 'a text' : 'a number, or all a text';
  throw new Failure(`${name}() takes items that all have ${all} there`);
}

/** Numbers by size, texts by code point: as JavaScript does, but for what lies beyond 16 bits. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i++) {
    const [unitA, unitB] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Halves of what lies beyond 16 bits come after all else. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function utmost(items: readonly (number | string)[], sign: 1 | -1): number | string | null {
  return items.reduce<number | string | null>(
    (best, item) => (best === null || compare(item, best) * sign > 0 ? item : best),
    null,
  );
}

function utmostBy(keys: readonly Keyed[], sign: 1 | -1): JSONValue {
  const best = keys.reduce<Keyed | undefined>(
    (best, next) => (best === undefined || compare(next[0], best[0]) * sign > 0 ? next : best),
    undefined,
  );
  return best?.[1] ?? null;
}
