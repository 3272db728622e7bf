import { nearest } from '../nearest.ts';
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
const ownTenant: readonly string[] = [
  'tenant-url',
  'client-id',
  'client-secret',
  'private-key',
  'access-token',
];

/** What stands in the place of a client's secret. */
const otherProofs: readonly string[] = ['private-key', 'access-token'];

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
 * @throws UsageError for an input that the action does not have, one without a value that needs one, and
 *   half a set of variables
 */
export function readWish(
  action: Action,
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv>,
): Wish {
  const given = parse(action, args);
  if (given.help) return { help: true, inputs: {}, sandbox: true };
  const hasProof = otherProofs.some((name) => name in given.inputs);
  const connection = fromEnvironment(env, hasProof);
  const inputs = { path: '/api/v1/users/me', ...connection, ...given.inputs };
  return { help: false, inputs, sandbox: !ownTenant.some((name) => name in inputs) };
}

/** What `core.getBooleanInput` takes. */
const booleans: readonly string[] = ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'];

const toHelp = '`npm start -- --help` lists them all.';

/**
 * Not `parseArgs`: a value that begins with dashes, as a key does, is a value here, and the name of a
 * switch alone is one too.
 */
function parse(
  action: Action,
  args: readonly string[],
): { help: boolean; inputs: Record<string, string> } {
  const inputs: Record<string, string> = {};
  const isName = (arg: string): boolean =>
    action.inputs.has(/^--([^=]+)/u.exec(arg)?.[1] ?? '') || arg === '--help' || arg === '-h';
  const left = [...args];
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === '--help' || arg === '-h') return { help: true, inputs: {} };
    if (!arg.startsWith('-')) throw new UsageError(strayWords(arg));
    const [, name = '', given] = /^-+([^=]*)(?:=([^]*))?$/u.exec(arg) ?? [];
    const spec = action.inputs.get(name);
    if (!arg.startsWith('--') || spec === undefined) {
      const near = nearest(name, [...action.inputs.keys()]).map((other) => `--${other}`);
      const wrong = arg.replace(/=[^]*$/u, '');
      throw new UsageError(
        `There is no input ${wrong}. The nearest: ${near.join(', ')}. ${toHelp}`,
      );
    }
    const isSwitch = booleans.includes(spec.default);
    const [next] = left;
    if (given !== undefined) inputs[name] = given;
    else if (isSwitch && !booleans.includes(next ?? '')) inputs[name] = 'true';
    else if (next === undefined || isName(next))
      throw new UsageError(`--${name} needs a value: --${name} …, or --${name}=…`);
    else inputs[name] = left.shift() ?? '';
  }
  return { help: false, inputs };
}

/** What stands alone is shown only where it is a path: it may be a secret. */
function strayWords(arg: string): string {
  return arg.startsWith('/')
    ? `"${arg}" is neither the name of an input nor the value of one: --path ${arg}?`
    : `What stands alone is neither the name of an input nor the value of one: quote a value with spaces. ${toHelp}`;
}

/** The three variables or none; without the secret where something else stands in its place. */
function fromEnvironment(
  env: Readonly<NodeJS.ProcessEnv>,
  hasProof: boolean,
): Record<string, string> {
  const all = Object.entries(variables).filter(
    ([, input]) => !hasProof || input !== 'client-secret',
  );
  const missing = all.map(([name]) => name).filter((name) => !env[name]);
  if (missing.length === all.length) return {};
  if (missing.length > 0) {
    throw new UsageError(
      `To try your own tenant, set ${missing.join(' and ')} too. ` +
        'Without any of them, the sandbox stands in.',
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
  npm start -- --path /api/v1/users --paginate --response-file users.json

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
