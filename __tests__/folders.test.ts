import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isFolder, makeFolder, tryFolderIn } from '../src/folders.ts';
import { withLinks } from './support/with-links.ts';

const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'folders-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a folder in which nothing can be created', () => {
  it('is named, with the reason if it is known', () => {
    const file = path.join(root, 'file');
    writeFileSync(file, '');
    expect(() => {
      tryFolderIn(path.join(root, 'none'), 'out: ');
    }).toThrow(`out: nothing can be created in ${path.join(root, 'none')}`);
    expect(() => {
      tryFolderIn(file);
    }).toThrow(`${file} is not a folder`);
    expect(() => {
      tryFolderIn(`${root}\0`);
    }).toThrow('null bytes');
    expect(() => {
      tryFolderIn(root);
    }).not.toThrow();
  });
});

describe('a folder', () => {
  it('is created with its parents, and is found the second time', async () => {
    const folder = path.join(root, 'a', 'b', 'c');
    expect(await makeFolder(folder)).toBe(true);
    expect(await makeFolder(folder)).toBe(false);
    expect(isFolder(folder)).toBe(true);
  });

  it('is created by only one of many callers', async () => {
    const folder = path.join(root, 'a', 'b', 'c');
    const made = await Promise.all(Array.from({ length: 20 }, () => makeFolder(folder)));
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  it('is not created in place of a file, or below one', async () => {
    const file = path.join(root, 'a');
    writeFileSync(file, '');
    await expect(makeFolder(file)).rejects.toThrow('EEXIST');
    await expect(makeFolder(path.join(file, 'b'))).rejects.toThrow(/ENOTDIR|ENOENT|EEXIST/u);
  });

  withLinks('has its mode', async () => {
    const folder = path.join(root, 'a', 'b');
    await makeFolder(folder, 0o700);
    for (const place of [folder, path.dirname(folder)])
      expect(statSync(place).mode & 0o777).toBe(0o700);
  });
});

describeOnLinux('a folder in /proc', () => {
  it.each(['/proc/x', '/proc/x/y/z', '/proc/self/x'])(
    'is not created, and the attempt ends: %s',
    async (folder) => {
      await expect(makeFolder(folder)).rejects.toThrow('ENOENT');
    },
  );
});
