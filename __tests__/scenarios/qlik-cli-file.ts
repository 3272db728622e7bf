import { expect } from '@jest/globals';
import { answers, qlikError } from '../support/answers.ts';
import type { Expected, Scenario } from '../support/scenario.ts';

const file = '.qlik/contexts.yml';
const ci = { 'qlik-cli-context': 'ci' };
const variable = 'QLIK_CLI_USER_HOME_DIR';
const onLinux = process.platform === 'linux';
const onWindows = process.platform === 'win32';
const theirs = 'current-context: home\ncontexts:\n  home:\n    server: https://home.example\n';

/** A file that is refused before any request, and stays as it is to the byte. */
function refused(name: string, text: string, why: string): Scenario {
  return {
    name,
    with: ci,
    files: { [file]: text },
    then: {
      fails: `\`qlik-cli-context\`: ~/.qlik/contexts.yml cannot be read: ${why}`,
      requests: [],
      files: { [file]: text },
      filesAfter: { [file]: text },
    },
  };
}

/** Where nothing can be made, not even by root. */
const nowhere: readonly Scenario[] = [
  {
    name: 'a home in which nothing can be made is an error, and an end',
    with: ci,
    env: { HOME: '/proc' },
    then: {
      fails:
        '`qlik-cli-context`: ~/.qlik/contexts.yml cannot be written: nothing can be made in /proc',
      requests: [],
    },
  },
  {
    name: 'a home that is a device is an error',
    with: ci,
    env: { HOME: '/dev/null' },
    then: {
      fails: '~/.qlik/contexts.yml cannot be read: a part of the path is not a folder',
      requests: [],
    },
  },
  {
    // Which can be opened, and never ends.
    name: 'what the system calls a file is not read as contexts',
    with: ci,
    env: { [variable]: '/proc/kmsg' },
    then: { fails: '/proc/kmsg cannot be written: nothing can be made in /proc', requests: [] },
  },
  {
    name: 'a response file whose folder cannot be made is an error, and an end',
    with: { path: '/api/v1/users/me', 'response-file': '/proc/x/y' },
    then: {
      fails: '`response-file`: "/proc/x/y" cannot be written: nothing can be made in /proc',
      requests: [],
    },
  },
];

/** A file of contexts in another place than the home. */
function elsewhere(
  name: string,
  named: string,
  places: readonly string[],
  then: Expected,
): Scenario {
  return {
    name,
    with: ci,
    env: { [variable]: named },
    files: Object.fromEntries([file, ...places].map((place) => [place, theirs])),
    then,
  };
}

/** It takes our context, and gives it back; the one in the home is not touched. */
function used(place: string): Expected {
  return {
    files: { [place]: /^current-context: ci\ncontexts:\n {2}home:\n(?:.*\n)+ {2}ci:\n/u },
    filesAfter: { [place]: theirs },
    log: [
      new RegExp(`added the context "ci" to /.*/${place}, and`, 'u'),
      new RegExp(`took the context "ci" out of /.*/${place}`, 'u'),
    ],
    also: ({ files }) => {
      expect(files.get(file)).toBe(theirs);
    },
  };
}

/** Nothing is asked, and nothing written. */
function unused(fails: RegExp): Expected {
  return { fails, requests: [], files: { [file]: theirs }, filesAfter: { [file]: theirs } };
}

