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

describe('the documents tell the same story as the code', () => {
  it('README has the inputs and outputs of action.yml, and the examples as they are', async () => {
    const readme = text('README.md');
    const current = withReference(readme, text('action.yml'), (name) => text(`examples/${name}`));
    expect(await prettier.format(current, { parser: 'markdown', printWidth: 100 })).toBe(readme);
  });

  it('every input is in a group, which says what it is for', () => {
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

  it('docs/waiting.md has the jobs that are known', async () => {
    const current = withJobs(text('docs/waiting.md'));
    expect(await prettier.format(current, { parser: 'markdown', printWidth: 100 })).toBe(
      text('docs/waiting.md'),
    );
  });

  it('action.yml and the table of inputs know the same inputs and defaults', () => {
    const known = Object.entries(table).map(([name, row]) => [
      name,
      'default' in row ? row.default : '',
    ]);
    const written = [...action.inputs].map(([name, input]) => [name, input.default]);
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(written));
  });

  it('no description of action.yml holds an expression, which the runner would refuse', () => {
    expect(text('action.yml')).not.toContain('${{');
  });

  it('the version is one, everywhere', () => {
    expect((JSON.parse(text('package.json')) as { version: string }).version).toBe(version);
    expect(text('CHANGELOG.md')).toContain(`\n## ${version}\n`);
  });

  it('the description fits the Marketplace', () => {
    const description = /^description: (.*)$/mu.exec(text('action.yml'))?.[1] ?? '';
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThan(125);
  });
});

describe('the first pages that a reader meets are short', () => {
  it('README comes to the reference of inputs within 200 lines and 1,300 words', () => {
    const [before = ''] = text('README.md').split('## Inputs\n');
    expect(before.split('\n').length - 1).toBeLessThanOrEqual(200);
    expect(before.split(/\s+/u).length).toBeLessThanOrEqual(1300);
  });

  it('CONTRIBUTING has at most 8 KB', () => {
    expect(Buffer.byteLength(text('CONTRIBUTING.md'))).toBeLessThanOrEqual(8192);
  });

  it('docs/README.md leads to every page of docs', () => {
    const pages = readdirSync(path.join(actionFolder, 'docs')).filter((name) =>
      name.endsWith('.md'),
    );
    const index = text('docs/README.md');
    const missing = pages.filter((name) => name !== 'README.md' && !index.includes(`(${name})`));
    expect(missing).toEqual([]);
  });
});
