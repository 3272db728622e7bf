import * as fs from 'node:fs';
import type { Sink } from '../http/exchange.ts';
import type { StagedFile } from './staged-file.ts';

/** A longer text goes to a file: GitHub accepts a job output of at most 1 MiB. */
export const maxTextBytes = 1024 * 1024;

/** The most that `select` and `mask` can read: V8 cannot hold a longer string. */
export const maxJsonBytes = 500 * 1024 * 1024;

/** How much of a file is read at a time. */
const pieceBytes = 1024 * 1024;

/** White space, byte order marks, and the zero bytes between letters in UTF-16. */
const beforeText: ReadonlySet<number> = new Set([
  ...Buffer.from(' \t\r\n\f\0'),
  ...[0xef, 0xbb, 0xbf, 0xfe, 0xff],
]);

/** The files that a body may go to. */
export interface FilePaths {
  /** The absolute path that the step set; undefined if it set none. */
  readonly named: string | undefined;
  /** Chooses an absolute path for a body that needs a file although the step named none. */
  readonly chosen: () => string;
}

/**
 * A response body as it is received. At most 1 MiB is held in memory: a longer body, and any body for a
 * file that the step named, goes to a staged file. That code is loaded only when it is needed.
 */
export class Body implements Sink<Body> {
  readonly #paths: FilePaths;
  #file: StagedFile | undefined;
  #spilling: Promise<void> | undefined;
  #held: Buffer[] = [];
  #bytes = 0;
  #text: string | undefined;

  constructor(paths: FilePaths) {
    this.#paths = paths;
  }

  write(chunk: Buffer): Promise<void> | undefined {
    this.#bytes += chunk.length;
    if (this.#file !== undefined) return this.#file.write(chunk);
    this.#held.push(chunk);
    return this.#bytes <= maxTextBytes ? undefined : this.#spill();
  }

  async end(): Promise<this> {
    if (this.hasNamedFile && this.#file === undefined) await this.#spill();
    await this.#file?.flush();
    if (this.#bytes <= maxTextBytes) this.#text = decode(this.#held);
    return this;
  }

  /** In bytes, after any content coding has been decoded. */
  get length(): number {
    return this.#bytes;
  }

  /** The body as text; undefined if it is larger than 1 MiB, is not UTF-8, or contains NUL. */
  get text(): string | undefined {
    return this.#text;
  }

  /** Whether the body needs a file although the step named none. */
  get needsChosenFile(): boolean {
    return this.#paths.named === undefined && this.text === undefined;
  }

  /**
   * The whole body as text, for parsing.
   * @returns undefined if it is not UTF-8, contains NUL, or is larger than 500 MiB
   */
  wholeText(): string | undefined {
    if (this.#bytes <= maxTextBytes) return this.text;
    return this.#bytes > maxJsonBytes ? undefined : decode(this.#pieces());
  }

  /** Whether the body begins with a character, after any byte order mark and white space. */
  beginsWith(char: string): boolean {
    for (const piece of this.#pieces()) {
      const first = piece.find((byte) => !beforeText.has(byte));
      if (first !== undefined) return first === char.charCodeAt(0);
    }
    return false;
  }

  /** Whether the step named the file. */
  get hasNamedFile(): boolean {
    return this.#paths.named !== undefined;
  }

  /** The whole body, chunk by chunk. */
  async *chunks(): AsyncGenerator<Buffer> {
    if (this.#bytes <= maxTextBytes || this.#file === undefined) yield* this.#held;
    else yield* fs.createReadStream(this.#file.stagedPath) as AsyncIterable<Buffer>;
  }

  /**
   * Moves the body to its file, if it needs one.
   * @returns the file's absolute path; undefined if the body is text and the step named no file
   * @throws Failure if the file cannot be written
   */
  async publish(): Promise<string | undefined> {
    if (this.needsChosenFile && this.#file === undefined) await this.#spill();
    await this.#file?.publish();
    return this.#file?.path;
  }

  async discard(): Promise<void> {
    await this.#spilling?.catch(() => undefined);
    await this.#file?.discard();
    this.#held = [];
  }

  #pieces(): Iterable<Uint8Array> {
    if (this.#bytes <= maxTextBytes || this.#file === undefined) return this.#held;
    return piecesOf(this.#file.stagedPath);
  }

  /** Creates the staged file, and writes what is held in memory to it. */
  #spill(): Promise<void> {
    this.#spilling = (async () => {
      const { StagedFile } = await import('./staged-file.ts');
      this.#file = new StagedFile(this.#paths.named ?? this.#paths.chosen());
      for (const chunk of this.#held) await this.#file.write(chunk);
      if (this.#bytes > maxTextBytes) this.#held = [];
    })();
    return this.#spilling;
  }
}

/**
 * Reads a file piece by piece into one buffer, so that its bytes and its text are not both in memory.
 * It blocks the event loop, but so does the parsing that follows, and for far longer.
 */
function* piecesOf(file: string): Generator<Uint8Array> {
  const handle = fs.openSync(file, fs.constants.O_RDONLY);
  try {
    const buffer = Buffer.allocUnsafeSlow(pieceBytes);
    for (;;) {
      const read = fs.readSync(handle, buffer, 0, buffer.length, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** @returns the text exactly as received, with any byte order mark; undefined if it is not UTF-8 or has NUL */
function decode(pieces: Iterable<Uint8Array>): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decoded = (piece?: Uint8Array): string | undefined => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      return undefined;
    }
  };
  let text = '';
  for (const piece of pieces) {
    const more = piece.includes(0) ? undefined : decoded(piece);
    if (more === undefined) return undefined;
    text += more;
  }
  const end = decoded();
  return end === undefined ? undefined : text + end;
}
