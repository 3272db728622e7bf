import { readFileSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Job } from '../../sandbox/runner/job.ts';
import type { PhaseResult } from '../../sandbox/runner/phase.ts';
import { runScript, type Shell } from '../../sandbox/runner/script.ts';
import { type RunningStep, startStep } from '../../sandbox/runner/step.ts';
import { actionFolder } from './manifest.ts';

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: Shell;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export interface WorkflowJob {
  readonly steps: readonly Step[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string>> };
}

export interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** The values that expressions can refer to, such as `vars.QLIK_TENANT`. */
export type Values = Readonly<Record<string, string>>;

/** The name of this action in the examples. */
export const ours = 'OWNER/REPO@v1';

/** Other actions in workflows, by name: the folder of what runs in their place, if anything. */
const others: Readonly<Record<string, string | undefined>> = {
  'actions/checkout': undefined,
  'actions/upload-artifact': undefined,
  'actions/setup-node': undefined,
  'actions/setup-python': undefined,
  'actions/github-script': path.join(import.meta.dirname, 'github-script'),
};

/** A workflow in the folder of examples. */
export function readExample(name: string): Workflow {
  return parse(readFileSync(path.join(actionFolder, 'examples', name), 'utf8')) as Workflow;
}

/** Evaluates the few forms of expressions that the examples use; any other is an error. */
export function evaluated(text: string, values: Values): string {
  return text.replace(/\$\{\{ (.*?) \}\}/gu, (_, expression: string) => {
    const [, name, inner] = /^(toJSON|fromJSON)\((.*)\)$/u.exec(expression) ?? [];
    const value = values[inner ?? expression];
    if (value === undefined) throw new Error(`nobody knows ${expression}`);
    return name === 'toJSON' ? JSON.stringify(value) : value;
  });
}

function allEvaluated(texts: Step['with'] = {}, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, evaluated(String(text), values)]),
  );
}

/** The `matrix.*` values of each run of a job; a single empty one if it has no matrix. */
export function matrixOf({ strategy }: WorkflowJob, values: Values): Values[] {
  const [[name, list] = [], ...more] = Object.entries(strategy?.matrix ?? {});
  if (name === undefined || list === undefined) return [{}];
  if (more.length > 0) throw new Error('Only a matrix of one dimension is known here');
  const members = JSON.parse(evaluated(list, values)) as string[];
  return members.map((member) => ({ [`matrix.${name}`]: member }));
}

export interface Surroundings {
  readonly job: Job;
  readonly values: Values;
  /** Added to the environment of every step, such as what to trust. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Steps {
  /** Of each step that ran, in order. */
  readonly ran: readonly { readonly step: Step; readonly main: PhaseResult }[];
  readonly values: Values;
  /** Runs what belongs to the end of the job, the last step's first. */
  end(): Promise<readonly PhaseResult[]>;
}

/**
 * Runs steps as those of a job, and stops after the first that fails.
 *
 * @returns their results, and `values` with their outputs
 * @throws Error for an unknown action
 */
export async function runSteps(
  steps: readonly Step[],
  { job, values: known, env }: Surroundings,
): Promise<Steps> {
  const values: Record<string, string> = { ...known };
  const ran: { step: Step; main: PhaseResult }[] = [];
  const started: RunningStep[] = [];
  for (const step of steps) {
    const given = { job, env: { ...env, ...allEvaluated(step.env, values) } };
    let main: PhaseResult;
    if (step.uses === undefined) {
      const { shell } = step;
      if (step.run === 'npm ci') linkPackages(job);
      if (step.run === undefined || step.run === 'npm ci') continue;
      main = await runScript({
        ...given,
        run: evaluated(step.run, values),
        ...(shell && { shell }),
      });
    } else {
      const folder = folderOf(step.uses);
      if (folder === undefined) continue;
      const inputs = allEvaluated(step.with, values);
      const running = await startStep({ ...given, action: folder, with: inputs });
      started.unshift(running);
      main = await running.main.result;
    }
    ran.push({ step, main });
    for (const [output, value] of Object.entries(main.outputs))
      values[`steps.${step.id ?? ''}.outputs.${output}`] = value;
    if (!main.succeeded) break;
  }
  return {
    ran,
    values,
    async end() {
      const results: PhaseResult[] = [];
      for (const running of started) {
        const { post } = await running.finish();
        if (post) results.push(post);
      }
      return results;
    },
  };
}

function folderOf(uses: string): string | undefined {
  if (uses === ours) return actionFolder;
  const name = uses.split('@')[0] ?? '';
  if (!(name in others)) throw new Error(`nobody knows ${uses}`);
  return others[name];
}

/** Replaces an install, so that no test needs a registry. */
function linkPackages({ workspace }: Job): void {
  const folder = 'node_modules';
  symlinkSync(path.join(actionFolder, folder), path.join(workspace, folder), 'junction');
}
