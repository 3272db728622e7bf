import type { Send } from '../http/exchange.ts';
import { within } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { saveTokens } from '../state.ts';
import type { Tenant } from '../tenant.ts';
import { type Bearer, suppliedBearer } from '../http/bearer.ts';
import type { Credential, Grant } from './credential.ts';
import { requestedBearer } from './requested-bearer.ts';
import type { Token } from './token.ts';
import { requestToken } from './token-request.ts';

/** How a step comes to its token. */
export interface Access {
  readonly tenant: Tenant;
  readonly credential: Credential;
  /** Whether the post step is to revoke what is requested. */
  readonly revoke: boolean;
}

interface Obtaining {
  readonly save: boolean;
  readonly use?: ((token: string) => Promise<void>) | undefined;
}

/** A token that cannot be kept is revoked within this time; the runner gives a cancelled step 7.5 s. */
const maxRevocationMs = { cancelled: 3000, otherwise: 10_000 };

/**
 * Gets the step's bearer. Every token, renewed ones too, is masked, saved for the post step and put
 * into the outputs, in this order, before its first use.
 * @param use what else each token is for, before the step goes on
 * @param save whether the post step will need the tokens: to revoke them, or to stop a job
 * @throws Failure when the tenant gives no token, or one that cannot be kept; or the workflow is
 *   cancelled
 */
export async function obtainBearer(
  runner: Runner,
  send: Send,
  { tenant, credential, revoke }: Access,
  { save, use }: Obtaining,
): Promise<Bearer> {
  if (credential.kind === 'access-token') {
    runner.setOutput('access-token', credential.token);
    await use?.(credential.token);
    return suppliedBearer(credential.token);
  }
  const saved: Token[] = [];
  const request = (signal: AbortSignal): Promise<Token> =>
    requestToken(runner, send, tenant, credential, signal);
  const keep = async (token: Token): Promise<void> => {
    try {
      if (save) {
        saveTokens(runner, [...saved, token]);
        saved.push(token);
      }
      const { value, expiresAt } = token;
      runner.setOutput('access-token', value);
      runner.setOutput(
        'expires-at',
        expiresAt === undefined ? '' : new Date(expiresAt).toISOString(),
      );
    } catch (error) {
      const postRevokes = revoke && saved.includes(token);
      if (!postRevokes) await revokeNow(runner, send, tenant, credential, token);
      throw error;
    }
    // A cancelled workflow takes a token only to give it back.
    if (!runner.signal.aborted) await use?.(token.value);
  };
  const first = await request(runner.signal);
  await keep(first);
  runner.signal.throwIfAborted();
  return requestedBearer(first, {
    clock: runner.clock,
    cancelled: runner.signal,
    request,
    use: keep,
  });
}

/** Nobody would ever use the token, and nobody else would revoke it. */
async function revokeNow(
  runner: Runner,
  send: Send,
  tenant: Tenant,
  grant: Grant,
  token: Token,
): Promise<void> {
  const { giveBack } = await import('./revoke.ts');
  const maxMs = maxRevocationMs[runner.signal.aborted ? 'cancelled' : 'otherwise'];
  const { signal, cancel } = within(runner.clock, maxMs, 'no answer came in time');
  await giveBack(runner, send, token, { tenant, grant, signal }).finally(cancel);
}
