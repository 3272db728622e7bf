import { expect } from '@jest/globals';
import { answers, qlikError } from '../support/answers.ts';
import type { Expected, Scenario } from '../support/scenario.ts';

const file = '.qlik/contexts.yml';
const ci = { 'qlik-cli-context': 'ci' };
const variable = 'QLIK_CLI_USER_HOME_DIR';
const onLinux = process.platform === 'linux';
const onWindows = process.platform === 'win32';
const theirs = 'current-context: home\ncontexts:\n  home:\n    server: https://home.example\n';

/** A file that is refused before any request, and stays unchanged byte for byte. */
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

/** Places where not even root can create anything. */
const nowhere: readonly Scenario[] = [
  {
    name: 'a home folder in which nothing can be created is an error, and the step ends',
    with: ci,
    env: { HOME: '/proc' },
    then: {
      fails:
        '`qlik-cli-context`: ~/.qlik/contexts.yml cannot be written: nothing can be created in /proc',
      requests: [],
    },
  },
  {
    name: 'a home folder that is a device is an error',
    with: ci,
    env: { HOME: '/dev/null' },
    then: {
      fails: '~/.qlik/contexts.yml cannot be read: part of the path is not a folder',
      requests: [],
    },
  },
  {
    // This one can be opened, and reading it never ends.
    name: 'a special file of the system is not read as contexts',
    with: ci,
    env: { [variable]: '/proc/kmsg' },
    then: { fails: '/proc/kmsg cannot be written: nothing can be created in /proc', requests: [] },
  },
  {
    name: 'a response-file whose folder cannot be created is an error, and the step ends',
    with: { path: '/api/v1/users/me', 'response-file': '/proc/x/y' },
    then: {
      fails: '`response-file`: "/proc/x/y" cannot be written: nothing can be created in /proc',
      requests: [],
    },
  },
];

/** A contexts file outside the home folder. */
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

/** The file gets our context and loses it again; the file in the home folder is not touched. */
function used(place: string): Expected {
  return {
    files: { [place]: /^current-context: ci\ncontexts:\n {2}home:\n(?:.*\n)+ {2}ci:\n/u },
    filesAfter: { [place]: theirs },
    log: [
      new RegExp(`added the context "ci" to /.*/${place}, and`, 'u'),
      new RegExp(`removed the context "ci" from /.*/${place}`, 'u'),
    ],
    also: ({ files }) => {
      expect(files.get(file)).toBe(theirs);
    },
  };
}

/** No request is made, and nothing is written. */
function unused(fails: RegExp): Expected {
  return { fails, requests: [], files: { [file]: theirs }, filesAfter: { [file]: theirs } };
}

const places: readonly Scenario[] = [
  elsewhere(
    'QLIK_CLI_USER_HOME_DIR may name the file',
    '{workspace}/a/b.yml',
    ['a/b.yml'],
    used('a/b.yml'),
  ),
  elsewhere(
    'QLIK_CLI_USER_HOME_DIR may name the folder that contains the file',
    '{workspace}/a',
    ['a/contexts.yml'],
    used('a/contexts.yml'),
  ),
  elsewhere(
    'QLIK_CLI_USER_HOME_DIR may name the folder that contains .qlik',
    '{workspace}/a',
    ['a/.qlik/contexts.yml'],
    used('a/.qlik/contexts.yml'),
  ),
  elsewhere(
    'a QLIK_CLI_USER_HOME_DIR without a file fails with a hint',
    '{workspace}/a',
    ['a/x'],
    unused(
      /`qlik-cli-context`: QLIK_CLI_USER_HOME_DIR is "\/.*\/a", and no contexts\.yml is there: create an empty one/u,
    ),
  ),
  elsewhere(
    'a QLIK_CLI_USER_HOME_DIR that does not exist fails',
    '{workspace}/none/contexts.yml',
    [],
    unused(/QLIK_CLI_USER_HOME_DIR is "\/.*", and no contexts\.yml is there/u),
  ),
  elsewhere(
    'a QLIK_CLI_USER_HOME_DIR that may mean two files fails',
    '{workspace}/a',
    ['a/contexts.yml', 'a/.qlik/contexts.yml'],
    unused(/"\/.*\/a", where both contexts\.yml and \.qlik\/contexts\.yml are: name the one/u),
  ),
  elsewhere(
    'a QLIK_CLI_USER_HOME_DIR that is a relative path is refused',
    'a',
    ['a/contexts.yml'],
    unused(/QLIK_CLI_USER_HOME_DIR is "a", which is not an absolute path/u),
  ),
  {
    name: 'a file that QLIK_CLI_USER_HOME_DIR names is named in every message',
    with: ci,
    env: { [variable]: '{workspace}/a.yml' },
    files: { 'a.yml': '- x\n' },
    then: {
      fails: /`qlik-cli-context`: \/.*\/a\.yml cannot be read: it is not a map of contexts/u,
      files: { 'a.yml': '- x\n' },
    },
  },
  {
    name: 'an empty HOME is refused',
    with: ci,
    env: { HOME: '' },
    then: {
      fails: '`qlik-cli-context`: HOME is empty',
      requests: [],
      files: { [file]: undefined },
    },
  },
  {
    name: 'a relative HOME is refused',
    with: ci,
    env: { HOME: 'here' },
    then: { fails: 'HOME is "here", and qlik-cli looks', requests: [] },
  },
];

/** What a killed step left behind while it was writing the file, with its token. */
const left = `${file}.lock/01234567-89ab-4cde-8f01-23456789abcd`;

export const qlikCliFileScenarios: readonly Scenario[] = [
  refused(
    'a file of two documents is left alone',
    `${theirs}---\ncontexts: {}\n`,
    'it contains several YAML documents',
  ),
  refused(
    'a file of nested maps that the library can read but not write is left alone',
    `contexts: {}\na: ${'{a: '.repeat(1200)}${'}'.repeat(1200)}\n`,
    'it is nested too deeply',
  ),
  refused(
    'a file that is nested 100,000 deep is left alone',
    `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\ncontexts: {}\n`,
    'it is nested too deeply',
  ),
  refused(
    'a file of nested lists on one line is left alone',
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
    name: 'the saved state has only the fingerprint of a supplied token',
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
    name: 'a context whose token was renewed is removed',
    with: { ...ci, path: '/api/v1/users/me' },
    files: { [file]: theirs },
    given: answers('GET /api/v1/users/me', qlikError(401, 'AUTH-1', 'Unauthorized')),
    then: { filesAfter: { [file]: theirs }, log: ['removed the context "ci" from'] },
  },
  {
    name: 'the lock that a killed step left behind is broken, and its token is deleted',
    with: ci,
    files: { [file]: theirs, [left]: 'token' },
    // The step waits some seconds, to see that no other step holds the lock.
    inProcessOnly: true,
    then: { files: { [left]: undefined }, filesAfter: { [file]: theirs, [left]: undefined } },
  },
  {
    name: 'a lock file of another program is not broken',
    with: ci,
    files: { [file]: theirs, [`${file}.lock`]: 'of another program' },
    then: {
      fails: /cannot be written: .*contexts\.yml\.lock is in the way/u,
      filesAfter: { [file]: theirs, [`${file}.lock`]: 'of another program' },
    },
  },
  // Paths are written differently on Windows.
  ...(onWindows ? [] : places),
  ...(onLinux ? nowhere : []),
];
