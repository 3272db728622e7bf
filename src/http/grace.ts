import { after, type Clock } from '../runner/clock.ts';
import type { Send } from './exchange.ts';

/**
 * Gives an attempt that is in flight when its request is given up the time (`graceMs`) to be
 * answered: what the server has made by then has to be known, to be undone. Stands inside the
 * retries, which end with the request itself: no attempt begins after that.
 */
export function withGrace(
  send: Send,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Send {
  return async (request) => {
    const { graceMs } = request;
    if (graceMs === undefined) return send(request);
    const end = request.signal ?? signal;
    end.throwIfAborted();
    const deadline = after(clock, end, graceMs);
    try {
      return await send({ ...request, grace: deadline.signal });
    } finally {
      deadline.cancel();
    }
  };
}
