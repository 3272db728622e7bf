import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Log } from '../runner/runner.ts';
import { nameOf, type Reply, type Request, type Send } from './exchange.ts';
import type { Download } from './resume.ts';
import { retryAfter } from './retry-after.ts';
import { backOff, notRepeated, repeatRule, transientStatuses } from './retry-policy.ts';
import { sleep } from './sleep.ts';

/** What the retries need of the world. */
export interface RetryContext {
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** How a download that breaks off goes on; undefined: from the start. */
  readonly resume?: Resume | undefined;
  /** Is told of each request that is about to be made again, besides the log. */
  readonly retried?: (request: Request<unknown>, why: string) => void;
  /** Is told of each answer: of what the last attempt brought, and of the whole. */
  readonly joined?: (
    request: Request<unknown>,
    part: Reply<unknown>,
    whole: Reply<unknown>,
  ) => void;
}

/** Follows one request over its attempts: see resume.ts. */
export type Resume = <T>(request: Request<T>) => Download<T>;

/** Why an attempt is to be made again. */
interface Again {
  readonly what: string;
  /** The status, or the code of the fault. */
  readonly code: string;
  /** What the server asked for, in milliseconds; undefined when it asked for nothing. */
  readonly askedMs: number | undefined;
}

/**
 * Makes a request again as long as the policy (retry-policy.ts) lets it, with one log line each
 * time. Body and sink are made anew by the request's factories; of a download that broke off only
 * the rest comes again, where that can be (resume.ts).
 * @param retries further attempts after the first
 * @returns a Send that gives the last answer, or throws the last fault
 */
export function retrying(send: Send, retries: number, context: RetryContext): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const download = context.resume?.(request);
    try {
      return await repeated(send, request, download, retries, context);
    } finally {
      await download?.end();
    }
  };
}

async function repeated<T>(
  send: Send,
  request: Request<T>,
  download: Download<T> | undefined,
  retries: number,
  context: RetryContext,
): Promise<Reply<T>> {
  const signal = endOf(request, context);
  // "At once" is obeyed once: a server that always says so would be asked without a pause.
  let mayComeAtOnce = true;
  for (let attempt = 1; ; attempt++) {
    const outcome = await tried(send, request, download, context);
    const again = attempt > retries ? undefined : reasonFor(request, outcome, context.clock.now());
    if (again === undefined) return finish(request, outcome, attempt);
    if ('reply' in outcome) {
      const note = tooLong(again);
      if (note !== undefined) return { ...outcome.reply, note };
      await outcome.reply.discard();
    }
    signal.throwIfAborted();
    const asked: number | undefined =
      again.askedMs === 0 && !mayComeAtOnce ? undefined : again.askedMs;
    mayComeAtOnce &&= asked !== 0;
    const wait = waitFor(asked, attempt, context.random());
    const kept = download?.kept ?? 0;
    const from = kept === 0 ? '' : `, from byte ${String(kept)} on`;
    context.log.info(
      `${nameOf(request)}: ${again.what}; attempt ${String(attempt)} of ${String(retries + 1)}, ` +
        `the next in ${(wait / 1000).toFixed(1)} s (${asked === undefined ? 'back-off' : 'Retry-After'})${from}`,
    );
    context.retried?.(request, again.code);
    await sleep(context.clock, wait, signal);
  }
}

/** What ends the waits between attempts: the step's own signal too, whatever else ends the request. */
function endOf({ signal }: Request<unknown>, context: RetryContext): AbortSignal {
  return signal === undefined ? context.signal : AbortSignal.any([context.signal, signal]);
}

type Outcome<T> = { readonly reply: Reply<T> } | { readonly fault: unknown };

async function tried<T>(
  send: Send,
  request: Request<T>,
  download: Download<T> | undefined,
  { joined }: RetryContext,
): Promise<Outcome<T>> {
  try {
    const part = await send(download?.next() ?? request);
    const reply = download?.whole(part) ?? part;
    joined?.(request, part, reply);
    return { reply };
  } catch (fault) {
    return { fault };
  }
}

/** RFC 9110 section 9.3.5 leaves open what a repeated DELETE finds: that it is gone is what was wanted. */
function finish<T>(request: Request<T>, outcome: Outcome<T>, attempt: number): Reply<T> {
  const repeatable = repeatRule(request).afterSending;
  if ('fault' in outcome) {
    const { fault } = outcome;
    if (repeatable || !(fault instanceof Failure) || fault.sent !== true) throw fault;
    throw fault.transient ? new Failure(`${fault.message}; ${notRepeated}`, fault) : fault;
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
  const rule = repeatRule(request);
  if ('fault' in outcome) {
    const { fault } = outcome;
    if (!(fault instanceof Failure) || !fault.transient) return undefined;
    const { code, sent, message } = fault;
    if (code === undefined || (sent === true && !rule.afterSending)) return undefined;
    return { what: message.replace(`${nameOf(request)}: `, ''), code, askedMs: undefined };
  }
  const { status, headers } = outcome.reply;
  if (!rule.statuses.has(status) || request.isFinal?.(status) === true) return undefined;
  const askedMs = retryAfter(headers['retry-after'], headers.date, now);
  if (askedMs === undefined && rule.onlyWhenTold) return undefined;
  return { what: String(status), code: String(status), askedMs };
}

/** What is told of a server that asks for more patience than a workflow should have. */
function tooLong({ askedMs = 0 }: Again): string | undefined {
  const most = backOff.mostRetryAfter;
  if (askedMs <= most) return undefined;
  const asked = String(Math.ceil(askedMs / 1000));
  return `the server asks to wait ${asked} s (Retry-After), and a step waits ${String(most / 1000)} s at most`;
}

/** Milliseconds: what the server asked for and a little more, else back-off with full jitter. */
function waitFor(askedMs: number | undefined, attempt: number, random: number): number {
  if (askedMs !== undefined) return askedMs * (1 + random * backOff.retryAfterJitter);
  return random * Math.min(backOff.base * 2 ** (attempt - 1), backOff.most);
}
