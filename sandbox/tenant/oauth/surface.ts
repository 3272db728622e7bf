import type { Call, Reply } from '../http.ts';
import { parseObject } from '../json.ts';
import type { Fields, OAuthServer, Refusal, Refused } from './server.ts';

interface QlikRefusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
}

/**
 * How Qlik words what an OAuth server refuses. OAUTH-14 and AUTH-5 are Qlik's; where no code is
 * documented the one of RFC 6749 stands in.
 */
const refusals: Record<Refusal, QlikRefusal> = {
  invalid_request: { status: 400, code: 'invalid_request', title: 'Invalid request' },
  invalid_client: { status: 401, code: 'OAUTH-14', title: 'Invalid client_id' },
  invalid_scope: { status: 400, code: 'invalid_scope', title: 'Invalid scope' },
  unauthorized_client: { status: 400, code: 'unauthorized_client', title: 'Grant not allowed' },
  unsupported_grant_type: { status: 400, code: 'unsupported_grant_type', title: 'Invalid grant' },
  unknown_user: { status: 400, code: 'AUTH-5', title: 'User not in tenant' },
  too_many_tokens: { status: 403, code: 'HTTP-403', title: 'Forbidden' },
};

type Endpoint = (server: OAuthServer, call: Call, traceId: string) => Promise<Reply>;

/** `POST /oauth/token`. @see https://qlik.dev/apis/rest/oauth/ */
export const token: Endpoint = async (server, call, traceId) => {
  const fields = readFields(call);
  if (!fields) return refusedReply(unreadable, traceId);
  const result = await server.token(fields, call.headers.host ?? '');
  if (result.refused !== undefined) return refusedReply(result, traceId);
  const expiresAt = new Date(result.expiresAt);
  return {
    status: 200,
    // RFC 6749 section 5.1.
    headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' },
    json: {
      access_token: result.token,
      token_type: 'bearer',
      expires_at: expiresAt.toISOString(),
      expires_in: result.expiresIn,
      scope: result.scopes.join(' '),
    },
  };
};

/** `POST /oauth/revoke`: 200 or 400, as documented; 401 for wrong credentials. */
export const revoke: Endpoint = async (server, call, traceId) => {
  const fields = readFields(call);
  const refused = fields ? await server.revoke(fields, call.headers.host ?? '') : unreadable;
  return refused ? refusedReply(refused, traceId) : { status: 200 };
};

const unreadable: Refused = {
  refused: 'invalid_request',
  description: 'The body is neither a JSON object nor a form',
};

/** @returns undefined when the body is neither JSON nor a form, or not as its type says */
function readFields(call: Call): Fields | undefined {
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const text = call.body.toString('utf8');
  if (type === 'application/json') return parseObject(text);
  if (type === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return undefined;
}

function refusedReply({ refused, description }: Refused, traceId: string): Reply {
  const { status, code, title } = refusals[refused];
  const error = { code, title, detail: description, status: String(status) };
  return { status, json: { errors: [error], traceId } };
}
