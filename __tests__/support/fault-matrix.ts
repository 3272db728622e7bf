import { type Certificate, makeCertificate } from '../../sandbox/tenant/certificate.ts';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { TenantOptions } from '../../sandbox/tenant/tenant.ts';

/** The requests of a step that a fault can hit, as columns of the table. */
export const columns = {
  token: { method: 'POST', path: '/oauth/token' },
  GET: { method: 'GET', path: '/api/v1/thing' },
  POST: { method: 'POST', path: '/api/v1/thing' },
  DELETE: { method: 'DELETE', path: '/api/v1/thing' },
  PUT: { method: 'PUT', path: '/api/v1/thing' },
} as const;
export type Column = keyof typeof columns;

/** The possible results of a request with one retry, in the words of the table. */
export const outcomes = {
  /** One log line says why the request is retried; the second attempt succeeds. */
  again: { words: 'retried, then success', attempts: 2, fails: false },
  /** The fault persists: the error is that of the last attempt. */
  lasting: { words: 'retried, then error', attempts: 2, fails: true },
  error: { words: 'error, one attempt', attempts: 1, fails: true },
  followed: { words: 'followed', attempts: 1, fails: false },
  loop: { words: 'followed 5 times, then error', attempts: 6, fails: true },
} as const;
type Outcome = keyof typeof outcomes;

/** One fault, how it is simulated, and its result. */
export interface FaultRow {
  /** Its name in the table. */
  readonly fault: string;
  /** What the tenant does with the first request of the column. */
  readonly step?: (origin: string) => Step;
  /** Set if the fault hits every request. */
  readonly always?: true;
  /** The options of the tenant. */
  readonly tenant?: () => Promise<TenantOptions>;
  /** The `tenant-url` of the step, if not the tenant's. */
  readonly tenantUrl?: string;
  /** The log line of the retry, or the error. */
  readonly says: RegExp;
  readonly cells: Readonly<Record<Column, Outcome>>;
  /** Takes 20 s: runs with the slow tests. */
  readonly slow?: true;
}

/** The same for every request. */
const all = (outcome: Outcome): FaultRow['cells'] => ({
  token: outcome,
  GET: outcome,
  POST: outcome,
  DELETE: outcome,
  PUT: outcome,
});

/** Transient, but the server may have carried out the request: a POST is not retried. */
const unlessPost: FaultRow['cells'] = { ...all('again'), POST: 'error' };

/** A single response with a status. */
const status = (
  code: number,
  headers: Readonly<Record<string, string>> = {},
): Pick<FaultRow, 'step' | 'says'> => ({
  step: () => ({ status: code, headers, body: 'not now' }),
  says: new RegExp(`\\b${String(code)}\\b`, 'u'),
});

let made: Promise<Certificate> | undefined;
const day = 24 * 3600 * 1000;

