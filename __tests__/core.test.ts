import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { expect, it } from '@jest/globals';
import { runNode } from '../scripts/run-node.ts';
import { actionFolder } from './support/manifest.ts';

/** What is used of `@actions/core`: two files that its `exports` does not list. */
const taken = {
  '@actions/core/lib/command.js': ['issueCommand'],
  '@actions/core/lib/file-command.js': ['issueFileCommand', 'prepareKeyValueMessage'],
};

const read = (file: string): string => readFileSync(path.join(actionFolder, file), 'utf8');

it('only two files of @actions/core are used, in the pinned version', async () => {
  const imports = read('src/runner/github.ts').matchAll(
    /^import \{([^}]+)\} from '(@actions\/core[^']*)';$/gmu,
  );
  const found = [...imports].map(([, names = '', file = '']) => [
    file,
    names.split(',').map((name) => name.trim()),
  ]);
  expect(Object.fromEntries(found)).toEqual(taken);
  for (const [file, names] of Object.entries(taken)) {
    const module = (await import(file)) as Record<string, unknown>;
    expect(names.filter((name) => typeof module[name] !== 'function')).toEqual([]);
  }
  const [asked, installed] = ['package.json', 'node_modules/@actions/core/package.json'].map(
    (file) => JSON.parse(read(file)) as { version: string; dependencies: Record<string, string> },
  );
  expect(asked?.dependencies['@actions/core']).toBe(installed?.version);
});

it("our runner writes what the package's entry writes for the same calls", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'core-'));
  const program = path.join(actionFolder, '__tests__/support/programs/core-calls.mjs');
  const written = async (whose: 'core' | 'ours') => {
    const file = (name: string): string => path.join(folder, `${whose}-${name}`);
    for (const name of ['output', 'state']) writeFileSync(file(name), '');
    const { code, stdout, stderr } = await runNode([program, whose], {
      env: {
        GITHUB_OUTPUT: file('output'),
        GITHUB_STATE: file('state'),
        INPUT_PATH: '/api/v1/users/me',
        INPUT_TWO_WORDS: 'x',
        STATE_tokens: '["a","b"]',
      },
    });
    const [output, state] = ['output', 'state'].map((name) =>
      // The only part that differs between any two calls.
      readFileSync(file(name), 'utf8').replaceAll(/(?<=ghadelimiter_)[\da-f-]{36}/gu, '<uuid>'),
    );
    return { code, stdout, stderr, output, state };
  };
  try {
    const ours = await written('ours');
    expect(ours).toEqual(await written('core'));
    expect(ours.code).toBe(1);
    expect(ours.stdout).toContain('::add-mask::a secret: 50%25 of it');
    expect(ours.output).toContain('response<<ghadelimiter_<uuid>');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
