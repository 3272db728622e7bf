import { Failure } from './failure.ts';
import { holdsControl, quoted } from './runner/text.ts';

/** A Qlik Cloud tenant: the one origin that may ever receive a credential. */
export interface Tenant {
  /** Scheme, host and port, as in `https://acme.eu.qlikcloud.com`. */
  readonly origin: string;
}

const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const takes = 'it takes https://<hostname>, or the hostname alone';

/**
 * @param text what a person writes for a tenant: `https://acme.eu.qlikcloud.com/` or
 *   `acme.eu.qlikcloud.com`, trimmed
 * @throws Failure that says what is wrong with it; its text never shows user info
 */
export function parseTenant(text: string): Tenant {
  const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/isu.exec(text) ?? [];
  if (rest.includes('@')) throw new Failure(`holds user info before an @; ${takes}`);
  const refuse = (why: string, more = ''): never => {
    const shown = quoted(text.replace(/[?#].*$/su, '…'));
    const right = rightFor(text);
    const write = right === undefined ? '' : `. Write ${right}`;
    throw new Failure(`${shown} ${why}; ${takes}${more}${write}`);
  };
  if (holdsControl(text)) refuse('holds control characters');
  if (!/^[^/\\?#]+\/?$/u.test(rest)) refuse('has a path, query or fragment, or no hostname');
  const url = URL.parse(`${scheme}://${rest}`);
  if (url === null || /\s/u.test(rest)) return refuse('is not a URL');
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && loopback.test(url.hostname)))
    refuse('is not https', ' (http only for a loopback host)');
  return { origin: url.origin };
}

/** @returns the address that was meant, where a hostname can be made out in what was written */
function rightFor(text: string): string | undefined {
  const [, scheme = '', host = ''] =
    /^(?:(https?):?\/+|\/\/)?([a-z\d.-]+(?::\d+)?)(?=[/\\?#]|$)/iu.exec(text) ?? [];
  const url = URL.parse(`https://${host}`);
  if (url === null || !(host.includes('.') || loopback.test(url.hostname))) return undefined;
  const plain = scheme.toLowerCase() === 'http' && loopback.test(url.hostname);
  return plain ? url.origin.replace('https:', 'http:') : url.origin;
}

/** Whether a URL is on the tenant's origin, where a credential may go. */
export function onTenant(tenant: Tenant, url: URL): boolean {
  return url.origin === tenant.origin && url.username === '' && url.password === '';
}
