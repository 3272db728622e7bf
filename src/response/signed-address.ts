import type { Head } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';

/** Loaded only for an address that may be on another origin. */
const addresses = ['location', 'content-location'] as const;

/** Shorter values sign nothing, and would star the log. */
const shortestSigned = 8;

/**
 * Masks what may sign an address on another origin: the outputs hold it, and debug mode prints them.
 * @param base the address that answered
 * @param origin the tenant's
 */
export function maskSigned(runner: Runner, { headers }: Head, base: URL, origin: string): void {
  for (const name of addresses) {
    const address = headers[name];
    const url = address === undefined ? null : URL.parse(address, base.href);
    if (url === null || url.origin === origin) continue;
    const written = [url.search, url.hash].flatMap((part) => part.slice(1).split('&'));
    const values = [
      ...written.map((pair) => pair.slice(pair.indexOf('=') + 1)),
      ...[url.search, url.hash].flatMap((part) => [...new URLSearchParams(part.slice(1)).values()]),
      url.username,
      url.password,
    ];
    for (const value of values) if (value.length >= shortestSigned) runner.setSecret(value);
  }
}
