import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { root } from '../scripts/paths.ts';
import { action } from './action.ts';
import { type Contender, inTurn, run } from './measure.ts';
import { setStage, type Stage } from './programs.ts';
import { median, print, rowsOf, table } from './report.ts';
import { sizes } from './sizes.ts';

const preload = join(import.meta.dirname, 'contenders', 'requires.cjs');

/** The parts of the start-up time: Node, its modules, our code, and the amount of code. */
export async function benchStart(rounds = 20): Promise<void> {
  const stage = await setStage();
  try {
    const env = { NODE_EXTRA_CA_CERTS: join(stage.folder, 'ca.pem') };
    const node = (name: string, code: string): Contender => ({
      name,
      command: process.execPath,
      args: ['-e', code],
      env,
    });
    const list = [
      node('Node alone', ''),
      node('and https', 'require("node:https")'),
      { ...(await refused(stage)), name: 'action, input refused' },
      await action(stage, stage.origins.https, 'action, token and GET', {
        path: '/api/v1/users/me',
      }),
    ];
    print('start-up', rowsOf(await inTurn(list, rounds), 'Node alone'), rounds);
    await modules(stage, rounds);
    compileTimes(rounds);
    budget();
  } finally {
    stage.close();
  }
}

/** A step that reads its inputs and makes no request: it exits with 1, as it should. */
async function refused(stage: Stage): Promise<Contender> {
  const step = await action(stage, 'https://127.0.0.1:1', 'refused', { path: '//other' });
  // The shell turns the failure into success, and costs a millisecond.
  return { ...step, command: 'sh', args: ['-c', '! "$0" "$@"', step.command, ...step.args] };
}

/** The modules that a step loads, Node's and our own, most expensive first. */
async function modules(stage: Stage, rounds: number): Promise<void> {
  const file = join(stage.folder, 'requires');
  rmSync(file, { force: true });
  const step = await action(stage, stage.origins.https, 'step', { path: '/api/v1/users/me' });
  const args = ['--require', preload, ...step.args];
  for (let round = 0; round < rounds; round++)
    await run({ ...step, args, env: { ...step.env, REQUIRES: file } }, false);
  const times = new Map<string, number[]>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { modules } = JSON.parse(line) as { modules: [string, number][] };
    // A module that is asked for again takes no time: the sum of a run is what it takes.
    const sums = new Map<string, number>();
    for (const [name, time] of modules) sums.set(name, (sums.get(name) ?? 0) + time);
    for (const [name, time] of sums) times.set(name, [...(times.get(name) ?? []), time]);
  }
  const ours = new Map(
    sizes()
      .filter(({ bundle }) => bundle === 'main')
      .map(({ file, name }) => [file, name]),
  );
  const rows = [...times]
    .map(([name, list]) => ({ name: ours.get(basename(name)) ?? name, time: median(list) }))
    .toSorted((a, b) => b.time - a.time);
  table(
    `what a step loads, each without those below it (${String(rounds)} runs)`,
    ['', 'median'],
    rows.map(({ name, time }) => [name, `${time.toFixed(2)} ms`]),
    rows,
  );
}

/** How long V8 takes to parse each file; functions are compiled when they are called. */
function compileTimes(rounds: number): void {
  const files = ['main', 'post'].flatMap((bundle) =>
    readdirSync(join(root, 'dist', bundle))
      .filter((name) => name.endsWith('.js'))
      .map((name) => `${bundle}/${name}`),
  );
  const rows = files.map((name) => {
    const code = readFileSync(join(root, 'dist', name), 'utf8');
    const times = Array.from({ length: rounds }, (_, round) => {
      const start = performance.now();
      // A text that V8 has not seen: else it answers from its cache.
      compileFunction(`${code}\n// ${String(round)}\n`);
      return performance.now() - start;
    });
    return { name, time: median(times) };
  });
  table(
    `reading the code of each file, functions not compiled (${String(rounds)} times)`,
    ['', 'median'],
    rows.map(({ name, time }) => [name, `${time.toFixed(2)} ms`]),
    rows,
  );
}

function budget(): void {
  const rows = sizes();
  table(
    'sizes, and what bench/budget.json allows',
    ['', 'holds', 'size', 'at most'],
    rows.map(({ bundle, file, name, size, most }) => [
      `${bundle}/${file}`,
      name,
      `${size.toFixed(1)} KiB`,
      `${String(most)} KiB`,
    ]),
    rows,
  );
}
