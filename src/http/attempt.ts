import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, pipeline, type Writable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Connections } from './connections.ts';
import { decodersFor } from './decode.ts';
import { type Head, nameOf, type Reply, type Request, type Send } from './exchange.ts';
import { type IdleWatch, watchIdle } from './idle.ts';
import { proxyFor } from './proxy.ts';
import { bodyHeaders, sendBody, type Sending } from './send-body.ts';
import { codeOf, TransportFailure, transportFailure } from './transport-faults.ts';

/** What an attempt needs of the world. */
export interface AttemptContext {
  readonly connections: Connections;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * @returns a Send that makes one attempt: it ends when the body of the answer has ended in its sink,
 *   and throws when there was no answer, not the whole of it, or `idleTimeout` of silence.
 */
export function attempting(context: AttemptContext): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    (request.signal ?? context.signal).throwIfAborted();
    const attempt = new Attempt(request, context);
    try {
      return await attempt.run();
    } catch (error) {
      throw attempt.explain(error);
    } finally {
      attempt.end();
    }
  };
}

class Attempt<T> {
  readonly #request: Request<T>;
  readonly #outgoing: ClientRequest;
  readonly #arriving: Promise<IncomingMessage>;
  readonly #idle: IdleWatch;
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;
  #incoming: IncomingMessage | undefined;
  /** Why we ended the attempt ourselves. */
  #reason: Failure | undefined;
  #sent = false;
  #bytes = 0;
  #excess = false;

  constructor(request: Request<T>, context: AttemptContext) {
    const { connections, clock } = context;
    const signal = request.signal ?? context.signal;
    this.#request = request;
    this.#signal = signal;
    const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
    const headers = { ...request.headers, ...bodyHeaders(payload) };
    const sending: Sending = {
      clock,
      answered: () => this.#incoming !== undefined,
      onSent: () => {
        this.#idle.sent();
      },
      onFailure: (why) => {
        this.#stop(why);
      },
    };
    const wire = connections.open({ ...request, headers, payload }, (outgoing) => {
      if (payload !== undefined) void sendBody(payload, outgoing, sending);
    });
    this.#outgoing = wire.outgoing;
    this.#arriving = Promise.race([wire.incoming, neverAnswered(wire.outgoing)]);
    this.#noteWhenSent();
    this.#noteExcess();
    this.#idle = watchIdle(clock, request.idleTimeout, (why) => {
      const seconds = request.idleTimeout / 1000;
      const what = why === 'silence' ? `no byte for ${String(seconds)} s` : 'too slow for too long';
      this.#stop(
        new TransportFailure(`${nameOf(request)}: ${what} ${this.#progress()}`, {
          code: 'ETIMEDOUT',
          sent: this.#sent,
        }),
      );
    });
    this.#onAbort = () => {
      this.#stop(signal.reason instanceof Failure ? signal.reason : new Failure('Cancelled'));
    };
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  async run(): Promise<Reply<T>> {
    const incoming = await this.#arriving;
    this.#incoming = incoming;
    this.#idle.received(0);
    const head = headOf(incoming);
    const name = nameOf(this.#request);
    const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
    const empty = !hasBody || head.headers['content-length'] === '0';
    const decoders: Duplex[] = empty ? [] : await decodersFor(name, head.headers);
    const sink = this.#request.sink(head);
    incoming.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      this.#idle.received(chunk.length);
    });
    try {
      await flow([incoming, ...decoders, sink.writable]);
      const promised = Number(head.headers['content-length'] ?? 0);
      if (this.#excess && hasBody && promised > 0) throw excessBody();
    } catch (error) {
      await sink.discard();
      throw error;
    }
    return {
      ...head,
      bytes: this.#bytes,
      body: sink.result(),
      discard: () => sink.discard(),
    };
  }

  /** Frees what the attempt holds; a connection whose answer has ended stays open for the next. */
  end(): void {
    this.#idle.stop();
    this.#signal.removeEventListener('abort', this.#onAbort);
    const whole = this.#incoming?.complete === true && this.#outgoing.writableFinished;
    if (!whole) this.#outgoing.destroy();
  }

  explain(error: unknown): unknown {
    if (this.#reason !== undefined) return this.#reason;
    // What has no code is no fault of the network, but a defect: it must not look like one.
    if (error instanceof Failure || codeOf(error) === '') return error;
    const proxy = proxyFor(this.#request.url);
    return transportFailure(nameOf(this.#request), error, this.#sent, this.#progress(), proxy);
  }

  #stop(reason: Failure): void {
    this.#reason ??= reason;
    this.#incoming?.destroy(reason);
    this.#outgoing.destroy(reason);
  }

  /** No byte leaves before a new connection stands: a fault until then is safe to try again. */
  #noteWhenSent(): void {
    this.#outgoing.once('socket', (socket) => {
      const sent = (): void => {
        this.#sent = true;
        this.#idle.sent();
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
    return `after ${String(this.#bytes)}${of} bytes of the answer`;
  }
}

/** Rejects when one of the streams fails or ends too early. */
function flow(streams: readonly (IncomingMessage | Duplex | Writable)[]): Promise<void> {
  return new Promise((resolve, reject) => {
    pipeline(streams, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Rejects when a request ends without an answer: Node tells of a protocol that is switched (101) by
 * no error, and of a request that we destroy by none that http-client hands on.
 */
function neverAnswered(outgoing: ClientRequest): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = (code: string) => () => {
      reject(Object.assign(new Error(code), { code }));
    };
    outgoing.once('close', refuse('ECONNRESET'));
    outgoing.once('upgrade', (_incoming, socket) => {
      socket.destroy();
      refuse('HPE_SWITCHED')();
    });
  });
}

function excessBody(): Error {
  return Object.assign(new Error('more than Content-Length'), { code: 'EXCESS_BODY' });
}

function headOf(incoming: IncomingMessage): Head {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  return { status: incoming.statusCode ?? 0, headers };
}
