"use strict";
exports.id = 858;
exports.ids = [858];
exports.modules = {

/***/ 1858:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readFind: () => (/* binding */ readFind)
/* harmony export */ });

const shared = ['accept', 'qlik-api-version'];





async function readFind(inputs, resolve, accept) {
    const path = inputs.value('find');
    const query = inputs.value('find-query');
    const text = inputs.value('find-select');
    const select = text === undefined ? undefined : await readSelect(inputs, text);
    if (path === undefined) {
        for (const name of inputs.given('find'))
            inputs.refuse(name, 'is set without `find`');
        return undefined;
    }
    if (text === undefined)
        inputs.refuse('find-select', 'is required with `find`: a JMESPath expression that is true if the response contains the thing');
    const method = inputs.value('method');
    if (method === 'GET' || method === 'HEAD')
        inputs.refuse('find', `cannot be used with ${method}: it is for calls that create or change something. ` +
            'Set `method` to POST, PUT, PATCH or DELETE');
    if (inputs.value('fetch-result') === true)
        inputs.refuse('find', 'cannot be used with `fetch-result`');
    const url = inputs.check('find', () => resolve(path, query));
    if (url === undefined || select === undefined)
        return undefined;
    const headers = inputs.value('headers') ?? {};
    const own = Object.entries(headers).filter(([name]) => shared.includes(name));
    return { url, select, headers: { accept, ...Object.fromEntries(own) } };
}
async function readSelect(inputs, text) {
    const { parseExpression } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(23)]).then(__webpack_require__.bind(__webpack_require__, 9023));
    return inputs.check('find-select', () => parseExpression(text, inputs.runner, 'find-select'));
}


/***/ })

};
;
//# sourceMappingURL=858.index.js.map