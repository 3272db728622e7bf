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
import { firstByteOf, readHead, receive } from './receive.ts';
import { type IdleWatch, TransferProgress, watchIdle } from './transfer.ts';
import { Wire } from './wire.ts';

/** The idle time-out of an attempt. */
export interface IdleLimit {
  /** Longest time without a byte sent or received. */
  readonly idleTimeoutMs: number;
  /** The input that sets it, for the error; undefined if no input does. */
  readonly idleInput?: 'idle-timeout-seconds' | undefined;
}

interface AttemptOptions {
  /** Whether to use a connection that has carried no request yet. */
  readonly fresh: boolean;
  /** Whether a large body may be preceded by `Expect: 100-continue`. */
  readonly mayExpect: boolean;
  /** Aborts the attempt. */
  readonly signal: AbortSignal;
  readonly warn: (text: string) => void;
}

/** Error codes of a connection that the server has closed. */
const closedCodes: ReadonlySet<string> = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);

/**
 * Makes one attempt at a request, up to the last byte of the response in its sink. Two failures do not
 * count, because the server did nothing; each is retried at once, one time: an idle connection that the
 * server had closed (RFC 9112 section 9.3.1; if the request is repeatable), and a 417 (RFC 9110, 10.1.1).
 * An attempt in flight when its request is aborted gets `graceMs` to be answered: what the server has
 * created by then must be known, so that it can be undone.
 * @returns a Send that throws a Failure if the response is missing or cut short, or no data comes in time
 */
export function attempting(runner: Runner, connections: Connections, limit: IdleLimit): Send {
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) runner.warning(text);
    warned.add(text);
  };
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    const { graceMs, signal = runner.signal } = request;
    const deadline = graceMs === undefined ? undefined : after(runner.clock, signal, graceMs);
    let options: AttemptOptions = {
      fresh: false,
      mayExpect: true,
      signal: deadline?.signal ?? signal,
      warn,
    };
    try {
      for (;;) {
        signal.throwIfAborted();
        const attempt = new Attempt(request, runner, connections, limit, options);
        try {
          const reply = await attempt.run();
          if (!attempt.isExpectRefused(reply))
            return options.fresh ? { ...reply, repeated: true } : reply;
          options = { ...options, mayExpect: false };
          await reply.discard();
        } catch (error) {
          const failure = await attempt.explain(error);
          if (!attempt.wasStale(failure)) throw failure;
          options = { ...options, fresh: true };
        } finally {
          attempt.end();
        }
      }
    } finally {
      deadline?.cancel();
    }
  };
}

class Attempt<T> {
  readonly #request: Request<T>;
  readonly #runner: Runner;
  readonly #connections: Connections;
  readonly #options: AttemptOptions;
  readonly #wire: Wire;
  readonly #idle: IdleWatch;
  readonly #expectsContinue: boolean;
  readonly #onAbort: () => void;
  /** Set if we aborted the attempt ourselves. */
  #reason: Failure | undefined;
  #download: TransferProgress | undefined;

