import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileToSend, fileToWrite } from '../../src/inputs/files.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { withLinks } from '../support/with-links.ts';

let folder: string;
let workspace: string;

/** A runner whose workspace is a folder, on this system or another. */
const asSeen = (place: string, platform = process.platform): Runner => ({
  ...memoryRunner({}, { GITHUB_WORKSPACE: place }),
  platform,
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the path of a response-file', () => {
  it.each(['a.json', 'new/folder/a.json', './a.json', 'b/../a.json'])('%s is inside', (name) => {
    expect(fileToWrite(asSeen(workspace), name)).toBe(path.resolve(workspace, name));
  });

  it.each(['../a.json', 'b/../../a.json', '..', '../workspace-2/a'])('%s is outside', (name) => {
    expect(() => fileToWrite(asSeen(workspace), name)).toThrow('leaves the workspace');
  });

  it('an absolute path may be anywhere', () => {
    const file = path.join(folder, 'a.json');
    expect(fileToWrite(asSeen(workspace), file)).toBe(file);
  });

  withLinks('a link to elsewhere that a pull request planted is no way out', () => {
    symlinkSync(folder, path.join(workspace, 'out'));
    expect(() => fileToWrite(asSeen(workspace), 'out/a.json')).toThrow('leaves the workspace');
    expect(() => fileToWrite(asSeen(workspace), 'out/new/a.json')).toThrow('leaves the workspace');
  });

  withLinks('a link inside is as good as a folder', () => {
    mkdirSync(path.join(workspace, 'real'));
    symlinkSync(path.join(workspace, 'real'), path.join(workspace, 'link'));
    expect(fileToWrite(asSeen(workspace), 'link/a.json')).toBe(
      path.join(workspace, 'link', 'a.json'),
    );
  });

  withLinks('a link that leads nowhere, or in a circle, is named before anything is asked', () => {
    symlinkSync(path.join(folder, 'nowhere'), path.join(workspace, 'dangling'));
    symlinkSync(path.join(workspace, 'circle'), path.join(workspace, 'circle'));
    expect(() => fileToWrite(asSeen(workspace), 'dangling/a.json')).toThrow(
      'is a symbolic link to something that does not exist',
    );
    expect(() => fileToSend(asSeen(workspace), path.join(folder, 'none'))).toThrow(
      /"[^"]*none" does not exist$/u,
    );
    expect(() => fileToWrite(asSeen(workspace), 'circle/a.json')).toThrow(
      '"circle/a.json" cannot be written: its symbolic links form a loop',
    );
    expect(() => fileToSend(asSeen(workspace), 'circle')).toThrow('"circle" cannot be read');
    expect(() => fileToSend(asSeen(workspace), 'dangling')).toThrow(
      'is a symbolic link to something that does not exist',
    );
  });

  withLinks('a device is no file, and is not replaced by one', () => {
    expect(() => fileToWrite(asSeen(workspace), '/dev/null')).toThrow('is a device or a pipe');
    expect(() => fileToSend(asSeen(workspace), '/dev/null')).toThrow('is not a file');
  });

  it('a name with a trailing slash is not a file', () => {
    expect(() => fileToWrite(asSeen(workspace), 'reports/')).toThrow('"reports/" names a folder');
  });

  it('a name that is too long gets an error that says so', () => {
    expect(() => fileToWrite(asSeen(workspace), 'x'.repeat(5000))).toThrow(
      /cannot be written|too long/u,
    );
  });

  withLinks('a file that is a link to elsewhere is not sent', () => {
    writeFileSync(path.join(folder, 'secret'), 'x');
    symlinkSync(path.join(folder, 'secret'), path.join(workspace, 'innocent'));
    expect(() => fileToSend(asSeen(workspace), 'innocent')).toThrow('leaves the workspace');
    expect(fileToSend(asSeen(workspace), path.join(workspace, 'innocent')).size).toBe(1);
  });

  withLinks('a workspace that is a link itself is no trap', () => {
    symlinkSync(workspace, path.join(folder, 'linked'));
    const linked = path.join(folder, 'linked');
    expect(fileToWrite(asSeen(linked), 'a.json')).toBe(path.join(linked, 'a.json'));
  });
});

