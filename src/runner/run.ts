import { wordsFor } from '../failure.ts';
import type { Runner } from './runner.ts';

type Story = (runner: Runner) => Promise<void>;

/**
 * Runs main's story. The process fails unless the story came to its end: a promise that never
 * settles would let it end with exit 0 and nothing done.
 */
export async function runMain(runner: Runner, story: Story): Promise<void> {
  process.exitCode = 1;
  const report = (error: unknown): void => {
    runner.fail(wordsFor(error));
    runner.log.debug(frames(error));
  };
  process.once('uncaughtException', (error) => {
    report(error);
    process.exit(1);
  });
  try {
    await story(runner);
    process.exitCode = 0;
  } catch (error) {
    report(error);
  }
}

/** Runs post's story, whose failure is a warning: the job has done its work by then. */
export async function runPost(runner: Runner, story: Story): Promise<void> {
  const report = (error: unknown): void => {
    runner.log.warning(`Cleaning up: ${wordsFor(error)}`);
    runner.log.debug(frames(error));
  };
  process.once('uncaughtException', (error) => {
    report(error);
    process.exit(0);
  });
  try {
    await story(runner);
  } catch (error) {
    report(error);
  }
}

/** Where an error was thrown. Not its message: Node puts paths, queries and texts into it. */
function frames(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .join('\n');
}
