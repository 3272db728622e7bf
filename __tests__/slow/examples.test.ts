import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { newClient, startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { missingFor } from '../support/after.ts';
import { cases } from '../support/example-cases.ts';
import { looks, names, repository, rotatedClient, valuesOf } from '../support/example-world.ts';
import { actionFolder } from '../support/manifest.ts';
import { requestLines } from '../support/request-lines.ts';
import type { Values } from '../support/workflow.ts';
import { contents } from '../support/workspace.ts';
import { getEngine, repositoryOf, type Run, runWorkflow } from './engine.ts';
import { forEngine, outputsFile, standIns } from './example-for-engine.ts';

const engine = await getEngine();
if ('missing' in engine) console.warn(`No example is run: ${engine.missing}`);
const describeWithEngine = 'program' in engine ? describe : describe.skip;

const runnable = names.filter((name) => missingFor(name) === undefined);

/** An example's own tenants, and the folder for its artifacts. */
interface Place {
  readonly tenant: Tenant;
  readonly another: Tenant;
  readonly folder: string;
}

const client = newClient();

async function placeOf(root: string, name: string): Promise<Place> {
  const folder = path.join(root, name);
  mkdirSync(folder);
  const tenant = await startTenant({ clients: [client, rotatedClient] });
  const another = await startTenant({ clients: [client] });
  cases[name]?.given?.(tenant);
  return { tenant, another, folder };
}

/** `secrets.*` are secrets for the engine, which masks them. */
function secretsOf(values: Values): Record<string, string> {
  const secrets = Object.entries(values).filter(([name]) => name.startsWith('secrets.'));
  return Object.fromEntries(secrets.map(([name, value]) => [name.slice('secrets.'.length), value]));
}

describeWithEngine('the examples in a real workflow engine', () => {
  const places = new Map<string, Place>();
  let root: string;
  let clone: string;
  let run: Run;
  let secrets: Record<string, string>;

  // All at once: the engine runs the jobs of different workflows side by side.
  beforeAll(async () => {
    if ('missing' in engine) return;
    root = mkdtempSync(path.join(tmpdir(), 'examples-'));
    const workflows: Record<string, string> = {};
    for (const name of runnable) {
      const place = await placeOf(root, name);
      places.set(name, place);
      const values = valuesOf(place.tenant, place.another);
      secrets = secretsOf(values);
      workflows[`.github/workflows/${name}`] = forEngine(name, values, place.folder);
    }
    clone = await repositoryOf({ ...repository, ...standIns, ...workflows });
    const programs = [path.join(actionFolder, '__tests__/support/programs')];
    run = await runWorkflow(engine.program, clone, {}, secrets, programs);
  }, 600_000);

  afterAll(async () => {
    for (const { tenant, another } of places.values()) {
      await tenant.close();
      await another.close();
    }
    await rm(root, { recursive: true, force: true });
    await rm(clone, { recursive: true, force: true });
  });

  it('no line of the log shows a secret or a token', () => {
    const journals = [...places.values()].flatMap(({ tenant, another }) => [
      ...tenant.journal,
      ...another.journal,
    ]);
    const tokens = journals.flatMap(
      ({ headers }) => headers.authorization?.replace(/^Bearer /u, '') ?? [],
    );
    expect(new Set(tokens).size).toBeGreaterThan(runnable.length);
    // The engine tells each output, which GitHub does not, and hides it there only as it is written.
    const unlessTold = run.log.replace(/^.*  ⚙  ::set-output::.*$/gmu, '');
    const found = [...Object.values(secrets), ...new Set(tokens)].flatMap((secret) => [
      ...leaks(unlessTold, secret),
      ...leaks(run.log, secret).filter((form) => form === 'plain'),
    ]);
    expect(found).toEqual([]);
  });

  it.each(runnable)('%s does what it says', (name) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`${name} was not run`);
    const { tenant, another, folder } = place;
    const file = path.join(folder, outputsFile);
    // Written when all jobs have succeeded.
    expect([name, existsSync(file) ? 'succeeded' : logOf(run, name)]).toEqual([name, 'succeeded']);
    const { asks = [], holds } = cases[name] ?? {};
    const asked = requestLines([...tenant.journal, ...another.journal]);
    // The engine runs independent jobs at the same time; example-runs.test.ts checks the order.
    const position = (request: string): number => asks.findIndex((ask) => ask.test(request));
    const inOrder = asked
      .filter((request) => !looks.test(request))
      .toSorted((a, b) => position(a) - position(b));
    expect(inOrder).toEqual(asks.map((ask) => expect.stringMatching(ask)));
    expect([...tenant.liveTokens(), ...another.liveTokens()]).toEqual([]);
    const files = contents(folder);
    holds?.({ tenant, another, files, outputs: outputsIn(file), log: logOf(run, name) });
  });
});

/** The outputs of jobs, as `job.name`, read from the `needs` of later jobs. */
function outputsIn(file: string): Record<string, string> {
  const jobs = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    { readonly outputs: Readonly<Record<string, string>> | null }
  >;
  return Object.fromEntries(
    Object.entries(jobs).flatMap(([id, { outputs }]) =>
      Object.entries(outputs ?? {}).map(([name, value]) => [`${id}.${name}`, value]),
    ),
  );
}

/** The engine's log lines of one workflow: they begin with its name, here that of the file. */
function logOf({ log }: Run, name: string): string {
  const lines = log.split('\n').filter((line) => line.includes(name));
  return lines.length > 0 ? lines.join('\n') : log.slice(-2000);
}
