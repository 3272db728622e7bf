import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { HttpClient } from '@actions/http-client';
import { userAgent } from '../version.ts';
import { type Connections, fault } from './connections.ts';
import type { Request } from './exchange.ts';
import { isRepeatable } from './policy.ts';
import { hostAndPort } from './proxy.ts';

/** A connection that was quiet for longer may be dead: no POST rides on it. */
const maxQuietMs = 2000;

/** http-client's own time-out only ends the socket: ours (attempt.ts) is to strike first, always. */
const never = 2 ** 31 - 1;

const client = new HttpClient(undefined, [], { socketTimeout: never });

/** Of an answer's head, in bytes: Node reads no more than 16 KiB unless it is told to. */
const maxHeaderSize = 128 * 1024;

/**
 * One HTTP request on its connection, through `@actions/http-client`'s raw request and our agents. Its
 * retries, redirects and `readBody` are not used: they repeat requests, re-send tokens and hang.
 */
export class Wire {
  readonly outgoing: http.ClientRequest;
  /** Rejects when the request ends without an answer. */
  readonly incoming: Promise<http.IncomingMessage>;
  readonly #connections: Connections;
  #onSign: () => void = () => undefined;
  readonly #ended = Promise.withResolvers<never>();
  #message: http.IncomingMessage | undefined;
  #socket: Socket | undefined;
  /** Bytes that had come over the connection before. */
  #readBefore = 0;
  #sent = false;
  #excess = false;

  /**
   * @param fresh whether it needs a connection that has carried nothing yet, whatever its method
   * @param writeBody sends the body, and ends `outgoing` only after its last byte; undefined for none
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
        agent: connections.agentFor(url, fresh ? 0 : maxQuiet(request)),
        maxHeaderSize,
      },
      // http-client keeps the ClientRequest to itself; this keeps it for us too.
      httpModule: {
        request(
          options: https.RequestOptions,
          onResponse: (message: http.IncomingMessage) => void,
        ) {
          outgoing = transport.request(options, onResponse);
          // Node would leave out what comes after 2,000 of them, quietly: their size is bounded already.
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
    // Of a protocol that is switched (101) Node reports no error, and http-client none of a request that we
    // destroy.
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
    // Node ends a body well whose Content-Length is too small, and reports the rest as a bad next answer.
    outgoing.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.#excess ||= code?.startsWith('HPE_') === true;
    });
  }

  /** @param onSign called for each sign of life on the connection, which is not there yet */
  watch(onSign: () => void): void {
    this.#onSign = onSign;
  }

  /** The answer, once it has begun. */
  get message(): http.IncomingMessage | undefined {
    return this.#message;
  }

  /** Whether any byte of the request may have reached the server. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Whether more came than the last promised byte: `Content-Length` is too small, and the body cut. */
  get excess(): boolean {
    return this.#excess;
  }

  /** Whether the connection had carried a request before, and no byte of an answer to this one. */
  get unheard(): boolean {
    return this.outgoing.reusedSocket && this.#socket?.bytesRead === this.#readBefore;
  }

  /** Ends the request: Node itself reports no end before a proxy has given a connection. */
  stop(reason: Error): void {
    this.#message?.destroy(reason);
    this.outgoing.destroy(reason);
    this.#ended.reject(reason);
  }

  /** Frees what it holds; a connection whose answer has ended stays open for the next. */
  release(): void {
    this.#socket?.off('data', this.#onSign);
    const whole = this.#message?.complete === true && this.outgoing.writableFinished;
    if (!whole) this.outgoing.destroy();
  }

  #noteAnswer(message: http.IncomingMessage): http.IncomingMessage {
    this.#message = message;
    const { socket } = message;
    return message.once('close', () => {
      this.#connections.answered(socket);
    });
  }

  /** No byte leaves before a new connection stands: a fault until then is safe to try again. */
  #noteWhenSent(socket: Socket, event: 'secureConnect' | 'connect'): void {
    this.#socket = socket;
    this.#readBefore = socket.bytesRead;
    // Heads and informational answers are bytes too. Before the handshake there is nothing to see.
    socket.on('data', this.#onSign);
    if (socket.connecting) socket.once('connect', this.#onSign);
    const onSent = (): void => {
      this.#sent = true;
      this.#onSign();
    };
    // A connection that was opened early may be in the middle of its handshake.
    const { connecting, secureConnecting } = socket as Socket & { secureConnecting?: boolean };
    if (!connecting && secureConnecting !== true) onSent();
    else socket.once(event, onSent);
  }
}

/** How long the connection of a request may have been quiet; 0 for one that has carried nothing yet. */
function maxQuiet(request: Pick<Request<unknown>, 'method' | 'url' | 'repeatable'>): number {
  if (!isRepeatable(request)) return 0;
  return request.method === 'POST' || request.method === 'PATCH' ? maxQuietMs : Infinity;
}

/**
 * http-client would pipe a stream and end the request when the stream closes, even after a read
 * error, so that half a file looks whole. It calls nothing but `on` and `pipe`: we take it from there.
 */
function bodySource(writeBody: (outgoing: http.ClientRequest) => void): NodeJS.ReadableStream {
  return { on: () => undefined, pipe: writeBody } as unknown as NodeJS.ReadableStream;
}
