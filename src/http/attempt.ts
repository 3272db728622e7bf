import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { addressOf } from '../errors/outcome.ts';
import { Failure, systemCode } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Log, Runner } from '../runner/runner.ts';
import { checkProxy, type WayOut } from '../troubleshooting.ts';
import { decodersOf, excessBody, firstOf, headOf, neverAnswered } from './answer.ts';
import type { Connections } from './connections.ts';
import { nameOf, type Reply, type Request } from './exchange.ts';
import { isRepeatable } from './policy.ts';
import { proxyFor } from './proxy.ts';
import { receive } from './receive.ts';
import { bodyHeaders, isLarge, sendBody, type Sending } from './send-body.ts';
import { type IdleWatch, TransferProgress, watchIdle } from './transfer.ts';

/** What an attempt needs of the world. */
export interface AttemptContext {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'info' | 'warning'>;
  /** See ClientOptions. */
  readonly idleTimeoutMs: number;
  readonly idleInput?: string | undefined;
}

/** How an attempt is made. */
export interface Way {
  /** On a connection that has carried nothing yet. */
  readonly fresh: boolean;
  /** Without `Expect: 100-continue`. */
  readonly unannounced: boolean;
}

/** What a connection fails with that the server has closed. */
const closedCodes: ReadonlySet<string> = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);

