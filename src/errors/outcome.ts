/** What a request is called, and what the head of its answer says: no words yet, and no effects. */

/** What a request is told by. */
export interface Target {
  readonly method: string;
  readonly url: URL;
}

/** What is known of an answer before its body: names in lower case, without `set-cookie`. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer that is an error, with its body as far as it is text. */
export interface ErrorAnswer extends Head {
  readonly text: string | undefined;
  readonly note?: string | undefined;
}

/** How a request is called in logs and errors: never with its query. */
export function nameOf({ method, url }: Target): string {
  return `${method} ${url.pathname}`;
}

/** How a server is called: `acme.eu.qlikcloud.com:443`. */
export function addressOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

/**
 * The answer's trace id, by which Qlik's support finds a request.
 * @returns undefined when there is none that looks like one
 */
export function traceIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return traceId(headers['x-b3-traceid'] ?? headers.traceparent?.split('-')[1]);
}

/** @returns the value if it looks like a trace id */
export function traceId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f-]{8,64}$/iu.test(value) ? value : undefined;
}

/** Whether a status is one of success (RFC 9110 section 15.3). */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

const html = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;

/** Whether a 2xx says that it is HTML: a login page, mostly. */
export function saysHtml({ status, headers }: Head): boolean {
  return isSuccess(status) && html.test(headers['content-type'] ?? '');
}

/** Whether a text looks like HTML, whatever it says that it is. */
export function looksLikeHtml(text: string): boolean {
  return /^[\s\ufeff]*</u.test(text);
}

/** Whether an answer may be a failure, whatever its status: see response/judge.ts. */
export function mayHideFailure(head: Head): boolean {
  return !isSuccess(head.status) || head.status === 207 || saysHtml(head);
}

/** Whether an answer of which nothing but success is wanted is one, and no login page. */
export function isDone(reply: Head & { readonly body: string }): boolean {
  return isSuccess(reply.status) && !(saysHtml(reply) && looksLikeHtml(reply.body));
}

/** An answer that is not `isDone`, to be told. Of a 2xx no word is: its body is no error's. */
export function asError(reply: Head & { readonly body: string }): ErrorAnswer {
  return isSuccess(reply.status)
    ? { ...reply, text: undefined, note: 'an HTML page, which is no answer' }
    : { ...reply, text: reply.body };
}
