import { Failure } from '../failure.ts';
import { type Bearer, type RenewalFailure, suppliedBearer } from '../http/client.ts';
import type { Send } from '../http/exchange.ts';
import { cancelBudgetMs, within } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { hasExpired, saveTokens, seemsExpired, type Token } from '../state.ts';
import type { Tenant } from '../tenant.ts';
import type { Credential, OAuthClient } from './client.ts';
import { requestToken } from './token.ts';

/** Where a step gets its token from. */
export interface Access {
  readonly tenant: Tenant;
  readonly credential: Credential;
  /** Whether the post step revokes the tokens that were requested. */
  readonly revoke: boolean;
}

/** The time for revoking a token that cannot be saved; a cancelled workflow has less. */
const maxRevocationMs = 10_000;

/**
 * Gets the step's bearer. Before its first use, every token, renewed or not, is masked, then saved
 * for the post step, then written to the outputs.
 * @param save whether the post step needs the tokens: to revoke them, or to stop a job
 * @param use what else to do with each token before the step goes on
 * @throws Failure when the tenant issues no token, or the token cannot be saved, or the workflow is
 *   cancelled
 */
export async function obtainBearer(
  runner: Runner,
  send: Send,
  { tenant, credential, revoke }: Access,
  save: boolean,
  use?: (token: string) => Promise<void>,
): Promise<Bearer> {
  if (credential.kind === 'access-token') {
    runner.setOutput('access-token', credential.token);
    await use?.(credential.token);
    return suppliedBearer(credential.token);
  }
  if (credential.kind === 'execution-token') return suppliedBearer('');
  const client = { runner, send, tenant, grant: credential };
  const saved: Token[] = [];
  const keep = async (token: Token): Promise<void> => {
    const { value, expiresAt } = token;
    try {
      if (save) {
        saveTokens(runner, [...saved, token]);
        saved.push(token);
      }
      const end = expiresAt === undefined ? '' : new Date(expiresAt).toISOString();
      runner.setOutput('access-token', value);
      runner.setOutput('expires-at', end);
    } catch (error) {
      const postRevokes = revoke && saved.includes(token);
      if (!postRevokes) await revokeNow(client, token);
      throw error;
    }
    // A cancelled workflow only keeps the token so that it is revoked.
    if (!runner.signal.aborted) await use?.(value);
  };
  const first = await requestToken(client, runner.signal);
  await keep(first);
  runner.signal.throwIfAborted();
  return renewedBearer(runner, first, (signal) => requestToken(client, signal), keep);
}

/** Revokes a token that is never used, and that the post step does not know. */
async function revokeNow(client: OAuthClient, token: Token): Promise<void> {
  const { revokeToken } = await import('./revoke.ts');
  const { clock, signal } = client.runner;
  const maxMs = signal.aborted ? cancelBudgetMs.revoke : maxRevocationMs;
  const deadline = within(clock, maxMs, 'no answer came in time');
  await revokeToken(client, token, { signal: deadline.signal }).finally(deadline.cancel);
}

/**
 * A bearer whose tokens the step requests. It renews none in a cancelled workflow.
 * @param first the current token, already saved
 * @param request requests another token, until its signal aborts
 * @param use is called with each new token before it is sent; if it throws, the token is not used
 */
export function renewedBearer(
  { clock, signal: cancelled }: Runner,
  first: Token,
  request: (signal: AbortSignal) => Promise<Token>,
  use: (token: Token) => Promise<void>,
): Required<Bearer> {
  let token = first;
  const ended = new AbortController();
  const signal = AbortSignal.any([cancelled, ended.signal]);
  const renewOnce = async (): Promise<RenewalFailure | undefined> => {
    let next: Token;
    try {
      next = await request(signal);
    } catch (error) {
      if (error instanceof Failure && !cancelled.aborted)
        return { reason: error.messageWithHint, transient: error.transient };
      throw error;
    }
    await use(next);
    token = next;
    return undefined;
  };
  let renewal: Promise<RenewalFailure | undefined> | undefined;
  // If several requests are refused at once, they share one renewal.
  const renew = (): Promise<RenewalFailure | undefined> => {
    renewal ??= renewOnce().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    async current() {
      if (renewal === undefined && !seemsExpired(token, clock.now())) return token.value;
      const failure = await renew();
      // A clock that is ahead makes a token look expired: it may still be good.
      if (failure !== undefined && hasExpired(token, clock.now()))
        throw new Failure(
          `The access token has expired, and no new one could be obtained: ${failure.reason}`,
          { transient: failure.transient },
        );
      return token.value;
    },
    async renew(refused) {
      return refused === token.value ? renew() : undefined;
    },
    async end() {
      ended.abort(new Failure('no further token is needed'));
      await renewal?.catch(() => undefined);
    },
  };
}
