import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, setDefaultAutoSelectFamilyAttemptTimeout, type Socket } from 'node:net';
import { type Clock, systemClock } from '../runner/clock.ts';
import { parseTenant } from '../tenant.ts';
import { type Environment, hostAndPort, proxyFor } from './proxy.ts';

/** A connection that was made early and has waited for longer may be dead already. */
const maxEarlyMs = 4000;

/** Each address of a host gets so long to connect before the next is tried; Node's 250 ms are too short. */
const addressMs = 3000;

/** So long a server on this machine may take to speak first. */
const listenMs = 3;

/** The connections of one step, each with the time of its last answer. */
export class Connections {
  readonly #clock: Clock;
  readonly #env: Environment;
  /** One for each protocol and proxy. */
  readonly #agents = new Map<string, EarlyAgent | ListeningAgent>();
  readonly #answeredAt = new WeakMap<Socket, number>();

  constructor(clock: Clock, env: Environment) {
    this.#clock = clock;
    this.#env = env;
    // Node knows of no other way for its connections to proxies.
    setDefaultAutoSelectFamilyAttemptTimeout(addressMs);
  }

  /**
   * Begins to connect to an origin for a request that will come soon: name, connection and TLS take three
   * round trips in which other work is done. Nothing is sent besides the TLS handshake, and nothing at all
   * to a proxy, whose tunnel a request has to ask for. What goes wrong shows in the request, later.
   */
  connectNow(url: URL): void {
    const agent = this.proxyFor(url) === undefined ? this.#agentFor(url) : undefined;
    if (agent instanceof EarlyAgent) agent.connectNow(url);
  }

  /**
   * @param maxQuietMs a connection whose last answer is older may be dead; 0 for a request that needs one
   *   that has carried nothing yet
   * @returns what gives a request its connection: one that is open and idle, or else a new one
   */
  agentFor(url: URL, maxQuietMs: number): http.Agent {
    const agent = this.#agentFor(url);
    const since = this.#clock.now() - maxQuietMs;
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      if ((this.#answeredAt.get(socket) ?? 0) <= since) socket.destroy();
    return agent;
  }

  /** An answer has come to its end over a connection. */
  answered(socket: Socket): void {
    this.#answeredAt.set(socket, this.#clock.now());
  }

  /** The proxy for a URL: a redirect may lead to a host that `no_proxy` names, or from one. */
  proxyFor(url: URL): URL | undefined {
    return proxyFor(url, this.#env);
  }

  /** Ends all connections, so that the process can end. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  /**
   * http-client's own agent keeps to one protocol and tunnels with a deprecated call: Node's agents
   * know proxies themselves.
   */
  #agentFor(url: URL): EarlyAgent | ListeningAgent {
    const { href } = this.proxyFor(url) ?? {};
    const way = `${url.protocol} ${href ?? ''}`;
    const known = this.#agents.get(way);
    if (known !== undefined) return known;
    const proxyEnv = href === undefined ? {} : { HTTP_PROXY: href, HTTPS_PROXY: href };
    const options = { keepAlive: true, proxyEnv };
    const agent =
      url.protocol === 'https:'
        ? new EarlyAgent(options, this.#clock)
        : new ListeningAgent(options);
    this.#agents.set(way, agent);
    return agent;
  }
}

/**
 * Opens a step's connections, the first of which is on its way to the tenant while the rest of the program
 * is still being loaded and the inputs are read. No byte of the step's goes out: only what a TLS handshake
 * tells, the host's name.
 * @param tenantUrl as a person writes it; undefined for no connection. Where it is not good, the inputs' own
 *   checks say so later
 * @param env the runner's variables
 */
export async function connectEarly(
  tenantUrl: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Connections> {
  const connections = new Connections(systemClock, (name) =>
    env[name] === '' ? undefined : env[name],
  );
  if (tenantUrl === undefined) return connections;
  try {
    if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
      connections.connectNow(new URL(parseTenant(tenantUrl.trim()).origin));
    // Loading is one long turn of the event loop: what can go out now goes out before it.
    await new Promise((resolve) => setImmediate(resolve));
  } catch {
    // Reported when the inputs are read.
  }
  return connections;
}

/** A server that has spoken first has given up on it (408), and its words would be taken for an answer. */
function isUnused(socket: Socket): boolean {
  return !socket.destroyed && socket.readableLength === 0;
}

/** Connects before there is a request: the first one to the same host and port gets that connection. */
class EarlyAgent extends https.Agent {
  readonly #clock: Clock;
  #early: { readonly host: string; readonly port: number; since: number; socket: Socket }[] = [];

  constructor(options: https.AgentOptions, clock: Clock) {
    super(options);
    this.#clock = clock;
  }

  connectNow(url: URL): void {
    const { host, port } = hostAndPort(url);
    // As the agent names a server itself: TLS has no names for addresses (RFC 6066 section 3).
    const servername = isIP(host) === 0 ? host : '';
    const options: https.RequestOptions = { ...this.options, host, port, servername };
    const socket = super.createConnection(options) as Socket;
    // A request that comes later meets the same fault, and reports it.
    socket.on('error', () => undefined);
    this.#early.push({ host, port, since: this.#clock.now(), socket });
  }

  override createConnection(...wanted: Parameters<https.Agent['createConnection']>) {
    const [{ host, port }] = wanted;
    const found = this.#early.find((early) => early.host === host && early.port === Number(port));
    if (found === undefined) return super.createConnection(...wanted);
    this.#early = this.#early.filter((early) => early !== found);
    const { socket, since } = found;
    if (isUnused(socket) && this.#clock.now() - since <= maxEarlyMs) return socket;
    socket.destroy();
    return super.createConnection(...wanted);
  }

  override destroy(): void {
    for (const { socket } of this.#early) socket.destroy();
    super.destroy();
  }
}

/**
 * Whatever listens on a port of this machine may speak as soon as it accepts, and Node would take that for
 * the answer to what it has not heard. So a connection without TLS carries a request only after a moment of
 * silence.
 */
class ListeningAgent extends http.Agent {
  /** Sockets that the agent itself does not know yet. */
  readonly #listening = new Set<Socket>();

  override createConnection(...[options, callback]: Parameters<http.Agent['createConnection']>) {
    const socket = super.createConnection(options) as Socket;
    const listening = this.#listening.add(socket);
    const settle = (error: Error | null): void => {
      if (!listening.delete(socket)) return;
      socket.off('error', settle).off('close', onClose);
      callback?.(error, socket);
    };
    const onClose = (): void => {
      settle(fault('ECONNRESET'));
    };
    socket
      .on('error', settle)
      .on('close', onClose)
      .once('connect', () => {
        setTimeout(() => {
          // What has come is seen in the turn after.
          setImmediate(() => {
            if (isUnused(socket)) settle(null);
            else socket.destroy(fault('SPOKE_FIRST'));
          });
        }, listenMs);
      });
    return undefined;
  }

  override destroy(): void {
    super.destroy();
    for (const socket of this.#listening) socket.destroy();
  }
}

/** An error as Node's own, known by its code. */
export function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}
