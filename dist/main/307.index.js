"use strict";
exports.id = 307;
exports.ids = [307];
exports.modules = {

/***/ 1307:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ tellable),
/* harmony export */   maskIn: () => (/* binding */ maskIn),
/* harmony export */   maskSigned: () => (/* binding */ maskSigned)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8301);


/** Shorter texts would star the whole log. */
const shortest = 4;
/** So many are handed over at once: a call takes no more arguments than fit on the stack. */
const atOnce = 1000;
/** More of them would take all memory, in the many spellings that are hidden. */
const maxMasked = 500_000;
/** What has been masked by the expressions of a step: polls may find the same again, or always more. */
const maskedBy = new WeakMap();
/**
 * Masks every string that the expressions find, before anything of the response is told.
 * @param expressions those of the step, in the same array each time
 * @param data the response's JSON
 * @returns warnings: one for each expression that finds nothing to mask
 * @throws Failure when an expression fails
 */
function maskIn(runner, expressions, data) {
    const masked = maskedBy.get(expressions) ?? new Set();
    maskedBy.set(expressions, masked);
    return expressions.flatMap((expression) => {
        const name = JSON.stringify(expression.text);
        // The runner masks line by line, so each has to be long enough.
        const lines = [...(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .leavesOf */ .wf)(expression.evaluate(data))]
            .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
            .map((line) => line.trim());
        const long = lines.filter((line) => line.length >= shortest);
        const fresh = new Set(long.filter((line) => !masked.has(line)));
        if (masked.size + fresh.size > maxMasked)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name} finds ${String(fresh.size)} strings to mask besides ${String(masked.size)} that this step ` +
                `has masked, and a step can mask no more than ${String(maxMasked)}`);
        for (const line of fresh)
            masked.add(line);
        for (let at = 0; at < long.length; at += atOnce)
            runner.setSecret(...long.slice(at, at + atOnce));
        const doubt = expression.hint === undefined ? '' : `. ${expression.hint}`;
        if (lines.length === 0)
            return [`mask: ${name} gives no string in this response, so nothing was masked${doubt}`];
        if (long.length < lines.length)
            return [
                `mask: ${name} gives a string, or a line of one, of fewer than ${String(shortest)} characters, ` +
                    'which is not masked: it would hide parts of the whole log',
            ];
        return [];
    });
}
/**
 * What may be told of an answer whose body is no success: with a mask to apply, only JSON that it has
 * been applied to.
 * @param mask undefined where nothing is to be masked
 * @returns undefined when no word of it may be told
 */
function tellable(text, mask) {
    if (mask === undefined || text === undefined)
        return text;
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    if (json === undefined)
        return undefined;
    try {
        mask(json.value);
        return text;
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            return undefined;
        throw error;
    }
}
/** Headers whose addresses may be on another origin. */
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
                runner.setSecret(value);
    }
}


/***/ })

};
;
//# sourceMappingURL=307.index.js.map