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
/* harmony import */ var _jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2035);
/* harmony import */ var _tenant_path_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(335);










async function readWait(inputs, url, failWhen) {
    const wait = inputs.value('wait');
    const path = inputs.value('wait-path');
    const minutes = inputs.value('wait-timeout-minutes');
    const interval = inputs.value('wait-interval-seconds');
    const done = inputs.value('done-when');
    const doneWhen = done === undefined ? undefined : await readDoneWhen(inputs, done);
    if (wait !== true && path === undefined) {
        if (done !== undefined)
            inputs.refuse('done-when', 'is set without `wait` or `wait-path`');
        if (interval !== undefined)
            inputs.refuse('wait-interval-seconds', 'is set without `wait`');
        return undefined;
    }
    const method = inputs.value('method');
    if (method === undefined || url === undefined)
        return undefined;
    const recognised = path === undefined
        ? inputs.check('wait', () => known(method, url.pathname))
        : await inputs.checkLater('wait-path', own(inputs, path, url.origin));
    if (inputs.value('paginate') === true)
        inputs.refuse('paginate', 'cannot be used together with a wait');
    if (inputs.value('fetch-result') === true && recognised?.kind.outputs === undefined)
        inputs.refuse('fetch-result', 'can be combined with a wait only for a report');
    if (path !== undefined && done === undefined)
        inputs.refuse('done-when', 'is required with `wait-path`: it says when the job has ended');
    if (recognised === undefined || minutes === undefined)
        return undefined;
    return {
        job: { ...recognised, doneWhen, failWhen },
        timeoutMs: minutes * 60_000,
        intervalMs: interval === undefined ? undefined : interval * 1000,
    };
}
function known(method, path) {
    const recognised = (0,_jobs_job_js__WEBPACK_IMPORTED_MODULE_1__/* .recognise */ .GJ)(method, path);
    if (recognised !== undefined)
        return recognised;
    const starts = _jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .jobKinds */ .P6.flatMap(({ bases, starts }) => bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))));
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${method} ${path} starts no job that is known. Known are POST ${starts.join(', ')}, ` +
        'and a GET of such a job. For another job set `wait-path: /api/\u2026/{id}` and `done-when`');
}

async function own(inputs, template, origin) {
    const { parseExpression } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(23)]).then(__webpack_require__.bind(__webpack_require__, 9023));
    const expressions = new Map((0,_jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .placesIn */ .yN)(template).map((text) => [text, parseExpression(text, inputs.runner, 'wait-path')]));

    (0,_tenant_path_js__WEBPACK_IMPORTED_MODULE_3__/* .resolvePath */ .o1)({ origin }, (0,_jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(template, () => 'id'));
    return {
        kind: { ..._jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .ownJob */ .wc, poll: template },
        places: new Map(),
        joins: inputs.value('method') === 'GET',
        stop: undefined,
        run: undefined,
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
async function readDoneWhen(inputs, text) {
    const { parseExpression } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(23)]).then(__webpack_require__.bind(__webpack_require__, 9023));
    return inputs.check('done-when', () => parseExpression(text, inputs.runner, 'done-when'));
}


/***/ }),

/***/ 7879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C7: () => (/* binding */ maskState),
/* harmony export */   GJ: () => (/* binding */ recognise),
/* harmony export */   Hw: () => (/* binding */ stillRuns),
/* harmony export */   JB: () => (/* binding */ judgeJob),
/* harmony export */   pf: () => (/* binding */ isOldRun),
/* harmony export */   x5: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4099);
/* harmony import */ var _tenant_path_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(335);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2035);





const maxId = 100;





function recognise(method, path) {
    for (const kind of _kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .jobKinds */ .P6)
        for (const base of kind.bases)
            for (const template of { POST: kind.starts, GET: [kind.poll] }[method] ?? []) {
                const named = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .matchPath */ .B6)(template.replace('{base}', base), path);
                if (named === undefined)
                    continue;
                const joins = method === 'GET';
                const { stop, run } = joins ? {} : kind;
                const placeIn = (place, answer) => (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .valuesAt */ .I0)(answer, place)[0];
                return {
                    kind,
                    places: new Map(Object.entries({ ...named, base })),
                    placeIn,
                    joins,
                    stop,
                    run,
                };
            }
    return undefined;
}







function locate(plan, tenant, answer, clean, isInexact = () => false) {
    const { kind, places, stop } = plan;
    const mayRun = `the ${kind.name} may run, but`;
    const notWaitedFor = (message) => `${mayRun} cannot be waited for: ${message}`;
    let id = '';
    const place = (name) => {
        const value = rewording(notWaitedFor, () => plan.placeIn(name, answer));
        if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${mayRun} the answer to its start gives no ${name}, so it cannot be waited for`, {
                hint: kind.list && `Look for it in GET ${(0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(kind.list, (one) => places.get(one))}`,
            });
        if (isInexact(value))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${mayRun} the answer to its start gives a number for ${name} that would not ` +
                'come out as it is, so it cannot be waited for');
        id = String(value);
        return encodeURIComponent(id.toWellFormed());
    };
    const filled = (template) => {
        const path = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(template, (name) => places.get(name) ?? place(name));
        return rewording(notWaitedFor, () => (0,_tenant_path_js__WEBPACK_IMPORTED_MODULE_1__/* .resolvePath */ .o1)(tenant, path));
    };
    const filledIf = (template) => template === undefined ? undefined : filled(template);
    const url = filled(kind.poll);
    const stopUrl = filledIf(stop);
    const outputsUrl = filledIf(kind.outputs);
    return {
        plan,
        name: `${kind.name} ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .inBrief */ .aV)(id, maxId, clean)}`.trim(),
        url,
        stopUrl,
        outputsUrl,
    };
}






function judgeJob(plan, data) {
    return rewording(stillRuns(plan, 'its state cannot be read'), () => stateIn(plan, data));
}
function stateIn({ kind, doneWhen, failWhen }, data) {
    const state = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, kind.state);
    if (state === _kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .unreadable */ .O$)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${kind.state ?? ''}\` in the answer is nested too deeply`);
    const ended = (end, reason = '') => {
        return { state, end, unknown: false, reason };
    };
    const runs = ended(undefined);
    if (failWhen?.isTrue(data) === true)
        return ended('bad', `it fulfils \`fail-when\` (${failWhen.text})`);
    if (doneWhen?.isTrue(data) === true)
        return ended('well');
    if (state === undefined)
        return runs;
    const name = state.trim().toLowerCase();
    if (kind.bad.includes(name))
        return ended('bad', reasonsIn(kind.reasons, data));
    if (kind.well.includes(name)) {
        if (doneWhen !== undefined)
            return runs;
        const faults = reasonsIn(kind.faults ?? [], data);
        return faults === '' ? ended('well') : ended('bad', faults);
    }
    if (kind.warns?.includes(name) === true)
        return doneWhen === undefined ? ended('warning') : runs;
    if (kind.running.includes(name))
        return runs;
    if (_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .badBeginnings */ .WU.some((beginning) => name.startsWith(beginning)))
        return ended('bad', reasonsIn(kind.reasons, data));
    return { ...runs, unknown: true };
}

