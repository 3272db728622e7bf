import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { linksFrom } from '../src/troubleshooting.ts';
import { causes } from './scenarios/troubleshooting.ts';
import { actionFolder } from './support/manifest.ts';

const page = readFileSync(path.join(actionFolder, 'docs/troubleshooting.md'), 'utf8');

/** The anchor that GitHub makes from a heading. */
const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

const sections = new Map(
  page
    .split(/^## /mu)
    .slice(1)
    .map((text) => [anchorOf(text.split('\n', 1)[0] ?? ''), text]),
);

/** The topics that the source gives to errors. */
const named = ['errors/hints.ts', 'errors/token-hints.ts', 'errors/transport-faults.ts'].flatMap(
  (name) =>
    [
      ...readFileSync(path.join(actionFolder, 'src', name), 'utf8').matchAll(
        /topic: '([a-z-]+)'/gu,
      ),
    ].map(([, topic = '']) => topic),
);

describe('docs/troubleshooting.md', () => {
  it('has a section for every cause, and no other', () => {
    expect([...sections.keys()]).toEqual(Object.keys(causes));
    for (const met of Object.values(causes)) expect(met.length).toBeGreaterThan(0);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((topic) => !sections.has(topic))).toEqual([]);
  });

  it.each(Object.entries(causes))('quotes the log: %s', (topic, met) => {
    const section = sections.get(topic) ?? '';
    const [, quoted = ''] = /```text\n([^]*?)\n```/u.exec(section) ?? [];
    expect(quoted.split('\n')).toEqual(met.map(({ says }) => says));
    expect(section).toMatch(/\n\*\*It means\*\*: \S[^]*\n\*\*Do\*\*: \S/u);
  });

  it('lists its sections', () => {
    const listed = [...page.matchAll(/^- \[(.*)\]\(#(.*)\)$/gmu)];
    expect(listed.map(([, , anchor]) => anchor)).toEqual([...sections.keys()]);
    for (const [, heading = '', anchor] of listed) expect(anchorOf(heading)).toBe(anchor);
  });
});

describe('the link in an error', () => {
  const link = (repository?: string, ref?: string, server = 'https://github.com'): string => {
    const env: Readonly<Record<string, string | undefined>> = {
      GITHUB_ACTION_REPOSITORY: repository,
      GITHUB_ACTION_REF: ref,
      GITHUB_SERVER_URL: server,
    };
    return linksFrom((name) => env[name])('proxy');
  };
  const inRepository = 'docs/troubleshooting.md#proxy';

  it.each([
    ['acme/qlik-cloud', 'v1'],
    ['acme/qlik-cloud', 'v1.2.3-rc.1'],
    ['a/b.c_d', 'feature/new_words'],
    ['a/b', '80bb77d2f2f0b1d8a3e4c5f60718293a4b5c6d7e'],
  ])('leads to the page of the running version: %s@%s', (repository, ref) => {
    expect(link(repository, ref)).toBe(
      `https://github.com/${repository}/blob/${ref}/${inRepository}`,
    );
  });

  it.each([
    [undefined, undefined],
    ['', ''],
    ['acme/qlik-cloud', undefined],
    [undefined, 'v1'],
    ['acme', 'v1'],
    ['acme/a/b', 'v1'],
    ['-acme/a', 'v1'],
    ['acme/..', 'v1'],
    ['acme/a b', 'v1'],
    ['acme/a?x', 'v1'],
    ['acme/a', 'v1#x'],
    ['acme/a', 'v1?x'],
    ['acme/a', '../../evil/x'],
    ['acme/a', 'a/../b'],
    ['acme/a', 'a//b'],
    ['acme/a', 'v1\n::error::x'],
    ['acme/a\n', 'v1'],
    ['acme/a', 'v1 (x)'],
    ['acme/a', 'x'.repeat(201)],
  ])('is a path in the repository if no safe URL is known: %j@%j', (repository, ref) => {
    expect(link(repository, ref)).toBe(inRepository);
  });

  it.each(['https://github.acme.example', 'https://github.com.evil.example', '', 'github.com'])(
    'is a path in the repository if the action is a copy on another server: %j',
    (server) => {
      expect(link('acme/qlik-cloud', 'v1', server)).toBe(inRepository);
    },
  );
});
