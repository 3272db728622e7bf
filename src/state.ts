import { isAbsolute } from 'node:path';
import { isRecord, parseJson, textIn } from './json.ts';
import type { Runner } from './runner/runner.ts';

/**
 * All that main leaves to post, and under which names: the tenant's origin, tokens and addresses,
 * never a secret or a key. Each is saved before it is used for the first time.
 */
const names = {
  tenant: 'tenant',
  tokens: 'tokens',
  stops: 'stop-url',
  context: 'qlik-cli-context',
} as const;

/** What main told the post step of its tenant, before it asked for anything. */
export interface SavedTenant {
  /** The only origin that post speaks to: its own inputs may name another one. */
  readonly origin: string;
  /** Whether the tokens are to be revoked; they are saved to stop a job with, too. */
  readonly revoke: boolean;
}

/** A token of the tenant's, with the time at which it ends, as far as the server told it. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch; undefined when nobody knows. */
  readonly expiresAt: number | undefined;
}

/** How far our clock may be ahead of the tenant's, in milliseconds. */
const maxSkewMs = 5 * 60_000;

/** Whether a token has ended by our clock. */
export function seemsEnded({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** Whether a token has ended for certain, however far the clocks may be apart. */
export function hasEnded({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt + maxSkewMs < now;
}

/** What post has to know of the qlik-cli context to leave everything as it was. */
export interface SavedContext {
  /** The file: by the time of post, the environment may name another. */
  readonly place: { readonly file: string; readonly shown: string };
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

/** What main has left to post. */
export interface SavedState {
  /** Undefined when nothing is left that needs a tenant. */
  readonly tenant: SavedTenant | undefined;
  readonly tokens: readonly Token[];
  /** What a POST to stops each job that has not settled. */
  readonly stops: readonly URL[];
  readonly context: SavedContext | undefined;
}

// Each of these throws a Failure when the runner cannot take it.

export function saveTenant(runner: Runner, tenant: SavedTenant): void {
  runner.saveState(names.tenant, JSON.stringify(tenant));
}

export function saveTokens(runner: Runner, tokens: readonly Token[]): void {
  runner.saveState(names.tokens, JSON.stringify(tokens));
}

export function saveContext(runner: Runner, context: SavedContext): void {
  runner.saveState(names.context, JSON.stringify(context));
}

/** @param urls as the `href` of a URL, in which there is no space */
export function saveStops(runner: Runner, urls: Iterable<string>): void {
  runner.saveState(names.stops, [...urls].join(' '));
}

/** Reads what main has left; what cannot be read counts as not there. */
export function readState(getState: Runner['getState']): SavedState {
  const json = (name: keyof typeof names): unknown => parseJson(getState(names[name]))?.value;
  const stops = getState(names.stops).split(' ');
  return {
    tenant: tenantIn(json('tenant')),
    tokens: tokensIn(json('tokens')),
    stops: stops.flatMap((href) => URL.parse(href) ?? []),
    context: contextIn(json('context')),
  };
}

function tenantIn(saved: unknown): SavedTenant | undefined {
  const origin = isRecord(saved) ? textIn(saved, 'origin') : undefined;
  if (!isRecord(saved) || origin === undefined) return undefined;
  return { origin, revoke: saved.revoke === true };
}

function tokensIn(saved: unknown): Token[] {
  if (!Array.isArray(saved)) return [];
  return saved
    .filter(isRecord)
    .flatMap(({ value, expiresAt }) =>
      typeof value === 'string'
        ? [{ value, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined }]
        : [],
    );
}

function contextIn(saved: unknown): SavedContext | undefined {
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
