import { Failure, wordsFor } from '../failure.ts';
import { framesOf } from './frames.ts';
import type { Runner } from './runner.ts';

type Story = (runner: Runner) => Promise<void>;

/**
 * Runs main's story. The process fails unless the story came to its end: a promise that never
 * settles would let it end with exit 0 and nothing done.
 */
export async function runMain(runner: Runner, story: Story): Promise<void> {
  process.exitCode = 1;
  await run(runner, story, 1, (words) => {
    runner.fail(words);
  });
}

/** Runs post's story, whose failure is a warning: the job has done its work by then. */
export async function runPost(runner: Runner, story: Story): Promise<void> {
  await run(runner, story, 0, (words) => {
    runner.log.warning(`Cleaning up: ${words}`);
  });
}

/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
async function run(
  runner: Runner,
  story: Story,
  exitCode: number,
  tell: (words: string) => void,
): Promise<void> {
  const report = (error: unknown): void => {
    process.exitCode = exitCode;
    const frames = framesOf(error);
    // Whoever reports a fault of ours has no debug log of it.
    const [, where] = error instanceof Failure ? [] : (/(src\/[\w/.-]+:\d+)/u.exec(frames) ?? []);
    tell(where === undefined ? wordsFor(error) : `${wordsFor(error)} (${where})`);
    runner.log.debug(frames);
  };
  const onThrow = (error: unknown): void => {
    report(error);
    process.exit(exitCode);
  };
  const onNothingLeft = (): void => {
    report(new Failure('The action ended without a result: please report it'));
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
