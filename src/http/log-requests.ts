import type { Clock } from '../runner/clock.ts';
import type { Log } from '../runner/runner.ts';
import { nameOf, type Reply, type Request, type Send } from './exchange.ts';
import { traceIdOf } from '../errors/outcome.ts';

/** Writes one line for each answer that is not one of many: method, path (no query), status, bytes, time, trace id. */
export function logging(send: Send, log: Log, clock: Clock): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const started = clock.now();
    const reply = await send(request);
    if (request.quiet === true) return reply;
    const trace = traceIdOf(reply.headers);
    log.info(
      `${nameOf(request)}: ${String(reply.status)}, ${String(reply.bytes)} bytes in ` +
        `${String(clock.now() - started)} ms${trace === undefined ? '' : ` (traceId ${trace})`}`,
    );
    return reply;
  };
}
