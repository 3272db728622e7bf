import { describe, expect, it } from '@jest/globals';
import { runInProcess } from './support/any-answer-check.ts';
import { answerAnything } from './support/any-answer-runs.ts';

describe('any response to any request', () => {
  it('makes a step succeed with complete outputs, or fail with one error, and its tokens are revoked', async () => {
    // The slow suite makes more.
    const { answered, called } = await answerAnything(runInProcess, 300);
    expect(answered).toBeGreaterThan(900);
    expect(called).toBeGreaterThan(75);
  });
});
