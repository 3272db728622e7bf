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

/** @throws Failure if there is already a context of that name, or if none can be added */
export async function checkContext(runner: Runner, name: string): Promise<void> {
  const place = placeOf(runner);
  refuseTaken(place, await readContexts(place), name);
}

/**
 * @param server the tenant's origin
 * @returns a function that puts each token of the step into a context. The first token adds the context
 *   and makes it current; later ones replace its token, unless the context is no longer ours. It throws
 *   a Failure if the file cannot be read or written, or already has a context of that name
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
      if (kept !== undefined && !isOurs(contexts, kept)) return;
      const before = kept ?? stateBefore(place, name, open);
      const fingerprints = [...before.fingerprints, fingerprintOf(authorizationOf(token))];
      const state = { ...before, fingerprints };
      // Saved before the token is in the file, since this process may be killed at any time.
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
 * Removes our context, keeps what other steps have added since, and makes the previous context current
 * again if ours still is. A context whose token is not ours stays. An error is only a warning.
 */
export async function removeContext(runner: Runner, state: SavedContext): Promise<void> {
  const { place, name } = state;
  const context = `qlik-cli: the context ${quoted(name)}`;
  try {
    const folder = path.dirname(place.file);
    const whyKept = fs.existsSync(folder)
      ? await withContexts(runner, place, (open) => removeFrom(open, state))
      : 'no longer exists';
    // Fails if others use the folder by now.
    if (state.made.folder) await fs.promises.rmdir(folder).catch(() => undefined);
    runner.info(
      whyKept === undefined
        ? `qlik-cli: removed the context ${quoted(name)} from ${place.shown}`
        : `${context} ${whyKept}`,
    );
  } catch (error) {
    runner.warning(
      `${context} was not removed: ${wordsFor(error)}. ` +
        'If this machine is kept after the job, remove it by hand',
      'clean-up failed',
    );
  }
}

/** @returns why the context was not removed; undefined if it was */
async function removeFrom(open: OpenContexts, state: SavedContext): Promise<string | undefined> {
  const { contexts } = open;
  const { name, before, dangling, made } = state;
  if (!contexts.has(name)) return 'no longer exists';
  if (!isOurs(contexts, state)) return 'was replaced in the meantime, and is left as it is';
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

/** Identifies a context as ours without storing its token. @param authorization the header's value */
function fingerprintOf(authorization: string): string {
  return createHash('sha256').update(authorization).digest('hex');
}

/** Whether the context still has a token of ours. */
function isOurs(contexts: Contexts, { name, fingerprints }: SavedContext): boolean {
  const held = contexts.authorization(name);
  return held !== undefined && fingerprints.includes(fingerprintOf(held));
}

function refuseTaken({ shown }: Place, contexts: Contexts, name: string): void {
  if (contexts.has(name))
    throw new Failure(
      `${shown} already has a context ${quoted(name)}; choose another name, or remove that context`,
    );
}
