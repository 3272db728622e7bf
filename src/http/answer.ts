import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Head } from './exchange.ts';

/** What an answer says before its body. A cookie is the tenant's with itself, and goes nowhere. */
export function headOf(incoming: IncomingMessage): Head {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (name !== 'set-cookie' && value !== undefined) headers[name] = String(value);
  return { status: incoming.statusCode ?? 0, headers };
}

/** Where a part begins in the whole (RFC 9110 section 14.4), in bytes. */
export function firstOf({ status, headers }: Head): number {
  const first = /^bytes (\d+)-/iu.exec(headers['content-range'] ?? '')?.[1];
  return status === 206 && first !== undefined ? Number(first) : 0;
}

/** What undoes the codings of a body: never asked for, and seldom there. */
export async function decodersOf(
  name: string,
  { headers }: Head,
  warn: (text: string) => void,
): Promise<Duplex[]> {
  if (headers['content-encoding'] === undefined) return [];
  const { decodersFor } = await import('./decode.ts');
  return decodersFor(name, headers, warn);
}

/**
 * Rejects when a request ends without an answer: Node tells of a protocol that is switched (101) by
 * no error, and of a request that we destroy by none that http-client hands on.
 */
export function neverAnswered(outgoing: ClientRequest): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = (code: string) => () => {
      reject(Object.assign(new Error(code), { code }));
    };
    outgoing.once('close', refuse('ECONNRESET'));
    outgoing.once('upgrade', (_incoming, socket) => {
      socket.destroy();
      refuse('HPE_SWITCHED')();
    });
  });
}

/** The fault of a body that is longer than it says. */
export function excessBody(): Error {
  return Object.assign(new Error('more than Content-Length'), { code: 'EXCESS_BODY' });
}
