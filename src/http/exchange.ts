import type { Head } from '../errors/outcome.ts';

/** The methods that a step may use. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** A request body of known length that can be read again from its start for every attempt. */
export interface Payload {
  /** Bytes. */
  readonly length: number;
  open(): Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** Where the body of one answer goes, chunk by chunk. */
export interface Sink<T> {
  /** @returns when there is room for more; undefined at once, which is most often */
  write(chunk: Buffer): Promise<void> | undefined;
  /** The body is whole. @returns what became of it */
  end(): T | Promise<T>;
  /** Undoes what was written: the attempt failed, or its answer is of no use. */
  discard(): Promise<void>;
}

/**
 * One request as a plan that can be played again: body and sink are factories, so that a retry, a
 * renewed token or a redirect starts afresh.
 */
export interface Request<T> {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As a function: made anew for each attempt, where no attempt may send what another has sent. */
  readonly payload?: Payload | (() => Payload) | undefined;
  readonly sink: (head: Head) => Sink<T> | Promise<Sink<T>>;
  /** Bounds the silence of an attempt where the client would bear a longer one. */
  readonly maxIdleMs?: number | undefined;
  /** Ends the request with all its attempts; undefined for the step's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** How long an attempt that is in flight then may still take: its answer may have to be undone. */
  readonly graceMs?: number | undefined;
  /** Whether it may be made twice although its method is not idempotent. */
  readonly repeatable?: boolean | undefined;
  /** Statuses that the caller takes as they are: not retried, followed or renewed. */
  readonly isFinal?: ((status: number) => boolean) | undefined;
  /** Whether a redirect may lead to another origin: without credentials, see redirect.ts. */
  readonly mayLeaveOrigin?: boolean | undefined;
  /** One of many: the log hears of all together. */
  readonly quiet?: boolean | undefined;
  /** Set where no credential may go along any more. */
  readonly anonymous?: boolean | undefined;
}

/** An answer whose body has ended in its sink. */
export interface Reply<T> extends Head {
  readonly body: T;
  /** Body bytes received, as they came over the wire. */
  readonly bytes: number;
  /** Undoes what the sink wrote. */
  discard(): Promise<void>;
  /** Why this answer is the last word although it asks for another request; for the error. */
  readonly note?: string | undefined;
  /** Whether that is for a reason that may pass. */
  readonly transient?: boolean | undefined;
  /** Set where the request went out more than once before this answer came. */
  readonly repeated?: boolean | undefined;
  /** Where a redirect has led; undefined when none was followed. */
  readonly redirectedTo?: URL | undefined;
  /** A repeated DELETE found nothing any more: what was wanted. */
  readonly goneAlready?: boolean | undefined;
}

/**
 * Makes a request and gives its answer, whatever the status. Attempt, log, redirect and bearer all
 * have this signature and stand around one another.
 * @throws Failure when there is no whole answer
 */
export type Send = <T>(request: Request<T>) => Promise<Reply<T>>;
