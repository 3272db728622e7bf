import type { Head } from '../errors/outcome.ts';

/** The HTTP methods that a step may use. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** A request body of known length, which each attempt reads from its start. */
export interface Payload {
  /** Bytes. */
  readonly length: number;
  open(): Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** Takes the body of one response, chunk by chunk. */
export interface Sink<T> {
  /** @returns undefined, the usual case, if more may follow at once, or else a promise to wait for */
  write(chunk: Buffer): Promise<void> | undefined;
  /** The body is complete. @returns the result */
  end(): T | Promise<T>;
  /** Removes what was written: the attempt failed, or its response is not needed. */
  discard(): Promise<void>;
}

/**
 * A request that can be made several times: a retry, a renewed token or a redirect gets its body and sink
 * afresh.
 */
export interface Request<T> {
  readonly method: Method;
  readonly url: URL;
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A function makes a different body for each attempt, such as a JWT that may be used only once. */
  readonly payload?: Payload | (() => Payload) | undefined;
  readonly sink: (head: Head) => Sink<T> | Promise<Sink<T>>;
  /** An idle time-out shorter than that of the client. */
  readonly maxIdleMs?: number | undefined;
  /** Aborts the request and all its attempts; undefined for the signal of the step. */
  readonly signal?: AbortSignal | undefined;
  /** How long an attempt in flight may take after that, so that what it created can be undone. */
  readonly graceMs?: number | undefined;
  /** Whether it may be repeated although its method is not idempotent. */
  readonly repeatable?: boolean | undefined;
  /** Statuses that the caller accepts: no retry, redirect or new token follows. */
  readonly isFinal?: ((status: number) => boolean) | undefined;
  /** Whether a redirect to another origin is followed, without credentials. */
  readonly mayLeaveOrigin?: boolean | undefined;
  /** Logs no line of its own, since the log summarises it with others. */
  readonly quiet?: boolean | undefined;
  /** Set after a redirect to another origin: no credentials are sent any more. */
  readonly anonymous?: boolean | undefined;
}

/** A response whose sink has taken the whole body. */
export interface Reply<T> extends Head {
  readonly body: T;
  /** The size of the body on the wire, before it was decoded. */
  readonly bytes: number;
  /** Removes what the sink wrote. */
  discard(): Promise<void>;
  /** Why no further request was made (a retry, a redirect, a new token); for the error. */
  readonly note?: string | undefined;
  /** Whether that reason is temporary. */
  readonly transient?: boolean | undefined;
  /** Set if the request was sent twice within one attempt. */
  readonly repeated?: boolean | undefined;
  /** The target of the last redirect; undefined if none was followed. */
  readonly redirectedTo?: URL | undefined;
  /** Set if a repeated DELETE got a 404: an earlier attempt has succeeded. */
  readonly goneAlready?: boolean | undefined;
}

/**
 * Makes a request and returns its response, whatever the status. The layers of the client (attempt, log,
 * retry, bearer, redirect) all have this signature and wrap one another.
 * @throws Failure when there is no complete response
 */
export type Send = <T>(request: Request<T>) => Promise<Reply<T>>;
