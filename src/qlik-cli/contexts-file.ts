import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { causeOf, Failure, systemCode } from '../failure.ts';
import { isFolder, tryFolderIn } from '../folders.ts';
import { Contexts } from './contexts-yaml.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/text.ts';
import { takeLock } from './lock.ts';

/** Nobody has that many contexts. */
const maxBytes = 1024 * 1024;

/** Where qlik-cli has its contexts. */
export interface Place {
  /** Absolute. */
  readonly file: string;
  /** How messages call it. */
  readonly shown: string;
}

/** What names another place than the user's home. Qlik's page says: the file; its name says: a folder. */
const variable = 'QLIK_CLI_USER_HOME_DIR';

/** Where the file may be in a folder that the variable names. */
const inFolder = ['contexts.yml', path.join('.qlik', 'contexts.yml')] as const;

/** The contexts, while nobody else changes them. */
export interface OpenContexts {
  readonly contexts: Contexts;
  /** What was not there before. */
  readonly made: { readonly folder: boolean; readonly file: boolean };
  /** Writes them for this user alone: to one side, and then into their place in one move. */
  write(): Promise<void>;
  /** Removes their file. */
  remove(): Promise<void>;
}

/**
 * Reads qlik-cli's file, and looks whether it can be written.
 * @throws Failure that says why not, and shows nothing of it
 */
export async function readContexts(place: Place): Promise<Contexts> {
  await explained(place, 'read', () => isThere(place));
  await explained(place, 'written', () => {
    let folder = path.dirname(place.file);
    while (!exists(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
    tryFolderIn(folder);
  });
  return (await read(place)).contexts;
}

/**
 * Does some work on the contexts with which no other step interferes.
 * @throws Failure that says why they cannot be read or written, or the reason of the runner's signal
 */
export async function withContexts<T>(
  runner: Runner,
  place: Place,
  work: (open: OpenContexts) => Promise<T>,
): Promise<T> {
  const { file } = place;
  const lock = await explained(place, 'written', () => takeLock(runner, file), runner.signal);
  try {
    const { contexts, isNew } = await read(place);
    return await work({
      contexts,
      made: { folder: lock.madeFolder, file: isNew },
      write: () =>
        explained(place, 'written', async () => {
          const bytes = Buffer.from(contexts.toString());
          if (bytes.length > maxBytes) throw new Failure('it would be larger than 1 MiB');
          await lock.publish(bytes);
        }),
      remove: () => explained(place, 'removed', () => lock.remove()),
    });
  } finally {
    await lock.release();
  }
}

/** Links are not followed: an earlier step may have planted one. */
function read(place: Place): Promise<{ contexts: Contexts; isNew: boolean }> {
  return explained(place, 'read', async () => {
    const found = isThere(place);
    if (found !== undefined && found.size > maxBytes) throw new Failure('it is larger than 1 MiB');
    // Undefined on Windows, where making a link takes a privilege.
    const noFollow = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
    const flag = fs.constants.O_RDONLY | noFollow;
    const bytes = found && (await fs.promises.readFile(place.file, { flag }));
    const text = bytes === undefined ? '' : decoded(bytes);
    return { contexts: new Contexts(text), isNew: found === undefined };
  });
}

/** @throws Failure for what would not be the same when it is written back */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure('it is not UTF-8');
  }
}

/** @returns undefined when there is no file */
function isThere({ file, shown }: Place): fs.Stats | undefined {
  const folder = path.dirname(file);
  // Whoever names another folder may have a link on the way to it.
  if (path.basename(folder) === '.qlik')
    ofKind(folder, (found) => found.isDirectory(), path.posix.dirname(shown), 'folder');
  return ofKind(file, (found) => found.isFile(), 'it', 'file');
}

/** @returns what is there, which has to be of the kind that it should be */
function ofKind(
  place: string,
  isRight: (found: fs.Stats) => boolean,
  what: string,
  kind: string,
): fs.Stats | undefined {
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() === true)
    throw new Failure(`${what} is a link, and links are not followed`);
  if (found !== undefined && !isRight(found)) throw new Failure(`${what} is not a ${kind}`);
  return found;
}

function exists(place: string): boolean {
  return fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined;
}

/** @param signal whose reason is nothing that has to be explained */
async function explained<T>(
  { shown }: Place,
  what: 'read' | 'written' | 'removed',
  work: () => T | Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof Failure || systemCode(error) !== undefined;
    if (!known || error === signal?.reason) throw error;
    const why = error instanceof Failure ? error.message : causeOf(error);
    throw new Failure(`${shown} cannot be ${what}: ${why}`, { cause: error });
  }
}

/** @throws Failure when nothing says where qlik-cli will look */
export function placeOf(runner: Runner): Place {
  const named = runner.env(variable);
  return named === undefined ? inHome(runner) : namedPlace(named);
}

/** In the user's home, as Go's `os.UserHomeDir` finds it. */
function inHome(runner: Runner): Place {
  const name = runner.platform === 'win32' ? 'USERPROFILE' : 'HOME';
  const home = runner.env(name) ?? homedir();
  if (!path.isAbsolute(home))
    throw new Failure(
      `${name} is ${home === '' ? 'empty' : quoted(home)}, and qlik-cli looks for its contexts ` +
        "there: set it to the absolute path of the user's home",
    );
  return { file: path.join(home, '.qlik', 'contexts.yml'), shown: '~/.qlik/contexts.yml' };
}

function namedPlace(named: string): Place {
  const names = `${variable} is ${quoted(named)}`;
  if (!path.isAbsolute(named))
    throw new Failure(
      `${names}, which is not an absolute path: give the path of qlik-cli's contexts.yml`,
    );
  const places = isFolder(named) ? inFolder.map((name) => path.join(named, name)) : [named];
  const [file, other] = places.filter(
    (place) => fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined,
  );
  if (file === undefined)
    throw new Failure(
      `${names}, and no contexts.yml is there: create an empty one where qlik-cli looks for it, ` +
        'in a step before this one, or unset the variable',
    );
  if (other !== undefined)
    throw new Failure(
      `${names}, where both contexts.yml and .qlik/contexts.yml are: name the one that qlik-cli reads`,
    );
  return { file, shown: file };
}
