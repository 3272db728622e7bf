import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { leaks } from '../sandbox/runner/leaks.ts';
import { missingFor } from './support/after.ts';
import { cases } from './support/example-cases.ts';
import { refusals } from './support/example-refusals.ts';
import { runExample, type SandboxRun } from './support/example-run.ts';
import { looks, names } from './support/example-world.ts';
import { action, actionFolder } from './support/manifest.ts';
import { requestLines } from './support/request-lines.ts';
import { ours, readExample, type Step } from './support/workflow.ts';

function oursIn(name: string): Step[] {
  const jobs = Object.values(readExample(name).jobs);
  return jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses === ours);
}

function askedIn({ tenant, another }: SandboxRun): string[] {
  const asked = requestLines([...tenant.journal, ...another.journal]);
  return asked.filter((request) => !looks.test(request));
}

/** What is true however an example ends. */
function expectTidy({ tenant, another, log, annotations, secrets }: SandboxRun): void {
  const visible = [log, ...annotations].join('\n');
  expect(secrets.flatMap((secret) => leaks(visible, secret))).toEqual([]);
  expect([...tenant.liveTokens(), ...another.liveTokens()]).toEqual([]);
}

it('every example has a test case, and every test case an example', () => {
  expect(Object.keys(cases).toSorted()).toEqual(names.toSorted());
});

it('the index of the examples links to all of them', () => {
  const index = readFileSync(path.join(actionFolder, 'examples/README.md'), 'utf8');
  expect(names.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});

describe.each(names)('examples/%s', (name) => {
  it('uses only inputs that the action has, and needs no permissions', () => {
    const used = oursIn(name);
    expect(used.length).toBeGreaterThan(0);
    expect(
      used
        .flatMap((step) => Object.keys(step.with ?? {}))
        .filter((input) => !action.inputs.has(input)),
    ).toEqual([]);
    const { jobs, permissions } = readExample(name);
    const ofJobs = Object.values(jobs).map(({ steps }) =>
      steps.filter(({ uses }) => uses === ours),
    );
    expect(Math.max(...ofJobs.map(({ length }) => length))).toBeLessThanOrEqual(3);
    expect(permissions).toEqual({});
  });

  const missing = missingFor(name);
  if (missing !== undefined) console.warn(`examples/${name} is not run: no ${missing} here`);
  const itWithTool = missing === undefined ? it : it.skip;

  itWithTool('does what it says', async () => {
    const { asks = [], given, holds } = cases[name] ?? {};
    await runExample(name, given, (run) => {
      expect(run.annotations).toEqual([]);
      expect(askedIn(run)).toEqual(asks.map((ask) => expect.stringMatching(ask)));
      expectTidy(run);
      holds?.(run);
    });
  });
});

describe.each(Object.entries(refusals))('examples/%s', (name, turns) => {
  it.each(Object.entries(turns))('%s', async (_, { given, asks, fails }) => {
    await runExample(name, given, (run) => {
      const errors = fails === undefined ? [] : [expect.stringMatching(fails)];
      expect(run.annotations).toEqual(errors);
      expect(askedIn(run)).toEqual(asks.map((ask) => expect.stringMatching(ask)));
      expectTidy(run);
      // Whole or not at all.
      if (fails !== undefined) expect(run.files.has('sales.qvf')).toBe(false);
    });
  });
});
