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
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7475);










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
        ? inputs.check('wait', () => knownJob(method, url.pathname))
        : await inputs.checkAsync('wait-path', customJob(inputs, path, url.origin));
    if (inputs.value('paginate') === true)
        inputs.refuse('paginate', 'cannot be used with a wait');
    if (inputs.value('fetch-result') === true && recognised?.kind.outputs === undefined)
        inputs.refuse('fetch-result', 'can be used with a wait only if the job is a report');
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
function knownJob(method, path) {
    const recognised = (0,_jobs_job_js__WEBPACK_IMPORTED_MODULE_1__/* .recognise */ .GJ)(method, path);
    if (recognised !== undefined)
        return recognised;
    const starts = _jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .jobKinds */ .P6.flatMap(({ bases, starts }) => bases.slice(0, 1).flatMap((base) => starts.map((start) => start.replace('{base}', base))));
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${method} ${path} does not start a job that the action knows. It knows the jobs that are ` +
        `started by POST at ${starts.join(', ')}, and a GET of any of these jobs. For any other job, set ` +
        '`wait-path: /api/\u2026/{id}` and `done-when`');
}

async function customJob(inputs, template, origin) {
    const { parseExpression } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(23)]).then(__webpack_require__.bind(__webpack_require__, 9023));
    const expressions = new Map((0,_jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .placeholdersIn */ .Qf)(template).map((text) => [
        text,
        parseExpression(text, inputs.runner, 'wait-path'),
    ]));

    (0,_tenant_js__WEBPACK_IMPORTED_MODULE_3__/* .resolvePath */ .o1)({ origin }, (0,_jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(template, () => 'id'));
    return {
        kind: { ..._jobs_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .customKind */ .uA, poll: template },
        pathValues: new Map(),
        joins: inputs.value('method') === 'GET',
        valueIn(placeholder, data) {
            const expression = expressions.get(placeholder);
            const found = expression?.evaluate(data) ?? null;
            if (found !== null || expression?.hint === undefined)
                return found;
            const text = `{${placeholder}} in \`wait-path\` finds nothing in the response to the call`;
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(text, { hint: expression.hint });
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
/* harmony export */   GJ: () => (/* binding */ recognise),
/* harmony export */   JB: () => (/* binding */ judgeJob),
/* harmony export */   oK: () => (/* binding */ maskResponse),
/* harmony export */   pf: () => (/* binding */ isOldRun),
/* harmony export */   tk: () => (/* binding */ mayStillRun),
/* harmony export */   x5: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4099);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7475);
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
                const valueIn = (field, data) => (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .valuesAt */ .I0)(data, field)[0];
                return {
                    kind: joins ? { ...kind, stop: undefined, runField: undefined } : kind,
                    pathValues: new Map(Object.entries({ ...named, base })),
                    valueIn,
                    joins,
                };
            }
    return undefined;
}







function locate(plan, tenant, data, clean, isInexact = () => false) {
    const { kind, pathValues } = plan;
    const mayRun = `the ${kind.name} may be running, but`;
    const cannotWait = (why) => `${mayRun} the step cannot wait for it: ${why}`;
    const knownValue = (name) => pathValues.get(name);
    let id = '';
    const valueIn = (name) => {
        const value = rephrased(cannotWait, () => plan.valueIn(name, data));
        if ((typeof value !== 'string' && typeof value !== 'number') || value === '')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${mayRun} the response to its start has no ${name}, so the step cannot wait for it`, { hint: kind.list && `Find it with GET ${(0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(kind.list, knownValue)}` });
        if (isInexact(value))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${mayRun} the response to its start has a number for ${name} that JavaScript cannot ` +
                'represent exactly, so the step cannot wait for it');
        id = String(value);
        return encodeURIComponent(id.toWellFormed());
    };
    const filled = (template) => {
        const path = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .fillPath */ .dN)(template, (name) => knownValue(name) ?? valueIn(name));
        return rephrased(cannotWait, () => (0,_tenant_js__WEBPACK_IMPORTED_MODULE_1__/* .resolvePath */ .o1)(tenant, path));
    };
    const filledIf = (template) => template === undefined ? undefined : filled(template);
    const url = filled(kind.poll);
    const stopUrl = filledIf(kind.stop);
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
    return rephrased(mayStillRun(plan, 'its state cannot be read'), () => stateIn(plan, data));
}
function stateIn({ kind, doneWhen, failWhen }, data) {
    const state = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, kind.stateField);
    if (state === _kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .tooDeep */ .DI)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${kind.stateField ?? ''}\` in the response is nested too deeply`);
    const ended = (end, reason = '') => {
        return { state, end, unknown: false, reason };
    };
    const running = ended(undefined);
    if (failWhen?.isTrue(data) === true)
        return ended('failure', `it fulfils \`fail-when\` (${failWhen.text})`);
    if (doneWhen?.isTrue(data) === true)
        return ended('success');
    if (state === undefined)
        return running;
    const name = state.trim().toLowerCase();
    if (kind.failure.includes(name))
        return ended('failure', textsIn(kind.reasonFields, data));
    if (kind.success.includes(name)) {
        if (doneWhen !== undefined)
            return running;
        const errors = textsIn(kind.errorFields ?? [], data);
        return errors === '' ? ended('success') : ended('failure', errors);
    }
    if (kind.warning?.includes(name) === true)
        return doneWhen === undefined ? ended('warning') : running;
    if (kind.running.includes(name))
        return running;
    if (_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .failurePrefixes */ .Fk.some((prefix) => name.startsWith(prefix)))
        return ended('failure', textsIn(kind.reasonFields, data));
    return { ...running, unknown: true };
}





