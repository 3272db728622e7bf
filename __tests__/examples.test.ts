import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { known } from '../sandbox/tenant/world.ts';
import { action, actionFolder } from './support/manifest.ts';
import { missingFor } from './support/after.ts';
import { told } from './support/told.ts';
import {
  matrixOf,
  ours,
  readExample,
  runSteps,
  type Step,
  type Values,
  evaluated,
} from './support/workflow.ts';
import { fill } from './support/workspace.ts';

const names = readdirSync(path.join(actionFolder, 'examples'));
const listing = /^GET \/api\/v1\/spaces 200$/u;

/** What each workflow is to ask of the tenant, besides tokens and polls. */
const asks: Readonly<Record<string, readonly RegExp[]>> = {
  'chained-jobs.yml': [
    /^POST \/api\/v1\/apps\/import\?spaceId=\w+&name=Sales 200$/u,
    /^POST \/api\/v1\/reloads 201$/u,
    /^POST \/api\/v1\/apps\/[\w-]+\/publish 200$/u,
  ],
  'import-large-app.yml': [
    /^POST \/api\/v1\/temp-contents\?filename=sales\.qvf 201$/u,
    /^POST \/api\/v1\/apps\/import\?fileId=\w+&spaceId=\w+&name=Sales 200$/u,
  ],
  'import-publish-reload.yml': [
    /^POST \/api\/v1\/apps\/import\?spaceId=\w+&name=Sales 200$/u,
    /^POST \/api\/v1\/apps\/[\w-]+\/publish 200$/u,
    /^POST \/api\/v1\/reloads 201$/u,
  ],
  'many-tenants.yml': [/^POST \/api\/v1\/spaces 201$/u, /^POST \/api\/v1\/spaces 201$/u],
  'qlik-cli.yml': [listing],
  'token-for-curl.yml': [listing],
  'token-for-github-script.yml': [listing],
  'token-for-node.yml': [listing],
  'token-for-python.yml': [listing],
  'token-for-qlik-api.yml': [listing],
  'wait-for-automation.yml': [/^POST \/api\/v1\/automations\/a1\/runs 201$/u],
  'wait-for-data-project.yml': [
    /^POST \/api\/v1\/di-projects\/p1\/actions\/import-async 201$/u,
    /^POST \/api\/v1\/di-projects\/p1\/actions\/prepare 201$/u,
  ],
  'wait-for-data-task.yml': [/^POST .*\/di-tasks\/d1\/runtime\/actions\/start 204$/u],
  'wait-for-evaluation.yml': [/^POST \/api\/analytics\/apps\/[\w-]+\/evaluations 202$/u],
  'wait-for-reload.yml': [/^POST \/api\/v1\/reloads 201$/u],
  'wait-for-report.yml': [/^POST \/api\/v1\/reports 202$/u],
  'wait-for-task.yml': [/^POST \/api\/v1\/tasks\/t1\/actions\/start 204$/u],
};

function oursIn(name: string): Step[] {
  const jobs = Object.values(readExample(name).jobs);
  return jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses === ours);
}

/** What a workflow's expressions may speak of. */
function valuesOf(tenant: Tenant, more: readonly Tenant[]): Values {
  return {
    'vars.QLIK_TENANTS': JSON.stringify([tenant, ...more].map(({ url }) => url)),
    'vars.QLIK_REGION_CLIENT_ID': tenant.client.id,
    'secrets.QLIK_REGION_CLIENT_SECRET': tenant.client.secret,
    'vars.QLIK_TENANT': tenant.url,
    'vars.QLIK_CLIENT_ID': tenant.client.id,
    'secrets.QLIK_CLIENT_SECRET': tenant.client.secret,
    'vars.QLIK_APP': known.app,
    'vars.QLIK_SPACE': known.space,
    'vars.QLIK_MANAGED_SPACE': known.managedSpace,
    'vars.QLIK_AUTOMATION': 'a1',
    'vars.QLIK_TASK': 't1',
    'vars.QLIK_PROJECT': 'p1',
    'vars.QLIK_DATA_TASK': 'd1',
    'vars.QLIK_REPORT': '{"type":"composition-1.0"}',
  };
}

/** Runs one job, and gives what its outputs are to later jobs. */
async function runJob(
  job: Job,
  steps: readonly Step[],
  outputs: Values,
  values: Values,
): Promise<Values> {
  fill(job.workspace, { 'apps/sales.qvf': '\0qvf', 'project.zip': 'PK' });
  // For qlik-cli: it has its file in the user's home, and a stand-in here.
  job.path.push(path.join(actionFolder, '__tests__/support/qlik-cli'));
  const env = { HOME: job.workspace, USERPROFILE: job.workspace };
  const running = await runSteps(steps, { job, values, env });
  const phases = [...running.ran.map(({ main }) => main), ...(await running.end())];
  expect(phases.flatMap(({ annotations }) => annotations)).toEqual([]);
  expect(phases.filter(({ succeeded }) => !succeeded).map(({ log }) => log)).toEqual([]);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, text]) => {
      const value = evaluated(text, running.values);
      // As on GitHub: an output whose text masking would change does not arrive.
      return [name, job.masks.apply(value) === value ? value : ''];
    }),
  );
}

describe.each(names)('examples/%s', (name) => {
  it('takes only inputs that the action has, and no rights of the repository', () => {
    const used = oursIn(name);
    expect(used.length).toBeGreaterThan(0);
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
    const reports: string[] = [];
    try {
      let values = valuesOf(tenant, [another]);
      for (const [id, job] of Object.entries(readExample(name).jobs)) {
        for (const own of matrixOf(job, values)) {
          const surroundings = await startJob();
          try {
            const { steps, outputs = {} } = job;
            const given = await runJob(surroundings, steps, outputs, { ...values, ...own });
            for (const [output, value] of Object.entries(given))
              values = { ...values, [`needs.${id}.outputs.${output}`]: value };
            const report = path.join(surroundings.workspace, 'report.pdf');
            if (existsSync(report)) reports.push(readFileSync(report, 'utf8'));
          } finally {
            await surroundings.remove();
          }
        }
      }
      const asked = told([...tenant.journal, ...another.journal]).filter((request) =>
        /^(POST \/api|GET \/api\/v1\/spaces)/u.test(request),
      );
      expect(asked).toEqual((asks[name] ?? []).map((ask) => expect.stringMatching(ask)));
      expect([...tenant.liveTokens(), ...another.liveTokens()]).toEqual([]);
      expect(reports).toEqual(
        name === 'wait-for-report.yml' ? [expect.stringMatching(/^%PDF/u)] : [],
      );
    } finally {
      await tenant.close();
      await another.close();
    }
  });
});
