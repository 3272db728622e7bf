import { join } from 'node:path';
import { type Action, inputVariables, readAction } from './action-yml.ts';
import { CommandFiles } from './command-files.ts';
import type { Command } from './commands.ts';
import { environment } from './environment.ts';
import { type Job, startJob } from './job.ts';
import { type PhaseResult, type RunningPhase, startPhase } from './phase.ts';
import type { Annotation, LogLine } from './transcript.ts';

export interface StepOptions {
  /** Folder that holds `action.yml`. */
  readonly action: string;
  readonly with: Readonly<Record<string, string>>;
  /** The step's `env:`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a job of the step's own, whose files go when post has ended. */
  readonly job?: Job;
  /** Without a job: what the workflow has in `secrets.*`. */
  readonly secrets?: readonly string[];
  /** Without a job: the workspace. */
  readonly workspace?: string;
  /** Run in debug mode. */
  readonly debug?: boolean;
  /** Longest time for main and for post, in seconds (default: 60). */
  readonly limitSeconds?: number;
  /** A command that runs main and post, such as a shell that sets limits (default: none). */
  readonly through?: readonly string[];
  /** Gets each line of the log when it is there. */
  readonly onLine?: (line: LogLine, phase: 'main' | 'post') => void;
}

/** A step whose main runs, or has run. */
export interface RunningStep {
  readonly job: Job;
  readonly main: RunningPhase;
  /**
   * Starts post as at the end of a job, when main has ended however it ended.
   *
   * @param inputs in place of main's: the runner evaluates a step's `with:` anew for post
   * @returns undefined when the action has none
   */
  startPost(inputs?: Readonly<Record<string, string>>): Promise<RunningPhase | undefined>;
  /** Runs post, unless it was started before, and tells all. */
  finish(): Promise<StepResult>;
}

/** What a step did, as its job sees it. */
export interface StepResult {
  readonly main: PhaseResult;
  /** Undefined when the action has none. */
  readonly post: PhaseResult | undefined;
  /** Main and post succeeded. */
  readonly succeeded: boolean;
  /** What later steps read, not masked. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that no other job would get: masking would change their text. */
  readonly outputsDroppedAsJobOutputs: readonly string[];
  /** What main left to post, not masked. */
  readonly state: Readonly<Record<string, string>>;
  /** The same as the log of a debug run has it: masks applied. */
  readonly stateShown: string;
  /** Of main and post together. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  readonly obeyedCommands: readonly Command[];
  readonly summary: string;
  /** What was written into `GITHUB_ENV`. */
  readonly env: Readonly<Record<string, string>>;
  /** All secrets that the runner knows, line by line. */
  readonly masks: readonly string[];
  /** What the action shows to people: log, annotations, summary, and its state in a debug run. */
  readonly visible: string;
}

/**
 * Runs an action's main and then, however main ended, its post, each as a process of its own.
 *
 * @throws Error when there is no action that this runner can run
 */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const step = await startStep(options);
  return await step.finish();
}

/** Starts an action's main. Call `finish` in the end, or files stay behind. */
export async function startStep(options: StepOptions): Promise<RunningStep> {
  const action = await readAction(options.action);
  const job = options.job ?? (await startJob(options));
  const main = await start(options, job, action, 'main', {});
  let post: Promise<RunningPhase | undefined> | undefined;
  const startPost = (inputs = options.with): Promise<RunningPhase | undefined> =>
    (post ??= main.result.then(({ state }) =>
      action.post === undefined
        ? undefined
        : start({ ...options, with: inputs }, job, action, 'post', state),
    ));
  return {
    job,
    main,
    startPost,
    async finish() {
      try {
        const ended = await (await startPost())?.result;
        return summarise(job, await main.result, ended);
      } finally {
        if (!options.job) await job.remove();
      }
    },
  };
}

async function start(
  options: StepOptions,
  job: Job,
  action: Action,
  phase: 'main' | 'post',
  state: Readonly<Record<string, string>>,
): Promise<RunningPhase> {
  const { debug = false, limitSeconds = 60, through = [], onLine } = options;
  const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value] as const);
  const [program, ...args] = [
    ...through,
    process.execPath,
    join(action.folder, action[phase] ?? ''),
  ];
  return startPhase({
    job,
    command: [program, ...args],
    env: {
      ...environment(job, debug),
      GITHUB_ACTION: '__self',
      GITHUB_ACTION_PATH: action.folder,
      ...options.env,
      ...inputVariables(action, options.with),
      ...Object.fromEntries(saved),
    },
    files: await CommandFiles.create(job.commandFiles),
    debug,
    limit: limitSeconds * 1000,
    onLine: (line) => onLine?.(line, phase),
  });
}

function summarise(job: Job, main: PhaseResult, post: PhaseResult | undefined): StepResult {
  const phases = post ? [main, post] : [main];
  const shown = (text: string): string => job.masks.apply(text);
  const log = phases
    .map((phase) => phase.log)
    .filter(Boolean)
    .join('\n');
  const summary = phases.map((phase) => phase.summary).join('');
  const annotations = phases.flatMap((phase) => phase.annotations);
  const stateShown = Object.entries(main.state)
    .map(([name, value]) => shown(`${name} = ${value}`))
    .join('\n');
  return {
    main,
    post,
    succeeded: phases.every((phase) => phase.succeeded),
    outputs: main.outputs,
    outputsDroppedAsJobOutputs: Object.entries(main.outputs)
      .filter(([, value]) => shown(value) !== value)
      .map(([name]) => name),
    state: main.state,
    stateShown,
    log,
    annotations,
    obeyedCommands: phases.flatMap((phase) => phase.obeyedCommands),
    summary,
    env: Object.assign({}, ...phases.map((phase) => phase.env)) as Record<string, string>,
    masks: job.masks.secrets,
    visible: [log, JSON.stringify(annotations), summary, stateShown].join('\n'),
  };
}
