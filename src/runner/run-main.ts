import { titleOf, wordsFor } from '../failure.ts';
import { linksFrom } from '../troubleshooting.ts';
import { run, type Story } from './run.ts';
import type { Runner } from './runner.ts';

/**
 * Runs main's story. The process fails unless the story came to its end: a promise that never
 * settles would let it end with exit 0 and nothing done.
 */
export async function runMain(runner: Runner, story: Story): Promise<void> {
  process.exitCode = 1;
  await run(runner, story, 1, (error) => {
    failStep(runner, error);
  });
}

/** Reports what a step fails with: its words, where more is written about it, and a title. */
export function failStep(runner: Pick<Runner, 'env' | 'fail'>, error: unknown): void {
  const link = linksFrom((name) => runner.env(name));
  runner.fail(wordsFor(error, link), titleOf(error));
}
