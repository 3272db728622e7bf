import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { Failure, systemCode } from '../failure.ts';
import { makeFolder } from '../folders.ts';
import { sleep } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';

/** A lock that has not changed hands for so long is nobody's any more. */
const staleAfterMs = 10_000;

/** Longer than that, so that what a killed step has left stops nobody. */
const maxWaitMs = 15_000;

/** How the system refuses a place that is taken; the last three on Windows. */
const takenCodes = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY']);

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

/**
 * A file that no other step, of this job or another, changes meanwhile.
 *
 * The lock is a folder beside the file, and in it the draft of its holder. It is taken by moving the
 * folder into its place, which the system refuses while there is a draft in one that is there; and it
 * is given up by moving the draft away. So whoever breaks a lock, since a killed step has left it,
 * removes the draft by its own name: of two that do so one does it, and neither hits a lock that was
 * taken meanwhile. A holder that was only slow finds its draft gone, and changes nothing.
 */
export interface Lock {
  /** Whether the file's folder was made for it. */
  readonly madeFolder: boolean;
  /** Puts new bytes into the place of the file, in one move, for this user alone. */
  publish(bytes: Uint8Array): Promise<void>;
  /** Removes the file. */
  remove(): Promise<void>;
  /** Gives the lock up. It never fails: what cannot be removed is stale some seconds later. */
  release(): Promise<void>;
}

/** @throws Failure when the lock cannot be had, the system's error, or the signal's reason */
export async function takeLock(runner: Runner, file: string): Promise<Lock> {
  const id = randomUUID();
  const folder = path.dirname(file);
  const lock = `${file}.lock`;
  const draft = path.join(lock, id);
  const own = path.join(folder, `.${id}.lock`);
  let madeFolder = false;
  const release = async (): Promise<void> => {
    for (const place of [own, lock]) await fs.rm(path.join(place, id)).catch(ignore);
    // Only what is empty goes: the lock may be another's by now, and the folder in use.
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
        // r+: a draft that is gone is not made anew, in what may be the lock of another.
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

/** Makes a folder in another. @returns whether that one was made too */
async function makeIn(folder: string, own: string): Promise<boolean> {
  for (let tries = 5; ; tries--) {
    const madeFolder = await makeFolder(folder, 0o700);
    try {
      await fs.mkdir(own, 0o700);
      return madeFolder;
    } catch (error) {
      // Another's post step may just have removed it.
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
    // Windows moves a folder into the place of none, be it empty.
    if (holder === undefined) await fs.rmdir(lock).catch(ignore);
    else if (holder !== last?.holder) last = { holder, since: now };
    else if (now - last.since >= staleAfterMs) await fs.rm(path.join(lock, holder)).catch(ignore);
    await sleep(clock, 10 + random() * 40, signal);
  }
}

/** @returns whether there was nothing in the place that it was moved into */
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
 * @returns the name of the draft in a lock; undefined when there is none
 * @throws Failure when something else is in the way: a link that was planted, say
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
      `this step was held up for more than ${String(staleAfterMs / 1000)} s while it had the ` +
        'file to itself, so that another took its turn; run the job again',
      { cause: error },
    );
  }
}

function ignore(): undefined {
  return undefined;
}
