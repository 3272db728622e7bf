import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { entries, errorPage, page } from '../scripts/errors.ts';
import { isOnErrorPage } from './support/error-page.ts';

const all = entries();
const texts = all.map(({ text }) => text);

describe('docs/errors.md', () => {
  it('is up to date with the source (else: npm run errors)', async () => {
    expect(readFileSync(page, 'utf8')).toBe(await errorPage(all));
  });

  it.each([
    ['of a Failure', 'a single = does not compare: write =='],
    [
      'of a helper, with what its callers give',
      '… has a fragment; it must be a path on the tenant',
    ],
    ['of a bad input', '`key-id`: is set without `private-key`'],
    ['of a table', 'the connection was reset'],
    ['of the system', 'the disk is full'],
    ['of a warning', 'mask: the response is empty, so nothing was masked'],
    ['of a hint', 'No tenant has this hostname: check `tenant-url`'],
  ])('has the text %s', (_, text) => {
    expect(texts.filter((one) => one.startsWith(text))).not.toEqual([]);
  });

  it('links an error to its hint and its cause', () => {
    const pointer = all.find(({ text }) => text.includes('is a Git LFS pointer'));
    expect(pointer?.advice).toEqual([
      '[git-lfs-pointer](troubleshooting.md#git-lfs-pointer)',
      '``Set `lfs: true` on the actions/checkout step``',
    ]);
    expect(pointer?.files).toEqual(['src/inputs/files.ts']);
  });

  it('has the errors of all scenarios', () => {
    expect(isOnErrorPage('Bad input: `key-id`: is set without `private-key`')).toBe(true);
    expect(isOnErrorPage('GET /api/v1/items: 404 Not Found: RES-1')).toBe(true);
    expect(isOnErrorPage('Something else went wrong')).toBe(false);
  });
});
