"use strict";
exports.id = 64;
exports.ids = [64];
exports.modules = {

/***/ 9064:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readWait: () => (/* binding */ readWait)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _jobs_job_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7879);
/* harmony import */ var _jobs_known_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(271);
/* harmony import */ var _jobs_path_template_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8668);
/* harmony import */ var _response_expression_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7453);
/* harmony import */ var _tenant_path_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(335);






const minute = 60_000;
/**
 * Reads whether and how the step waits for a job.
 * @returns undefined when it does not, or when an input is bad; the reader knows which
 */
async function readWait(reader, call) {
    const wait = reader.value('wait');
    const path = reader.value('wait-path');
    const done = reader.value('done-when');
    const minutes = reader.value('wait-timeout-minutes');
    const interval = reader.value('wait-interval-seconds');
    const doneWhen = done === undefined
        ? undefined
        : await reader.checkLater('done-when', () => (0,_response_expression_js__WEBPACK_IMPORTED_MODULE_4__/* .parseExpression */ .Y)(done, reader.world));
    if (wait !== true && path === undefined) {
        if (done !== undefined)
            reader.refuse('done-when', 'is set without `wait` or `wait-path`');
        if (interval !== undefined)
            reader.refuse('wait-interval-seconds', 'is set without `wait`');
        return undefined;
    }
    if (call === undefined)
        return undefined;
    const recognised = path === undefined
        ? reader.check('wait', () => known(call))
        : await reader.checkLater('wait-path', () => own(reader, call, path));
    if (call.paginate)
        reader.refuse('paginate', 'cannot be used together with a wait');
    if (call.fetchResult && recognised?.known?.outputs === undefined)
        reader.refuse('fetch-result', 'can be combined with a wait only for a report');
    if (path !== undefined && done === undefined)
        reader.refuse('done-when', 'is required with `wait-path`: it says when the job has ended');
    if (recognised === undefined || minutes === undefined)
        return undefined;
    return {
        job: { ...recognised, doneWhen, failWhen: call.failWhen },
        timeout: minutes * minute,
        interval: interval === undefined ? undefined : interval * 1000,
    };
}
function known(call) {
    const recognised = (0,_jobs_job_js__WEBPACK_IMPORTED_MODULE_1__/* .recognise */ .G)(call.method, call.url.pathname);
    if (recognised !== undefined)
        return recognised;
    const starts = _jobs_known_js__WEBPACK_IMPORTED_MODULE_2__/* .knownJobs */ .y.flatMap(({ bases, starts }) => bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))));
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${call.method} ${call.url.pathname} starts no job that is known. Known are POST ${starts.join(', ')}, ` +
        'and a GET of such a job. For another job set `wait-path: /api/\u2026/{id}` and `done-when`');
}
/** A job of the workflow's own: `{expression}` is a JMESPath into the answer to the call. */
async function own(reader, call, template) {
    const expressions = new Map(await Promise.all((0,_jobs_path_template_js__WEBPACK_IMPORTED_MODULE_5__/* .placesIn */ .yN)(template).map(async (text) => [text, await (0,_response_expression_js__WEBPACK_IMPORTED_MODULE_4__/* .parseExpression */ .Y)(text, reader.world)])));
    // Any id will do for a first look at the path.
    (0,_tenant_path_js__WEBPACK_IMPORTED_MODULE_3__/* .resolvePath */ .o1)({ origin: call.url.origin }, (0,_jobs_path_template_js__WEBPACK_IMPORTED_MODULE_5__/* .fillPath */ .dN)(template, () => 'id'));
    return {
        name: 'job',
        known: undefined,
        poll: template,
        stop: undefined,
        outputs: undefined,
        joins: call.method === 'GET',
        placeIn(place, answer) {
            const expression = expressions.get(place);
            const found = expression?.evaluate(answer) ?? null;
            if (found !== null || expression?.hint === undefined)
                return found;
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`{${place}} of \`wait-path\` finds nothing in the answer to its start`, {
                hint: expression.hint,
            });
        },
    };
}


