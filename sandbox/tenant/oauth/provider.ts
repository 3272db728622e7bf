import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type ClientMetadata, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { detailHeader } from './inner-server.ts';
import { memoryAdapters } from './memory-adapter.ts';
import { findPerson, readLookup } from './people.ts';
import { type Client, grants, type OAuthServerOptions } from './server.ts';

/** How far the clocks of client and server may be apart, in seconds. */
const clockTolerance = 15;

/** Longest life of an assertion, in seconds. */
const longestAssertion = 300;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/**
 * The OAuth server as Qlik has set up its own, as far as that is documented.
 * @see https://qlik.dev/authenticate/oauth/oauth-private-key-jwt-reference/
 */
export function newProvider(options: OAuthServerOptions): Provider {
  const { clients, lifetime, now, origin, people } = options;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const provider = new Provider(origin, {
    adapter: memoryAdapters(clients.map(metadata)),
    clockTolerance,
    clientAuthMethods: ['client_secret_post', 'private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS256', 'RS512', 'ES384'],
      idTokenSigningAlgValues: ['ES384'],
    },
    clientDefaults: { id_token_signed_response_alg: 'ES384' },
    // Of no use here, but without them the server warns that its own are known to all.
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES384' }] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_, client, token) => token.clientId === client.clientId,
      },
    },
    routes: { token: '/oauth/token', revocation: '/oauth/revoke' },
    scopes: [...new Set(clients.flatMap(({ scopes }) => scopes))],
    // When a token ends is for the tenant's clock to say: see oidc-server.ts.
    ttl: { ClientCredentials: Math.max(lifetime, 1) },
    assertJwtClientAuthClaimsAndHeader(ctx, claims, header, client) {
      const refuse = (detail: string): never => {
        throw new errors.InvalidClientAuth(detail);
      };
      const seconds = Math.floor(now() / 1000);
      const { aud, exp, iat, jti, sub } = claims;
      if (aud !== `${ctx.protocol}://${ctx.host}/oauth/token`)
        refuse('aud is not the token endpoint');
      if (sub !== client.clientId) refuse('sub is not the client_id');
      if (typeof header.kid !== 'string') refuse('kid is missing');
      if (typeof iat !== 'number' || typeof exp !== 'number') return refuse('iat is missing');
      if (exp <= seconds - clockTolerance) refuse('jwt expired');
      if (iat > seconds + clockTolerance) refuse('jwt issued in the future');
      if (exp - iat > longestAssertion) refuse('exp is more than 5 minutes after iat');
      if (typeof jti !== 'string' || !uuid.test(jti)) refuse('jti is no UUID');
    },
  });
  // The tenant's surface stands before it, and tells the host and scheme that the client used.
  provider.proxy = true;
  provider.registerGrantType(grants.impersonation, (ctx) => impersonate(provider, people, ctx), [
    'scope',
    'user_lookup',
  ]);
  const tell = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): void => {
    // Of a wrong secret Qlik says no more than that; header values are in Latin letters only.
    if (ctx.oidc.params?.client_assertion === undefined) return;
    ctx.set(detailHeader, (error.error_detail ?? '').replace(/[^\x20-\x7e]/gu, '?'));
  };
  provider.on('grant.error', tell);
  provider.on('revocation.error', tell);
  return provider;
}

/** Qlik lets a client have a secret and keys; here, as OAuth registers clients, it has one of them. */
function metadata({ id, secret, keys, scopes, grants: allowed }: Client): ClientMetadata {
  return {
    client_id: id,
    grant_types: [...allowed],
    redirect_uris: [],
    response_types: [],
    scope: scopes.join(' '),
    ...(keys === undefined
      ? { client_secret: secret, token_endpoint_auth_method: 'client_secret_post' }
      : {
          jwks: { keys: keys.map((key) => ({ ...key })) },
          token_endpoint_auth_method: 'private_key_jwt',
        }),
  };
}

/** Qlik's impersonation grant. */
async function impersonate(
  provider: Provider,
  people: OAuthServerOptions['people'],
  ctx: KoaContextWithOIDC,
): Promise<void> {
  const { client, params } = ctx.oidc;
  if (client === undefined) throw new Error('No client');
  if (readLookup(params?.user_lookup) === undefined)
    throw new errors.InvalidRequest('user_lookup wants field (userId or subject) and value');
  if (findPerson(people, params?.user_lookup) === undefined)
    throw new errors.CustomOIDCProviderError('unknown_user', 'The user is not in this tenant');
  const scope = typeof params?.scope === 'string' ? params.scope : '';
  const token = new provider.ClientCredentials({ client, scope });
  ctx.body = {
    access_token: await token.save(),
    expires_in: token.expiration,
    token_type: token.tokenType,
    scope,
  };
}
