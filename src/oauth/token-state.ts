import { isRecord, parseJson } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import type { Token } from './token-request.ts';

/** Under this name main hands its tokens to post. Tokens only: never a secret or a key. */
const stateName = 'tokens';

/** Saves the tokens that are to be revoked when the job ends. */
export function saveTokens(runner: Pick<Runner, 'saveState'>, tokens: readonly Token[]): void {
  runner.saveState(stateName, JSON.stringify(tokens));
}

/** The tokens that main saved; none when it saved none. */
export function savedTokens(runner: Pick<Runner, 'state'>): Token[] {
  const saved = parseJson(runner.state(stateName))?.value;
  if (!Array.isArray(saved)) return [];
  return saved
    .filter(isRecord)
    .flatMap(({ value, expiresAt }) =>
      typeof value === 'string'
        ? [{ value, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined }]
        : [],
    );
}
