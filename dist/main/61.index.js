"use strict";
exports.id = 61;
exports.ids = [61];
exports.modules = {

/***/ 2061:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isJsonType: () => (/* binding */ isJsonType),
/* harmony export */   readBody: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_payload_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2246);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4099);
/* harmony import */ var _parsers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5165);





const json = 'application/json';




async function readBody(inputs) {
    const method = inputs.value('method');
    const given = inputs.given('body');
    const [first] = given;
    if (first === undefined)
        return undefined;
    if (method === 'GET' || method === 'HEAD')
        inputs.refuse(first, `cannot be used with ${method}; set \`method\` to POST, PUT, PATCH or DELETE`);
    const isForm = (name) => name === 'form' || name === 'form-files';
    const other = given.find((name) => name !== first && !(isForm(first) && isForm(name)));
    if (other !== undefined)
        inputs.refuseAllButFirst([first, other]);
    if (isForm(first))
        return readForm(inputs);
    const read = first === 'body' ? readBodyText(inputs) : readBodyFile(inputs);
    return inputs.checkAsync(first, read);
}

async function readBodyText(inputs) {
    const text = inputs.text('body');
    const headers = inputs.value('headers');
    if (headers === undefined)
        return undefined;
    const contentType = headers['content-type'] ?? json;
    if (isJsonType(contentType) && (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text) === undefined) {
        const { checkJson } = await __webpack_require__.e(/* import() */ 750).then(__webpack_require__.bind(__webpack_require__, 1750));
        const fallbackHint = 'Insert free text with toJSON(), or set another Content-Type in `headers`';
        checkJson(text, '', fallbackHint);
    }
    return { payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .textPayload */ .U9)(text), contentType };
}
async function readBodyFile(inputs) {
    const { fileToSend } = await __webpack_require__.e(/* import() */ 622).then(__webpack_require__.bind(__webpack_require__, 3622));
    const file = fileToSend(inputs.runner, inputs.text('body-file'));
    if (file.size === 0)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(file.written)} is empty`, {
            hint: 'Check the step that creates it. For a call without a body, leave out `body-file`',
        });
    const headers = inputs.value('headers');
    if (headers === undefined)
        return undefined;
    const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
    const contentType = headers['content-type'] ?? byName;
    if (isJsonType(contentType) && !storesFiles(inputs.text('path')))
        await (await __webpack_require__.e(/* import() */ 750).then(__webpack_require__.bind(__webpack_require__, 1750))).checkJsonFile(file);
    return { payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .filePayload */ .Fh)(file), contentType };
}

function isJsonType(contentType) {
    return /^application\/(?:[^;]+\+)?json$/iu.test(contentType.split(';')[0]?.trim() ?? '');
}

function storesFiles(path) {
    return path
        .replace(/[?#].*$/su, '')
        .split('/')
        .includes('temp-contents');
}
async function readForm(inputs) {
    const contentType = inputs.value('headers')?.['content-type'];
    if (contentType !== undefined && isUrlencoded(contentType))
        return readUrlencodedForm(inputs, contentType);
    if (contentType !== undefined)
        inputs.refuse('headers', `sets Content-Type, which the action sets itself for a form, unless it is ${urlencodedType}`);
    const texts = (inputs.value('form') ?? []).map(([name, text]) => ({ name, text }));
    const written = inputs.value('form-files') ?? [];
    const files = written.length === 0 ? [] : await readFormFiles(inputs, written);
    const names = texts.map(({ name }) => name);
    inputs.check('form', () => {
        (0,_parsers_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDuplicates */ .B7)(names);
    });
    inputs.check('form-files', () => {
        (0,_parsers_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDuplicates */ .B7)([...new Set(names), ...written.map(([name]) => name)]);
    });
    const { encodeForm } = await __webpack_require__.e(/* import() */ 748).then(__webpack_require__.bind(__webpack_require__, 2748));
    return encodeForm([...texts, ...files]);
}
const urlencodedType = 'application/x-www-form-urlencoded';
function isUrlencoded(contentType) {
    return contentType.split(';')[0]?.trim().toLowerCase() === urlencodedType;
}

function readUrlencodedForm(inputs, contentType) {
    const fields = inputs.value('form') ?? [];
    inputs.check('form', () => {
        (0,_parsers_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDuplicates */ .B7)(fields.map(([name]) => name));
    });
    if (inputs.isSet('form-files'))
        inputs.refuse('form-files', `cannot be sent as ${urlencodedType}, which has no files`);
    return { payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_1__/* .textPayload */ .U9)(new URLSearchParams([...fields]).toString()), contentType };
}
async function readFormFiles(inputs, written) {
    const { fileToSend } = await __webpack_require__.e(/* import() */ 622).then(__webpack_require__.bind(__webpack_require__, 3622));
    return written.flatMap(([name, path]) => {
        const file = inputs.check('form-files', () => fileToSend(inputs.runner, path));
        if (file?.size === 0)
            inputs.runner.warning(`\`form-files\`: ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(path)} is empty, and is sent that way. If it should have content, check the step that creates it`);
        return file === undefined ? [] : [{ name, file }];
    });
}


/***/ })

};
;
//# sourceMappingURL=61.index.js.map