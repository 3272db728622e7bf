import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Head, Sink } from './exchange.ts';
import { Failure } from '../failure.ts';

/** What has come of a body whose rest may be asked for. */
export class Part<T> {
  /** The head of the answer that it began with. */
  readonly head: Head;
  readonly tag: string;
  readonly sink: Sink<T>;
  readonly #name: string;
  /** Bytes of the whole; undefined when nobody has told yet. */
  #total: number | undefined;
  #bytes = 0;
  #work: Promise<void> = Promise.resolve();
  /** That of the attempt under way. */
  #way: Writable | undefined;

  constructor(name: string, head: Head, tag: string, sink: Sink<T>) {
    this.#name = name;
    this.head = head;
    this.tag = tag;
    this.sink = sink;
    const promised = head.headers['content-length'];
    this.#total = promised === undefined ? undefined : Number(promised);
    // Whoever writes is told at once: nobody waits for what comes next.
    sink.writable.on('error', (error) => {
      this.#way?.destroy(error);
    });
  }

  /** Those that are written, not those under way. */
  get bytes(): number {
    return this.#bytes;
  }

  get complete(): boolean {
    return this.sink.writable.writableFinished;
  }

  /** Waits for what is under way. @returns whether there is a rest that may be written after it */
  async isSound(): Promise<boolean> {
    const written = await this.#work.then(
      () => true,
      () => false,
    );
    const failed = this.sink.writable.errored !== null;
    return written && !failed && this.#bytes > 0 && this.#bytes !== this.#total;
  }

  /**
   * Looks at a 206 (RFC 9110 section 15.3.7), and learns the length of the whole from it.
   * @returns what keeps it from being the rest: bytes in the wrong place would be found by nobody
   */
  flawOf({ headers }: Head): string | undefined {
    const [, first, last, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
    const total = Number(size);
    const length = headers['content-length'];
    const flaws: readonly (readonly [isSo: boolean, flaw: string])[] = [
      [!isPlain({ headers }), 'it is encoded'],
      [size === undefined, 'its Content-Range is missing, or tells no length'],
      [Number(first) !== this.#bytes, 'it begins at a different byte'],
      [total !== (this.#total ?? total), 'the total length has changed'],
      [Number(last) !== total - 1, 'it stops short of the end'],
      [length !== undefined && Number(length) !== total - this.#bytes, 'it has another length'],
      [headers.etag !== this.tag, 'its ETag has changed'],
      [/^multipart\//iu.test(headers['content-type'] ?? ''), 'it is in several parts'],
    ];
    const flaw = flaws.find(([isSo]) => isSo)?.[1];
    if (flaw === undefined) this.#total = total;
    return flaw;
  }

  /** One more way into the sink: that of an attempt that broke off is closed. */
  writable(): Writable {
    const settle = (work: Promise<void>, done: (error?: Error) => void): void => {
      this.#work = work;
      work.then(() => {
        done();
      }, done);
    };
    const way = new Writable({
      highWaterMark: this.sink.writable.writableHighWaterMark,
      write: (chunk: Buffer, _encoding, done) => {
        settle(this.#take(chunk), done);
      },
      final: (done) => {
        settle(this.#finish(), done);
      },
    });
    this.#way = way;
    return way;
  }

  async #take(chunk: Buffer): Promise<void> {
    if (this.#bytes + chunk.length > (this.#total ?? Infinity))
      throw unfit(this.#name, 'it is longer than announced');
    const { writable } = this.sink;
    // Node's own error would say that the stream is destroyed, not why.
    if (writable.errored !== null) throw writable.errored;
    await new Promise<void>((resolve, reject) => {
      writable.write(chunk, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    this.#bytes += chunk.length;
  }

  async #finish(): Promise<void> {
    if (this.#bytes !== (this.#total ?? this.#bytes))
      throw unfit(this.#name, 'it is shorter than announced');
    const { writable } = this.sink;
    const ended = finished(writable);
    writable.end();
    await ended;
  }
}

/** Whether the bytes come as they are. */
export function isPlain({ headers }: Pick<Head, 'headers'>): boolean {
  return tokens(headers['content-encoding']).every((coding) => coding === 'identity');
}

/** A list of a header (RFC 9110 section 5.6.1), in lower case. */
export function tokens(list = ''): string[] {
  return list
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

/** The fault of a rest that cannot be taken: it is asked for no more. */
export function unfit(name: string, flaw: string): Failure {
  const message = `${name}: the rest of the body does not match what was received before: ${flaw}`;
  const title = 'no whole answer';
  return new Failure(message, { title, code: 'RANGE_UNFIT', sent: true, transient: true });
}
