import { cpus, loadavg, type as system } from 'node:os';
import type { Run } from './measure.ts';

/** One line of a report. */
export interface Row {
  readonly name: string;
  /** Milliseconds. */
  readonly median: number;
  /** Half of the runs lie between these two, in milliseconds. */
  readonly middle: readonly [number, number];
  /** Against the first contender's: the median of the ratios within each round. */
  readonly ratio: number;
  /** MiB. */
  readonly memory: number;
  readonly memoryRatio: number;
}

/** The middle value. @param values at least one */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

function peakOf(runs: readonly Run[]): number {
  return median(runs.map(({ memory }) => memory));
}

/** @param against the contender that all are compared with */
export function rowsOf(runs: ReadonlyMap<string, readonly Run[]>, against: string): Row[] {
  const base = runs.get(against) ?? [];
  return [...runs].map(([name, list]) => {
    const times = list.map(({ time }) => time);
    const memory = peakOf(list);
    return {
      name,
      median: median(times),
      middle: [quantile(times, 0.25), quantile(times, 0.75)],
      ratio: median(times.map((time, round) => time / (base[round]?.time ?? Number.NaN))),
      memory,
      memoryRatio: memory / peakOf(base),
    };
  });
}

/** Prints a table for people, and the same as one line of JSON. */
export function print(title: string, rows: readonly Row[], rounds: number): void {
  const number = (value: number, digits: number): string =>
    Number.isNaN(value) ? '-' : value.toFixed(digits);
  const head = ['', 'median', 'middle half', 'ratio', 'peak', 'ratio'];
  const lines = rows.map(({ name, median, middle, ratio, memory, memoryRatio }) => [
    name,
    `${number(median, 1)} ms`,
    `${number(middle[0], 1)} to ${number(middle[1], 1)}`,
    number(ratio, 2),
    `${number(memory, 0)} MiB`,
    number(memoryRatio, 2),
  ]);
  const { node } = process.versions;
  const machine = `Node ${node}, ${system()}, ${String(cpus().length)} × ${cpus()[0]?.model ?? '?'}`;
  const about = `${title} (${String(rounds)} rounds; ${machine}; load ${number(loadavg()[0] ?? 0, 1)})`;
  table(about, head, lines, { title, rounds, rows });
}

/** Prints rows of cells below a header, and `data` as one line of JSON. */
export function table(
  title: string,
  head: readonly string[],
  lines: readonly (readonly string[])[],
  data: unknown,
): void {
  const widths = head.map((_, i) =>
    Math.max(...[head, ...lines].map((cells) => cells[i]?.length ?? 0)),
  );
  console.log(`\n${title}`);
  for (const cells of [head, ...lines])
    console.log(
      cells
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    );
  console.log(JSON.stringify(data));
}

/** A measured value, and its maximum. */
export interface Target {
  readonly what: string;
  readonly value: number;
  readonly most: number;
  /** Empty for a ratio. */
  readonly unit: string;
}

/** Prints whether each target is met, for people and as one line of JSON. */
export function printTargets(targets: readonly Target[]): void {
  for (const target of targets) console.log(verdictOn(target));
  console.log(JSON.stringify({ targets }));
}

/** One line about a target; a value that could not be measured is neither met nor missed. */
export function verdictOn({ what, value, most, unit }: Target): string {
  const verdict = Number.isNaN(value) ? 'not measured' : value <= most ? 'reached' : 'MISSED';
  const say = (number: number): string =>
    unit === '' ? number.toFixed(2) : `${number.toFixed(0)} ${unit}`;
  const found = Number.isNaN(value) ? '' : `${say(value)}, `;
  return `${verdict.padEnd(12)} ${what}: ${found}to reach: at most ${say(most)}`;
}
