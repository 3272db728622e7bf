"use strict";
exports.id = 466;
exports.ids = [466];
exports.modules = {

/***/ 7466:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deprecationNotice: () => (/* binding */ deprecationNotice)
/* harmony export */ });
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9576);



const deprecationLink = /<(https:\/\/[^<>]*)>[^,<]*;\s*rel="?(?:deprecation|sunset|successor-version)\b/iu;

const maxHeaderLength = 4096;

const maxLinkLength = 200;





function deprecationNotice({ deprecation, sunset, link = '' }, clean) {
    const since = deprecation === undefined ? undefined : dayOf(deprecation);
    const until = sunset === undefined ? undefined : dayOf(sunset);
    const parts = [
        isDeprecated(deprecation) ? `is deprecated${since === undefined ? '' : ` (${since})`}` : '',
        sunset === undefined ? '' : `will be removed${until === undefined ? '' : ` on ${until}`}`,
    ].filter((part) => part !== '');
    if (parts.length === 0)
        return undefined;
    const url = URL.parse(deprecationLink.exec(link.slice(0, maxHeaderLength))?.[1] ?? '');

    const page = url === null ? '' : `: see ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .inBrief */ .aV)(url.origin + url.pathname, maxLinkLength, clean)}`;
    return `${parts.join(', and ')}, according to its answer${page}`;
}

function isDeprecated(deprecation) {
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