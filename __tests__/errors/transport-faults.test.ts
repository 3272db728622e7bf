import { describe, expect, it } from '@jest/globals';
import { transportFailure } from '../../src/errors/transport-faults.ts';
import type { Failure } from '../../src/failure.ts';

const secret = 'https://acme.example/api?token=hunter22';
const url = new URL(secret);

function failureFor(error: unknown): Failure {
  return transportFailure('GET /a', error, { url, sent: true, progress: 'before an answer came' });
}

const coded = (code: string, rest: object = {}): Error =>
  Object.assign(new Error(secret), { code, ...rest });

describe('the text for a fault', () => {
  it.each([
    ['ENOTFOUND', 'no such host', '`tenant-url`'],
    ['EAI_AGAIN', 'the hostname could not be resolved', '`tenant-url`'],
    ['ECONNREFUSED', 'the connection was refused', '`tenant-url`'],
    ['EHOSTUNREACH', 'the host is unreachable', '`tenant-url`'],
    ['ENETUNREACH', 'the network is unreachable', '`tenant-url`'],
    ['ETIMEDOUT', 'the connection timed out', '`tenant-url`'],
    ['ECONNRESET', 'the connection was reset', undefined],
    ['EPIPE', 'the connection was closed', undefined],
    ['EXCESS_BODY', 'the body is longer than its Content-Length', undefined],
    ['Z_BUF_ERROR', 'the compressed body is truncated', undefined],
    ['Z_DATA_ERROR', 'the compressed body is corrupted', undefined],
    ['EPROTO', 'the TLS handshake failed', 'accepts HTTPS'],
    ['CERT_HAS_EXPIRED', 'the certificate has expired', 'Renew it'],
    ['CERT_NOT_YET_VALID', 'the certificate is not valid yet', 'clock'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is self-signed', 'NODE_EXTRA_CA_CERTS'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate chain is self-signed', 'NODE_EXTRA_CA_CERTS'],
    [
      'UNABLE_TO_GET_ISSUER_CERT',
      'the issuer of the certificate is unknown',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'the issuer of the certificate is unknown',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'the certificate cannot be verified',
      'NODE_EXTRA_CA_CERTS',
    ],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another hostname', '`tenant-url`'],
    ['HPE_INVALID_CONSTANT', 'the response is not HTTP', undefined],
    ['SOMETHING_NEW', 'the connection failed', undefined],
  ])('%s', (code, words, hint) => {
    const failure = failureFor(coded(code));
    expect(failure.message).toBe(`GET /a: ${words} (${code}) before an answer came`);
    expect(failure).toMatchObject({ code, sent: true });
    expect(failure.hint ?? 'none').toContain(hint ?? 'none');
  });

  it.each([
    [401, 'the proxy refused the connection', '`https_proxy`'],
    [403, 'the proxy refused the connection', '`https_proxy`'],
    [407, 'the proxy did not accept the credentials', '`https_proxy`'],
    [502, 'the proxy could not connect', '`https_proxy`'],
    [502, 'the proxy could not connect', '`tenant-url`'],
    [Number.NaN, "the proxy's response is not HTTP", '`https_proxy`'],
    [undefined, 'the proxy closed the connection', '`https_proxy`'],
  ])('a proxy that responds with %j', (statusCode, words, hint) => {
    const failure = failureFor(coded('ERR_PROXY_TUNNEL', { statusCode }));
    const code = `PROXY_${String(statusCode ?? 'CLOSED').replace('NaN', 'NOT_HTTP')}`;
    expect(failure.message).toBe(`GET /a: ${words} (${code}) before an answer came`);
    expect(failure.hint ?? 'none').toContain(hint);
  });

  it.each([[new Error(secret)], [secret], [undefined], [null], [{ code: 7 }]])(
    'says only that the request failed if there is no code (%#)',
    (error) => {
      const failure = transportFailure('GET /a', error, { url, sent: true, progress: '' });
      expect(failure.message).toBe('GET /a: the connection failed');
      expect(failure).toMatchObject({ code: '', sent: true, hint: undefined });
    },
  );

  it.each([
    ['ECONNREFUSED', undefined, 'at acme.example:443'],
    ['CERT_HAS_EXPIRED', undefined, 'at acme.example:443'],
    ['ECONNREFUSED', 'http://user:word@proxy', 'at the proxy proxy:80'],
    ['ENOTFOUND', 'https://proxy', 'at the proxy proxy:443'],
    ['ECONNRESET', 'http://proxy:3128', 'at acme.example:443 through the proxy proxy:3128'],
  ])('gives the place of a %s through %s: %s', (code, proxy, at) => {
    const failure = transportFailure('GET /a', coded(code), {
      url,
      proxy: proxy === undefined ? undefined : new URL(proxy),
      sent: false,
      progress: 'before an answer came',
    });
    expect(failure.message).toMatch(
      new RegExp(`^GET /a: .* \\(${code}\\) ${at} before an answer came$`, 'u'),
    );
    const broken = proxy === undefined || code === 'ECONNRESET';
    expect(failure.topic === 'proxy').toBe(!broken);
  });

  it('lists the addresses that were tried if there were several', () => {
    const errors = ['192.0.2.1', '2001:db8::1'].map((address) =>
      coded('ETIMEDOUT', { address, port: 443 }),
    );
    const error = Object.assign(new AggregateError(errors, secret), { code: 'ETIMEDOUT' });
    const at = (cause: unknown): string =>
      transportFailure('GET /a', cause, { url, sent: false, progress: '' }).message;
    expect(at(error)).toBe(
      'GET /a: the connection timed out (ETIMEDOUT) at acme.example:443 (tried 192.0.2.1, 2001:db8::1)',
    );
    expect(at(errors[0])).not.toContain('tried');
  });

  it.each([
    ['HTTP/1.1 403 Blocked by policy', 'PROXY_403', ': Blocked by policy'],
    ['HTTP/1.1 502 ::error::x\u0007', 'PROXY_502', ': : :error::x'],
    ['HTTP/1.1 503 ', 'PROXY_503', ''],
    [`HTTP/1.1 503 ${'x'.repeat(121)}`, 'PROXY_503', ''],
  ])('a proxy that refuses with %j is quoted', (line, code, words) => {
    const message = `Failed to establish tunnel to acme.example:443 via http://user:hunter22@proxy/: ${line}`;
    const statusCode = Number(line.split(' ')[1]);
    const failure = failureFor(
      Object.assign(new Error(message), { code: 'ERR_PROXY_TUNNEL', statusCode }),
    );
    expect(failure.code).toBe(code);
    expect(failure.message.endsWith(`before an answer came${words}`)).toBe(true);
    expect(failure.message).not.toContain('hunter22');
  });

  it.each([
    ['EPROTO', 'https://acme.example/', 'https_proxy'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'http://acme.localhost/', 'http_proxy'],
  ])('a %s at a proxy with https:// in its URL says what to write', (code, to, variable) => {
    const failure = transportFailure('GET /a', coded(code), {
      url: new URL(to),
      proxy: new URL('https://proxy:3128'),
      sent: false,
      progress: 'before an answer came',
    });
    expect(failure.message).toBe('GET /a: the proxy proxy:3128 does not speak TLS');
    expect(failure.hint).toContain(`http:// instead of https:// in \`${variable}\``);
    expect([failure.code, failure.transient]).toEqual(['PROXY_WITHOUT_TLS', false]);
  });

  it.each([
    ['/no/such/file.pem', 'cannot be read, or contains no certificate'],
    [import.meta.filename, 'does not contain the CA'],
    [import.meta.dirname, 'cannot be read'],
  ])('an unknown CA while NODE_EXTRA_CA_CERTS is %s says what is wrong with it', (file, says) => {
    const hintFor = (code: string): string | undefined =>
      transportFailure('GET /a', coded(code), {
        url,
        extraCertificates: file,
        sent: true,
        progress: 'before an answer came',
      }).hint;
    expect(hintFor('SELF_SIGNED_CERT_IN_CHAIN')).toContain(says);
    expect(hintFor('CERT_HAS_EXPIRED')).not.toContain(says);
    // -----BEGIN CERTIFICATE----- is in this file.
  });

  it.each([
    'CERT_CHAIN_TOO_LONG',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HPE_HEADER_OVERFLOW',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
    'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('has a text of its own for %s, which is not transient', (code) => {
    const failure = failureFor(coded(code));
    expect(failure.message).not.toContain('the connection failed');
    expect(failure.transient).toBe(false);
  });

  it.each([
    [401, false],
    [403, false],
    [407, false],
    [502, true],
    [undefined, true],
  ])('knows whether the status of a proxy is transient: %s', (statusCode, transient) => {
    expect(failureFor(coded('ERR_PROXY_TUNNEL', { statusCode })).transient).toBe(transient);
  });

  it.each(['ECONNRESET', 'ENOTFOUND', 'EPROTO', 'Z_DATA_ERROR', 'HPE_INVALID_CONSTANT', 'EWHAT'])(
    'treats %s as transient',
    (code) => {
      expect(failureFor(coded(code)).transient).toBe(true);
    },
  );
});

