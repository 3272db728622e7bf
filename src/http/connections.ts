import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, setDefaultAutoSelectFamilyAttemptTimeout, type Socket } from 'node:net';
import { type Clock, systemClock } from '../runner/clock.ts';
import { parseTenant } from '../tenant.ts';
import { type Environment, hostAndPort, proxyFor } from './proxy.ts';

/** An early connection that was not used for longer may be dead. */
const maxEarlyMs = 4000;

/** How long each address of a host has to connect before the next is tried; Node's 250 ms are too short. */
const addressTimeoutMs = 3000;

/** How long to wait for a server that speaks first, on a connection without TLS. */
const listenMs = 3;

/** The connections of one step, and when each last completed a response. */
export class Connections {
  readonly #clock: Clock;
  readonly #env: Environment;
  /** One for each combination of protocol and proxy. */
  readonly #agents = new Map<string, EarlyAgent | ListeningAgent>();
  readonly #answeredAt = new WeakMap<Socket, number>();

  constructor(clock: Clock, env: Environment) {
    this.#clock = clock;
    this.#env = env;
    // A global setting, since there is no option for connections to proxies.
    setDefaultAutoSelectFamilyAttemptTimeout(addressTimeoutMs);
  }

  /**
   * Starts a connection to an origin for a request that will follow soon: DNS, TCP and TLS take three
   * round trips, during which the step does other work. Nothing but the TLS handshake is sent, and nothing
   * at all if there is a proxy, since only a request can ask it for a tunnel. If connecting fails, the
   * request will report it.
   */
  connectNow(url: URL): void {
    const agent = this.proxyFor(url) === undefined ? this.#agentFor(url) : undefined;
    if (agent instanceof EarlyAgent) agent.connectNow(url);
  }

  /**
   * @param maxIdleMs idle connections whose last response is older are closed, as they may be dead; 0 for a
   *   request that needs a connection that has carried none yet
   * @returns the agent that gives a request an idle connection, or else a new one
   */
  agentFor(url: URL, maxIdleMs: number): http.Agent {
    const agent = this.#agentFor(url);
    const oldest = this.#clock.now() - maxIdleMs;
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
      if ((this.#answeredAt.get(socket) ?? 0) <= oldest) socket.destroy();
    return agent;
  }

  /** A response has been received completely over a connection. */
  answered(socket: Socket): void {
    this.#answeredAt.set(socket, this.#clock.now());
  }

  /** The proxy for a URL, looked up for each request: a redirect may lead to a host in `no_proxy`. */
  proxyFor(url: URL): URL | undefined {
    return proxyFor(url, this.#env);
  }

  /** Closes all connections, so that the process can exit. */
  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }

  /**
   * Node's agents support proxies themselves. http-client's are not used: each serves one protocol only,
   * and tunnels through a deprecated API.
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
 * Creates the connections of a step, and starts the first one to the tenant, so that it is being opened while
 * the rest of the program loads and the inputs are read. Nothing of the step is sent: the TLS handshake
 * reveals only the name of the host.
 * @param tenantUrl the input as written; undefined for no connection. An invalid one is ignored here, and
 *   reported when the inputs are checked
 * @param env the environment of the process
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
    // Loading the program blocks the event loop: let the connection start before that.
    await new Promise((resolve) => setImmediate(resolve));
  } catch {
    // Reported when the inputs are checked.
  }
  return connections;
}

/** If the server has already sent something (a 408, say), it would be taken for the response to a request. */
function isUnused(socket: Socket): boolean {
  return !socket.destroyed && socket.readableLength === 0;
}

/** Can connect before there is a request; the first request to the same host and port gets the connection. */
class EarlyAgent extends https.Agent {
  readonly #clock: Clock;
  #early: { readonly host: string; readonly port: number; startedAt: number; socket: Socket }[] =
    [];

  constructor(options: https.AgentOptions, clock: Clock) {
    super(options);
    this.#clock = clock;
  }

  connectNow(url: URL): void {
    const { host, port } = hostAndPort(url);
    // As https.Agent does: an IP address is not a server name (RFC 6066 section 3).
    const servername = isIP(host) === 0 ? host : '';
    const options: https.RequestOptions = { ...this.options, host, port, servername };
    const socket = super.createConnection(options) as Socket;
    // The request will meet the same error, and report it.
    socket.on('error', () => undefined);
    this.#early.push({ host, port, startedAt: this.#clock.now(), socket });
  }

  override createConnection(...args: Parameters<https.Agent['createConnection']>) {
    const [{ host, port }] = args;
    const found = this.#early.find((early) => early.host === host && early.port === Number(port));
    if (found === undefined) return super.createConnection(...args);
    this.#early = this.#early.filter((early) => early !== found);
    const { socket, startedAt } = found;
    if (isUnused(socket) && this.#clock.now() - startedAt <= maxEarlyMs) return socket;
    socket.destroy();
    return super.createConnection(...args);
  }

  override destroy(): void {
    for (const { socket } of this.#early) socket.destroy();
    super.destroy();
  }
}

/**
 * Waits a moment on each new connection before using it. Without TLS, which is only allowed to this machine,
 * the port may belong to a server of another protocol, which speaks first; Node would take its greeting for
 * the response to a request that was never read.
 */
class ListeningAgent extends http.Agent {
  /** Sockets that have not been passed to the agent yet. */
  readonly #listening = new Set<Socket>();

  override createConnection(...[options, callback]: Parameters<http.Agent['createConnection']>) {
    const socket = super.createConnection(options) as Socket;
    const listening = this.#listening.add(socket);
    const pass = (error: Error | null): void => {
      if (!listening.delete(socket)) return;
      socket.off('error', pass).off('close', onClose);
      callback?.(error, socket);
    };
    const onClose = (): void => {
      pass(fault('ECONNRESET'));
    };
    socket
      .on('error', pass)
      .on('close', onClose)
      .once('connect', () => {
        setTimeout(() => {
          // What has arrived becomes visible in the next turn of the event loop.
          setImmediate(() => {
            if (isUnused(socket)) pass(null);
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

/** An error that is identified by its code, like those of Node. */
export function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}
