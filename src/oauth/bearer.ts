import { Failure } from '../failure.ts';
import { type Bearer, type RenewalFailure, suppliedBearer } from '../http/client.ts';
import type { Send } from '../http/exchange.ts';
import { cancelBudgetMs, within } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { hasEnded, saveTokens, seemsEnded, type Token } from '../state.ts';
import type { Tenant } from '../tenant.ts';
import type { Credential, OAuthClient } from './client.ts';
import { requestToken } from './token.ts';

/** How a step comes to its token. */
export interface Access {
  readonly tenant: Tenant;
  readonly credential: Credential;
  /** Whether the post step is to revoke what is requested. */
  readonly revoke: boolean;
}

/** A token that cannot be kept is revoked within this time, where the workflow is not cancelled. */
const maxRevocationMs = 10_000;

/**
 * Gets the step's bearer. Every token, renewed ones too, is masked, saved for the post step and put
 * into the outputs, in this order, before its first use.
 * @param save whether the post step will need the tokens: to revoke them, or to stop a job
 * @param use what else each token is for, before the step goes on
 * @throws Failure when the tenant gives no token, or one that cannot be kept; or the workflow is
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
    // A cancelled workflow takes a token only to give it back.
    if (!runner.signal.aborted) await use?.(value);
  };
  const first = await requestToken(client, runner.signal);
  await keep(first);
  runner.signal.throwIfAborted();
  return renewedBearer(runner, first, (signal) => requestToken(client, signal), keep);
}

/** Nobody would ever use the token, and nobody else would revoke it. */
async function revokeNow(client: OAuthClient, token: Token): Promise<void> {
  const { giveBack } = await import('./revoke.ts');
  const { clock, signal } = client.runner;
  const maxMs = signal.aborted ? cancelBudgetMs.revoke : maxRevocationMs;
  const deadline = within(clock, maxMs, 'no answer came in time');
  await giveBack(client, token, { signal: deadline.signal }).finally(deadline.cancel);
}

/**
 * A bearer for tokens that the step requests itself. None is renewed for a cancelled workflow.
 * @param first the token to begin with, in use already
 * @param request gets another token; its signal says when none is wanted any more
 * @param use what is to be done with each new one before it is sent; it throws when it may not be
 */
export function renewedBearer(
  { clock, signal: cancelled }: Runner,
  first: Token,
  request: (signal: AbortSignal) => Promise<Token>,
  use: (token: Token) => Promise<void>,
): Required<Bearer> {
  let token = first;
  const enough = new AbortController();
  const wanted = AbortSignal.any([cancelled, enough.signal]);
  const renewed = async (): Promise<RenewalFailure | undefined> => {
    let next: Token;
    try {
      next = await request(wanted);
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
  // Of several requests that are refused at once, the first renews for all.
  const renew = (): Promise<RenewalFailure | undefined> => {
    renewal ??= renewed().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    async current() {
      if (renewal === undefined && !seemsEnded(token, clock.now())) return token.value;
      const failure = await renew();
      // By a clock that is ahead it only seems so.
      if (failure !== undefined && hasEnded(token, clock.now()))
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
      enough.abort(new Failure('no token is wanted any more'));
      await renewal?.catch(() => undefined);
    },
  };
}