const tried = { url: new URL('https://acme.example/x?y'), sent: false, progress: '' };

describe('the text of Node for a fault', () => {
  it.each([
    [
      { code: 'ERR_PROXY_TUNNEL', statusCode: 407 },
      'the proxy did not accept the credentials (PROXY_407)',
    ],
    [{ code: 'ERR_PROXY_TUNNEL', statusCode: 502 }, 'the proxy could not connect (PROXY_502)'],
    [{ code: 'ERR_PROXY_TUNNEL' }, 'the proxy closed the connection (PROXY_CLOSED)'],
    [{ code: 'EWHAT' }, 'the connection failed (EWHAT)'],
    [{ code: 7 }, 'the connection failed'],
    ['text', 'the connection failed'],
  ])('%j: %s', (error, words) => {
    const { message } = transportFailure('GET /x', error, { ...tried, progress: 'at once' });
    expect(message).toBe(`GET /x: ${words} at acme.example:443 at once`);
  });

  it('names a proxy that cannot be reached', () => {
    const proxy = new URL('http://user:word@proxy:3128');
    const fault = transportFailure('GET /x', { code: 'ECONNREFUSED' }, { ...tried, proxy });
    expect(fault.messageWithHint).toMatch(
      /refused \(ECONNREFUSED\) at the proxy proxy:3128\. Check `https_proxy`/u,
    );
  });
});
