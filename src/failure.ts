import type { Topic } from './troubleshooting.ts';

/**
 * The titles of annotations, after `Qlik Cloud: `. They are fixed and never contain a server's words,
 * since GitHub shows them in bold, outside the log.
 */
export type Title =
  // errors
  | 'step failed'
  | 'bad input'
  | 'no access token'
  | 'call refused'
  | 'no complete response'
  | 'job failed'
  | 'job still running'
  | 'cancelled'
  | 'unexpected fault'
  // warnings
  | 'warning'
  | 'clean-up failed'
  | 'token not revoked'
  | 'job not stopped'
  | 'no job to wait for'
  | 'job ended with warnings'
  | 'unknown job state'
  | 'response from a cache'
  | 'not masked'
  | 'no list to follow'
  | 'nothing found'
  | 'response is in a file'
  | 'result is too large'
  | 'no job summary';

/** What a failure knows besides its message. Pass a failure to give the same facts another message. */
export interface FailureOptions {
  readonly hint?: string | undefined;
  readonly topic?: Topic | undefined;
  readonly title?: Title | undefined;
  /** Whether trying again later may succeed. */
  readonly transient?: boolean | undefined;
  /** For a request without a complete response: what interrupted it, such as `ECONNRESET`. */
  readonly code?: string | undefined;
  /** For such a request: whether any byte of it may have reached the server. */
  readonly sent?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * An error for the person who runs the workflow. Its message is written for them, and contains no
 * secret, query value, header value or body. Anything else that is thrown is a defect of the action
 * or of the machine, and is reported as such.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** What the reader can do about it; undefined when that is not known. */
  readonly hint: string | undefined;
  /** The section of docs/troubleshooting.md about it. */
  readonly topic: Topic | undefined;
  /** The title of its annotation. */
  readonly title: Title;
  /** Whether trying again later may succeed; false when that is not known. */
  readonly transient: boolean;
  /** What interrupted a request without a complete response; undefined for any other failure. */
  readonly code: string | undefined;
  /** Whether any byte of that request may have reached the server. */
  readonly sent: boolean | undefined;

  constructor(message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
    this.topic = options.topic;
    this.title = options.title ?? 'step failed';
    this.transient = options.transient ?? false;
    this.code = options.code;
    this.sent = options.sent;
  }

  /** The message with its hint. */
  get messageWithHint(): string {
    const { message, hint } = this;
    return hint === undefined ? message : `${message.replace(/\.$/u, '')}. ${hint}`;
  }
}

/**
 * Words an error for the log.
 * @param error anything that was thrown
 * @param link gives the address about a topic; if the error has one, its words end with that address
 * @returns message, hint and link of a Failure. Of any other error only name and code, since Node
 *   puts paths, queries and snippets of text into its messages
 */
export function wordsFor(error: unknown, link?: (topic: Topic) => string): string {
  if (error instanceof Failure)
    return error.topic === undefined || link === undefined
      ? error.messageWithHint
      : `${error.messageWithHint}; see ${link(error.topic)}`;
  const { name, code } = typeof error === 'object' && error !== null ? (error as NodeError) : {};
  const nameAndCode = [name, code].filter((part) => typeof part === 'string').join(' ');
  return `an unexpected fault in the action (${nameAndCode || 'unknown'}): please report it`;
}

/** The title of the annotation for anything that was thrown. */
export function titleOf(error: unknown): Title {
  return error instanceof Failure ? error.title : 'unexpected fault';
}

/** The code of an error from Node or the system, such as `ENOSPC`; undefined when it has none. */
export function systemCode(error: unknown): string | undefined {
  const { code } = typeof error === 'object' && error !== null ? (error as NodeError) : {};
  return typeof code === 'string' ? code : undefined;
}

/** What the system's error codes mean to the person who named a file. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'part of the path is not a folder',
  EFBIG: 'the file is larger than the system allows',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of the path is not a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
};

/** What went wrong with a file, in words: `the disk is full`. */
export function causeOf(error: unknown): string {
  const code = systemCode(error);
  return code === undefined ? 'an unexpected fault' : (causes[code] ?? code);
}

/** The fields that Node sets on its errors. */
interface NodeError {
  readonly name?: unknown;
  readonly code?: unknown;
}
