import { createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto';
import { Failure } from '../failure.ts';
import type { Signer } from './client.ts';

/**
 * Private Key JWT with Node's own cryptography, which reads the three PEM forms of a private key and
 * knows its size or curve. Loaded only if a step has a private key.
 * @see https://qlik.dev/authenticate/oauth/oauth-private-key-jwt-reference/
 */

/**
 * The lifetime of an assertion. Qlik allows 5 minutes at most; half of that tolerates a clock that is
 * off by as much in either direction.
 */
const lifetimeSeconds = 150;

/** The smallest RSA key that Qlik accepts. */
const minModulusBits = 2048;

const acceptedKeys =
  'Give the PEM text of an RSA key of 2048 bits or more, or of an EC key on the curve P-384';

/** A PEM block (RFC 7468 section 2). */
const blocks = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/gu;

/** What people often give instead of a private key, by its PEM label. */
const notKeys: readonly (readonly [label: RegExp, says: string])[] = [
  [
    /^ENCRYPTED PRIVATE KEY$/u,
    'is encrypted: store it without a passphrase (openssl pkey -in key.pem -out plain.pem)',
  ],
  [
    /^OPENSSH PRIVATE KEY$/u,
    'is in OpenSSH format: convert a copy (ssh-keygen -p -m PKCS8 -f copy.pem)',
  ],
  [/PUBLIC KEY$/u, 'is a public key, which belongs in Qlik: this input takes the private key'],
  [/CERTIFICATE/u, 'is a certificate: this input takes the private key that belongs to it'],
];

/**
 * Reads a private key in PEM: PKCS#8, PKCS#1 or SEC1, with real line breaks or written `\n`.
 * @throws Failure that says what the text is instead, without quoting it
 */
export function readPrivateKey(text: string): Signer {
  // Indentation, as in a YAML block, and blank lines do not change the key.
  const pem = text
    .replaceAll(/(?:\\r)?\\n/gu, '\n')
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  const found = [...pem.matchAll(blocks)].map(([block, label = '']) => ({ block, label }));
  const keys = found.filter(({ label }) => /^(?:RSA |EC )?PRIVATE KEY$/u.test(label));
  const [first, another] = keys;
  if (first === undefined) throw new Failure(whyNoKey(pem, found.at(0)?.label));
  if (another !== undefined) throw new Failure('contains more than one private key: give only one');
  if (/^Proc-Type:.*ENCRYPTED/mu.test(first.block))
    throw new Failure(whyNoKey(pem, 'ENCRYPTED PRIVATE KEY'));
  const key = parse(first.block);
  const algorithm = algorithmFor(key);
  return {
    assertion({ clientId, keyId, audience, now }) {
      const iat = Math.floor(now / 1000);
      const header = { alg: algorithm.name, typ: 'JWT', kid: keyId };
      const claims = {
        iss: clientId,
        sub: clientId,
        aud: audience,
        jti: randomUUID(),
        iat,
        exp: iat + lifetimeSeconds,
      };
      const signed = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
      return `${signed}.${base64url(algorithm.sign(Buffer.from(signed)))}`;
    },
  };
}

function whyNoKey(pem: string, label: string | undefined): string {
  if (label !== undefined) {
    const known = notKeys.find(([pattern]) => pattern.test(label));
    return known?.[1] ?? `is PEM, but contains no private key. ${acceptedKeys}`;
  }
  if (pem.includes('-----BEGIN ')) return 'has no END line: it was not copied completely';
  if (/\bBEGIN (?:RSA |EC )?PRIVATE KEY\b/u.test(pem))
    return 'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----, with five dashes on either side';
  return `is not PEM: it has no -----BEGIN PRIVATE KEY----- line. ${acceptedKeys}`;
}

function parse(block: string): KeyObject {
  try {
    return createPrivateKey(block);
  } catch {
    // Without Node's message, which may quote the key.
    throw new Failure('cannot be read: it is damaged, or has lost its line breaks');
  }
}

/** An algorithm of RFC 7518, by its name there. */
interface Algorithm {
  readonly name: string;
  sign(data: Buffer): Buffer;
}

function algorithmFor(key: KeyObject): Algorithm {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  if (type === 'rsa') {
    const bits = details.modulusLength ?? 0;
    // RFC 7518 section 3.3
    if (bits >= minModulusBits) return { name: 'RS256', sign: (data) => sign('sha256', data, key) };
    throw new Failure(`is an RSA key of ${String(bits)} bits, which is too short. ${acceptedKeys}`);
  }
  if (type === 'ec') {
    const curve = details.namedCurve ?? 'unknown';
    // RFC 7518 section 3.4: r and s concatenated, not in DER
    const concatenated = { key, dsaEncoding: 'ieee-p1363' } as const;
    if (curve === 'secp384r1')
      return { name: 'ES384', sign: (data) => sign('sha384', data, concatenated) };
    throw new Failure(
      `is an EC key on the curve ${curve}, which Qlik does not accept. ${acceptedKeys}`,
    );
  }
  throw new Failure(
    `is a key of type ${type ?? 'unknown'}, which Qlik does not accept. ${acceptedKeys}`,
  );
}

function base64url(data: string | Buffer): string {
  return Buffer.from(data).toString('base64url');
}
