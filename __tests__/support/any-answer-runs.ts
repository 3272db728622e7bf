import { expect } from '@jest/globals';
import fc from 'fast-check';
import { anyRun, AnyTenant, type Run } from './any-answer.ts';

/** The same answers each time; ANY_ANSWER_SEED makes others. */
const seed = Number(process.env.ANY_ANSWER_SEED ?? 20_261_128);

/** A run that has not ended by then never will, in milliseconds. */
const hung = 60_000;

/**
 * Makes runs of a step, each with answers of its own, and expects that none has anything against it.
 * @returns how many answers were given, and to how many runs one to the call itself
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
