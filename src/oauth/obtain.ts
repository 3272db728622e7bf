import type { Send } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { type Bearer, suppliedBearer } from './bearer.ts';
import type { Credential } from './credential.ts';
import { requestedBearer } from './requested-bearer.ts';
import { requestToken, type Token } from './token-request.ts';
import { saveTokens } from './token-state.ts';

/** How a step comes to its token. */
export interface Access {
  readonly tenant: Tenant;
  readonly credential: Credential;
  /** Whether the post step is to revoke what is requested. */
  readonly revoke: boolean;
}

interface Obtaining {
  readonly idleTimeout: number;
  readonly save: boolean;
  readonly use?: ((token: string) => Promise<void>) | undefined;
}

/**
 * Gets the step's bearer. Every token, renewed ones too, is masked, saved for the post step and put
 * into the outputs, in this order, before its first use.
 * @param idleTimeout longest silence, in milliseconds
 * @param use what else each token is for, before the step goes on
 * @param save whether the post step will need the tokens: to revoke them, or to stop a job
 * @throws Failure when the tenant gives no token
 */
export async function obtainBearer(
  runner: Pick<Runner, 'clean' | 'clock' | 'mask' | 'output' | 'saveState'>,
  send: Send,
  { tenant, credential }: Access,
  { idleTimeout, save, use }: Obtaining,
): Promise<Bearer> {
  if (credential.kind === 'access-token') {
    runner.output('access-token', credential.token);
    await use?.(credential.token);
    return suppliedBearer(credential.token);
  }
  const requested: Token[] = [];
  const request = async (): Promise<Token> => {
    const token = await requestToken(runner, send, tenant, credential, idleTimeout);
    requested.push(token);
    if (save) saveTokens(runner, requested);
    runner.output('access-token', token.value);
    const { expiresAt } = token;
    runner.output('expires-at', expiresAt === undefined ? '' : new Date(expiresAt).toISOString());
    return token;
  };
  const first = await request();
  await use?.(first.value);
  return requestedBearer(first, request, use);
}
