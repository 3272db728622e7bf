import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandFiles, parsePairs } from './command-files.ts';
import type { Command } from './commands.ts';
import type { Job } from './job.ts';
import { readLines } from './lines.ts';
import { type Annotation, type LogLine, Transcript } from './transcript.ts';

/** How one process of a step, main or post, went. */
export interface PhaseResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Exit code 0, and nothing that the runner could not read. */
  readonly succeeded: boolean;
  /** As the process wrote them: secrets and all. */
  readonly stdout: string;
  readonly stderr: string;
  /** What the workflow's log shows, masks applied. */
  readonly log: string;
  readonly lines: readonly LogLine[];
  readonly annotations: readonly Annotation[];
  /** Every command in the output that the runner obeyed, in order, secrets and all. */
  readonly obeyedCommands: readonly Command[];
  /** From the command files (and the commands before them), not masked. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
}

/** A process of a step that runs. */
export interface RunningPhase {
  readonly pid: number;
  /** Resolves when the process has ended and all that it wrote is read. */
  readonly result: Promise<PhaseResult>;
  /** Resolves as soon as the log holds the text; rejects when the process ends without. */
  shows(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Cancels as the runner does: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
  cancel(): Promise<PhaseResult>;
}

export interface PhaseOptions {
  readonly job: Job;
  /** Absolute path of the JavaScript file. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly files: CommandFiles;
  readonly debug: boolean;
  /** A command and its first arguments that run what follows: a shell that sets limits, say. */
  readonly through: readonly string[];
  /** After this long it is killed, in milliseconds: no test waits for ever. */
  readonly limit: number;
  readonly onLine: (line: LogLine) => void;
}

/** The runner's patience with a cancelled process, in milliseconds. */
const patience = { afterInterrupt: 7500, afterTerminate: 2500 } as const;

/** Starts a JavaScript file on this Node as GitHub's runner would. */
export function startPhase({
  job,
  file,
  env,
  files,
  debug,
  through,
  ...rest
}: PhaseOptions): RunningPhase {
  const waiting = new Set<() => void>();
  const transcript = new Transcript(job.masks, debug, (line) => {
    rest.onLine(line);
    for (const check of waiting) check();
  });
  const [program, words] = commandLine([...through, process.execPath, file]);
  const child = spawn(program, words, {
    cwd: job.workspace,
    env: { ...env, ...files.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: rest.limit,
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<Pick<PhaseResult, 'exitCode' | 'signal'>>((resolve, reject) => {
    child.once('error', reject).once('close', (exitCode, signal) => {
      resolve({ exitCode, signal });
    });
  });
  const read = (line: string): void => {
    transcript.read(line);
  };
  const result = Promise.all([
    ended,
    readLines(child.stdout, read),
    readLines(child.stderr, read),
  ]).then(([end, stdout, stderr]) => collect(job, files, transcript, { ...end, stdout, stderr }));

  return {
    pid: child.pid ?? 0,
    result,
    shows: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (transcript.text.includes(text)) resolve();
        };
        waiting.add(check);
        check();
        void result.then(() => {
          reject(new Error(`The process ended and had not shown: ${text}\n${transcript.text}`));
        }, reject);
      }),
    kill: (signal) => {
      child.kill(signal);
    },
    async cancel() {
      const over = result.then(() => true);
      child.kill('SIGINT');
      if (!(await within(over, patience.afterInterrupt))) child.kill('SIGTERM');
      if (!(await within(over, patience.afterTerminate))) child.kill('SIGKILL');
      return await result;
    },
  };
}

function commandLine(words: readonly string[]): [program: string, words: readonly string[]] {
  return [words[0] ?? '', words.slice(1)];
}

async function within(over: Promise<boolean>, milliseconds: number): Promise<boolean> {
  const abort = new AbortController();
  const late = sleep(milliseconds, false, { signal: abort.signal }).catch(() => false);
  try {
    return await Promise.race([over, late]);
  } finally {
    abort.abort();
  }
}

type Ended = Pick<PhaseResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>;

/** Reads the command files, and gives the job what is for all of its steps. */
async function collect(
  job: Job,
  files: CommandFiles,
  transcript: Transcript,
  end: Ended,
): Promise<PhaseResult> {
  let readable = true;
  const pairs = async (name: 'OUTPUT' | 'STATE' | 'ENV'): Promise<Record<string, string>> => {
    try {
      return parsePairs(await files.read(name));
    } catch (error) {
      readable = false;
      transcript.fail(`Unable to process file command '${name.toLowerCase()}': ${String(error)}`);
      return {};
    }
  };
  const outputs = { ...transcript.legacy.outputs, ...(await pairs('OUTPUT')) };
  const state = { ...transcript.legacy.state, ...(await pairs('STATE')) };
  const env = await pairs('ENV');
  const path = (await files.read('PATH')).split(/\r?\n/).filter(Boolean);
  const summary = await files.read('STEP_SUMMARY');
  await files.remove();
  Object.assign(job.env, env);
  job.path.unshift(...path.toReversed());
  return {
    ...end,
    succeeded: end.exitCode === 0 && readable,
    log: transcript.text,
    lines: transcript.lines,
    annotations: transcript.annotations,
    obeyedCommands: transcript.obeyed,
    outputs,
    state,
    env,
    path,
    summary,
  };
}
