"use strict";
exports.id = 639;
exports.ids = [639];
exports.modules = {

/***/ 6639:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readExecutionToken: () => (/* binding */ readExecutionToken)
/* harmony export */ });
/* harmony import */ var _oauth_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2208);
/* harmony import */ var _access_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3787);



const execution = /^\/api\/(?:v1|workflows)\/automations\/[^/]+\/actions\/execute$/u;

const needToken = ['find', 'fetch-result', 'wait', 'wait-path', 'qlik-cli-context'];






function readExecutionToken(inputs, url) {
    const token = inputs.value('execution-token');
    if (token === undefined)
        return undefined;
    if (!(0,_oauth_client_js__WEBPACK_IMPORTED_MODULE_0__/* .isBearerToken */ .Z)(token))
        inputs.refuse('execution-token', 'contains white space or characters that are not allowed in a header');
    const method = inputs.value('method') ?? 'POST';
    if (method !== 'POST' ||
        !execution.test(url?.pathname ?? '/api/v1/automations/id/actions/execute'))
        inputs.refuse('execution-token', 'can be used only with a POST to /api/v1/automations/{id}/actions/execute or ' +
            '/api/workflows/automations/{id}/actions/execute');
    if (inputs.given('token').length === 0)
        for (const name of needToken.filter((one) => inputs.isSet(one)))
            inputs.refuse(name, 'needs an access token, and `execution-token` only runs the automation: add `client-id` and ' +
                '`client-secret`, or `client-id`, `private-key` and `key-id`, or `access-token`. If they are set from ' +
                `\`secrets.*\`, those are ${_access_js__WEBPACK_IMPORTED_MODULE_1__/* .noSecrets */ .fI}`, 'empty-secret');
    return token;
}


/***/ })

};
;
//# sourceMappingURL=639.index.js.map