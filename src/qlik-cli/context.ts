import { Failure, wordsFor } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/safe-text.ts';
import { type ContextState, saveContext } from './context-state.ts';
import { authorizationOf } from './contexts.ts';
import {
  type Found,
  homeOf,
  readContexts,
  removeFile,
  shownFile,
  writeContexts,
} from './contexts-file.ts';

/**
 * @returns the contexts as they are
 * @throws Failure when a context of that name is there already, or none can be added
 */
export async function checkContext(
  runner: Pick<Runner, 'env' | 'platform'>,
  name: string,
): Promise<Found> {
  const found = await readContexts(homeOf(runner));
  if (found.contexts.has(name))
    throw new Failure(
      `${shownFile} has a context ${quoted(name)} already; choose another name, or take that one out`,
    );
  return found;
}

/**
 * Adds a context to qlik-cli's file and makes it current.
 * @param server the tenant's origin
 * @throws Failure when the file cannot be read or written, or has a context of that name
 */
export async function addContext(
  runner: Pick<Runner, 'env' | 'log' | 'platform' | 'saveState'>,
  name: string,
  server: string,
  token: string,
): Promise<void> {
  const { contexts, hasFolder, hasFile } = await checkContext(runner, name);
  const made = { folder: !hasFolder, file: !hasFile };
  const home = homeOf(runner);
  const before = contexts.current;
  const dangling = before !== undefined && !contexts.has(before);
  saveContext(runner, { home, name, before, dangling, made });
  contexts.put(name, { server, token });
  contexts.current = name;
  await writeContexts(home, contexts);
  runner.log.info(
    `qlik-cli: added the context ${quoted(name)} to ${shownFile}, and made it current`,
  );
}

/**
 * Puts a renewed token into our context; one that is not ours any more stays as it is.
 * @param former the token that it replaces
 * @throws Failure when the file cannot be read or written
 */
export async function renewContext(
  runner: Pick<Runner, 'env' | 'platform'>,
  name: string,
  server: string,
  former: string,
  token: string,
): Promise<void> {
  const home = homeOf(runner);
  const { contexts } = await readContexts(home);
  if (contexts.authorization(name) !== authorizationOf(former)) return;
  contexts.put(name, { server, token });
  await writeContexts(home, contexts);
}

/**
 * Takes our context out, whatever other steps have added meanwhile, and makes the former one current
 * again if ours still is. Whatever goes wrong is a warning.
 * @param tokens those that this step had: a context with another one is not ours any more
 */
export async function removeContext(
  runner: Pick<Runner, 'log'>,
  { home, name, before, dangling, made }: ContextState,
  tokens: readonly string[],
): Promise<void> {
  try {
    const { contexts } = await readContexts(home);
    const held = contexts.authorization(name);
    if (!tokens.some((token) => held === authorizationOf(token))) {
      const what = contexts.has(name) ? 'is another one now, and stays' : 'is not there any more';
      runner.log.info(`qlik-cli: the context ${quoted(name)} ${what}`);
      return;
    }
    contexts.remove(name);
    if (contexts.current === name) {
      const back = before !== undefined && (dangling || contexts.has(before));
      contexts.current = back ? before : undefined;
    }
    if (made.file && contexts.empty) await removeFile(home, made.folder);
    else await writeContexts(home, contexts);
    runner.log.info(`qlik-cli: took the context ${quoted(name)} out of ${shownFile}`);
  } catch (error) {
    runner.log.warning(
      `qlik-cli: the context ${quoted(name)} was not taken out: ${wordsFor(error)}. ` +
        'Where this machine is not thrown away after the job, take it out by hand',
      'clean-up failed',
    );
  }
}
