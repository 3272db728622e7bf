import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { expect, it } from '@jest/globals';
import { plainBudget, sizes } from '../bench/sizes.ts';
import { bundle } from './support/bundle.ts';
import { check } from './support/check.ts';
import { actionFolder } from './support/manifest.ts';
import type { Scenario } from './support/scenario.ts';

const preload = path.join(import.meta.dirname, 'support', 'programs', 'loaded.cjs');

interface Loaded {
  /** Node's modules that each program asks for, main's and post's, in order. */
  readonly builtins: readonly (readonly string[])[];
  /** The files of dist that main and post load, with their sizes. */
  readonly files: ReturnType<typeof sizes>;
}

async function loadedBy(scenario: Scenario): Promise<Loaded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'plain-path-'));
  try {
    const loaded = path.join(folder, 'loaded');
    const options = `--require ${JSON.stringify(preload)}`;
    await check(bundle, { ...scenario, env: { NODE_OPTIONS: options, LOADED: loaded } });
    const programs = readFileSync(loaded, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { builtins: string[]; files: string[] });
    const files = new Set(programs.flatMap((program) => program.files));
    const dist = path.join(actionFolder, 'dist');
    return {
      builtins: programs.map((program) => program.builtins),
      files: sizes(dist).filter(({ bundle, file }) => files.has(path.join(dist, bundle, file))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const plain: Scenario = {
  name: 'a token and a GET',
  with: { path: '/api/v1/users/me' },
  then: { outputs: { status: '200' } },
};

it('a token and a GET load only chunks that every step needs, within the budget', async () => {
  const { files } = await loadedBy(plain);
  const expected = { main: ['the HTTP client', 'the program', 'the start'], post: ['the start'] };
  for (const bundle of ['main', 'post'] as const) {
    const loaded = files.filter((file) => file.bundle === bundle);
    expect(loaded.map(({ name }) => name).toSorted()).toEqual(expected[bundle]);
    const size = loaded.reduce((sum, file) => sum + file.size, 0);
    expect(size).toBeLessThanOrEqual(plainBudget(bundle));
  }
});

it('a chunk that few steps need is loaded when a step needs it', async () => {
  const { files } = await loadedBy({
    name: 'an expression',
    with: { path: '/api/v1/users/me', select: 'id' },
    then: { outputs: { status: '200' } },
  });
  expect(files.map(({ name }) => name)).toContain('JMESPath');
});

it('main and post load TLS first, so that the root certificates are read in the meantime', async () => {
  const { builtins } = await loadedBy(plain);
  expect(builtins.map(([first]) => first)).toEqual(['node:tls', 'node:tls']);
});

it("a token and a GET load none of Node's expensive modules", async () => {
  const { builtins } = await loadedBy(plain);
  expect(builtins.flat().filter((name) => /fs\/promises|readline|stream\/web/u.test(name))).toEqual(
    [],
  );
});
