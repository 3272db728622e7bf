"use strict";
exports.id = 504;
exports.ids = [504];
exports.modules = {

/***/ 9504:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decodersFor: () => (/* binding */ decodersFor)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);



const decoders = {
    gzip: (zlib) => zlib.createGunzip(),
    'x-gzip': (zlib) => zlib.createGunzip(),

    deflate: (zlib, head) => (hasZlibHeader(head) ? zlib.createInflate() : zlib.createInflateRaw()),
    br: (zlib) => zlib.createBrotliDecompress(),
    zstd: (zlib) => zlib.createZstdDecompress(),
};

const unsupported = new Set([
    'aes128gcm',
    'compress',
    'dcb',
    'dcz',
    'exi',
    'pack200-gzip',
    'x-compress',
]);

const maxCodings = 3;

const safeName = /^[\w.-]{1,30}$/u;








async function decodersFor(name, headers, warn) {
    const named = (headers['content-encoding'] ?? '')
        .split(',')
        .map((coding) => coding.trim().toLowerCase())
        .filter((coding) => coding !== '' && coding !== 'identity');
    const undecodable = named.find((coding) => unsupported.has(coding));
    if (undecodable !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the answer has a content-encoding that cannot be decoded: ${undecodable}`);

    const isCoding = (coding) => Object.hasOwn(decoders, coding);
    const unknown = named.find((coding) => !isCoding(coding));
    if (unknown !== undefined)
        warn(`${name}: the answer's Content-Encoding${safeName.test(unknown) ? `, ${unknown},` : ''} is not a ` +
            'content coding: the body is taken as it is');
    const codings = named.filter(isCoding);
    if (codings.length === 0)
        return [];
    if (codings.length > maxCodings)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the answer has ${String(codings.length)} content encodings; at most ` +
            `${String(maxCodings)} are decoded`);
    const zlib = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
    return codings.reverse().flatMap((coding) => {
        const decoder = decoders[coding];
        return decoder === undefined ? [] : [decodeUnlessEmpty(zlib, decoder)];
    });
}

function decodeUnlessEmpty(zlib, decoder) {
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

function hasZlibHeader(head) {
    return head.length < 2 || (((head[0] ?? 0) & 15) === 8 && head.readUInt16BE(0) % 31 === 0);
}


/***/ })

};
;
//# sourceMappingURL=504.index.js.map