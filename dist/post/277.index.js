"use strict";
exports.id = 277;
exports.ids = [277];
exports.modules = {

/***/ 3277:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   damageOf: () => (/* binding */ damageOf),
/* harmony export */   damages: () => (/* binding */ damages)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);



const damages = {
    JSON: 'is a JSON object: store only the secret itself, which is the text of one of its fields',
    quotes: 'has quotes around it: store it without them',
    unseen: 'contains an invisible character: copy it again, directly from Qlik',
    'white space': 'contains white space, as no secret from Qlik does: copy it again, in one piece',
};
const inQuotes = /^["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a].+["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a]$/su;

function damageOf(secret) {
    if (secret.startsWith('{') && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(secret)?.value))
        return 'JSON';
    if (inQuotes.test(secret))
        return 'quotes';
    if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsUnseen */ .fB)(secret))
        return 'unseen';
    return /\s/u.test(secret) ? 'white space' : undefined;
}


/***/ })

};
;
//# sourceMappingURL=277.index.js.map