/***/ }),

/***/ 7879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ recognise),
/* harmony export */   x: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8301);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9541);
/* harmony import */ var _tenant_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(335);
/* harmony import */ var _known_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(271);
/* harmony import */ var _path_template_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8668);






/** How much of an id the log shows: whatever the server calls one. */
const mostOfId = 100;
/**
 * Recognises a known job by the call that starts it, or that looks at it.
 * @param path the call's, percent-encoded
 * @returns undefined when the call is neither
 */
function recognise(method, path) {
    for (const known of _known_js__WEBPACK_IMPORTED_MODULE_2__/* .knownJobs */ .y)
        for (const base of known.bases) {
            const based = (template) => template.replace('{base}', base);
            const templates = { POST: known.starts, GET: [known.poll] }[method] ?? [];
            for (const template of templates) {
                const named = (0,_path_template_js__WEBPACK_IMPORTED_MODULE_3__/* .matchPath */ .B6)(based(template), path);
                if (named === undefined)
                    continue;
                const fill = (text) => (0,_path_template_js__WEBPACK_IMPORTED_MODULE_3__/* .fillPath */ .dN)(based(text), (name) => named[name]);
                const fillIf = (text) => text === undefined ? undefined : fill(text);
                return {
                    name: known.name,
                    known,
                    poll: fill(known.poll),
                    stop: fillIf(known.stop),
                    outputs: fillIf(known.outputs),
                    joins: method === 'GET',
                    placeIn: (place, answer) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(answer) ? ((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(answer, place) ?? null) : null),
                };
            }
        }
    return undefined;
}
/**
 * Finds where a started job is.
 * @param answer the JSON of the start's answer
 * @param clean takes secrets out
 * @param isInexact whether a value is not the number that the answer holds
 * @throws Failure when the answer does not say; the job may run all the same
 */
