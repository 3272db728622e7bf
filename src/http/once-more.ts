import { Attempt, type AttemptContext, type Way } from './attempt.ts';
import type { Reply, Request, Send } from './exchange.ts';

/**
 * @returns a Send that makes one attempt: it ends when the body of the answer has ended in its sink,
 *   and throws when there was no answer, not the whole of it, or `idleTimeoutMs` of silence. What went
 *   wrong before the server looked at the request is no attempt: a connection that was closed while it
 *   was idle (RFC 9112 section 9.3.1), a 417 (RFC 9110 section 10.1.1). Each is mended once.
 */
export function attempting(context: AttemptContext): Send {
  const { log, signal } = context;
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) log.warning(text);
    warned.add(text);
  };
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    let way: Way = { fresh: false, unannounced: false };
    for (;;) {
      (request.signal ?? signal).throwIfAborted();
      const attempt = new Attempt(request, context, way, warn);
      try {
        const reply = await attempt.run();
        if (!attempt.isUnexpected(reply)) return way.fresh ? { ...reply, repeated: true } : reply;
        way = { ...way, unannounced: true };
        await reply.discard();
      } catch (error) {
        const fault = await attempt.explain(error);
        if (!attempt.wasStale(fault)) throw fault;
        way = { ...way, fresh: true };
      } finally {
        attempt.end();
      }
    }
  };
}
