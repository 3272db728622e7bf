import * as path from 'node:path';
import { readAction } from '../../sandbox/runner/action-yml.ts';

/** The folder of this action. */
export const actionFolder = path.resolve(import.meta.dirname, '../..');

export const action = await readAction(actionFolder);

/** The defaults that the runner passes for inputs that a workflow leaves out. */
export const defaults: Readonly<Record<string, string>> = Object.fromEntries(
  [...action.inputs].map(([name, input]) => [name, input.default]),
);