function mayStillRun({ kind }, problem) {
    return (why) => `the ${kind.name} may still be running, but ${problem}: ${why}`;
}

function rephrased(rephrase, work) {
    try {
        return work();
    }
    catch (error) {
        throw error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR ? new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(rephrase(error.message), error) : error;
    }
}
function textsIn(fields, data) {
    return fields
        .flatMap((field) => (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textsAt */ .i1)(data, field))
        .filter((text) => text !== '[]' && text !== '{}')
        .join(' ');
}

function maskResponse(plan, mask, data) {
    rephrased(mayStillRun(plan, '`mask` cannot be applied to its response'), () => mask?.(data));
}




function isOldRun(plan, before, data) {
    const { runField } = plan.kind;
    if (runField === undefined)
        return false;
    const run = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(data, runField);
    return run === undefined || run === before;
}


/***/ }),

/***/ 2035:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   B6: () => (/* binding */ matchPath),
/* harmony export */   DI: () => (/* binding */ tooDeep),
/* harmony export */   Fk: () => (/* binding */ failurePrefixes),
/* harmony export */   I0: () => (/* binding */ valuesAt),
/* harmony export */   P6: () => (/* binding */ jobKinds),
/* harmony export */   Qf: () => (/* binding */ placeholdersIn),
/* harmony export */   dN: () => (/* binding */ fillPath),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   uA: () => (/* binding */ customKind)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8301);


const jobKinds = [
    {
        name: 'reload',
        bases: ['/api/v1/reloads'],
        starts: ['{base}'],
        poll: '{base}/{id}',
        stop: '{base}/{id}/actions/cancel',
        stateField: 'status',
        running: ['queued', 'reloading', 'canceling'],
        success: ['succeeded'],
        failure: ['failed', 'canceled', 'exceeded_limit'],
        reasonFields: ['errorCode', 'errorMessage'],
        logField: 'log',
    },
    {
        name: 'automation run',
        bases: ['/api/workflows/automations', '/api/v1/automations'],
        starts: ['{base}/{automation}/runs', '{base}/{automation}/actions/execute'],
        list: '{base}/{automation}/runs',
        poll: '{base}/{automation}/runs/{id}',
        stop: '{base}/{automation}/runs/{id}/actions/stop',
        stateField: 'status',
        running: ['queued', 'not started', 'starting', 'running', 'must stop'],
        success: ['finished'],
        warning: ['finished with warnings'],
        failure: ['failed', 'stopped', 'exceeded limit'],
        reasonFields: ['error'],
    },
    {
        name: 'task',
        bases: ['/api/scheduling/tasks', '/api/v1/tasks'],
        starts: ['{base}/{task}/actions/start'],
        poll: '{base}/{task}/runs/last',
        stateField: 'status',
        running: ['running'],
        success: ['succeeded'],
        failure: ['failed'],
        reasonFields: [],
        logField: 'log',
        runField: 'id',
    },
    {
        name: 'data-integration action',
        bases: ['/api/v1/di-projects'],
        starts: ['import-async', 'prepare', 'validate'].map((action) => `{base}/{project}/actions/${action}`),
        poll: '{base}/actions/{actionId}',
        stateField: 'state',
        running: ['pending', 'executing'],
        success: ['completed', 'skipped'],
        failure: ['failed', 'canceled'],
        reasonFields: ['error'],
    },
    {
        name: 'data task',
        bases: ['/api/v1/di-projects'],
        starts: ['{base}/{project}/di-tasks/{task}/runtime/actions/start'],
        poll: '{base}/{project}/di-tasks/{task}/runtime/state',
        stop: '{base}/{project}/di-tasks/{task}/runtime/actions/stop',
        stateField: 'lastRun.state',
        running: ['starting', 'running', 'stopping'],
        success: ['completed'],
        failure: ['failed', 'canceled'],
        reasonFields: ['lastRun.message'],
        runField: 'lastRun.startTime',
    },
    {
        name: 'report',
        bases: ['/api/v1/reports'],
        starts: ['{base}'],
        poll: '{base}/{requestId}/status',
        stateField: 'status',
        running: ['queued', 'processing', 'visiting', 'aborting'],
        success: ['done'],
        failure: ['failed', 'aborted'],
        reasonFields: ['requestErrors', 'reasons[].exportErrors'],
        errorFields: ['requestErrors', 'results[].exportErrors'],
        outputs: '{base}/{requestId}/outputs',
    },
];

const customKind = {
    name: 'job',
    bases: [],
    starts: [],
    running: [],
    success: [],
    failure: [],
    reasonFields: [],
};

const failurePrefixes = [
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
const placeholderPattern = /\{([^{}]+)\}/gu;

function placeholdersIn(template) {
    return [...template.matchAll(placeholderPattern)].map(([, name = '']) => name);
}

function fillPath(template, valueOf) {
    return template.replace(placeholderPattern, (whole, name) => valueOf(name) ?? whole);
}





function matchPath(template, path) {
    const wanted = template.split('/');
    const given = path.split('/');
    if (wanted.length !== given.length)
        return undefined;
    const named = {};
    for (const [index, want] of wanted.entries()) {
        const segment = given[index] ?? '';
        const [name] = placeholdersIn(want);
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

const tooDeep = '(nested too deeply to be shown)';
function textsAt(data, path) {
    return valuesAt(data, path)
        .filter((value) => value !== undefined && value !== null && value !== '')
        .map((value) => (typeof value === 'string' ? value : ((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .jsonText */ .s$)(value) ?? tooDeep)));
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