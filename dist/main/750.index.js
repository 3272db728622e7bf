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
        'Inside quotes, write a line break as \\n, and any other control character as \\u\u2026; toJSON() does that',
    ],
];





function checkJson(text, subject, fallbackHint) {
    if (text.startsWith(bom))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}begins with a byte order mark (line 1, column 1)`, {
            hint: 'Save it as UTF-8 without one',
        });
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text) !== undefined)
        return;
    const at = faultIndex(text);
    const known = hints.find(([fits]) => fits(text, at));
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is not valid JSON at ${lineAndColumn(text, at)}`, {
        hint: known?.[1] ?? fallbackHint,
    });
}




function faultIndex(text) {
    const reported = reportedIndex(text);
    if (reported !== undefined)
        return reported;

    let [low, high] = boundsOfFault(text);
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (reportedIndex(text.slice(0, middle)) === undefined)
            high = middle;
        else
            low = middle;
    }
    return reportedIndex(text.slice(0, low)) ?? low;
}

const quotedSnippet = /, (?:\.{3})?"(.+)"(?:\.{3})? is not valid JSON$/su;

function boundsOfFault(text) {
    try {
        JSON.parse(text);
    }
    catch (error) {
        const [, snippet] = quotedSnippet.exec(error.message) ?? [];
        if (snippet !== undefined && text.includes(snippet))
            return [text.indexOf(snippet), text.lastIndexOf(snippet) + snippet.length];
    }
    return [0, text.length];
}

const reportedFault = /^(?:(Bad escaped|Bad Unicode|No number|Exponent|Unterminated frac)?.*) at position (\d+) \(line \d+ column \d+\)$/su;

const unfinishedToken = /(?:\\(?:u[\da-f]{0,3})?|-|\.|e[+-]?)$/iu;




function reportedIndex(text) {
    try {
        JSON.parse(text);
        return text.length;
    }
    catch (error) {
        const { message } = error;
        if (message === 'Unexpected end of JSON input')
            return text.length - (text.endsWith('\\') ? 1 : 0);
        const [, inside, place] = reportedFault.exec(message) ?? [];
        if (place === undefined)
            return undefined;
        return inside === undefined
            ? Number(place)
            : text.slice(0, Number(place)).search(unfinishedToken);
    }
}

async function checkJsonFile(file) {
    if (file.size > maxCheckedBytes)
        return;
    const subject = `${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(file.written)} `;
    const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file.path).catch((error) => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}cannot be read: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .causeOf */ .rl)(error)}`, { cause: error });
    });

    const start = bytes.subarray(0, 4);
    if (start.includes(0) || ['fffe', 'feff'].includes(start.toString('hex', 0, 2)))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is in UTF-16 (line 1, column 1)`, {
            hint: 'Save it as UTF-8 (in PowerShell with -Encoding utf8NoBOM)',
        });
    const text = bytes.toString('utf8');
    const at = invalidUtf8Index(bytes, text);
    if (at !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${subject}is not valid UTF-8 at ${lineAndColumn(text, at)}`, {
            hint: 'Save it as UTF-8',
        });
    checkJson(text, subject, 'Correct it there, or set another Content-Type in `headers` if it is not meant to be JSON');
}

function invalidUtf8Index(bytes, text) {
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

function lineAndColumn(text, at) {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/u);
    return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}`;
}


/***/ })

};
;
//# sourceMappingURL=750.index.js.map