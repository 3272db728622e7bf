import { parseArgs } from 'node:util';
import type { Action } from '../runner/action-yml.ts';

/** Says what is wrong with the command line or the environment, and what would be right. */
export class UsageError extends Error {}

/** What a tenant of one's own is named by, and the input that each variable becomes. */
const variables = {
  QLIK_TENANT_URL: 'tenant-url',
  QLIK_CLIENT_ID: 'client-id',
  QLIK_CLIENT_SECRET: 'client-secret',
} as const;

/** Inputs that say where to go and as whom: with one of them, the sandbox has no part in it. */
const ownTenant: readonly string[] = ['tenant-url', 'client-id', 'client-secret', 'access-token'];

export interface Wish {
  readonly help: boolean;
  /** The step's `with:`, as far as the user gave it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** False when the step is to run against the user's own tenant. */
  readonly sandbox: boolean;
}

/**
 * @param args what stands after `npm start --`: any input of the action as `--name value`
 * @param env of which only `QLIK_*` variables count; empty ones are not set
 * @throws UsageError for an input that the action does not have, and for half a set of variables
 */
export function readWish(
  action: Action,
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
): Wish {
  const names = [...action.inputs.keys()];
  const given = parse(names, args);
  if (given.help) return { help: true, inputs: {}, sandbox: true };
  const connection = fromEnvironment(env);
  const inputs = { path: '/api/v1/users/me', ...connection, ...given.inputs };
  return { help: false, inputs, sandbox: !ownTenant.some((name) => name in inputs) };
}

function parse(
  names: readonly string[],
  args: readonly string[],
): { help: boolean; inputs: Record<string, string> } {
  const inputs = Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const));
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...inputs, help: { type: 'boolean', short: 'h' } },
    });
    const { help, ...rest } = values;
    const strings = Object.entries(rest).filter((entry) => typeof entry[1] === 'string');
    return { help: help === true, inputs: Object.fromEntries(strings) as Record<string, string> };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const known = names.map((name) => `--${name}`).join(', ');
    throw new UsageError(`${why}\nInputs of the action: ${known}`);
  }
}

/** The three variables or none. */
function fromEnvironment(env: Readonly<NodeJS.ProcessEnv>): Record<string, string> {
  const all = Object.entries(variables);
  const missing = all.map(([name]) => name).filter((name) => !env[name]);
  if (missing.length === all.length) return {};
  if (missing.length > 0) {
    throw new UsageError(
      `To try your own tenant, set ${missing.join(' and ')} too. ` +
        'Without any of the three, the sandbox stands in.',
    );
  }
  return Object.fromEntries(all.map(([name, input]) => [input, env[name] ?? '']));
}

/** @returns the help text, with the inputs as `action.yml` has them */
export function help(action: Action): string {
  const inputs = [...action.inputs].map(([name, spec]) => {
    const preset = spec.default === '' ? '' : ` (default: ${spec.default})`;
    return `  --${name}${preset}\n${wrap(spec.description, 90, '      ')}`;
  });
  return `Usage: npm start -- [--input value …]

Runs the built action as a workflow step would, main and post, and shows its log, its outputs and
the requests that it made. It talks to a sandbox tenant on this machine. To try your own
tenant and credentials before you write a workflow, set ${Object.keys(variables).join(', ')}.

  npm start
  npm start -- --path /api/v1/spaces --select 'data[].name'
  npm start -- --path /api/v1/spaces --method POST --body '{"name":"New","type":"shared"}'

Inputs (without --path it asks /api/v1/users/me):
${inputs.join('\n')}
`;
}

function wrap(text: string, width: number, indent: string): string {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => indent + line).join('\n');
}