/** One attempt: it ends when the body of the answer has ended in its sink. */
export class Attempt<T> {
  readonly #request: Request<T>;
  readonly #logging: Pick<Runner, 'clock' | 'info'>;
  readonly #outgoing: ClientRequest;
  readonly #arriving: Promise<IncomingMessage>;
  readonly #idle: IdleWatch;
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;
  /** Rejects when we end the attempt: Node tells of no end before a proxy has given a connection. */
  readonly #stopped = Promise.withResolvers<never>();
  #incoming: IncomingMessage | undefined;
  /** Why we ended the attempt ourselves. */
  #reason: Failure | undefined;
  #sent = false;
  #download: TransferProgress | undefined;
  #excess = false;
  /** The longest silence, in milliseconds, and the input that sets it. */
  readonly #idleMs: number;
  readonly #idleInput: string | undefined;
  readonly #announced: boolean;
  readonly #warn: (text: string) => void;
  #socket: Socket | undefined;
  /** Bytes that had come over the connection before. */
  #readBefore = 0;
  readonly #onData = (): void => {
    this.#idle.alive();
  };

  constructor(
    request: Request<T>,
    context: AttemptContext,
    { fresh, unannounced }: Way,
    warn: (text: string) => void,
  ) {
    const { connections, clock } = context;
    const signal = request.grace ?? request.signal ?? context.signal;
    this.#request = request;
    this.#warn = warn;
    const logging = { clock, info: context.log.info };
    this.#logging = logging;
    this.#signal = signal;
    const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
    const announced = isLarge(payload) && !unannounced;
    this.#announced = announced;
    const headers = { ...request.headers, ...bodyHeaders(payload, announced) };
    const upload = new TransferProgress(logging, nameOf(request), 'sent', payload?.length);
    const sending: Sending = {
      clock,
      announced,
      answered: () => this.#incoming !== undefined,
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
    };
    const wire = connections.open({ ...request, headers, payload, fresh }, (outgoing) => {
      if (payload !== undefined) void sendBody(payload, outgoing, sending);
    });
    this.#outgoing = wire.outgoing;
    this.#arriving = Promise.race([
      wire.incoming,
      neverAnswered(wire.outgoing),
      this.#stopped.promise,
    ]);
    this.#noteWhenSent();
    this.#noteExcess();
    const { maxIdleMs = Infinity } = request;
    this.#idleMs = Math.min(context.idleTimeoutMs, maxIdleMs);
    this.#idleInput = context.idleTimeoutMs < maxIdleMs ? context.idleInput : undefined;
    this.#idle = watchIdle(clock, this.#idleMs, (why) => {
      this.#stop(this.#tooSlow(why));
    });
    this.#onAbort = () => {
      this.#stop(signal.reason instanceof Failure ? signal.reason : new Failure('Cancelled'));
    };
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  async run(): Promise<Reply<T>> {
    const incoming = await this.#arriving;
    this.#incoming = incoming;
    this.#idle.answered(() => this.#download?.bytes ?? 0);
    const head = headOf(incoming);
    const name = nameOf(this.#request);
    const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
    const empty = !hasBody || head.headers['content-length'] === '0';
    const decoders = empty ? [] : await decodersOf(name, head, this.#warn);
    const sink = await this.#request.sink(head);
    const length = head.headers['content-length'];
    const total = length === undefined ? undefined : Number(length);
    // A range of the step's own has no part before it.
    const before = this.#request.headers['if-range'] === undefined ? 0 : firstOf(head);
    const download = new TransferProgress(this.#logging, name, 'received', total, before);
    this.#download = download;
    incoming.on('data', download.moved);
    try {
      const body = await receive(incoming, decoders, sink);
      if (this.#excess && hasBody && total !== undefined && total > 0) throw excessBody();
      return { ...head, bytes: download.bytes, body, discard: () => sink.discard() };
    } catch (error) {
      await sink.discard();
      throw error;
    }
  }

  /** Frees what the attempt holds; a connection whose answer has ended stays open for the next. */
  end(): void {
    this.#idle.stop();
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#socket?.off('data', this.#onData);
    const whole = this.#incoming?.complete === true && this.#outgoing.writableFinished;
    if (!whole) this.#outgoing.destroy();
  }

  /** Whether an answer says that `Expect` is what keeps it from being another one. */
  isUnexpected({ status }: Reply<T>): boolean {
    return this.#announced && status === 417 && this.#request.isFinal?.(status) !== true;
  }

  /**
   * Whether the attempt met a connection that the server had closed: it had carried a request before, and
   * no byte of an answer came.
   */
  wasStale(fault: unknown): boolean {
    return (
      fault instanceof Failure &&
      fault !== this.#reason &&
      closedCodes.has(fault.code ?? '') &&
      this.#outgoing.reusedSocket &&
      this.#socket?.bytesRead === this.#readBefore &&
      isRepeatable(this.#request)
    );
  }

  async explain(error: unknown): Promise<unknown> {
    if (this.#reason !== undefined) return this.#reason;
    // What has no code is no fault of the network, but a defect: it must not look like one.
    if (error instanceof Failure || systemCode(error) === undefined) return error;
    const { url } = this.#request;
    const [sent, progress] = [this.#sent, this.#progress()];
    const { transportFailure } = await import('../errors/transport-faults.ts');
    return transportFailure(nameOf(this.#request), error, {
      url,
      proxy: proxyFor(url),
      sent,
      progress,
    });
  }

  #tooSlow(why: 'silence' | 'drip'): Failure {
    const what =
      why === 'silence'
        ? `no byte for ${String(this.#idleMs / 1000)} s`
        : 'transferred too slowly for too long';
    const at = this.#sent ? '' : ` at ${whereTo(this.#request.url)}`;
    const proxied = !this.#sent && proxyFor(this.#request.url) !== undefined;
    return new Failure(`${nameOf(this.#request)}: ${what}${at} ${this.#progress()}`, {
      title: 'no whole answer',
      transient: true,
      code: 'ETIMEDOUT',
      sent: this.#sent,
      ...(proxied ? checkProxy : this.#idleInput === undefined ? {} : boundedBy(this.#idleInput)),
    });
  }

  #stop(reason: Failure): void {
    this.#reason ??= reason;
    this.#incoming?.destroy(reason);
    this.#outgoing.destroy(reason);
    this.#stopped.reject(reason);
  }

  /** No byte leaves before a new connection stands: a fault until then is safe to try again. */
  #noteWhenSent(): void {
    this.#outgoing.once('socket', (socket) => {
      this.#socket = socket;
      this.#readBefore = socket.bytesRead;
      // Heads and informational answers are bytes too. Before the handshake there is nothing to see.
      socket.on('data', this.#onData);
      if (socket.connecting) socket.once('connect', this.#onData);
      const sent = (): void => {
        this.#sent = true;
        this.#idle.alive();
      };
      // A connection that was opened early may be in the middle of its handshake.
      const { connecting, secureConnecting } = socket as Socket & { secureConnecting?: boolean };
      if (!connecting && secureConnecting !== true) sent();
      else socket.once(this.#request.url.protocol === 'https:' ? 'secureConnect' : 'connect', sent);
    });
  }

  /**
   * What follows a body's last promised byte at once shows that `Content-Length` is too small, and
   * the body cut: Node ends it well all the same, and tells of the rest as of a bad next answer.
   */
  #noteExcess(): void {
    this.#outgoing.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.#excess ||= code?.startsWith('HPE_') === true;
    });
  }

  #progress(): string {
    if (this.#incoming === undefined) return 'before an answer came';
    const promised = this.#incoming.headers['content-length'];
    const of = promised === undefined ? '' : ` of ${String(Number(promised))}`;
    return `after ${String(this.#download?.bytes ?? 0)}${of} bytes of the answer`;
  }
}

/** What to do about a time-out that the step can change. */
function boundedBy(input: string): WayOut {
  const hint = `\`${input}\` bounds this: raise it if the tenant may need longer`;
  return { hint, topic: 'silence' };
}

/** Who is silent before a request is under way. */
function whereTo(url: URL): string {
  const proxy = proxyFor(url);
  return proxy === undefined ? addressOf(url) : `the proxy ${addressOf(proxy)}`;
}
