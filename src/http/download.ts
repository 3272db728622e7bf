import { Failure } from '../failure.ts';
import { type Head, nameOf } from '../errors/outcome.ts';
import type { Reply, Request, Sink } from './exchange.ts';

/** RFC 9110 section 8.8.3: a tag without `W/` stands for the same bytes, not for the same meaning. */
const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;

/**
 * One GET over all its attempts. What came before a transfer broke off is kept where the server
 * lets the rest be asked for (RFC 9110 sections 13.1.5 and 14.2): it gave a strong `ETag`, said
 * `Accept-Ranges: bytes`, and sent the bytes as they are. What is decoded on the way cannot go on in
 * the middle. Loaded only for an answer whose rest might be asked for.
 */
export class Download<T> {
  readonly #request: Request<T>;
  #part: Part<T> | undefined;
  /** The removal of what is of no use any more. */
  #removal: Promise<void> = Promise.resolve();

  constructor(request: Request<T>) {
    this.#request = request;
  }

  /** Bytes that need not come again. */
  get keptBytes(): number {
    return this.#part?.keeps === true ? this.#part.bytes : 0;
  }

  /** The request of the next attempt: for all of it, or for the rest. */
  next(): Request<T> {
    const request = this.#request;
    const part = this.#part;
    if (part?.keeps !== true) return { ...request, sink: (head) => this.sink(head) };
    const rest = { range: `bytes=${String(part.bytes)}-`, 'if-range': part.tag };
    return {
      ...request,
      headers: { ...request.headers, ...rest },
      sink: (head) => this.#restSink(part, head),
    };
  }

  /**
   * Where an answer's body goes that is not the rest of another one.
   * @throws Failure for a part that nobody asked for: it must not look whole
   */
  async sink(head: Head): Promise<Sink<T>> {
    const request = this.#request;
    this.#part = undefined;
    if (head.status === 206 && request.isFinal?.(206) !== true)
      throw new Failure(`${nameOf(request)}: the server sent a part (206) of what was asked for`, {
        hint: 'If that is how this API answers, set `accept-status: 206`',
      });
    const tag = head.headers.etag ?? '';
    const isResumable =
      head.status === 200 &&
      strongTag.test(tag) &&
      listOf(head.headers['accept-ranges']).includes('bytes') &&
      isPlain(head);
    const sink = await request.sink(head);
    if (!isResumable) return sink;
    this.#part = new Part(nameOf(request), head, tag, sink);
    return this.#part;
  }

  /** An answer as if it had come in one piece: with the head of the first. */
  whole(reply: Reply<T>): Reply<T> {
    const part = this.#part;
    if (part?.isComplete !== true) return reply;
    this.#part = undefined;
    return { ...reply, ...part.head, bytes: part.bytes };
  }

  /** Removes what no attempt brought to its end. */
  async end(): Promise<void> {
    this.#drop();
    await this.#removal;
  }

  /** @throws Failure when the rest does not fit: the next attempt begins at the start */
  async #restSink(part: Part<T>, head: Head): Promise<Sink<T>> {
    if (head.status !== 206 && head.status !== 416) {
      if (head.status !== 200) return this.#request.sink(head);
      this.#drop();
      return this.sink(head);
    }
    const mismatch = head.status === 416 ? 'the server has none (416)' : part.rangeMismatch(head);
    if (mismatch === undefined) return part;
    this.#drop();
    throw unfit(nameOf(this.#request), mismatch);
  }

  #drop(): void {
    const part = this.#part;
    this.#part = undefined;
    if (part !== undefined) this.#removal = this.#removal.then(() => part.remove());
  }
}

/** What has come of a body whose rest may be asked for: the sink of each attempt. */
class Part<T> implements Sink<T> {
  /** The head of the answer that it began with. */
  readonly head: Head;
  readonly tag: string;
  /** What the sink has taken. */
  bytes = 0;
  isComplete = false;
  /** Whether the rest may be written after it. */
  keeps = true;
  readonly #name: string;
  readonly #sink: Sink<T>;
  /** Of the whole; undefined when nobody has told yet. */
  #totalBytes: number | undefined;
  /** What the sink was last asked to do. */
  #work: Promise<unknown> | undefined;

  constructor(name: string, head: Head, tag: string, sink: Sink<T>) {
    this.#name = name;
    this.head = head;
    this.tag = tag;
    this.#sink = sink;
    const promised = head.headers['content-length'];
    this.#totalBytes = promised === undefined ? undefined : Number(promised);
  }

  write(chunk: Buffer): Promise<void> | undefined {
    const isTooLong = this.bytes + chunk.length > (this.#totalBytes ?? Infinity);
    const room = isTooLong
      ? Promise.reject(unfit(this.#name, 'it is longer than announced'))
      : this.#sink.write(chunk);
    this.bytes += chunk.length;
    this.#work = room;
    return room;
  }

  end(): Promise<T> {
    const whole = this.#end();
    this.#work = whole;
    return whole;
  }

  async #end(): Promise<T> {
    if (this.bytes !== (this.#totalBytes ?? this.bytes))
      throw unfit(this.#name, 'it is shorter than announced');
    const whole = await this.#sink.end();
    this.isComplete = true;
    return whole;
  }

  /** When an attempt fails, what came stays for the next. */
  async discard(): Promise<void> {
    const isSound = await Promise.resolve(this.#work).then(
      () => true,
      () => false,
    );
    this.keeps &&= isSound && !this.isComplete && this.bytes > 0 && this.bytes !== this.#totalBytes;
    if (!this.keeps) await this.#sink.discard();
  }

  async remove(): Promise<void> {
    this.keeps = false;
    await this.#sink.discard();
  }

  /**
   * Looks at a 206 (RFC 9110 section 15.3.7), and learns the length of the whole from it.
   * @returns what keeps it from being the rest: bytes in the wrong place would be found by nobody
   */
  rangeMismatch({ headers }: Head): string | undefined {
    const [, first, last, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
    const total = Number(size);
    const length = headers['content-length'];
    const mismatches: readonly (readonly [isSo: boolean, mismatch: string])[] = [
      [!isPlain({ headers }), 'it is encoded'],
      [size === undefined, 'its Content-Range is missing, or tells no length'],
      [Number(first) !== this.bytes, 'it begins at a different byte'],
      [total !== (this.#totalBytes ?? total), 'the total length has changed'],
      [Number(last) !== total - 1, 'it stops short of the end'],
      [length !== undefined && Number(length) !== total - this.bytes, 'it has another length'],
      [headers.etag !== this.tag, 'its ETag has changed'],
      [/^multipart\//iu.test(headers['content-type'] ?? ''), 'it is in several parts'],
    ];
    const mismatch = mismatches.find(([isSo]) => isSo)?.[1];
    if (mismatch === undefined) this.#totalBytes = total;
    return mismatch;
  }
}

/** Whether the bytes come as they are. */
function isPlain({ headers }: Pick<Head, 'headers'>): boolean {
  return listOf(headers['content-encoding']).every((coding) => coding === 'identity');
}

/** A list of a header (RFC 9110 section 5.6.1), in lower case. */
function listOf(list = ''): string[] {
  return list
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

/** The fault of a rest that cannot be taken: it is asked for no more. */
function unfit(name: string, mismatch: string): Failure {
  const message = `${name}: the rest of the body does not match what was received before: ${mismatch}`;
  const title = 'no whole answer';
  return new Failure(message, { title, code: 'RANGE_UNFIT', sent: true, transient: true });
}
