import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { parseObject } from '../json.ts';
import type { Fields } from './server.ts';

/** What the OAuth server answered. */
export interface InnerAnswer {
  readonly status: number;
  /** Empty where the body is no JSON object. */
  readonly json: Fields;
  /** What it keeps from its clients about an error. */
  readonly detail: string | undefined;
}

/** The header in which an error's detail comes over. */
export const detailHeader = 'x-error-detail';

/** The OAuth server's own listener on loopback, which the tenant's surface stands before. */
export class InnerServer {
  readonly #server: Server;
  readonly #scheme: string;

  private constructor(server: Server, scheme: string) {
    this.#server = server;
    this.#scheme = scheme;
  }

  static async start(provider: Provider, origin: string): Promise<InnerServer> {
    const handle = provider.callback();
    const server = createServer((incoming, response) => void handle(incoming, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new InnerServer(server, new URL(origin).protocol.slice(0, -1));
  }

  /**
   * @param fields texts go over as they are, objects as JSON, the rest not at all
   * @param host as the client of the tenant wrote it
   */
  post(path: string, fields: Fields, host: string): Promise<InnerAnswer> {
    const { port } = this.#server.address() as AddressInfo;
    const texts = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'string') return [[name, value]];
      return typeof value === 'object' && value !== null ? [[name, JSON.stringify(value)]] : [];
    });
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          agent: false,
          headers: {
            host,
            'x-forwarded-proto': this.#scheme,
            'content-type': 'application/x-www-form-urlencoded',
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject).on('end', () => {
            resolve({
              status: incoming.statusCode ?? 0,
              json: parseObject(Buffer.concat(chunks).toString()) ?? {},
              detail: incoming.headers[detailHeader]?.toString(),
            });
          });
        },
      );
      outgoing.on('error', reject).end(new URLSearchParams(texts).toString());
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
