"use strict";
exports.id = 509;
exports.ids = [509,909];
exports.modules = {

/***/ 8509:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readBody: () => (/* binding */ readBody)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/http/payload.ts
var payload = __webpack_require__(2246);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
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
 * goes to the log. Loaded only where something is sent.
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
    [(text, at) => text[at] === "'", 'JSON takes double quotes where single ones stand'],
    [
        (text, at) => /[\u2018-\u201f\u00ab\u00bb]/u.test(text[at] ?? ''),
        'JSON takes plain double quotes, no typographic ones',
    ],
    [
        (text, at) => text.trim() !== '' && at >= text.trimEnd().length,
        'It ends there, and something is still open',
    ],
    [
        (text, at) => /[\]}]/u.test(text[at] ?? '') && /,\s*$/u.test(text.slice(0, at).slice(-200)),
        'There is a comma before this bracket that is too many',
    ],
    [
        (text, at) => (text[at] ?? ' ') < ' ',
        'A line break, or another control character, is written \\n (or \\u\u2026) inside quotes; toJSON() does that',
    ],
];
/** Whether a Content-Type is JSON's (RFC 6839 section 3.1 for the longer ones). */
function isJsonType(contentType) {
    return /^application\/(?:[^;]+\+)?json$/iu.test(contentType.split(';')[0]?.trim() ?? '');
}
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

// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
// EXTERNAL MODULE: ./src/inputs/table.ts + 1 modules
var table = __webpack_require__(2001);
// EXTERNAL MODULE: ./src/inputs/workspace.ts + 1 modules
var inputs_workspace = __webpack_require__(8909);
;// CONCATENATED MODULE: ./src/inputs/body.ts







const body_json = 'application/json';
const bodiless = new Set(['GET', 'HEAD']);
/**
 * Reads what the step sends: text, a file, or a form; one of them at most.
 * @returns undefined when it sends nothing, or an input is bad; the reader knows which
 */
