import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Failure, wordsFor } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted } from '../runner/text.ts';
import { type SavedContext, saveContext } from '../state.ts';
import { authorizationOf, type Contexts } from './contexts-yaml.ts';
import {
  type OpenContexts,
  type Place,
  placeOf,
  readContexts,
  withContexts,
} from './contexts-file.ts';

/** @throws Failure when a context of that name is there already, or none can be added */
export async function checkContext(runner: Runner, name: string): Promise<void> {
  const place = placeOf(runner);
  refuseTaken(place, await readContexts(place), name);
}

/**
 * @param server the tenant's origin
 * @returns what puts each token of the step into a context: the first adds it and makes it current,
 *   the others renew it, unless it is not ours any more. It throws a Failure when the file cannot be
 *   read or written, or has a context of that name
 */
export function contextKeeper(
  runner: Runner,
  name: string,
  server: string,
): (token: string) => Promise<void> {
  const place = placeOf(runner);
  let kept: SavedContext | undefined;
  return (token) =>
    withContexts(runner, place, async (open) => {
      const { contexts } = open;
      if (kept !== undefined && !holds(contexts, kept)) return;
      const before = kept ?? stateBefore(place, name, open);
      const fingerprints = [...before.fingerprints, fingerprintOf(authorizationOf(token))];
      const state = { ...before, fingerprints };
      // Before the token is in the file: this process may be killed at any time.
      saveContext(runner, state);
      contexts.put(name, server, token);
      if (kept === undefined) contexts.current = name;
      await open.write();
      if (kept === undefined)
        runner.info(
          `qlik-cli: added the context ${quoted(name)} to ${place.shown}, and made it current`,
        );
      kept = state;
    });
}

/**
 * Takes our context out, whatever other steps have added meanwhile, and makes the former one current
 * again if ours still is. One with a token that is not ours stays. Whatever goes wrong is a warning.
 */
export async function removeContext(runner: Runner, state: SavedContext): Promise<void> {
  const { place, name } = state;
  const context = `qlik-cli: the context ${quoted(name)}`;
  try {
    const folder = path.dirname(place.file);
    const left = fs.existsSync(folder)
      ? await withContexts(runner, place, (open) => takeOut(open, state))
      : 'no longer exists';
    // Not empty any more: others use it by now.
    if (state.made.folder) await fs.promises.rmdir(folder).catch(() => undefined);
    runner.info(
      left === undefined
        ? `qlik-cli: took the context ${quoted(name)} out of ${place.shown}`
        : `${context} ${left}`,
    );
  } catch (error) {
    runner.warning(
      `${context} was not removed: ${wordsFor(error)}. ` +
        'If this machine is kept after the job, remove it by hand',
      'clean-up failed',
    );
  }
}

/** @returns why it is not taken out */
async function takeOut(open: OpenContexts, state: SavedContext): Promise<string | undefined> {
  const { contexts } = open;
  const { name, before, dangling, made } = state;
  if (!contexts.has(name)) return 'no longer exists';
  if (!holds(contexts, state)) return 'was replaced in the meantime, and is left as it is';
  contexts.remove(name);
  if (contexts.current === name) {
    const back = before !== undefined && (dangling || contexts.has(before));
    contexts.current = back ? before : undefined;
  }
  if (made.file && contexts.empty) await open.remove();
  else await open.write();
  return undefined;
}

function stateBefore(place: Place, name: string, open: OpenContexts): SavedContext {
  const { contexts, made } = open;
  refuseTaken(place, contexts, name);
  const before = contexts.current;
  const dangling = before !== undefined && !contexts.has(before);
  return { place, name, before, dangling, made, fingerprints: [] };
}

/** By what a context is known to be ours, without its token. @param authorization all of the header */
function fingerprintOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('hex');
}

/** Whether the context is still ours. */
function holds(contexts: Contexts, { name, fingerprints }: SavedContext): boolean {
  const held = contexts.authorization(name);
  return held !== undefined && fingerprints.includes(fingerprintOf(held));
}

function refuseTaken({ shown }: Place, contexts: Contexts, name: string): void {
  if (contexts.has(name))
    throw new Failure(
      `${shown} has a context ${quoted(name)} already; choose another name, or remove that one`,
    );
}
