import { generate } from 'selfsigned';

/** A server's certificate and key, and the authority that a client has to trust. All are PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

export interface CertificateOptions {
  /** DNS names and IPv4 addresses that the certificate is for. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const day = 24 * 3600 * 1000;

/**
 * Makes a private CA and a server certificate that it signed, as a company's network has them.
 *
 * @param options hosts (default: loopback) and validity (default: from yesterday to tomorrow)
 */
export async function makeCertificate({
  hosts = ['localhost', '127.0.0.1'],
  notBefore = new Date(Date.now() - day),
  notAfter = new Date(Date.now() + day),
}: CertificateOptions = {}): Promise<Certificate> {
  const common = { keyType: 'ec', algorithm: 'sha256' } as const;
  const ca = await generate([{ name: 'commonName', value: 'Sandbox CA' }], {
    ...common,
    notBeforeDate: new Date(Date.now() - day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...common,
    notBeforeDate: notBefore,
    notAfterDate: notAfter,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) =>
          /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host },
        ),
      },
    ],
  });
  return { cert: server.cert, key: server.private, ca: ca.cert };
}