const answered = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** Every fault of the table. Each hits only the first attempt, unless it says otherwise. */
export const faultRows: readonly FaultRow[] = [
  {
    fault: 'connection refused',
    always: true,
    tenantUrl: 'https://127.0.0.1:1',
    says: /the connection was refused \(ECONNREFUSED\) at 127\.0\.0\.1:1 before an answer came/u,
    cells: all('lasting'),
  },
  {
    fault: 'DNS: no such host',
    always: true,
    // No label is longer than 63 characters (RFC 1035 section 2.3.4): no resolver has to be asked.
    tenantUrl: `https://${'x'.repeat(64)}.example`,
    says: /no such host \(ENOTFOUND\)|the hostname could not be resolved \(EAI_AGAIN\)/u,
    cells: all('lasting'),
  },
  {
    fault: 'reset before headers',
    step: () => faults.resetBeforeHeaders,
    says: /the connection was reset \(ECONNRESET\) before an answer came/u,
    cells: unlessPost,
  },
  {
    fault: 'reset in headers',
    step: () => faults.resetInHeaders,
    says: /the connection was reset \(ECONNRESET\) before an answer came/u,
    cells: unlessPost,
  },
  {
    fault: 'reset in body',
    step: () => faults.resetInBody,
    says: /the connection was reset \(ECONNRESET\) after 100 of 1000 bytes of the answer/u,
    cells: unlessPost,
  },
  {
    fault: 'truncated body with `Content-Length`',
    step: () => faults.cutLength,
    says: /the connection was reset \(ECONNRESET\) after 100 of 1000 bytes of the answer/u,
    cells: unlessPost,
  },
  {
    fault: 'truncated chunked body',
    step: () => faults.cutChunked,
    says: /the connection was reset \(ECONNRESET\) after 18 bytes of the answer/u,
    cells: unlessPost,
  },
  {
    fault: '`Content-Length` shorter than the body',
    step: () => faults.raw(`${answered}Content-Length: 5\r\n\r\n{"ok":true}`),
    says: /the body is longer than its Content-Length \(EXCESS_BODY\) after 5 of 5 bytes of the answer/u,
    cells: unlessPost,
  },
  {
    fault: '`Content-Length` longer than the body, connection left open',
    step: () => faults.silenceInBody,
    says: /no data for 1 s after 100 of 1000 bytes of the answer/u,
    cells: unlessPost,
  },
  {
    fault: 'invalid `Content-Length`',
    step: () => faults.raw(`${answered}Content-Length: many\r\n\r\n{"ok":true}`),
    says: /the response is not HTTP \(HPE_INVALID_CONTENT_LENGTH\) before an answer came/u,
    cells: unlessPost,
  },
  {
    fault: 'headers over 128 KiB',
    step: () => faults.raw(`${answered}X-Long: ${'x'.repeat(130 * 1024)}\r\n\r\n{}`),
    says: /the response headers are larger than 128 KiB \(HPE_HEADER_OVERFLOW\) before an answer came/u,
    cells: all('error'),
  },
  {
    fault: 'truncated gzip',
    step: () => faults.cutGzip,
    says: /the compressed body is truncated \(Z_BUF_ERROR\)/u,
    cells: unlessPost,
  },
  {
    fault: 'silence before headers',
    step: () => faults.silence,
    says: /no data for 1 s before an answer came/u,
    cells: unlessPost,
  },
  {
    fault: 'endless trickle: a single byte now and then',
    step: () => faults.drip(200),
    says: /transferred too slowly for too long after \d+ bytes of the answer/u,
    cells: unlessPost,
    slow: true,
  },
  {
    fault: 'endless 102 Processing',
    step: () => faults.processing(200),
    says: /transferred too slowly for too long before an answer came/u,
    cells: unlessPost,
    slow: true,
  },
  {
    fault: '200 with an HTML page',
    step: () => ({
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: '<html><h1>Log in</h1></html>',
    }),
    says: /200 OK, but the response is an HTML page|200 with text\/html, .* which is not JSON/u,
    cells: all('error'),
  },
  {
    fault: '207 with a failed part',
    step: () => ({ status: 207, json: { data: [{ id: 'a', status: 400, title: 'No seat' }] } }),
    says: /207 Multi-Status: 1 of 1 parts failed|207 with application\/json.*, without an access_token/u,
    cells: all('error'),
  },
  { fault: '408', ...status(408), cells: unlessPost },
  { fault: '429, `Retry-After` in seconds', ...status(429, seconds(1)), cells: all('again') },
  { fault: '429, `Retry-After: 0`', ...status(429, seconds(0)), cells: all('again') },
  {
    fault: '503, `Retry-After` as a date in the year 9999',
    ...status(503, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }),
    cells: all('error'),
  },
  {
    fault: '429, `Retry-After` as a date',
    step: () => async (exchange) => {
      await exchange.body();
      const soon = new Date(Date.now() + 1500).toUTCString();
      exchange.response.writeHead(429, { 'retry-after': soon, 'content-length': '0' }).end();
    },
    says: /\b429; .* \(Retry-After\)/u,
    cells: all('again'),
  },
  {
    fault: '429, unreadable `Retry-After`',
    ...status(429, { 'retry-after': 'soon' }),
    cells: unlessPost,
  },
  {
    fault: '429, `Retry-After` as a date in the past',
    step: () => ({
      status: 429,
      headers: { 'retry-after': new Date(0).toUTCString() },
      body: 'now',
    }),
    says: /\b429\b/u,
    cells: unlessPost,
  },
  { fault: '429 without `Retry-After`', ...status(429), cells: unlessPost },
  {
    fault: '429, `Retry-After` over 5 minutes',
    step: () => ({ status: 429, headers: seconds(301), body: 'later' }),
    says: /429 Too Many Requests: the server asks to wait 301 s \(Retry-After\)/u,
    cells: all('error'),
  },
  { fault: '500', ...status(500), cells: unlessPost },
  { fault: '502 with HTML', step: () => faults.html502, says: /\b502\b/u, cells: unlessPost },
  { fault: '503, `Retry-After` in seconds', ...status(503, seconds(1)), cells: unlessPost },
  { fault: '503', ...status(503), cells: unlessPost },
  { fault: '504', ...status(504), cells: unlessPost },
  {
    fault: 'TLS certificate expired',
    always: true,
    tenant: async () => ({
      certificate: await makeCertificate({
        notBefore: new Date(Date.now() - 2 * day),
        notAfter: new Date(Date.now() - day),
      }),
    }),
    says: /the certificate has expired \(CERT_HAS_EXPIRED\) .*Renew it/u,
    cells: all('error'),
  },
  {
    fault: 'TLS certificate for another host',
    always: true,
    tenant: async () => ({ certificate: await makeCertificate({ hosts: ['other.example'] }) }),
    says: /the certificate is for another hostname \(ERR_TLS_CERT_ALTNAME_INVALID\)/u,
    cells: all('error'),
  },
  {
    fault: 'redirect loop',
    always: true,
    step: () => async (exchange) => {
      await exchange.body();
      const { path } = exchange.entry;
      exchange.response.writeHead(302, { location: path, 'content-length': '0' }).end();
    },
    says: /302 Found: a redirect to http:\/\/127\.0\.0\.1:\d+\/(?:api\/v1\/thing|oauth\/token)/u,
    cells: { ...all('error'), GET: 'loop' },
  },
  {
    fault: 'redirect from https to http',
    tenant: async () => ({ certificate: await (made ??= makeCertificate()) }),
    step: (origin) => faults.redirect(`${origin.replace('https:', 'http:')}/api/v1/thing`),
    says: /302 Found: a redirect to http:\/\/127\.0\.0\.1:\d+\/api\/v1\/thing, /u,
    cells: all('error'),
  },
  {
    fault: 'redirect to another origin',
    step: () => faults.redirect('https://login.example/start?next=1'),
    says: /302 Found: a redirect to https:\/\/login\.example\/start, /u,
    cells: all('error'),
  },
  {
    fault: 'relative redirect',
    step: () => faults.redirect('../v1/thing?moved=1', 307),
    says: /307 Temporary Redirect: a redirect to http:\/\/127\.0\.0\.1:\d+\/(?:api\/)?v1\/thing, /u,
    cells: { ...all('error'), GET: 'followed' },
  },
];

function seconds(count: number): Record<string, string> {
  return { 'retry-after': String(count) };
}

/** One test of the matrix. */
export interface Cell {
  readonly name: string;
  readonly column: Column;
  readonly row: FaultRow;
  readonly outcome: (typeof outcomes)[Outcome];
}

/** Every cell of the rows, one test each. */
export function cellsOf(rows: readonly FaultRow[]): Cell[] {
  return rows.flatMap((row) =>
    (Object.keys(columns) as Column[]).map((column) => {
      const outcome = outcomes[row.cells[column]];
      return { name: `${row.fault}, ${column}: ${outcome.words}`, column, row, outcome };
    }),
  );
}
