import { Failure } from '../failure.ts';
import { isSuccess, nameOf } from '../errors/outcome.ts';
import type { Reply, Request } from '../http/exchange.ts';
import { transientStatuses } from '../http/policy.ts';
import { isRecord, parseJson, textIn } from '../json.ts';
import { cancelBudgetMs } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/text.ts';
import type { Token } from '../state.ts';
import { type Grant, isBearerToken, type OAuthClient, oauthRequest } from './client.ts';

/** The longest silence during a token request. */
const maxIdleMs = 30_000;

/** How many characters of a Content-Type an error shows. */
const maxTypeLength = 80;

/** In characters. Masking a shorter one would litter the log with ***; no real token is that short. */
const minTokenLength = 16;

/** In characters. No server accepts a longer header. */
const maxTokenLength = 16 * 1024;

/**
 * Exchanges a grant for a token (RFC 6749 section 4.4, or Qlik's impersonation).
 * @param signal gives up the request, with a little more time for an attempt that is in flight
 * @returns the token, already masked
 * @throws Failure when the tenant issues none; it does not quote a body that may contain a token
 * @see https://qlik.dev/authenticate/oauth/
 */
export async function requestToken(
  client: OAuthClient & { readonly grant: Grant },
  signal?: AbortSignal,
): Promise<Token> {
  const { runner, send, grant } = client;
  const request = {
    ...oauthRequest(client, 'token', fieldsFor(grant)),
    maxIdleMs,
    signal,
    // The tenant may have issued a token already, which must then be revoked.
    graceMs: cancelBudgetMs.answer,
  };
  const reply = await send(request);
  if (!isSuccess(reply.status)) {
    const errorReply = { ...reply, text: reply.body };
    const [{ explain }, { hintForToken }] = await Promise.all([
      import('../errors/explain.ts'),
      import('../errors/token-hints.ts'),
    ]);
    throw new Failure(`No access token. ${explain(request, errorReply, runner.clean)}`, {
      ...hintForToken(
        request,
        errorReply,
        { credential: grant.kind, now: runner.clock.now() },
        grant.kind === 'client-secret' ? grant.clientSecret : undefined,
      ),
      title: 'no access token',
      transient: transientStatuses.has(reply.status),
    });
  }
  const token = readToken(runner, request, reply);
  runner.setSecret(token.value);
  return token;
}

/**
 * The fields of RFC 6749 section 4.4.2, or those of Qlik's impersonation.
 * @see https://qlik.dev/authenticate/oauth/create/create-oauth-client-m2m-impersonation/
 */
function fieldsFor({ user, scope }: Grant) {
  return {
    ...(user === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'urn:qlik:oauth:user-impersonation', user_lookup: user }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** Reads a token response (RFC 6749 section 5.1), checking every field. */
function readToken(
  { clean, clock }: Runner,
  request: Request<string>,
  reply: Reply<string>,
): Token {
  const refuse = (why: string): never => {
    const type = inBrief(reply.headers['content-type'] ?? 'no content-type', maxTypeLength, clean);
    throw new Failure(
      `No access token. ${nameOf(request)}: ${String(reply.status)} with ${type}, ` +
        `${String(reply.bytes)} bytes, ${why}`,
      {
        hint: 'Check that `tenant-url` is a Qlik Cloud tenant, with no login page in front of it',
        topic: 'wrong-hostname',
        title: 'no access token',
      },
    );
  };
  const json = parseJson(reply.body) ?? refuse('which is not JSON');
  const body = isRecord(json.value) ? json.value : refuse('which is not a JSON object');
  const value = body.access_token;
  if (value === undefined || value === null) return refuse('without an access_token');
  if (typeof value !== 'string') return refuse('whose access_token is not a string');
  if (value === '') return refuse('whose access_token is empty');
  if (value.length > maxTokenLength) return refuse('whose access_token is too long to be a token');
  if (!isBearerToken(value))
    return refuse('whose access_token contains characters that are not allowed in a header');
  if (value.length < minTokenLength) return refuse('whose access_token is too short to be a token');
  if ((textIn(body, 'token_type') ?? 'bearer').toLowerCase() !== 'bearer')
    return refuse('whose token_type is not bearer');
  return { value, expiresAt: expiryOf(body, clock.now()) };
}

/**
 * When a token expires: from `expires_at` (ISO 8601), else from `expires_in` (seconds). A time in the
 * past is ignored: the token is new, so either the clocks differ or the field means "unknown".
 * @param body the token response
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; undefined when neither field has a time in the future
 */
function expiryOf(body: Readonly<Record<string, unknown>>, now: number): number | undefined {
  const [written = ''] = /^\d+(?:\.\d+)?$/u.exec(textIn(body, 'expires_in') ?? '') ?? [];
  const inSeconds = written === '' ? Number.NaN : Number(written);
  const candidates = [Date.parse(textIn(body, 'expires_at') ?? ''), now + inSeconds * 1000];
  return candidates.find((time) => new Date(time).getTime() > now);
}
