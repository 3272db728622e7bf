import * as fs from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { Failure } from '../failure.ts';
import { isFolder } from '../folders.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/safe-text.ts';

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
