import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startJob } from '../../sandbox/runner/job.ts';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { Masks } from '../../sandbox/runner/masks.ts';
import { runStep } from '../../sandbox/runner/step.ts';
import * as faults from '../../sandbox/tenant/faults.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';
import { root } from '../paths.ts';
import { fileOf, type Job, type Runnable } from './tools.ts';

/** How long a job may take before it counts as one that never ends, in milliseconds. */
const limit = 15_000;

/** What the request that each job reads its answer from meets. */
const reads: Record<Job, string> = {
  token: 'GET /api/v1/users/me',
  reload: 'GET /api/v1/reloads/{id}',
  export: 'GET /api/v1/temp-contents/{id}',
};

/** What goes wrong, once; undefined where it does not apply to a job. */
const situations = {
  'all is well': () => undefined,
  'a 503 on the way': (tenant: Tenant, job: Job) => {
    tenant.script(reads[job], [{ status: 503, json: { errors: [{ code: 'HTTP-503' }] } }]);
  },
  'a body cut short': (tenant: Tenant, job: Job) => {
    tenant.script(reads[job], [faults.cutLength]);
  },
  CANCELED: (tenant: Tenant) => {
    tenant.plan('reloads', [
      { status: 'QUEUED' },
      { status: 'RELOADING' },
      { status: 'CANCELED', errorCode: 'CANCELED', errorMessage: 'by a user' },
    ]);
  },
} as const;

export type Situation = keyof typeof situations;

/** The situations that a job can meet. */
export function situationsOf(job: Job): Situation[] {
  const names = Object.keys(situations) as Situation[];
  return names.filter((name) => name !== 'CANCELED' || job === 'reload');
}

/** What came of one job with one tool. */
export interface Result {
  /** In words, for each situation. */
  readonly outcomes: Partial<Record<Situation, string>>;
  /** When all is well; those to Qlik's API. */
  readonly requests: number;
  /** When all is well: whether GitHub hides the token in what later steps print. */
  readonly masked: boolean;
  /** When all is well: whether what the job printed shows the token. */
  readonly shown: boolean;
  /** When all is well: whether no token lives on. */
  readonly revoked: boolean;
}

/** A run that has ended; no exit code where it was ended at the limit. */
interface Run {
  readonly exitCode: number | undefined;
  readonly printed: string;
  readonly masks: readonly string[];
  /** The file `app.qvf`, where there is one. */
  readonly file: Buffer | undefined;
}

/** @returns what comes of a job with a tool, in each situation, against a fresh sandbox tenant */
export async function measure(tool: Runnable, job: Job): Promise<Result> {
  const outcomes: Partial<Record<Situation, string>> = {};
  let rest: Omit<Result, 'outcomes'> | undefined;
  for (const situation of situationsOf(job)) {
    const tenant = await startTenant();
    try {
      situations[situation](tenant, job);
      const run = await (tool === 'action' ? runAction(tenant, job) : runScript(tenant, tool, job));
      outcomes[situation] = outcome(run, job, situation, tenant);
      rest ??= whenWell(run, tenant);
    } finally {
      await tenant.close();
    }
  }
  if (rest === undefined) throw new Error(`no situation for ${job}`);
  return { outcomes, ...rest };
}

function outcome(run: Run, job: Job, situation: Situation, tenant: Tenant): string {
  const { exitCode, printed, file } = run;
  const app = tenant.world.apps.get(known.app)?.content;
  const right: Record<Job, boolean> = {
    token: printed.includes('qlikbot'),
    reload: situation !== 'CANCELED',
    export: app !== undefined && file?.equals(app) === true,
  };
  if (exitCode === undefined) return '**never ends**';
  if (exitCode === 0) return right[job] ? 'done' : '**says success**, and is wrong';
  return file !== undefined && !right.export ? '**fails, and leaves a file**' : 'fails';
}

function whenWell(run: Run, tenant: Tenant): Omit<Result, 'outcomes'> {
  const bearer = tenant.journal.findLast(({ headers }) => headers.authorization !== undefined);
  const token = (bearer?.headers.authorization ?? '').replace(/^Bearer /u, '');
  const masks = new Masks();
  for (const mask of run.masks) masks.add(mask);
  return {
    // @qlik/api also asks once for what a tenant's own pages are made of.
    requests: tenant.journal.filter(({ path }) => !path.startsWith('/resources/')).length,
    masked: run.masks.includes(token),
    shown: leaks(masks.apply(run.printed), token).length > 0,
    revoked: tenant.liveTokens().length === 0,
  };
}

const variables = (tenant: Tenant): Record<string, string> => ({
  QLIK_TENANT: tenant.url,
  QLIK_CLIENT_ID: tenant.client.id,
  QLIK_CLIENT_SECRET: tenant.client.secret,
  QLIK_APP: known.app,
});

/** As a `run:` step: naive without `shell:`, careful with `shell: bash`. */
const commands: Record<Exclude<Runnable, 'action'>, readonly [string, ...string[]]> = {
  naive: ['bash', '-e'],
  careful: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  'qlik-api': [process.execPath],
};

async function runScript(
  tenant: Tenant,
  tool: Exclude<Runnable, 'action'>,
  job: Job,
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'comparison-'));
  try {
    const [program, ...options] = commands[tool];
    // A group of its own, so that at the limit all of it ends.
    const child = spawn(program, [...options, fileOf(tool, job)], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...variables(tenant) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort();
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limit);
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => {
        resolve(code ?? 1);
      });
    });
    clearTimeout(timer);
    const masks = [...printed.matchAll(/^::add-mask::(.*)$/gmu)].map(([, mask = '']) => mask);
    const shown = printed.replace(/^::add-mask::.*$/gmu, '');
    const file = await appIn(folder);
    return { exitCode: end.signal.aborted ? undefined : exitCode, printed: shown, masks, file };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAction(tenant: Tenant, job: Job): Promise<Run> {
  const surroundings = await startJob();
  try {
    const known = variables(tenant);
    const text = readFileSync(fileOf('action', job), 'utf8')
      .replace(/\$\{\{ (?:vars|secrets)\.(\w+) \}\}/gu, (_, name: string) => known[name] ?? '')
      .replace(/\$\{\{ toJSON\(vars\.(\w+)\) \}\}/gu, (_, name: string) =>
        JSON.stringify(known[name] ?? ''),
      );
    const [step] = parse(text) as { with: Record<string, unknown> }[];
    const inputs = Object.entries(step?.with ?? {}).map(([name, value]) => [name, String(value)]);
    const given = Object.fromEntries(inputs) as Record<string, string>;
    const result = await runStep({ action: root, with: given, job: surroundings });
    return {
      exitCode: result.succeeded ? 0 : 1,
      printed: `${result.visible}\n${result.outputs.result ?? ''}`,
      masks: result.masks,
      file: await appIn(surroundings.workspace),
    };
  } finally {
    await surroundings.remove();
  }
}

async function appIn(folder: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(folder, 'app.qvf'));
  } catch {
    return undefined;
  }
}
