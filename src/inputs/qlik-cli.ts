import type { Runner } from '../runner/runner.ts';
import { checkContext } from '../qlik-cli/context.ts';
import type { InputReader } from './reader.ts';

/**
 * Reads the name of the context that qlik-cli is to get, and looks whether it can be added.
 * @returns undefined when it cannot; the reader knows why
 */
export async function readCliContext(
  reader: InputReader,
  runner: Runner,
): Promise<string | undefined> {
  const name = reader.value('qlik-cli-context');
  if (name !== undefined)
    await reader.checkLater('qlik-cli-context', () => checkContext(runner, name));
  return name;
}
