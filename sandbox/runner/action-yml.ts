import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the runner wants to know of a JavaScript action. */
export interface Action {
  readonly name: string;
  readonly folder: string;
  readonly inputs: ReadonlyMap<string, InputSpec>;
  /** Files, relative to the folder. */
  readonly main: string;
  readonly post: string | undefined;
}

interface InputSpec {
  readonly description: string;
  readonly required: boolean;
  /** Empty when it has none. */
  readonly default: string;
}

/** What this runner cannot do; an action that asks for it would not be run as on GitHub. */
const unsupported = ['pre', 'pre-if', 'post-if'];

/**
 * Reads a folder's `action.yml`.
 *
 * @throws Error when it is no JavaScript action, or one that needs what this runner does not do
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax
 */
export async function readAction(folder: string): Promise<Action> {
  const file = join(folder, 'action.yml');
  const metadata = members(parse(await readFile(file, 'utf8')));
  const runs = members(metadata.runs);
  const { using, main, post } = runs;
  if (using !== 'node24' || typeof main !== 'string') {
    throw new Error(`${file} is no JavaScript action for node24`);
  }
  const beyond = unsupported.filter((key) => key in runs);
  if (beyond.length > 0) throw new Error(`${file} uses runs.${beyond.join(', runs.')}`);
  const inputs = Object.entries(members(metadata.inputs)).map(([name, value]) => {
    const { description, required, default: preset } = members(value);
    const spec = { description: text(description), required: required === true };
    return [name, { ...spec, default: text(preset) }] as const;
  });
  return {
    name: text(metadata.name),
    folder,
    inputs: new Map(inputs),
    main,
    post: typeof post === 'string' ? post : undefined,
  };
}

/**
 * The `INPUT_*` variables of a step: upper case, spaces as underscores, hyphens kept.
 *
 * @param given the step's `with:`; names that the action does not declare are passed on as well
 */
export function inputVariables(
  action: Action,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const presets = [...action.inputs].map(([name, spec]) => [name, spec.default] as const);
  return Object.fromEntries(
    [...presets, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Scalars as YAML gives them: GitHub has only strings. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
