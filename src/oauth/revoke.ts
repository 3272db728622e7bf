import { wordsFor } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../errors/outcome.ts';
import { textSink } from '../http/text-sink.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { clientBody, jsonBody, type OAuthBody } from './client-body.ts';
import type { Grant } from './credential.ts';
import { seemsEnded, type Token } from './token.ts';

/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals: ReadonlySet<number> = new Set([400, 401]);

/** How a token is given back. */
export interface GivingBack {
  readonly tenant: Tenant;
  /** The client that the token was given to; undefined where there are no credentials of it. */
  readonly grant: Grant | undefined;
  /** Ends it; undefined for the step's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** Why there are no credentials, for the warning. */
  readonly without?: string | undefined;
}

/** Ends a token before its time, and tells of it. What goes wrong is a warning: it ends by itself. */
export async function giveBack(
  runner: Runner,
  send: Send,
  token: Token,
  how: GivingBack,
): Promise<void> {
  const { clock } = runner;
  const why = await revokeToken(runner, send, token, how).catch(wordsFor);
  const { expiresAt } = token;
  if (why === undefined) runner.info('Revoked the access token');
  else if (seemsEnded(token, clock.now()))
    runner.info(`The access token has ended by itself: its revocation came too late (${why})`);
  else {
    const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
    const asked = how.without === undefined ? '' : `; it was asked for alone, since ${how.without}`;
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
  runner: Runner,
  send: Send,
  token: Token,
  { tenant, grant, signal }: GivingBack,
): Promise<string | undefined> {
  const fields = { token: token.value, token_type_hint: 'access_token' };
  const request = ({ contentType, payload }: OAuthBody): Request<string> => ({
    method: 'POST',
    url: new URL('/oauth/revoke', tenant.origin),
    headers: { accept: 'application/json', 'content-type': contentType },
    payload,
    sink: () => textSink('POST /oauth/revoke'),
    harmless: true,
    signal,
  });
  const alone = request(jsonBody(fields));
  let asked = grant === undefined ? alone : request(clientBody(runner, tenant, grant, fields));
  let reply = await send(asked);
  if (asked !== alone && refusals.has(reply.status)) {
    asked = alone;
    reply = await send(asked);
  }
  if (isDone(reply)) return undefined;
  const { explain } = await import('../errors/explain.ts');
  return explain(asked, asError(reply), runner.clean);
}
