"use strict";
exports.id = 920;
exports.ids = [920];
exports.modules = {

/***/ 8920:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   failureOfPage: () => (/* binding */ failureOfPage),
/* harmony export */   htmlPageIn: () => (/* binding */ htmlPageIn)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1823);



/**
 * An HTML page in place of an answer: a login page, mostly, or what a web server has for a path that
 * is none of the API's. Loaded only for what says that it is HTML.
 */
const types = new Set(['text/html', 'application/xhtml+xml']);
/** Paths of files, which may be of any type. */
const filePath = /\.html?$|\/temp-contents\/[^/]/iu;
/**
 * @param reply one that says that it is HTML
 * @param accept the step's own `Accept`
 * @returns undefined when it is no page, or one that the step asked for
 */
function htmlPageIn(request, reply, accept) {
    const { headers, redirectedTo, body } = reply;
    const asked = asksForHtml(accept) ||
        (redirectedTo === undefined && filePath.test(request.url.pathname)) ||
        /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
    if (asked || !body.beginsWith('<'))
        return undefined;
    const to = redirectedTo === undefined ? '' : redirectedTo.origin + redirectedTo.pathname;
    return {
        what: `the response is an HTML page${to === '' ? '' : `, after a redirect to ${to}`}`,
        hint: "Check `path` (all of Qlik's REST API begins with /api/); or this is the login page of a proxy " +
            'or of Qlik. If you want HTML, set `Accept: text/html` in `headers`',
        topic: 'html-page',
    };
}
/** @returns what a step fails with whose answer is an HTML page */
function failureOfPage(request, { status }, { what, hint, topic }) {
    const said = `${String(status)} ${node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[status] ?? ''}`.trim();
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(request)}: ${said}, but ${what}`, { hint, topic });
}
/** RFC 9110 section 12.5.1: a weight of 0 is a refusal. */
function asksForHtml(accept) {
    return accept.split(',').some((range) => {
        const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
        return types.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
    });
}


/***/ })

};
;
//# sourceMappingURL=920.index.js.map