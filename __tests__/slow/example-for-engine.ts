import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { parse, stringify } from 'yaml';
import { kept } from '../support/example-world.ts';
import { actionFolder } from '../support/manifest.ts';
import { ours, type Step, type Values, type Workflow } from '../support/workflow.ts';

/** Into this file of its folder an example's jobs write their outputs, when all have succeeded. */
export const outputsFile = 'outputs.json';

/** A composite action of one script. */
function composite(inputs: readonly string[], run: string): string {
  return stringify({
    name: 'A stand-in',
    description: 'Stands in for an action that the engine cannot fetch',
    inputs: Object.fromEntries(inputs.map((name) => [name, { description: name }])),
    runs: {
      using: 'composite',
      steps: [
        {
          shell: 'bash',
          env: Object.fromEntries(
            inputs.map((name) => [`WITH_${name.toUpperCase()}`, `\${{ inputs.${name} }}`]),
          ),
          run,
        },
      ],
    },
  });
}

/** Other people's actions by name, and what does enough of the same here. */
const others: Readonly<Record<string, string>> = {
  'actions/upload-artifact': composite(['path'], 'test -s "$WITH_PATH" -o -d "$WITH_PATH"'),
  'actions/setup-node': composite([], 'node --version'),
  'actions/setup-python': composite([], 'python3 --version'),
  'actions/github-script': composite(
    ['script'],
    `node --eval '
const { constructor: AsyncFunction } = Object.getPrototypeOf(async () => {});
const core = { info: console.log };
new AsyncFunction("core", process.env.WITH_SCRIPT)(core).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});'`,
  ),
};

const folder = '.stand-ins';

/** The files of the stand-ins, by path. */
export const standIns: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(others).map(([name, text]) => [`${folder}/${name}/action.yml`, text]),
);

/**
 * Adapts an example to the engine, which has no `vars`, runs on a push, and fetches no actions. What
 * the example does stays the same.
 *
 * @param name the example's file
 * @param values the values of its expressions; `secrets.*` are left to the engine
 * @param place an absolute folder for the artifacts of its jobs
 * @returns the workflow's text
 */
export function forEngine(name: string, values: Values, place: string): string {
  const text = readFileSync(path.join(actionFolder, 'examples', name), 'utf8');
  const workflow = filled(parse(text) as unknown, values) as Workflow;
  const ids = Object.keys(workflow.jobs);
  const jobs = Object.entries(workflow.jobs).map(
    ([id, job]) =>
      [id, { ...job, steps: [checkout, ...job.steps.flatMap(step), keep(place)] }] as const,
  );
  const last = {
    needs: ids,
    'runs-on': 'ubuntu-latest',
    steps: [
      {
        shell: 'bash',
        env: { NEEDS: '${{ toJSON(needs) }}', PLACE: place },
        run: `printf '%s' "$NEEDS" >"$PLACE/${outputsFile}"`,
      },
    ],
  };
  const all: unknown = { ...Object.fromEntries(jobs), 'the-outputs': last };
  return stringify({ ...workflow, name, on: 'push', jobs: all }, { lineWidth: 0 });
}

/** Brings the action and the stand-ins into the workspace. */
const checkout: Step = { uses: 'actions/checkout@v4' };

function step(one: Step): Step[] {
  if (one.run === 'npm ci')
    return [{ run: `ln -s '${path.join(actionFolder, 'node_modules')}' .` }];
  if (one.uses === undefined) return [one];
  const [action = ''] = one.uses.split('@');
  if (action === 'actions/checkout') return [];
  if (one.uses === ours) return [{ ...one, uses: './' }];
  if (!(action in others)) throw new Error(`nobody knows ${one.uses}`);
  return [{ ...one, uses: `./${folder}/${action}` }];
}

/** The workspace is gone when the engine has ended. */
function keep(place: string): Step {
  const files = kept.map((file) => `'${file}'`).join(' ');
  return {
    shell: 'bash',
    run: `for file in ${files}; do if test -e "$file"; then cp --parents "$file" '${place}'; fi; done`,
  };
}

/** Every text inside, with what is known in place of its name: as a literal, so that functions stay. */
function filled(node: unknown, values: Values): unknown {
  if (typeof node === 'string')
    return node.replace(/\$\{\{ (.*?) \}\}/gu, (_, expression: string) => {
      const known = expression.replace(/\b(?:vars|inputs|github)\.[\w-]+/gu, (name) => {
        const value = values[name];
        if (value === undefined) throw new Error(`nobody knows ${name}`);
        return `'${value.replaceAll("'", "''")}'`;
      });
      return `\${{ ${known} }}`;
    });
  if (Array.isArray(node)) return node.map((one: unknown) => filled(one, values));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, filled(value, values)]),
  );
}
