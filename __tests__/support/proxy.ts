import type * as dns from 'node:dns';
import { RequestError, Server } from 'proxy-chain';

export interface ProxyOptions {
  /** What a client must show; anyone may pass when it is left out. */
  readonly user?: string;
  readonly password?: string;
  /** The status with which it lets nobody through. */
  readonly refuses?: number;
}

/** A forward proxy on loopback that resolves every hostname to this machine. */
export interface Proxy {
  /** Its host and port, without a scheme. */
  readonly host: string;
  /** What it was asked for, as `CONNECT tenant.example:443`. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function startProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const seen: string[] = [];
  const server = new Server({
    port: 0,
    host: '127.0.0.1',
    prepareRequestFunction({ request, hostname, port, username, password }) {
      seen.push(`${request.method ?? ''} ${hostname}:${String(port)}`);
      if (options.refuses !== undefined) throw new RequestError('Not allowed', options.refuses);
      const good = username === (options.user ?? '') && password === (options.password ?? '');
      return { requestAuthentication: !good, dnsLookup: loopback };
    },
  });
  await server.listen();
  return {
    host: `127.0.0.1:${String(server.port)}`,
    seen,
    close: () => server.close(true),
  };
}

/** As a company's proxy resolves names that nobody else can. */
const loopback = ((
  _hostname: string,
  { all }: dns.LookupOptions,
  done: (error: null, address: string | dns.LookupAddress[], family?: number) => void,
) => {
  if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
}) as typeof dns.lookup;
