import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actionFolder } from './support/manifest.ts';

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');

const pages = ['.', 'docs', 'examples', 'sandbox'].flatMap((folder) =>
  readdirSync(path.join(actionFolder, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name)),
);

/** The anchors that GitHub makes from headings. */
function anchors(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  it('links only to files and headings that exist', () => {
    const folder = path.posix.dirname(page);
    for (const [, target = ''] of text(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)) {
      const [file = '', anchor] = target.split('#');
      const name = file === '' ? page : path.posix.join(folder, decodeURIComponent(file));
      expect([target, existsSync(path.join(actionFolder, name))]).toEqual([target, true]);
      if (anchor !== undefined && name.endsWith('.md'))
        expect([target, anchors(text(name)).includes(anchor)]).toEqual([target, true]);
    }
  });
});

describe('docs/security.md', () => {
  const page = text('docs/security.md');

  it('names only tests that exist', () => {
    const cited = [...page.matchAll(/\]\(\.\.\/(__tests__\/[^)]+)\)((?: “[^”]+”)+)/gu)].flatMap(
      ([, file = '', names = '']) =>
        [...names.matchAll(/“([^”]+)”/gu)].map(([, name = '']) => [file, name] as const),
    );
    // All of them: a name that is not beside its file would not be looked for.
    expect(cited).toHaveLength([...page.matchAll(/“/gu)].length);
    expect(cited.length).toBeGreaterThan(30);
    for (const [file, name] of cited)
      expect([name, text(file).includes(name)]).toEqual([name, true]);
  });

  it('has code and a test for each threat', () => {
    const threats = page.slice(page.indexOf('## Threat model'), page.indexOf('## What we do not'));
    const rows = threats.split('\n').filter((line) => /^\| (?!it |-)/u.test(line));
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) {
      const [, , , code = '', test = ''] = row.split(' | ').length === 4 ? row.split('|') : [];
      expect([row, code.trim() !== '', test.trim() !== '']).toEqual([row, true, true]);
    }
  });
});