function stillRuns({ kind }, but) {
    return (why) => `the ${kind.name} may still run, but ${but}: ${why}`;
}

function rewording(words, work) {
    try {
        return work();
    }
    catch (error) {
        throw error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR ? new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(words(error.message), error) : error;
    }
}
function reasonsIn(paths, data) {
    return paths
        .flatMap((path) => (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textsAt */ .i1)(data, path))
        .filter((text) => text !== '[]' && text !== '{}')
        .join(' ');
}

function maskState(plan, mask, data) {
    rewording(stillRuns(plan, '`mask` cannot be applied to its answer'), () => mask?.(data));
}

function isOldRun(plan, before, data) {
    if (plan.run === undefined)
        return false;
    const run = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, plan.run);
    return run === undefined || run === before;
}


/***/ }),

/***/ 2035:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   B6: () => (/* binding */ matchPath),
/* harmony export */   I0: () => (/* binding */ valuesAt),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   P6: () => (/* binding */ jobKinds),
/* harmony export */   WU: () => (/* binding */ badBeginnings),
/* harmony export */   dN: () => (/* binding */ fillPath),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   wc: () => (/* binding */ ownJob),
/* harmony export */   yN: () => (/* binding */ placesIn)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8301);


const jobKinds = [
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
        starts: ['{base}/{automation}/runs', '{base}/{automation}/actions/execute'],
        list: '{base}/{automation}/runs',
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

const ownJob = {
    name: 'job',
    bases: [],
    starts: [],
    running: [],
    well: [],
    bad: [],
    reasons: [],
};

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
const placeholder = /\{([^{}]+)\}/gu;

function placesIn(template) {
    return [...template.matchAll(placeholder)].map(([, name = '']) => name);
}

function fillPath(template, valueOf) {
    return template.replace(placeholder, (whole, name) => valueOf(name) ?? whole);
}





function matchPath(template, path) {
    const wanted = template.split('/');
    const given = path.split('/');
    if (wanted.length !== given.length)
        return undefined;
    const named = {};
    for (const [index, want] of wanted.entries()) {
        const segment = given[index] ?? '';
        const [name] = placesIn(want);
        if (name === undefined ? want !== segment : segment === '')
            return undefined;
        if (name !== undefined)
            named[name] = segment;
    }
    return named;
}

function textAt(data, path) {
    return path === undefined ? undefined : textsAt(data, path)[0];
}

const unreadable = '(nested too deeply to be shown)';
function textsAt(data, path) {
    return valuesAt(data, path)
        .filter((value) => value !== undefined && value !== null && value !== '')
        .map((value) => (typeof value === 'string' ? value : ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonText */ .s$)(value) ?? unreadable)));
}

function valuesAt(data, path) {
    let values = [data];
    for (const part of path.split('.')) {
        const name = part.replace(/\[\]$/u, '');
        values = values
            .map((value) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) && Object.hasOwn(value, name) ? value[name] : undefined))
            .flatMap((value) => name === part ? [value] : Array.isArray(value) ? value : []);
    }
    return values;
}


/***/ })

};
;
//# sourceMappingURL=64.index.js.map