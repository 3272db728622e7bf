import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { Failure } from '../failure.ts';
import type { FileToSend } from '../http/payload.ts';

/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted; an absolute one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
export function fileToWrite(workspace: string, written: string): string {
  const target = path.resolve(workspace, written);
  const shown = JSON.stringify(written);
  if (/[/\\]$/u.test(written)) throw new Failure(`${shown} names a folder; it takes a file`);
  // The last name is not followed: a link there is replaced.
  if (!path.isAbsolute(written)) stayInside(workspace, target, path.dirname(target), shown);
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Failure(`${shown} is a folder; it takes a file`);
  const folder = existing(path.dirname(target));
  if (!statSync(folder).isDirectory()) throw new Failure(`${shown}: ${folder} is not a folder`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Failure(`${shown} cannot be written: no permission to write in ${folder}`);
  }
  return target;
}

/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
export function fileToSend(workspace: string, written: string): FileToSend {
  const target = path.resolve(workspace, written);
  const shown = JSON.stringify(written);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) throw new Failure(`${shown} does not exist`);
  if (!path.isAbsolute(written)) stayInside(workspace, target, target, shown);
  if (!found.isFile()) throw new Failure(`${shown} is not a file`);
  try {
    accessSync(target, constants.R_OK);
  } catch {
    throw new Failure(`${shown} cannot be read: no permission`);
  }
  return { path: target, written, size: found.size };
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

/** The nearest folder above that exists (a link that leads nowhere counts: it can't be passed). */
function existing(folder: string): string {
  let current = folder;
  while (statSync(current, { throwIfNoEntry: false }) === undefined) {
    const parent = path.dirname(current);
    if (parent === current) break;
    current = parent;
  }
  return current;
}
