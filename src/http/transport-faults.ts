import { Failure } from '../failure.ts';
import { isRecord, textIn } from '../json.ts';

/** A request that got no whole answer. */
export class TransportFailure extends Failure {
  /** Node's code, as in `ECONNRESET`; empty when there is none. */
  readonly code: string;
  /** Whether any byte of the request may have reached the server. */
  readonly sent: boolean;

  constructor(message: string, fault: { code: string; sent: boolean; hint?: string | undefined }) {
    super(message, { hint: fault.hint });
    this.code = fault.code;
    this.sent = fault.sent;
  }
}

interface Words {
  readonly says: string;
  readonly hint?: string;
}

const checkHost = 'Check the hostname in `tenant-url`, and that this runner can reach it';
const trustCa =
  "If the tenant is behind a private CA or an inspecting proxy, name its certificate file with NODE_EXTRA_CA_CERTS in this step's `env:`";

/** What to look at when a proxy does not let a request through. */
export const checkProxy =
  'Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows';

/** What Node's error codes mean to a person. A code in no row is told as it is. */
const faults: Readonly<Record<string, Words>> = {
  ENOTFOUND: { says: 'no such host', hint: checkHost },
  EAI_AGAIN: { says: 'the hostname could not be looked up', hint: checkHost },
  ECONNREFUSED: { says: 'the connection was refused', hint: checkHost },
  EHOSTUNREACH: { says: 'the host cannot be reached', hint: checkHost },
  ENETUNREACH: { says: 'the network cannot be reached', hint: checkHost },
  ETIMEDOUT: { says: 'the connection timed out', hint: checkHost },
  ECONNRESET: { says: 'the connection was reset' },
  EPIPE: { says: 'the connection was closed' },
  EXCESS_BODY: { says: 'the body is longer than its Content-Length' },
  Z_BUF_ERROR: { says: 'the compressed body is cut short' },
  Z_DATA_ERROR: { says: 'the compressed body is damaged' },
  EPROTO: { says: 'the TLS handshake failed', hint: 'Does the tenant really speak https there?' },
  PROXY_401: { says: 'the proxy refused the connection', hint: checkProxy },
  PROXY_403: { says: 'the proxy refused the connection', hint: checkProxy },
  PROXY_407: { says: 'the proxy wants other credentials', hint: checkProxy },
  CERT_HAS_EXPIRED: { says: 'the certificate has expired', hint: trustCa },
  CERT_NOT_YET_VALID: { says: 'the certificate is not valid yet', hint: trustCa },
  DEPTH_ZERO_SELF_SIGNED_CERT: { says: 'the certificate is self-signed', hint: trustCa },
  SELF_SIGNED_CERT_IN_CHAIN: { says: 'the certificate chain is self-signed', hint: trustCa },
  UNABLE_TO_GET_ISSUER_CERT: { says: 'the certificate is of an unknown issuer', hint: trustCa },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    says: 'the certificate is of an unknown issuer',
    hint: trustCa,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    says: 'the certificate cannot be verified',
    hint: trustCa,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    says: 'the certificate is for another hostname',
    hint: checkHost,
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
const groups: readonly (readonly [start: string, says: string])[] = [
  ['HPE_', 'the answer is not HTTP'],
  ['PROXY_', 'the proxy could not connect'],
];

/**
 * @param name the request, as `GET /api/v1/users/me`
 * @param error what Node threw; its message is not used, since it may hold a path with its query
 * @param sent whether a byte of the request may have left
 * @param where words for how far the answer had come
 * @param proxy what the request went through
 */
export function transportFailure(
  name: string,
  error: unknown,
  sent: boolean,
  where: string,
  proxy?: URL,
): TransportFailure {
  const code = codeOf(error);
  const words = faults[code] ?? {
    says: groups.find(([start]) => code.startsWith(start))?.[1] ?? 'the connection failed',
  };
  const label = code === '' ? words.says : `${words.says} (${code})`;
  const atProxy = proxy !== undefined && unreachable.has(code) ? ` at the proxy ${proxy.host}` : '';
  return new TransportFailure(`${name}: ${label}${atProxy} ${where}`.trim(), {
    code,
    sent,
    hint: atProxy === '' ? words.hint : checkProxy,
  });
}

/** Node's code of an error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (!isRecord(error) || typeof error.code !== 'string') return '';
  return error.code === 'ERR_PROXY_TUNNEL'
    ? `PROXY_${textIn(error, 'statusCode') ?? ''}`
    : error.code;
}
