"use strict";
exports.id = 722;
exports.ids = [722];
exports.modules = {

/***/ 7722:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   maskSigned: () => (/* binding */ maskSigned)
/* harmony export */ });
/** Loaded only for an address that may be on another origin. */
const addresses = ['location', 'content-location'];
/** Shorter values sign nothing, and would star the log. */
const shortestSigned = 8;
/**
 * Masks what may sign an address on another origin: the outputs hold it, and debug mode prints them.
 * @param base the address that answered
 * @param origin the tenant's
 */
function maskSigned(runner, { headers }, base, origin) {
    for (const name of addresses) {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        if (url === null || url.origin === origin)
            continue;
        const written = [url.search, url.hash].flatMap((part) => part.slice(1).split('&'));
        const values = [
            ...written.map((pair) => pair.slice(pair.indexOf('=') + 1)),
            ...[url.search, url.hash].flatMap((part) => [...new URLSearchParams(part.slice(1)).values()]),
            url.username,
            url.password,
        ];
        for (const value of values)
            if (value.length >= shortestSigned)
                runner.mask(value);
    }
}


/***/ })

};
;
//# sourceMappingURL=722.index.js.map