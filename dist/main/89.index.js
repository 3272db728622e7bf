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




const minInexactLength = 16;

const maxInexact = 1_000_000;







function inexactNumbers(text) {
    const found = new Set();
    for (const written of scalarsIn(text)) {
        if (written.startsWith('"'))
            continue;
        if (written.length < minInexactLength && !/e/iu.test(written))
            continue;
        const value = Number(written);
        if (decimal(written) === decimal(String(value)))
            continue;
        found.add(value);
        if (found.size > maxInexact)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the response has more than ${String(maxInexact)} numbers with more digits than JMESPath keeps, so ` +
                '`select` cannot be applied: read what you need from `response` with a tool that keeps all digits');
    }
    return found;
}

function holdsAny(value, numbers) {
    if (numbers.size === 0)
        return false;
    for (const leaf of (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .leavesOf */ .wf)(value)) {
        if (typeof leaf === 'number' && numbers.has(leaf))
            return true;

        if (typeof leaf === 'string')
            for (const [digits] of leaf.matchAll(/\d{16,}/gu)) {
                const number = Number(digits);
                if (String(number) === digits && (numbers.has(number) || numbers.has(-number)))
                    return true;
            }
    }
    return false;
}





function otherSpellings(text, masked) {
    const found = new Set();
    for (const scalar of scalarsIn(text)) {
        if (!scalar.includes('\\'))
            continue;
        const value = JSON.parse(scalar);
        const written = scalar.slice(1, -1);

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

function decimal(written) {
    const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/iu.exec(written) ?? [];
    const digits = (whole + fraction).replace(/^0+/u, '');

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