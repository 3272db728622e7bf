import { Failure, wordsFor } from '../failure.ts';
import type { Runner } from './runner.ts';

export type Story = (runner: Runner) => Promise<void>;

/** Runs post's story, whose failure is a warning: the job has done its work by then. */
export async function runPost(runner: Runner, story: Story): Promise<void> {
  await run(runner, story, 0, (error) => {
    runner.log.warning(`Cleaning up: ${wordsFor(error)}`, 'clean-up failed');
  });
}

/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
export async function run(
  runner: Runner,
  story: Story,
  exitCode: number,
  tell: (error: unknown) => void,
): Promise<void> {
  let told = false;
  const report = (error: unknown): void => {
    process.exitCode = exitCode;
    // One annotation: what follows from a fault, or comes after it, is for the debug log.
    if (told) runner.log.debug(wordsFor(error));
    else tell(error);
    told = true;
    runner.log.debug(frames(error));
  };
  const onThrow = (error: unknown): void => {
    report(error);
    process.exit(exitCode);
  };
  const onNothingLeft = (): void => {
    report(
      new Failure('The action ended without a result: please report it', {
        title: 'unexpected fault',
      }),
    );
  };
  process.once('uncaughtException', onThrow).once('beforeExit', onNothingLeft);
  try {
    await story(runner);
    process.exitCode = 0;
  } catch (error) {
    report(error);
  } finally {
    process.off('beforeExit', onNothingLeft);
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
