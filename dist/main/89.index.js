"use strict";
exports.id = 89;
exports.ids = [89];
exports.modules = {

/***/ 6089:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   holdsAny: () => (/* binding */ holdsAny),
/* harmony export */   inexactNumbers: () => (/* binding */ inexactNumbers),
/* harmony export */   otherSpellings: () => (/* binding */ otherSpellings)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8301);
/** JSON as it is written, where what it stands for is not enough. Loaded only where it matters. */


/** Numbers with fewer characters and no exponent have at most 15 digits, which a double holds. */
const shortestInexact = 16;
/** A Set takes some sixteen million, and much memory before that. */
const maxInexact = 1_000_000;
/**
 * The doubles in a JSON text that are not what is written there: `50000000014435121` becomes another
 * number. What is only written in another way is no other number: `1.10`.
 * @param text JSON that has been parsed well
 * @throws Failure when they are too many to be told from others
 */
function inexactNumbers(text) {
    const found = new Set();
    for (const written of scalarsIn(text)) {
        if (written.startsWith('"'))
            continue;
        if (written.length < shortestInexact && !/e/iu.test(written))
            continue;
        const value = Number(written);
        if (decimal(written) === decimal(String(value)))
            continue;
        found.add(value);
        if (found.size > maxInexact)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the response has more than ${String(maxInexact)} numbers with more digits than JMESPath can hold, so ` +
                '`select` cannot be applied: take what you need from `response`, with a tool that keeps all digits');
    }
    return found;
}
/**
 * Whether one of these numbers is in a value, or in a text of it: `to_string` writes what it is given.
 */
function holdsAny(value, numbers) {
    if (numbers.size === 0)
        return false;
    for (const leaf of (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .leavesOf */ .wf)(value)) {
        if (typeof leaf === 'number' && numbers.has(leaf))
            return true;
        // Shorter digits may stand in a text by chance.
        if (typeof leaf === 'string')
            for (const [digits] of leaf.matchAll(/\d{16,}/gu)) {
                const number = Number(digits);
                if (String(number) === digits && (numbers.has(number) || numbers.has(-number)))
                    return true;
            }
    }
    return false;
}
/**
 * How masked texts are spelled in a JSON text, where it is not as they are: `a\/b` for `a/b`.
 * @param text JSON that has been parsed well
 * @param masked lines, trimmed
 */
function otherSpellings(text, masked) {
    const found = new Set();
    for (const scalar of scalarsIn(text)) {
        if (!scalar.includes('\\'))
            continue;
        const value = JSON.parse(scalar);
        const written = scalar.slice(1, -1);
        /** One for each UTF-16 unit of the value. */
        const unit = /\\u[\da-f]{4}|\\.|[^]/giy;
        let units = 0;
        const placeOf = (index) => {
            for (; units < index; units++)
                unit.test(written);
            return unit.lastIndex;
        };
        for (const { 0: whole, index } of value.matchAll(/[^\r\n]+/gu)) {
            const line = whole.trim();
            if (!masked.has(line))
                continue;
            const start = index + whole.indexOf(line);
            const spelling = written.slice(placeOf(start), placeOf(start + line.length));
            if (spelling !== line)
                found.add(spelling);
        }
    }
    return found;
}
/**
 * The strings of a JSON text, names too, and its numbers, each as it is written. One expression for a
 * whole string would need a stack as deep as the string is long.
 */
function* scalarsIn(text) {
    let start;
    for (const { 0: part, index } of text.matchAll(/"|\\.|-?\d[\d.e+-]*/gisu)) {
        if (part !== '"') {
            if (start === undefined)
                yield part;
        }
        else if (start === undefined)
            start = index;
        else {
            yield text.slice(start, index + 1);
            start = undefined;
        }
    }
}
/** A number without its sign in one spelling: its digits, and the power of ten of the first of them. */
function decimal(written) {
    const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/iu.exec(written) ?? [];
    const digits = (whole + fraction).replace(/^0+/u, '');
    // From the first of the last zeros alone: there may be many runs of them.
    const significant = digits.replace(/(?<!0)0+$/u, '');
    if (significant === '')
        return whole === '' ? written : '0';
    const power = Number(exponent) + digits.length - fraction.length;
    return `${significant}e${String(power)}`;
}


/***/ })

};
;
//# sourceMappingURL=89.index.js.map