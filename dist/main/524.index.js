"use strict";
exports.id = 524;
exports.ids = [524];
exports.modules = {

/***/ 5524:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkJson: () => (/* binding */ checkJson),
  checkJsonFile: () => (/* binding */ checkJsonFile)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/inputs/json-fault.ts
/**
 * Finds where a text stops being JSON (RFC 8259). V8's own message gives the place in some cases and
 * a snippet of the text in others, and a snippet may not be shown.
 */
const space = /[ \t\n\r]*/uy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const json_fault_escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;
const words = { t: 'true', f: 'false', n: 'null' };
/** @returns the index of the first character that no JSON has there; undefined when all is well */
function faultIndex(text) {
    /** The brackets that are to come, the next one last. */
    const closing = [];
    let next = 'value';
    let at = 0;
    for (;;) {
        at = ends(space, text, at) ?? at;
        const char = text[at];
        if (next === 'after a value' && closing.length === 0)
            return char === undefined ? undefined : at;
        if (char === undefined)
            return at;
        if (char === closing.at(-1) && (next === 'after a value' || next.endsWith(char))) {
            closing.pop();
            next = 'after a value';
            at += 1;
        }
        else if (next === 'after a value') {
            if (char !== ',')
                return at;
            next = closing.at(-1) === '}' ? 'name' : 'value';
            at += 1;
        }
        else if (next === ':') {
            if (char !== ':')
                return at;
            next = 'value';
            at += 1;
        }
        else if (next === 'name' || next === 'name or }') {
            if (char !== '"')
                return at;
            const end = endOfString(text, at);
            if (end.fault)
                return end.at;
            at = end.at;
            next = ':';
        }
        else if (char === '{' || char === '[') {
            closing.push(char === '{' ? '}' : ']');
            next = char === '{' ? 'name or }' : 'value or ]';
            at += 1;
        }
        else {
            const end = endOfScalar(text, at, char);
            if (end.fault)
                return end.at;
            at = end.at;
            next = 'after a value';
        }
    }
}
function endOfScalar(text, start, char) {
    if (char === '"')
        return endOfString(text, start);
    const word = words[char];
    if (word === undefined) {
        const end = ends(number, text, start);
        return { at: end ?? start, fault: end === undefined };
    }
    let length = 0;
    while (length < word.length && text[start + length] === word[length])
        length += 1;
    return { at: start + length, fault: length < word.length };
}
/** Without one expression for all of it: that would need a stack as deep as the string is long. */
function endOfString(text, start) {
    let at = start + 1;
    for (;;) {
        const char = text[at];
        if (char === undefined || char < ' ')
            return { at, fault: true };
        if (char === '"')
            return { at: at + 1, fault: false };
        const end = char === '\\' ? ends(json_fault_escape, text, at) : at + 1;
        if (end === undefined)
            return { at, fault: true };
        at = end;
    }
}
/** @returns where a match that begins at an index ends; undefined when there is none */
function ends(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
}

;// CONCATENATED MODULE: ./src/inputs/json-text.ts





/**
 * Whether what is sent as JSON is JSON. What is wrong is told by its place alone: nothing of a body
 * goes to the log. Loaded only for a file of JSON, and for a text that is none.
 */
/** A larger file is not read twice, in bytes. */
const maxCheckedBytes = 16 * 1024 * 1024;
const bom = '\ufeff';
/** What helps with a fault, by the text and the place of it: the first that fits counts. */
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
/**
 * @param subject what the text is, with a space after it; empty where its input's name says it
 * @param otherwise what helps where no cause is known
 * @throws Failure with line and column when the text is not JSON
 */
function checkJson(text, subject, otherwise) {
    if (text.startsWith(bom))
        throw new failure/* Failure */.HR(`${subject}begins with a byte order mark (line 1, column 1)`, {
            hint: 'Save it as UTF-8 without one',
        });
    if ((0,json/* parseJson */.qF)(text) !== undefined)
        return;
    const at = faultIndex(text) ?? 0;
    const known = hints.find(([fits]) => fits(text, at));
    throw new failure/* Failure */.HR(`${subject}is not JSON at ${placeOf(text, at)}`, {
        hint: known?.[1] ?? otherwise,
    });
}
/** The same for a file, of which the bytes count. @throws Failure as checkJson does */
async function checkJsonFile(file) {
    if (file.size > maxCheckedBytes)
        return;
    const subject = `${(0,safe_text/* quoted */.TL)(file.written)} `;
    const bytes = await (0,promises_.readFile)(file.path).catch((error) => {
        throw new failure/* Failure */.HR(`${subject}cannot be read: ${(0,failure/* causeOf */.rl)(error)}`, { cause: error });
    });
    // NUL is in no JSON, and in UTF-16 and UTF-32 beside each bracket.
    const wide = bytes.subarray(0, 4);
    if (wide.includes(0) || ['fffe', 'feff'].includes(wide.toString('hex', 0, 2)))
        throw new failure/* Failure */.HR(`${subject}is in UTF-16 (line 1, column 1)`, {
            hint: 'Save it as UTF-8 (in PowerShell with -Encoding utf8NoBOM)',
        });
    const text = bytes.toString('utf8');
    const at = foreignIndex(bytes, text);
    if (at !== undefined)
        throw new failure/* Failure */.HR(`${subject}is not UTF-8 at ${placeOf(text, at)}`, {
            hint: 'Save it as UTF-8',
        });
    checkJson(text, subject, 'Correct it there, or set another Content-Type in `headers` if it is not meant to be JSON');
}
/** @returns where the bytes are no UTF-8: the first sign in `text` that stands for none of theirs */
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
/** Line and column as editors count them, from 1. */
function placeOf(text, at) {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/u);
    return `line ${String(lines.length)}, column ${String((lines.at(-1) ?? '').length + 1)}`;
}


/***/ })

};
;
//# sourceMappingURL=524.index.js.map