import { Failure } from '../failure.ts';
import type { Bearer } from './bearer.ts';
import type { Token } from './token-request.ts';

/**
 * A bearer for tokens that the step requests itself.
 * @param first the token to begin with
 * @param request gets another; what is to be done with each (mask, state, output) is done there
 * @param use what else a new one is for
 */
export function requestedBearer(
  first: Token,
  request: () => Promise<Token>,
  use?: (token: string) => Promise<void>,
): Bearer {
  let token = first;
  const renewed = async (): Promise<string | undefined> => {
    try {
      token = await request();
    } catch (error) {
      if (error instanceof Failure) return error.told;
      throw error;
    }
    await use?.(token.value);
    return undefined;
  };
  let renewal: Promise<string | undefined> | undefined;
  return {
    current: () => token.value,
    async renew(refused) {
      // Of several requests that are refused at once, the first renews for all.
      if (refused !== token.value) return undefined;
      renewal ??= renewed().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}
