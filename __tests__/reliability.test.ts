import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { faultTable, page, withTable } from '../scripts/reliability.ts';

describe('docs/reliability.md', () => {
  it('has the table of faults that the tests run (else: npm run reliability)', async () => {
    const text = readFileSync(page, 'utf8');
    expect(withTable(text, await faultTable())).toBe(text);
  });

  it('is refused where the table has no place', () => {
    expect(() => withTable('# A page', '| a |')).toThrow('no place for it');
  });
});
