import { Failure } from '../failure.ts';

/** Looks up an environment variable; undefined if it is unset or empty. */
export type Environment = (name: string) => string | undefined;

/** The options that tell Node where to connect to. An IPv6 address has no brackets there. */
export function hostAndPort({ hostname, port, protocol }: URL): { host: string; port: number } {
  const byProtocol = protocol === 'https:' ? 443 : 80;
  return {
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? byProtocol : Number(port),
  };
}

/**
 * The proxy for a URL, from `https_proxy`, `http_proxy` and `no_proxy` in either case, as all actions
 * read them; a proxy without a scheme is an http one.
 * @returns undefined for a direct connection
 * @throws Failure when the variable is not the URL of a proxy. Node and http-client would connect
 *   directly then, which may be just what the proxy is meant to prevent. The message never shows the
 *   value, which may contain a password
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
  if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasPath(proxy))
    throw new Failure(`\`${found}\` is not the URL of a proxy; ${expected}`);
  if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
    throw new Failure(
      `\`${found}\` has a % that encodes nothing in its user or password; ${expected}`,
    );
  return proxy;
}

/** The same rules as `checkBypass` of `@actions/http-client`, which reads `process.env` itself. */
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
    return item === '*' || hosts.some((name) => name === item || name.endsWith(end));
  });
}

const expected =
  'it takes http://user:password@host:port, special characters in user and password percent-encoded';

/** Usually due to a `/`, `?` or `#` in a password: host and port are then parsed wrongly. */
function hasPath({ pathname, search, hash }: URL): boolean {
  return pathname !== '/' || search !== '' || hash !== '';
}

/** The password in a proxy's URL, as written and decoded: both are secrets. */
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
