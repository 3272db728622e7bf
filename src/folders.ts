import * as fs from 'node:fs';
import * as path from 'node:path';
import { Failure, systemCode } from './failure.ts';

/**
 * Makes a folder, and those above it that are missing. Not by Node's `recursive`, which never ends in
 * /proc: there the system says that the place of a new folder is missing, Node makes sure of the
 * folder above, which is there, and asks again.
 * @param mode of all that are made
 * @returns whether it was made; false when it was there
 * @throws the system's error
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<boolean> {
  try {
    return await made(folder, mode);
  } catch (error) {
    const above = path.dirname(folder);
    if (systemCode(error) !== 'ENOENT' || above === folder) throw error;
    await makeFolder(above, mode);
    return await made(folder, mode);
  }
}

async function made(folder: string, mode: number): Promise<boolean> {
  try {
    // Not imported: node:fs/promises brings ten modules more, which a step without a file never needs.
    await fs.promises.mkdir(folder, mode);
    return true;
  } catch (error) {
    if (isFolder(folder)) return false;
    throw error;
  }
}

/** Whether a folder is there, be it through a link. */
export function isFolder(place: string): boolean {
  try {
    return fs.statSync(place).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Makes a folder in another one and takes it away again: what the permissions say is not all. To
 * root, /proc looks like any other folder.
 * @param what the error begins with this
 * @throws Failure when nothing can be made there, or the system's error
 */
export function tryFolderIn(folder: string, what = ''): void {
  try {
    fs.rmdirSync(fs.mkdtempSync(path.join(folder, '.qlik-cloud-')));
  } catch (error) {
    const code = systemCode(error);
    const options = { cause: error };
    if (code === 'ENOENT') throw new Failure(`${what}nothing can be made in ${folder}`, options);
    if (code === 'ENOTDIR') throw new Failure(`${what}${folder} is not a folder`, options);
    throw error;
  }
}
