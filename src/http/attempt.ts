import type { ClientRequest } from 'node:http';
import { addressOf, nameOf } from '../errors/outcome.ts';
import { Failure, systemCode } from '../failure.ts';
import { after } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { checkProxy, type WayOut } from '../troubleshooting.ts';
import { type Connections, fault } from './connections.ts';
import type { Payload, Reply, Request, Send } from './exchange.ts';
import { bodyHeaders, isLarge, sendBody } from './payload.ts';
import { isRepeatable } from './policy.ts';
import { firstOf, headOf, receive } from './receive.ts';
import { type IdleWatch, TransferProgress, watchIdle } from './transfer.ts';
import { Wire } from './wire.ts';

/** How long a connection may be silent in one attempt. */
export interface IdleLimit {
  /** Longest silence (no byte sent or received). */
  readonly idleTimeoutMs: number;
  /** The input that sets it, for the error; undefined where the step cannot change it. */
  readonly idleInput?: 'idle-timeout-seconds' | undefined;
}

/** How an attempt is made. */
interface Way {
  /** On a connection that has carried nothing yet. */
  readonly fresh: boolean;
  /** Without `Expect: 100-continue`. */
  readonly unannounced: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly warn: (text: string) => void;
}

/** What a connection fails with that the server has closed. */
const closedCodes: ReadonlySet<string> = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);

/**
 * @returns a Send that makes one attempt: it ends when the body of the answer has ended in its sink,
 *   and throws when there was no answer, not the whole of it, or too long a silence. What went wrong
 *   before the server looked at the request is no attempt: a connection that was closed while it was
 *   idle (RFC 9112 section 9.3.1), a 417 (RFC 9110 section 10.1.1). Each is mended once. An attempt that
 *   is in flight when its request is given up has `graceMs` to be answered: what the server has made by
 *   then has to be known, to be undone
 */
export function attempting(runner: Runner, connections: Connections, limit: IdleLimit): Send {
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) runner.warning(text);
    warned.add(text);
  };
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const { graceMs, signal: end = runner.signal } = request;
    const deadline = graceMs === undefined ? undefined : after(runner.clock, end, graceMs);
    let way: Way = { fresh: false, unannounced: false, signal: deadline?.signal ?? end, warn };
    try {
      for (;;) {
        end.throwIfAborted();
        const attempt = new Attempt(request, runner, connections, limit, way);
        try {
          const reply = await attempt.run();
          if (!attempt.isUnexpected(reply)) return way.fresh ? { ...reply, repeated: true } : reply;
          way = { ...way, unannounced: true };
          await reply.discard();
        } catch (error) {
          const failure = await attempt.explain(error);
          if (!attempt.wasStale(failure)) throw failure;
          way = { ...way, fresh: true };
        } finally {
          attempt.end();
        }
      }
    } finally {
      deadline?.cancel();
    }
  };
}

/** One attempt: it ends when the body of the answer has ended in its sink. */
class Attempt<T> {
  readonly #request: Request<T>;
  readonly #runner: Runner;
  readonly #connections: Connections;
  readonly #way: Way;
  readonly #wire: Wire;
  readonly #idle: IdleWatch;
  readonly #announced: boolean;
  readonly #onAbort: () => void;
  /** Why we ended the attempt ourselves. */
  #reason: Failure | undefined;
  #download: TransferProgress | undefined;

