import { describe, expect, it } from '@jest/globals';
import { runBundle, runInProcess } from '../support/any-answer-check.ts';
import { answerAnything } from '../support/any-answer-runs.ts';

describe('whatever a server answers to whatever is asked, many times', () => {
  it('a step keeps to its promises: 10,000 answers through the modules', async () => {
    const { answered } = await answerAnything(runInProcess, 3600);
    expect(answered).toBeGreaterThan(10_000);
  }, 1_200_000);

  it('a step keeps to its promises: 300 answers through the bundles', async () => {
    const { answered } = await answerAnything(runBundle, 115);
    expect(answered).toBeGreaterThan(300);
  }, 1_200_000);
});
