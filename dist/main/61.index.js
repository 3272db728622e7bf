"use strict";
exports.id = 61;
exports.ids = [61,532];
exports.modules = {

/***/ 2061:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readBody: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_payload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2246);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8301);
/* harmony import */ var _parsers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5165);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5820);
/* harmony import */ var _workspace_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4532);






const json = 'application/json';
const bodiless = new Set(['GET', 'HEAD']);
/**
 * Reads what the step sends: text, a file, or a form; one of them at most.
 * @param headers the step's own, names in lower case; undefined when they are bad
 * @param workspace where relative paths start
 * @returns undefined when it sends nothing, or an input is bad; the reader knows which
 */
async function readBody(reader, method, headers, workspace) {
    const given = _table_js__WEBPACK_IMPORTED_MODULE_3__/* .bodyInputs */ .q.filter((name) => reader.text(name) !== '');
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
        return readForm(reader, headers ?? {}, workspace);
    // With bad headers nobody knows what the body is meant to be.
    if (headers === undefined)
        return undefined;
    const contentType = headers['content-type'];
    return first === 'body'
        ? readText(reader, contentType)
        : readFile(reader, contentType, workspace);
}
function readText(reader, contentType = json) {
    const text = reader.value('body') ?? '';
    const isJson = contentType.split(';')[0]?.trim().toLowerCase() === json;
    return reader.check('body', () => {
        if (isJson && (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .qF)(text) === undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('is not JSON; quote free text with toJSON(), or set another Content-Type in `headers`');
        return { payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .textPayload */ .U9)(text), contentType };
    });
}
function readFile(reader, contentType, workspace) {
    return reader.check('body-file', () => {
        const file = (0,_workspace_js__WEBPACK_IMPORTED_MODULE_4__/* .fileToSend */ .O)(workspace, reader.text('body-file'));
        const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
        return { payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .filePayload */ .Fh)(file), contentType: contentType ?? byName };
    });
}
async function readForm(reader, headers, workspace) {
    if (headers['content-type'] !== undefined)
        reader.refuse('headers', 'sets Content-Type, which a form sets itself');
    const texts = (reader.value('form') ?? []).map(([name, text]) => ({ name, text }));
    const files = reader.check('form-files', () => (reader.value('form-files') ?? []).map(([name, path]) => ({
        name,
        file: (0,_workspace_js__WEBPACK_IMPORTED_MODULE_4__/* .fileToSend */ .O)(workspace, path),
    })));
    if (files === undefined)
        return undefined;
    const parts = [...texts, ...files];
    reader.check('form', () => {
        (0,_parsers_js__WEBPACK_IMPORTED_MODULE_2__/* .once */ .Oo)(parts.map(({ name }) => name));
    });
    const { encodeForm } = await __webpack_require__.e(/* import() */ 748).then(__webpack_require__.bind(__webpack_require__, 2748));
    return encodeForm(parts);
}


/***/ }),

/***/ 4532:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ fileToSend),
/* harmony export */   fileToWrite: () => (/* binding */ fileToWrite)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1633);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9541);
/* harmony import */ var _response_staged_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7052);





/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted; an absolute one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
function fileToWrite(workspace, written) {
    const shown = (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    if (/[/\\]$/u.test(written))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} names a folder; it takes a file`);
    return explained(`${shown} cannot be written`, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);
        // The last name is not followed: a link there is replaced.
        if (!node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
            stayInside(workspace, target, node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target), shown);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false })?.isDirectory() === true)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a folder; it takes a file`);
        const there = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(target, { throwIfNoEntry: false });
        if (there !== undefined && !there.isFile() && !there.isSymbolicLink())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a device or a pipe; it takes a file`);
        const folder = existing(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target));
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown}: ${folder} is not a folder`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK);
        return target;
    });
}
/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
function fileToSend(workspace, written) {
    const shown = (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    return explained(`${shown} cannot be read`, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);
        const relative = !node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written);
        if (relative)
            stayInside(workspace, target, target, shown);
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false });
        if (found === undefined) {
            const hint = 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
            const missing = `${shown} does not exist${relative ? ' in the workspace' : ''}`;
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(missing, relative ? { hint, topic: 'file-not-found' } : {});
        }
        if (!found.isFile())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is not a file`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(target, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK);
        return { path: target, written, size: found.size };
    });
}
/** What the system says of a file, in words: a planted loop of links, say, or a name that is too long. */
function explained(what, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}: ${(0,_response_staged_file_js__WEBPACK_IMPORTED_MODULE_3__/* .causeOf */ .rl)(error)}`, { cause: error });
    }
}
/** @param reached what is followed on the way, links and all */
function stayInside(workspace, target, reached, shown) {
    const leaves = (from, to) => {
        const way = node_path__WEBPACK_IMPORTED_MODULE_1__.relative(from, to);
        return way === '' || way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(way);
    };
    const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
    const inside = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(existing(reached));
    if (leaves(workspace, target) || (inside !== root && leaves(root, inside)))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} leaves the workspace; write an absolute path if that is meant`);
}
/** The nearest folder above that exists. @throws Failure for a link that leads nowhere */
function existing(folder) {
    let current = folder;
    while ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(current, { throwIfNoEntry: false }) === undefined) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(current, { throwIfNoEntry: false }) !== undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(current)} is a link that leads nowhere`);
        const parent = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(current);
        if (parent === current)
            break;
        current = parent;
    }
    return current;
}


/***/ })

};
;
//# sourceMappingURL=61.index.js.map