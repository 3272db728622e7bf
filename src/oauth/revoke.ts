import { asError, isDone } from '../errors/outcome.ts';
import { wordsFor } from '../failure.ts';
import { seemsEnded, type Token } from '../state.ts';
import { type OAuthClient, oauthRequest } from './client.ts';

/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals: ReadonlySet<number> = new Set([400, 401]);

interface Revoking {
  /** Ends it; undefined for the step's own signal. */
  readonly signal?: AbortSignal;
  /** Why there are no credentials, for the warning. */
  readonly without?: string | undefined;
}

/** Ends a token before its time, and tells of it. What goes wrong is a warning: it ends by itself. */
export async function giveBack(
  client: OAuthClient,
  token: Token,
  { signal, without }: Revoking,
): Promise<void> {
  const { runner } = client;
  const why = await revokeToken(client, token, signal).catch(wordsFor);
  const { expiresAt } = token;
  if (why === undefined) runner.info('Revoked the access token');
  else if (seemsEnded(token, runner.clock.now()))
    runner.info(`The access token has ended by itself: its revocation came too late (${why})`);
  else {
    const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
    const asked = without === undefined ? '' : `; it was asked for alone, since ${without}`;
    runner.warning(
      `The access token was not revoked: ${why}. It expires by itself${until}${asked}`,
      'token not revoked',
    );
  }
}

/**
 * Ends a token before its time (RFC 7009 section 2.1), as the client that it was given to.
 * @returns undefined when it is revoked, else one line that says why it is not
 * @throws Failure when there was no whole answer
 */
async function revokeToken(
  client: OAuthClient,
  token: Token,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { runner, send, grant } = client;
  const requestAs = (asking: OAuthClient) => ({
    ...oauthRequest(asking, 'revoke', { token: token.value, token_type_hint: 'access_token' }),
    signal,
  });
  let asked = requestAs(client);
  let reply = await send(asked);
  if (grant !== undefined && refusals.has(reply.status)) {
    asked = requestAs({ ...client, grant: undefined });
    reply = await send(asked);
  }
  if (isDone(reply)) return undefined;
  const { explain } = await import('../errors/explain.ts');
  return explain(asked, asError(reply), runner.clean);
}
