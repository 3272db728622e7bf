import { Failure } from '../failure.ts';
import { type Head, nameOf } from '../errors/outcome.ts';
import type { Reply, Request, Sink } from './exchange.ts';

/** RFC 9110 section 8.8.3: without `W/`, an equal tag means equal bytes, not just equal meaning. */
const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;

/**
 * A GET that continues where an earlier attempt broke off (RFC 9110 sections 13.1.5 and 14.2). That takes
 * a strong `ETag`, `Accept-Ranges: bytes` and a body without content coding, as decoding cannot resume in
 * the middle. Otherwise each attempt starts over. This module is loaded only for a response that may allow
 * it.
 */
export class Download<T> {
  readonly #request: Request<T>;
  #part: Part<T> | undefined;
  /** The removal of parts that cannot be used. */
  #removal: Promise<void> = Promise.resolve();

  constructor(request: Request<T>) {
    this.#request = request;
  }

  /** How many bytes need not be sent again. */
  get keptBytes(): number {
    return this.#part?.canResume === true ? this.#part.bytes : 0;
  }

  /** The request for the next attempt: for the whole body, or for the rest. */
  next(): Request<T> {
    const request = this.#request;
    const part = this.#part;
    if (part?.canResume !== true) return { ...request, sink: (head) => this.sink(head) };
    const rest = { range: `bytes=${String(part.bytes)}-`, 'if-range': part.tag };
    return {
      ...request,
      headers: { ...request.headers, ...rest },
      sink: (head) => this.#restSink(part, head),
    };
  }

  /**
   * The sink for a response that starts at the first byte.
   * @throws Failure for a 206 that was not requested: a part must not look whole
   */
  async sink(head: Head): Promise<Sink<T>> {
    const request = this.#request;
    this.#part = undefined;
    if (head.status === 206 && request.isFinal?.(206) !== true)
      throw new Failure(
        `${nameOf(request)}: the server sent only a part (206) of what was requested`,
        {
          hint: 'If that is how this API answers, set `accept-status: 206`',
        },
      );
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

  /** Makes the last part look like a whole response, with the status and headers of the first. */
  asWhole(reply: Reply<T>): Reply<T> {
    const part = this.#part;
    if (part?.isComplete !== true) return reply;
    this.#part = undefined;
    return { ...reply, ...part.head, bytes: part.bytes };
  }

  /** Removes what is incomplete. */
  async end(): Promise<void> {
    this.#drop();
    await this.#removal;
  }

  /** @throws Failure if the rest does not match the part; the next attempt then starts over */
  async #restSink(part: Part<T>, head: Head): Promise<Sink<T>> {
    if (head.status !== 206 && head.status !== 416) {
      if (head.status !== 200) return this.#request.sink(head);
      this.#drop();
      return this.sink(head);
    }
    const mismatch =
      head.status === 416 ? 'the server has no more (416)' : part.rangeMismatch(head);
    if (mismatch === undefined) return part;
    this.#drop();
    throw mismatchFailure(nameOf(this.#request), mismatch);
  }

  #drop(): void {
    const part = this.#part;
    this.#part = undefined;
    if (part !== undefined) this.#removal = this.#removal.then(() => part.remove());
  }
}

/** The sink of all attempts at one body: it keeps what it has when an attempt fails. */
class Part<T> implements Sink<T> {
  /** Of the first response. */
  readonly head: Head;
  readonly tag: string;
  /** How many bytes the sink has taken. */
  bytes = 0;
  isComplete = false;
  /** Whether the rest may be appended. */
  canResume = true;
  readonly #name: string;
  readonly #sink: Sink<T>;
  /** The size of the whole body; undefined if not known yet. */
  #totalBytes: number | undefined;
  /** The last operation of the sink. */
  #work: Promise<unknown> | undefined;

  constructor(name: string, head: Head, tag: string, sink: Sink<T>) {
    this.#name = name;
    this.head = head;
    this.tag = tag;
    this.#sink = sink;
    const announced = head.headers['content-length'];
    this.#totalBytes = announced === undefined ? undefined : Number(announced);
  }

  write(chunk: Buffer): Promise<void> | undefined {
    const isTooLong = this.bytes + chunk.length > (this.#totalBytes ?? Infinity);
    const room = isTooLong
      ? Promise.reject(mismatchFailure(this.#name, 'it is longer than announced'))
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
      throw mismatchFailure(this.#name, 'it is shorter than announced');
    const whole = await this.#sink.end();
    this.isComplete = true;
    return whole;
  }

  /** The attempt has failed: keeps what has arrived, if the next attempt can append to it. */
  async discard(): Promise<void> {
    const isIntact = await Promise.resolve(this.#work).then(
      () => true,
      () => false,
    );
    this.canResume &&=
      isIntact && !this.isComplete && this.bytes > 0 && this.bytes !== this.#totalBytes;
    if (!this.canResume) await this.#sink.discard();
  }

  async remove(): Promise<void> {
    this.canResume = false;
    await this.#sink.discard();
  }

  /**
   * Checks whether a 206 (RFC 9110 section 15.3.7) is exactly the rest, since nothing later would notice
   * bytes in the wrong place. Takes the total length from it.
   * @returns why it is not the rest; undefined if it is
   */
  rangeMismatch({ headers }: Head): string | undefined {
    const [, first, last, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
    const total = Number(size);
    const length = headers['content-length'];
    const mismatches: readonly (readonly [applies: boolean, mismatch: string])[] = [
      [!isPlain({ headers }), 'it is encoded'],
      [size === undefined, 'its Content-Range is missing, or gives no length'],
      [Number(first) !== this.bytes, 'it begins at a different byte'],
      [total !== (this.#totalBytes ?? total), 'the total length has changed'],
      [Number(last) !== total - 1, 'it stops short of the end'],
      [length !== undefined && Number(length) !== total - this.bytes, 'its length does not match'],
      [headers.etag !== this.tag, 'its ETag has changed'],
      [/^multipart\//iu.test(headers['content-type'] ?? ''), 'it is in several parts'],
    ];
    const mismatch = mismatches.find(([applies]) => applies)?.[1];
    if (mismatch === undefined) this.#totalBytes = total;
    return mismatch;
  }
}

/** Whether the body has no content coding. */
function isPlain({ headers }: Pick<Head, 'headers'>): boolean {
  return listOf(headers['content-encoding']).every((coding) => coding === 'identity');
}

/** The items of a header with a list (RFC 9110 section 5.6.1), in lower case. */
function listOf(list = ''): string[] {
  return list
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
}

/** A transient failure: the next attempt asks for the whole body. */
function mismatchFailure(name: string, mismatch: string): Failure {
  const message = `${name}: the rest of the body does not match what was received before: ${mismatch}`;
  const title = 'no complete response';
  return new Failure(message, { title, code: 'RANGE_UNFIT', sent: true, transient: true });
}
