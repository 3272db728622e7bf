import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../failure.ts';
import type { Clock } from '../runner/clock.ts';
import type { Connections } from './connections.ts';
import { decodersFor } from './decode.ts';
import {
  type Head,
  nameOf,
  type Payload,
  type Reply,
  type Request,
  type Send,
} from './exchange.ts';
import { type IdleWatch, watchIdle } from './idle.ts';
import { proxyFor } from './proxy.ts';
import { TransportFailure, transportFailure } from './transport-faults.ts';

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

  constructor(request: Request<T>, context: AttemptContext) {
    const { connections, clock } = context;
    const signal = request.signal ?? context.signal;
    this.#request = request;
    this.#signal = signal;
    const { payload } = request;
    const headers: Record<string, string> = { ...request.headers };
    if (payload !== undefined) headers['content-length'] = String(payload.length);
    const wire = connections.open({ ...request, headers }, (outgoing) => {
      if (payload !== undefined) void this.#write(payload, outgoing);
    });
    this.#outgoing = wire.outgoing;
    this.#arriving = wire.incoming;
    this.#noteWhenSent();
    this.#idle = watchIdle(clock, request.idleTimeout, (why) => {
      const seconds = request.idleTimeout / 1000;
      const bound = { silence: `no byte for ${String(seconds)} s`, drip: `too slow for too long` };
      this.#stop(
        new TransportFailure(
          `${nameOf(request)}: ${bound[why]} (idle-timeout-seconds) ${this.#progress()}`,
          { code: 'ETIMEDOUT', sent: this.#sent },
        ),
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
    const decoders: Duplex[] = hasBody ? await decodersFor(name, head.headers) : [];
    const sink = this.#request.sink(head);
    incoming.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      this.#idle.received(chunk.length);
    });
    try {
      await pipeline([incoming, ...decoders, sink.writable]);
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
    if (this.#incoming?.complete !== true) this.#outgoing.destroy();
  }

  explain(error: unknown): unknown {
    if (this.#reason !== undefined) return this.#reason;
    if (error instanceof Failure) return error;
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
      if (!socket.connecting) sent();
      else socket.once(this.#request.url.protocol === 'https:' ? 'secureConnect' : 'connect', sent);
    });
  }

  async #write(payload: Payload, outgoing: ClientRequest): Promise<void> {
    try {
      for await (const chunk of payload.open()) {
        const flowing = outgoing.write(chunk, () => {
          this.#idle.sent();
        });
        if (!flowing) await drained(outgoing);
      }
      outgoing.end();
    } catch (error) {
      outgoing.destroy(error instanceof Error ? error : undefined);
    }
  }

  #progress(): string {
    if (this.#incoming === undefined) return 'before an answer came';
    const promised = this.#incoming.headers['content-length'];
    const of = promised === undefined ? '' : ` of ${String(Number(promised))}`;
    return `after ${String(this.#bytes)}${of} bytes of the answer`;
  }
}

async function drained(outgoing: ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    outgoing.once('drain', resolve);
    outgoing.once('close', () => {
      reject(Object.assign(new Error('closed'), { code: 'EPIPE' }));
    });
  });
}

function headOf(incoming: IncomingMessage): Head {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  return { status: incoming.statusCode ?? 0, headers };
}
