import * as fs from 'node:fs';
import * as path from 'node:path';
import { Failure, systemCode } from './failure.ts';

/**
 * Creates a folder and its missing parents. Node's `recursive` option would loop forever in /proc:
 * the system answers ENOENT for a new folder there although its parent exists, so Node checks
 * the parent, finds it, and tries again.
 * @param mode the mode of each folder that is created
 * @returns whether it was created; false when it existed
 * @throws the system's error
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<boolean> {
  try {
    return await makeOne(folder, mode);
  } catch (error) {
    const parent = path.dirname(folder);
    if (systemCode(error) !== 'ENOENT' || parent === folder) throw error;
    await makeFolder(parent, mode);
    return await makeOne(folder, mode);
  }
}

async function makeOne(folder: string, mode: number): Promise<boolean> {
  try {
    // Importing node:fs/promises would load ten more modules, which a step without a file never needs.
    await fs.promises.mkdir(folder, mode);
    return true;
  } catch (error) {
    if (isFolder(folder)) return false;
    throw error;
  }
}

/** Whether a path is a folder, or a link to one. */
export function isFolder(file: string): boolean {
  try {
    return fs.statSync(file).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Creates a temporary folder in another and removes it again, to see whether that can be written to:
 * the permissions do not tell all. To root, for example, /proc looks like any other folder.
 * @param prefix the beginning of the error message
 * @throws Failure when nothing can be created there; or the system's error
 */
export function tryFolderIn(folder: string, prefix = ''): void {
  try {
    fs.rmdirSync(fs.mkdtempSync(path.join(folder, '.qlik-cloud-')));
  } catch (error) {
    const code = systemCode(error);
    const options = { cause: error };
    if (code === 'ENOENT')
      throw new Failure(`${prefix}nothing can be created in ${folder}`, options);
    if (code === 'ENOTDIR') throw new Failure(`${prefix}${folder} is not a folder`, options);
    throw error;
  }
}
