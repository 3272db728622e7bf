import { gzipSync } from 'node:zlib';
import type { Reply } from './http.ts';
import type { Exchange, Step } from './script.ts';

/**
 * What goes wrong on a network, as steps for `tenant.script`. Each waits until the request is
 * there, unless it says otherwise, so that the journal shows it whole.
 */
type Fault = (exchange: Exchange) => Promise<void>;

/** Time for what was sent to reach the client's eyes, before the connection breaks. Milliseconds. */
const delivery = 20;

const text = 'It was a bright cold day in April, and the clocks were striking thirteen. '.repeat(
  20,
);

/** The tenant's own answer: to have one good request between bad ones. */
export const pass: Step = (exchange) => exchange.pass();

/** The connection is reset before a byte of the answer. */
export const resetBeforeHeaders: Fault = async ({ body, reset }) => {
  await body();
  reset();
};

/** The connection is reset in the middle of the answer's headers. */
export const resetInHeaders = breakOff('HTTP/1.1 200 OK\r\nContent-Type: applic', 'reset');

/** The connection is reset in the middle of the body. */
export const resetInBody = breakOff(withLength(1000, text.slice(0, 100)), 'reset');

/** The connection is closed before `Content-Length` bytes came. */
export const cutLength = breakOff(withLength(1000, text.slice(0, 100)), 'end');

/**
 * An answer of which only the first bytes of the body come; then the connection is closed.
 *
 * @param bytes how many
 * @param answer with the length that it promises; may depend on the request's headers
 */
export const cutAfter =
  (
    bytes: number,
    answer: (exchange: Exchange) => Reply & { readonly body?: Buffer | string },
  ): Fault =>
  async (exchange) => {
    await exchange.body();
    const { response, socket } = exchange;
    const { status, headers, body = '' } = answer(exchange);
    const whole = Buffer.from(body);
    response.writeHead(status, { 'content-length': String(whole.length), ...headers });
    response.write(whole.subarray(0, bytes), () => socket.end());
  };

/** The connection is closed after a chunk that was not the last. */
export const cutChunked = breakOff(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '12\r\n{"data":[{"id":"1"\r\n',
  'end',
);

/** A complete HTTP message whose gzip stream lacks its end. */
export const cutGzip: Step = async ({ body, response }) => {
  await body();
  const whole = gzipSync(JSON.stringify({ text }));
  const cut = whole.subarray(0, whole.length - 12);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': String(cut.length),
  });
  response.end(cut);
};

/** Takes the request and never answers. */
export const silence: Fault = async ({ body }) => {
  await body();
};

/** Answers with headers and the begin of a body, then nothing more. */
export const silenceInBody = breakOff(withLength(1000, text.slice(0, 100)), 'keep');

/** A body that comes byte for byte and never ends. @param interval milliseconds between bytes */
export const drip =
  (interval = 50): Fault =>
  async ({ body, response, socket }) => {
    await body();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('"');
    const timer = setInterval(() => response.write('x'), interval);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };

/** "102 Processing" again and again, and never an answer. @param interval milliseconds between them */
export const processing =
  (interval = 50): Fault =>
  async ({ body, response, socket }) => {
    await body();
    const timer = setInterval(() => {
      response.writeProcessing();
    }, interval);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };

/** A body that comes as fast as it is taken and never ends. */
export const endlessBody: Fault = async ({ body, response, socket }) => {
  await body();
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const fill = (): void => {
    while (!socket.destroyed && response.write(chunk));
  };
  response.on('drain', fill);
  fill();
};

/** What a load balancer says when there is nothing behind it. */
export const html502: Step = {
  status: 502,
  headers: { 'Content-Type': 'text/html' },
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
};

/** @param to value of `Location`, as it is */
export const redirect = (to: string, status = 302): Step => ({
  status,
  headers: { Location: to },
});

/** Bytes straight onto the wire instead of an answer; then the connection is closed. */
export const raw = (bytes: string | Buffer): Fault => breakOff(bytes, 'end');

function withLength(length: number, body: string): string {
  return (
    'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n' +
    `Content-Length: ${String(length)}\r\n\r\n${body}`
  );
}

function breakOff(bytes: string | Buffer, then: 'reset' | 'end' | 'keep'): Fault {
  return async ({ body, socket, reset }) => {
    await body();
    socket.write(bytes);
    if (then === 'end') socket.end();
    if (then === 'reset') setTimeout(reset, delivery);
  };
}
