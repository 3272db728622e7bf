import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Job, startJob } from '../../sandbox/runner/job.ts';
import type { PhaseResult } from '../../sandbox/runner/phase.ts';
import { newClient, startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Ran } from './example-cases.ts';
import { kept, repository, rotatedClient, valuesOf } from './example-world.ts';
import { actionFolder } from './manifest.ts';
import {
  evaluated,
  matrixOf,
  readExample,
  runSteps,
  type Values,
  type WorkflowJob,
} from './workflow.ts';
import { fill } from './workspace.ts';

/** The result of running an example in the sandbox's runner. */
export interface SandboxRun extends Ran {
  /** Titles aside, what steps warned of and failed with. */
  readonly annotations: readonly string[];
  /** What no log may show: the workflow's secrets, and every token that a request carried. */
  readonly secrets: readonly string[];
}

interface JobRun {
  /** `with` and `env` of each step that ran, as GitHub prints them before it. */
  readonly heads: string;
  readonly phases: readonly PhaseResult[];
  readonly outputs: Values;
}

async function runJob(
  job: Job,
  { steps, outputs = {} }: WorkflowJob,
  values: Values,
): Promise<JobRun> {
  fill(job.workspace, repository);
  for (const secret of secretsIn(values)) job.masks.add(secret);
  // Stand-ins for programs that cannot be had here; qlik-cli has its file in the user's home.
  job.path.push(path.join(actionFolder, '__tests__/support/programs'));
  const env = { HOME: job.workspace, USERPROFILE: job.workspace };
  const running = await runSteps(steps, { job, values, env });
  const phases = [...running.ran.map(({ main }) => main), ...(await running.end())];
  const texts = running.ran.flatMap(({ step }) => Object.values({ ...step.with, ...step.env }));
  const heads = job.masks.apply(
    texts.map((text) => evaluated(String(text), running.values)).join('\n'),
  );
  if (!phases.every(({ succeeded }) => succeeded)) return { heads, phases, outputs: {} };
  const given = Object.entries(outputs).map(([name, text]) => {
    const value = evaluated(text, running.values);
    // As on GitHub: an output whose text masking would change does not arrive.
    return [name, job.masks.apply(value) === value ? value : ''] as const;
  });
  return { heads, phases, outputs: Object.fromEntries(given) };
}

function secretsIn(values: Values): string[] {
  const secrets = Object.entries(values).filter(([name]) => name.startsWith('secrets.'));
  return secrets.map(([, secret]) => secret);
}

function tokensAt({ journal }: Tenant): string[] {
  return journal.flatMap(({ headers }) => headers.authorization?.replace(/^Bearer /u, '') ?? []);
}

/**
 * Runs an example in the sandbox, with two tenants of its own, and stops after the first failed job.
 *
 * @param given prepares the first tenant
 * @param look checks the result before the tenants are closed
 */
export async function runExample(
  name: string,
  given: ((tenant: Tenant) => void) | undefined,
  look: (run: SandboxRun) => void,
): Promise<void> {
  const tenant = await startTenant({ clients: [newClient(), rotatedClient] });
  const another = await startTenant({ clients: [tenant.client] });
  const files = new Map<string, string>();
  const outputs: Record<string, string> = {};
  const phases: PhaseResult[] = [];
  const heads: string[] = [];
  try {
    given?.(tenant);
    let values = valuesOf(tenant, another);
    // A matrix may be what a job before it has found.
    function* jobs() {
      for (const [id, job] of Object.entries(readExample(name).jobs))
        for (const own of matrixOf(job, values)) yield { id, job, own };
    }
    for (const { id, job, own } of jobs()) {
      const surroundings = await startJob();
      try {
        const ran = await runJob(surroundings, job, { ...values, ...own });
        phases.push(...ran.phases);
        heads.push(ran.heads);
        for (const file of kept) {
          const place = path.join(surroundings.workspace, file);
          if (existsSync(place)) files.set(file, readFileSync(place, 'utf8'));
        }
        if (!ran.phases.every(({ succeeded }) => succeeded)) break;
        for (const [output, value] of Object.entries(ran.outputs)) {
          outputs[`${id}.${output}`] = value;
          values = { ...values, [`needs.${id}.outputs.${output}`]: value };
        }
      } finally {
        await surroundings.remove();
      }
    }
    look({
      tenant,
      another,
      files,
      outputs,
      log: [...heads, ...phases.map((phase) => phase.log)].join('\n'),
      annotations: phases.flatMap((phase) => phase.annotations.map(({ message }) => message)),
      secrets: [...new Set([...secretsIn(values), ...tokensAt(tenant), ...tokensAt(another)])],
    });
  } finally {
    await tenant.close();
    await another.close();
  }
}
