import { Failure } from '../failure.ts';
import { type Head, nameOf, type Reply, type Request, type Sink } from './exchange.ts';
import { isPlain, Part, tokens, unfit } from './part.ts';

/** RFC 9110 section 8.8.3: a tag without `W/` stands for the same bytes, not for the same meaning. */
const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;

/**
 * One GET over all its attempts. What came before a transfer broke off is kept where the server
 * lets the rest be asked for (RFC 9110 sections 13.1.5 and 14.2): it gave a strong `ETag`, said
 * `Accept-Ranges: bytes`, and sent the bytes as they are. What is decoded on the way cannot go on in
 * the middle, and a request whose own headers name a range is its author's affair.
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
  get kept(): number {
    return this.#part?.bytes ?? 0;
  }

  /** The request of the next attempt: for all of it, or for the rest. */
  next(): Request<T> {
    const request = this.#request;
    const { range, 'if-range': ifRange } = request.headers;
    if (request.method !== 'GET' || range !== undefined || ifRange !== undefined) return request;
    const part = this.#part;
    if (part === undefined) return { ...request, sink: (head) => this.#begin(head) };
    const rest = { range: `bytes=${String(part.bytes)}-`, 'if-range': part.tag };
    return {
      ...request,
      headers: { ...request.headers, ...rest },
      sink: (head) => this.#goOn(part, head),
    };
  }

  /** An answer as if it had come in one piece: with the head of the first. */
  whole(reply: Reply<T>): Reply<T> {
    const part = this.#part;
    if (part?.complete !== true) return reply;
    this.#part = undefined;
    return { ...reply, ...part.head, bytes: part.bytes };
  }

  /** Removes what no attempt brought to its end. */
  async end(): Promise<void> {
    this.#drop();
    await this.#removal;
  }

  /** @throws Failure for a part that nobody asked for: it must not look whole */
  #begin(head: Head): Sink<T> {
    const request = this.#request;
    if (head.status === 206 && request.isFinal?.(206) !== true)
      throw new Failure(`${nameOf(request)}: the server sent a part (206) of what was asked for`, {
        hint: 'If that is how this API answers, set `accept-status: 206`',
      });
    const sink = request.sink(head);
    const tag = head.headers.etag ?? '';
    const resumable =
      head.status === 200 &&
      strongTag.test(tag) &&
      tokens(head.headers['accept-ranges']).includes('bytes') &&
      isPlain(head);
    if (!resumable) return sink;
    this.#part = new Part(nameOf(request), head, tag, sink);
    return this.#sinkOf(this.#part);
  }

  /** @throws TransportFailure when the rest does not fit: the next attempt begins at the start */
  #goOn(part: Part<T>, head: Head): Sink<T> {
    if (head.status !== 206 && head.status !== 416) {
      if (head.status !== 200) return this.#request.sink(head);
      this.#drop();
      return this.#begin(head);
    }
    const flaw = head.status === 416 ? 'the server has none (416)' : part.flawOf(head);
    if (flaw === undefined) return this.#sinkOf(part);
    this.#drop();
    throw unfit(nameOf(this.#request), flaw);
  }

  /** A sink for one attempt: when the attempt fails, what came stays for the next. */
  #sinkOf(part: Part<T>): Sink<T> {
    const writable = part.writable();
    return {
      writable,
      result: () => part.sink.result(),
      discard: async () => {
        if (part === this.#part && (await part.isSound())) return;
        if (part === this.#part) this.#part = undefined;
        await part.sink.discard();
      },
    };
  }

  #drop(): void {
    const part = this.#part;
    this.#part = undefined;
    if (part !== undefined) this.#removal = this.#removal.then(() => part.sink.discard());
  }
}
