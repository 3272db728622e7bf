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
  await run(runner, story, 1, (error, where) => {
    failStep(runner, error, where);
  });
}

/**
 * Reports what a step fails with: its words, where more is written about it, and a title.
 * @param where the line of ours that threw it, where nobody expected that
 */
export function failStep(runner: Runner, error: unknown, where?: string): void {
  const link = linksFrom((name) => runner.env(name));
  const place = where === undefined ? '' : ` (${where})`;
  runner.setFailed(wordsFor(error, link) + place, titleOf(error));
}
