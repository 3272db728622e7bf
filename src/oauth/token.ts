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

/** A token request may be silent for 30 seconds at most. */
const maxIdleMs = 30_000;

/** How much of a Content-Type an error shows. */
const maxOfType = 80;

/** A shorter one, masked, would star the log: no server that means well sends it. */
const minToken = 16;

/** No server takes a header of more than 16 KiB. */
const maxToken = 16 * 1024;

/**
 * Trades a grant for a token (RFC 6749 section 4.4, or Qlik's impersonation).
 * @param signal ends the request; an attempt that is in flight then still gets a little time
 * @returns the token, masked already
 * @throws Failure when the tenant gives none; the error holds nothing of a body that may hold a token
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
    // A token that nobody saw would live on.
    graceMs: cancelBudgetMs.answer,
  };
  const reply = await send(request);
  if (!isSuccess(reply.status)) {
    const answer = { ...reply, text: reply.body };
    const [{ explain }, { hintForToken }] = await Promise.all([
      import('../errors/explain.ts'),
      import('../errors/token-hints.ts'),
    ]);
    throw new Failure(`No access token. ${explain(request, answer, runner.clean)}`, {
      ...hintForToken(
        request,
        answer,
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

/** Reads a token answer (RFC 6749 section 5.1), and trusts none of it. */
function readToken(
  { clean, clock }: Runner,
  request: Request<string>,
  reply: Reply<string>,
): Token {
  const refuse = (why: string): never => {
    const type = inBrief(reply.headers['content-type'] ?? 'no content-type', maxOfType, clean);
    throw new Failure(
      `No access token. ${nameOf(request)}: ${String(reply.status)} with ${type}, ` +
        `${String(reply.bytes)} bytes, ${why}`,
      {
        hint: 'Check that `tenant-url` is a Qlik Cloud tenant, with no login page before it',
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
  if (value.length > maxToken) return refuse('whose access_token is too long to be one');
  if (!isBearerToken(value))
    return refuse('whose access_token has characters that a header cannot carry');
  if (value.length < minToken) return refuse('whose access_token is too short to be one');
  if ((textIn(body, 'token_type') ?? 'bearer').toLowerCase() !== 'bearer')
    return refuse('whose token_type is not bearer');
  return { value, expiresAt: expiryOf(body, clock.now()) };
}

/**
 * When a token ends: from `expires_at` (ISO 8601), else from `expires_in` (seconds). A time that has
 * gone by, or none, is no end of a token that was just made: clocks are apart, or it means "unknown".
 * @param body the token answer
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; undefined when neither is good
 */
function expiryOf(body: Readonly<Record<string, unknown>>, now: number): number | undefined {
  const [written = ''] = /^\d+(?:\.\d+)?$/u.exec(textIn(body, 'expires_in') ?? '') ?? [];
  const inSeconds = written === '' ? Number.NaN : Number(written);
  const candidates = [Date.parse(textIn(body, 'expires_at') ?? ''), now + inSeconds * 1000];
  return candidates.find((time) => new Date(time).getTime() > now);
}
