import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { newClient } from '../../sandbox/tenant/tenant.ts';
import type { Client, PublicKey } from '../../sandbox/tenant/oauth/server.ts';

/** Fresh key pairs, made once for each test file. */

export const keyId = 'ci-2026-01';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });

const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string =>
  key.export({ type, format: 'pem' }).toString();

/** A key in all accepted formats. */
export interface KeyPair {
  readonly algorithm: 'RS256' | 'ES384';
  /** PEM by its name. */
  readonly pem: Readonly<Record<string, string>>;
  readonly jwk: PublicKey;
}

function pair(
  algorithm: KeyPair['algorithm'],
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  old: 'pkcs1' | 'sec1',
): KeyPair {
  const jwk: JsonWebKey = publicKey.export({ format: 'jwk' });
  const pkcs8 = pem(privateKey, 'pkcs8');
  return {
    algorithm,
    pem: { 'PKCS#8': pkcs8, [old === 'sec1' ? 'SEC1' : 'PKCS#1']: pem(privateKey, old) },
    jwk: { ...jwk, kty: jwk.kty ?? '', kid: keyId, alg: algorithm, use: 'sig' },
  };
}

export const rsaKey = pair('RS256', rsa, 'pkcs1');
export const ecKey = pair('ES384', ec, 'sec1');

/** A client that is registered for Private Key JWT with the public half of a key. */
export function clientWith(key: KeyPair, client: Partial<Client> = {}): Client {
  return newClient({ id: 'c11e47-w17h-a-key', keys: [key.jwk], ...client });
}

/** The inputs of a step with a key instead of a secret. */
export function withKey(key: KeyPair, text = key.pem['PKCS#8'] ?? '') {
  return { 'client-secret': undefined, 'private-key': text, 'key-id': keyId };
}

/** The secret lines of a PEM text: short lines would be found anywhere. */
export function secretLines(text: string): string[] {
  return text.split(/\r?\n/u).filter((line) => line.length >= 8 && !line.startsWith('-----'));
}

const encryption = { cipher: 'aes-256-cbc', passphrase: 'opensesame' } as const;
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const body = secretLines(rsaKey.pem['PKCS#8'] ?? '');
const block = (label: string): string =>
  `-----BEGIN ${label}-----\n${body.join('\n')}\n-----END ${label}-----\n`;

/** Texts that are refused as a key, and the error for each. */
export const notTaken: readonly (readonly [name: string, text: string, says: string])[] = [
  [
    'an encrypted key',
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString(),
    'is encrypted: store it without a passphrase',
  ],
  [
    'an encrypted key of the older form',
    rsa.privateKey.export({ type: 'pkcs1', format: 'pem', ...encryption }).toString(),
    'is encrypted: store it without a passphrase',
  ],
  [
    'a public key',
    createPublicKey(rsa.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
    'is a public key',
  ],
  ['a certificate', block('CERTIFICATE'), 'is a certificate'],
  ['a key of OpenSSH', block('OPENSSH PRIVATE KEY'), 'is in OpenSSH format'],
  ['other PEM', block('X509 CRL'), 'is PEM, but contains no private key'],
  ['a key that is too short', pem(small.privateKey, 'pkcs8'), 'is an RSA key of 1024 bits'],
  ['a wrong curve', pem(p256.privateKey, 'sec1'), 'is an EC key on the curve prime256v1'],
  ['Ed25519', pem(ed25519.privateKey, 'pkcs8'), 'is a key of type ed25519'],
  ['RSA for PSS alone', pem(pss.privateKey, 'pkcs8'), 'is a key of type rsa-pss'],
  ['no PEM at all', body.join(''), 'is not PEM'],
  ['a JWK', JSON.stringify(rsa.privateKey.export({ format: 'jwk' })), 'is not PEM'],
  [
    'a key without its end',
    block('PRIVATE KEY').slice(0, 900),
    'has no END line: it was not copied completely',
  ],
  [
    'a key with a piece missing',
    block('PRIVATE KEY').replace(body[3] ?? '', ''),
    'cannot be read: it is damaged',
  ],
  ['two keys', Object.values(rsaKey.pem).join(''), 'contains more than one private key'],
];
