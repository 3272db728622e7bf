import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { startTenant, newClient, type Tenant } from '../../sandbox/tenant/tenant.ts';
import type { PublicKey } from '../../sandbox/tenant/oauth/server.ts';

/** How the sandbox judges assertions, which are made here by a library that it does not use. */

const kid = 'the-key';
const id = 'the-client';
const pair = await generateKeyPair('ES384');
const stranger = await generateKeyPair('ES384');
const weak = await generateKeyPair('ES256');
const jwk: PublicKey = { ...(await exportJWK(pair.publicKey)), kty: 'EC', kid, alg: 'ES384' };

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({
    clients: [newClient({ id, keys: [jwk] }), newClient({ id: 'another' })],
  });
});

afterAll(async () => {
  await tenant.close();
});

interface Wish {
  readonly claims?: JWTPayload;
  readonly header?: { readonly alg?: string; readonly kid?: string | undefined };
  readonly key?: CryptoKey;
  readonly fields?: Readonly<Record<string, string>>;
}

function assertion({ claims = {}, header = {}, key = pair.privateKey }: Wish): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const aud = `${tenant.url}/oauth/token`;
  const good = { iss: id, sub: id, aud, jti: randomUUID(), iat, exp: iat + 60 };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'ES384', kid, ...header } as { alg: string })
    .sign(key);
}

async function ask(text: string, fields: Wish['fields'] = {}): Promise<string> {
  const response = await fetch(new URL('/oauth/token', tenant.url), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: text,
      ...fields,
    }),
  });
  return `${String(response.status)} ${await response.text()}`;
}

const now = Math.floor(Date.now() / 1000);

describe('the OAuth server of the sandbox', () => {
  it('accepts a valid assertion', async () => {
    expect(await ask(await assertion({}))).toMatch(/^200 .*"access_token":"eyJ/u);
  });

  it.each<[what: string, wish: Wish, says: string]>([
    ['the signature of another key', { key: stranger.privateKey }, 'signature verification failed'],
    ['another algorithm', { key: weak.privateKey, header: { alg: 'ES256' } }, 'alg mismatch'],
    ['another kid', { header: { kid: 'another' } }, 'no applicable key found'],
    ['no kid', { header: { kid: undefined } }, 'kid is missing'],
    ['the issuer for an audience', { claims: { aud: 'http://tenant' } }, 'audience'],
    ['an audience with a slash too many', { claims: { aud: 'TOKEN/' } }, 'audience'],
    ['another issuer', { claims: { iss: 'another' } }, 'iss (JWT issuer) must be the client_id'],
    ['another subject', { claims: { sub: 'another' } }, 'client_id mismatch'],
    ['no end', { claims: { exp: undefined as unknown as number } }, 'expiration must be specified'],
    ['an end that has gone by', { claims: { exp: now - 60 } }, 'jwt expired'],
    ['a beginning to come', { claims: { iat: now + 60, exp: now + 90 } }, 'in the future'],
    ['too late an end', { claims: { exp: now + 400 } }, 'more than 5 minutes'],
    ['no jti', { claims: { jti: '' } }, 'jti (JWT ID) must be provided'],
    ['a jti that is no UUID', { claims: { jti: 'x' } }, 'jti is no UUID'],
  ])('refuses %s', async (_, wish, says) => {
    const { aud } = wish.claims ?? {};
    const claims = aud === 'TOKEN/' ? { aud: `${tenant.url}/oauth/token/` } : wish.claims;
    const answer = await ask(await assertion({ ...wish, claims: claims ?? {} }));
    expect(answer).toMatch(/^40[01] /u);
    expect(answer).toContain(says);
  });

  it('refuses the origin as an audience, as Qlik does, although other OAuth servers accept it', async () => {
    const answer = await ask(await assertion({ claims: { aud: tenant.url } }));
    expect(answer).toMatch(/^401 .*aud is not the token endpoint/u);
  });

  it('accepts no assertion twice', async () => {
    const text = await assertion({});
    expect(await ask(text)).toMatch(/^200/u);
    expect(await ask(text)).toMatch(/^401 .*must only be used once/u);
  });

  it('accepts no secret from a client with a key', async () => {
    const fields = { client_secret: tenant.client.secret };
    expect(await ask(await assertion({}), fields)).toMatch(/^400/u);
  });
});
