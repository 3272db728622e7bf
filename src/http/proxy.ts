import { Failure } from '../failure.ts';

/** The runner's variables; undefined for one that is not set or empty. */
export type Environment = (name: string) => string | undefined;

/** How Node is told where to connect to. */
export function hostAndPort({ hostname, port, protocol }: URL): { host: string; port: number } {
  const byProtocol = protocol === 'https:' ? 443 : 80;
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? byProtocol : Number(port),
  };
}

/**
 * The proxy that the runner's environment names for a URL: `https_proxy`, `http_proxy` and
 * `no_proxy`, in either case, read as every action reads them; a scheme may be left out.
 * @returns undefined when the request goes straight to the host
 * @throws Failure when the variable holds something else: going straight to the host instead, as
 *   Node and http-client would, could be just what the proxy is there to prevent. Its text never
 *   shows the value, which may hold a password
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  if (bypasses(url, env('no_proxy') ?? env('NO_PROXY') ?? '')) return undefined;
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const found = [name, name.toUpperCase()].find((variable) => env(variable) !== undefined);
  const written = found === undefined ? undefined : env(found)?.trim();
  if (found === undefined || written === undefined || written === '') return undefined;
  const proxy = URL.parse(
    /^[a-z][a-z0-9+.-]*:\/\//iu.test(written) ? written : `http://${written}`,
  );
  if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasMore(proxy))
    throw new Failure(`\`${found}\` is not the URL of a proxy; ${takes}`);
  if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
    throw new Failure(
      `\`${found}\` has a % that encodes nothing in its user or password; ${takes}`,
    );
  return proxy;
}

/** As `checkBypass` of `@actions/http-client` has it, which reads the process's own variables. */
function bypasses(url: URL, noProxy: string): boolean {
  if (/^(?:localhost$|127\.|\[::1\])/u.test(url.hostname)) return true;
  const host = url.hostname.toUpperCase();
  const hosts = [host, `${host}:${String(hostAndPort(url).port)}`];
  const items = noProxy
    .toUpperCase()
    .split(',')
    .map((item) => item.trim());
  return items.filter(Boolean).some((item) => {
    const end = item.startsWith('.') ? item : `.${item}`;
    return item === '*' || hosts.some((one) => one === item || one.endsWith(end));
  });
}

const takes =
  'it takes http://user:password@host:port, special characters in user and password percent-encoded';

/** Usually a password with a `/`, `?` or `#` in it: host and port are then not what they seem. */
function hasMore({ pathname, search, hash }: URL): boolean {
  return pathname !== '/' || search !== '' || hash !== '';
}

/** The password in a proxy's URL, as written and as it is meant: secrets, both. */
export function proxySecrets(proxy: URL | undefined): string[] {
  const written = proxy?.password ?? '';
  if (written === '') return [];
  return [...new Set([written, decoded(written) ?? written])];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
