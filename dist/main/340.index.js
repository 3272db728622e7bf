"use strict";
exports.id = 340;
exports.ids = [340];
exports.modules = {

/***/ 9340:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hiddenFailure: () => (/* binding */ hiddenFailure)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1823);
/* harmony import */ var _http_html_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5803);
/* harmony import */ var _masking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1307);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4326);





/**
 * Looks at an answer in whose place another will come, so that what it says of a failure is not lost.
 * Of that, and of an error, what is to be masked is masked.
 * @returns what the step fails with; undefined when the answer is the success that it says, or an error
 */
async function hiddenFailure(runner, request, reply, expected) {
    if ((0,_http_html_js__WEBPACK_IMPORTED_MODULE_3__/* .saysHtml */ .KG)(reply)) {
        const { failureOfPage, htmlPageIn } = await __webpack_require__.e(/* import() */ 920).then(__webpack_require__.bind(__webpack_require__, 8920));
        const page = htmlPageIn(request, reply, expected.headers.accept);
        if (page !== undefined)
            return failureOfPage(request, reply, page);
    }
    if ((0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .isSuccess */ .oJ)(reply.status) && reply.status !== 207)
        return undefined;
    const json = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .readJson */ .Vh)(reply.body);
    try {
        if (json.kind === 'json')
            (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__/* .maskIn */ .Y)(runner, expected.masks, json.value);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(request)}: ${String(reply.status)}: ${error.message}`);
    }
    if (reply.status !== 207)
        return undefined;
    const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
    return failureOfParts(request, reply, json, expected, runner.clean);
}


/***/ })

};
;
//# sourceMappingURL=340.index.js.map