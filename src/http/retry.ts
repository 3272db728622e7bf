import { Failure } from '../failure.ts';
import { sleep } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import type { Download } from './download.ts';
import { type Head, nameOf } from '../errors/outcome.ts';
import type { Reply, Request, Send, Sink } from './exchange.ts';
import {
  isRepeatable,
  isRetried,
  isRetriedAfterFault,
  maxRetryAfterMs,
  parseRetryAfter,
  transientStatuses,
  waitMs,
} from './policy.ts';

/** An attempt that is over, as an observer sees it. */
export interface Attempted {
  readonly name: string;
  readonly request: Request<unknown>;
  readonly startedAt: number;
  /** The whole response, even if this attempt received only the rest of it; undefined if there is none. */
  readonly reply: Reply<unknown> | undefined;
  /** Why the request is retried: a status or an error code; undefined if it is not. */
  readonly retriedFor: string | undefined;
}

type Outcome<T> = { readonly reply: Reply<T> } | { readonly fault: unknown };

/** Why a request is to be retried. */
interface RetryReason {
  /** For the log: a status, or the message of a fault. */
  readonly what: string;
  /** The status, or the code of the fault. */
  readonly code: string;
  /** How long the server asked to wait; undefined if it did not. */
  readonly retryAfterMs: number | undefined;
}

/** Note for a request that was not retried because it must not be made twice. */
const notRepeated =
  'it was not repeated, because it may have taken effect: check before you run it again';

/**
 * Retries a request as the policy (policy.ts) allows, and logs each retry. Where possible, a download that
 * broke off is continued rather than repeated (download.ts).
 * @param retries how many attempts may follow the first
 * @returns a Send that returns the last response, or throws the last fault
 */
export function retrying(
  send: Send,
  retries: number,
  { clock, info, random, signal: step }: Runner,
  observe?: (attempt: Attempted) => void,
): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    // The signal of the step ends a wait even if the request has a signal of its own.
    const signal = request.signal === undefined ? step : AbortSignal.any([step, request.signal]);
    const name = nameOf(request);
    let download: Download<T> | undefined;
    const first = withSink(request, async (head) => {
      const { Download } = await import('./download.ts');
      download = new Download(request);
      return download.sink(head);
    });
    // `Retry-After: 0` is obeyed only once, or a server that always sends it would get no rest.
    let mayRetryAtOnce = true;
    try {
      for (let attempt = 1; ; attempt++) {
        const startedAt = clock.now();
        const outcome = await outcomeOf(async () => {
          const part = await send(download?.next() ?? first);
          return download?.asWhole(part) ?? part;
        });
        const retry = attempt > retries ? undefined : reasonToRetry(request, outcome, clock.now());
        const note = retry === undefined ? undefined : tooLongNote(retry);
        const isRetrying = note === undefined && !signal.aborted;
        const reply = 'reply' in outcome ? outcome.reply : undefined;
        observe?.({
          name,
          request,
          startedAt,
          reply,
          retriedFor: isRetrying ? retry?.code : undefined,
        });
        if (retry === undefined) return finish(request, outcome, attempt);
        if (reply !== undefined && note !== undefined) return { ...reply, note };
        await reply?.discard();
        signal.throwIfAborted();
        const retryAfterMs: number | undefined =
          retry.retryAfterMs === 0 && !mayRetryAtOnce ? undefined : retry.retryAfterMs;
        mayRetryAtOnce &&= retryAfterMs !== 0;
        const ms = waitMs(retryAfterMs, attempt, random());
        const kept = download?.keptBytes ?? 0;
        const from = kept === 0 ? '' : `, from byte ${String(kept)} on`;
        info(
          `${name}: ${retry.what}; attempt ${String(attempt)} of ${String(retries + 1)}, retrying in ` +
            `${(ms / 1000).toFixed(1)} s (${retryAfterMs === undefined ? 'back-off' : 'Retry-After'})${from}`,
        );
        await sleep(clock, ms, signal);
      }
    } finally {
      await download?.end();
    }
  };
}

/**
 * Has the response to a GET go to a Download if it can be continued after it breaks off. A request with a
 * range of its own is left as it is.
 * @param download makes the sink
 */
function withSink<T>(request: Request<T>, download: (head: Head) => Promise<Sink<T>>): Request<T> {
  const { range, 'if-range': ifRange } = request.headers;
  if (request.method !== 'GET' || range !== undefined || ifRange !== undefined) return request;
  return {
    ...request,
    sink: (head) => {
      const { etag, 'accept-ranges': ranges } = head.headers;
      const isResumable = head.status === 206 || (etag !== undefined && ranges !== undefined);
      return isResumable ? download(head) : request.sink(head);
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

/** Returns or throws the last outcome. The 404 of a repeated DELETE is a success: the resource is gone. */
function finish<T>(request: Request<T>, outcome: Outcome<T>, attempt: number): Reply<T> {
  const repeatable = isRepeatable(request);
  if ('fault' in outcome) {
    const { fault } = outcome;
    const mayHaveHappened = fault instanceof Failure && fault.sent === true && fault.transient;
    throw mayHaveHappened && !repeatable
      ? new Failure(`${fault.message}; ${notRepeated}`, fault)
      : fault;
  }
  const { reply } = outcome;
  const { status } = reply;
  const gone = request.method === 'DELETE' && status === 404;
  if (gone && (attempt > 1 || reply.repeated === true)) return { ...reply, goneAlready: true };
  // A 429 means that nothing was done.
  const mayHaveHappened = !repeatable && transientStatuses.has(status) && status !== 429;
  if (mayHaveHappened && request.isFinal?.(status) !== true) return { ...reply, note: notRepeated };
  return reply;
}

function reasonToRetry<T>(
  request: Request<T>,
  outcome: Outcome<T>,
  now: number,
): RetryReason | undefined {
  if ('fault' in outcome) {
    const { fault } = outcome;
    if (!(fault instanceof Failure) || !fault.transient) return undefined;
    const { code, sent, message } = fault;
    if (code === undefined || !isRetriedAfterFault(request, sent === true)) return undefined;
    return { what: message.replace(`${nameOf(request)}: `, ''), code, retryAfterMs: undefined };
  }
  const { status, headers } = outcome.reply;
  const retryAfterMs = parseRetryAfter(headers['retry-after'], headers.date, now);
  if (request.isFinal?.(status) === true || !isRetried(request, status, retryAfterMs))
    return undefined;
  return { what: String(status), code: String(status), retryAfterMs };
}

/** Note for a `Retry-After` that is longer than a step waits; undefined for any other. */
function tooLongNote({ retryAfterMs = 0 }: RetryReason): string | undefined {
  if (retryAfterMs <= maxRetryAfterMs) return undefined;
  const seconds = String(Math.ceil(retryAfterMs / 1000));
  const maxSeconds = String(maxRetryAfterMs / 1000);
  return `the server asks to wait ${seconds} s (Retry-After), and a step waits at most ${maxSeconds} s`;
}
