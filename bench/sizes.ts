import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/paths.ts';

/** A file of dist, and its maximum size. */
export interface Sized {
  readonly bundle: string;
  readonly file: string;
  /** What is in it; `the start` is what the runner starts. */
  readonly name: string;
  /** KiB. */
  readonly size: number;
  /** KiB; undefined where the budget knows nothing of the file. */
  readonly most: number | undefined;
}

interface Budget {
  /** Of all files together that a step without anything rare loads, KiB. */
  readonly plain: number;
  /** Of index.js, KiB. */
  readonly start: number;
  /** Chunks have numbers for names, which change: each is known by a piece of code that it holds. */
  readonly chunks: readonly {
    readonly name: string;
    readonly holds: string;
    readonly most: number;
  }[];
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budget.json'), 'utf8'),
) as Readonly<Record<'main' | 'post', Budget>>;

/** How much a plain step may load, in KiB. */
export function plainBudget(bundle: 'main' | 'post'): number {
  return budgets[bundle].plain;
}

/** All code in dist beside its budget, `bench/budget.json`. @param dist the folder; the repository's */
export function sizes(dist = join(root, 'dist')): Sized[] {
  return Object.entries(budgets).flatMap(([bundle, budget]) =>
    readdirSync(join(dist, bundle))
      .filter((name) => name.endsWith('.js'))
      .map((name) => {
        const code = readFileSync(join(dist, bundle, name), 'utf8');
        return {
          bundle,
          file: name,
          size: Buffer.byteLength(code) / 1024,
          ...place(budget, name, code),
        };
      }),
  );
}

function place(budget: Budget, file: string, code: string): Pick<Sized, 'name' | 'most'> {
  if (file === 'index.js') return { name: 'the start', most: budget.start };
  // The first that fits: what belongs to several chunks stands last in the budget.
  const chunk = budget.chunks.find(({ holds }) => code.includes(holds));
  return { name: chunk?.name ?? 'unknown', most: chunk?.most };
}
