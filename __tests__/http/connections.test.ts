import {
  type AddressInfo,
  createServer,
  getDefaultAutoSelectFamilyAttemptTimeout,
  type Server,
  type Socket,
} from 'node:net';
import * as tls from 'node:tls';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Certificate, makeCertificate } from '../../sandbox/tenant/certificate.ts';
import { attempting } from '../../src/http/attempt.ts';
import { connectEarly, Connections } from '../../src/http/connections.ts';
import type { Method } from '../../src/http/exchange.ts';
import { textPayload } from '../../src/http/payload.ts';
import { textSink } from '../../src/http/receive.ts';
import { Wire } from '../../src/http/wire.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

let certificate: Certificate;
let clock: FakeClock;
let connections: Connections;
let server: Server;
let url: URL;
let accepted: Socket[];

const nothing = (): void => undefined;

beforeAll(async () => {
  certificate = await makeCertificate();
  tls.setDefaultCACertificates([certificate.ca]);
});

/** Responds to every request with an empty 200. */
async function serve(to: Server): Promise<string> {
  server = to;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function answer(socket: Socket): void {
  socket.on('error', nothing);
  socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
}

beforeEach(async () => {
  clock = new FakeClock();
  connections = new Connections(clock, nothing as () => undefined);
  accepted = [];
  const secure = tls.createServer(certificate);
  secure.on('connection', (socket: Socket) => accepted.push(socket.on('error', nothing)));
  secure.on('secureConnection', answer);
  url = new URL(`https://${await serve(secure)}/`);
});

afterEach(() => {
  connections.close();
  for (const socket of accepted) socket.destroy();
  server.close();
});

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function request(
  method: Method,
  { repeatable = false, fresh = false } = {},
): Promise<number> {
  const asked = { method, url, headers: {}, repeatable };
  const incoming = await new Wire(asked, connections, fresh).incoming;
  await new Promise((resolve) => incoming.resume().once('close', resolve));
  await new Promise((resolve) => setImmediate(resolve));
  return incoming.statusCode ?? 0;
}

describe('a connection that is opened early', () => {
  it('is made before the request, and carries it', async () => {
    connections.connectNow(url);
    await until(() => accepted.length === 1);
    await request('GET');
    expect(accepted).toHaveLength(1);
  });

  it('is used by the first request only: a POST after it has one of its own, opened early too', async () => {
    connections.connectNow(url);
    const token = request('POST', { repeatable: true });
    connections.connectNow(url);
    await token;
    await until(() => accepted.length === 2);
    await request('PATCH');
    await request('GET');
    expect(accepted).toHaveLength(2);
    await request('POST');
    expect(accepted).toHaveLength(3);
  });

  it('is not used by a request to another host', async () => {
    connections.connectNow(url);
    await until(() => accepted.length === 1);
    url = new URL(url.href.replace('127.0.0.1', 'localhost'));
    await request('GET');
    expect(accepted).toHaveLength(2);
  });

  it('is not used if the server has sent something on it', async () => {
    let ready: tls.TLSSocket | undefined;
    server.on('secureConnection', (socket: tls.TLSSocket) => (ready = socket));
    connections.connectNow(url);
    await until(() => ready !== undefined);
    // As load balancers do to a connection that is idle: taken, it would be the answer of the POST.
    ready?.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([await request('POST'), accepted.length]).toEqual([200, 2]);
  });

  it('is not used if it has been waiting for more than 4 seconds', async () => {
    connections.connectNow(url);
    await until(() => accepted.length === 1);
    clock.advance(4001);
    await request('POST');
    expect(accepted).toHaveLength(2);
  });

  it('is not used if the server has closed it', async () => {
    connections.connectNow(url);
    await until(() => accepted.length === 1);
    const closed = new Promise((resolve) => accepted[0]?.once('close', resolve));
    accepted[0]?.destroy();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await request('POST');
    expect(accepted).toHaveLength(2);
  });

  it('is closed with the others if nobody has used it', async () => {
    connections.connectNow(url);
    await until(() => accepted.length === 1);
    const closed = new Promise((resolve) => accepted[0]?.once('close', resolve));
    connections.close();
    await closed;
    expect(accepted).toHaveLength(1);
  });

  it('causes no error if it fails: the request connects again', async () => {
    await new Promise((resolve) => server.close(resolve));
    connections.connectNow(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(request('GET')).rejects.toThrow('ECONNREFUSED');
  });

  it('is not made without TLS', async () => {
    connections.connectNow(new URL(url.href.replace('https:', 'http:')));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(accepted).toEqual([]);
  });
});

describe('a connection that has carried a request', () => {
  it('carries a GET, however long ago that was', async () => {
    await request('POST');
    clock.advance(60_000);
    await request('GET');
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ['a POST that may be repeated, for 2 seconds', 1999, { repeatable: true }, 1],
    ['no such POST after that', 2000, { repeatable: true }, 2],
    ['no other POST', 0, {}, 2],
    ['nothing that needs a fresh one', 0, { repeatable: true, fresh: true }, 2],
  ])('carries %s', async (_, later, how, opened) => {
    await request('GET');
    clock.advance(later);
    await request('POST', how);
    expect(accepted).toHaveLength(opened);
  });
});

describe('a server that sends data before the request', () => {
  it.each(['GET', 'POST'] as const)('is not taken as the response to a %s', async (method) => {
    const speaks = createServer((socket) => {
      accepted.push(socket.on('error', nothing));
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => speaks.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${String((speaks.address() as AddressInfo).port)}/`);
    await expect(request(method)).rejects.toMatchObject({ code: 'SPOKE_FIRST' });
    await expect(request(method)).rejects.toMatchObject({ code: 'SPOKE_FIRST' });
    speaks.close();
  });

  it('leaves no connection behind if all are closed in the meantime', async () => {
    url = new URL(url.href.replace('https:', 'http:'));
    const asking = request('GET');
    asking.catch(nothing);
    connections.close();
    await expect(asking).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a host with several addresses', () => {
  it('gets 3 seconds for each of them, and so does a proxy', () => {
    expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(3000);
  });
});

describe('a tenant behind a proxy', () => {
  it('gets no early connection, because a request has to open the tunnel', async () => {
    const proxied = new Connections(clock, (name) =>
      name === 'https_proxy' ? `http://${url.host}` : undefined,
    );
    proxied.connectNow(new URL('https://tenant.example'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(accepted).toEqual([]);
    proxied.close();
  });
});

describe('a handshake that breaks off on an early connection', () => {
  it('does not count as a sent request, so that a POST may be repeated', async () => {
    const hangs = createServer((socket) => accepted.push(socket.on('error', nothing)));
    await new Promise<void>((resolve) => hangs.listen(0, '127.0.0.1', resolve));
    const secure = new URL(`https://127.0.0.1:${String((hangs.address() as AddressInfo).port)}/`);
    connections.connectNow(secure);
    await until(() => accepted.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const runner = memoryRunner({}, {}, clock);
    const sent = attempting(runner, connections, { idleTimeoutMs: 1000 })({
      method: 'POST',
      url: secure,
      headers: {},
      payload: textPayload('{}'),
      sink: () => textSink('POST /'),
    });
    accepted[0]?.destroy();
    await expect(sent).rejects.toMatchObject({ code: 'ECONNRESET', sent: false });
    expect(accepted).toHaveLength(1);
    hangs.close();
  });
});

describe('the start of the program', () => {
  it('connects to the tenant at once', async () => {
    connections = await connectEarly(` ${url.origin}/ `, {});
    await until(() => accepted.length === 1);
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ['no tenant', '', {}],
    ['one that is no good', 'http://tenant.example', {}],
    ['no check of certificates', undefined, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('connects to nobody with %s', async (_, tenantUrl, variables) => {
    connections = await connectEarly(tenantUrl ?? url.origin, variables);
    await request('GET');
    expect(accepted).toHaveLength(1);
  });
});
