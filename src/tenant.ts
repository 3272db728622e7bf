import { Failure } from './failure.ts';
import { quoted } from './runner/safe-text.ts';

/** A Qlik Cloud tenant: the one origin that may ever receive a credential. */
export interface Tenant {
  /** Scheme, host and port, as in `https://acme.eu.qlikcloud.com`. */
  readonly origin: string;
}

const control = /\p{Cc}/u;
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
  const shown = quoted(text.replace(/[?#].*$/su, '…'));
  if (control.test(text)) throw new Failure(`${shown} holds control characters; ${takes}`);
  if (!/^[^/\\?#]+\/?$/u.test(rest))
    throw new Failure(`${shown} has a path, query or fragment, or no hostname; ${takes}`);
  const url = URL.parse(`${scheme}://${rest}`);
  if (url === null || /\s/u.test(rest)) throw new Failure(`${shown} is not a URL; ${takes}`);
  const secure = url.protocol === 'https:';
  if (!secure && !(url.protocol === 'http:' && loopback.test(url.hostname)))
    throw new Failure(`${shown} is not https; ${takes} (http only for a loopback host)`);
  return { origin: url.origin };
}

/** Whether a URL is on the tenant's origin, where a credential may go. */
export function onTenant(tenant: Tenant, url: URL): boolean {
  return url.origin === tenant.origin && url.username === '' && url.password === '';
}
