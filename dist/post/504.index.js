"use strict";
exports.id = 504;
exports.ids = [504];
exports.modules = {

/***/ 9504:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decodersFor: () => (/* binding */ decodersFor)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);


/** The content codings of RFC 9110 section 8.4.1 and RFC 8878 that Node can undo. */
const decoders = {
    gzip: (zlib) => zlib.createGunzip(),
    'x-gzip': (zlib) => zlib.createGunzip(),
    // Many servers leave out the zlib head (RFC 1950 section 2.2) that belongs there.
    deflate: (zlib, head) => (hasZlibHead(head) ? zlib.createInflate() : zlib.createInflateRaw()),
    br: (zlib) => zlib.createBrotliDecompress(),
    zstd: (zlib) => zlib.createZstdDecompress(),
};
/** Codings that Node cannot undo. Any other name that IANA does not know is no coding at all. */
const foreign = new Set([
    'aes128gcm',
    'compress',
    'dcb',
    'dcz',
    'exi',
    'pack200-gzip',
    'x-compress',
]);
/** Nobody means more than one; each is a buffer. */
const mostCodings = 3;
/** What a name in a header may look like in a warning. */
const plainName = /^[\w.-]{1,30}$/u;
/**
 * Compression is never asked for; some servers and proxies send it all the same.
 * @param name the request, for the error
 * @param warn hears of what is no coding: the body is taken as it is then
 * @returns the streams that undo it, in order; none for a plain body
 * @throws Failure for a coding that cannot be undone
 */
async function decodersFor(name, headers, warn) {
    const named = (headers['content-encoding'] ?? '')
        .split(',')
        .map((coding) => coding.trim().toLowerCase())
        .filter((coding) => coding !== '' && coding !== 'identity');
    const lost = named.find((coding) => foreign.has(coding));
    if (lost !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the answer has a content-encoding that cannot be decoded: ${lost}`);
    const isCoding = (coding) => Object.hasOwn(decoders, coding);
    const other = named.find((coding) => !isCoding(coding));
    if (other !== undefined)
        warn(`${name}: the answer's Content-Encoding${plainName.test(other) ? `, ${other},` : ''} is no ` +
            'coding: the body is taken as it is');
    const codings = named.filter(isCoding);
    if (codings.length === 0)
        return [];
    if (codings.length > mostCodings)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the answer is encoded ${String(codings.length)} times over`);
    const zlib = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
    // The name is the server's: "constructor" is none of ours.
    return codings.reverse().flatMap((coding) => {
        const decoder = decoders[coding];
        return decoder === undefined ? [] : [unlessEmpty(zlib, decoder)];
    });
}
/** Undoes a coding; a body without a byte is empty, and no damaged one. */
function unlessEmpty(zlib, decoder) {
    return node_stream__WEBPACK_IMPORTED_MODULE_0__.Duplex.from(async function* (source) {
        const chunks = source[Symbol.asyncIterator]();
        let head = Buffer.alloc(0);
        while (head.length < 2) {
            const next = await chunks.next();
            if (next.done === true)
                break;
            head = Buffer.concat([head, next.value]);
        }
        if (head.length === 0)
            return;
        const stream = decoder(zlib, head);
        const all = async function* () {
            yield head;
            yield* { [Symbol.asyncIterator]: () => chunks };
        };
        const coded = node_stream__WEBPACK_IMPORTED_MODULE_0__.Readable.from(all(), { objectMode: false }).on('error', (error) => {
            stream.destroy(error);
        });
        yield* coded.pipe(stream);
    });
}
/** RFC 1950 section 2.2: the method is 8, and the first two bytes are a multiple of 31. */
function hasZlibHead(head) {
    return head.length < 2 || (((head[0] ?? 0) & 15) === 8 && head.readUInt16BE(0) % 31 === 0);
}


/***/ })

};
;
//# sourceMappingURL=504.index.js.map