import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as prettier from 'prettier';
import { withJobs } from '../scripts/known-jobs.ts';
import { groupsOf, withReference } from '../scripts/reference.ts';
import { table } from '../src/inputs/inputs.ts';
import { version } from '../src/version.ts';
import { action, actionFolder } from './support/manifest.ts';

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');

describe('the documents agree with the code', () => {
  it('README has the inputs and outputs of action.yml, and the current examples', async () => {
    const readme = text('README.md');
    const current = withReference(readme, text('action.yml'), (name) => text(`examples/${name}`));
    expect(await prettier.format(current, { parser: 'markdown', printWidth: 100 })).toBe(readme);
  });

  it('every input is in a group with a sentence about it', () => {
    const groups = groupsOf(text('action.yml'));
    expect(groups.map(({ title }) => title)).toEqual([
      'Tenant and credentials',
      'Call',
      'Response',
      'Wait',
      'Rarely needed',
    ]);
    expect(groups.flatMap(({ names }) => names)).toEqual([...action.inputs.keys()]);
    for (const { sentence } of groups) expect(sentence).toMatch(/\.$/u);
  });

  it('docs/waiting.md has the known jobs', async () => {
    const current = withJobs(text('docs/waiting.md'));
    expect(await prettier.format(current, { parser: 'markdown', printWidth: 100 })).toBe(
      text('docs/waiting.md'),
    );
  });

  it('action.yml and the table of inputs have the same inputs and defaults', () => {
    const known = Object.entries(table).map(([name, row]) => [
      name,
      'default' in row ? row.default : '',
    ]);
    const written = [...action.inputs].map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(written));
  });

  it('no description in action.yml contains an expression, which the runner would refuse', () => {
    expect(text('action.yml')).not.toContain('${{');
  });

  it('the version is the same everywhere', () => {
    expect((JSON.parse(text('package.json')) as { version: string }).version).toBe(version);
    expect(text('CHANGELOG.md')).toContain(`\n## ${version}\n`);
  });

  it('the description fits the Marketplace', () => {
    const description = /^description: (.*)$/mu.exec(text('action.yml'))?.[1] ?? '';
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThan(125);
  });
});

describe('the pages that a reader sees first are short', () => {
  it('README has at most 200 lines and 1,300 words before the reference of inputs', () => {
    const [before = ''] = text('README.md').split('## Inputs\n');
    expect(before.split('\n').length - 1).toBeLessThanOrEqual(200);
    expect(before.split(/\s+/u).length).toBeLessThanOrEqual(1300);
  });

  it('CONTRIBUTING has at most 8 KB', () => {
    expect(Buffer.byteLength(text('CONTRIBUTING.md'))).toBeLessThanOrEqual(8192);
  });

  it('docs/README.md links to every page of docs', () => {
    const pages = readdirSync(path.join(actionFolder, 'docs')).filter((name) =>
      name.endsWith('.md'),
    );
    const index = text('docs/README.md');
    const missing = pages.filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
    expect(missing).toEqual([]);
  });
});
