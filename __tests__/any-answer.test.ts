import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyRun, AnyTenant } from './support/any-answer.ts';
import { runInProcess } from './support/any-answer-check.ts';

/** Runs of a step; each meets several answers. The slow suite makes more. */
const numRuns = Number(process.env.ANY_ANSWER_RUNS ?? 300);

/** The same answers each time; ANY_ANSWER_SEED makes others. */
const seed = Number(process.env.ANY_ANSWER_SEED ?? 20_261_128);

/** A run that has not ended by then never will, in milliseconds. */
const hung = 30_000;

describe('whatever a server answers to whatever is asked', () => {
  const tenant = new AnyTenant();
  beforeAll(async () => {
    await tenant.start();
  });
  afterAll(async () => {
    await tenant.close();
  });

  it('a step succeeds with all of it in the outputs, or fails with one error, and gives its tokens back', async () => {
    let answered = 0;
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(anyRun, async (run) => {
        expect(await runInProcess(run, tenant)).toEqual([]);
        answered += tenant.seen.length;
        succeeded += tenant.seen.some(({ kind }) => kind === 'call') ? 1 : 0;
      }),
      { numRuns, seed, endOnFailure: true, timeout: hung },
    );
    expect(answered).toBeGreaterThan(numRuns * 3);
    expect(succeeded).toBeGreaterThan(numRuns / 4);
  }, 1_800_000);
});
