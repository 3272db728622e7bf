import { Failure } from '../failure.ts';
import { sleep } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import type { Download } from './download.ts';
import { type Head, nameOf } from '../errors/outcome.ts';
import type { Reply, Request, Send, Sink } from './exchange.ts';
import {
  isRepeatable,
  isTransient,
  maxRetryAfterMs,
  retryAfter,
  transientStatuses,
  waitMs,
} from './policy.ts';

/** An attempt at a request that has ended, for who looks on and changes nothing. */
export interface Attempted {
  readonly name: string;
  readonly request: Request<unknown>;
  readonly startedAt: number;
  /** The whole answer, also where this attempt brought only the rest of it; undefined when there is none. */
  readonly reply: Reply<unknown> | undefined;
  /** Why the request is made again: a status, or the code of a fault; undefined where it is not. */
  readonly retriedFor: string | undefined;
}

type Outcome<T> = { readonly reply: Reply<T> } | { readonly fault: unknown };

/** Why an attempt is to be made again. */
interface Again {
  readonly what: string;
  /** The status, or the code of the fault. */
  readonly code: string;
  /** What the server asked for; undefined when it asked for nothing. */
  readonly askedMs: number | undefined;
}

/** What the error says where a GET would have been made again, and the request was not. */
const notRepeated =
  'it was not repeated, since it may have taken effect: look before you run it again';

/**
 * Makes a request again as long as the policy (policy.ts) lets it, with one log line each time. Body
 * and sink are made anew by the request's factories; of a download that broke off only the rest comes
 * again, where that can be (download.ts).
 * @param retries further attempts after the first
 * @returns a Send that gives the last answer, or throws the last fault
 */
export function retrying(
  send: Send,
  retries: number,
  { clock, info, random, signal: step }: Runner,
  observe?: (attempt: Attempted) => void,
): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    // The step's own signal ends the waits too, whatever else ends the request.
    const signal = request.signal === undefined ? step : AbortSignal.any([step, request.signal]);
    const name = nameOf(request);
    let download: Download<T> | undefined;
    const first = withSink(request, async (head) => {
      const { Download } = await import('./download.ts');
      download = new Download(request);
      return download.sink(head);
    });
    // "At once" is obeyed once: a server that always says so would be asked without a pause.
    let mayComeAtOnce = true;
    try {
      for (let attempt = 1; ; attempt++) {
        const startedAt = clock.now();
        const outcome = await outcomeOf(async () => {
          const part = await send(download?.next() ?? first);
          return download?.whole(part) ?? part;
        });
        const again = attempt > retries ? undefined : reasonFor(request, outcome, clock.now());
        const note = again === undefined ? undefined : tooLong(again);
        const goesOn = note === undefined && !signal.aborted;
        const reply = 'reply' in outcome ? outcome.reply : undefined;
        observe?.({
          name,
          request,
          startedAt,
          reply,
          retriedFor: goesOn ? again?.code : undefined,
        });
        if (again === undefined) return finish(request, outcome, attempt);
        if (reply !== undefined && note !== undefined) return { ...reply, note };
        await reply?.discard();
        signal.throwIfAborted();
        const askedMs: number | undefined =
          again.askedMs === 0 && !mayComeAtOnce ? undefined : again.askedMs;
        mayComeAtOnce &&= askedMs !== 0;
        const ms = waitMs(askedMs, attempt, random());
        const kept = download?.keptBytes ?? 0;
        const from = kept === 0 ? '' : `, from byte ${String(kept)} on`;
        info(
          `${name}: ${again.what}; attempt ${String(attempt)} of ${String(retries + 1)}, the next in ` +
            `${(ms / 1000).toFixed(1)} s (${askedMs === undefined ? 'back-off' : 'Retry-After'})${from}`,
        );
        await sleep(clock, ms, signal);
      }
    } finally {
      await download?.end();
    }
  };
}

/**
 * @param download makes the sink for a GET's answer whose rest might be asked for, if it breaks off. A
 *   request whose own headers name a range is its author's affair
 */
function withSink<T>(request: Request<T>, download: (head: Head) => Promise<Sink<T>>): Request<T> {
  const { range, 'if-range': ifRange } = request.headers;
  if (request.method !== 'GET' || range !== undefined || ifRange !== undefined) return request;
  return {
    ...request,
    sink: (head) => {
      const { etag, 'accept-ranges': ranges } = head.headers;
      const hasRest = head.status === 206 || (etag !== undefined && ranges !== undefined);
      return hasRest ? download(head) : request.sink(head);
    },
  };
}

async function outcomeOf<T>(attempt: () => Promise<Reply<T>>): Promise<Outcome<T>> {
  try {
    return { reply: await attempt() };
  } catch (fault) {
    return { fault };
  }
}

/** RFC 9110 section 9.3.5 leaves open what a repeated DELETE finds: that it is gone is what was wanted. */
function finish<T>(request: Request<T>, outcome: Outcome<T>, attempt: number): Reply<T> {
  const repeatable = isRepeatable(request);
  if ('fault' in outcome) {
    const { fault } = outcome;
    const doubtful = fault instanceof Failure && fault.sent === true && fault.transient;
    throw doubtful && !repeatable ? new Failure(`${fault.message}; ${notRepeated}`, fault) : fault;
  }
  const { reply } = outcome;
  const { status } = reply;
  const gone = request.method === 'DELETE' && status === 404;
  if (gone && (attempt > 1 || reply.repeated === true)) return { ...reply, goneAlready: true };
  // A 429 says that nothing was done.
  const doubtful = !repeatable && transientStatuses.has(status) && status !== 429;
  if (doubtful && request.isFinal?.(status) !== true) return { ...reply, note: notRepeated };
  return reply;
}

function reasonFor<T>(request: Request<T>, outcome: Outcome<T>, now: number): Again | undefined {
  if ('fault' in outcome) {
    const { fault } = outcome;
    if (!(fault instanceof Failure) || !fault.transient) return undefined;
    const { code, sent, message } = fault;
    if (code === undefined || (sent === true && !isRepeatable(request))) return undefined;
    return { what: message.replace(`${nameOf(request)}: `, ''), code, askedMs: undefined };
  }
  const { status, headers } = outcome.reply;
  const askedMs = retryAfter(headers['retry-after'], headers.date, now);
  if (request.isFinal?.(status) === true || !isTransient(request, status, askedMs))
    return undefined;
  return { what: String(status), code: String(status), askedMs };
}

/** What is told of a server that asks for more patience than a workflow should have. */
function tooLong({ askedMs = 0 }: Again): string | undefined {
  if (askedMs <= maxRetryAfterMs) return undefined;
  const asked = String(Math.ceil(askedMs / 1000));
  const max = String(maxRetryAfterMs / 1000);
  return `the server asks to wait ${asked} s (Retry-After), and a step waits ${max} s at most`;
}
