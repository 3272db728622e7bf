import { isRecord, parseJson, textIn } from '../json.ts';
import type { Runner } from '../runner/runner.ts';

/** What post has to know to leave everything as it was. */
export interface ContextState {
  /** The home with the file: a later step may name another one. */
  readonly home: string;
  readonly name: string;
  /** The context that was current before; undefined when none was. */
  readonly before: string | undefined;
  /** Whether the file had none of that name even then. */
  readonly dangling: boolean;
  /** What main made besides the context. */
  readonly made: { readonly folder: boolean; readonly file: boolean };
}

/** Under this name main tells post of its context: nothing of others', and no token. */
const stateName = 'qlik-cli-context';

export function saveContext(runner: Pick<Runner, 'saveState'>, state: ContextState): void {
  runner.saveState(stateName, JSON.stringify(state));
}

/** @returns undefined when main added no context */
export function savedContext(runner: Pick<Runner, 'state'>): ContextState | undefined {
  const saved = parseJson(runner.state(stateName))?.value;
  if (!isRecord(saved)) return undefined;
  const [home, name] = [textIn(saved, 'home'), textIn(saved, 'name')];
  if (home === undefined || name === undefined) return undefined;
  const { folder, file } = isRecord(saved.made) ? saved.made : {};
  const made = { folder: folder === true, file: file === true };
  return { home, name, before: textIn(saved, 'before'), dangling: saved.dangling === true, made };
}
