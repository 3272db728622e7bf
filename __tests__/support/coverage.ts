import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { check } from './check.ts';
import { actionFolder } from './manifest.ts';
import type { Scenario } from './scenario.ts';

/** V8's coverage of one script of `dist` in one process. */
interface Script {
  /** Its path in `dist`, with `/`. */
  readonly file: string;
  readonly functions: readonly {
    readonly functionName: string;
    /** The first is the whole function. */
    readonly ranges: readonly {
      readonly startOffset: number;
      readonly endOffset: number;
      readonly count: number;
    }[];
  }[];
}

const dist = path.join(actionFolder, 'dist');

/** Runs a scenario on the bundle, as `check` does, and collects V8's coverage of its processes. */
export async function coverageOf(scenario: Scenario): Promise<Script[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coverage-'));
  try {
    await check(bundle, { ...scenario, env: { ...scenario.env, NODE_V8_COVERAGE: folder } });
    return scriptsIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param folder where NODE_V8_COVERAGE had the reports written */
export function scriptsIn(folder: string): Script[] {
  return readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .flatMap((text) => (JSON.parse(text) as { result: (Script & { url: string })[] }).result)
    .filter(({ url }) => url.startsWith('file:') && fileURLToPath(url).startsWith(dist))
    .map(({ url, functions }) => {
      const file = path.relative(dist, fileURLToPath(url)).replaceAll('\\', '/');
      return { file, functions };
    });
}

/** Our files of which at least one function ran, apart from code that runs on loading. */
export function sourcesRun(scripts: readonly Script[], program: 'main' | 'post'): string[] {
  const ours = scripts.filter(({ file }) => file.startsWith(`${program}/`));
  return [...new Set(ours.flatMap(sourcesIn))].toSorted();
}

function sourcesIn({ file, functions }: Script): string[] {
  const code = readFileSync(path.join(dist, file), 'utf8');
  const payload = JSON.parse(readFileSync(path.join(dist, `${file}.map`), 'utf8')) as unknown;
  const map = new SourceMap(payload as SourceMapPayload);
  return functions.flatMap(({ functionName, ranges: [whole] }) => {
    // What has no name is the file, a module of it, or a callback that never runs alone.
    if (whole === undefined || whole.count === 0 || functionName === '') return [];
    const before = code.slice(0, whole.startOffset).split('\n');
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
    if (!('originalSource' in entry)) return [];
    const source = entry.originalSource.replace(/^(?:\.{1,2}\/)+/u, '');
    return source.startsWith('src/') ? [source] : [];
  });
}

/** Coverage is compared in pieces of this many characters. */
const pieceLength = 16;

/** The pieces of `dist` that ran, by file. */
export class Pieces {
  readonly #files = new Map<string, Set<number>>();

  get size(): number {
    return [...this.#files.values()].reduce((sum, { size }) => sum + size, 0);
  }

  add(scripts: readonly Script[]): void {
    for (const { file, functions } of scripts) {
      const pieces = this.#files.get(file) ?? new Set();
      this.#files.set(file, pieces);
      const ran = new Map<number, boolean>();
      const ranges = functions.flatMap((one) => one.ranges);
      // An inner range comes after the one that it is in, and has the last word.
      ranges.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
      for (const { startOffset, endOffset, count } of ranges)
        for (let at = Math.floor(startOffset / pieceLength); at * pieceLength < endOffset; at++)
          ran.set(at, count > 0);
      for (const [piece, did] of ran) if (did) pieces.add(piece);
    }
  }

  /** How many of `others` are not among them. */
  lack(others: Pieces): number {
    return [...others.#files].reduce(
      (sum, [file, pieces]) =>
        sum + [...pieces].filter((piece) => this.#files.get(file)?.has(piece) !== true).length,
      0,
    );
  }
}
