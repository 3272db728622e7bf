import { TYPE_EXPREF } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import type { FunctionTable, Node } from './functions.ts';

/**
 * Checks an expression's whole tree before any request is made. The library would report these
 * mistakes only when it evaluates that part, or never.
 */

/** What checking a node needs to know. */
interface NodeContext {
  readonly functions: FunctionTable;
  readonly runner: Runner;
  /** The variables in scope. */
  readonly variables: ReadonlySet<string>;
  readonly depth: number;
  /** The type and field of the parent node, such as `Function.children`. */
  readonly parent: string;
}

/** Evaluating a deeper tree might overflow the stack. */
const maxDepth = 400;

/** Functions that return strings, which JMESPath cannot order. */
const stringFunctions: ReadonlySet<string> = new Set([
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

const orderSigns: Readonly<Record<string, string>> = { LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

/** Variables that hold the step's inputs, including secrets, and the runner's own tokens. */
const secretVariable = /^(?:INPUT|ACTIONS)_/iu;

/**
 * @param tree as compiled by the library
 * @param functions all functions that it may call
 * @throws Failure that names the mistake
 */
export function checkTree(tree: Node, functions: FunctionTable, runner: Runner): void {
  checkNode(tree, { functions, runner, variables: new Set(), depth: 0, parent: '' });
}

/** Checks a node's children, then the node itself. */
function checkNode(node: Node, context: NodeContext): void {
  if (context.depth > maxDepth)
    throw new Failure(`it is nested too deeply, over ${String(maxDepth)} levels`);
  if (node.type === 'Literal') return;
  const bound = node.type === 'LetExpression' ? node.bindings.map(({ variable }) => variable) : [];
  const inner = {
    ...context,
    variables: bound.length === 0 ? context.variables : new Set([...context.variables, ...bound]),
    depth: context.depth + 1,
  };
  for (const [name, part] of Object.entries(node))
    for (const child of [part].flat().filter(isNode))
      checkNode(child, { ...inner, parent: `${node.type}.${name}` });
  checkOnly(node, context);
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part;
}

function checkOnly(node: Node, { functions, runner, variables, parent }: NodeContext): void {
  switch (node.type) {
    case 'Function':
      if (node.name === 'env') checkEnvCall(node.children, runner);
      else checkCall(node.name, node.children, functions);
      return;
    case 'Comparator': {
      const sign = orderSigns[node.name];
      if (sign !== undefined && [node.left, node.right].some(isString))
        throw new Failure(
          `\`${sign}\` compares numbers only, since JMESPath does not order strings. For the age of a time in ` +
            'days, use days_since(createdAt); write a number in backticks: days_since(createdAt) > `30`',
        );
      return;
    }
    case 'Binding':
      if (parent === 'LetExpression.bindings') return;
      throw new Failure('a single = does not compare: write ==');
    case 'Variable':
      if (variables.has(node.name)) return;
      throw new Failure(`there is no variable $${node.name}`);
    case 'ExpressionReference':
      if (parent === 'Function.children' || parent === 'Binding.reference') return;
      throw new Failure(
        'a & is allowed only before an argument of a function; "and" is written &&',
      );
    case 'Slice':
      if (node.step === 0) throw new Failure('the step of a slice cannot be 0');
      return;
    default:
  }
}

function isString(node: Node): boolean {
  return node.type === 'Literal'
    ? typeof node.value === 'string'
    : node.type === 'Function' && stringFunctions.has(node.name);
}

/** The name must be a literal, so that a missing variable is found before the first request. */
function checkEnvCall([argument, ...others]: readonly Node[], runner: Runner): void {
  const name = argument?.type === 'Literal' ? argument.value : undefined;
  if (typeof name !== 'string' || others.length > 0)
    throw new Failure("env() takes the name of one variable, as a string: env('NAME')");
  const shown = `env(${JSON.stringify(name).replace(/^"(.*)"$/u, "'$1'")})`;
  if (secretVariable.test(name))
    throw new Failure(`${shown} is refused: variables named INPUT_… or ACTIONS_… may hold secrets`);
  if (runner.env(name) === undefined)
    throw new Failure(`${shown} finds nothing: set that variable in the step's \`env:\``);
}

function checkCall(name: string, given: readonly Node[], functions: FunctionTable): void {
  const signature = Object.hasOwn(functions, name) ? functions[name]?._signature : undefined;
  if (signature === undefined) {
    const near = nearest(name, Object.keys(functions));
    throw new Failure(
      `there is no function ${name}()${near === undefined ? '' : `; did you mean ${near}()?`}`,
    );
  }
  const min = signature.filter(({ optional }) => optional !== true).length;
  const max = signature.at(-1)?.variadic === true ? Infinity : signature.length;
  if (given.length < min || given.length > max)
    throw new Failure(
      `${name}() takes ${argumentCount(min, max)}, but was given ${String(given.length)}`,
    );
  for (const [i, argument] of given.entries()) {
    const types = (signature[i] ?? signature.at(-1))?.types ?? [];
    const isReference = argument.type === 'ExpressionReference';
    const place = `argument ${String(i + 1)} of ${name}()`;
    if (isReference && !types.includes(TYPE_EXPREF))
      throw new Failure(`${place} has to be a value: leave out the & before it`);
    if (!isReference && argument.type !== 'Variable' && types.every((type) => type === TYPE_EXPREF))
      throw new Failure(`${place} has to be an expression: put a & before it, as in &name`);
  }
}

function argumentCount(min: number, max: number): string {
  const plural = (number: number): string => `${String(number)} argument${number === 1 ? '' : 's'}`;
  if (max === Infinity) return `${plural(min)} or more`;
  return min === max ? plural(min) : `${String(min)} to ${plural(max)}`;
}

/** @returns the most similar of the names; undefined if all of them differ by more than two edits */
function nearest(name: string, names: readonly string[]): string | undefined {
  const near = names
    .map((known) => ({ known, edits: editDistance(name.toLowerCase(), known) }))
    .filter(({ edits }) => edits <= 2)
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.known;
}

/** The Levenshtein distance: how many characters have to be inserted, removed or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
