"use strict";
exports.id = 466;
exports.ids = [466];
exports.modules = {

/***/ 7466:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   noticeOf: () => (/* binding */ noticeOf)
/* harmony export */ });
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9576);



const linkOf = /<(https:\/\/[^<>]*)>[^,<]*;\s*rel="?(?:deprecation|sunset|successor-version)\b/iu;

const maxHeader = 4096;

const maxLink = 200;





function noticeOf({ deprecation, sunset, link = '' }, clean) {
    const since = deprecation === undefined ? undefined : dayOf(deprecation);
    const until = sunset === undefined ? undefined : dayOf(sunset);
    const said = [
        isYes(deprecation) ? `is deprecated${since === undefined ? '' : ` (${since})`}` : '',
        sunset === undefined ? '' : `goes away${until === undefined ? '' : ` on ${until}`}`,
    ].filter((part) => part !== '');
    if (said.length === 0)
        return undefined;
    const url = URL.parse(linkOf.exec(link.slice(0, maxHeader))?.[1] ?? '');

    const page = url === null ? '' : `: see ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .inBrief */ .aV)(url.origin + url.pathname, maxLink, clean)}`;
    return `${said.join(', and ')}, as its answer says${page}`;
}

function isYes(deprecation) {
    return deprecation !== undefined && !/^(?:\?0|false|)$/iu.test(deprecation);
}

function dayOf(value) {
    const seconds = /^@(\d{1,11})$/u.exec(value)?.[1];
    const ms = seconds === undefined ? (0,_policy_js__WEBPACK_IMPORTED_MODULE_0__/* .parseHttpDate */ .m6)(value) : Number(seconds) * 1000;
    return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);
}


/***/ })

};
;
//# sourceMappingURL=466.index.js.map