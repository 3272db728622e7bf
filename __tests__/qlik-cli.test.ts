import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startStep } from '../sandbox/runner/step.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { cleanup } from '../src/cleanup.ts';
import { step } from '../src/step.ts';
import { systemClock } from '../src/runner/clock.ts';
import { actionFolder, defaults } from './support/manifest.ts';
import { memoryRunner } from './support/memory-runner.ts';

const theirs = 'current-context: home\ncontexts:\n  home:\n    server: https://home.example\n';

let tenant: Tenant;
let home: string;
let file: string;

beforeEach(async () => {
  tenant = await startTenant();
  home = mkdtempSync(path.join(tmpdir(), 'qlik-cli-'));
  file = path.join(home, '.qlik', 'contexts.yml');
  mkdirSync(path.dirname(file));
  writeFileSync(file, theirs);
});

afterEach(async () => {
  rmSync(home, { recursive: true, force: true });
  await tenant.close();
});

function inputs(name: string): Record<string, string> {
  return {
    'tenant-url': tenant.url,
    'client-id': tenant.client.id,
    'client-secret': tenant.client.secret,
    'qlik-cli-context': name,
  };
}

function contextNames(): string[] {
  const { contexts } = parse(readFileSync(file, 'utf8')) as { contexts: object };
  return Object.keys(contexts).sort();
}

describe('a post step whose inputs and environment have changed', () => {
  const supplied = { 'client-id': '', 'client-secret': '', 'access-token': 'supplied-0123456789' };
  it.each([
    ['no inputs, with a supplied token', supplied, {}],
    ['no inputs, with a requested token', {}, {}],
    ['another token', supplied, { 'access-token': 'another-0123456789' }],
  ])('removes the context: %s', async (_, given, later) => {
    const env = { HOME: home, USERPROFILE: home };
    const main = memoryRunner({ ...defaults, ...inputs('ci'), ...given }, env, systemClock);
    await step(main);
    expect(contextNames()).toEqual(['ci', 'home']);
    expect(JSON.stringify(main.left.state)).not.toContain('supplied');
    const elsewhere = { HOME: '/nowhere', QLIK_CLI_USER_HOME_DIR: '/nowhere' };
    const post = memoryRunner({ ...defaults, ...later }, elsewhere, systemClock);
    Object.assign(post.left.state, main.left.state);
    // Without its inputs it may not be able to do the rest.
    await cleanup(post).catch(() => undefined);
    expect(readFileSync(file, 'utf8')).toBe(theirs);
    expect(post.left.log).toContain('qlik-cli: removed the context "ci" from ~/.qlik/contexts.yml');
  });
});

describe('a context whose token someone else has replaced', () => {
  it('is no longer ours, and stays', async () => {
    const env = { HOME: home, USERPROFILE: home };
    const runner = memoryRunner({ ...defaults, ...inputs('ci') }, env, systemClock);
    await step(runner);
    const token = runner.left.outputs['access-token'] ?? '';
    const changed = readFileSync(file, 'utf8').replace(token, 'another-0123456789');
    writeFileSync(file, changed);
    await cleanup(runner);
    expect(readFileSync(file, 'utf8')).toBe(changed);
    expect(runner.left.log).toContain(
      'qlik-cli: the context "ci" was replaced in the meantime, and is left as it is',
    );
  });
});

describe('many steps with the same home folder', () => {
  it('add and remove their contexts at the same time, on the bundles', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `job-${String(i)}`);
    const steps = await Promise.all(
      names.map((name) =>
        startStep({
          action: actionFolder,
          with: inputs(name),
          env: { HOME: home, USERPROFILE: home },
        }),
      ),
    );
    const mains = await Promise.all(steps.map(({ main }) => main.result));
    expect(mains.flatMap(({ annotations }) => annotations)).toEqual([]);
    expect(contextNames()).toEqual(['home', ...names]);
    const results = await Promise.all(steps.map((one) => one.finish()));
    expect(results.flatMap(({ annotations }) => annotations)).toEqual([]);
    expect(contextNames()).toEqual(['home']);
    expect(readFileSync(file, 'utf8')).not.toContain('Bearer');
    expect(readdirSync(path.dirname(file))).toEqual(['contexts.yml']);
  });

  it('add and remove their contexts at the same time, in process', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `job-${String(i).padStart(2, '0')}`);
    const env = { HOME: home, USERPROFILE: home };
    const runners = names.map((name) =>
      memoryRunner({ ...defaults, ...inputs(name) }, env, systemClock),
    );
    await Promise.all(
      runners.map(async (runner, i) => {
        await step(runner);
        // Some end while others begin.
        if (i % 2 === 0) await cleanup(runner);
      }),
    );
    expect(contextNames()).toEqual(['home', ...names.filter((_, i) => i % 2 === 1)]);
    await Promise.all(runners.filter((_, i) => i % 2 === 1).map((runner) => cleanup(runner)));
    expect(contextNames()).toEqual(['home']);
    expect(runners.flatMap(({ left }) => left.warnings)).toEqual([]);
    expect(readdirSync(path.dirname(file))).toEqual(['contexts.yml']);
  });
});
