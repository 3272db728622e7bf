"use strict";
exports.id = 278;
exports.ids = [278];
exports.modules = {

/***/ 6278:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   stopJob: () => (/* binding */ stopJob)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_html_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5803);
/* harmony import */ var _http_text_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1553);



/**
 * Asks a job to stop. What goes wrong is a warning.
 * @param url what a POST to stops it
 * @param idleTimeout longest silence, in milliseconds
 * @param signal ends the attempt; undefined for the step's own
 * @returns whether the tenant has agreed to stop it
 */
async function stopJob(runner, send, url, idleTimeout, signal) {
    const request = {
        method: 'POST',
        url,
        headers: { accept: 'application/json' },
        sink: () => (0,_http_text_sink_js__WEBPACK_IMPORTED_MODULE_1__/* .textSink */ .v)(`POST ${url.pathname}`),
        idleTimeout,
        signal,
        harmless: true,
    };
    try {
        const reply = await send(request);
        if ((0,_http_html_js__WEBPACK_IMPORTED_MODULE_2__/* .isDone */ .$L)(reply)) {
            runner.log.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        const why = explain(request, (0,_http_html_js__WEBPACK_IMPORTED_MODULE_2__/* .asError */ .zR)(reply), runner.clean);
        runner.log.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.log.warning(`The job was not stopped: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsFor */ .tu)(error)}`, 'job not stopped');
    }
    return false;
}


/***/ })

};
;
//# sourceMappingURL=278.index.js.map