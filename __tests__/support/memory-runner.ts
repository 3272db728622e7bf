import type { Clock } from '../../src/runner/clock.ts';
import type { Runner } from '../../src/runner/runner.ts';
import type { Title } from '../../src/failure.ts';
import { cleaning, maskable, Redactor } from '../../src/runner/secrets.ts';
import { HastyClock } from './fake-clock.ts';

/** What a step wrote to the runner. */
interface Left {
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  readonly masked: string[];
  readonly log: string[];
  readonly warnings: string[];
  readonly errors: string[];
  /** Of the annotations, errors and warnings, in order. */
  readonly titles: Title[];
}

/** A workflow runner in memory, which records what a step writes. */
export interface MemoryRunner extends Runner {
  readonly left: Left;
  cancel(reason: Error): void;
}

export function memoryRunner(
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
  clock: Clock = new HastyClock(),
): MemoryRunner {
  const redactor = new Redactor();
  const left: Left = {
    outputs: {},
    state: {},
    masked: [],
    log: [],
    warnings: [],
    errors: [],
    titles: [],
  };
  const clean = cleaning(redactor);
  const controller = new AbortController();
  return {
    left,
    cancel: (reason) => {
      controller.abort(reason);
    },
    getInput: (name) => inputs[name] ?? '',
    givenInputs: () => Object.keys(inputs),
    env: (name) => env[name],
    setSecret(...secrets) {
      for (const line of secrets.flatMap(maskable)) {
        left.masked.push(line);
        redactor.add(line);
      }
    },
    findSecretsIn: (list) => {
      redactor.useList(list);
    },
    hides: (text) => redactor.finds(text),
    clean,
    debug: (message) => left.log.push(`debug: ${clean(message)}`),
    info: (message) => left.log.push(clean(message)),
    warning: (message, title = 'warning') => {
      left.warnings.push(clean(message));
      left.titles.push(title);
    },
    group: (title, lines) => left.log.push(clean(title), ...lines.map(clean)),
    setOutput: (name, value) => {
      left.outputs[name] = value;
    },
    saveState: (name, value) => {
      left.state[name] = value;
    },
    getState: (name) => left.state[name] ?? '',
    setFailed(message, title = 'step failed') {
      left.errors.push(clean(message));
      left.titles.push(title);
    },
    clock,
    random: () => 0.5,
    signal: controller.signal,
    platform: process.platform,
  };
}
