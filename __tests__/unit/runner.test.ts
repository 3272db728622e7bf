import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { Failure, wordsFor } from '../../src/failure.ts';
import { systemClock } from '../../src/runner/runner.ts';
import { gitHubRunner } from '../../src/runner/github.ts';
import { runMain, runPost } from '../../src/runner/run.ts';
import { oneLine, safeLines, shorten } from '../../src/runner/safe-text.ts';
import { maskable, Redactor } from '../../src/runner/secrets.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const secret = 'Zk3~pX9+vQ/7=wB2mT5';

describe("GitHub's runner", () => {
  let folder: string;
  let printed: string[];
  let before: NodeJS.ProcessEnv;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'github-'));
    printed = [];
    before = { ...process.env };
    for (const name of ['OUTPUT', 'STATE']) {
      const file = path.join(folder, name);
      writeFileSync(file, '');
      process.env[`GITHUB_${name}`] = file;
    }
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.env = before;
    process.exitCode = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it('reads inputs as they are written, and takes an empty variable for none', () => {
    process.env['INPUT_CLIENT-ID'] = ' a b ';
    process.env.EMPTY = '';
    process.env.FULL = 'x';
    const runner = gitHubRunner();
    expect(runner.getInput('client-id')).toBe(' a b ');
    expect([runner.env('EMPTY'), runner.env('FULL')]).toEqual([undefined, 'x']);
    expect(runner.givenInputs()).toContain('client-id');
    expect(runner.platform).toBe(process.platform);
  });

  it('writes no line that is a command, or shows a secret', () => {
    const runner = gitHubRunner();
    runner.setSecret(secret);
    const hostile = `::set-env name=a::b\r##[add-path]x ${secret} ${Buffer.from(secret).toString('hex')}`;
    runner.info(hostile);
    runner.group(hostile, [hostile]);
    runner.warning(hostile);
    runner.debug(hostile);
    runner.setFailed(hostile);
    const [mask = '', ...others] = printed.join('').split(/\r?\n/u).filter(Boolean);
    expect(mask).toBe(`::add-mask::${secret}`);
    expect(others.flatMap((line) => /^\s*::([a-z-]+)|##\[/u.exec(line)?.[1] ?? [])).toEqual([
      'group',
      'endgroup',
      'warning',
      'debug',
      'error',
    ]);
    expect(others.filter((line) => /^::(?:error|warning)/u.test(line))).toEqual([
      expect.stringMatching(/^::warning title=Qlik Cloud%3A warning::/u),
      expect.stringMatching(/^::error title=Qlik Cloud%3A step failed::/u),
    ]);
    expect(leaks(others.join('\n'), secret)).toEqual([]);
    expect(process.exitCode).toBe(1);
  });

  it('hands outputs and state over in their files', () => {
    const runner = gitHubRunner();
    runner.setOutput('response', 'one\r\ntwo');
    runner.saveState('tokens', '[]');
    process.env.STATE_tokens = '[1]';
    expect(readFileSync(path.join(folder, 'OUTPUT'), 'utf8')).toContain('\none\r\ntwo\n');
    expect(readFileSync(path.join(folder, 'STATE'), 'utf8')).toContain('\n[]\n');
    expect(runner.getState('tokens')).toBe('[1]');
    expect(runner.random()).toBeLessThan(1);
  });

  it.each([
    ['is not set', '', 'GITHUB_STATE is not set: it names the file for what the post step'],
    ['is a folder', os.tmpdir(), 'cannot be written: it is a folder'],
    ['is not there', path.join(os.tmpdir(), 'none', 'such'), 'cannot be written: it is not there'],
  ])('says which of its files %s, and what that is for', (_, file, says) => {
    process.env.GITHUB_STATE = file;
    const runner = gitHubRunner();
    expect(() => {
      runner.saveState('tokens', '[]');
    }).toThrow(says);
  });

  it('says that a disk is full', () => {
    // A file of Linux in which there is never room.
    if (!existsSync('/dev/full')) return;
    process.env.GITHUB_OUTPUT = '/dev/full';
    const runner = gitHubRunner();
    expect(() => {
      runner.setOutput('response', 'x');
    }).toThrow('cannot be written: the disk is full');
  });

  it('tells of a cancelled workflow by its signal', () => {
    const { signal } = gitHubRunner();
    const listeners = process.listeners('SIGTERM');
    listeners.at(-1)?.('SIGTERM');
    expect(signal.reason).toBeInstanceOf(Failure);
  });
});

