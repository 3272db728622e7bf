import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { startTenant } from '../sandbox/tenant/tenant.ts';
import { missingFor } from './support/after.ts';
import { cases } from './support/example-cases.ts';
import { kept, looks, names, repository, valuesOf } from './support/example-world.ts';
import { action, actionFolder } from './support/manifest.ts';
import { told } from './support/told.ts';
import {
  evaluated,
  matrixOf,
  ours,
  readExample,
  runSteps,
  type Step,
  type Values,
} from './support/workflow.ts';
import { fill } from './support/workspace.ts';

function oursIn(name: string): Step[] {
  const jobs = Object.values(readExample(name).jobs);
  return jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses === ours);
}

/** Runs one job, and gives what its outputs are to later jobs. */
async function runJob(
  job: Job,
  steps: readonly Step[],
  outputs: Values,
  values: Values,
): Promise<Values> {
  fill(job.workspace, repository);
  const secrets = Object.entries(values).filter(([name]) => name.startsWith('secrets.'));
  for (const [, secret] of secrets) job.masks.add(secret);
  // Stand-ins for programs that cannot be had here; qlik-cli has its file in the user's home.
  job.path.push(path.join(actionFolder, '__tests__/support/programs'));
  const env = { HOME: job.workspace, USERPROFILE: job.workspace };
  const running = await runSteps(steps, { job, values, env });
  const phases = [...running.ran.map(({ main }) => main), ...(await running.end())];
  expect(phases.flatMap(({ annotations }) => annotations)).toEqual([]);
  expect(phases.filter(({ succeeded }) => !succeeded).map(({ log }) => log)).toEqual([]);
  const log = phases.map((phase) => phase.log).join('\n');
  for (const [, secret] of secrets) expect(log).not.toContain(secret);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, text]) => {
      const value = evaluated(text, running.values);
      // As on GitHub: an output whose text masking would change does not arrive.
      return [name, job.masks.apply(value) === value ? value : ''];
    }),
  );
}

it('every example has a case, and every case an example', () => {
  expect(Object.keys(cases).toSorted()).toEqual(names.toSorted());
});

it('the index of the examples leads to every one', () => {
  const index = readFileSync(path.join(actionFolder, 'examples/README.md'), 'utf8');
  expect(names.filter((name) => !index.includes(`(${name})`))).toEqual([]);
});

describe.each(names)('examples/%s', (name) => {
  it('takes only inputs that the action has, and no rights of the repository', () => {
    const used = oursIn(name);
    expect(used.length).toBeGreaterThan(0);
    expect(used.length).toBeLessThanOrEqual(3);
    expect(
      used
        .flatMap((step) => Object.keys(step.with ?? {}))
        .filter((input) => !action.inputs.has(input)),
    ).toEqual([]);
    expect(readExample(name).permissions).toEqual({});
  });

  const missing = missingFor(name);
  if (missing !== undefined) console.warn(`examples/${name} is not run: no ${missing} here`);
  const itWithTool = missing === undefined ? it : it.skip;

  itWithTool('does what it says', async () => {
    const tenant = await startTenant();
    const another = await startTenant({ clients: [tenant.client] });
    const files = new Map<string, string>();
    const outputs: Record<string, string> = {};
    const { asks = [], given, holds } = cases[name] ?? {};
    try {
      given?.(tenant);
      let values = valuesOf(tenant, another);
      for (const [id, job] of Object.entries(readExample(name).jobs)) {
        for (const own of matrixOf(job, values)) {
          const surroundings = await startJob();
          try {
            const wanted = job.outputs ?? {};
            const got = await runJob(surroundings, job.steps, wanted, { ...values, ...own });
            for (const [output, value] of Object.entries(got)) {
              outputs[`${id}.${output}`] = value;
              values = { ...values, [`needs.${id}.outputs.${output}`]: value };
            }
            for (const file of kept) {
              const place = path.join(surroundings.workspace, file);
              if (existsSync(place)) files.set(file, readFileSync(place, 'utf8'));
            }
          } finally {
            await surroundings.remove();
          }
        }
      }
      const asked = told([...tenant.journal, ...another.journal]);
      expect(asked.filter((request) => !looks.test(request))).toEqual(
        asks.map((ask) => expect.stringMatching(ask)),
      );
      expect([...tenant.liveTokens(), ...another.liveTokens()]).toEqual([]);
      holds?.({ tenant, another, files, outputs });
    } finally {
      await tenant.close();
      await another.close();
    }
  });
});
