/**
 * The smallest possible tenant, so that the client is what is measured: `node bench/tenant.ts FOLDER`.
 * A program of its own. Prints its ports as JSON, `{"http":…,"https":…}`, and writes its CA certificate
 * to `ca.pem` in the folder. The bodies that it receives are discarded.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { argv } from 'node:process';
import { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificate } from '../sandbox/tenant/certificate.ts';

const folder = argv[2] ?? '.';
const token = `bench.${'t'.repeat(900)}.token`;

const user = {
  id: '605a18af2ab08cdd8ad2d0ac',
  tenantId: 'FHWhyLHTLmSVpoRV-7Zz8P3nMcJhGhjk',
  status: 'active',
  subject: 'qlikbot\\bench',
  name: 'bench',
  roles: ['TenantAdmin'],
};

/** How long a page takes, in milliseconds, and the content of a list. */
const pages = { count: 1000, items: 100, wait: 20 };

type Answer = (
  url: URL,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  bytes: number,
) => void;

const block = Buffer.alloc(1024 * 1024);

/** The file that the bench made, kept in memory after the first request. */
let held: Buffer | undefined;
function json100(): Buffer {
  held ??= readFileSync(join(folder, 'json'));
  return held;
}

function* parts(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += block.length)
    yield bytes.subarray(at, at + block.length);
}

function* zeros(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= block.length) yield block.subarray(0, left);
}

const json = (response: http.ServerResponse, body: unknown): void => {
  jsonText(response, JSON.stringify(body));
};

const jsonText = (response: http.ServerResponse, text: string): void => {
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
};

const answers: Readonly<Record<string, Answer>> = {
  '/oauth/token': (_url, _request, response) => {
    json(response, { access_token: token, token_type: 'bearer', expires_in: 21600 });
  },
  '/oauth/revoke': (_url, _request, response) => {
    response.end();
  },
  '/api/v1/users/me': (_url, _request, response) => {
    json(response, user);
  },
  '/api/v1/spaces': (_url, _request, response) => {
    json(response, { data: [], links: {} });
  },
  '/api/v1/reloads/r1': (_url, _request, response) => {
    json(response, { id: 'r1', appId: 'a1', status: 'SUCCEEDED' });
  },
  '/api/v1/file': (url, _request, response) => {
    const size = Number(url.searchParams.get('size'));
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-length', size);
    // Out of memory, and not from a file: the server is not to be what is measured.
    Readable.from(zeros(size), { objectMode: false, highWaterMark: block.length }).pipe(response);
  },
  '/api/v1/json': (_url, _request, response) => {
    response.setHeader('content-type', 'application/json');
    Readable.from(parts(json100()), { objectMode: false, highWaterMark: block.length }).pipe(
      response,
    );
  },
  '/api/v1/strings': (url, _request, response) => {
    const length = Number(url.searchParams.get('count'));
    // Ids, as most that are to be masked by the thousand.
    json(response, { data: Array.from({ length }, () => randomUUID()) });
  },
  '/api/v1/sink': (_url, _request, response, bytes) => {
    json(response, { bytes });
  },
  '/api/v1/list': (url, request, response) => {
    const came = performance.now();
    const page = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const scheme = request.socket instanceof TLSSocket ? 'https' : 'http';
    const at = new URL(next.pathname + next.search, `${scheme}://${request.headers.host ?? ''}`);
    const item = (i: number) => ({ id: `${String(page)}-${String(i)}`, name: 'x'.repeat(400) });
    const data = Array.from({ length: pages.items }, (_, i) => item(i));
    const links = page < pages.count ? { next: { href: at.href } } : {};
    const text = JSON.stringify({ data, links });
    // Making the page is part of the time that it takes.
    void sleep(Math.max(1, pages.wait - (performance.now() - came))).then(() => {
      jsonText(response, text);
    });
  },
};

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://tenant');
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.once('end', () => {
    const found = answers[url.pathname];
    if (found !== undefined) found(url, request, response, bytes);
    else response.writeHead(404).end();
  });
}

const { cert, key, ca } = await makeCertificate();
writeFileSync(join(folder, 'ca.pem'), ca);
const servers = {
  http: http.createServer(answer),
  https: https.createServer({ cert, key }, answer),
};
const ports: Record<string, number> = {};
for (const [scheme, server] of Object.entries(servers)) {
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ports[scheme] = (server.address() as AddressInfo).port;
}
console.log(JSON.stringify(ports));
