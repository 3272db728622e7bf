"use strict";
exports.id = 865;
exports.ids = [865];
exports.modules = {

/***/ 5865:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   revokeToken: () => (/* binding */ revokeToken)
/* harmony export */ });
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7763);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2462);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2208);








const refusals = new Set([400, 401]);

async function revokeToken(client, token, { signal, without }) {
    const { runner } = client;
    const why = await requestRevocation(client, token, signal).catch(_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsFor */ .tu);
    const { expiresAt } = token;
    if (why === undefined)
        runner.info('Revoked the access token');
    else if ((0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .seemsExpired */ .lY)(token, runner.clock.now()))
        runner.info(`The access token has expired by now; it could not be revoked before that (${why})`);
    else {
        const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
        const note = without === undefined ? '' : `. The request had no client credentials, since ${without}`;
        runner.warning(`The access token was not revoked: ${why}. It expires by itself${until}${note}`, 'token not revoked');
    }
}





async function requestRevocation(client, token, signal) {
    const { runner, send, grant } = client;
    const requestAs = (sender) => ({
        ...(0,_client_js__WEBPACK_IMPORTED_MODULE_2__/* .oauthRequest */ .H)(sender, 'revoke', { token: token.value, token_type_hint: 'access_token' }),
        signal,
    });
    let request = requestAs(client);
    let reply = await send(request);
    if (grant !== undefined && refusals.has(reply.status)) {
        request = requestAs({ ...client, grant: undefined });
        reply = await send(request);
    }
    if ((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .isDone */ .$L)(reply))
        return undefined;
    const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
    return explain(request, (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .asError */ .zR)(reply), runner.clean);
}


/***/ })

};
;
//# sourceMappingURL=865.index.js.map