const places: readonly Scenario[] = [
  elsewhere(
    'a file that a variable names is the one',
    '{workspace}/a/b.yml',
    ['a/b.yml'],
    used('a/b.yml'),
  ),
  elsewhere(
    'a folder that a variable names may have it',
    '{workspace}/a',
    ['a/contexts.yml'],
    used('a/contexts.yml'),
  ),
  elsewhere(
    'or have it in a folder of its own',
    '{workspace}/a',
    ['a/.qlik/contexts.yml'],
    used('a/.qlik/contexts.yml'),
  ),
  elsewhere(
    'a variable that names no file says what to do',
    '{workspace}/a',
    ['a/x'],
    unused(
      /`qlik-cli-context`: QLIK_CLI_USER_HOME_DIR is "\/.*\/a", and no contexts\.yml is there: create an empty one/u,
    ),
  ),
  elsewhere(
    'nor one that names what is not there',
    '{workspace}/none/contexts.yml',
    [],
    unused(/QLIK_CLI_USER_HOME_DIR is "\/.*", and no contexts\.yml is there/u),
  ),
  elsewhere(
    'a variable that may mean two files says so',
    '{workspace}/a',
    ['a/contexts.yml', 'a/.qlik/contexts.yml'],
    unused(/"\/.*\/a", where both contexts\.yml and \.qlik\/contexts\.yml are: name the one/u),
  ),
  elsewhere(
    'a variable that names a place by a relative path is refused',
    'a',
    ['a/contexts.yml'],
    unused(/QLIK_CLI_USER_HOME_DIR is "a", which is not an absolute path/u),
  ),
  {
    name: 'a file that a variable names is the one in every message',
    with: ci,
    env: { [variable]: '{workspace}/a.yml' },
    files: { 'a.yml': '- x\n' },
    then: {
      fails: /`qlik-cli-context`: \/.*\/a\.yml cannot be read: it is not a map of contexts/u,
      files: { 'a.yml': '- x\n' },
    },
  },
  {
    name: 'an empty home is refused',
    with: ci,
    env: { HOME: '' },
    then: {
      fails: '`qlik-cli-context`: HOME is empty',
      requests: [],
      files: { [file]: undefined },
    },
  },
  {
    name: 'a relative home is refused',
    with: ci,
    env: { HOME: 'here' },
    then: { fails: 'HOME is "here", and qlik-cli looks', requests: [] },
  },
];

/** Where a killed step was writing the file, with its token. */
const left = `${file}.lock/01234567-89ab-4cde-8f01-23456789abcd`;

export const qlikCliFileScenarios: readonly Scenario[] = [
  refused(
    'a file of two documents is left alone',
    `${theirs}---\ncontexts: {}\n`,
    'it holds several documents',
  ),
  refused(
    'a file of maps in maps that the library can read, and not write, is left alone',
    `contexts: {}\na: ${'{a: '.repeat(1200)}${'}'.repeat(1200)}\n`,
    'it is nested too deeply',
  ),
  refused(
    'a file that is nested 100,000 deep is left alone',
    `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\ncontexts: {}\n`,
    'it is nested too deeply',
  ),
  refused(
    'a file of lists in lists on one line is left alone',
    `a:\n  ${'- '.repeat(100_000)}x\ncontexts: {}\n`,
    'it is nested too deeply',
  ),
  {
    name: 'a file with no room for a context is left alone',
    with: ci,
    files: { [file]: `# ${'x'.repeat(1024 * 1024 - 20)}\n` },
    then: {
      fails: '~/.qlik/contexts.yml cannot be written: it would be larger than 1 MiB',
      filesAfter: { [file]: /^# x+\n$/u },
    },
  },
  {
    name: 'the state knows a supplied token by its fingerprint',
    with: { ...ci, 'client-id': '', 'client-secret': '', 'access-token': 'supplied-0123456789' },
    then: {
      filesAfter: { [file]: undefined },
      also: ({ state }) => {
        expect(state).toContain('qlik-cli-context');
        expect(state).not.toContain('supplied');
      },
    },
  },
  {
    name: 'a context whose token was renewed is known by the new one',
    with: { ...ci, path: '/api/v1/users/me' },
    files: { [file]: theirs },
    given: answers('GET /api/v1/users/me', qlikError(401, 'AUTH-1', 'Unauthorized')),
    then: { filesAfter: { [file]: theirs }, log: ['took the context "ci" out'] },
  },
  {
    name: 'a lock that a killed step has left is broken, and its token goes',
    with: ci,
    files: { [file]: theirs, [left]: 'token' },
    // It waits some seconds, to see that nobody holds it.
    inProcessOnly: true,
    then: { files: { [left]: undefined }, filesAfter: { [file]: theirs, [left]: undefined } },
  },
  {
    name: 'what is no lock of ours is not broken',
    with: ci,
    files: { [file]: theirs, [`${file}.lock`]: 'of another program' },
    then: {
      fails: /cannot be written: .*contexts\.yml\.lock is in the way/u,
      filesAfter: { [file]: theirs, [`${file}.lock`]: 'of another program' },
    },
  },
  // Whose paths are written otherwise there.
  ...(onWindows ? [] : places),
  ...(onLinux ? nowhere : []),
];
