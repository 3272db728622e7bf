import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { Failure } from '../../src/failure.ts';
import { gitHubRunner } from '../../src/runner/github.ts';

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

  it('reads inputs as they are written, and treats an empty variable as unset', () => {
    process.env['INPUT_CLIENT-ID'] = ' a b ';
    process.env.EMPTY = '';
    process.env.FULL = 'x';
    const runner = gitHubRunner();
    expect(runner.getInput('client-id')).toBe(' a b ');
    expect([runner.env('EMPTY'), runner.env('FULL')]).toEqual([undefined, 'x']);
    expect(runner.givenInputs()).toContain('client-id');
    expect(runner.platform).toBe(process.platform);
  });

  it('writes no line that is a workflow command or shows a secret', () => {
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

  it('writes outputs and state to their files', () => {
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
    [
      'is not there',
      path.join(os.tmpdir(), 'none', 'such'),
      'cannot be written: it does not exist',
    ],
  ])('says which of its files %s, and what it is for', (_, file, says) => {
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

  it('reports a cancelled workflow by its signal', () => {
    const { signal } = gitHubRunner();
    const listeners = process.listeners('SIGTERM');
    listeners.at(-1)?.('SIGTERM');
    expect(signal.reason).toBeInstanceOf(Failure);
  });
});
