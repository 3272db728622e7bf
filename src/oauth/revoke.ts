import { type Request, type Send, isSuccess } from '../http/exchange.ts';
import { explain } from '../http/explain.ts';
import { textPayload } from '../http/payload.ts';
import { textSink } from '../http/text-sink.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import type { Grant } from './credential.ts';
import { credentialFields, type Token } from './token-request.ts';

/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals: ReadonlySet<number> = new Set([400, 401]);

/**
 * Ends a token before its time (RFC 7009 section 2.1).
 * @param idleTimeout longest silence, in milliseconds
 * @returns undefined when it is revoked, else one line that says why it is not
 * @throws Failure when there was no whole answer
 */
export async function revokeToken(
  runner: Pick<Runner, 'clean'>,
  send: Send,
  tenant: Tenant,
  grant: Grant,
  token: Token,
  idleTimeout: number,
): Promise<string | undefined> {
  const fields = { token: token.value, token_type_hint: 'access_token' };
  const request = (body: Record<string, string>): Request<string> => ({
    method: 'POST',
    url: new URL('/oauth/revoke', tenant.origin),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    payload: textPayload(JSON.stringify(body)),
    sink: () => textSink('POST /oauth/revoke'),
    idleTimeout,
    harmless: true,
  });
  const asClient = request({ ...fields, ...credentialFields(grant) });
  let reply = await send(asClient);
  if (refusals.has(reply.status)) reply = await send(request(fields));
  if (isSuccess(reply.status)) return undefined;
  return explain(asClient, { ...reply, text: reply.body }, runner.clean);
}