describe('on Windows', () => {
  const there = (): Runner => asSeen(workspace, 'win32');

  it.each([
    ['nul', 'is a device'],
    ['NUL.tar.gz', 'is a device'],
    ['con .txt', 'is a device'],
    ['a/aux/b.json', '"aux" is a device'],
    ['a\\Prn', '"Prn" is a device'],
    ['lpt9.log', 'is a device'],
    ['com\u00b2', 'is a device'],
    ['CONOUT$', 'is a device'],
    ['C:\\out\\nul', '"nul" is a device'],
    ['r.json:stream', 'contains a colon'],
    ['r.json::$DATA', 'contains a colon'],
    ['C:r.json', 'contains a colon'],
    ['reports./r.json', '"reports." ends with a dot'],
    ['reports \\r.json', '"reports " ends with a dot or a space'],
    ['r.json.', 'ends with a dot'],
    ['.git./config', 'ends with a dot'],
    ['...', 'ends with a dot'],
    ['\\\\host\\share\\r.json', 'names another machine or a device'],
    ['//host/share/r.json', 'names another machine or a device'],
    ['\\\\?\\C:\\r.json', 'names another machine or a device'],
    ['\\\\.\\pipe\\x', 'names another machine or a device'],
    ['a?.json', 'contains one of'],
    ['a|b', 'contains one of'],
  ])('%s is not a file', (name, says) => {
    for (const find of [fileToWrite, fileToSend])
      expect(() => find(there(), name)).toThrow(
        new RegExp(`cannot be a file on Windows: .*${says}`, 'u'),
      );
  });

  it.each(['console.json', 'a/.github/r.json', 'com.json', 'COM10', 'nulls', './a.b/c', 'lpt.x'])(
    '%s is a file',
    (name) => {
      expect(fileToWrite(there(), name)).toBe(path.resolve(workspace, name));
    },
  );

  it.each(['C:\\out\\r.json', 'd:/out/r.json'])('%s is a file, at an absolute path', (name) => {
    // Elsewhere it is a name like any other.
    expect(() => fileToWrite(there(), name)).not.toThrow('on Windows');
  });

  it.each(['nul', 'r.json:stream', 'a.', '//r.json'])(
    '%s is an ordinary name on other systems',
    (name) => {
      expect(() => fileToWrite(asSeen(workspace, 'linux'), name)).not.toThrow('on Windows');
    },
  );
});

describe('a .git folder', () => {
  it.each([
    '.git/config',
    '.GIT/hooks/x',
    'a/.git',
    'a/b/../.Git/x',
    'git~1/config',
    '.g\u200cit/config',
    '.git\ufeff/config',
  ])('%s may not be written or sent', (name) => {
    for (const find of [fileToWrite, fileToSend])
      expect(() => find(asSeen(workspace), name)).toThrow('leads into a .git folder');
  });

  it.each(['.github/x', 'a.git/x', 'git/x', '.gitignore', '.git.bak/x'])(
    '%s is another folder',
    (name) => {
      expect(fileToWrite(asSeen(workspace), name)).toBe(path.resolve(workspace, name));
    },
  );

  it('may be in an absolute path, and above the workspace', () => {
    const hook = path.join(workspace, '.git', 'hooks', 'x');
    expect(fileToWrite(asSeen(workspace), hook)).toBe(hook);
    const inside = path.join(folder, '.git', 'workspace');
    mkdirSync(inside, { recursive: true });
    expect(fileToWrite(asSeen(inside), 'a.json')).toBe(path.join(inside, 'a.json'));
  });

  withLinks('is seen through links to folders, files and links', () => {
    mkdirSync(path.join(workspace, '.git', 'hooks'), { recursive: true });
    writeFileSync(path.join(workspace, '.git', 'config'), 'x');
    symlinkSync('.git', path.join(workspace, 'one'));
    symlinkSync('one', path.join(workspace, 'two'));
    symlinkSync(path.join(workspace, '.git', 'config'), path.join(workspace, 'file'));
    for (const name of ['one/config', 'two/config', 'file'])
      expect(() => fileToSend(asSeen(workspace), name)).toThrow('leads into a .git folder');
    for (const name of ['one/hooks/x', 'two/new/folder/x'])
      expect(() => fileToWrite(asSeen(workspace), name)).toThrow('leads into a .git folder');
    // A link in the file's own place is replaced, not followed.
    expect(fileToWrite(asSeen(workspace), 'file')).toBe(path.join(workspace, 'file'));
  });
});
