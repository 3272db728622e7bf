import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { causeOf, Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';
import type { FileToSend } from '../http/payload.ts';

/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted; an absolute one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
export function fileToWrite(workspace: string, written: string): string {
  const shown = quoted(written);
  if (/[/\\]$/u.test(written)) throw new Failure(`${shown} names a folder; it takes a file`);
  return explained(`${shown} cannot be written`, () => {
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
    return target;
  });
}

/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
export function fileToSend(workspace: string, written: string): FileToSend {
  const shown = quoted(written);
  return explained(`${shown} cannot be read`, () => {
    const target = path.resolve(workspace, written);
    const relative = !path.isAbsolute(written);
    if (relative) stayInside(workspace, target, target, shown);
    const found = statSync(target, { throwIfNoEntry: false });
    if (found === undefined) {
      const hint =
        'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
      const missing = `${shown} does not exist${relative ? ' in the workspace' : ''}`;
      throw new Failure(missing, relative ? { hint, topic: 'file-not-found' } : {});
    }
    if (!found.isFile()) throw new Failure(`${shown} is not a file`);
    accessSync(target, constants.R_OK);
    return { path: target, written, size: found.size };
  });
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

/** @param reached what is followed on the way, links and all */
function stayInside(workspace: string, target: string, reached: string, shown: string): void {
  const leaves = (from: string, to: string): boolean => {
    const way = path.relative(from, to);
    return way === '' || way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
  };
  const root = realpathSync(workspace);
  const inside = realpathSync(existing(reached));
  if (leaves(workspace, target) || (inside !== root && leaves(root, inside)))
    throw new Failure(`${shown} leaves the workspace; write an absolute path if that is meant`);
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
