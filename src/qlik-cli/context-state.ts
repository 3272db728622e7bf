import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { isRecord, parseJson, textIn } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import type { Place } from './place.ts';

/** What post has to know to leave everything as it was. */
export interface ContextState {
  /** The file: by the time of post, the environment may name another. */
  readonly place: Place;
  readonly name: string;
  /** The context that was current before; undefined when none was. */
  readonly before: string | undefined;
  /** Whether the file had none of that name even then. */
  readonly dangling: boolean;
  /** What main made besides the context. */
  readonly made: { readonly folder: boolean; readonly file: boolean };
  /** Of each token that the context has had: the state holds none that the step was given. */
  readonly fingerprints: readonly string[];
}

/** Under this name main tells post of its context: nothing of others', and no token. */
const stateName = 'qlik-cli-context';

export function saveContext(runner: Runner, state: ContextState): void {
  runner.saveState(stateName, JSON.stringify(state));
}

/** @returns undefined when main added no context */
export function savedContext(runner: Runner): ContextState | undefined {
  const saved = parseJson(runner.state(stateName))?.value;
  if (!isRecord(saved) || !isRecord(saved.place)) return undefined;
  const [file, shown] = [textIn(saved.place, 'file'), textIn(saved.place, 'shown')];
  const name = textIn(saved, 'name');
  if (file === undefined || !isAbsolute(file) || shown === undefined || name === undefined)
    return undefined;
  const { folder, file: newFile } = isRecord(saved.made) ? saved.made : {};
  return {
    place: { file, shown },
    name,
    before: textIn(saved, 'before'),
    dangling: saved.dangling === true,
    made: { folder: folder === true, file: newFile === true },
    fingerprints: Array.isArray(saved.fingerprints)
      ? saved.fingerprints.filter((one) => typeof one === 'string')
      : [],
  };
}

/** By what a context is known to be ours, without its token. @param authorization all of the header */
export function fingerprintOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('hex');
}
