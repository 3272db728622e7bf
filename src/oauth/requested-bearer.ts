import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Bearer, Missing } from '../http/bearer.ts';
import { hasEnded, seemsEnded, type Token } from './token.ts';

/** How a bearer gets its tokens. */
export interface Requesting {
  readonly clock: Clock;
  /** Of a cancelled workflow, for which no token is renewed. */
  readonly cancelled: AbortSignal;
  /** Gets another token. @param signal when none is wanted any more */
  readonly request: (signal: AbortSignal) => Promise<Token>;
  /** What is to be done with each new one before it is sent. @throws Failure when it may not be */
  readonly use: (token: Token) => Promise<void>;
}

/**
 * A bearer for tokens that the step requests itself.
 * @param first the token to begin with, in use already
 */
export function requestedBearer(
  first: Token,
  { clock, cancelled, request, use }: Requesting,
): Bearer {
  let token = first;
  const enough = new AbortController();
  const wanted = AbortSignal.any([cancelled, enough.signal]);
  const renewed = async (): Promise<Missing | undefined> => {
    let next: Token;
    try {
      next = await request(wanted);
    } catch (error) {
      if (error instanceof Failure && !cancelled.aborted)
        return { why: error.told, transient: error.transient };
      throw error;
    }
    await use(next);
    token = next;
    return undefined;
  };
  let renewal: Promise<Missing | undefined> | undefined;
  // Of several requests that are refused at once, the first renews for all.
  const renew = (): Promise<Missing | undefined> => {
    renewal ??= renewed().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  return {
    async current() {
      if (renewal === undefined && !seemsEnded(token, clock.now())) return token.value;
      const missing = await renew();
      // By a clock that is ahead it only seems so.
      if (missing !== undefined && hasEnded(token, clock.now()))
        throw new Failure(
          `The access token has expired, and no new one could be obtained: ${missing.why}`,
          { transient: missing.transient },
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
