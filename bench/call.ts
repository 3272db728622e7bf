import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/paths.ts';
import { action, postStep, variablesFor } from './action.ts';
import { available, type Contender, inTurn, type Run } from './measure.ts';
import { setStage, type Stage } from './programs.ts';
import { print, printTargets, rowsOf, type Target } from './report.ts';

const contenders = join(import.meta.dirname, 'contenders');
const path = '/api/v1/users/me';

/** The time that a step may take relative to a bare script, by the kind of connection. */
const most: Readonly<Record<string, number>> = { https: 1.35, far: 1.05 };

/** The same for the post step. */
const mostOfPost = { https: 1.25, far: 1.05 } as const;

/** The contenders that are compared with the bare script, and how they are run. */
const scripts: readonly {
  readonly name: string;
  readonly command: string;
  readonly file: string;
}[] = [
  { name: 'bare script', command: process.execPath, file: 'bare.cjs' },
  { name: 'curl and jq', command: 'bash', file: 'curl.sh' },
  { name: 'fetch', command: process.execPath, file: 'fetch.mjs' },
  { name: '@qlik/api', command: process.execPath, file: 'qlik-api.mjs' },
];

/** Optional inputs of a step, to measure the cost of the chunks that they load. */
const extras = (folder: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  'action, only a token': {},
  'action, select': { path, select: 'name' },
  'action, mask': { path, mask: 'subject' },
  'action, private-key': { path, ...privateKey() },
  // These go over a connection of their own.
  'action, POST': { path: '/api/v1/sink', method: 'POST', body: '{}' },
  'action, form': { path: '/api/v1/sink', method: 'POST', form: 'name=text' },
  'action, response-file': { path, 'response-file': join(folder, 'workspace', 'me.json') },
  'action, paginate': { path: '/api/v1/spaces', paginate: 'true' },
  'action, summary': { path, summary: 'true' },
  // A job that has ended by the first look, which is at once.
  'action, wait': { path: '/api/v1/reloads/r1', wait: 'true' },
});

/** A key that nobody checks, because the bench's tenant gives a token to anyone. */
function privateKey(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return { 'private-key': pem, 'key-id': 'bench', 'client-secret': '' };
}

/** A token and one call, on every kind of connection; then the post step. */
export async function benchCall(rounds = 20): Promise<void> {
  const stage = await setStage();
  try {
    for (const [way, origin] of Object.entries(stage.origins)) {
      const runs = await inTurn(await forCall(stage, origin), rounds);
      report(`a token and a GET, ${way}`, runs, rounds, 'action', most[way]);
    }
    const plain = await forCall(stage, stage.origins.https);
    const rare = await Promise.all(
      Object.entries(extras(stage.folder)).map(([name, inputs]) =>
        action(stage, stage.origins.https, name, inputs),
      ),
    );
    const runs = await inTurn([...plain.slice(0, 2), ...rare], rounds);
    report('what else a step may ask for, https', runs, rounds);
    for (const way of ['https', 'far'] as const) {
      const runs = await inTurn(await forPost(stage, stage.origins[way]), rounds);
      report(`the post step, ${way}`, runs, rounds, 'post', mostOfPost[way]);
    }
  } finally {
    stage.close();
  }
}

/**
 * Measures every row of the call bench with this build and with an earlier one, in alternation.
 * @param before a checkout whose `dist` is the earlier build
 */
export async function benchAgainst(before: string, rounds = 20): Promise<void> {
  const stage = await setStage();
  try {
    const { https, far } = stage.origins;
    const steps = { 'action, a GET': { path }, ...extras(stage.folder) };
    for (const [name, inputs] of Object.entries(steps))
      await pair(name, (label, build) => action(stage, https, label, inputs, build));
    await pair('action, a GET, 40 ms away', (label, build) =>
      action(stage, far, label, { path }, build),
    );
    for (const [way, origin] of Object.entries({ https, far }))
      await pair(`post, ${way}`, (label, build) =>
        postStep(stage, origin, label, state(origin), build),
      );
  } finally {
    stage.close();
  }

  async function pair(
    title: string,
    contender: (label: string, build: string) => Promise<Contender>,
  ): Promise<void> {
    const both = [await contender('before', before), await contender('now', root)];
    print(title, rowsOf(await inTurn(both, rounds), 'before'), rounds);
  }
}

async function forCall(stage: Stage, origin: string): Promise<Contender[]> {
  const env = variablesFor(stage, origin);
  const [bare, ...others] = scripts
    .filter(
      ({ command, name }) => available(command) && (name !== 'curl and jq' || available('jq')),
    )
    .map(({ name, command, file }) => ({ name, command, args: [join(contenders, file)], env }));
  const ours = await action(stage, origin, 'action', { path });
  const check = (): void => {
    if (!readFileSync(env.OUTPUT ?? '', 'utf8').includes('tenantId'))
      throw new Error('the call did not come to its end');
  };
  if (bare === undefined) throw new Error('no Node');
  return [bare, { ...ours, check }, ...others];
}

async function forPost(stage: Stage, origin: string): Promise<Contender[]> {
  const env = { ...variablesFor(stage, origin), TOKEN: token };
  const script = join(contenders, 'bare-revoke.cjs');
  return [
    { name: 'bare script', command: process.execPath, args: [script], env },
    await postStep(stage, origin, 'post', state(origin)),
  ];
}

const token = `bench.${'t'.repeat(900)}.token`;

/** The state that main left to the post step. */
function state(origin: string): Record<string, string> {
  const tokens = [{ value: token, expiresAt: Date.now() + 3_600_000 }];
  return {
    tenant: JSON.stringify({ origin, revoke: true }),
    tokens: JSON.stringify(tokens),
  };
}

/** @param most what the ratio of `ours` to the bare script is to be at most */
function report(
  title: string,
  runs: ReadonlyMap<string, readonly Run[]>,
  rounds: number,
  ours?: string,
  most?: number,
): void {
  const rows = rowsOf(runs, 'bare script');
  print(title, rows, rounds);
  const row = rows.find(({ name }) => name === ours);
  if (row === undefined || most === undefined) return;
  const targets: Target[] = [
    { what: `${row.name}: time against a bare script`, value: row.ratio, most, unit: '' },
    { what: `${row.name}: peak memory against it`, value: row.memoryRatio, most: 1.25, unit: '' },
  ];
  const curl = rowsOf(runs, 'curl and jq').find(({ name }) => name === ours);
  if (row.name === 'action' && curl !== undefined)
    targets.push({
      what: 'action: time against curl and jq',
      value: curl.ratio,
      most: 1,
      unit: '',
    });
  printTargets(targets);
}
