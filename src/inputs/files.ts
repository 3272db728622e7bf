import { accessSync, constants, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { causeOf, Failure } from '../failure.ts';
import { tryFolderIn } from '../folders.ts';
import type { FileToSend } from '../http/payload.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/text.ts';

/** What begins like this is no file, but tells Git LFS where to find one. */
const lfsPointer = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//u;

/** A pointer is shorter than this, in bytes. */
const maxPointerBytes = 1024;

/** Signs that a shell, but nobody here, would put something else for. */
const expandable = /^~|[*?$%]/u;

/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted, nor lead into a `.git` folder; an absolute
 * one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
export function fileToWrite(runner: Runner, written: string): string {
  const workspace = workspaceOf(runner);
  const shown = quoted(written);
  if (/[/\\]$/u.test(written)) throw new Failure(`${shown} names a folder; it takes a file`);
  refuseOnWindows(runner, written, shown);
  const what = `${shown} cannot be written`;
  return explained(what, () => {
    const target = path.resolve(workspace, written);
    // The last name is not followed: a link there is replaced.
    if (!path.isAbsolute(written)) stayInside(workspace, target, path.dirname(target), shown);
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new Failure(`${shown} is a folder; it takes a file`);
    const there = lstatSync(target, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile() && !there.isSymbolicLink())
      throw new Failure(`${shown} is a device or a pipe; it takes a file`);
    const folder = existing(path.dirname(target));
    if (!statSync(folder).isDirectory()) throw new Failure(`${shown}: ${folder} is not a folder`);
    accessSync(folder, constants.W_OK);
    if (folder !== path.dirname(target)) tryFolderIn(folder, `${what}: `);
    return target;
  });
}

/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
export function fileToSend(runner: Runner, written: string): FileToSend {
  const workspace = workspaceOf(runner);
  const shown = quoted(written);
  refuseOnWindows(runner, written, shown);
  return explained(`${shown} cannot be read`, () => {
    const target = path.resolve(workspace, written);
    if (!path.isAbsolute(written)) stayInside(workspace, target, target, shown);
    const found = statSync(target, { throwIfNoEntry: false });
    if (found === undefined) throw missing(workspace, written, shown);
    if (!found.isFile()) throw new Failure(`${shown} is not a file`);
    accessSync(target, constants.R_OK);
    if (isPointer(target, found.size))
      throw new Failure(`${shown} is only a pointer of Git LFS, not the file`, {
        hint: 'Set `lfs: true` on the actions/checkout step',
        topic: 'git-lfs-pointer',
      });
    return { path: target, written, size: found.size };
  });
}

/** The folder at which relative paths start. */
function workspaceOf(runner: Runner): string {
  return runner.env('GITHUB_WORKSPACE') ?? process.cwd();
}

/** Of an empty file nothing is read: it may be one of the system's, which gives no byte away. */
function isPointer(target: string, size: number): boolean {
  return size > 0 && size < maxPointerBytes && lfsPointer.test(readFileSync(target, 'utf8'));
}

function missing(workspace: string, written: string, shown: string): Failure {
  if (path.isAbsolute(written))
    return new Failure(`${shown} does not exist`, {
      hint:
        `Write a path relative to the workspace, which is ${workspace}: in a \`container:\` ` +
        'job folders of the machine have other names, or are not there',
      topic: 'file-not-found',
    });
  const hint = expandable.test(written)
    ? 'Paths start at the workspace and are taken as they are: ~, *, $ and % stand for nothing else'
    : 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
  return new Failure(`${shown} does not exist in the workspace`, { hint, topic: 'file-not-found' });
}

/**
 * Refuses what Windows takes for something else than a file of that name: a device, a stream beside a
 * file, the same name without its end, a share of another machine. A call would be made, and its
 * answer be nowhere.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
function refuseOnWindows({ platform }: Runner, written: string, shown: string): void {
  const fault = platform === 'win32' ? faultOnWindows(written) : undefined;
  if (fault !== undefined) throw new Failure(`${shown} cannot be a file on Windows: ${fault}`);
}

/** Whatever stands after the first dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\.|$)/iu;

/** @returns why a path is none on Windows; undefined when it is one */
function faultOnWindows(written: string): string | undefined {
  // UNC and the device namespace, in either kind of slash.
  if (/^[/\\]{2}/u.test(written)) return 'it names another machine or a device';
  const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
  for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
    const shown = JSON.stringify(name);
    if (name.includes(':')) return `${shown} has a colon, which names a stream or a drive`;
    if (device.test(name)) return `${shown} is a device`;
    if (/[. ]$/u.test(name)) return `${shown} ends with a dot or a space, which Windows drops`;
    if (/[<>"|?*]/u.test(name)) return `${shown} holds one of < > " | ? *`;
  }
  return undefined;
}

/** What the system says of a file, in words: a planted loop of links, say, or a name that is too long. */
function explained<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${what}: ${causeOf(error)}`, { cause: error });
  }
}

/**
 * @param folder the workspace
 * @param reached what is followed on the way, links and all
 */
function stayInside(folder: string, target: string, reached: string, shown: string): void {
  const leaves = (from: string, to: string): boolean => {
    const way = path.relative(from, to);
    return way === '' || way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
  };
  const root = realpathSync(folder);
  const there = existing(reached);
  const inside = realpathSync(there);
  if (leaves(folder, target) || (inside !== root && leaves(root, inside)))
    throw new Failure(`${shown} leaves the workspace; write an absolute path if that is meant`);
  const way = path.join(path.relative(root, inside), path.relative(there, target));
  if (way.split(path.sep).some(isGit))
    throw new Failure(
      `${shown} leads into a .git folder, where checkout keeps its token and git its hooks; ` +
        'write an absolute path if that is meant',
    );
}

/** As git itself looks for its own name: in any case, as Windows shortens it, as HFS+ skips signs. */
function isGit(name: string): boolean {
  const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '').toLowerCase();
  return plain === '.git' || plain === 'git~1';
}

/** The nearest folder above that exists. @throws Failure for a link that leads nowhere */
function existing(folder: string): string {
  let current = folder;
  while (statSync(current, { throwIfNoEntry: false }) === undefined) {
    if (lstatSync(current, { throwIfNoEntry: false }) !== undefined)
      throw new Failure(`${quoted(current)} is a link that leads nowhere`);
    const parent = path.dirname(current);
    if (parent === current) break;
    current = parent;
  }
  return current;
}
