import { getProxyUrl } from '@actions/http-client';

/**
 * The proxy that the runner's environment names for a URL: `https_proxy`, `http_proxy` and
 * `no_proxy`, in either case, read as every action reads them.
 * @returns undefined when the request goes straight to the host
 */
export function proxyFor(url: URL): URL | undefined {
  const named = getProxyUrl(url.href);
  if (named === '') return undefined;
  // Without a scheme Node would ignore it, silently, and the request would take another way.
  return URL.parse(/^https?:\/\//iu.test(named) ? named : `http://${named}`) ?? undefined;
}

/** The password in a proxy's URL, as written and as it is meant: secrets, both. */
export function proxySecrets(proxy: URL | undefined): string[] {
  const written = proxy?.password ?? '';
  if (written === '') return [];
  try {
    return [...new Set([written, decodeURIComponent(written)])];
  } catch {
    return [written];
  }
}
