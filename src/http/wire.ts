import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { HttpClient } from '@actions/http-client';
import { userAgent } from '../version.ts';
import { type Connections, fault } from './connections.ts';
import type { Request } from './exchange.ts';
import { isRepeatable } from './policy.ts';
import { hostAndPort } from './proxy.ts';

/** A connection that was idle for longer may be dead: no POST or PATCH that may be repeated uses it. */
const maxIdleMs = 2000;

/** The longest time-out there is. http-client's own only ends the socket; attempt.ts has a better one. */
const longestMs = 2 ** 31 - 1;

const client = new HttpClient(undefined, [], { socketTimeout: longestMs });

/** For the headers of a response. Node's default is 16 KiB. */
const maxHeaderBytes = 128 * 1024;

/**
 * One HTTP request on one connection, made with the raw request of `@actions/http-client` and our own
 * agents. The retries, redirects and `readBody` of http-client are not used: they repeat requests that
 * must not be repeated, send tokens to other hosts, and may hang.
 */
export class Wire {
  readonly outgoing: http.ClientRequest;
  /** The response, as soon as its headers are here; rejects if the request ends without one. */
  readonly incoming: Promise<http.IncomingMessage>;
  readonly #connections: Connections;
  #onActivity: () => void = () => undefined;
  readonly #ended = Promise.withResolvers<never>();
  #message: http.IncomingMessage | undefined;
  #socket: Socket | undefined;
  /** How many bytes the connection had read before this request. */
  #bytesReadBefore = 0;
  #sent = false;
  #excess = false;

  /**
   * @param fresh whether to use a connection that has carried no request yet, whatever the method
   * @param writeBody writes the body, and ends `outgoing` only after its last byte; undefined for none
   */
  constructor(
    request: Pick<Request<unknown>, 'method' | 'url' | 'headers' | 'repeatable'>,
    connections: Connections,
    fresh: boolean,
    writeBody?: (outgoing: http.ClientRequest) => void,
  ) {
    this.#connections = connections;
    const { url, method, headers } = request;
    const transport = url.protocol === 'https:' ? https : http;
    let outgoing: http.ClientRequest | undefined;
    const info = {
      parsedUrl: url,
      options: {
        method,
        ...hostAndPort(url),
        path: url.pathname + url.search,
        headers: { 'user-agent': userAgent, ...headers },
        agent: connections.agentFor(url, fresh ? 0 : maxIdle(request)),
        maxHeaderSize: maxHeaderBytes,
      },
      // http-client does not expose its ClientRequest: this captures it.
      httpModule: {
        request(
          options: https.RequestOptions,
          onResponse: (message: http.IncomingMessage) => void,
        ) {
          outgoing = transport.request(options, onResponse);
          // Node would silently drop headers after the 2,000th; `maxHeaderSize` limits them anyway.
          outgoing.maxHeadersCount = 0;
          return outgoing;
        },
      } as unknown as typeof http,
    };
    const answer = new Promise<http.IncomingMessage>((resolve, reject) => {
      const body = writeBody === undefined ? null : bodySource(writeBody);
      client.requestRawWithCallback(info, body, (error, reply) => {
        if (reply === undefined) reject(error ?? new Error('no answer'));
        else resolve(this.#noteAnswer(reply.message));
      });
    });
    if (outgoing === undefined) throw new Error('no request was made');
    this.outgoing = outgoing;
    this.incoming = Promise.race([answer, this.#ended.promise]);
    // Node reports no error if the server switches protocols (101), and http-client reports none for a
    // request that we destroy.
    outgoing
      .once('close', () => {
        this.#ended.reject(fault('ECONNRESET'));
      })
      .once('upgrade', (_incoming, socket) => {
        socket.destroy();
        this.#ended.reject(fault('HPE_SWITCHED'));
      })
      .once('socket', (socket) => {
        this.#noteWhenSent(socket, url.protocol === 'https:' ? 'secureConnect' : 'connect');
      });
    // If Content-Length is too small, Node ends the body as if it were whole, and then fails to parse the
    // rest as the next response.
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.#excess ||= code?.startsWith('HPE_') === true;
    });
  }

  /** @param onActivity called whenever the connection shows that it is alive; call this before there is one */
  watch(onActivity: () => void): void {
    this.#onActivity = onActivity;
  }

  /** The response, once it has begun. */
  get message(): http.IncomingMessage | undefined {
    return this.#message;
  }

  /** Whether any byte of the request may have reached the server. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Whether more arrived than `Content-Length` announced: the body that Node gave us is cut short. */
  get excess(): boolean {
    return this.#excess;
  }

  /** Whether the connection had served a request before, and brought no byte of a response to this one. */
  get isReusedAndSilent(): boolean {
    return this.outgoing.reusedSocket && this.#socket?.bytesRead === this.#bytesReadBefore;
  }

  /** Aborts the request. Until a proxy has opened its tunnel, Node does not report that itself. */
  stop(reason: Error): void {
    this.#message?.destroy(reason);
    this.outgoing.destroy(reason);
    this.#ended.reject(reason);
  }

  /** Keeps the connection open for the next request if this exchange is complete, or else closes it. */
  release(): void {
    this.#socket?.off('data', this.#onActivity);
    const isComplete = this.#message?.complete === true && this.outgoing.writableFinished;
    if (!isComplete) this.outgoing.destroy();
  }

  #noteAnswer(message: http.IncomingMessage): http.IncomingMessage {
    this.#message = message;
    const { socket } = message;
    return message.once('close', () => {
      this.#connections.answered(socket);
    });
  }

  /** Nothing is sent before the connection is established: a fault until then is safe to retry. */
  #noteWhenSent(socket: Socket, event: 'secureConnect' | 'connect'): void {
    this.#socket = socket;
    this.#bytesReadBefore = socket.bytesRead;
    // The socket's own `data` also covers headers and 1xx responses; before the handshake there is none.
    socket.on('data', this.#onActivity);
    if (socket.connecting) socket.once('connect', this.#onActivity);
    const onSent = (): void => {
      this.#sent = true;
      this.#onActivity();
    };
    // An early connection may still be in its handshake.
    const { connecting, secureConnecting } = socket as Socket & { secureConnecting?: boolean };
    if (!connecting && secureConnecting !== true) onSent();
    else socket.once(event, onSent);
  }
}

/** How long the connection of a request may have been idle, in ms; 0 stands for a new connection. */
function maxIdle(request: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>): number {
  if (!isRepeatable(request)) return 0;
  return request.method === 'POST' || request.method === 'PATCH' ? maxIdleMs : Infinity;
}

/**
 * Stands in for the body's stream. http-client would pipe a stream, and end the request when the stream
 * closes, even after a read error, so that half a file would look whole. It only calls `on` and `pipe`;
 * our `pipe` writes the body itself.
 */
function bodySource(writeBody: (outgoing: http.ClientRequest) => void): NodeJS.ReadableStream {
  return { on: () => undefined, pipe: writeBody } as unknown as NodeJS.ReadableStream;
}
