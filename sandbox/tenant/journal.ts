import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** One request that reached the tenant, in the order of arrival. */
export interface JournalEntry {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** As sent, without the `?`; empty when there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as sent, in turn: shows what came twice, and how it was spelt. */
  readonly rawHeaders: readonly string[];
  /** Milliseconds since the epoch, by the tenant's clock. */
  readonly at: number;
  /** Counts TCP connections from 1: equal numbers mean that a connection was used again. */
  readonly connection: number;
  readonly traceId: string;
  /** What came of the body so far, up to the tenant's limit of bytes to keep. */
  readonly body: Buffer;
  /** How long the body was so far, kept or not. */
  readonly bodyBytes: number;
  /** Of the whole body, in hexadecimal, where the route asks for it. */
  readonly bodySha256: string | undefined;
  /** Undefined as long as nothing was answered, and for ever after most faults. */
  readonly status: number | undefined;
}

/** The same entry for the tenant itself, which fills it in. */
export interface OpenEntry extends JournalEntry {
  body: Buffer;
  bodyBytes: number;
  bodySha256: string | undefined;
}

/**
 * @param request as it arrived, its body not yet read
 * @param response gives the status, once there is one
 * @param rest what the request does not tell by itself
 */
export function openEntry(
  request: IncomingMessage,
  response: ServerResponse,
  rest: Pick<JournalEntry, 'at' | 'connection' | 'traceId'>,
): OpenEntry {
  const [path = '', ...query] = (request.url ?? '').split('?');
  return {
    method: request.method ?? '',
    path,
    query: query.join('?'),
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    ...rest,
    body: Buffer.alloc(0),
    bodyBytes: 0,
    bodySha256: undefined,
    get status() {
      return response.headersSent ? response.statusCode : undefined;
    },
  };
}

/**
 * Reads a request's body into its entry.
 *
 * @param keep bytes to keep; what comes after is only counted
 * @param digest whether its hash is wanted: of a large body that takes time
 * @returns true when the body came whole, false when the client went away
 */
export async function readBody(
  request: IncomingMessage,
  entry: OpenEntry,
  keep: number,
  digest: boolean,
): Promise<boolean> {
  const chunks: Buffer[] = [];
  const hash = digest ? createHash('sha256') : undefined;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      const room = keep - Math.min(keep, entry.bodyBytes);
      if (room > 0) chunks.push(chunk.subarray(0, room));
      entry.bodyBytes += chunk.length;
      hash?.update(chunk);
    }
    entry.bodySha256 = hash?.digest('hex');
    return true;
  } catch {
    return false;
  } finally {
    entry.body = Buffer.concat(chunks);
  }
}
