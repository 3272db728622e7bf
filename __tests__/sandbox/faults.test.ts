import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createConnection } from 'node:net';
import { gunzipSync } from 'node:zlib';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';

let tenant: Tenant;
beforeEach(async () => {
  tenant = await startTenant();
});
afterEach(() => tenant.close());

/** What arrives on the wire, and how it ends; `open` if it has not ended when `until` is true. */
function exchange(until?: (bytes: Buffer) => boolean): Promise<{ bytes: Buffer; end: string }> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const socket = createConnection(tenant.port, tenant.hostname);
    const done = (end: string): void => {
      resolve({ bytes, end });
      socket.destroy();
    };
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (until?.(bytes)) done('open');
    });
    socket.once('end', () => {
      done('closed');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      done(error.code ?? '');
    });
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}

it.each<[string, Step, end: string, says: RegExp]>([
  ['resetBeforeHeaders', faults.resetBeforeHeaders, 'ECONNRESET', /^$/],
  ['resetInHeaders', faults.resetInHeaders, 'ECONNRESET', /applic$/],
  ['resetInBody', faults.resetInBody, 'ECONNRESET', /Length: 1000\r\n\r\n.{100}$/],
  ['cutLength', faults.cutLength, 'closed', /Length: 1000\r\n\r\n.{100}$/],
  ['cutChunked', faults.cutChunked, 'closed', /\r\n\r\n12\r\n[^\n]{18}\r\n$/],
  ['raw', faults.raw('HTTP/9 nonsense'), 'closed', /^HTTP\/9 nonsense$/],
])('%s', async (_, step, end, says) => {
  tenant.script('GET /x', [step]);
  const got = await exchange();
  expect(got.end).toBe(end);
  expect(got.bytes.toString()).toMatch(says);
});

it.each<[string, Step, until: RegExp]>([
  ['silenceInBody', faults.silenceInBody, /Length: 1000\r\n\r\n.{100}$/],
  ['drip', faults.drip(1), /(\r\n1\r\nx){5}/],
  ['html502', faults.html502, /^HTTP\/1.1 502 (.|\r\n)*<\/html>$/],
  [
    'redirect',
    faults.redirect('//elsewhere'),
    /^HTTP\/1.1 302 (.|\r\n)*location: \/\/elsewhere\r\n/,
  ],
])('%s', async (_, step, until) => {
  tenant.script('GET /x', [step]);
  expect((await exchange((bytes) => until.test(bytes.toString()))).end).toBe('open');
});

it('endlessBody continues as long as someone reads', async () => {
  tenant.script('GET /x', [faults.endlessBody]);
  expect((await exchange((bytes) => bytes.length > 2_000_000)).end).toBe('open');
});

it('cutGzip is complete as HTTP and truncated as gzip', async () => {
  tenant.script('GET /x', [faults.cutGzip]);
  const { bytes } = await exchange((got) => /\r\n\r\n./.test(got.toString('latin1')));
  const text = bytes.toString('latin1');
  const body = bytes.subarray(text.indexOf('\r\n\r\n') + 4);
  expect(Number(/content-length: (\d+)/i.exec(text)?.[1])).toBe(body.length);
  expect(() => gunzipSync(body)).toThrow('unexpected end of file');
});

it('takes one step per request, then responds as usual', async () => {
  tenant.script('* /{any}', [{ status: 503 }, faults.pass, { status: 504, json: {} }]);
  const statuses = [];
  for (let i = 0; i < 4; i += 1) statuses.push((await fetch(`${tenant.url}/x`)).status);
  expect(statuses).toEqual([503, 401, 504, 401]);
});

it('repeats the last step with repeatLast', async () => {
  tenant.script('GET /x', [{ status: 500 }, { status: 503 }], { repeatLast: true });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await fetch(`${tenant.url}/x`)).status);
  expect(statuses).toEqual([500, 503, 503]);
});

it('closes at once while a request has no response', async () => {
  const silent = await startTenant();
  silent.script('GET /x', [faults.silence]);
  const answer = fetch(`${silent.url}/x`).catch(() => 'gone');
  while (silent.journal.length === 0) await new Promise(setImmediate);
  await silent.close();
  expect(await answer).toBe('gone');
});
