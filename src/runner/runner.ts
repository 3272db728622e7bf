import type { Title } from '../failure.ts';
import type { Clock } from './clock.ts';
import type { SpellingList } from './secrets.ts';

/**
 * Everything outside the process that a step uses, passed as one parameter so that tests can replace it:
 * the workflow runner's inputs, masks, log, outputs and saved state; the clock; the cancel signal.
 */
export interface Runner {
  /** An input as the workflow wrote it, not trimmed; empty if it is not set. */
  readonly getInput: (name: string) => string;
  /** The names of all inputs that the workflow set, in lower case, also unknown ones. */
  readonly givenInputs: () => readonly string[];
  /** An environment variable; undefined if it is not set or empty. */
  readonly env: (name: string) => string | undefined;
  /** Masks secrets in everything that is logged from now on, in this step and later ones. */
  readonly setSecret: (...secrets: readonly string[]) => void;
  /** Replaces the list that finds secrets, by one that copes with thousands of them. */
  readonly findSecretsIn: (list: SpellingList) => void;
  /** Whether masking would change a text: GitHub drops such a text as the output of a job. */
  readonly hides: (text: string) => boolean;
  /** Removes secrets from a text, and everything that a runner could take for a workflow command. */
  readonly clean: (text: string) => string;
  // The log. Every line is made safe before it is written: see text.ts.
  readonly debug: (message: string) => void;
  readonly info: (message: string) => void;
  /** For problems that a person should act on. */
  readonly warning: (message: string, title?: Title) => void;
  /** Lines that the log folds under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
  readonly getState: (name: string) => string;
  /** Reports the step's only error, and makes the step fail. */
  readonly setFailed: (message: string, title?: Title) => void;
  readonly clock: Clock;
  /** A number from 0 to 1, excluding 1. */
  readonly random: () => number;
  /** Aborted when the workflow is cancelled, with a Failure as its reason. */
  readonly signal: AbortSignal;
  /** The operating system: it decides which file names are valid, and where a user's home is. */
  readonly platform: NodeJS.Platform;
}
