import * as fs from 'node:fs';
import type { Sink } from '../http/exchange.ts';
import type { StagedFile } from './staged-file.ts';

/** Text over this many bytes goes to a file: 1 MiB, as GitHub takes a job output. */
export const maxTextBytes = 1024 * 1024;

/** What `select` and `mask` can read at once: V8 holds no longer text. */
export const maxJsonBytes = 500 * 1024 * 1024;

/** So much of a file is read at once. */
const pieceBytes = 1024 * 1024;

/** Bytes of white space, of byte order marks, and the zeros between letters of UTF-16. */
const beforeText: ReadonlySet<number> = new Set([
  ...Buffer.from(' \t\r\n\f\0'),
  ...[0xef, 0xbb, 0xbf, 0xfe, 0xff],
]);

/** Where a body may go. */
export interface FilePaths {
  /** The file that the step named, absolute; undefined when it named none. */
  readonly named: string | undefined;
  /** Gives an absolute path for a file that the action has to choose. */
  readonly chosen: () => string;
}

/**
 * A body on its way: 1 MiB of it at most is held. More of it, or all of it when the step named a
 * file, goes to a staged file, which most steps need not load.
 */
export class Body implements Sink<Body> {
  readonly #places: FilePaths;
  #file: StagedFile | undefined;
  #spilling: Promise<void> | undefined;
  #held: Buffer[] = [];
  #bytes = 0;
  #text: string | undefined;

  constructor(places: FilePaths) {
    this.#places = places;
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

  /** Bytes, decoded. */
  get length(): number {
    return this.#bytes;
  }

  /** The body as text: undefined when it is larger than 1 MiB, not UTF-8, or holds NUL. */
  get text(): string | undefined {
    return this.#text;
  }

  /** Whether the step named no file and yet one is needed. */
  get needsChosenFile(): boolean {
    return this.#places.named === undefined && this.text === undefined;
  }

  /**
   * The whole body as text, to be parsed.
   * @returns undefined when it is not text, or over 500 MiB
   */
  wholeText(): string | undefined {
    if (this.#bytes <= maxTextBytes) return this.text;
    return this.#bytes > maxJsonBytes ? undefined : decode(this.#pieces());
  }

  /** Whether the first character is this one: byte order marks and white space do not count. */
  beginsWith(char: string): boolean {
    for (const piece of this.#pieces()) {
      const first = piece.find((byte) => !beforeText.has(byte));
      if (first !== undefined) return first === char.charCodeAt(0);
    }
    return false;
  }

  /** Whether the step named the file. */
  get hasNamedFile(): boolean {
    return this.#places.named !== undefined;
  }

  /** The whole body, piece by piece. */
  async *chunks(): AsyncGenerator<Buffer> {
    if (this.#bytes <= maxTextBytes || this.#file === undefined) yield* this.#held;
    else yield* fs.createReadStream(this.#file.stagedPath) as AsyncIterable<Buffer>;
  }

  /**
   * Puts the body where it belongs.
   * @returns the file's absolute path; undefined when the body is text and no file was named
   * @throws Failure when the file cannot be written
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

  /** Begins the file with what is held. */
  #spill(): Promise<void> {
    this.#spilling = (async () => {
      const { StagedFile } = await import('./staged-file.ts');
      this.#file = new StagedFile(this.#places.named ?? this.#places.chosen());
      for (const chunk of this.#held) await this.#file.write(chunk);
      if (this.#bytes > maxTextBytes) this.#held = [];
    })();
    return this.#spilling;
  }
}

/**
 * A file by and by, through one buffer: its bytes need not be in memory beside the text.
 * Nothing else goes on meanwhile, but parsing it, which comes next, takes far longer.
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

/** Exactly as received: a byte order mark stays. */
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
