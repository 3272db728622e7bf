"use strict";
exports.id = 322;
exports.ids = [322];
exports.modules = {

/***/ 2322:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Download: () => (/* binding */ Download)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7763);


/** RFC 9110 section 8.8.3: a tag without `W/` stands for the same bytes, not for the same meaning. */
const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;
/**
 * One GET over all its attempts. What came before a transfer broke off is kept where the server
 * lets the rest be asked for (RFC 9110 sections 13.1.5 and 14.2): it gave a strong `ETag`, said
 * `Accept-Ranges: bytes`, and sent the bytes as they are. What is decoded on the way cannot go on in
 * the middle. Loaded only for an answer whose rest might be asked for.
 */
class Download {
    #request;
    #part;
    /** The removal of what is of no use any more. */
    #removal = Promise.resolve();
    constructor(request) {
        this.#request = request;
    }
    /** Bytes that need not come again. */
    get keptBytes() {
        return this.#part?.keeps === true ? this.#part.bytes : 0;
    }
    /** The request of the next attempt: for all of it, or for the rest. */
    next() {
        const request = this.#request;
        const part = this.#part;
        if (part?.keeps !== true)
            return { ...request, sink: (head) => this.sink(head) };
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
    async sink(head) {
        const request = this.#request;
        this.#part = undefined;
        if (head.status === 206 && request.isFinal?.(206) !== true)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(request)}: the server sent a part (206) of what was asked for`, {
                hint: 'If that is how this API answers, set `accept-status: 206`',
            });
        const tag = head.headers.etag ?? '';
        const isResumable = head.status === 200 &&
            strongTag.test(tag) &&
            listOf(head.headers['accept-ranges']).includes('bytes') &&
            isPlain(head);
        const sink = await request.sink(head);
        if (!isResumable)
            return sink;
        this.#part = new Part((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(request), head, tag, sink);
        return this.#part;
    }
    /** An answer as if it had come in one piece: with the head of the first. */
    whole(reply) {
        const part = this.#part;
        if (part?.isComplete !== true)
            return reply;
        this.#part = undefined;
        return { ...reply, ...part.head, bytes: part.bytes };
    }
    /** Removes what no attempt brought to its end. */
    async end() {
        this.#drop();
        await this.#removal;
    }
    /** @throws Failure when the rest does not fit: the next attempt begins at the start */
    async #restSink(part, head) {
        if (head.status !== 206 && head.status !== 416) {
            if (head.status !== 200)
                return this.#request.sink(head);
            this.#drop();
            return this.sink(head);
        }
        const mismatch = head.status === 416 ? 'the server has none (416)' : part.rangeMismatch(head);
        if (mismatch === undefined)
            return part;
        this.#drop();
        throw unfit((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(this.#request), mismatch);
    }
    #drop() {
        const part = this.#part;
        this.#part = undefined;
        if (part !== undefined)
            this.#removal = this.#removal.then(() => part.remove());
    }
}
/** What has come of a body whose rest may be asked for: the sink of each attempt. */
class Part {
    /** The head of the answer that it began with. */
    head;
    tag;
    /** What the sink has taken. */
    bytes = 0;
    isComplete = false;
    /** Whether the rest may be written after it. */
    keeps = true;
    #name;
    #sink;
    /** Of the whole; undefined when nobody has told yet. */
    #totalBytes;
    /** What the sink was last asked to do. */
    #work;
    constructor(name, head, tag, sink) {
        this.#name = name;
        this.head = head;
        this.tag = tag;
        this.#sink = sink;
        const promised = head.headers['content-length'];
        this.#totalBytes = promised === undefined ? undefined : Number(promised);
    }
    write(chunk) {
        const isTooLong = this.bytes + chunk.length > (this.#totalBytes ?? Infinity);
        const room = isTooLong
            ? Promise.reject(unfit(this.#name, 'it is longer than announced'))
            : this.#sink.write(chunk);
        this.bytes += chunk.length;
        this.#work = room;
        return room;
    }
    end() {
        const whole = this.#end();
        this.#work = whole;
        return whole;
    }
    async #end() {
        if (this.bytes !== (this.#totalBytes ?? this.bytes))
            throw unfit(this.#name, 'it is shorter than announced');
        const whole = await this.#sink.end();
        this.isComplete = true;
        return whole;
    }
    /** When an attempt fails, what came stays for the next. */
    async discard() {
        const isSound = await Promise.resolve(this.#work).then(() => true, () => false);
        this.keeps &&= isSound && !this.isComplete && this.bytes > 0 && this.bytes !== this.#totalBytes;
        if (!this.keeps)
            await this.#sink.discard();
    }
    async remove() {
        this.keeps = false;
        await this.#sink.discard();
    }
    /**
     * Looks at a 206 (RFC 9110 section 15.3.7), and learns the length of the whole from it.
     * @returns what keeps it from being the rest: bytes in the wrong place would be found by nobody
     */
    rangeMismatch({ headers }) {
        const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
        const total = Number(size);
        const length = headers['content-length'];
        const mismatches = [
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
        if (mismatch === undefined)
            this.#totalBytes = total;
        return mismatch;
    }
}
/** Whether the bytes come as they are. */
function isPlain({ headers }) {
    return listOf(headers['content-encoding']).every((coding) => coding === 'identity');
}
/** A list of a header (RFC 9110 section 5.6.1), in lower case. */
function listOf(list = '') {
    return list
        .toLowerCase()
        .split(',')
        .map((token) => token.trim())
        .filter((token) => token !== '');
}
/** The fault of a rest that cannot be taken: it is asked for no more. */
function unfit(name, mismatch) {
    const message = `${name}: the rest of the body does not match what was received before: ${mismatch}`;
    const title = 'no whole answer';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(message, { title, code: 'RANGE_UNFIT', sent: true, transient: true });
}


/***/ })

};
;
//# sourceMappingURL=322.index.js.map