import type { Title } from '../failure.ts';
import type { Clock } from './clock.ts';
import type { SpellingList } from './secrets.ts';

/**
 * Everything of the world that a step touches, handed in as one parameter: the workflow runner's
 * inputs, masks, log, outputs and saved state; the clock; and the signal of a cancelled workflow.
 */
export interface Runner {
  /** An input as the workflow wrote it, not trimmed; empty when it is not set. */
  readonly getInput: (name: string) => string;
  /** The names of all inputs that the workflow set, ours or not, in lower case. */
  readonly givenInputs: () => readonly string[];
  /** An environment variable; undefined when it is not set or empty. */
  readonly env: (name: string) => string | undefined;
  /** Hides secrets in all that is logged from now on, here and in later steps. */
  readonly setSecret: (...secrets: readonly string[]) => void;
  /** Looks for secrets in such a list from now on: where they come by the thousand. */
  readonly findSecretsIn: (list: SpellingList) => void;
  /** Whether masking would change the text: GitHub then drops it as the output of a job. */
  readonly hides: (text: string) => boolean;
  /** Text from anywhere as one line (or lines) without secrets that no runner takes for a command. */
  readonly clean: (text: string) => string;
  // The log. Every line is made safe before it is written: see text.ts.
  readonly debug: (message: string) => void;
  readonly info: (message: string) => void;
  /** Only where a person should act. */
  readonly warning: (message: string, title?: Title) => void;
  /** Lines that are folded away under a title. */
  readonly group: (title: string, lines: readonly string[]) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
  readonly getState: (name: string) => string;
  /** Reports the step's one error and makes it fail. */
  readonly setFailed: (message: string, title?: Title) => void;
  readonly clock: Clock;
  /** A number from 0 to 1, 1 not included. */
  readonly random: () => number;
  /** Aborted, with a Failure as reason, when the workflow is cancelled. */
  readonly signal: AbortSignal;
  /** The operating system: which names of files are fit, and where a user's home is. */
  readonly platform: NodeJS.Platform;
}
