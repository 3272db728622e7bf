import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { leaks } from '../sandbox/runner/leaks.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { missingFor, toolExamples } from './support/after.ts';
import { requestLines } from './support/request-lines.ts';
import {
  ours,
  readExample,
  runSteps,
  type Step,
  type Steps,
  type Values,
} from './support/workflow.ts';
import { fill } from './support/workspace.ts';

/**
 * How a test sees that the tool has read the response (by a file that it writes, or by its log), and
 * what a careless author might add to the tool's step.
 */
const tools: Readonly<Record<string, { readonly writes?: string; readonly careless: Step }>> = {
  'token-for-curl.yml': {
    writes: 'spaces.json',
    careless: {
      run: 'curl --verbose --header @- "$TENANT/api/v1/spaces" <<< "Authorization: Bearer $TOKEN"',
    },
  },
  'token-for-github-script.yml': {
    careless: {
      uses: 'actions/github-script@any',
      with: { script: 'core.warning(process.env.TOKEN); console.log(process.env.TOKEN);' },
    },
  },
  'token-for-node.yml': {
    careless: { run: `node -e 'console.log(process.env); console.error(process.env.TOKEN)'` },
  },
  'token-for-python.yml': {
    careless: {
      shell: 'python',
      run: `import os\nprint(dict(os.environ))\nraise Exception(os.environ['TOKEN'])`,
    },
  },
  'token-for-qlik-api.yml': {
    careless: {
      run: `node --input-type=module - <<'SCRIPT'
import { spaces } from '@qlik/api';
const { TENANT, TOKEN } = process.env;
const hostConfig = { authType: 'apikey', host: TENANT, apiKey: TOKEN };
console.log(await spaces.getSpaces({}, { hostConfig }), hostConfig);
SCRIPT`,
    },
  },
};

const tokenOf = ({ values }: Steps): string => values['steps.qlik.outputs.access-token'] ?? '';

it('every example of a tool has a test', () => {
  expect(Object.keys(tools)).toEqual(toolExamples);
});

describe.each(Object.entries(tools))('the tool of examples/%s', (name, { writes, careless }) => {
  const missing =
    missingFor(name) ??
    // curl on Windows takes its CAs from the system only.
    (process.platform === 'win32' && name === 'token-for-curl.yml'
      ? 'curl with OpenSSL'
      : undefined);
  if (missing !== undefined) console.warn(`examples/${name} is not run: no ${missing} here`);
  const itWithTool = missing === undefined ? it : it.skip;

  const steps = Object.values(readExample(name).jobs).flatMap((one) => one.steps);
  const last = steps.at(-1) ?? {};
  let tenant: Tenant;
  let job: Job;
  let trust: Values;

  beforeAll(async () => {
    tenant = await startTenant({ https: true });
  });
  afterAll(async () => {
    await tenant.close();
  });
  beforeEach(async () => {
    job = await startJob();
    fill(job.temp, { 'ca.pem': tenant.ca ?? '' });
    const ca = path.join(job.temp, 'ca.pem');
    trust = { NODE_EXTRA_CA_CERTS: ca, CURL_CA_BUNDLE: ca, SSL_CERT_FILE: ca };
  });
  afterEach(async () => {
    await job.remove();
  });

  /** Runs the example, and after it further steps with the environment of its last step. */
  const run = async (more: readonly Step[] = []): Promise<Steps> =>
    await runSteps([...steps, ...more.map((step) => ({ env: last.env ?? {}, ...step }))], {
      job,
      env: trust,
      values: {
        'vars.QLIK_TENANT': tenant.url,
        'vars.QLIK_CLIENT_ID': tenant.client.id,
        'secrets.QLIK_CLIENT_SECRET': tenant.client.secret,
      },
    });

  /** Runs only the step with the tool. */
  const again = async (values: Values): Promise<Steps> =>
    await runSteps([last], { job, env: trust, values });

  const listings = (): string[] =>
    requestLines(tenant.journal).filter((line) => line.includes('/api/v1/spaces'));

  itWithTool('lists spaces with the outputs of the action', async () => {
    const done = await run();
    const [log] = done.ran.slice(-1).map(({ main }) => main.log);
    await done.end();

    expect(done.ran.map(({ main }) => main.succeeded)).toEqual([true, true]);
    const answer =
      writes === undefined ? log : readFileSync(path.join(job.workspace, writes), 'utf8');
    expect(answer).toMatch(writes === undefined ? /2 spaces/u : /"name":"Sales live"/u);
    expect(listings().at(-1)).toBe('GET /api/v1/spaces 200');
    expect(last.uses).not.toBe(ours);
    expect(Object.values(last.env ?? {})).toEqual([
      '${{ steps.qlik.outputs.tenant-url }}',
      '${{ steps.qlik.outputs.access-token }}',
    ]);
  });

  itWithTool('fails with an invented token, and with that of a job that has ended', async () => {
    const done = await run();
    await done.end();
    const madeUp = { ...done.values, 'steps.qlik.outputs.access-token': 'a-token-of-nobody' };

    for (const values of [madeUp, done.values]) {
      const { ran } = await again(values);
      expect(ran.map(({ main }) => main.succeeded)).toEqual([false]);
      expect(listings().at(-1)).toBe('GET /api/v1/spaces 401');
      expect(ran[0]?.main.log).toMatch(/401/u);
    }
    const token = done.values['steps.qlik.outputs.access-token'] ?? '';
    expect(leaks((await again(done.values)).ran[0]?.main.log ?? '', token)).toEqual([]);
  });

  itWithTool('shows no token, whatever it prints', async () => {
    const done = await run([careless]);
    const token = tokenOf(done);
    await done.end();
    const printed = done.ran.at(-1)?.main;

    expect(done.ran).toHaveLength(3);
    // That it was there to be hidden.
    expect(`${String(printed?.stdout)}${String(printed?.stderr)}`).toContain(token);
    expect(printed?.log).toContain('***');
    expect(done.ran.map(({ main }) => leaks(main.log, token))).toEqual([[], [], []]);
    expect(leaks(JSON.stringify(printed?.annotations), token)).toEqual([]);
  });

  itWithTool('trusts the private CA of a tenant only if its CA is configured', async () => {
    const done = await run();
    const { ran } = await runSteps([last], { job, values: done.values });
    await done.end();

    expect(ran.map(({ main }) => main.succeeded)).toEqual([false]);
    expect(ran[0]?.main.log).toMatch(/certificate/iu);
  });
});
