/**
 * A fault that is told to the person who runs the workflow: its message is a whole sentence for
 * them, free of secrets, query values, header values and bodies. Whatever else is thrown is a
 * defect of ours, or of the machine, and is reported as such.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** What the reader can do about it, where that is known. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
  }

  /** The message with its hint, as it goes to the log. */
  get told(): string {
    return this.hint === undefined ? this.message : `${this.message}. ${this.hint}`;
  }
}

/**
 * @param error anything that was thrown
 * @returns the words for it. Of an unexpected error only name and code are told, since Node puts
 *   paths, queries and snippets of text into its messages.
 */
export function wordsFor(error: unknown): string {
  if (error instanceof Failure) return error.told;
  const { name, code } = typeof error === 'object' && error !== null ? (error as NodeError) : {};
  const told = [name, code].filter((part) => typeof part === 'string').join(' ');
  return `an unexpected fault of the action (${told || 'unknown'}): please report it`;
}

/** What Node puts on its errors, if it is one of Node's. */
interface NodeError {
  readonly name?: unknown;
  readonly code?: unknown;
}
