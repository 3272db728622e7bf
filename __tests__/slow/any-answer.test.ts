import { describe, expect, it } from '@jest/globals';
import { runBundle, runInProcess } from '../support/any-answer-check.ts';
import { answerAnything } from '../support/any-answer-runs.ts';

describe('any response to any request, many times', () => {
  it('a step keeps its promises: 10,000 responses, in process', async () => {
    const { answered } = await answerAnything(runInProcess, 3600);
    expect(answered).toBeGreaterThan(10_000);
  }, 1_200_000);

  it('a step keeps its promises: 300 responses, on the bundles', async () => {
    const { answered } = await answerAnything(runBundle, 115);
    expect(answered).toBeGreaterThan(300);
  }, 1_200_000);
});