describe('the end of a program', () => {
  afterEach(() => {
    process.exitCode = undefined;
    process.removeAllListeners('uncaughtException');
  });

  it('is a failure until the story has come to its end', async () => {
    const runner = memoryRunner();
    let during: typeof process.exitCode;
    await runMain(runner, () => {
      during = process.exitCode;
      return Promise.resolve();
    });
    expect([during, process.exitCode]).toEqual([1, 0]);
    expect(runner.left.errors).toEqual([]);
  });

  it('tells a failure with its hint, and of anything else no message of Node', async () => {
    const runner = memoryRunner();
    await runMain(runner, () => Promise.reject(new Failure('No token', { hint: 'Look there' })));
    const error = Object.assign(new TypeError(`secret ${secret}`), { code: 'ERR_X' });
    await runMain(runner, () => Promise.reject(error));
    expect(runner.left.errors).toEqual([
      'No token. Look there',
      'an unexpected fault of the action (TypeError ERR_X): please report it',
    ]);
    expect(process.exitCode).toBe(1);
    expect(runner.left.log.join('\n')).toContain('runner.test.ts');
    expect(runner.left.log.join('\n')).not.toContain(secret);
    expect(wordsFor('thrown text')).toContain('unknown');
  });

  it('is told once: what comes after the error is for the debug log', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const [main, post] = [memoryRunner(), memoryRunner()];
    await runMain(main, () => Promise.reject(new Failure('No token')));
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    await runPost(post, () => Promise.reject(new Failure('No revocation')));
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    expect(main.left.errors).toEqual(['No token']);
    expect(post.left.warnings).toHaveLength(1);
    for (const { left } of [main, post])
      expect(left.log.join('\n')).toContain('an unexpected fault of the action (Error)');
    exit.mockRestore();
  });

  it('has a title of a fixed set, and the page that is about it', async () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION_REPOSITORY: 'a/b',
      GITHUB_ACTION_REF: 'v1',
    };
    const runner = memoryRunner({}, env);
    const known = { hint: 'Look there', topic: 'proxy', title: 'no whole answer' } as const;
    await runMain(runner, () => Promise.reject(new Failure('No answer', known)));
    await runMain(runner, () => Promise.reject(new Failure('It failed')));
    await runMain(runner, () => Promise.reject(new TypeError('x')));
    await runPost(runner, () => Promise.reject(new Failure('No answer', known)));
    expect(runner.left.errors[0]).toBe(
      'No answer. Look there; see https://github.com/a/b/blob/v1/docs/troubleshooting.md#proxy',
    );
    expect(runner.left.titles).toEqual([
      'no whole answer',
      'step failed',
      'unexpected fault',
      'clean-up failed',
    ]);
  });

  it('of the post step is never a failure', async () => {
    const runner = memoryRunner();
    await runPost(runner, () => Promise.reject(new Failure('No revocation')));
    expect(runner.left.warnings).toEqual(['Cleaning up: No revocation']);
    expect(process.exitCode).toBe(0);
  });

  it('comes at once, and is told, when something is thrown outside the story', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const [main, post] = [memoryRunner(), memoryRunner()];
    await runMain(main, () => Promise.resolve());
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    await runPost(post, () => Promise.resolve());
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    expect(exit.mock.calls).toEqual([[1], [0]]);
    expect(main.left.errors).toHaveLength(1);
    expect(post.left.warnings).toHaveLength(1);
    exit.mockRestore();
  });
});

describe('safe text', () => {
  it.each([
    ['::error::x', ': :error::x'],
    ['\t ::error::x', '  : :error::x'],
    ['a ::error::x', 'a ::error::x'],
    ['##[error]x', '## [error]x'],
    ['a###[error]x', 'a### [error]x'],
    ['a\nb\r\u2028c', 'a b c'],
    ['\u001b[31mred\u202eder', ' [31mred der'],
    ['half a pair \ud800', 'half a pair \ufffd'],
  ])('%j reads %j', (text, safe) => {
    expect(oneLine(text)).toBe(safe);
  });

  it('keeps lines apart', () => {
    expect(safeLines('a\r\n::error::b\rc')).toBe('a\n: :error::b\nc');
  });

  it('is cut with an ellipsis', () => {
    expect([shorten('abc', 3), shorten('abcd', 3)]).toEqual(['abc', 'ab…']);
  });
});

describe('what is masked', () => {
  const pem = [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqG',
    'short',
    '-----END PRIVATE KEY-----',
  ];

  it.each([
    ['one line as it is', 'a b', ['a b']],
    ['nothing of nothing', '', []],
    [
      'the long lines of a text',
      'long enough\nshort\nlong as well',
      ['long enough', 'long as well'],
    ],
    ['a key without its armour and its short lines', pem.join('\n'), ['MIGHAgEAMBMGByqG']],
    ['a key on one line', pem.join('\\n'), [pem.join('\\n'), 'MIGHAgEAMBMGByqG']],
    ['a key whose line breaks are lost', pem.join(' '), [pem.join(' '), 'MIGHAgEAMBMGByqG']],
    ['nothing of a line that only says what would follow', '-----BEGIN PRIVATE KEY-----', []],
    ['a key whose armour lacks a dash', pem.join('\n').slice(1, -1), ['MIGHAgEAMBMGByqG']],
    ['a key whose armour lacks all', pem.join('\n').replaceAll('-', ''), ['MIGHAgEAMBMGByqG']],
    [
      'a key on one line whose armour lacks a dash',
      pem.join('\\n').slice(1),
      [pem.join('\\n').slice(1), 'MIGHAgEAMBMGByqG'],
    ],
    [
      'a key on one line whose armour has no end',
      '-----BEGIN PRIVATE KEY MIGHAgEAMBMGByqG -----END PRIVATE KEY-----',
      ['-----BEGIN PRIVATE KEY MIGHAgEAMBMGByqG -----END PRIVATE KEY-----', 'MIGHAgEAMBMGByqG'],
    ],
    ['a secret with a backslash as a whole', 'pa\\nss-word', ['pa\\nss-word']],
  ])('%s', (_, written, masked) => {
    expect(maskable(written)).toEqual(masked);
  });

  it('a secret that holds another one goes whole', () => {
    const redactor = new Redactor();
    redactor.add('inner-secret');
    redactor.add('the inner-secret and more');
    expect(redactor.clean('see the inner-secret and more')).toBe('see ***');
  });

  it('short secrets are hidden as they are written only', () => {
    const redactor = new Redactor();
    redactor.add('abc');
    expect(redactor.clean('abc 616263')).toBe('*** 616263');
  });
});

describe('the clock of the machine', () => {
  it('can be called off', async () => {
    let struck = 0;
    systemClock.timer(1, () => struck++)();
    await new Promise<void>((resolve) => {
      systemClock.timer(5, resolve);
    });
    expect(struck).toBe(0);
    expect(systemClock.now()).toBeGreaterThan(0);
  });
});
