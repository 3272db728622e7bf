import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { causeOf, Failure, systemCode } from '../failure.ts';
import { isFolder, tryFolderIn } from '../folders.ts';
import { Contexts } from './contexts-yaml.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/text.ts';
import { takeLock } from './lock.ts';

/** Far more than any real file of contexts has. */
const maxBytes = 1024 * 1024;

/** The file in which qlik-cli keeps its contexts. */
export interface Place {
  /** Its absolute path. */
  readonly file: string;
  /** The path that messages show. */
  readonly shown: string;
}

/** Overrides the user's home. Qlik's page says that it names the file, its own name says a folder. */
const variable = 'QLIK_CLI_USER_HOME_DIR';

/** Where the file may be if the variable names a folder. */
const inFolder = ['contexts.yml', path.join('.qlik', 'contexts.yml')] as const;

/** The contexts, while this step holds the lock. */
export interface OpenContexts {
  readonly contexts: Contexts;
  /** What the step has created. */
  readonly made: { readonly folder: boolean; readonly file: boolean };
  /** Writes them, readable by this user alone, to a draft that then replaces the file in one step. */
  write(): Promise<void>;
  /** Removes the file. */
  remove(): Promise<void>;
}

/**
 * Reads qlik-cli's file, and checks that it can be written.
 * @throws Failure that says why not, without showing any of its content
 */
export async function readContexts(place: Place): Promise<Contexts> {
  await explained(place, 'read', () => statOf(place));
  await explained(place, 'written', () => {
    let folder = path.dirname(place.file);
    while (!exists(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
    tryFolderIn(folder);
  });
  return (await read(place)).contexts;
}

/**
 * Does some work on the contexts while no other step can change them.
 * @throws Failure if they cannot be read or written; the reason of the runner's signal if it is aborted
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

/** Reads the file without following links: an earlier step may have planted one. */
function read(place: Place): Promise<{ contexts: Contexts; isNew: boolean }> {
  return explained(place, 'read', async () => {
    const found = statOf(place);
    if (found !== undefined && found.size > maxBytes) throw new Failure('it is larger than 1 MiB');
    // Undefined on Windows, where creating a link takes a privilege.
    const noFollow = (fs.constants as Partial<typeof fs.constants>).O_NOFOLLOW ?? 0;
    const flag = fs.constants.O_RDONLY | noFollow;
    const bytes = found && (await fs.promises.readFile(place.file, { flag }));
    const text = bytes === undefined ? '' : decoded(bytes);
    return { contexts: new Contexts(text), isNew: found === undefined };
  });
}

/** @throws Failure for bytes that would change if they were written back */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Failure('it is not UTF-8');
  }
}

/** @returns undefined if there is no file @throws Failure if there is something else in its place */
function statOf({ file, shown }: Place): fs.Stats | undefined {
  const folder = path.dirname(file);
  // A path from the variable may lead through links; below a home, `.qlik` may not be one.
  if (path.basename(folder) === '.qlik')
    ofKind(folder, (found) => found.isDirectory(), path.posix.dirname(shown), 'folder');
  return ofKind(file, (found) => found.isFile(), 'it', 'file');
}

/** @returns undefined if nothing is there @throws Failure if it is a link or of another kind */
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

/** Does some work; its error then says which file cannot be read. @param signal its reason passes as it is */
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

/** @throws Failure if it is unclear where qlik-cli will look for its contexts */
export function placeOf(runner: Runner): Place {
  const named = runner.env(variable);
  return named === undefined ? inHome(runner) : namedPlace(named);
}

/** The file in the user's home, which qlik-cli finds with Go's `os.UserHomeDir`. */
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
