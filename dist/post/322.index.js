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



const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;






class Download {
    #request;
    #part;

    #removal = Promise.resolve();
    constructor(request) {
        this.#request = request;
    }

    get keptBytes() {
        return this.#part?.canResume === true ? this.#part.bytes : 0;
    }

    next() {
        const request = this.#request;
        const part = this.#part;
        if (part?.canResume !== true)
            return { ...request, sink: (head) => this.sink(head) };
        const rest = { range: `bytes=${String(part.bytes)}-`, 'if-range': part.tag };
        return {
            ...request,
            headers: { ...request.headers, ...rest },
            sink: (head) => this.#restSink(part, head),
        };
    }




    async sink(head) {
        const request = this.#request;
        this.#part = undefined;
        if (head.status === 206 && request.isFinal?.(206) !== true)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(request)}: the server sent only a part (206) of what was requested`, {
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

    asWhole(reply) {
        const part = this.#part;
        if (part?.isComplete !== true)
            return reply;
        this.#part = undefined;
        return { ...reply, ...part.head, bytes: part.bytes };
    }

    async end() {
        this.#drop();
        await this.#removal;
    }

    async #restSink(part, head) {
        if (head.status !== 206 && head.status !== 416) {
            if (head.status !== 200)
                return this.#request.sink(head);
            this.#drop();
            return this.sink(head);
        }
        const mismatch = head.status === 416 ? 'the server has no more (416)' : part.rangeMismatch(head);
        if (mismatch === undefined)
            return part;
        this.#drop();
        throw mismatchFailure((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(this.#request), mismatch);
    }
    #drop() {
        const part = this.#part;
        this.#part = undefined;
        if (part !== undefined)
            this.#removal = this.#removal.then(() => part.remove());
    }
}

class Part {

    head;
    tag;

    bytes = 0;
    isComplete = false;

    canResume = true;
    #name;
    #sink;

    #totalBytes;

    #work;
    constructor(name, head, tag, sink) {
        this.#name = name;
        this.head = head;
        this.tag = tag;
        this.#sink = sink;
        const announced = head.headers['content-length'];
        this.#totalBytes = announced === undefined ? undefined : Number(announced);
    }
    write(chunk) {
        const isTooLong = this.bytes + chunk.length > (this.#totalBytes ?? Infinity);
        const room = isTooLong
            ? Promise.reject(mismatchFailure(this.#name, 'it is longer than announced'))
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
            throw mismatchFailure(this.#name, 'it is shorter than announced');
        const whole = await this.#sink.end();
        this.isComplete = true;
        return whole;
    }

    async discard() {
        const isIntact = await Promise.resolve(this.#work).then(() => true, () => false);
        this.canResume &&=
            isIntact && !this.isComplete && this.bytes > 0 && this.bytes !== this.#totalBytes;
        if (!this.canResume)
            await this.#sink.discard();
    }
    async remove() {
        this.canResume = false;
        await this.#sink.discard();
    }





    rangeMismatch({ headers }) {
        const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
        const total = Number(size);
        const length = headers['content-length'];
        const mismatches = [
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
        if (mismatch === undefined)
            this.#totalBytes = total;
        return mismatch;
    }
}

function isPlain({ headers }) {
    return listOf(headers['content-encoding']).every((coding) => coding === 'identity');
}

function listOf(list = '') {
    return list
        .toLowerCase()
        .split(',')
        .map((token) => token.trim())
        .filter((token) => token !== '');
}

function mismatchFailure(name, mismatch) {
    const message = `${name}: the rest of the body does not match what was received before: ${mismatch}`;
    const title = 'no complete response';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(message, { title, code: 'RANGE_UNFIT', sent: true, transient: true });
}


/***/ })

};
;
//# sourceMappingURL=322.index.js.map