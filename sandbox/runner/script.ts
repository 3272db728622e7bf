import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFiles } from './command-files.ts';
import { environment } from './environment.ts';
import type { Job } from './job.ts';
import { type PhaseResult, startPhase } from './phase.ts';

export interface ScriptOptions {
  /** The step's `run:`. */
  readonly run: string;
  /** The step's `shell:` (default: that of a Linux runner). */
  readonly shell?: Shell;
  /** The step's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly job: Job;
  /** Longest time, in seconds (default: 60). */
  readonly limitSeconds?: number;
}

export type Shell = keyof typeof shells;

/** Programs, arguments and file endings as the runner has them; the default has no `pipefail`. */
const shells = {
  default: { ending: '.sh', command: ['bash', '-e'] },
  bash: { ending: '.sh', command: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail'] },
  // Not every Linux that tests run on has it under its short name, as GitHub's images do.
  python: { ending: '.py', command: [process.platform === 'win32' ? 'python' : 'python3'] },
} as const satisfies Record<string, { ending: string; command: readonly [string, ...string[]] }>;

/**
 * Runs a step that is a script.
 *
 * @throws Error when the machine does not have the shell
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runScript(options: ScriptOptions): Promise<PhaseResult> {
  const { run, shell = 'default', env, job, limitSeconds = 60 } = options;
  const { ending, command } = shells[shell];
  const file = join(job.temp, `${randomUUID()}${ending}`);
  await writeFile(file, run);
  const running = startPhase({
    job,
    command: [...command, file],
    env: { ...environment(job, false), GITHUB_ACTION: '__run', ...env },
    files: await CommandFiles.create(job.commandFiles),
    debug: false,
    limit: limitSeconds * 1000,
    onLine: () => undefined,
  });
  return await running.result;
}
