import type * as http from 'node:http';
import {
  type AddressInfo,
  createServer,
  getDefaultAutoSelectFamilyAttemptTimeout,
  type Server,
  type Socket,
} from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectEarly } from '../../src/early.ts';
import { Agents } from '../../src/http/agents.ts';
import { attempting } from '../../src/http/once-more.ts';
import { systemClock } from '../../src/runner/clock.ts';
import type { Method } from '../../src/http/exchange.ts';
import { Connections } from '../../src/http/connections.ts';
import { textPayload } from '../../src/http/payload.ts';
import { textSink } from '../../src/http/receive.ts';
import { FakeClock } from '../support/fake-clock.ts';

let clock: FakeClock;
let agents: Agents;
let server: Server;
let url: URL;
let accepted: Socket[];

beforeEach(async () => {
  clock = new FakeClock();
  agents = new Agents(clock);
  accepted = [];
  server = createServer((socket) => {
    accepted.push(socket.on('error', () => undefined));
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
});

afterEach(() => {
  agents.close();
  for (const socket of accepted) socket.destroy();
  server.close();
});

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function request(connections: Connections, method: Method): Promise<void> {
  const wire = connections.open({ method, url, headers: {} }, () => undefined);
  const incoming: http.IncomingMessage = await wire.incoming;
  await new Promise((resolve) => incoming.resume().once('close', resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a connection that is opened early', () => {
  it('is there before the request, and carries it', async () => {
    agents.prepare(url);
    await until(() => accepted.length === 1);
    await request(new Connections(agents, systemClock), 'GET');
    expect(accepted).toHaveLength(1);
  });

  it('is that of the first request only: a POST after it has one of its own, made ready too', async () => {
    agents.prepare(url);
    const connections = new Connections(agents, systemClock);
    const token = request(connections, 'POST');
    connections.prepare({ method: 'PATCH', url });
    await token;
    await until(() => accepted.length === 2);
    await request(connections, 'PATCH');
    await request(connections, 'GET');
    expect(accepted).toHaveLength(2);
    await request(connections, 'POST');
    expect(accepted).toHaveLength(3);
  });

  it('is not opened for a GET, which goes over the connection of the token', async () => {
    const connections = new Connections(agents, systemClock);
    connections.prepare({ method: 'GET', url });
    await request(connections, 'POST');
    await request(connections, 'GET');
    expect(accepted).toHaveLength(1);
  });

  it('is not used when the server has given it up in words of its own', async () => {
    agents.prepare(url);
    await until(() => accepted.length === 1);
    // As load balancers do to a connection that is idle: taken, it would be the answer of the POST.
    accepted[0]?.write('HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const wire = new Connections(agents, systemClock).open(
      { method: 'POST', url, headers: {} },
      () => undefined,
    );
    const { statusCode } = await wire.incoming;
    expect([statusCode, accepted.length]).toEqual([200, 2]);
  });

  it('is not used when it has been waiting for more than 4 seconds', async () => {
    agents.prepare(url);
    await until(() => accepted.length === 1);
    clock.advance(4001);
    await request(new Connections(agents, systemClock), 'POST');
    expect(accepted).toHaveLength(2);
  });

  it('is not used when the server has closed it', async () => {
    agents.prepare(url);
    await until(() => accepted.length === 1);
    const closed = new Promise((resolve) => accepted[0]?.once('close', resolve));
    accepted[0]?.end();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await request(new Connections(agents, systemClock), 'POST');
    expect(accepted).toHaveLength(2);
  });

  it('is ended with the others when nobody has used it', async () => {
    agents.prepare(url);
    await until(() => accepted.length === 1);
    const closed = new Promise((resolve) => accepted[0]?.once('close', resolve));
    agents.close();
    await closed;
    expect(accepted).toHaveLength(1);
  });

  it('is nobody’s fault when it fails: the request fails in its own right', async () => {
    const taken = new URL(url);
    await new Promise((resolve) => server.close(resolve));
    agents.prepare(taken);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(request(new Connections(agents, systemClock), 'GET')).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});

describe('a server that speaks before it is asked', () => {
  it.each(['GET', 'POST'] as const)(
    'is not heard by a %s, on a connection of any kind',
    async (method) => {
      const speaks = createServer((socket) => {
        accepted.push(socket.on('error', () => undefined));
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      });
      await new Promise<void>((resolve) => speaks.listen(0, '127.0.0.1', resolve));
      url = new URL(`http://127.0.0.1:${String((speaks.address() as AddressInfo).port)}/`);
      agents.prepare(url);
      const connections = new Connections(agents, systemClock);
      await expect(request(connections, method)).rejects.toMatchObject({ code: 'SPOKE_FIRST' });
      await expect(request(connections, method)).rejects.toMatchObject({ code: 'SPOKE_FIRST' });
      speaks.close();
    },
  );

  it('leaves no connection behind where the agents are closed meanwhile', async () => {
    const connections = new Connections(agents, systemClock);
    const asking = request(connections, 'GET');
    asking.catch(() => undefined);
    agents.close();
    await expect(asking).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a host with several addresses', () => {
  it('gives each of them 3 seconds, also those of a proxy', () => {
    expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBe(3000);
  });
});

describe('a tenant behind a proxy', () => {
  const before = process.env.https_proxy;

  afterEach(() => {
    process.env.https_proxy = before ?? '';
  });

  it('is not connected to early: a request has to ask for the tunnel', () => {
    process.env.https_proxy = 'http://127.0.0.1:9';
    const tenant = new URL('https://tenant.example');
    agents.prepare(tenant);
    const agent = agents.unused(tenant, new URL('http://127.0.0.1:9'));
    expect(agent.sockets).toEqual({});
    expect(agents.unused(tenant, undefined)).not.toBe(agent);
  });
});

describe('a handshake that breaks off on an early connection', () => {
  it('is no request that was sent, so that a POST may be made again', async () => {
    const hangs = createServer((socket) => accepted.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => hangs.listen(0, '127.0.0.1', resolve));
    const secure = new URL(`https://127.0.0.1:${String((hangs.address() as AddressInfo).port)}/`);
    agents.prepare(secure);
    await until(() => accepted.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { signal } = new AbortController();
    const sent = attempting({
      connections: new Connections(agents, systemClock),
      clock,
      log: { info: () => undefined, warning: () => undefined },
      signal,
      idleTimeoutMs: 1000,
    })({
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

describe('at the start of the program', () => {
  it('the tenant is connected to at once', async () => {
    agents = await connectEarly(` ${url.origin}/ `, {});
    await until(() => accepted.length === 1);
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ['no tenant', '', {}],
    ['one that is no good', 'http://tenant.example', {}],
    ['no check of certificates', undefined, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('nobody is connected to with %s', async (_, tenantUrl, variables) => {
    agents = await connectEarly(tenantUrl ?? url.origin, variables);
    await request(new Connections(agents, systemClock), 'GET');
    expect(accepted).toHaveLength(1);
    expect(agents.unused(url, undefined).sockets).toEqual({});
  });
});
