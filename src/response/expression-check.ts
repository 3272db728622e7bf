import { TYPE_EXPREF } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import type { FunctionTable, Node } from './functions.ts';

/**
 * Looks an expression's whole tree over before a request is made: what the library would only find
 * when it gets there, or never, is refused here.
 */

/** What a node of the tree is looked at with. */
interface Surroundings {
  readonly functions: FunctionTable;
  readonly runner: Runner;
  /** The variables that are there to be used. */
  readonly variables: ReadonlySet<string>;
  readonly depth: number;
  /** The part of which node it is, as in `Function.children`. */
  readonly place: string;
}

/** Deeper ones might not fit on the stack when they are evaluated. */
const maxDepth = 400;

/** Functions that give texts, which have no order either. */
const textual: ReadonlySet<string> = new Set([
  'env',
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
 * @param functions those that it may call, `env` apart
 * @throws Failure that says what cannot work
 */
export function checkTree(tree: Node, functions: FunctionTable, runner: Runner): void {
  checkNode(tree, { functions, runner, variables: new Set(), depth: 0, place: '' });
}

/** Looks at the parts of a node before the node itself. */
function checkNode(node: Node, around: Surroundings): void {
  if (around.depth > maxDepth)
    throw new Failure(`it is nested too deeply, over ${String(maxDepth)} levels`);
  if (node.type === 'Literal') return;
  const bound = node.type === 'LetExpression' ? node.bindings.map(({ variable }) => variable) : [];
  const inner = {
    ...around,
    variables: bound.length === 0 ? around.variables : new Set([...around.variables, ...bound]),
    depth: around.depth + 1,
  };
  for (const [name, part] of Object.entries(node))
    for (const child of [part].flat().filter(isNode))
      checkNode(child, { ...inner, place: `${node.type}.${name}` });
  checkItself(node, around);
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part;
}

function checkItself(node: Node, { functions, runner, variables, place }: Surroundings): void {
  switch (node.type) {
    case 'Function':
      if (node.name === 'env') checkVariable(node.children, runner);
      else checkCall(node.name, node.children, functions);
      return;
    case 'Comparator': {
      const sign = orders[node.name];
      if (sign !== undefined && [node.left, node.right].some(isText))
        throw new Failure(
          `\`${sign}\` compares numbers only, for JMESPath does not order texts. The age of a time in days ` +
            'is days_since(createdAt); write a number in backticks: days_since(createdAt) > `30`',
        );
      return;
    }
    case 'Binding':
      if (place === 'LetExpression.bindings') return;
      throw new Failure('a single = does not compare: write ==');
    case 'Variable':
      if (variables.has(node.name)) return;
      throw new Failure(`there is no variable $${node.name}`);
    case 'ExpressionReference':
      if (place === 'Function.children' || place === 'Binding.reference') return;
      throw new Failure('a & stands before an argument of a function only; "and" is written &&');
    case 'Slice':
      if (node.step === 0) throw new Failure('the step of a slice cannot be 0');
      return;
    default:
  }
}

function isText(node: Node): boolean {
  return node.type === 'Literal'
    ? typeof node.value === 'string'
    : node.type === 'Function' && textual.has(node.name);
}

/** A variable of the step's environment is known before the first request, and so has its name to be. */
function checkVariable([argument, ...others]: readonly Node[], runner: Runner): void {
  const name = argument?.type === 'Literal' ? argument.value : undefined;
  if (typeof name !== 'string' || others.length > 0)
    throw new Failure("env() takes the name of one variable, as a text: env('NAME')");
  const shown = `env(${JSON.stringify(name).replace(/^"(.*)"$/u, "'$1'")})`;
  if (closed.test(name))
    throw new Failure(`${shown} is refused: variables INPUT_… and ACTIONS_… may hold secrets`);
  if (runner.env(name) === undefined)
    throw new Failure(`${shown} gives nothing: set that variable in the step's \`env:\``);
}

function checkCall(name: string, given: readonly Node[], functions: FunctionTable): void {
  const signature = Object.hasOwn(functions, name) ? functions[name]?._signature : undefined;
  if (signature === undefined) {
    const near = nearest(name, Object.keys(functions));
    throw new Failure(
      `there is no function ${name}()${near === undefined ? '' : `; did you mean ${near}()?`}`,
    );
  }
  const least = signature.filter(({ optional }) => optional !== true).length;
  const max = signature.at(-1)?.variadic === true ? Infinity : signature.length;
  if (given.length < least || given.length > max)
    throw new Failure(
      `${name}() takes ${numberOf(least, max)}, and ${String(given.length)} ${given.length === 1 ? 'is' : 'are'} given`,
    );
  for (const [i, argument] of given.entries()) {
    const types = (signature[i] ?? signature.at(-1))?.types ?? [];
    const isReference = argument.type === 'ExpressionReference';
    const place = `argument ${String(i + 1)} of ${name}()`;
    if (isReference && !types.includes(TYPE_EXPREF))
      throw new Failure(`${place} takes a value: leave out the & before it`);
    if (!isReference && argument.type !== 'Variable' && types.every((type) => type === TYPE_EXPREF))
      throw new Failure(`${place} takes an expression: put a & before it, as in &name`);
  }
}

function numberOf(least: number, max: number): string {
  const plural = (number: number): string => `${String(number)} argument${number === 1 ? '' : 's'}`;
  if (max === Infinity) return `${plural(least)} or more`;
  return least === max ? plural(least) : `${String(least)} to ${plural(max)}`;
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
