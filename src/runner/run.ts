import { Failure, wordsFor } from '../failure.ts';
import { framesOf } from './frames.ts';
import type { Runner } from './runner.ts';

export type Story = (runner: Runner) => Promise<void>;

/** Runs post's story, whose failure is a warning: the job has done its work by then. */
export async function runPost(runner: Runner, story: Story): Promise<void> {
  await run(runner, story, 0, (error, where) => {
    const place = where === undefined ? '' : ` (${where})`;
    runner.warning(`Cleaning up: ${wordsFor(error)}${place}`, 'clean-up failed');
  });
}

/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
export async function run(
  runner: Runner,
  story: Story,
  exitCode: number,
  tell: (error: unknown, where: string | undefined) => void,
): Promise<void> {
  let told = false;
  const report = (error: unknown): void => {
    process.exitCode = exitCode;
    const frames = framesOf(error);
    // Whoever reports a fault of ours has no debug log of it.
    const [, where] = error instanceof Failure ? [] : (/(src\/[\w/.-]+:\d+)/u.exec(frames) ?? []);
    // One annotation: what follows from a fault, or comes after it, is for the debug log.
    if (told) runner.debug(wordsFor(error));
    else tell(error, where);
    told = true;
    runner.debug(frames);
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

/**
 * Ends the process as soon as all that was printed is through. What is still open, a connection that
 * a proxy keeps, say, is to hold up nobody, and need not be taken down piece by piece.
 */
export async function leave(): Promise<never> {
  await new Promise<void>((resolve) => {
    process.stdout.write('', () => {
      resolve();
    });
  });
  process.exit();
}
