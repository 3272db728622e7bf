import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { faultTable, page, withTable } from '../scripts/reliability.ts';

describe('docs/reliability.md', () => {
  it('has the current table of faults (else: npm run reliability)', async () => {
    const text = readFileSync(page, 'utf8');
    expect(withTable(text, await faultTable())).toBe(text);
  });

  it('is refused if it has no place for the table', () => {
    expect(() => withTable('# A page', '| a |')).toThrow('no place for it');
  });
});
