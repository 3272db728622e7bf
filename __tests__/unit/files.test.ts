import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { causeOf } from '../../src/failure.ts';
import { fileToSend, fileToWrite } from '../../src/inputs/workspace.ts';
import { mostGathered, StagedFile } from '../../src/response/staged-file.ts';

let folder: string;
let workspace: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Windows lets not everyone make links. */
const withLinks = process.platform === 'win32' ? it.skip : it;

describe('where a response-file may be', () => {
  it.each(['a.json', 'new/folder/a.json', './a.json', 'b/../a.json'])('%s is inside', (name) => {
    expect(fileToWrite(workspace, name)).toBe(path.resolve(workspace, name));
  });

  it.each(['../a.json', 'b/../../a.json', '..', '../workspace-2/a'])('%s is outside', (name) => {
    expect(() => fileToWrite(workspace, name)).toThrow('leaves the workspace');
  });

  it('an absolute path is the own affair of the author', () => {
    const file = path.join(folder, 'a.json');
    expect(fileToWrite(workspace, file)).toBe(file);
  });

  withLinks('a link to elsewhere that a pull request planted is no way out', () => {
    symlinkSync(folder, path.join(workspace, 'out'));
    expect(() => fileToWrite(workspace, 'out/a.json')).toThrow('leaves the workspace');
    expect(() => fileToWrite(workspace, 'out/new/a.json')).toThrow('leaves the workspace');
  });

  withLinks('a link inside is as good as a folder', () => {
    mkdirSync(path.join(workspace, 'real'));
    symlinkSync(path.join(workspace, 'real'), path.join(workspace, 'link'));
    expect(fileToWrite(workspace, 'link/a.json')).toBe(path.join(workspace, 'link', 'a.json'));
  });

  withLinks('a link that leads nowhere, or in a circle, is named before anything is asked', () => {
    symlinkSync(path.join(folder, 'nowhere'), path.join(workspace, 'dangling'));
    symlinkSync(path.join(workspace, 'circle'), path.join(workspace, 'circle'));
    expect(() => fileToWrite(workspace, 'dangling/a.json')).toThrow('leads nowhere');
    expect(() => fileToSend(workspace, path.join(folder, 'none'))).toThrow(
      /"[^"]*none" does not exist$/u,
    );
    expect(() => fileToWrite(workspace, 'circle/a.json')).toThrow(
      '"circle/a.json" cannot be written: its links lead in a circle',
    );
    expect(() => fileToSend(workspace, 'circle')).toThrow('"circle" cannot be read');
    expect(() => fileToSend(workspace, 'dangling')).toThrow('leads nowhere');
  });

  withLinks('a device is no file, and is not replaced by one', () => {
    expect(() => fileToWrite(workspace, '/dev/null')).toThrow('is a device or a pipe');
    expect(() => fileToSend(workspace, '/dev/null')).toThrow('is not a file');
  });

  it('a name that ends like a folder is no file', () => {
    expect(() => fileToWrite(workspace, 'reports/')).toThrow('"reports/" names a folder');
  });

  it('a name that is too long is named so', () => {
    expect(() => fileToWrite(workspace, 'x'.repeat(5000))).toThrow(/cannot be written|too long/u);
  });

  withLinks('a file that is a link to elsewhere is not sent', () => {
    writeFileSync(path.join(folder, 'secret'), 'x');
    symlinkSync(path.join(folder, 'secret'), path.join(workspace, 'innocent'));
    expect(() => fileToSend(workspace, 'innocent')).toThrow('leaves the workspace');
    expect(fileToSend(workspace, path.join(workspace, 'innocent')).size).toBe(1);
  });

  withLinks('a workspace that is a link itself is no trap', () => {
    symlinkSync(workspace, path.join(folder, 'linked'));
    const linked = path.join(folder, 'linked');
    expect(fileToWrite(linked, 'a.json')).toBe(path.join(linked, 'a.json'));
  });
});

describe('a staged file', () => {
  it('appears only when it is complete', async () => {
    const target = path.join(workspace, 'deep', 'a.bin');
    const file = new StagedFile(target);
    await file.write(Buffer.from('one'));
    await file.write(Buffer.from('two'));
    expect(existsSync(target)).toBe(false);
    await file.publish();
    expect(readFileSync(target, 'utf8')).toBe('onetwo');
    await file.discard();
    expect(readdirSync(path.dirname(target))).toEqual(['a.bin']);
  });

  it('holds all chunks in their order, however they are gathered', async () => {
    const target = path.join(workspace, 'a.bin');
    const file = new StagedFile(target);
    const sizes = [mostGathered - 1, 0, 1, 1, 2 * mostGathered, 0, 70_000, mostGathered];
    const chunks = sizes.map((size, i) => Buffer.alloc(size, 97 + i));
    for (const chunk of chunks) await file.write(chunk);
    await file.publish();
    expect(readFileSync(target).equals(Buffer.concat(chunks))).toBe(true);
  });

  it('tells the next who asks when a write has failed in the meantime', async () => {
    writeFileSync(path.join(workspace, 'no-folder'), '');
    const file = new StagedFile(path.join(workspace, 'no-folder', 'a.bin'));
    await file.write(Buffer.alloc(mostGathered));
    await expect(file.write(Buffer.alloc(mostGathered))).rejects.toThrow('cannot be written');
    await file.discard();
  });

  it('leaves nothing when it is discarded, even while it is written', async () => {
    const file = new StagedFile(path.join(workspace, 'a.bin'));
    // There is room for more before it is written.
    await file.write(Buffer.alloc(mostGathered));
    await file.discard();
    await expect(file.write(Buffer.from('late'))).rejects.toThrow('cannot be written');
    expect(readdirSync(workspace)).toEqual([]);
  });

  withLinks('replaces a link, and does not follow it', async () => {
    const victim = path.join(folder, 'victim');
    const target = path.join(workspace, 'a.bin');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, target);
    const file = new StagedFile(target);
    await file.write(Buffer.from('new'));
    await file.publish();
    expect(readFileSync(victim, 'utf8')).toBe('untouched');
    expect(lstatSync(target).isSymbolicLink()).toBe(false);
  });

  it('says which file cannot be written, and why, and leaves nothing', async () => {
    mkdirSync(path.join(workspace, 'folder', 'inside'), { recursive: true });
    const file = new StagedFile(path.join(workspace, 'folder'));
    await file.write(Buffer.from('x'));
    await expect(file.publish()).rejects.toThrow(/folder cannot be written: /u);
    expect(readdirSync(workspace)).toEqual(['folder']);
  });

  it('tells causes in words where it knows them', () => {
    expect(causeOf({ code: 'ENOSPC' })).toBe('the disk is full');
    expect(causeOf({ code: 'EWHAT' })).toBe('EWHAT');
    expect(causeOf('x')).toBe('an unexpected fault');
  });
});
