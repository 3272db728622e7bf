import { Failure } from '../failure.ts';
import type { Reply, Request, Send } from '../http/exchange.ts';
import { onTenant, type Tenant } from '../tenant.ts';
import type { Token } from './token-request.ts';

/** The token that requests go out with. */
export interface Bearer {
  current(): string;
  /**
   * Gets a token in place of one that was refused.
   * @returns false when there is no way to one
   * @throws Failure when the tenant gives none
   */
  renew(refused: string): Promise<boolean>;
}

/** A bearer for a token that the step was given: it is never renewed. */
export function suppliedBearer(token: string): Bearer {
  return { current: () => token, renew: () => Promise.resolve(false) };
}

/**
 * A bearer for tokens that the step requests itself.
 * @param first the token to begin with
 * @param request gets another; what is to be done with each (mask, state, output) is done there
 */
export function requestedBearer(first: Token, request: () => Promise<Token>): Bearer {
  let token = first;
  let renewal: Promise<Token> | undefined;
  return {
    current: () => token.value,
    async renew(refused) {
      // Of several requests that are refused at once, the first renews for all.
      if (refused !== token.value) return true;
      renewal ??= request().finally(() => {
        renewal = undefined;
      });
      token = await renewal;
      return true;
    },
  };
}

/**
 * Adds the token (RFC 6750 section 2.1) to what goes to the tenant's origin and nowhere else. A 401
 * gets a new token once for that request, and the request is made once more.
 */
export function authorized(send: Send, tenant: Tenant, bearer: Bearer): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    if (request.anonymous === true || !onTenant(tenant, request.url)) return send(request);
    const withToken = (token: string): Request<T> => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    });
    const token = bearer.current();
    const reply = await send(withToken(token));
    if (reply.status !== 401 || request.isFinal?.(401) === true) return reply;
    try {
      if (!(await bearer.renew(token))) return reply;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { ...reply, note: `no new token could be had: ${error.told}` };
    }
    await reply.discard();
    return send(withToken(bearer.current()));
  };
}
