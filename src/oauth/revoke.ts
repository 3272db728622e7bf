import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../http/html.ts';
import { textSink } from '../http/text-sink.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import { clientBody, jsonBody, type OAuthBody } from './client-body.ts';
import type { Grant } from './credential.ts';
import type { Token } from './token-request.ts';

/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals: ReadonlySet<number> = new Set([400, 401]);

/**
 * Ends a token before its time (RFC 7009 section 2.1), as the client that it was given to.
 * @param idleTimeout longest silence, in milliseconds
 * @returns undefined when it is revoked, else one line that says why it is not
 * @throws Failure when there was no whole answer
 */
export async function revokeToken(
  runner: Pick<Runner, 'clean' | 'clock' | 'mask'>,
  send: Send,
  tenant: Tenant,
  grant: Grant,
  token: Token,
  idleTimeout: number,
): Promise<string | undefined> {
  const fields = { token: token.value, token_type_hint: 'access_token' };
  const request = ({ contentType, payload }: OAuthBody): Request<string> => ({
    method: 'POST',
    url: new URL('/oauth/revoke', tenant.origin),
    headers: { accept: 'application/json', 'content-type': contentType },
    payload,
    sink: () => textSink('POST /oauth/revoke'),
    idleTimeout,
    harmless: true,
  });
  const asClient = request(clientBody(runner, tenant, grant, fields));
  let reply = await send(asClient);
  if (refusals.has(reply.status)) reply = await send(request(jsonBody(fields)));
  if (isDone(reply)) return undefined;
  const { explain } = await import('../http/explain.ts');
  return explain(asClient, asError(reply), runner.clean);
}