  constructor(
    request: Request<T>,
    runner: Runner,
    connections: Connections,
    limit: IdleLimit,
    way: Way,
  ) {
    this.#request = request;
    this.#runner = runner;
    this.#connections = connections;
    this.#way = way;
    const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
    const announced = isLarge(payload) && !way.unannounced;
    this.#announced = announced;
    const headers = { ...request.headers, ...bodyHeaders(payload, announced) };
    const writeBody = payload && ((outgoing: ClientRequest) => void this.#send(payload, outgoing));
    this.#wire = new Wire({ ...request, headers }, connections, way.fresh, writeBody);
    const { maxIdleMs = Infinity } = request;
    const idleMs = Math.min(limit.idleTimeoutMs, maxIdleMs);
    const input = limit.idleTimeoutMs < maxIdleMs ? limit.idleInput : undefined;
    this.#idle = watchIdle(runner.clock, idleMs, (why) => {
      const silence = `no byte for ${String(idleMs / 1000)} s`;
      const what = why === 'silence' ? silence : 'transferred too slowly for too long';
      this.#stop(this.#tooSlow(what, input));
    });
    this.#wire.watch(this.#idle.alive);
    const { signal } = way;
    this.#onAbort = () => {
      this.#stop(signal.reason instanceof Failure ? signal.reason : new Failure('Cancelled'));
    };
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  async #send(payload: Payload, outgoing: ClientRequest): Promise<void> {
    const name = nameOf(this.#request);
    const upload = new TransferProgress(this.#runner, name, 'sent', payload.length);
    await sendBody(payload, outgoing, {
      clock: this.#runner.clock,
      announced: this.#announced,
      answered: () => this.#wire.message !== undefined,
      onHandedOver: (bytes) => {
        this.#idle.handedOver(bytes);
      },
      onSent: (piece) => {
        this.#idle.alive();
        upload.moved(piece);
      },
      onFailure: (why) => {
        this.#stop(why);
      },
    });
  }

  async run(): Promise<Reply<T>> {
    const incoming = await this.#wire.incoming;
    this.#idle.answered(() => this.#download?.bytes ?? 0);
    const head = headOf(incoming);
    const name = nameOf(this.#request);
    const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
    const empty = !hasBody || head.headers['content-length'] === '0';
    const isPlain = empty || head.headers['content-encoding'] === undefined;
    const decoders = isPlain
      ? []
      : await (await import('./decode.ts')).decodersFor(name, head.headers, this.#way.warn);
    const sink = await this.#request.sink(head);
    const length = head.headers['content-length'];
    const total = length === undefined ? undefined : Number(length);
    // A range of the step's own has no part before it.
    const before = this.#request.headers['if-range'] === undefined ? 0 : firstOf(head);
    const download = new TransferProgress(this.#runner, name, 'received', total, before);
    this.#download = download;
    incoming.on('data', download.moved);
    try {
      const body = await receive(incoming, decoders, sink);
      if (this.#wire.excess && hasBody && total !== undefined && total > 0)
        throw fault('EXCESS_BODY');
      return { ...head, bytes: download.bytes, body, discard: () => sink.discard() };
    } catch (error) {
      await sink.discard();
      throw error;
    }
  }

  /** Frees what the attempt holds. */
  end(): void {
    this.#idle.stop();
    this.#way.signal.removeEventListener('abort', this.#onAbort);
    this.#wire.release();
  }

  /** Whether an answer says that `Expect` is what keeps it from being another one. */
  isUnexpected({ status }: Reply<T>): boolean {
    return this.#announced && status === 417 && this.#request.isFinal?.(status) !== true;
  }

  /** Whether the attempt met a connection that the server had closed. */
  wasStale(failure: unknown): boolean {
    return (
      failure instanceof Failure &&
      failure !== this.#reason &&
      closedCodes.has(failure.code ?? '') &&
      this.#wire.unheard &&
      isRepeatable(this.#request)
    );
  }

  /** @returns what an attempt fails with that met an error */
  async explain(error: unknown): Promise<unknown> {
    if (this.#reason !== undefined) return this.#reason;
    // What has no code is no fault of the network, but a defect: it must not look like one.
    if (error instanceof Failure || systemCode(error) === undefined) return error;
    const { url } = this.#request;
    const facts = {
      url,
      proxy: this.#connections.proxyFor(url),
      extraCertificates: this.#runner.env('NODE_EXTRA_CA_CERTS'),
      sent: this.#wire.sent,
      progress: this.#progress(),
    };
    const { transportFailure } = await import('../errors/transport-faults.ts');
    return transportFailure(nameOf(this.#request), error, facts);
  }

  /** @param input what the step can change about it */
  #tooSlow(what: string, input: string | undefined): Failure {
    const { sent } = this.#wire;
    const { url } = this.#request;
    const proxy = sent ? undefined : this.#connections.proxyFor(url);
    const who = proxy === undefined ? addressOf(url) : `the proxy ${addressOf(proxy)}`;
    const at = sent ? '' : ` at ${who}`;
    return new Failure(`${nameOf(this.#request)}: ${what}${at} ${this.#progress()}`, {
      title: 'no whole answer',
      transient: true,
      code: 'ETIMEDOUT',
      sent,
      ...(proxy !== undefined ? checkProxy : input === undefined ? {} : boundedBy(input)),
    });
  }

  #stop(reason: Failure): void {
    this.#reason ??= reason;
    this.#wire.stop(reason);
  }

  #progress(): string {
    const { message } = this.#wire;
    if (message === undefined) return 'before an answer came';
    const promised = message.headers['content-length'];
    const of = promised === undefined ? '' : ` of ${String(Number(promised))}`;
    return `after ${String(this.#download?.bytes ?? 0)}${of} bytes of the answer`;
  }
}

/** What to do about a time-out that the step can change. */
function boundedBy(input: string): WayOut {
  const hint = `\`${input}\` bounds this: raise it if the tenant may need longer`;
  return { hint, topic: 'silence' };
}