  constructor(
    request: Request<T>,
    runner: Runner,
    connections: Connections,
    limit: IdleLimit,
    options: AttemptOptions,
  ) {
    this.#request = request;
    this.#runner = runner;
    this.#connections = connections;
    this.#options = options;
    const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
    this.#expectsContinue = isLarge(payload) && options.mayExpect;
    const headers = { ...request.headers, ...bodyHeaders(payload, this.#expectsContinue) };
    const writeBody =
      payload && ((outgoing: ClientRequest) => void this.#sendPayload(payload, outgoing));
    this.#wire = new Wire({ ...request, headers }, connections, options.fresh, writeBody);
    const { maxIdleMs = Infinity } = request;
    const idleMs = Math.min(limit.idleTimeoutMs, maxIdleMs);
    const input = limit.idleTimeoutMs < maxIdleMs ? limit.idleInput : undefined;
    this.#idle = watchIdle(runner.clock, idleMs, (why) => {
      const idle = `no data for ${String(idleMs / 1000)} s`;
      const what = why === 'idle' ? idle : 'transferred too slowly for too long';
      this.#stop(this.#tooSlow(what, input));
    });
    this.#wire.watch(this.#idle.alive);
    const { signal } = options;
    this.#onAbort = () => {
      this.#stop(signal.reason instanceof Failure ? signal.reason : new Failure('Cancelled'));
    };
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  async #sendPayload(payload: Payload, outgoing: ClientRequest): Promise<void> {
    const name = nameOf(this.#request);
    const upload = new TransferProgress(this.#runner, name, 'sent', payload.length);
    await sendBody(payload, outgoing, {
      clock: this.#runner.clock,
      expectsContinue: this.#expectsContinue,
      answered: () => this.#wire.message !== undefined,
      onWrite: (bytes) => {
        this.#idle.wrote(bytes);
      },
      onSent: (piece) => {
        this.#idle.alive();
        upload.add(piece);
      },
      onFailure: (failure) => {
        this.#stop(failure);
      },
    });
  }

  async run(): Promise<Reply<T>> {
    const incoming = await this.#wire.incoming;
    this.#idle.answered(() => this.#download?.bytes ?? 0);
    const head = readHead(incoming);
    const name = nameOf(this.#request);
    const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
    const { 'content-length': length, 'content-encoding': coding } = head.headers;
    const isPlain = !hasBody || length === '0' || coding === undefined;
    const decoders = isPlain
      ? []
      : await (await import('./decode.ts')).decodersFor(name, head.headers, this.#options.warn);
    const sink = await this.#request.sink(head);
    const total = length === undefined ? undefined : Number(length);
    // `If-Range` marks the rest of a download, which continues an earlier attempt.
    const earlierBytes = this.#request.headers['if-range'] === undefined ? 0 : firstByteOf(head);
    const download = new TransferProgress(this.#runner, name, 'received', total, earlierBytes);
    this.#download = download;
    incoming.on('data', download.add);
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

  /** Releases the timer, the listener and the connection. */
  end(): void {
    this.#idle.stop();
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    this.#wire.release();
  }

  /** Whether the server refused the `Expect` header (417) rather than the request. */
  isExpectRefused({ status }: Reply<T>): boolean {
    return this.#expectsContinue && status === 417 && this.#request.isFinal?.(status) !== true;
  }

  /** Whether the attempt failed on a reused connection that the server had already closed. */
  wasStale(failure: unknown): boolean {
    return (
      failure instanceof Failure &&
      failure !== this.#reason &&
      closedCodes.has(failure.code ?? '') &&
      this.#wire.isReusedAndSilent &&
      isRepeatable(this.#request)
    );
  }

  /** @returns the Failure for a network error; any other error as it is */
  async explain(error: unknown): Promise<unknown> {
    if (this.#reason !== undefined) return this.#reason;
    // An error without a code is a bug in this action, and must not look like a network fault.
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

  /** @param input the input that sets this limit, if any */
  #tooSlow(what: string, input: IdleLimit['idleInput']): Failure {
    const { sent } = this.#wire;
    const { url } = this.#request;
    const hint: WayOut | undefined = input && {
      hint: `\`${input}\` bounds this: raise it if the tenant may need longer`,
      topic: 'silence',
    };
    const proxy = sent ? undefined : this.#connections.proxyFor(url);
    const peer = proxy === undefined ? addressOf(url) : `the proxy ${addressOf(proxy)}`;
    const at = sent ? '' : ` at ${peer}`;
    return new Failure(`${nameOf(this.#request)}: ${what}${at} ${this.#progress()}`, {
      title: 'no complete response',
      transient: true,
      code: 'ETIMEDOUT',
      sent,
      ...(proxy === undefined ? hint : checkProxy),
    });
  }

  #stop(reason: Failure): void {
    this.#reason ??= reason;
    this.#wire.stop(reason);
  }

  #progress(): string {
    const { message } = this.#wire;
    if (message === undefined) return 'before an answer came';
    const announced = message.headers['content-length'];
    const of = announced === undefined ? '' : ` of ${String(Number(announced))}`;
    return `after ${String(this.#download?.bytes ?? 0)}${of} bytes of the answer`;
  }
}
