import type { Topic } from './troubleshooting.ts';

/**
 * The titles of annotations, after `Qlik Cloud: `: fixed words, never a server's, since GitHub shows
 * them in bold and apart from the log.
 */
export type Title =
  // errors
  | 'step failed'
  | 'bad input'
  | 'no access token'
  | 'call refused'
  | 'no whole answer'
  | 'job failed'
  | 'job still running'
  | 'cancelled'
  | 'unexpected fault'
  // warnings
  | 'warning'
  | 'clean-up failed'
  | 'token not revoked'
  | 'job not stopped'
  | 'no job waited for'
  | 'job ended with warnings'
  | 'unknown state of a job'
  | 'answer from a cache'
  | 'not masked'
  | 'no list to follow'
  | 'nothing found'
  | 'response is in a file'
  | 'result is too large'
  | 'no job summary';

/** What goes with the words of a failure. A failure is this itself, for one with other words. */
export interface FailureOptions {
  readonly hint?: string | undefined;
  readonly topic?: Topic | undefined;
  readonly title?: Title | undefined;
  /** Whether time may heal it. */
  readonly transient?: boolean | undefined;
  /** Of a request without a whole answer: what broke it off, as in `ECONNRESET`. */
  readonly code?: string | undefined;
  /** Of such a request: whether any byte of it may have reached the server. */
  readonly sent?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * A fault that is told to the person who runs the workflow: its message is a whole sentence for
 * them, free of secrets, query values, header values and bodies. Whatever else is thrown is a
 * defect of ours, or of the machine, and is reported as such.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** What the reader can do about it, where that is known. */
  readonly hint: string | undefined;
  /** Where more is written about it. */
  readonly topic: Topic | undefined;
  /** Of its annotation. */
  readonly title: Title;
  /** Whether time may heal it, as far as whoever threw it knows. */
  readonly transient: boolean;
  /** What broke the request off that got no whole answer; undefined for any other failure. */
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
 * @param error anything that was thrown
 * @param link where a cause is written about: the words end with it, where the cause is known
 * @returns the words for it. Of an unexpected error only name and code are told, since Node puts
 *   paths, queries and snippets of text into its messages.
 */
export function wordsFor(error: unknown, link?: (topic: Topic) => string): string {
  if (error instanceof Failure)
    return error.topic === undefined || link === undefined
      ? error.messageWithHint
      : `${error.messageWithHint}; see ${link(error.topic)}`;
  const { name, code } = typeof error === 'object' && error !== null ? (error as NodeError) : {};
  const told = [name, code].filter((part) => typeof part === 'string').join(' ');
  return `an unexpected fault of the action (${told || 'unknown'}): please report it`;
}

/** The title of what was thrown. */
export function titleOf(error: unknown): Title {
  return error instanceof Failure ? error.title : 'unexpected fault';
}

/** The code of an error of Node's or of the system's, as in `ENOSPC`; undefined when it has none. */
export function systemCode(error: unknown): string | undefined {
  const { code } = typeof error === 'object' && error !== null ? (error as NodeError) : {};
  return typeof code === 'string' ? code : undefined;
}

/** What the system's codes mean to a person who named a file. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a part of the path is not a folder',
  EFBIG: 'the file is larger than the system allows',
  EISDIR: 'it is a folder',
  ENOENT: 'it is not there',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
};

/** What went wrong with a file, in words. */
export function causeOf(error: unknown): string {
  const code = systemCode(error);
  return code === undefined ? 'an unexpected fault' : (causes[code] ?? code);
}

/** What Node puts on its errors, if it is one of Node's. */
interface NodeError {
  readonly name?: unknown;
  readonly code?: unknown;
}
