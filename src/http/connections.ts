import * as http from 'node:http';
import * as https from 'node:https';
import { HttpClient } from '@actions/http-client';
import type { RequestInfo } from '@actions/http-client/lib/interfaces';
import { userAgent } from '../version.ts';
import type { Clock } from '../runner/clock.ts';
import { type Agents, hostAndPort } from './agents.ts';
import type { Method, Payload } from './exchange.ts';
import { proxyFor } from './proxy.ts';
import { isRepeatable } from './policy.ts';

/** The bare HTTP request on its connection, before anything has come back. */
export interface Wire {
  readonly outgoing: http.ClientRequest;
  readonly incoming: Promise<http.IncomingMessage>;
}

/** What is sent, once all layers have had their say. */
export interface WireRequest {
  readonly method: Method;
  readonly url: URL;
  readonly harmless?: boolean | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Payload | undefined;
  /** Whether it needs a connection that has carried nothing yet, whatever its method. */
  readonly fresh?: boolean | undefined;
}

/** Sends the body, and ends `outgoing` only after its last byte. */
export type BodyWriter = (outgoing: http.ClientRequest) => void;

/** A connection that was quiet for longer may be dead, in milliseconds: no POST rides on it. */
const maxQuietMs = 2000;

/** http-client's own time-out only ends the socket: ours (attempt.ts) is to strike first, always. */
const never = 2 ** 31 - 1;

/** Of an answer's head, in bytes: Node reads no more than 16 KiB unless it is told to. */
const maxHeaderSize = 128 * 1024;

/**
 * The connections of one step. A POST or PATCH gets a connection that has carried nothing yet, unless
 * it may be repeated and one was in use just now; what follows goes over the connection that was opened
 * last, so that a token request and the GET after it share one.
 */
export class Connections {
  readonly #agents: Agents;
  readonly #clock: Clock;
  /** When an answer came last over an agent's connections. */
  readonly #answered = new WeakMap<http.Agent, number>();
  readonly #latest = new Map<string, http.Agent>();
  readonly #client = new HttpClient(undefined, [], { socketTimeout: never });

  constructor(agents: Agents, clock: Clock) {
    this.#agents = agents;
    this.#clock = clock;
  }

  /** Makes ready for a request that will come soon: its connection costs it no wait then. */
  prepare(request: Pick<WireRequest, 'method' | 'url'>): void {
    if (!isRepeatable(request)) this.#agents.prepare(request.url);
  }

  /**
   * Begins a request through `@actions/http-client`'s raw request and its agents. Its retries,
   * redirects and `readBody` are not used: they repeat requests, re-send tokens and hang.
   */
  open(request: WireRequest, writeBody: BodyWriter): Wire {
    const { url } = request;
    const agent = this.#agentFor(request);
    const transport = url.protocol === 'https:' ? https : http;
    let outgoing: http.ClientRequest | undefined;
    const info: RequestInfo = {
      parsedUrl: url,
      options: {
        method: request.method,
        ...hostAndPort(url),
        path: url.pathname + url.search,
        headers: { 'user-agent': userAgent, ...request.headers },
        agent,
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
    const incoming = new Promise<http.IncomingMessage>((resolve, reject) => {
      this.#client.requestRawWithCallback(
        info,
        bodySource(request.payload, writeBody),
        (error, reply) => {
          if (reply === undefined) reject(error ?? new Error('no answer'));
          else {
            reply.message.once('close', () => this.#answered.set(agent, this.#clock.now()));
            resolve(reply.message);
          }
        },
      );
    });
    if (outgoing === undefined) throw new Error('no request was made');
    return { outgoing, incoming };
  }

  #agentFor(request: WireRequest): http.Agent {
    const { url } = request;
    // A redirect may lead to a host that `no_proxy` names, or from one.
    const proxy = proxyFor(url);
    const way = `${url.protocol} ${proxy?.href ?? ''}`;
    const latest = this.#latest.get(way);
    if (latest !== undefined && request.fresh !== true && this.#isFit(latest, request))
      return latest;
    const agent = this.#agents.unused(url, proxy);
    this.#latest.set(way, agent);
    return agent;
  }

  /** Whether a request may ride on connections that have carried others: they may be dead. */
  #isFit(agent: http.Agent, request: WireRequest): boolean {
    if (!isRepeatable(request)) return false;
    const isPost = request.method === 'POST' || request.method === 'PATCH';
    return !isPost || this.#clock.now() - (this.#answered.get(agent) ?? 0) < maxQuietMs;
  }
}

/**
 * http-client would pipe a stream and end the request when the stream closes, even after a read
 * error, so that half a file looks whole. It calls nothing but `on` and `pipe`: we take it from there.
 */
function bodySource(
  payload: Payload | undefined,
  writeBody: BodyWriter,
): NodeJS.ReadableStream | null {
  if (payload === undefined) return null;
  return { on: () => undefined, pipe: writeBody } as unknown as NodeJS.ReadableStream;
}
