import { expect } from '@jest/globals';
import { importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { KeyPair } from './keys.ts';

/** How far a clock on which waits end at once may run ahead, in seconds. */
const clockTolerance = 60;

/**
 * The fields of each OAuth request with an assertion, in the order of arrival; an object is given as
 * JSON.
 */
export function formsOf(tenant: Tenant): URLSearchParams[] {
  return tenant.journal
    .filter(({ path }) => path.startsWith('/oauth/'))
    .map(({ headers, body }) =>
      headers['content-type'] === 'application/json'
        ? membersOf(body.toString())
        : new URLSearchParams(body.toString()),
    )
    .filter((form) => form.has('client_assertion'));
}

function membersOf(json: string): URLSearchParams {
  const members = new URLSearchParams();
  for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, unknown>))
    members.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return members;
}

/**
 * Verifies every assertion that a tenant received, with a library that the action does not use, and
 * checks that none was sent twice.
 */
export async function verified(tenant: Tenant, key: KeyPair): Promise<JWTPayload[]> {
  const publicKey = await importJWK(key.jwk, key.algorithm);
  const { id } = tenant.client;
  const all = await Promise.all(
    formsOf(tenant).map(async (form) => {
      expect(form.get('client_id')).toBe(id);
      expect(form.get('client_assertion_type')).toBe(
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      );
      const assertion = form.get('client_assertion') ?? '';
      const { payload, protectedHeader } = await jwtVerify(assertion, publicKey, {
        algorithms: [key.algorithm],
        audience: `${tenant.url}/oauth/token`,
        issuer: id,
        subject: id,
        requiredClaims: ['exp', 'iat', 'jti'],
        maxTokenAge: '5 minutes',
        clockTolerance,
      });
      expect(protectedHeader).toEqual({ alg: key.algorithm, typ: 'JWT', kid: key.jwk.kid });
      expect(payload.jti).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/u);
      expect((payload.exp ?? Infinity) - (payload.iat ?? 0)).toBeLessThanOrEqual(300);
      return payload;
    }),
  );
  expect(new Set(all.map(({ jti }) => jti)).size).toBe(all.length);
  return all;
}
