import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startJob } from '../sandbox/runner/job.ts';
import { runStep } from '../sandbox/runner/step.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { known } from '../sandbox/tenant/world.ts';
import { action, actionFolder } from './support/manifest.ts';
import { told } from './support/told.ts';
import { contents, fill } from './support/workspace.ts';

interface Step {
  readonly id?: string;
  readonly uses: string;
  readonly with: Readonly<Record<string, string | boolean | number>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const folder = path.join(actionFolder, 'examples');
const names = readdirSync(folder);
const ours = 'OWNER/REPO@v1';

/** What each workflow is to ask of the tenant, besides tokens and looks. */
const asks: Readonly<Record<string, readonly RegExp[]>> = {
  'import-large-app.yml': [
    /^POST \/api\/v1\/temp-contents\?filename=sales\.qvf 201$/u,
    /^POST \/api\/v1\/apps\/import\?fileId=\w+&spaceId=\w+&name=Sales 200$/u,
  ],
  'import-publish-reload.yml': [
    /^POST \/api\/v1\/apps\/import\?spaceId=\w+&name=Sales 200$/u,
    /^POST \/api\/v1\/apps\/[\w-]+\/publish 200$/u,
    /^POST \/api\/v1\/reloads 201$/u,
  ],
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

function workflow(name: string): Workflow {
  return parse(readFileSync(path.join(folder, name), 'utf8')) as Workflow;
}

function stepsOf(name: string): Step[] {
  return Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
}

/** What a workflow's expressions may speak of. */
function valuesOf(tenant: Tenant): Record<string, string> {
  return {
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

/** Evaluates the few forms of expressions that the examples use; any other is an error. */
function evaluated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/gu, (_, expression: string) => {
    const quoted = /^toJSON\((.*)\)$/u.exec(expression)?.[1];
    const value = values[quoted ?? expression];
    if (value === undefined) throw new Error(`nobody knows ${expression}`);
    return quoted === undefined ? value : JSON.stringify(value);
  });
}

describe.each(names)('examples/%s', (name) => {
  it('takes only inputs that the action has, and no rights of the repository', () => {
    const used = stepsOf(name).filter(({ uses }) => uses === ours);
    expect(used.length).toBeGreaterThan(0);
    expect(
      used.flatMap((step) => Object.keys(step.with)).filter((input) => !action.inputs.has(input)),
    ).toEqual([]);
    expect(workflow(name).permissions).toEqual({});
  });

  it('does what it says', async () => {
    const tenant = await startTenant();
    const job = await startJob();
    fill(job.workspace, { 'apps/sales.qvf': '\0qvf', 'project.zip': 'PK' });
    try {
      const values = valuesOf(tenant);
      for (const step of stepsOf(name).filter(({ uses }) => uses === ours)) {
        const inputs = Object.entries(step.with).map(
          ([input, text]) => [input, evaluated(String(text), values)] as const,
        );
        const result = await runStep({
          action: actionFolder,
          with: Object.fromEntries(inputs),
          job,
        });
        expect(result.annotations).toEqual([]);
        expect(result.succeeded).toBe(true);
        for (const [output, value] of Object.entries(result.outputs))
          values[`steps.${step.id ?? ''}.outputs.${output}`] = value;
      }
      const asked = told(tenant.journal).filter((request) => request.startsWith('POST /api'));
      expect(asked).toEqual((asks[name] ?? []).map((ask) => expect.stringMatching(ask)));
      expect(tenant.liveTokens()).toEqual([]);
      expect(contents(job.workspace).get('report.pdf')).toEqual(
        name === 'wait-for-report.yml' ? expect.stringMatching(/^%PDF/u) : undefined,
      );
    } finally {
      await job.remove();
      await tenant.close();
    }
  });
});
