import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { action, postStep, told } from './action.ts';
import { available, type Contender, inTurn } from './measure.ts';
import { setStage, type Stage } from './programs.ts';
import { print, rowsOf } from './report.ts';

const contenders = join(import.meta.dirname, 'contenders');
const path = '/api/v1/users/me';

/** Who is measured against the bare script, and with what it is run. */
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

/** What a step may ask for besides, to see what its rare libraries cost. */
const extras: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'action, select': { path, select: 'name' },
  'action, POST': { path: '/api/v1/sink', method: 'POST', body: '{}' },
  'action, only a token': {},
};

/** A token and one call, on every way to the tenant; then the post step. */
export async function benchCall(rounds = 20): Promise<void> {
  const stage = await setStage();
  try {
    for (const [way, origin] of Object.entries(stage.origins))
      await measure(`a token and a GET, ${way}`, await forCall(stage, origin), rounds);
    const plain = await forCall(stage, stage.origins.https);
    const rare = await Promise.all(
      Object.entries(extras).map(([name, inputs]) =>
        action(stage, stage.origins.https, name, inputs),
      ),
    );
    await measure('what else a step may ask for, https', [...plain.slice(0, 2), ...rare], rounds);
    for (const way of ['https', 'far'] as const)
      await measure(`the post step, ${way}`, await forPost(stage, stage.origins[way]), rounds);
  } finally {
    stage.close();
  }
}

async function forCall(stage: Stage, origin: string): Promise<Contender[]> {
  const env = told(stage, origin);
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
  const token = `bench.${'t'.repeat(900)}.token`;
  const env = { ...told(stage, origin), TOKEN: token };
  const state = { tokens: JSON.stringify([{ value: token, expiresAt: Date.now() + 3_600_000 }]) };
  const script = join(contenders, 'bare-revoke.cjs');
  return [
    { name: 'bare script', command: process.execPath, args: [script], env },
    await postStep(stage, origin, 'post', state),
  ];
}

async function measure(title: string, list: readonly Contender[], rounds: number): Promise<void> {
  print(title, rowsOf(await inTurn(list, rounds), 'bare script'), rounds);
}
