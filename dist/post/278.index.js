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
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7763);
/* harmony import */ var _http_receive_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2693);
/* harmony import */ var _runner_clock_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1984);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2462);









class Stops {
    #context;
    #urls = new Set();
    constructor(context) {
        this.#context = context;
    }





    async whileRunning({ plan, name, stopUrl }, work) {
        const { signal, info } = this.#context.runner;
        if (stopUrl !== undefined)
            this.#add(stopUrl);
        try {
            const result = await work();
            if (stopUrl !== undefined)
                this.#delete(stopUrl);
            return result;
        }
        catch (error) {
            if (!signal.aborted) {

                if (!(error instanceof Failure) || stopUrl === undefined)
                    throw error;
                const message = `${error.message.replace(/\.$/u, '')}; the post step will ask it to stop`;
                throw new Failure(message, error);
            }
            if (stopUrl !== undefined)
                await this.#stopNow(stopUrl);
            else if (!plan.joins)
                info(`${name} keeps running in Qlik: this action cannot stop it`);
            throw error;
        }
    }
    async #stopNow(url) {
        const { runner, sendOnce, mask } = this.#context;
        const deadline = after(runner.clock, AbortSignal.abort(), cancelBudgetMs.stop);
        const { safeToShow } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 2576));
        const stopped = await stopJob(runner, sendOnce, url, deadline.signal, (text) => safeToShow(text, mask));
        deadline.cancel();
        if (stopped)
            this.#delete(url);
    }

    #add(url) {
        this.#urls.add(url.href);
        try {
            saveStops(this.#context.runner, this.#urls);
        }
        catch (error) {
            if (!(error instanceof Failure))
                throw error;
            throw new Failure(`The job was started and may still be running, but the URL to stop it cannot be saved: ${error.message}`, { cause: error });
        }
    }
    #delete(url) {
        this.#urls.delete(url.href);
        try {
            saveStops(this.#context.runner, this.#urls);
        }
        catch (error) {

            if (!(error instanceof Failure))
                throw error;
        }
    }
}







async function stopJob(runner, send, url, signal, safeToShow) {
    const request = {
        method: 'POST',
        url,
        headers: { accept: 'application/json' },
        sink: () => (0,_http_receive_js__WEBPACK_IMPORTED_MODULE_1__/* .textSink */ .vp)(`POST ${url.pathname}`),
        signal,
        repeatable: true,
    };
    try {
        const reply = await send(request);
        if ((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_4__/* .isDone */ .$L)(reply)) {
            runner.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
        const error = (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_4__/* .asError */ .zR)(reply);
        const why = explain(request, { ...error, text: safeToShow(error.text) }, runner.clean);
        runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.warning(`The job was not stopped: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsFor */ .tu)(error)}`, 'job not stopped');
    }
    return false;
}


/***/ })

};
;
//# sourceMappingURL=278.index.js.map