import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Scenario } from './support/scenario.ts';
import { actionFolder } from './support/manifest.ts';

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');

/** A line of docs/promises.md. */
interface Promised {
  readonly words: string;
  /** Files of src. */
  readonly places: readonly string[];
  /** Files of tests, each with titles in it. */
  readonly tests: readonly (readonly [file: string, title: string])[];
  /** How many titles there should be: one that is not beside its file would not be looked for. */
  readonly titles: number;
}

/** The text without Markdown escapes. */
const plain = (words: string): string =>
  words.replace(/\\([^\w\s])/gu, '$1').replaceAll('&lt;', '<');

function promisesIn(page: string): Promised[] {
  const lines = page.split('\n');
  return lines.flatMap((line, at) => {
    const words = /^- (?!\[)(.*)$/u.exec(line)?.[1];
    if (words === undefined) return [];
    const [kept = '', shown = ''] = lines.slice(at + 1, at + 3);
    const cited = shown.matchAll(/\]\(\.\.\/(__tests__\/[^)]+)\)((?: “[^”]+”)+)/gu);
    return {
      words,
      places: [...kept.matchAll(/\]\(\.\.\/(src\/[^)]+)\)/gu)].map(([, place = '']) => place),
      tests: [...cited].flatMap(([, file = '', titles = '']) =>
        [...titles.matchAll(/“([^”]+)”/gu)].map(([, title = '']) => [file, plain(title)] as const),
      ),
      titles: [...shown.matchAll(/“/gu)].length,
    };
  });
}

function isScenario(one: unknown): one is Scenario {
  return typeof one === 'object' && one !== null && 'name' in one;
}

/** The titles that a file has: the names of its scenarios, or of its tests and their groups. */
async function titlesIn(file: string): Promise<ReadonlySet<string>> {
  if (file.startsWith('__tests__/scenarios/')) {
    const exported = (await import(path.join(actionFolder, file))) as Record<string, unknown>;
    const scenarios = Object.values(exported).flat().filter(isScenario);
    return new Set(scenarios.map(({ name }) => name));
  }
  const written = text(file).matchAll(/\(\s*'((?:[^'\\\n]|\\.)*)'/gu);
  return new Set([...written].map(([, title = '']) => title.replace(/\\(.)/gu, '$1')));
}

describe('docs/promises.md', () => {
  const page = text('docs/promises.md');
  const promises = promisesIn(page);

  it('has code and a test for each promise', () => {
    expect(promises.length).toBeGreaterThan(100);
    const vague = promises.filter(({ places, tests }) => !places.length || !tests.length);
    expect(vague).toEqual([]);
    for (const { words, tests, titles } of promises)
      expect([words, tests.length]).toEqual([words, titles]);
  });

  it('names only files that exist', () => {
    const places = [...new Set(promises.flatMap((one) => one.places))];
    expect(places.filter((place) => !existsSync(path.join(actionFolder, place)))).toEqual([]);
  });

  it('names only tests and scenarios that exist', async () => {
    const missing: string[] = [];
    const titles = new Map<string, ReadonlySet<string>>();
    for (const [file, title] of promises.flatMap(({ tests }) => tests)) {
      const known =
        titles.get(file) ??
        (existsSync(path.join(actionFolder, file)) ? await titlesIn(file) : new Set());
      titles.set(file, known);
      if (!known.has(title)) missing.push(`${file}: ${title}`);
    }
    expect(missing).toEqual([]);
  });
});

describe('the promises in CONTRIBUTING.md', () => {
  const rows = text('CONTRIBUTING.md')
    .split('\n')
    .map((line) => /^\| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/u.exec(line)?.slice(1) ?? [])
    .filter(([, , shown = '']) => shown.includes('__tests__/'));

  it('name only files and tests that exist', () => {
    expect(rows).toHaveLength(6);
    for (const [promise = '', kept = '', shown = ''] of rows) {
      const named = [
        ...[...kept.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => `src/${name}`),
        ...[...shown.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name),
      ];
      expect([promise, named.length >= 2]).toEqual([promise, true]);
      expect(named.filter((name) => !existsSync(path.join(actionFolder, name)))).toEqual([]);
    }
  });
});
