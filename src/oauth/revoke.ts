import { asError, isDone } from '../errors/outcome.ts';
import { wordsFor } from '../failure.ts';
import { seemsExpired, type Token } from '../state.ts';
import { type OAuthClient, oauthRequest } from './client.ts';

/**
 * Qlik does not document whether its endpoint wants client authentication. After one of these, the
 * request is sent once more without it.
 */
const refusals: ReadonlySet<number> = new Set([400, 401]);

interface RevokeOptions {
  /** Gives up the request; undefined for the step's own signal. */
  readonly signal?: AbortSignal;
  /** Why there are no credentials, for the warning. */
  readonly without?: string | undefined;
}

/** Revokes a token, and logs the outcome. A failure is only a warning: the token expires anyway. */
export async function revokeToken(
  client: OAuthClient,
  token: Token,
  { signal, without }: RevokeOptions,
): Promise<void> {
  const { runner } = client;
  const why = await requestRevocation(client, token, signal).catch(wordsFor);
  const { expiresAt } = token;
  if (why === undefined) runner.info('Revoked the access token');
  else if (seemsExpired(token, runner.clock.now()))
    runner.info(
      `The access token has expired by now; it could not be revoked before that (${why})`,
    );
  else {
    const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
    const note =
      without === undefined ? '' : `. The request had no client credentials, since ${without}`;
    runner.warning(
      `The access token was not revoked: ${why}. It expires by itself${until}${note}`,
      'token not revoked',
    );
  }
}

/**
 * Requests the revocation of a token (RFC 7009 section 2.1) as the client that it was issued to.
 * @returns undefined when the token is revoked, else one line that says why it is not
 * @throws Failure when no complete response arrives
 */
async function requestRevocation(
  client: OAuthClient,
  token: Token,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { runner, send, grant } = client;
  const requestAs = (sender: OAuthClient) => ({
    ...oauthRequest(sender, 'revoke', { token: token.value, token_type_hint: 'access_token' }),
    signal,
  });
  let request = requestAs(client);
  let reply = await send(request);
  if (grant !== undefined && refusals.has(reply.status)) {
    request = requestAs({ ...client, grant: undefined });
    reply = await send(request);
  }
  if (isDone(reply)) return undefined;
  const { explain } = await import('../errors/explain.ts');
  return explain(request, asError(reply), runner.clean);
}
