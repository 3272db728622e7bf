import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { lastResults, page, withResults } from '../scripts/comparison.ts';

describe('docs/comparison.md', () => {
  it('has what was measured last, and the scripts as they are (else: npm run comparison)', async () => {
    const text = readFileSync(page, 'utf8');
    expect(await withResults(text, lastResults())).toBe(text);
  });

  it('is refused where it has no place for it', async () => {
    await expect(withResults('# A page', lastResults())).rejects.toThrow('no place for it');
  });
});
