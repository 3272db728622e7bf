import type { Reply, Request, Send } from './exchange.ts';
import { onTenant, type Tenant } from '../tenant.ts';

/** Why there is no new token. */
export interface Missing {
  /** Empty where there is no way to one. */
  readonly why: string;
  /** Whether there may be one later. */
  readonly transient: boolean;
}

/** The token that requests go out with. */
export interface Bearer {
  /**
   * The token to send: one that has ended is renewed first.
   * @throws Failure when it has ended for certain, and no other can be had
   */
  current(): Promise<string>;
  /**
   * Gets a token in place of one that was refused.
   * @returns why there is none; undefined when there is one
   * @throws Failure when it cannot be put to use
   */
  renew(refused: string): Promise<Missing | undefined>;
  /** Asks for no further token; one that is under way gets a little time, to be saved. */
  end(): Promise<void>;
}

/** A bearer for a token that the step was given: it is never renewed. */
export function suppliedBearer(token: string): Bearer {
  return {
    current: () => Promise.resolve(token),
    renew: () => Promise.resolve({ why: '', transient: false }),
    end: () => Promise.resolve(),
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
    const token = await unlessGivenUp(bearer.current(), request.signal);
    const reply = await send(withToken(token));
    if (reply.status !== 401 || request.isFinal?.(401) === true) return reply;
    const missing = await unlessGivenUp(bearer.renew(token), request.signal).catch(
      async (error: unknown) => {
        await reply.discard();
        throw error;
      },
    );
    if (missing?.why === '') return reply;
    if (missing !== undefined) {
      const { why, transient } = missing;
      return { ...reply, note: `no new token could be obtained: ${why}`, transient };
    }
    await reply.discard();
    return send(withToken(await bearer.current()));
  };
}

/** What many requests wait for goes on when one of them is given up. @throws the signal's reason */
async function unlessGivenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    reject(signal.reason as Error);
  };
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
