import { isRecord, parseJson, textIn } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import type { Token } from './token.ts';

/**
 * Under these names main hands to post what it is to give back, and to whom. Tokens and the tenant's
 * origin only: never a secret or a key.
 */
const names = { tenant: 'tenant', tokens: 'tokens' } as const;

/** What main told the post step of its tenant, before it asked for anything. */
export interface SavedTenant {
  /** The only origin that post speaks to: its own inputs may name another one. */
  readonly origin: string;
  /** Whether the tokens are to be revoked; they are saved to stop a job with, too. */
  readonly revoke: boolean;
}

/** Saves the tenant. @throws Failure when that cannot be: nothing has been asked for by then */
export function saveTenant(runner: Runner, tenant: SavedTenant): void {
  runner.saveState(names.tenant, JSON.stringify(tenant));
}

/** @returns undefined when main left nothing that needs a tenant */
export function savedTenant(runner: Pick<Runner, 'state'>): SavedTenant | undefined {
  const saved = parseJson(runner.state(names.tenant))?.value;
  if (!isRecord(saved)) return undefined;
  const origin = textIn(saved, 'origin');
  return origin === undefined ? undefined : { origin, revoke: saved.revoke === true };
}

/** Saves the tokens that the post step will need. @throws Failure when that cannot be */
export function saveTokens(runner: Runner, tokens: readonly Token[]): void {
  runner.saveState(names.tokens, JSON.stringify(tokens));
}

/** The tokens that main saved; none when it saved none. */
export function savedTokens(runner: Runner): Token[] {
  const saved = parseJson(runner.state(names.tokens))?.value;
  if (!Array.isArray(saved)) return [];
  return saved
    .filter(isRecord)
    .flatMap(({ value, expiresAt }) =>
      typeof value === 'string'
        ? [{ value, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined }]
        : [],
    );
}
