import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cases } from './support/example-cases.ts';
import { names } from './support/example-world.ts';
import { action, actionFolder } from './support/manifest.ts';
import { ours, readExample, type Step } from './support/workflow.ts';

function oursIn(name: string): Step[] {
  const jobs = Object.values(readExample(name).jobs);
  return jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses === ours);
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
});
