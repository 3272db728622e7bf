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
/** JSON as it is written, where what it stands for is not enough. Loaded only where it matters. */

const quote = 0x22;
const backslash = 0x5c;
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
    for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === quote)
            at = endOfString(text, at);
        else if (isDigit(code)) {
            const start = at;
            while (isOfNumber(text.charCodeAt(at + 1)))
                at++;
            const written = text.slice(start, at + 1);
            const value = Number(written);
            if (written.length < shortestInexact && !/e/iu.test(written))
                continue;
            if (decimal(written) === decimal(String(value)))
                continue;
            found.add(text.charCodeAt(start - 1) === 0x2d ? -value : value);
            if (found.size > maxInexact)
                throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the response has more than ${String(maxInexact)} numbers with more digits than JMESPath can hold, so ` +
                    '`select` cannot be applied: take what you need from `response`, with a tool that keeps all digits');
        }
    }
    return found;
}
/**
 * Whether one of these numbers is in a value, or in a text of it: `to_string` writes what it is given.
 */
function holdsAny(value, numbers) {
    if (numbers.size === 0)
        return false;
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (typeof next === 'number' && numbers.has(next))
            return true;
        // Shorter digits may stand in a text by chance.
        if (typeof next === 'string')
            for (const [digits] of next.matchAll(/\d{16,}/gu)) {
                const number = Number(digits);
                if (String(number) === digits && (numbers.has(number) || numbers.has(-number)))
                    return true;
            }
        if (typeof next === 'object' && next !== null)
            for (const part of Object.values(next))
                open.push(part);
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
    for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
        const end = endOfString(text, at);
        const written = text.slice(at + 1, end);
        at = end + 1;
        if (!written.includes('\\'))
            continue;
        const value = JSON.parse(`"${written}"`);
        if (!linesOf(value).some((line) => masked.has(line)))
            continue;
        for (const [line, spelling] of spelledLines(written))
            if (masked.has(line) && line !== spelling)
                found.add(spelling);
    }
    return found;
}
function linesOf(text) {
    return text.split(/[\r\n]+/u).map((line) => line.trim());
}
/** The lines of a JSON string, trimmed, each with its spelling. */
function* spelledLines(written) {
    const unit = /\\u[\da-f]{4}|\\.|[^\\]/gisy;
    let [line, pending, start, end] = ['', '', -1, -1];
    for (let match = unit.exec(written); match !== null; match = unit.exec(written)) {
        const [spelled] = match;
        const char = spelled.startsWith('\\') ? JSON.parse(`"${spelled}"`) : spelled;
        if (char === '\n' || char === '\r') {
            yield [line, written.slice(start, end)];
            [line, pending, start, end] = ['', '', -1, -1];
        }
        else if (char.trim() === '') {
            pending += start === -1 ? '' : char;
        }
        else {
            if (start === -1)
                start = match.index;
            end = unit.lastIndex;
            line += pending + char;
            pending = '';
        }
    }
    yield [line, written.slice(Math.max(start, 0), Math.max(end, 0))];
}
/** @param start where its first quote is @returns where its last one is */
function endOfString(text, start) {
    for (let from = start + 1;;) {
        const end = text.indexOf('"', from);
        if (end === -1)
            return text.length;
        let escapes = end - 1;
        while (escapes >= from && text.charCodeAt(escapes) === backslash)
            escapes--;
        if ((end - 1 - escapes) % 2 === 0)
            return end;
        from = end + 1;
    }
}
function isDigit(code) {
    return code >= 0x30 && code <= 0x39;
}
/** Digits, `.`, `e`, `E`, `+` and `-`. */
function isOfNumber(code) {
    return isDigit(code) || code === 0x2e || (code | 0x20) === 0x65 || code === 0x2b || code === 0x2d;
}
/** A number without its sign in one spelling: its digits, and the power of ten of the first of them. */
function decimal(written) {
    const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/iu.exec(written) ?? [];
    const digits = (whole + fraction).replace(/^0+/u, '');
    const significant = withoutTrailingZeros(digits);
    if (significant === '')
        return whole === '' ? written : '0';
    const power = Number(exponent) + digits.length - fraction.length;
    return `${significant}e${String(power)}`;
}
/** No regular expression: it would look at each run of zeros again from each of them. */
function withoutTrailingZeros(digits) {
    let end = digits.length;
    while (end > 0 && digits.charCodeAt(end - 1) === 0x30)
        end--;
    return digits.slice(0, end);
}


/***/ })

};
;
//# sourceMappingURL=89.index.js.map