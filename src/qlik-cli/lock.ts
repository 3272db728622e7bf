import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { makeFolder } from '../folders.ts';
import { sleep } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';

/** A lock whose holder has not changed for this long is considered abandoned. */
const staleAfterMs = 10_000;

/** Longer than that, so that a lock left by a killed step stops nobody. */
const maxWaitMs = 15_000;

/** The system's error codes for a path that is taken; the last three are from Windows. */
const takenCodes = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY']);

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

/**
 * A lock on a file: while it is held, no other step, of this job or another, changes the file.
 *
 * The lock is a folder beside the file that contains its holder's draft, named by a UUID. A step takes the
 * lock by renaming its own folder to that of the lock, which the system refuses while a folder with a
 * draft is there, and releases it by moving the draft away. A step that breaks a lock which a killed step
 * has left removes the draft by its name: if two steps do so, only one succeeds, and neither breaks a
 * lock that was taken meanwhile. A holder that was only slow finds its draft gone, and changes nothing.
 */
export interface Lock {
  /** Whether the file's folder was created for it. */
  readonly madeFolder: boolean;
  /** Replaces the file in one step; the new one is readable by this user alone. */
  publish(bytes: Uint8Array): Promise<void>;
  /** Removes the file. */
  remove(): Promise<void>;
  /** Releases the lock. It never fails: a lock that cannot be removed is considered abandoned later. */
  release(): Promise<void>;
}

/** @throws Failure if the lock cannot be taken, an error of the system, or the signal's reason */
export async function takeLock(runner: Runner, file: string): Promise<Lock> {
  const id = randomUUID();
  const folder = path.dirname(file);
  const lock = `${file}.lock`;
  const draft = path.join(lock, id);
  const own = path.join(folder, `.${id}.lock`);
  let madeFolder = false;
  const release = async (): Promise<void> => {
    for (const place of [own, lock]) await fs.rm(path.join(place, id)).catch(ignore);
    // Removes only empty folders: the lock may be another step's by now, and the folder in use.
    for (const place of [own, lock, ...(madeFolder ? [folder] : [])])
      await fs.rmdir(place).catch(ignore);
  };
  try {
    madeFolder = await makeIn(folder, own);
    await fs.writeFile(path.join(own, id), '', { flag: 'wx', mode: 0o600 });
    await waitForTurn(runner, own, lock);
  } catch (error) {
    await release();
    throw error;
  }
  return {
    madeFolder,
    publish: (bytes) =>
      unlessBroken(async () => {
        // r+ does not recreate a draft that is gone: the lock may be another step's by now.
        await fs.writeFile(draft, bytes, { flag: 'r+' });
        await fs.rename(draft, file);
      }),
    remove: () =>
      unlessBroken(async () => {
        await fs.access(draft);
        await fs.rm(file, { force: true });
      }),
    release,
  };
}

/** Creates `own` in `folder`. @returns whether `folder` was created too */
async function makeIn(folder: string, own: string): Promise<boolean> {
  for (let tries = 5; ; tries--) {
    const madeFolder = await makeFolder(folder, 0o700);
    try {
      await fs.mkdir(own, 0o700);
      return madeFolder;
    } catch (error) {
      // Another step's post may just have removed the folder.
      if (systemCode(error) !== 'ENOENT' || tries === 1) throw error;
    }
  }
}

async function waitForTurn(
  { clock, random, signal }: Runner,
  own: string,
  lock: string,
): Promise<void> {
  const end = clock.now() + maxWaitMs;
  let last: { readonly holder: string; readonly since: number } | undefined;
  while (!(await moved(own, lock))) {
    const holder = await holderOf(lock);
    const now = clock.now();
    if (now >= end)
      throw new Failure(
        `other steps have kept it locked for ${String(maxWaitMs / 1000)} s; ` +
          `if none is running, remove the folder ${lock}`,
      );
    // Windows does not rename a folder to an existing one, not even to an empty one.
    if (holder === undefined) await fs.rmdir(lock).catch(ignore);
    else if (holder !== last?.holder) last = { holder, since: now };
    else if (now - last.since >= staleAfterMs) await fs.rm(path.join(lock, holder)).catch(ignore);
    await sleep(clock, 10 + random() * 40, signal);
  }
}

/** @returns whether the folder could be renamed; false if the lock is taken */
async function moved(own: string, lock: string): Promise<boolean> {
  try {
    await fs.rename(own, lock);
    return true;
  } catch (error) {
    if (takenCodes.has(systemCode(error) ?? '')) return false;
    throw error;
  }
}

/**
 * @returns the name of the draft in a lock; undefined if there is none
 * @throws Failure if something else is in its place, such as a planted link
 */
async function holderOf(lock: string): Promise<string | undefined> {
  try {
    const names = (await fs.lstat(lock)).isDirectory() ? await fs.readdir(lock) : [''];
    if (names.every((name) => uuid.test(name))) return names[0];
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  throw new Failure(`${lock} is in the way, and is not a lock of this action; remove it`);
}

async function unlessBroken(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw new Failure(
      `this step was held up for more than ${String(staleAfterMs / 1000)} s while it held the ` +
        'lock, so another step took it over; run the job again',
      { cause: error },
    );
  }
}

function ignore(): undefined {
  return undefined;
}
