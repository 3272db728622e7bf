import { isAbsolute } from 'node:path';
import { isRecord, parseJson, textIn } from './json.ts';
import type { Runner } from './runner/runner.ts';

/**
 * The names under which main saves what the post step needs: the tenant's origin, tokens and
 * addresses, never a client secret or a key. Each is saved before its first use.
 */
const names = {
  tenant: 'tenant',
  tokens: 'tokens',
  stops: 'stop-url',
  context: 'qlik-cli-context',
} as const;

/** The tenant of the step, saved before the first request. */
export interface SavedTenant {
  /** The only origin that post sends requests to: its own inputs may name another by then. */
  readonly origin: string;
  /** Whether post revokes the tokens. They are also saved if only a job may have to be stopped. */
  readonly revoke: boolean;
}

/** An access token from the tenant, with its expiry as far as the server gave one. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch; undefined when unknown. */
  readonly expiresAt: number | undefined;
}

/** How far this machine's clock may be ahead of the tenant's. */
const maxSkewMs = 5 * 60_000;

/**
 * Whether a token has expired by this machine's clock.
 * @param now milliseconds since the epoch
 */
export function seemsExpired({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/**
 * Whether a token has certainly expired, even if this machine's clock is ahead.
 * @param now milliseconds since the epoch
 */
export function hasExpired({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt + maxSkewMs < now;
}

/** What post needs to know about the qlik-cli context to restore the file as it was. */
export interface SavedContext {
  /** The contexts file: the environment of post may name another. */
  readonly place: { readonly file: string; readonly shown: string };
  readonly name: string;
  /** The context that was current before ours; undefined when none was. */
  readonly before: string | undefined;
  /** Whether `before` named a context that was not in the file. */
  readonly dangling: boolean;
  /** What main created besides the context. */
  readonly made: { readonly folder: boolean; readonly file: boolean };
  /** One for each token that the context has held: a supplied token is never saved itself. */
  readonly fingerprints: readonly string[];
}

/** What main saved for the post step. */
export interface SavedState {
  /** Undefined when post has nothing to do on a tenant. */
  readonly tenant: SavedTenant | undefined;
  readonly tokens: readonly Token[];
  /** For each job that has not ended, the address that stops it when POSTed to. */
  readonly stops: readonly URL[];
  readonly context: SavedContext | undefined;
}

// Each of these throws a Failure when the state cannot be saved.

export function saveTenant(runner: Runner, tenant: SavedTenant): void {
  runner.saveState(names.tenant, JSON.stringify(tenant));
}

export function saveTokens(runner: Runner, tokens: readonly Token[]): void {
  runner.saveState(names.tokens, JSON.stringify(tokens));
}

export function saveContext(runner: Runner, context: SavedContext): void {
  runner.saveState(names.context, JSON.stringify(context));
}

/** @param urls each the `href` of a URL, which contains no space */
export function saveStops(runner: Runner, urls: Iterable<string>): void {
  runner.saveState(names.stops, [...urls].join(' '));
}

/** Reads what main saved. What cannot be read counts as missing. */
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
      ? saved.fingerprints.filter((fingerprint) => typeof fingerprint === 'string')
      : [],
  };
}
