import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { Contexts } from './contexts.ts';

/** How the file is called in messages. */
export const shownFile = '~/.qlik/contexts.yml';

/** Nobody has that many contexts; bytes. */
const mostBytes = 1024 * 1024;

/** What the system's codes mean for this file. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  ENOSPC: 'the disk is full',
  ENOTDIR: '~/.qlik is not a folder',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
};

/** The contexts, and what of their place was there. */
export interface Found {
  readonly contexts: Contexts;
  readonly hasFolder: boolean;
  readonly hasFile: boolean;
}

/**
 * Reads qlik-cli's file. Links are not followed: an earlier step may have planted one.
 * @throws Failure that says why it cannot be read, and shows nothing of it
 */
export async function readContexts(home: string): Promise<Found> {
  const { folder, file } = placesIn(home);
  return await explained('cannot be read', async () => {
    const hasFolder = kindOf(folder, (found) => found.isDirectory(), '~/.qlik', 'folder');
    const hasFile = hasFolder && kindOf(file, (found) => found.isFile(), 'it', 'file');
    if (hasFile && fs.lstatSync(file).size > mostBytes)
      throw new Failure('it is larger than 1 MiB');
    // Undefined on Windows, where making a link takes a privilege.
    const noFollow = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
    const flag = fs.constants.O_RDONLY | noFollow;
    const text = hasFile ? decoded(fs.readFileSync(file, { flag })) : '';
    return { contexts: await Contexts.parse(text), hasFolder, hasFile };
  });
}

/**
 * Writes qlik-cli's file for this user alone: to one side, and then into its place in one move.
 * @throws Failure that says why it cannot be written
 */
export async function writeContexts(home: string, contexts: Contexts): Promise<void> {
  const { folder, file } = placesIn(home);
  const aside = path.join(folder, `.${randomUUID()}.part`);
  await explained('cannot be written', async () => {
    await fs.promises.mkdir(folder, { mode: 0o700, recursive: true });
    try {
      await fs.promises.writeFile(aside, contexts.toString(), { flag: 'wx', mode: 0o600 });
      await fs.promises.rename(aside, file);
    } finally {
      await fs.promises.rm(aside, { force: true });
    }
  });
}

/** Removes the file, and its folder too when that is ours and empty. */
export async function removeFile(home: string, folderToo: boolean): Promise<void> {
  const { folder, file } = placesIn(home);
  await explained('cannot be removed', async () => {
    await fs.promises.rm(file);
    // Not empty any more: others use it by now.
    if (folderToo) await fs.promises.rmdir(folder).catch(() => undefined);
  });
}

/** The user's home, where qlik-cli looks, as Go's `os.UserHomeDir` finds it. */
export function homeOf(runner: Pick<Runner, 'env' | 'platform'>): string {
  return runner.env(runner.platform === 'win32' ? 'USERPROFILE' : 'HOME') ?? homedir();
}

/** @throws Failure for what would not be the same when it is written back */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure('it is not UTF-8');
  }
}

function placesIn(home: string): { folder: string; file: string } {
  const folder = path.join(home, '.qlik');
  return { folder, file: path.join(folder, 'contexts.yml') };
}

/** @returns whether there is something, which has to be of the kind that it should be */
function kindOf(
  place: string,
  isRight: (found: fs.Stats) => boolean,
  what: string,
  kind: string,
): boolean {
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() === true)
    throw new Failure(`${what} is a link, and links are not followed`);
  if (found !== undefined && !isRight(found)) throw new Failure(`${what} is not a ${kind}`);
  return found !== undefined;
}

async function explained<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = systemCode(error);
    const why = error instanceof Failure ? error.message : code && (causes[code] ?? code);
    if (why === undefined) throw error;
    throw new Failure(`${shownFile} ${what}: ${why}`, { cause: error });
  }
}
