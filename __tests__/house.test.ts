import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
// @ts-expect-error -- It is plain JavaScript.
import * as lint from '../eslint.config.js';
import { coverageOf, sourcesRun } from './support/coverage.ts';
import { circlesIn, importsIn } from './support/imports.ts';
import { actionFolder } from './support/manifest.ts';

const { floors } = lint as { readonly floors: readonly (readonly string[])[] };
const src = path.join(actionFolder, 'src');
const imports = importsIn(src);

/** The entry of a file in the table of layers: the file itself at the top level, else its folder. */
const roomOf = (file: string): string => file.split('/')[0] ?? file;

describe('imports, including type imports and lazy ones', () => {
  it('are found in every form', () => {
    expect(imports.get('main.ts')).not.toEqual([]);
    expect([...imports.values()].flat().filter((file) => !imports.has(file))).toEqual([]);
  });

  it('form no cycle, neither between files nor between folders', () => {
    expect(circlesIn(imports)).toEqual([]);
    const rooms = new Map<string, string[]>();
    for (const [file, imported] of imports) {
      const room = roomOf(file);
      const others = imported.map(roomOf).filter((other) => other !== room);
      rooms.set(room, [...(rooms.get(room) ?? []), ...others]);
    }
    expect(circlesIn(rooms)).toEqual([]);
  });

  it('never lead to a higher layer', () => {
    const floorOf = (file: string): number =>
      floors.findIndex((floor) => floor.includes(roomOf(file)));
    const up = [...imports].flatMap(([file, imported]) =>
      imported
        .filter((other) => floorOf(other) < floorOf(file))
        .map((other) => `${file} imports ${other}`),
    );
    expect(up).toEqual([]);
  });

  it('are reported if they form a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a', 'd']],
      ['d', ['d']],
      ['e', ['a']],
    ]);
    expect(circlesIn(graph)).toEqual([['a', 'b', 'c'], ['d']]);
  });
});

describe('the tests of a folder', () => {
  it('are named after its modules', () => {
    const rooms = readdirSync(src).filter((name) => !name.includes('.'));
    const strange = rooms.flatMap((room) => {
      const tests = path.join(actionFolder, '__tests__', room);
      return existsSync(tests)
        ? readdirSync(tests)
            .map((name) => `${room}/${name.replace('.test.ts', '.ts')}`)
            .filter((name) => !imports.has(name))
        : [];
    });
    expect(strange).toEqual([]);
  });
});

describe('outputs', () => {
  const writers = [...imports.keys()].flatMap((file) => {
    const text = readFileSync(path.join(src, file), 'utf8');
    return [...text.matchAll(/\bsetOutput\((?:'([\w-]+)')?/gu)].map(([, name = 'any']) => [
      file,
      name,
    ]);
  });

  it('of a call are written in one place, and elsewhere only those known before it', () => {
    expect(writers.toSorted()).toEqual([
      ['oauth/bearer.ts', 'access-token'],
      ['oauth/bearer.ts', 'access-token'],
      ['oauth/bearer.ts', 'expires-at'],
      ['response/outputs.ts', 'any'],
      ['step.ts', 'tenant-url'],
      // Looks on, and hands each of them through.
      ['summary/summary.ts', 'any'],
    ]);
  });
});

describe('one owner for each thing', () => {
  /** The files whose code, without its comments, matches. */
  const filesWith = (pattern: RegExp): string[] =>
    [...imports.keys()].filter((file) => {
      const text = readFileSync(path.join(src, file), 'utf8');
      return pattern.test(text.replaceAll(/\/\*[^]*?\*\//gu, '').replaceAll(/^\s*\/\/.*$/gmu, ''));
    });

  it('the client is put together in one place', () => {
    for (const part of ['retrying', 'attempting', 'followingRedirects', 'authorized'])
      expect([part, filesWith(new RegExp(`(?<!function )\\b${part}\\(`, 'u'))]).toEqual([
        part,
        ['http/client.ts'],
      ]);
  });

  it('the environment is read only by the runner, and at the start, before there is one', () => {
    expect(filesWith(/\bprocess\.env\b/u).toSorted()).toEqual([
      'main.ts',
      'post.ts',
      'runner/github.ts',
    ]);
  });

  it('no file has more than 250 lines', () => {
    const long = [...imports.keys()].filter(
      (file) => readFileSync(path.join(src, file), 'utf8').trimEnd().split('\n').length > 250,
    );
    expect(long).toEqual([]);
  });
});

it('a token and a GET run functions of few modules', async () => {
  const scripts = await coverageOf({
    name: 'a token and a GET',
    with: { path: '/api/v1/users/me' },
    then: { outputs: { status: '200' } },
  });
  expect(sourcesRun(scripts, 'main')).toContain('src/step.ts');
  // The number may fall, and never grows.
  expect(sourcesRun(scripts, 'main').length).toBeLessThanOrEqual(37);
  expect(sourcesRun(scripts, 'post').length).toBeLessThanOrEqual(31);
});
