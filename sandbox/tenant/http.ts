import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { parseObject } from './json.ts';
import { QlikError } from './qlik-error.ts';
import type { Reply } from './reply.ts';

/** A request as the handlers of the tenant see it. */
export interface Call {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** What stood in the place of each `{name}` in the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** As far as the tenant keeps it. */
  readonly body: Buffer;
  /** How long it was, kept or not. */
  readonly bodyBytes: number;
  /** Of all of it, in hexadecimal; undefined where the route does not ask for it. */
  readonly bodySha256: string | undefined;
}

export type { Reply };

export const ok = (json: unknown): Reply => ({ status: 200, json });
export const created = (json: unknown): Reply => ({ status: 201, json });
export const noContent: Reply = { status: 204 };

/**
 * @returns the members of a JSON body
 * @throws QlikError 400 when the body is not a JSON object
 */
export function jsonBody(call: Call): Record<string, unknown> {
  const object = parseObject(call.body.toString('utf8'));
  if (!object) throw new QlikError(400, 'HTTP-400', 'Bad request', 'The body is no JSON object');
  return object;
}

/**
 * @returns a member of the body that has to be text
 * @throws QlikError 400 when it is missing, empty or something else
 */
export function required(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new QlikError(400, 'HTTP-400', 'Bad request', `${name} is required`);
}

/**
 * @returns the parts of a `multipart/form-data` body
 * @throws QlikError 400 when it is no such body
 */
export async function formBody(call: Call): Promise<FormData> {
  const headers = { 'content-type': call.headers['content-type'] ?? '' };
  try {
    // Deprecated for servers that anyone may flood; here the body is small and in memory already.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return await new Response(new Uint8Array(call.body), { headers }).formData();
  } catch {
    throw new QlikError(400, 'HTTP-400', 'Bad request', 'The body is no multipart/form-data');
  }
}

/**
 * Sends a reply with its `Content-Length`.
 *
 * @param headers the tenant's own, which the reply's may replace
 */
export function send(
  response: ServerResponse,
  reply: Reply,
  headers: Record<string, string> = {},
): void {
  const json = 'json' in reply;
  const body = json ? JSON.stringify(reply.json) : (reply.body ?? '');
  const all: Record<string, string | string[]> = {
    ...headers,
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    // RFC 9110 section 8.6: none with 204.
    ...(reply.status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...lowerCase(reply.headers ?? {}),
  };
  response.writeHead(reply.status, all);
  // Node leaves the body out by itself where the method is HEAD or the status allows none.
  response.end(body);
}

function lowerCase(headers: NonNullable<Reply['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
