/** Names of requests, and what the head of a response says. Nothing here words an error or has effects. */

/** The parts of a request that name it. */
export interface Target {
  readonly method: string;
  readonly url: URL;
}

/** Status and headers of a response. Header names are in lower case; `set-cookie` is left out. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A response that is an error. */
export interface ErrorAnswer extends Head {
  /** The body; undefined when it is not text. */
  readonly text: string | undefined;
  /** What the action adds to the server's words. */
  readonly note?: string | undefined;
}

/** The name of a request in logs and errors, `GET /api/v1/users/me`: never with its query. */
export function nameOf({ method, url }: Target): string {
  return `${method} ${url.pathname}`;
}

/** The name of a server in errors: `acme.eu.qlikcloud.com:443`. */
export function addressOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

/**
 * The trace id of a response, by which Qlik's support can find the request.
 * @returns undefined when the headers contain no valid one
 */
export function traceIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return traceId(headers['x-b3-traceid'] ?? headers.traceparent?.split('-')[1]);
}

/** @returns the value if it looks like a trace id; otherwise undefined */
export function traceId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f-]{8,64}$/iu.test(value) ? value : undefined;
}

/** Whether a status is 2xx (RFC 9110 section 15.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

const html = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;

/** Whether a 2xx response declares itself as HTML, which is usually a login page. */
export function saysHtml({ status, headers }: Head): boolean {
  return isSuccess(status) && html.test(headers['content-type'] ?? '');
}

/** Whether a text looks like HTML, whatever its Content-Type. */
export function looksLikeHtml(text: string): boolean {
  return /^[\s\ufeff]*</u.test(text);
}

/** Whether a response is, or may turn out to be, a failure: response/judge.ts then looks at its body. */
export function mayHideFailure(head: Head): boolean {
  return !isSuccess(head.status) || head.status === 207 || saysHtml(head);
}

/** Whether a response whose body does not matter is a success, and not a login page. */
export function isDone(reply: Head & { readonly body: string }): boolean {
  return isSuccess(reply.status) && !(saysHtml(reply) && looksLikeHtml(reply.body));
}

/** A response that is not `isDone`, as an error. The body of a 2xx is left out: it words no error. */
export function asError(reply: Head & { readonly body: string }): ErrorAnswer {
  return isSuccess(reply.status)
    ? { ...reply, text: undefined, note: 'an HTML page, which is not a response from the API' }
    : { ...reply, text: reply.body };
}
