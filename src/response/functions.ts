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
import { isRecord } from '../json.ts';
import type { Runner } from '../runner/runner.ts';

/**
 * The functions that expressions can call: two of our own, and replacements where the library does not
 * follow JMESPath's specification. Its `sort` treats numbers as strings, `max_by` does not accept
 * strings, `sort_by` swaps equal items, `max` and `reverse` fail for long lists, and properties that
 * every object inherits count as fields.
 * @see https://jmespath.org/specification.html#built-in-functions
 */

type Library = typeof TreeInterpreter;
/** A node of an expression's tree. */
export type Node = Parameters<Library['visit']>[0];
export type FunctionTable = Library['runtime']['_functionTable'];
type Found = ReturnType<Library['visit']>;
type Keyed = readonly [key: number | string, item: JSONValue];

/** The library exports a single interpreter, so a function registered there would leak everywhere. */
class Interpreter extends (TreeInterpreter.constructor as new () => Library) {
  override visit(node: Node, value: Found): Found {
    if (node.type === 'Field' && isRecord(value) && !Object.hasOwn(value, node.name)) return null;
    if (node.type !== 'MultiSelectHash') return super.visit(node, value);
    const fields = node.children.map((pair) => [pair.name, this.visit(pair.value, value)] as const);
    return Object.fromEntries(fields) as JSONValue;
  }

  override withScope(scope: Parameters<Library['withScope']>[0]): Library {
    return Object.setPrototypeOf(super.withScope(scope), Interpreter.prototype) as Interpreter;
  }
}

const any: InputSignature = { types: [TYPE_ANY] };
const text: InputSignature = { types: [TYPE_STRING] };
const list: InputSignature = { types: [TYPE_ARRAY] };
const key: InputSignature = { types: [TYPE_EXPREF] };
const ordered: InputSignature = { types: [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING] };
const textOrList: InputSignature = { types: [TYPE_STRING, TYPE_ARRAY] };

const dayMs = 24 * 60 * 60 * 1000;

/** A date, with or without a time. A time without a zone is in UTC, as in Qlik's API. */
const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

/** @returns a new interpreter with our functions; `env` reads the runner's environment */
export function interpreterWith(runner: Runner): Interpreter {
  const interpreter = new Interpreter();
  const keyed = (name: string, items: readonly JSONValue[], by: Node): Keyed[] =>
    keysOf(name, items, (item) => interpreter.visit(by, item));
  const register = (
    name: string,
    signature: InputSignature[],
    run: (args: never) => unknown,
  ): void => {
    interpreter.runtime.register(name, run as () => JSONValue, signature, { override: true });
  };
  register('env', [text], ([name]: [string]) => runner.env(name));
  register('days_since', [{ types: [TYPE_STRING, TYPE_NULL] }], ([time]: [string | null]) =>
    time === null ? null : (runner.clock.now() - parseTime(time)) / dayMs,
  );
  register('sort', [ordered], ([items]: [(number | string)[]]) => items.toSorted(compare));
  register('max', [ordered], ([items]: [(number | string)[]]) =>
    extreme(
      1,
      items.map((item) => [item, item]),
    ),
  );
  register('min', [ordered], ([items]: [(number | string)[]]) =>
    extreme(
      -1,
      items.map((item) => [item, item]),
    ),
  );
  register('sort_by', [list, key], ([items, by]: [JSONValue[], Node]) =>
    keyed('sort_by', items, by)
      .sort(([a], [b]) => compare(a, b))
      .map(([, item]) => item),
  );
  register('max_by', [list, key], ([items, by]: [JSONValue[], Node]) =>
    extreme(1, keyed('max_by', items, by)),
  );
  register('min_by', [list, key], ([items, by]: [JSONValue[], Node]) =>
    extreme(-1, keyed('min_by', items, by)),
  );
  register('group_by', [list, key], ([items, by]: [JSONValue[], Node]) => {
    const groups = Map.groupBy(keyed('group_by', items, by), ([name]) => name);
    return Object.fromEntries(
      [...groups].map(([name, group]) => [name, group.map(([, item]) => item)]),
    );
  });
  register('merge', [{ types: [TYPE_OBJECT], variadic: true }], (objects: object[]) =>
    Object.fromEntries(objects.flatMap((object) => Object.entries(object))),
  );
  register('contains', [textOrList, any], ([whole, part]: [string | unknown[], unknown]) =>
    typeof whole === 'string'
      ? typeof part === 'string' && whole.includes(part)
      : whole.some((item) => item === part || isDeepStrictEqual(item, part)),
  );
  register('reverse', [textOrList], ([whole]: [string | unknown[]]) =>
    typeof whole === 'string' ? Array.from(whole).reverse().join('') : whole.toReversed(),
  );
  return interpreter;
}

/** Milliseconds since the epoch. @throws Failure without the text, since that comes from a response */
function parseTime(text: string): number {
  const [, date = '', time = '00:00', zone = 'Z'] = iso.exec(text) ?? [];
  const midnight = Date.parse(`${date}T00:00Z`);
  const ms = Date.parse(`${date}T${time}${/^[+-]\d\d$/u.test(zone) ? `${zone}:00` : zone}`);
  // JavaScript reads 30 February as 2 March.
  const isDate = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  if (isDate && !Number.isNaN(ms)) return ms;
  throw new Failure(
    'days_since() takes a time such as 2026-01-31T12:00:00Z or 2026-01-31, but was given a string that is not a time',
  );
}

/** @throws Failure if the keys are not all numbers or all strings */
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
  const kinds = name === 'group_by' ? 'all strings' : 'all numbers or all strings';
  throw new Failure(`${name}() takes an expression whose values are ${kinds}`);
}

/** Orders numbers by value and strings by code point (JavaScript's < orders them by UTF-16 unit). */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** @param sign 1 for the greatest key, -1 for the least; the first of equal ones wins */
function extreme(sign: 1 | -1, keys: readonly Keyed[]): JSONValue {
  let best = keys[0];
  for (const next of keys)
    if (best !== undefined && compare(next[0], best[0]) * sign > 0) best = next;
  return best?.[1] ?? null;
}
