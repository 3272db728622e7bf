import { expect } from '@jest/globals';
import fc from 'fast-check';
import { anyRun, AnyTenant, type Run } from './any-answer.ts';

/** The seed is fixed, so that the responses are the same each time; ANY_ANSWER_SEED changes it. */
const seed = Number(process.env.ANY_ANSWER_SEED ?? 20_261_128);

/** After this time, in milliseconds, a run counts as hanging. */
const hung = 60_000;

/**
 * Runs a step many times, each with other responses, and expects no run to do anything wrong.
 * @returns the number of responses, and the number of runs whose call got one
 */
export async function answerAnything(
  make: (run: Run, tenant: AnyTenant) => Promise<string[]>,
  numRuns: number,
): Promise<{ readonly answered: number; readonly called: number }> {
  const tenant = new AnyTenant();
  await tenant.start();
  try {
    let [answered, called] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        expect(await make(run, tenant)).toEqual([]);
        answered += tenant.seen.length;
        called += tenant.seen.some(({ kind }) => kind === 'call') ? 1 : 0;
      }),
      { numRuns, seed, endOnFailure: true, timeout: hung },
    );
    return { answered, called };
  } finally {
    await tenant.close();
  }
}
