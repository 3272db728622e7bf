"use strict";
exports.id = 504;
exports.ids = [504];
exports.modules = {

/***/ 9504:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   decodersFor: () => (/* binding */ decodersFor)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);

/** The content codings of RFC 9110 section 8.4.1 and RFC 8878 that Node can undo. */
const decoders = {
    gzip: (zlib) => zlib.createGunzip(),
    'x-gzip': (zlib) => zlib.createGunzip(),
    deflate: (zlib) => zlib.createInflate(),
    br: (zlib) => zlib.createBrotliDecompress(),
    zstd: (zlib) => zlib.createZstdDecompress(),
};
/** Nobody means more than one; each is a buffer. */
const mostCodings = 3;
/**
 * Compression is never asked for; some servers and proxies send it all the same.
 * @param name the request, for the error
 * @returns the streams that undo it, in order; none for a plain body
 * @throws Failure for a coding that is not known
 */
async function decodersFor(name, headers) {
    const codings = (headers['content-encoding'] ?? '')
        .split(',')
        .map((coding) => coding.trim().toLowerCase())
        .filter((coding) => coding !== '' && coding !== 'identity');
    if (codings.length === 0)
        return [];
    if (codings.length > mostCodings)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the answer is encoded ${String(codings.length)} times over`);
    const zlib = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 8522, 23));
    return codings.reverse().map((coding) => {
        // The name is the server's: "constructor" is none of ours.
        const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
        if (decoder === undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the answer has a content-encoding that is not known: ${coding}`);
        return decoder(zlib);
    });
}


/***/ })

};
;
//# sourceMappingURL=504.index.js.map