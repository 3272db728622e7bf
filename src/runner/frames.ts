import { readFileSync } from 'node:fs';
import type { SourceMap, SourceMapPayload } from 'node:module';

/** `    at fn (/…/index.js:12:34)`, or without the parentheses; on Windows there is a drive before. */
const place = /(?<=^\s+at (?:.*\(|async )?)(?!async )([^()]+):(\d+):(\d+)(?=\)?$)/u;

/**
 * Where an error was thrown, in the lines of `src/`: the bundle's source map is read only now. Not
 * the error's message: Node puts paths, queries and texts into it.
 * @returns one line a frame; empty for what is no Error
 */
export function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const maps = new Map<string, SourceMap | undefined>();
  return stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .map((line) =>
      line.replace(place, (found, file: string, row: string, column: string) => {
        if (!maps.has(file)) maps.set(file, mapOf(file));
        // A source map counts from zero.
        const entry = maps.get(file)?.findEntry(Number(row) - 1, Number(column) - 1);
        if (entry === undefined || !('originalSource' in entry)) return found;
        const { originalSource, originalLine, originalColumn } = entry;
        const source = originalSource.replace(/^(?:\.{1,2}\/)+/u, '');
        return `${source}:${String(originalLine + 1)}:${String(originalColumn + 1)}`;
      }),
    )
    .join('\n');
}

function mapOf(file: string): SourceMap | undefined {
  try {
    const text = readFileSync(`${file}.map`, 'utf8');
    // Most steps never need it.
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
