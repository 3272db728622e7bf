import { readFileSync } from 'node:fs';
import { isRecord, textIn } from '../json.ts';
import { oneLine } from '../runner/text.ts';
import { Failure, systemCode } from '../failure.ts';
import { checkProxy, type WayOut } from '../troubleshooting.ts';
import { addressOf } from './outcome.ts';

interface Fault extends Partial<WayOut> {
  readonly says: string;
  /** Set if trying again later will not help. */
  readonly lasting?: true;
}

const hostHint = 'Check the hostname in `tenant-url`, and that this runner can reach it';

const checkHost: WayOut = { hint: hostHint, topic: 'wrong-hostname' };
const checkNetwork: WayOut = { hint: hostHint, topic: 'tenant-not-reached' };
const trustCa = {
  lasting: true,
  hint: "If the tenant is behind a private CA or an inspecting proxy, set NODE_EXTRA_CA_CERTS to the path of its certificate file in this step's `env:`",
  topic: 'private-ca',
} as const;
const renew = {
  lasting: true,
  hint: "Renew it, or correct this runner's clock if it is wrong; NODE_EXTRA_CA_CERTS does not help here",
  topic: 'expired-certificate',
} as const;
const proxyRefuses = { lasting: true, ...checkProxy } as const;
const otherCertificate: Fault = { says: 'the certificate was rejected', lasting: true };
const corrupted: Fault = { says: 'the compressed body is corrupted' };
const noTls: Fault = {
  says: 'the TLS handshake failed',
  hint: 'Check that the tenant accepts HTTPS at this host and port',
  topic: 'tenant-not-reached',
};

/** What Node's error codes mean. A code without a row is shown as it is, and counts as transient. */
const faults: Readonly<Record<string, Fault>> = {
  ENOTFOUND: { says: 'no such host', ...checkHost },
  EAI_AGAIN: { says: 'the hostname could not be resolved', ...checkHost },
  ECONNREFUSED: { says: 'the connection was refused', ...checkNetwork },
  EHOSTUNREACH: { says: 'the host is unreachable', ...checkNetwork },
  ENETUNREACH: { says: 'the network is unreachable', ...checkNetwork },
  ETIMEDOUT: { says: 'the connection timed out', ...checkNetwork },
  ECONNRESET: { says: 'the connection was reset' },
  EPIPE: { says: 'the connection was closed' },
  EXCESS_BODY: { says: 'the body is longer than its Content-Length' },
  Z_BUF_ERROR: { says: 'the compressed body is truncated' },
  Z_DATA_ERROR: corrupted,
  SPOKE_FIRST: {
    says: 'the server sent data before any request, which no HTTP server does',
    ...checkNetwork,
  },
  HPE_HEADER_OVERFLOW: {
    says: 'the response headers are larger than 128 KiB',
    lasting: true,
  },
  EPROTO: noTls,
  PROXY_401: { says: 'the proxy refused the connection', ...proxyRefuses },
  PROXY_403: { says: 'the proxy refused the connection', ...proxyRefuses },
  PROXY_407: { says: 'the proxy did not accept the credentials', ...proxyRefuses },
  PROXY_CLOSED: { says: 'the proxy closed the connection', ...checkProxy },
  PROXY_NOT_HTTP: { says: "the proxy's response is not HTTP", ...checkProxy },
  CERT_HAS_EXPIRED: { says: 'the certificate has expired', ...renew },
  CERT_NOT_YET_VALID: { says: 'the certificate is not valid yet', ...renew },
  CERT_UNTRUSTED: { says: 'the certificate is not trusted', ...trustCa },
  CERT_SIGNATURE_FAILURE: {
    says: 'the certificate was not signed by the CA that it names',
    ...trustCa,
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: { says: 'the certificate is self-signed', ...trustCa },
  SELF_SIGNED_CERT_IN_CHAIN: { says: 'the certificate chain is self-signed', ...trustCa },
  UNABLE_TO_GET_ISSUER_CERT: { says: 'the issuer of the certificate is unknown', ...trustCa },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    says: 'the issuer of the certificate is unknown',
    ...trustCa,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    says: 'the certificate cannot be verified',
    ...trustCa,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    says: 'the certificate is for another hostname',
    lasting: true,
    ...checkHost,
  },
};

/** Faults in making a connection: if the request goes through a proxy, the one to the proxy. */
const unreachable: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Codes that share a beginning and a meaning. */
const families: readonly (readonly [start: string, fault: Fault])[] = [
  // OpenSSL's codes for a certificate that only its owner can repair
  ['CERT_', otherCertificate],
  ['INVALID_', otherCertificate],
  ['PATH_LENGTH_', otherCertificate],
  ['UNABLE_TO_DE', otherCertificate],
  ['HPE_', { says: 'the response is not HTTP' }],
  // codes of Brotli, with Node's prefix, and of Zstandard
  ['ERR__ERROR_', corrupted],
  ['ERR_BROTLI_', corrupted],
  ['ZSTD_error_', corrupted],
  [
    'PROXY_',
    {
      says: 'the proxy could not connect',
      hint: `Check the hostname in \`tenant-url\`, which the proxy may not be able to resolve. ${checkProxy.hint}`,
      topic: checkProxy.topic,
    },
  ],
  ['ERR_SSL_', noTls],
];

