"use strict";
exports.id = 865;
exports.ids = [865];
exports.modules = {

/***/ 5865:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   giveBack: () => (/* binding */ giveBack)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_html_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5803);
/* harmony import */ var _http_text_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1553);
/* harmony import */ var _client_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4649);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5830);





/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals = new Set([400, 401]);
/** Ends a token before its time, and tells of it. What goes wrong is a warning: it ends by itself. */
async function giveBack(runner, send, token, how) {
    const { clock, log } = runner;
    const why = await revokeToken(runner, send, token, how).catch(_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsFor */ .tu);
    const { expiresAt } = token;
    if (why === undefined)
        log.info('Revoked the access token');
    else if ((0,_token_js__WEBPACK_IMPORTED_MODULE_3__/* .seemsEnded */ .yW)(token, clock.now()))
        log.info(`The access token has ended by itself: its revocation came too late (${why})`);
    else {
        const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
        const asked = how.without === undefined ? '' : `; it was asked for alone, since ${how.without}`;
        log.warning(`The access token was not revoked: ${why}. It expires by itself${until}${asked}`, 'token not revoked');
    }
}
/**
 * Ends a token before its time (RFC 7009 section 2.1), as the client that it was given to.
 * @returns undefined when it is revoked, else one line that says why it is not
 * @throws Failure when there was no whole answer
 */
async function revokeToken(runner, send, token, { tenant, grant, idleTimeout, signal }) {
    const fields = { token: token.value, token_type_hint: 'access_token' };
    const request = ({ contentType, payload }) => ({
        method: 'POST',
        url: new URL('/oauth/revoke', tenant.origin),
        headers: { accept: 'application/json', 'content-type': contentType },
        payload,
        sink: () => (0,_http_text_sink_js__WEBPACK_IMPORTED_MODULE_1__/* .textSink */ .v)('POST /oauth/revoke'),
        idleTimeout,
        harmless: true,
        signal,
    });
    const alone = request((0,_client_body_js__WEBPACK_IMPORTED_MODULE_2__/* .jsonBody */ .J)(fields));
    let asked = grant === undefined ? alone : request((0,_client_body_js__WEBPACK_IMPORTED_MODULE_2__/* .clientBody */ .g)(runner, tenant, grant, fields));
    let reply = await send(asked);
    if (asked !== alone && refusals.has(reply.status)) {
        asked = alone;
        reply = await send(asked);
    }
    if ((0,_http_html_js__WEBPACK_IMPORTED_MODULE_4__/* .isDone */ .$L)(reply))
        return undefined;
    const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
    return explain(asked, (0,_http_html_js__WEBPACK_IMPORTED_MODULE_4__/* .asError */ .zR)(reply), runner.clean);
}


/***/ })

};
;
//# sourceMappingURL=865.index.js.map