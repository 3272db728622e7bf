import type { WayOut } from '../troubleshooting.ts';
import { addressOf } from './agents.ts';
import { checkProxy } from './proxy.ts';
import { codeOf, TransportFailure } from './transport-failure.ts';

interface Words extends Partial<WayOut> {
  readonly says: string;
}

const hostHint = 'Check the hostname in `tenant-url`, and that this runner can reach it';

const checkHost: WayOut = { hint: hostHint, topic: 'wrong-hostname' };
const checkWay: WayOut = { hint: hostHint, topic: 'tenant-not-reached' };
const trustCa: WayOut = {
  hint: "If the tenant is behind a private CA or an inspecting proxy, name its certificate file with NODE_EXTRA_CA_CERTS in this step's `env:`",
  topic: 'private-ca',
};

/** What Node's error codes mean to a person. A code in no row is told as it is. */
const faults: Readonly<Record<string, Words>> = {
  ENOTFOUND: { says: 'no such host', ...checkHost },
  EAI_AGAIN: { says: 'the hostname could not be looked up', ...checkHost },
  ECONNREFUSED: { says: 'the connection was refused', ...checkWay },
  EHOSTUNREACH: { says: 'the host cannot be reached', ...checkWay },
  ENETUNREACH: { says: 'the network cannot be reached', ...checkWay },
  ETIMEDOUT: { says: 'the connection timed out', ...checkWay },
  ECONNRESET: { says: 'the connection was reset' },
  EPIPE: { says: 'the connection was closed' },
  EXCESS_BODY: { says: 'the body is longer than its Content-Length' },
  Z_BUF_ERROR: { says: 'the compressed body is cut short' },
  Z_DATA_ERROR: { says: 'the compressed body is damaged' },
  EPROTO: {
    says: 'the TLS handshake failed',
    hint: 'Does the tenant really speak https there?',
    topic: 'tenant-not-reached',
  },
  PROXY_401: { says: 'the proxy refused the connection', ...checkProxy },
  PROXY_403: { says: 'the proxy refused the connection', ...checkProxy },
  PROXY_407: { says: 'the proxy wants other credentials', ...checkProxy },
  CERT_HAS_EXPIRED: { says: 'the certificate has expired', ...trustCa },
  CERT_NOT_YET_VALID: { says: 'the certificate is not valid yet', ...trustCa },
  DEPTH_ZERO_SELF_SIGNED_CERT: { says: 'the certificate is self-signed', ...trustCa },
  SELF_SIGNED_CERT_IN_CHAIN: { says: 'the certificate chain is self-signed', ...trustCa },
  UNABLE_TO_GET_ISSUER_CERT: { says: 'the certificate is of an unknown issuer', ...trustCa },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    says: 'the certificate is of an unknown issuer',
    ...trustCa,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    says: 'the certificate cannot be verified',
    ...trustCa,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    says: 'the certificate is for another hostname',
    ...checkHost,
  },
};

/** Faults of a connection that does not come about: with a proxy, of the one to the proxy. */
const unreachable: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Codes that come in families. */
const groups: readonly (readonly [start: string, words: Words])[] = [
  ['HPE_', { says: 'the answer is not HTTP' }],
  // Brotli's codes, with Node's prefix, and Zstandard's
  ['ERR__ERROR_', { says: 'the compressed body is damaged' }],
  ['ERR_BROTLI_', { says: 'the compressed body is damaged' }],
  ['ZSTD_error_', { says: 'the compressed body is damaged' }],
  ['PROXY_', { says: 'the proxy could not connect', ...checkProxy }],
];

/** How far a request had come when it broke off. */
export interface Whereabouts {
  readonly url: URL;
  /** What the request went through. */
  readonly proxy?: URL | undefined;
  /** Whether a byte of the request may have left: until then it is the connection that failed. */
  readonly sent: boolean;
  /** Words for how far the answer had come. */
  readonly progress: string;
}

/**
 * @param name the request, as `GET /api/v1/users/me`
 * @param error what Node threw; its message is not used, since it may hold a path with its query
 */
export function transportFailure(
  name: string,
  error: unknown,
  { url, proxy, sent, progress }: Whereabouts,
): TransportFailure {
  const code = codeOf(error);
  const words = faults[code] ??
    groups.find(([start]) => code.startsWith(start))?.[1] ?? { says: 'the connection failed' };
  const label = code === '' ? words.says : `${words.says} (${code})`;
  const toProxy = proxy !== undefined && unreachable.has(code);
  const at = sent ? '' : ` ${placeOf(url, proxy, toProxy)}`;
  const { hint, topic } = toProxy ? checkProxy : words;
  return new TransportFailure(`${name}: ${label}${at} ${progress}`.trim(), {
    code,
    sent,
    hint,
    topic,
  });
}

/** Where a connection did not come about. */
function placeOf(url: URL, proxy: URL | undefined, toProxy: boolean): string {
  if (proxy === undefined) return `at ${addressOf(url)}`;
  const through = `the proxy ${addressOf(proxy)}`;
  return toProxy ? `at ${through}` : `at ${addressOf(url)} through ${through}`;
}
