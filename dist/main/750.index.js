"use strict";
exports.id = 750;
exports.ids = [750];
exports.modules = {

/***/ 1750:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkJson: () => (/* binding */ checkJson),
/* harmony export */   checkJsonFile: () => (/* binding */ checkJsonFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4099);









const maxCheckedBytes = 16 * 1024 * 1024;
const bom = '\ufeff';

const hints = [
    [
        (text) => text.trimStart().startsWith("'"),
        'It begins with a single quote: leave out the quotes around it',
    ],
    [(text, at) => text[at] === "'", 'JSON uses double quotes, not single ones'],
    [
        (text, at) => /[\u2018-\u201f\u00ab\u00bb]/u.test(text[at] ?? ''),
        'JSON uses plain double quotes, not typographic ones',
    ],
    [
        (text, at) => text.trim() !== '' && at >= text.trimEnd().length,
        'The text ends there, but a bracket or a quote is still open',
    ],
    [
        (text, at) => /[\]}]/u.test(text[at] ?? '') && /,\s*$/u.test(text.slice(0, at).slice(-200)),
        'Remove the comma before this bracket',
    ],
    [
        (text, at) => (text[at] ?? ' ') < ' ',
        'A line break, or another control character, is written \\n (or \\u\u2026) inside quotes; toJSON() does that',
    ],
];





function checkJson(text, subject, otherwise) {
    if (text.startsWith(bom))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}begins with a byte order mark (line 1, column 1)`, {
            hint: 'Save it as UTF-8 without one',
        });
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text) !== undefined)
        return;
    const at = faultIndex(text);
    const known = hints.find(([fits]) => fits(text, at));
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is not JSON at ${placeOf(text, at)}`, {
        hint: known?.[1] ?? otherwise,
    });
}

function faultIndex(text) {
    const place = placeIn(text);
    if (place !== undefined)
        return place;
    let [sound, broken] = boundsOf(text);
    while (broken - sound > 1) {
        const middle = Math.floor((sound + broken) / 2);
        if (placeIn(text.slice(0, middle)) === undefined)
            broken = middle;
        else
            sound = middle;
    }
    return placeIn(text.slice(0, sound)) ?? sound;
}

const shown = /, (?:\.{3})?"(.+)"(?:\.{3})? is not valid JSON$/su;

function boundsOf(text) {
    try {
        JSON.parse(text);
    }
    catch (error) {
        const [, snippet] = shown.exec(error.message) ?? [];
        if (snippet !== undefined && text.includes(snippet))
            return [text.indexOf(snippet), text.lastIndexOf(snippet) + snippet.length];
    }
    return [0, text.length];
}

const told = /^(?:(Bad escaped|Bad Unicode|No number|Exponent|Unterminated frac)?.*) at position (\d+) \(line \d+ column \d+\)$/su;
const begun = /(?:\\(?:u[\da-f]{0,3})?|-|\.|e[+-]?)$/iu;




function placeIn(text) {
    try {
        JSON.parse(text);
        return text.length;
    }
    catch (error) {
        const { message } = error;
        if (message === 'Unexpected end of JSON input')
            return text.length - (text.endsWith('\\') ? 1 : 0);
        const [, inside, place] = told.exec(message) ?? [];
        if (place === undefined)
            return undefined;
        return inside === undefined ? Number(place) : text.slice(0, Number(place)).search(begun);
    }
}

async function checkJsonFile(file) {
    if (file.size > maxCheckedBytes)
        return;
    const subject = `${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(file.written)} `;
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file.path).catch((error) => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}cannot be read: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .causeOf */ .rl)(error)}`, { cause: error });
    });

    const wide = bytes.subarray(0, 4);
    if (wide.includes(0) || ['fffe', 'feff'].includes(wide.toString('hex', 0, 2)))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is in UTF-16 (line 1, column 1)`, {
            hint: 'Save it as UTF-8 (in PowerShell with -Encoding utf8NoBOM)',
        });
    const text = bytes.toString('utf8');
    const at = foreignIndex(bytes, text);
    if (at !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is not UTF-8 at ${placeOf(text, at)}`, {
            hint: 'Save it as UTF-8',
        });
    checkJson(text, subject, 'Correct it there, or set another Content-Type in `headers` if it is not meant to be JSON');
}

function foreignIndex(bytes, text) {
    const replacement = Buffer.from('\ufffd');
    let byte = 0;
    let from = 0;
    for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', from)) {
        byte += Buffer.byteLength(text.slice(from, at));
        if (!bytes.subarray(byte, byte + replacement.length).equals(replacement))
            return at;
        byte += replacement.length;
        from = at + 1;
    }
    return undefined;
}

function placeOf(text, at) {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/u);
    return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}`;
}


/***/ })

};
;
//# sourceMappingURL=750.index.js.map