function locate(plan, tenant, answer, clean, isInexact = () => false) {
    let id = '';
    const place = (name) => {
        const value = notLost(plan, () => plan.placeIn(name, answer));
        if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the ${plan.name} may run, but the answer to its start gives no ${name}, so it cannot be waited for`);
        if (isInexact(value))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the ${plan.name} may run, but the answer to its start gives a number for ${name} that would not ` +
                'come out as it is, so it cannot be waited for');
        id = String(value);
        return encodeURIComponent(id.toWellFormed());
    };
    const filled = (path) => urlOf(plan, tenant, (0,_path_template_js__WEBPACK_IMPORTED_MODULE_3__/* .fillPath */ .dN)(path, place));
    const filledIf = (path) => path === undefined ? undefined : filled(path);
    const url = filled(plan.poll);
    const [stopUrl, outputsUrl] = [plan.stop, plan.outputs].map(filledIf);
    return { plan, url, stopUrl, outputsUrl, id: (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_5__/* .inBrief */ .aV)(id, mostOfId, clean) };
}
function urlOf(plan, tenant, path) {
    return notLost(plan, () => (0,_tenant_path_js__WEBPACK_IMPORTED_MODULE_1__/* .resolvePath */ .o1)(tenant, path));
}
/** A job whose place cannot be told may run all the same. */
function notLost({ name }, work) {
    try {
        return work();
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        const { message, hint } = error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the ${name} may run, but cannot be waited for: ${message}`, { hint });
    }
}


/***/ }),

/***/ 271:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ badBeginnings),
/* harmony export */   y: () => (/* binding */ knownJobs)
/* harmony export */ });
/** @see https://qlik.dev/apis/rest/ and the types of Qlik's `@qlik/api` package */
const knownJobs = [
    {
        name: 'reload',
        bases: ['/api/v1/reloads'],
        starts: ['{base}'],
        poll: '{base}/{id}',
        stop: '{base}/{id}/actions/cancel',
        state: 'status',
        running: ['queued', 'reloading', 'canceling'],
        well: ['succeeded'],
        bad: ['failed', 'canceled', 'exceeded_limit'],
        reasons: ['errorCode', 'errorMessage'],
        log: 'log',
    },
    {
        name: 'automation run',
        bases: ['/api/workflows/automations', '/api/v1/automations'],
        starts: ['{base}/{automation}/runs'],
        poll: '{base}/{automation}/runs/{id}',
        stop: '{base}/{automation}/runs/{id}/actions/stop',
        state: 'status',
        running: ['queued', 'not started', 'starting', 'running', 'must stop'],
        well: ['finished'],
        warns: ['finished with warnings'],
        bad: ['failed', 'stopped', 'exceeded limit'],
        reasons: ['error'],
    },
    {
        name: 'task',
        bases: ['/api/scheduling/tasks', '/api/v1/tasks'],
        starts: ['{base}/{task}/actions/start'],
        poll: '{base}/{task}/runs/last',
        state: 'status',
        running: ['running'],
        well: ['succeeded'],
        bad: ['failed'],
        reasons: [],
        log: 'log',
        run: 'id',
    },
    {
        name: 'data-integration action',
        bases: ['/api/v1/di-projects'],
        starts: ['import-async', 'prepare', 'validate'].map((action) => `{base}/{project}/actions/${action}`),
        poll: '{base}/actions/{actionId}',
        state: 'state',
        running: ['pending', 'executing'],
        well: ['completed', 'skipped'],
        bad: ['failed', 'canceled'],
        reasons: ['error'],
    },
    {
        name: 'data task',
        bases: ['/api/v1/di-projects'],
        starts: ['{base}/{project}/di-tasks/{task}/runtime/actions/start'],
        poll: '{base}/{project}/di-tasks/{task}/runtime/state',
        stop: '{base}/{project}/di-tasks/{task}/runtime/actions/stop',
        state: 'lastRun.state',
        running: ['starting', 'running', 'stopping'],
        well: ['completed'],
        bad: ['failed', 'canceled'],
        reasons: ['lastRun.message'],
        run: 'lastRun.startTime',
    },
    {
        name: 'report',
        bases: ['/api/v1/reports'],
        starts: ['{base}'],
        poll: '{base}/{requestId}/status',
        state: 'status',
        running: ['queued', 'processing', 'visiting', 'aborting'],
        well: ['done'],
        bad: ['failed', 'aborted'],
        reasons: ['requestErrors', 'reasons[].exportErrors'],
        faults: ['requestErrors', 'results[].exportErrors'],
        outputs: '{base}/{requestId}/outputs',
    },
];
/** How the name of a state begins that is an end, though no row knows it; in lower case. */
const badBeginnings = [
    'cancel',
    'fail',
    'abort',
    'error',
    'stopped',
    'exceed',
    'misfire',
    'reject',
    'expire',
];


/***/ }),

/***/ 8668:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B6: () => (/* binding */ matchPath),
/* harmony export */   dN: () => (/* binding */ fillPath),
/* harmony export */   yN: () => (/* binding */ placesIn)
/* harmony export */ });
/** Paths with `{name}` in place of a segment: those of the table of known jobs. */
const placeholder = /\{([^{}]+)\}/gu;
/**
 * @param template as `/api/v1/reloads/{id}`
 * @param path percent-encoded
 * @returns the segments by name, still encoded; undefined when the path is not of this form
 */
function matchPath(template, path) {
    const wanted = template.split('/');
    const given = path.split('/');
    if (wanted.length !== given.length)
        return undefined;
    const named = {};
    for (const [index, want] of wanted.entries()) {
        const segment = given[index] ?? '';
        const name = /^\{(.+)\}$/u.exec(want)?.[1];
        if (name === undefined ? want !== segment : segment === '')
            return undefined;
        if (name !== undefined)
            named[name] = segment;
    }
    return named;
}
/**
 * @param valueOf gives what stands in a place, encoded; undefined leaves the place as it is
 */
function fillPath(template, valueOf) {
    return template.replace(placeholder, (whole, name) => valueOf(name) ?? whole);
}
/** The names in a template. */
function placesIn(template) {
    return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}


/***/ })

};
;
//# sourceMappingURL=64.index.js.map