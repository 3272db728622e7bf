import { accessSync, constants, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { causeOf, Failure } from '../failure.ts';
import { tryFolderIn } from '../folders.ts';
import type { FileToSend } from '../http/payload.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/text.ts';

/** How a Git LFS pointer begins: checkout leaves one in place of each file that it does not download. */
const lfsPointer = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//u;

/** Git LFS pointers are smaller than this. */
const maxPointerBytes = 1024;

/** What a shell would expand; the action does not. */
const shellSyntax = /^~|[*?$%]/u;

/**
 * Resolves the path of a file to write. A relative path starts at the workspace. It may neither
 * leave it, by `..` or through a symbolic link that a pull request planted, nor lead into a `.git`
 * folder. An absolute path is the workflow author's responsibility.
 * @returns the absolute path
 * @throws Failure when the file may not or cannot be written
 */
export function fileToWrite(runner: Runner, written: string): string {
  const workspace = workspaceOf(runner);
  const shown = quoted(written);
  if (/[/\\]$/u.test(written))
    throw new Failure(`${shown} names a folder; write the path of a file`);
  refuseOnWindows(runner, written, shown);
  const what = `${shown} cannot be written`;
  return rethrowing(what, () => {
    const target = path.resolve(workspace, written);
    // A symbolic link in the file's own place is replaced, not followed.
    if (!path.isAbsolute(written)) refuseOutside(workspace, target, path.dirname(target), shown);
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new Failure(`${shown} is a folder; write the path of a file`);
    const current = lstatSync(target, { throwIfNoEntry: false });
    if (current !== undefined && !current.isFile() && !current.isSymbolicLink())
      throw new Failure(`${shown} is a device or a pipe; write the path of a file`);
    const folder = nearestExisting(path.dirname(target));
    if (!statSync(folder).isDirectory()) throw new Failure(`${shown}: ${folder} is not a folder`);
    accessSync(folder, constants.W_OK);
    if (folder !== path.dirname(target)) tryFolderIn(folder, `${what}: `);
    return target;
  });
}

/**
 * Finds a file to send, by the same rules for its path as `fileToWrite`.
 * @throws Failure when the file may not or cannot be read, or is a Git LFS pointer
 */
export function fileToSend(runner: Runner, written: string): FileToSend {
  const workspace = workspaceOf(runner);
  const shown = quoted(written);
  refuseOnWindows(runner, written, shown);
  return rethrowing(`${shown} cannot be read`, () => {
    const target = path.resolve(workspace, written);
    if (!path.isAbsolute(written)) refuseOutside(workspace, target, target, shown);
    const found = statSync(target, { throwIfNoEntry: false });
    if (found === undefined) throw missingFile(workspace, written, shown);
    if (!found.isFile()) throw new Failure(`${shown} is not a file`);
    accessSync(target, constants.R_OK);
    if (isPointer(target, found.size))
      throw new Failure(`${shown} is a Git LFS pointer, not the file itself`, {
        hint: 'Set `lfs: true` on the actions/checkout step',
        topic: 'git-lfs-pointer',
      });
    return { path: target, written, size: found.size };
  });
}

/** The folder where relative paths start. */
function workspaceOf(runner: Runner): string {
  return runner.env('GITHUB_WORKSPACE') ?? process.cwd();
}

/** Does not open a file of size 0: it may be one of the system's, in /proc say. */
function isPointer(target: string, size: number): boolean {
  return size > 0 && size < maxPointerBytes && lfsPointer.test(readFileSync(target, 'utf8'));
}

function missingFile(workspace: string, written: string, shown: string): Failure {
  if (path.isAbsolute(written))
    return new Failure(`${shown} does not exist`, {
      hint:
        `Write a path relative to the workspace, which is ${workspace}: in a \`container:\` ` +
        'job, folders of the host have other paths or do not exist',
      topic: 'file-not-found',
    });
  const hint = shellSyntax.test(written)
    ? 'Paths start at the workspace and are used as written: ~, *, $ and % are not expanded'
    : 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
  return new Failure(`${shown} does not exist in the workspace`, { hint, topic: 'file-not-found' });
}

/**
 * Refuses a path that Windows does not treat as a file of that name: it would open a device, an
 * alternate data stream, a file whose name lacks the trailing dot, or a share on another machine. The
 * call would be made, and its response lost.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
function refuseOnWindows({ platform }: Runner, written: string, shown: string): void {
  const why = platform === 'win32' ? whyNoWindowsFile(written) : undefined;
  if (why !== undefined) throw new Failure(`${shown} cannot be a file on Windows: ${why}`);
}

/** Windows reserves these names with any extension. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/iu;

/** @returns why a path cannot be a file on Windows; undefined when it can */
function whyNoWindowsFile(written: string): string | undefined {
  // UNC paths and the device namespace, with either kind of slash.
  if (/^[/\\]{2}/u.test(written)) return 'it names another machine or a device';
  const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
  for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
    const shown = JSON.stringify(name);
    if (name.includes(':')) return `${shown} contains a colon, which names a stream or a drive`;
    if (device.test(name)) return `${shown} is a device`;
    if (/[. ]$/u.test(name)) return `${shown} ends with a dot or a space, which Windows drops`;
    if (/[<>"|?*]/u.test(name)) return `${shown} contains one of < > " | ? *`;
  }
  return undefined;
}

/** Rethrows the system's errors as a Failure: for a loop of symbolic links, say, or a name too long. */
function rethrowing<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${what}: ${causeOf(error)}`, { cause: error });
  }
}

/**
 * Refuses a file outside the workspace or inside a `.git` folder.
 * @param target the file's absolute path
 * @param followed the part of it whose symbolic links the system follows: the file or its folder
 * @param shown the path as the workflow wrote it, in quotes
 */
function refuseOutside(workspace: string, target: string, followed: string, shown: string): void {
  const isOutside = (folder: string, file: string): boolean => {
    const rel = path.relative(folder, file);
    return rel === '' || rel === '..' || rel.startsWith(`..${path.sep}`) || path.isAbsolute(rel);
  };
  const root = realpathSync(workspace);
  const found = nearestExisting(followed);
  const real = realpathSync(found);
  if (isOutside(workspace, target) || (real !== root && isOutside(root, real)))
    throw new Failure(`${shown} leaves the workspace; write an absolute path if that is intended`);
  const rel = path.join(path.relative(root, real), path.relative(found, target));
  if (rel.split(path.sep).some(isGit))
    throw new Failure(
      `${shown} leads into a .git folder, where checkout keeps its token and git its hooks; ` +
        'write an absolute path if that is intended',
    );
}

/** Compares as git does: without case, with the short name of Windows, without what HFS+ ignores. */
function isGit(name: string): boolean {
  const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '').toLowerCase();
  return plain === '.git' || plain === 'git~1';
}

/**
 * @returns the path itself if it exists, else the nearest folder above it that does
 * @throws Failure for a broken symbolic link
 */
function nearestExisting(folder: string): string {
  let current = folder;
  while (statSync(current, { throwIfNoEntry: false }) === undefined) {
    if (lstatSync(current, { throwIfNoEntry: false }) !== undefined)
      throw new Failure(`${quoted(current)} is a symbolic link to something that does not exist`);
    const parent = path.dirname(current);
    if (parent === current) break;
    current = parent;
  }
  return current;
}
