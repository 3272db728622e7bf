"use strict";
exports.id = 278;
exports.ids = [278];
exports.modules = {

/***/ 6278:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   stopJob: () => (/* binding */ stopJob)
/* harmony export */ });
/* unused harmony export saveStop */
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_html_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5803);
/* harmony import */ var _http_text_sink_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1553);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2462);




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
        if ((0,_http_html_js__WEBPACK_IMPORTED_MODULE_3__/* .isDone */ .$L)(reply)) {
            runner.log.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        const why = explain(request, (0,_http_html_js__WEBPACK_IMPORTED_MODULE_3__/* .asError */ .zR)(reply), runner.clean);
        runner.log.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.log.warning(`The job was not stopped: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsFor */ .tu)(error)}`, 'job not stopped');
    }
    return false;
}
/**
 * Leaves the address to stop a job at to post, until the job has settled.
 * @param url undefined: there is nothing to stop any more
 * @throws Failure when the address cannot be saved: it says that the job runs
 */
function saveStop(runner, url) {
    try {
        saveStops(runner, url === undefined ? [] : [url.href]);
    }
    catch (error) {
        if (!(error instanceof Failure))
            throw error;
        // Nothing is lost: post only asks a job to stop that has ended.
        if (url === undefined)
            return;
        throw new Failure(`The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`, { cause: error });
    }
}


/***/ })

};
;
//# sourceMappingURL=278.index.js.map