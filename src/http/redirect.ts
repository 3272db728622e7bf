import { onTenant, type Tenant } from '../tenant.ts';
import { type Reply, type Request, type Send } from './exchange.ts';

/** RFC 9110 section 15.4; 300 and 304 name no single other place. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Only what can be repeated without harm is sent to another place. */
const followed: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The step's own headers that may go to another origin: a range not without what it depends on. */
const headersThatMayLeaveOrigin: ReadonlySet<string> = new Set(['accept', 'range', 'if-range']);

const mostHops = 5;

/**
 * Follows redirects of GET and HEAD on the tenant's origin, five at most. To another origin only a
 * download goes that may (`mayLeaveOrigin`), over https, and from then on without any credential,
 * even where a further redirect leads back.
 * @returns a Send whose reply is the last answer; one that is a redirect says in `note` why
 */
export function followingRedirects(send: Send, tenant: Tenant): Send {
  return async <T>(request: Request<T>): Promise<Reply<T>> => {
    let current = request;
    for (let hop = 0; ; hop++) {
      const answer = await send(current);
      const reply = current === request ? answer : { ...answer, redirectedTo: current.url };
      if (!redirects.has(reply.status) || current.isFinal?.(reply.status) === true) return reply;
      const next = nextRequest(current, reply, tenant, hop);
      if (typeof next === 'string') return { ...reply, note: next };
      await reply.discard();
      current = next;
    }
  };
}

/** Qlik's services know their addresses without the `/api` that its gateway adds: `/v1/apps/…`. */
function underApi(from: URL, to: URL | null): URL | null {
  const lacks =
    to?.origin === from.origin &&
    from.pathname.startsWith('/api/') &&
    /^\/v\d+\//u.test(to.pathname);
  if (!lacks) return to;
  const url = new URL(to);
  url.pathname = `/api${to.pathname}`;
  return url;
}

function nextRequest<T>(
  request: Request<T>,
  reply: Reply<T>,
  tenant: Tenant,
  hop: number,
): Request<T> | string {
  const { location } = reply.headers;
  if (location === undefined) return 'a redirect without a Location';
  const url = underApi(request.url, URL.parse(location, request.url.href));
  if (url === null) return 'a redirect to a Location that is not a URL';
  if (!/^https?:$/u.test(url.protocol)) return `a redirect to a ${url.protocol} address`;
  const target = `a redirect to ${url.origin}${url.pathname}`;
  if (!followed.has(request.method))
    return `${target}, which is not followed for a ${request.method}`;
  if (hop === mostHops) return `${target}, after ${String(mostHops)} others`;
  if (onTenant(tenant, url)) return { ...request, url };
  if (request.mayLeaveOrigin !== true || request.method !== 'GET')
    return `${target}, another origin, where only a download into a \`response-file\` may go`;
  if (url.protocol !== 'https:') return `${target}, which is not https`;
  if (url.username !== '' || url.password !== '') return `${target}, with user info`;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => headersThatMayLeaveOrigin.has(name)),
  );
  return { ...request, url, headers, anonymous: true };
}