async function readBody(reader, context) {
    const { method } = context;
    const given = table/* bodyInputs */.q.filter((name) => reader.text(name) !== '');
    const [first] = given;
    if (first === undefined)
        return undefined;
    if (method !== undefined && bodiless.has(method))
        reader.refuse(first, `cannot be used with ${method}; set \`method\` to POST, PUT, PATCH or DELETE`);
    const isForm = (name) => name === 'form' || name === 'form-files';
    const other = given.find((name) => name !== first && !(isForm(first) && isForm(name)));
    if (other !== undefined)
        reader.refuse(other, `cannot be used together with \`${first}\`: give one of them`);
    if (isForm(first))
        return readForm(reader, context);
    return first === 'body' ? readText(reader, context) : readFile(reader, context);
}
function readText(reader, { headers }) {
    const text = reader.value('body') ?? '';
    // With bad headers nobody knows what the body is meant to be.
    if (headers === undefined)
        return undefined;
    const contentType = headers['content-type'] ?? body_json;
    return reader.check('body', () => {
        if (isJsonType(contentType))
            checkJson(text, '', 'Quote free text with toJSON(), or set another Content-Type in `headers`');
        return { payload: (0,payload/* textPayload */.U9)(text), contentType };
    });
}
async function readFile(reader, { headers, path, workspace }) {
    return reader.checkLater('body-file', async () => {
        const file = (0,inputs_workspace/* fileToSend */.O)(workspace, reader.text('body-file'));
        if (file.size === 0)
            throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(file.written)} is empty`, {
                hint: 'Look at the step that made it; a call without a body needs no `body-file`',
            });
        if (headers === undefined)
            return undefined;
        const byName = /\.json$/iu.test(file.path) ? body_json : 'application/octet-stream';
        const contentType = headers['content-type'] ?? byName;
        if (isJsonType(contentType) && !keepsFiles(path))
            await checkJsonFile(file);
        return { payload: (0,payload/* filePayload */.Fh)(file), contentType };
    });
}
/** Whether what is sent to a path is data that Qlik keeps as it is, whatever it is called. */
function keepsFiles(path) {
    return path
        .replace(/[?#].*$/su, '')
        .split('/')
        .includes('temp-contents');
}
async function readForm(reader, { headers = {}, workspace }) {
    if (headers['content-type'] !== undefined)
        reader.refuse('headers', 'sets Content-Type, which a form sets itself');
    const texts = (reader.value('form') ?? []).map(([name, text]) => ({ name, text }));
    const written = reader.value('form-files') ?? [];
    const files = written.map(([name, path]) => {
        const file = reader.check('form-files', () => (0,inputs_workspace/* fileToSend */.O)(workspace, path));
        if (file?.size === 0)
            reader.warn('form-files', `${(0,safe_text/* quoted */.TL)(path)} is empty and is sent so; was it to have something?`);
        return file && { name, file };
    });
    const names = texts.map(({ name }) => name);
    reader.check('form', () => {
        (0,parsers/* once */.Oo)(names);
    });
    reader.check('form-files', () => {
        (0,parsers/* once */.Oo)([...new Set(names), ...written.map(([name]) => name)]);
    });
    const parts = [...texts, ...files.filter((part) => part !== undefined)];
    const { encodeForm } = await __webpack_require__.e(/* import() */ 748).then(__webpack_require__.bind(__webpack_require__, 2748));
    return encodeForm(parts);
}


/***/ }),

/***/ 8909:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ fileToSend),
  fileToWrite: () => (/* binding */ fileToWrite)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/folders.ts
var folders = __webpack_require__(8146);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/inputs/windows-names.ts
/**
 * Names that Windows takes for something else than a file of that name: a device, a stream beside a
 * file, the same name without its end, a share of another machine. A call would be made, and its
 * answer be nowhere.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
/** Whatever stands after the first dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])\s*(?:\.|$)/iu;
/** @returns why a path is none on Windows; undefined when it is one */
function faultOnWindows(written) {
    // UNC and the device namespace, in either kind of slash.
    if (/^[/\\]{2}/u.test(written))
        return 'it names another machine or a device';
    const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
    for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
        const shown = JSON.stringify(name);
        if (name.includes(':'))
            return `${shown} has a colon, which names a stream or a drive`;
        if (device.test(name))
            return `${shown} is a device`;
        if (/[. ]$/u.test(name))
            return `${shown} ends with a dot or a space, which Windows drops`;
        if (/[<>"|?*]/u.test(name))
            return `${shown} holds one of < > " | ? *`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/inputs/workspace.ts






/** What begins like this is no file, but tells Git LFS where to find one. */
const lfsPointer = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//u;
/** A pointer is shorter than this, in bytes. */
const maxPointerBytes = 1024;
/** Signs that a shell, but nobody here, would put something else for. */
const expandable = /^~|[*?$%]/u;
/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted, nor lead into a `.git` folder; an absolute
 * one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
function fileToWrite(workspace, written) {
    const shown = (0,safe_text/* quoted */.TL)(written);
    if (/[/\\]$/u.test(written))
        throw new failure/* Failure */.HR(`${shown} names a folder; it takes a file`);
    refuseOnWindows(workspace, written, shown);
    const what = `${shown} cannot be written`;
    return explained(what, () => {
        const target = external_node_path_.resolve(workspace.folder, written);
        // The last name is not followed: a link there is replaced.
        if (!external_node_path_.isAbsolute(written))
            stayInside(workspace.folder, target, external_node_path_.dirname(target), shown);
        if ((0,external_node_fs_.statSync)(target, { throwIfNoEntry: false })?.isDirectory() === true)
            throw new failure/* Failure */.HR(`${shown} is a folder; it takes a file`);
        const there = (0,external_node_fs_.lstatSync)(target, { throwIfNoEntry: false });
        if (there !== undefined && !there.isFile() && !there.isSymbolicLink())
            throw new failure/* Failure */.HR(`${shown} is a device or a pipe; it takes a file`);
        const folder = existing(external_node_path_.dirname(target));
        if (!(0,external_node_fs_.statSync)(folder).isDirectory())
            throw new failure/* Failure */.HR(`${shown}: ${folder} is not a folder`);
        (0,external_node_fs_.accessSync)(folder, external_node_fs_.constants.W_OK);
        if (folder !== external_node_path_.dirname(target))
            (0,folders/* tryFolderIn */.hA)(folder, `${what}: `);
        return target;
    });
}
/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
function fileToSend(workspace, written) {
    const shown = (0,safe_text/* quoted */.TL)(written);
    refuseOnWindows(workspace, written, shown);
    return explained(`${shown} cannot be read`, () => {
        const target = external_node_path_.resolve(workspace.folder, written);
        if (!external_node_path_.isAbsolute(written))
            stayInside(workspace.folder, target, target, shown);
        const found = (0,external_node_fs_.statSync)(target, { throwIfNoEntry: false });
        if (found === undefined)
            throw missing(workspace, written, shown);
        if (!found.isFile())
            throw new failure/* Failure */.HR(`${shown} is not a file`);
        (0,external_node_fs_.accessSync)(target, external_node_fs_.constants.R_OK);
        if (found.size < maxPointerBytes && lfsPointer.test((0,external_node_fs_.readFileSync)(target, 'utf8')))
            throw new failure/* Failure */.HR(`${shown} is only a pointer of Git LFS, not the file`, {
                hint: 'Set `lfs: true` on the actions/checkout step',
                topic: 'git-lfs-pointer',
            });
        return { path: target, written, size: found.size };
    });
}
function missing(workspace, written, shown) {
    if (external_node_path_.isAbsolute(written))
        return new failure/* Failure */.HR(`${shown} does not exist`, {
            hint: `Write a path relative to the workspace, which is ${workspace.folder}: in a \`container:\` ` +
                'job folders of the machine have other names, or are not there',
            topic: 'file-not-found',
        });
    const hint = expandable.test(written)
        ? 'Paths start at the workspace and are taken as they are: ~, *, $ and % stand for nothing else'
        : 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
    return new failure/* Failure */.HR(`${shown} does not exist in the workspace`, { hint, topic: 'file-not-found' });
}
function refuseOnWindows({ platform }, written, shown) {
    const fault = platform === 'win32' ? faultOnWindows(written) : undefined;
    if (fault !== undefined)
        throw new failure/* Failure */.HR(`${shown} cannot be a file on Windows: ${fault}`);
}
/** What the system says of a file, in words: a planted loop of links, say, or a name that is too long. */
function explained(what, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            throw error;
        throw new failure/* Failure */.HR(`${what}: ${(0,failure/* causeOf */.rl)(error)}`, { cause: error });
    }
}
/**
 * @param folder the workspace
 * @param reached what is followed on the way, links and all
 */
function stayInside(folder, target, reached, shown) {
    const leaves = (from, to) => {
        const way = external_node_path_.relative(from, to);
        return way === '' || way === '..' || way.startsWith(`..${external_node_path_.sep}`) || external_node_path_.isAbsolute(way);
    };
    const root = (0,external_node_fs_.realpathSync)(folder);
    const there = existing(reached);
    const inside = (0,external_node_fs_.realpathSync)(there);
    if (leaves(folder, target) || (inside !== root && leaves(root, inside)))
        throw new failure/* Failure */.HR(`${shown} leaves the workspace; write an absolute path if that is meant`);
    const way = external_node_path_.join(external_node_path_.relative(root, inside), external_node_path_.relative(there, target));
    if (way.split(external_node_path_.sep).some(isGit))
        throw new failure/* Failure */.HR(`${shown} leads into a .git folder, where checkout keeps its token and git its hooks; ` +
            'write an absolute path if that is meant');
}
/** As git itself looks for its own name: in any case, as Windows shortens it, as HFS+ skips signs. */
function isGit(name) {
    const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '').toLowerCase();
    return plain === '.git' || plain === 'git~1';
}
/** The nearest folder above that exists. @throws Failure for a link that leads nowhere */
function existing(folder) {
    let current = folder;
    while ((0,external_node_fs_.statSync)(current, { throwIfNoEntry: false }) === undefined) {
        if ((0,external_node_fs_.lstatSync)(current, { throwIfNoEntry: false }) !== undefined)
            throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(current)} is a link that leads nowhere`);
        const parent = external_node_path_.dirname(current);
        if (parent === current)
            break;
        current = parent;
    }
    return current;
}


/***/ })

};
;
//# sourceMappingURL=509.index.js.map