import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as prettier from 'prettier';
import { withJobs } from '../scripts/known-jobs.ts';
import { withReference } from '../scripts/reference.ts';
import { table } from '../src/inputs/table.ts';
import { version } from '../src/version.ts';
import { action, actionFolder } from './support/manifest.ts';

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');

describe('the documents tell the same story as the code', () => {
  it('README has the inputs and outputs of action.yml, and the examples as they are', async () => {
    const readme = text('README.md');
    const current = withReference(readme, text('action.yml'), (name) => text(`examples/${name}`));
    expect(await prettier.format(current, { parser: 'markdown', printWidth: 100 })).toBe(readme);
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
