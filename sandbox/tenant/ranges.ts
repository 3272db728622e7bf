import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './http.ts';

/**
 * A file that may be asked for in parts: from a byte on, if it is still the same (RFC 9110 sections
 * 13.1.5 and 14).
 *
 * @param asked the request's headers
 */
export function ranged(content: Buffer, asked: IncomingHttpHeaders = {}): Reply {
  const etag = `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  };
  const whole = { status: 200, headers, body: content };
  const [, from] = /^bytes=(\d+)-$/u.exec(asked.range ?? '') ?? [];
  const condition = asked['if-range'];
  if (from === undefined || (condition !== undefined && condition !== etag)) return whole;
  const start = Number(from);
  const size = String(content.length);
  if (start >= content.length)
    return { status: 416, headers: { 'Content-Range': `bytes */${size}` } };
  const range = `bytes ${from}-${String(content.length - 1)}/${size}`;
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': range },
    body: content.subarray(start),
  };
}
