import { type InputSignature, TYPE_EXPREF } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import { type Interpreter, ownField, ownObject } from './functions.ts';

/**
 * Looks an expression's whole tree over before a request is made, and puts in place of some of its
 * nodes what means the same and is safe. What the library would only find when it gets there, or
 * never, is refused here.
 */

/** A node of the tree, as the library makes it. */
export interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** What a tree is looked over with. */
interface Look {
  readonly functions: Interpreter['runtime']['_functionTable'];
  readonly env: (name: string) => string | undefined;
  /** The variables that are there to be used. */
  readonly variables: ReadonlySet<string>;
  readonly depth: number;
  /** The part of which node it is that is looked at, as in `Function.children`. */
  readonly place: string;
}

/** Deeper ones might not fit on the stack when they are evaluated. */
const maxDepth = 400;

/** What every object inherits: JSON has none of that, but the library finds it. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Functions that give texts, which have no order either. */
const textual: ReadonlySet<unknown> = new Set([
  'join',
  'lower',
  'pad_left',
  'pad_right',
  'replace',
  'to_string',
  'trim',
  'trim_left',
  'trim_right',
  'type',
  'upper',
]);

const orders: Readonly<Record<string, string>> = { LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

/** Variables that hold the step's inputs, secrets among them, and the runner's own tokens. */
const closed = /^(?:INPUT|ACTIONS)_/iu;

/**
 * @param tree as the library compiles it
 * @param interpreter whose functions it may call
 * @param env gives a variable of the step's environment; undefined when it is not set
 * @throws Failure that says what cannot work
 */
export function lookedOver(
  tree: unknown,
  interpreter: Interpreter,
  env: (name: string) => string | undefined,
): Node {
  const functions = interpreter.runtime._functionTable;
  return remade(tree as Node, { functions, env, variables: new Set(), depth: 0, place: '' });
}

function remade(node: Node, look: Look): Node {
  if (look.depth > maxDepth)
    throw new Failure(`it is nested too deeply, over ${String(maxDepth)} levels`);
  if (node.type === 'Literal') return node;
  const inner = { ...look, ...scopeOf(node, look), depth: look.depth + 1 };
  const parts = Object.entries(node).map(([name, part]) => {
    const place = `${node.type}.${name}`;
    return [name, partOf(part, { ...inner, place })] as const;
  });
  const made: Node = { type: node.type, ...Object.fromEntries(parts) };
  const rule = Object.hasOwn(rules, node.type) ? rules[node.type] : undefined;
  return rule?.(made, look) ?? made;
}

function partOf(part: unknown, look: Look): unknown {
  if (Array.isArray(part)) return part.map((one) => partOf(one, look));
  return isNode(part) ? remade(part, look) : part;
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part;
}

function nodesIn(part: unknown): Node[] {
  return Array.isArray(part) ? part.filter(isNode) : [];
}

function scopeOf(node: Node, { variables }: Look): Partial<Look> {
  const bound = nodesIn(node.bindings).map((binding) => String(binding.variable));
  return node.type === 'LetExpression' ? { variables: new Set([...variables, ...bound]) } : {};
}

/** What is looked at, by the type of node; where a rule gives a node, that takes its place. */
const rules: Readonly<Record<string, (node: Node, look: Look) => Node | undefined>> = {
  Function(node, look) {
    if (node.name === 'env') return variableOf(node, look);
    checkCall(node, look);
    return undefined;
  },
  Comparator: (node) => {
    const sign = orders[String(node.name)];
    if (sign !== undefined && [node.left, node.right].some(isText))
      throw new Failure(
        `\`${sign}\` compares numbers only, for JMESPath does not order texts. The age of a time in days ` +
          'is days_since(createdAt); write a number in backticks: days_since(createdAt) > `30`',
      );
    return undefined;
  },
  Binding: (_, { place }) => {
    if (place === 'LetExpression.bindings') return undefined;
    throw new Failure('a single = does not compare: write ==');
  },
  Variable: ({ name }, { variables }) => {
    if (variables.has(String(name))) return undefined;
    throw new Failure(`there is no variable $${String(name)}`);
  },
  ExpressionReference: (_, { place }) => {
    if (place === 'Function.children' || place === 'Binding.reference') return undefined;
    throw new Failure('a & stands before an argument of a function only; "and" is written &&');
  },
  Slice: ({ step }) => {
    if (step !== 0) return undefined;
    throw new Failure('the step of a slice cannot be 0');
  },
  Field: ({ name }) =>
    inherited.has(String(name))
      ? { type: 'Function', name: ownField, children: [{ type: 'Current' }, literal(name)] }
      : undefined,
  MultiSelectHash: ({ children }) => {
    const pairs = nodesIn(children);
    const names = pairs.map(({ name }) => name);
    if (!names.includes('__proto__')) return undefined;
    const values = { type: 'MultiSelectList', children: pairs.map(({ value }) => value) };
    return { type: 'Function', name: ownObject, children: [literal(names), values] };
  },
};

function literal(value: unknown): Node {
  return { type: 'Literal', value };
}

function isText(part: unknown): boolean {
  if (!isNode(part)) return false;
  return part.type === 'Literal'
    ? typeof part.value === 'string'
    : part.type === 'Function' && textual.has(part.name);
}

/** The text of a variable of the step's environment. Its name is no matter for what Qlik answers. */
function variableOf({ children }: Node, { env }: Look): Node {
  const [argument, ...others] = nodesIn(children);
  const name = argument?.type === 'Literal' ? argument.value : undefined;
  if (typeof name !== 'string' || others.length > 0)
    throw new Failure("env() takes the name of one variable, as a text: env('NAME')");
  const shown = `env(${JSON.stringify(name).replace(/^"(.*)"$/u, "'$1'")})`;
  if (closed.test(name))
    throw new Failure(`${shown} is refused: variables INPUT_… and ACTIONS_… may hold secrets`);
  const text = env(name);
  if (text === undefined)
    throw new Failure(`${shown} gives nothing: set that variable in the step's \`env:\``);
  return literal(text);
}

function checkCall({ name, children }: Node, { functions }: Look): void {
  const shown = String(name);
  // What we have put in place of something else.
  if (shown === ownField || shown === ownObject) return;
  const signature = Object.hasOwn(functions, shown) ? functions[shown]?._signature : undefined;
  if (signature === undefined) {
    const near = nearest(shown, Object.keys(functions));
    throw new Failure(
      `there is no function ${shown}()${near === undefined ? '' : `; did you mean ${near}()?`}`,
    );
  }
  const given = nodesIn(children);
  const least = signature.filter(({ optional }) => optional !== true).length;
  const most = signature.at(-1)?.variadic === true ? Infinity : signature.length;
  if (given.length < least || given.length > most)
    throw new Failure(
      `${shown}() takes ${numberOf(least, most)}, and ${String(given.length)} ${given.length === 1 ? 'is' : 'are'} given`,
    );
  for (const [i, argument] of given.entries()) checkArgument(shown, argument, i, signature);
}

function numberOf(least: number, most: number): string {
  const plural = (number: number): string => `${String(number)} argument${number === 1 ? '' : 's'}`;
  if (most === Infinity) return `${plural(least)} or more`;
  return least === most ? plural(least) : `${String(least)} to ${plural(most)}`;
}

function checkArgument(
  name: string,
  argument: Node,
  index: number,
  signature: readonly InputSignature[],
): void {
  const types = (signature[index] ?? signature.at(-1))?.types ?? [];
  const isReference = argument.type === 'ExpressionReference';
  const place = `argument ${String(index + 1)} of ${name}()`;
  if (isReference && !types.includes(TYPE_EXPREF))
    throw new Failure(`${place} takes a value: leave out the & before it`);
  if (!isReference && argument.type !== 'Variable' && types.every((type) => type === TYPE_EXPREF))
    throw new Failure(`${place} takes an expression: put a & before it, as in &name`);
}

/** @returns the one of some names that differs least; undefined where all differ much */
function nearest(name: string, names: readonly string[]): string | undefined {
  const near = names
    .map((known) => ({ known, far: distance(name.toLowerCase(), known) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far);
  return near[0]?.known;
}

/** Levenshtein's: how many letters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