/** What is known about an attempt that failed. */
export interface FailedAttempt {
  readonly url: URL;
  /** The proxy that the request went through; undefined for none. */
  readonly proxy?: URL | undefined;
  /** The path in NODE_EXTRA_CA_CERTS; undefined when it is not set. */
  readonly extraCertificates?: string | undefined;
  /** Whether any byte of the request may have been sent; if not, the connection failed. */
  readonly sent: boolean;
  /** How much of the response had been received, in words; may be empty. */
  readonly progress: string;
}

/**
 * Words the failure of a request that got no complete response.
 * @param name of the request: `GET /api/v1/users/me`
 * @param error what Node threw; its message is not used, since it may contain a path with its query
 */
export function transportFailure(
  name: string,
  error: unknown,
  { url, proxy, extraCertificates, sent, progress }: FailedAttempt,
): Failure {
  const code = codeOf(error);
  if (!sent && proxy?.protocol === 'https:' && /^(?:EPROTO$|ERR_SSL_)/u.test(code))
    return withoutTls(name, url, proxy);
  const fault = faults[code] ??
    families.find(([start]) => code.startsWith(start))?.[1] ?? { says: 'the connection failed' };
  const label = code === '' ? fault.says : `${fault.says} (${code})`;
  const toProxy = proxy !== undefined && unreachable.has(code);
  const at = sent ? '' : ` ${placeOf(url, proxy, toProxy)}${addressesIn(error)}`;
  const { hint, topic } = toProxy
    ? checkProxy
    : fault.topic === 'private-ca'
      ? caHint(extraCertificates)
      : fault;
  const message = `${name}: ${label}${at} ${progress}`.trim() + proxyWords(error);
  const transient = fault.lasting !== true;
  return new Failure(message, {
    title: 'no complete response',
    transient,
    code,
    sent,
    hint,
    topic,
  });
}

/** Few proxies speak TLS themselves. Most people who write https:// mean a proxy for https requests. */
function withoutTls(name: string, url: URL, proxy: URL): Failure {
  const variable = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  return new Failure(`${name}: the proxy ${addressOf(proxy)} does not speak TLS`, {
    title: 'no complete response',
    code: 'PROXY_WITHOUT_TLS',
    sent: false,
    hint: `Write http:// instead of https:// in \`${variable}\`: this is the scheme of the proxy itself`,
    topic: checkProxy.topic,
  });
}

/** The code of Node's error, or one for the answer of a proxy; empty when there is neither. */
function codeOf(error: unknown): string {
  const code = systemCode(error) ?? '';
  if (code !== 'ERR_PROXY_TUNNEL' || !isRecord(error)) return code;
  const { statusCode } = error;
  if (statusCode === undefined) return 'PROXY_CLOSED';
  return typeof statusCode === 'number' && !Number.isNaN(statusCode)
    ? `PROXY_${String(statusCode)}`
    : 'PROXY_NOT_HTTP';
}

/** The addresses that were tried, if there were several: ` (tried 10.0.0.1, 10.0.0.2)`. */
function addressesIn(error: unknown): string {
  const errors = isRecord(error) && Array.isArray(error.errors) ? error.errors : [];
  const tried = errors.flatMap((attempt: unknown) =>
    isRecord(attempt) ? (textIn(attempt, 'address') ?? []) : [],
  );
  return tried.length < 2 ? '' : ` (tried ${[...new Set(tried)].join(', ')})`;
}

/** A longer text from a proxy is left out, not shortened, since nothing would mask half a secret. */
const maxProxyWordsLength = 120;

/** The reason phrase of a proxy that refuses. The rest of Node's message may contain its password. */
function proxyWords(error: unknown): string {
  const message = isRecord(error) && error.code === 'ERR_PROXY_TUNNEL' ? error.message : undefined;
  if (typeof message !== 'string') return '';
  const words = oneLine(/: HTTP\/\S+ \d{3} (.+)$/u.exec(message)?.[1] ?? '').trim();
  return words === '' || words.length > maxProxyWordsLength ? '' : `: ${words}`;
}

/** What to do about an unknown CA. @param file the path in NODE_EXTRA_CA_CERTS, if it is set */
function caHint(file: string | undefined): WayOut {
  if (file === undefined) return trustCa;
  const why = holdsCertificate(file)
    ? 'does not contain the CA that signed this certificate: add it (PEM)'
    : 'cannot be read, or contains no certificate (PEM): check its path and its content';
  return { hint: `NODE_EXTRA_CA_CERTS is set, but its file ${why}`, topic: trustCa.topic };
}

function holdsCertificate(file: string): boolean {
  try {
    return readFileSync(file, 'latin1').includes('-----BEGIN CERTIFICATE-----');
  } catch {
    return false;
  }
}

/** Where a connection failed: `at acme.eu.qlikcloud.com:443 through the proxy proxy.acme:3128`. */
function placeOf(url: URL, proxy: URL | undefined, toProxy: boolean): string {
  if (proxy === undefined) return `at ${addressOf(url)}`;
  const through = `the proxy ${addressOf(proxy)}`;
  return toProxy ? `at ${through}` : `at ${addressOf(url)} through ${through}`;
}
