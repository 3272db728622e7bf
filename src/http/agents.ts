import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, setDefaultAutoSelectFamilyAttemptTimeout, type Socket } from 'node:net';
import type { Clock } from '../runner/clock.ts';
import { proxyFor } from './proxy.ts';

/** An unused connection that is older may be dead already, in milliseconds. */
const mostAge = 4000;

/** Each address of a host gets so long to connect before the next is tried; Node's 250 ms are too short. */
const addressMs = 3000;

/** So long a server on this machine may take to speak first, in milliseconds. */
const listenMs = 3;

/**
 * The agents of one step, each with connections of its own. One can be made to connect before there
 * is a request for it: name, connection and TLS take three round trips in which other work is done.
 */
export class Agents {
  readonly #clock: Clock;
  readonly #all: http.Agent[] = [];
  readonly #prepared = new Map<string, http.Agent[]>();
  /** Sockets that no agent knows of yet. */
  readonly #listening = new Set<Socket>();

  constructor(clock: Clock) {
    this.#clock = clock;
    // Node knows of no other way for its connections to proxies.
    setDefaultAutoSelectFamilyAttemptTimeout(addressMs);
  }

  /**
   * Begins to connect to a URL's origin; not through a proxy, whose tunnel a request has to ask for.
   * Nothing is sent besides the TLS handshake. What goes wrong shows in the request, later.
   */
  prepare(url: URL): void {
    if (proxyFor(url) !== undefined) return;
    const agent = this.#make(url, undefined);
    connectNow(agent, url, this.#clock);
    if (url.protocol === 'http:') this.#listenFirst(agent);
    const others = this.#prepared.get(url.origin) ?? [];
    this.#prepared.set(url.origin, [...others, agent]);
  }

  /** An agent that has carried no request yet: a prepared one where there is one. */
  unused(url: URL, proxy: URL | undefined): http.Agent {
    const prepared = proxy === undefined ? this.#prepared.get(url.origin)?.shift() : undefined;
    if (prepared !== undefined) return prepared;
    const agent = this.#make(url, proxy);
    if (url.protocol === 'http:') this.#listenFirst(agent);
    return agent;
  }

  /** Ends all connections, so that the process can end. */
  close(): void {
    for (const agent of this.#all) agent.destroy();
    for (const socket of this.#listening) socket.destroy();
    this.#all.length = 0;
    this.#prepared.clear();
  }

  /**
   * http-client's own agent keeps to one protocol and tunnels with a deprecated call: Node's agents
   * know proxies themselves.
   */
  #make(url: URL, proxy: URL | undefined): http.Agent {
    const options = {
      keepAlive: true,
      proxyEnv: proxy === undefined ? {} : { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href },
    };
    const agent = url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
    this.#all.push(agent);
    return agent;
  }

  /**
   * Whatever listens on a port of this machine may speak as soon as it accepts, and Node would take that for
   * the answer to what it has not heard. So a connection without TLS carries a request only after a moment of
   * silence.
   */
  #listenFirst(agent: http.Agent): void {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => {
      const socket = connect(options) as Socket;
      const listening = this.#listening.add(socket);
      const settle = (error: Error | null): void => {
        if (!listening.delete(socket)) return;
        socket.off('error', settle).off('close', onClose);
        callback?.(error, socket);
      };
      const onClose = (): void => {
        settle(fault('ECONNRESET'));
      };
      const listen = (): void => {
        setTimeout(() => {
          // What has come is seen in the turn after.
          setImmediate(() => {
            if (isUnused(socket)) settle(null);
            else socket.destroy(fault('SPOKE_FIRST'));
          });
        }, listenMs);
      };
      socket.on('error', settle).on('close', onClose);
      if (socket.connecting) socket.once('connect', listen);
      else listen();
      return undefined;
    };
  }
}

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** How Node's agents are told where to connect to. */
export function hostAndPort({ hostname, port, protocol }: URL): { host: string; port: number } {
  const byProtocol = protocol === 'https:' ? 443 : 80;
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? byProtocol : Number(port),
  };
}

/** A server that has spoken first has given up on it (408), and its words would be taken for an answer. */
function isUnused(socket: Socket): boolean {
  return !socket.destroyed && socket.readableLength === 0;
}

/** Makes an agent connect now; the first request that it carries gets that connection. */
function connectNow(agent: http.Agent, url: URL, clock: Clock): void {
  const connect = agent.createConnection.bind(agent);
  const { host, port } = hostAndPort(url);
  const since = clock.now();
  // As the agent names a server itself: TLS has no names for addresses (RFC 6066 section 3).
  const servername = isIP(host) === 0 ? host : '';
  const { options: ofAgent } = agent as http.Agent & { readonly options: https.AgentOptions };
  const whither: https.RequestOptions = { ...ofAgent, host, port, servername };
  let early = connect(whither) as Socket | undefined;
  // A request that comes later meets the same fault, and tells of it.
  early?.on('error', () => undefined);
  agent.createConnection = (wanted, callback) => {
    const socket = early;
    early = undefined;
    if (socket !== undefined && isUnused(socket) && clock.now() - since <= mostAge) return socket;
    socket?.destroy();
    return connect(wanted, callback);
  };
  const destroy = agent.destroy.bind(agent);
  agent.destroy = () => {
    early?.destroy();
    destroy();
  };
}
