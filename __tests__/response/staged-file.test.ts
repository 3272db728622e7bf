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
import { maxGatheredBytes, StagedFile } from '../../src/response/staged-file.ts';
import { withLinks } from '../support/with-links.ts';

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

  it('has all chunks in order, however they are grouped', async () => {
    const target = path.join(workspace, 'a.bin');
    const file = new StagedFile(target);
    const sizes = [
      maxGatheredBytes - 1,
      0,
      1,
      1,
      2 * maxGatheredBytes,
      0,
      70_000,
      maxGatheredBytes,
    ];
    const chunks = sizes.map((size, i) => Buffer.alloc(size, 97 + i));
    for (const chunk of chunks) await file.write(chunk);
    await file.publish();
    expect(readFileSync(target).equals(Buffer.concat(chunks))).toBe(true);
  });

  it('fails at once if it cannot be written', async () => {
    writeFileSync(path.join(workspace, 'no-folder'), '');
    const file = new StagedFile(path.join(workspace, 'no-folder', 'a.bin'));
    await expect(file.write(Buffer.alloc(maxGatheredBytes))).rejects.toThrow('cannot be written');
    await file.discard();
  });

  it('leaves nothing if it is discarded, even while it is being written', async () => {
    const file = new StagedFile(path.join(workspace, 'a.bin'));
    const written = file.write(Buffer.alloc(maxGatheredBytes));
    await file.discard();
    await written;
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

  it('names the file that cannot be written, says why, and leaves nothing', async () => {
    mkdirSync(path.join(workspace, 'folder', 'inside'), { recursive: true });
    const file = new StagedFile(path.join(workspace, 'folder'));
    await file.write(Buffer.from('x'));
    await expect(file.publish()).rejects.toThrow(/folder cannot be written: /u);
    expect(readdirSync(workspace)).toEqual(['folder']);
  });
});
