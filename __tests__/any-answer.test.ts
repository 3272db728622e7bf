import { describe, expect, it } from '@jest/globals';
import { runInProcess } from './support/any-answer-check.ts';
import { answerAnything } from './support/any-answer-runs.ts';

describe('whatever a server answers to whatever is asked', () => {
  it('a step succeeds with all of it in the outputs, or fails with one error, and gives its tokens back', async () => {
    // The slow suite makes more.
    const { answered, called } = await answerAnything(runInProcess, 300);
    expect(answered).toBeGreaterThan(900);
    expect(called).toBeGreaterThan(75);
  });
});
