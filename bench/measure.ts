import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command to measure. */
export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Throws when the last run did not do its work. */
  readonly check?: () => void;
}

/** The cost of one run. */
export interface Run {
  /** From its start to its end, in milliseconds. */
  readonly time: number;
  /** Peak resident memory in MiB; not a number where the system does not tell. */
  readonly memory: number;
}

/**
 * Runs the contenders in turn within each round, so that a disturbance affects all of them.
 * @param watched whether memory is watched in every round, as for runs of seconds; runs of
 *   milliseconds get a round of their own for it
 */
export async function inTurn(
  contenders: readonly Contender[],
  rounds: number,
  watched: 'one more' | 'all' = 'one more',
): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  const all = watched === 'all';
  // One round to warm the caches of the machine.
  if (rounds > 1) for (const contender of contenders) await run(contender, false);
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) runs.get(contender.name)?.push(await run(contender, all));
  if (all) return runs;
  for (const contender of contenders) {
    const { memory } = await run(contender, true);
    const list = runs.get(contender.name) ?? [];
    runs.set(
      contender.name,
      list.map(({ time }) => ({ time, memory })),
    );
  }
  return runs;
}

/**
 * Runs a command to its end.
 * @param watched whether its memory is watched, which slows it down
 * @throws Error if it fails, or did not do its work
 */
export async function run(contender: Contender, watched: boolean): Promise<Run> {
  const { name, command, args, env, check } = contender;
  const start = performance.now();
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let memory = Number.NaN;
  const look = (): void => {
    memory = Math.max(memory || 0, peakOf(child.pid ?? 0)) || memory;
  };
  // The peak only grows: what is lost is what comes after the last look, a hundredth of the run.
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    look();
    timer = setTimeout(watch, (performance.now() - start) / 100);
  };
  if (watched) watch();
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  const time = performance.now() - start;
  clearTimeout(timer);
  if (code !== 0) throw new Error(`${name} exited with ${String(code)}: ${said}`);
  check?.();
  return { time, memory };
}

/** The peak memory of a process so far, in MiB (Linux). */
function peakOf(pid: number): number {
  try {
    const [, kibibytes] =
      /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? Number.NaN : Number(kibibytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Whether a program can be started on this machine. */
export function available(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}
