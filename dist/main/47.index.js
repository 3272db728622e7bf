"use strict";
exports.id = 47;
exports.ids = [47,576];
exports.modules = {

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


/***/ }),

/***/ 2047:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  runJob: () => (/* binding */ runJob)
});




var src_failure = __webpack_require__(1633);

var outcome = __webpack_require__(7763);

var policy = __webpack_require__(9576);

var receive = __webpack_require__(2693);

var src_json = __webpack_require__(8301);

var response_answer = __webpack_require__(841);

var masking = __webpack_require__(2576);

var runner_clock = __webpack_require__(1984);

var runner_text = __webpack_require__(4099);

var jobs_job = __webpack_require__(7879);

var kinds = __webpack_require__(2035);
;// CONCATENATED MODULE: ./src/jobs/report.ts




const heartbeatMs = 60_000;

const maxState = 100;
const maxReason = 500;

const maxLines = 40;
const maxLine = 1000;

class JobReport {
    #runner;
    #job;
    #startedMs;
    #onPoll;
    #state;
    #loggedAtMs = Number.NEGATIVE_INFINITY;
    #failingSinceMs;

    #problem;
    #warnedOfCache = false;
    #unknownStates = new Set();
    constructor(runner, job, onPoll) {
        this.#runner = runner;
        this.#job = job;
        this.#startedMs = runner.clock.now();
        this.#onPoll = onPoll;
    }
    get elapsedMs() {
        return this.#runner.clock.now() - this.#startedMs;
    }

    polled(poll) {
        this.#onPoll?.(this.#job.name, poll, this.elapsedMs);
        this.#problem = undefined;
        if (this.#failingSinceMs !== undefined) {
            this.#log(`polls succeed again, after ${(0,runner_text/* durationInWords */.ji)(this.#runner.clock.now() - this.#failingSinceMs)}`);
            this.#failingSinceMs = undefined;
        }
        const state = this.#inBrief(poll.state ?? 'running', maxState);
        if (state !== this.#state || this.#isLineDue)
            this.#log(state);
        this.#state = state;
        if (!poll.unknown || this.#unknownStates.has(state))
            return;
        this.#unknownStates.add(state);
        this.#runner.warning(`${this.#job.name}: the state ${state} is unknown to this action, which treats the job as still running`, 'unknown job state');
    }

    pollFailed(why) {
        this.#onPoll?.(this.#job.name, undefined, this.elapsedMs);
        this.#problem = why;
        if (this.#failingSinceMs === undefined) {
            this.#failingSinceMs = this.#runner.clock.now();
            this.#log(`poll failed, polling continues: ${why}`);
        }
        else if (this.#isLineDue)
            this.#log('polls still fail');
    }

    notYet(why) {
        if (why !== this.#problem || this.#isLineDue)
            this.#log(`not there yet: ${why}`);
        this.#problem = why;
    }




    checkAge(age, sinceLastPollMs) {
        if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= sinceLastPollMs)
            return;
        this.#warnedOfCache = true;
        this.#runner.warning(`${this.#job.name}: a cache between here and the tenant answers the polls (Age: ${String(Number(age))} s), ` +
            'although they forbid it, so the step may see the end late or never: exempt /api/ from that cache', 'response from a cache');
    }





    ended({ state, end, reason }, data) {
        if (end === 'success')
            return undefined;
        const { clean, group, warning } = this.#runner;
        const { name, plan } = this.#job;
        const inState = this.#inBrief(state ?? 'failed', maxState);
        if (end === 'warning') {
            warning(`${name} ended with warnings (${inState}): see its log in Qlik`, 'job ended with warnings');
            return undefined;
        }
        const lines = ((0,kinds/* textAt */.$6)(data, plan.kind.logField) ?? '').trim().split(/\r\n|\r|\n/u);

        const shown = lines.slice(-maxLines).map((line) => endOf(clean(line), maxLine));
        if (lines.join('') !== '')
            group(`End of the log of ${name}`, shown);
        const why = this.#inBrief(reason, maxReason);
        const words = `${name} ended in state ${inState} after ${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)}`;
        return new src_failure/* Failure */.HR(why === '' ? words : `${words}: ${why}`, { title: 'job failed' });
    }

    timedOut() {
        const { name, plan } = this.#job;
        const advice = 'Raise `wait-timeout-minutes`, or wait for it in a later step, with a GET of its path and `wait`';
        const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
        const time = `${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)} (state: ${this.#state ?? 'not seen yet'})`;
        return new src_failure/* Failure */.HR(this.#problem === undefined
            ? `${name} is still running after ${time}; it is left running`
            : `${name} was not seen to end within ${time}; it may still be running. The last poll: ${this.#problem}`, {
            hint: doubt === undefined ? advice : `${advice}. ${doubt}`,
            topic: 'job-still-running',
            title: 'job still running',
        });
    }

    get #isLineDue() {
        return this.#runner.clock.now() - this.#loggedAtMs >= heartbeatMs;
    }
    #inBrief(text, max) {
        return (0,runner_text/* inBrief */.aV)(text, max, this.#runner.clean);
    }
    #log(event) {
        this.#loggedAtMs = this.#runner.clock.now();
        this.#runner.info(`${this.#job.name}: ${event} (${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)})`);
    }
}
function endOf(line, limit) {
    return line.length <= limit ? line : `\u2026${line.slice(1 - limit).toWellFormed()}`;
}


var state = __webpack_require__(2462);
;// CONCATENATED MODULE: ./src/jobs/stop.ts









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

                if (!(error instanceof src_failure/* Failure */.HR) || stopUrl === undefined)
                    throw error;
                const message = `${error.message.replace(/\.$/u, '')}; the post step will ask it to stop`;
                throw new src_failure/* Failure */.HR(message, error);
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
        const deadline = (0,runner_clock/* after */.Pl)(runner.clock, AbortSignal.abort(), runner_clock/* cancelBudgetMs */.IG.stop);
        const { safeToShow } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2576));
        const stopped = await stopJob(runner, sendOnce, url, deadline.signal, (text) => safeToShow(text, mask));
        deadline.cancel();
        if (stopped)
            this.#delete(url);
    }

    #add(url) {
        this.#urls.add(url.href);
        try {
            (0,state/* saveStops */.FI)(this.#context.runner, this.#urls);
        }
        catch (error) {
            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
            throw new src_failure/* Failure */.HR(`The job was started and may still be running, but the URL to stop it cannot be saved: ${error.message}`, { cause: error });
        }
    }
    #delete(url) {
        this.#urls.delete(url.href);
        try {
            (0,state/* saveStops */.FI)(this.#context.runner, this.#urls);
        }
        catch (error) {

            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
        }
    }
}







async function stopJob(runner, send, url, signal, safeToShow) {
    const request = {
        method: 'POST',
        url,
        headers: { accept: 'application/json' },
        sink: () => (0,receive/* textSink */.vp)(`POST ${url.pathname}`),
        signal,
        repeatable: true,
    };
    try {
        const reply = await send(request);
        if ((0,outcome/* isDone */.$L)(reply)) {
            runner.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
        const error = (0,outcome/* asError */.zR)(reply);
        const why = explain(request, { ...error, text: safeToShow(error.text) }, runner.clean);
        runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.warning(`The job was not stopped: ${(0,src_failure/* wordsFor */.tu)(error)}`, 'job not stopped');
    }
    return false;
}

;// CONCATENATED MODULE: ./src/jobs/wait.ts














const interval = { firstMs: 1000, growth: 1.5, maxMs: 20_000 };

const maxNotFoundMs = 10_000;

const maxContentType = 80;






async function runJob(context, plan, start, options) {
    const { runner } = context;
    const { kind, joins } = plan;
    const before = await lastRun(context, plan);

    const reply = await context.send(kind.stop === undefined ? start : { ...start, graceMs: runner_clock/* cancelBudgetMs */.IG.answer });
    const answer = { request: start, reply, location: reply.headers.location, failure: undefined };
    if (!(0,outcome/* isSuccess */.oJ)(reply.status)) {
        if (start.isFinal?.(reply.status) === true)
            runner.warning(`${(0,outcome/* nameOf */.Vb)(start)}: ${String(reply.status)} is accepted, so the step waits for no ${kind.name}`, 'no job to wait for');
        return answer;
    }
    const startFailure = await context.failureIn(start, reply);
    if (startFailure !== undefined) {
        const words = `${startFailure.message}; the ${kind.name} may be running, and the step does not wait for it`;
        return { ...answer, failure: joins ? startFailure : new src_failure/* Failure */.HR(words, startFailure) };
    }
    try {
        return await follow(context, plan, options, before, answer);
    }
    catch (error) {

        if (!(error instanceof src_failure/* Failure */.HR) || runner.signal.aborted)
            throw error;
        return { ...answer, failure: error };
    }
}

async function follow(context, plan, options, before, answer) {
    const { runner, tenant, mask } = context;
    const json = (0,response_answer/* readJson */.Vh)(answer.reply.body);
    const data = json.kind === 'json' ? json.value : null;

    let readFailure;
    const reading = (work) => {
        try {
            return work();
        }
        catch (error) {
            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
            readFailure ??= error;
            return undefined;
        }
    };
    if (json.kind === 'json')
        reading(() => {
            (0,jobs_job/* maskResponse */.oK)(plan, mask, data);
        });

    const clean = readFailure === undefined ? runner.clean : () => '';
    const job = (0,jobs_job/* locate */.x5)(plan, tenant, data, clean, await (0,response_answer/* inexactIn */.yj)(json, answer.reply.body));
    const showsState = plan.joins || (plan.kind.stateField !== undefined && plan.kind.runField === undefined);
    const state = showsState ? reading(() => (0,jobs_job/* judgeJob */.JB)(plan, data)) : undefined;
    const report = new JobReport(runner, job, context.onPoll);
    if (state?.end !== undefined && readFailure === undefined) {
        context.onPoll?.(job.name, state, 0);
        return { ...answer, outputs: job.outputsUrl, failure: report.ended(state, data) };
    }
    const last = await new Stops(context).whileRunning(job, async () => {
        if (readFailure !== undefined)
            throw readFailure;
        return pollToEnd(context, job, options, before, report);
    });
    const { end } = last ?? {};
    const failure = end === undefined ? report.timedOut() : report.ended(end, last?.data);
    if (last === undefined)
        return { ...answer, failure };
    await answer.reply.discard();
    const request = { method: 'GET', url: job.url };
    return { ...answer, request, reply: last.reply, outputs: job.outputsUrl, failure };
}






async function pollToEnd(context, job, { timeoutMs, intervalMs }, before, report) {
    const { clock, signal } = context.runner;
    const deadline = (0,runner_clock/* within */.ux)(clock, timeoutMs, 'the wait has timed out');
    const limited = AbortSignal.any([signal, deadline.signal]);
    let last;
    let nextMs = intervalMs ?? interval.firstMs;
    let retryAfterMs = 0;
    try {
        for (;;) {

            const leftMs = Math.max(timeoutMs - report.elapsedMs, 0);
            const pauseMs = Math.min(Math.max(nextMs, retryAfterMs), leftMs + 1000);
            nextMs = intervalMs ?? Math.min(nextMs * interval.growth, interval.maxMs);
            await (0,runner_clock/* sleep */.yy)(clock, pauseMs, limited);
            const polled = await poll(context, job, limited, report);
            if ('retryAfterMs' in polled) {
                retryAfterMs = polled.retryAfterMs;
                continue;
            }
            retryAfterMs = 0;
            report.checkAge(polled.reply.headers.age, pauseMs);
            if ((0,jobs_job/* isOldRun */.pf)(job.plan, before, polled.data)) {
                await polled.reply.discard();
                continue;
            }
            await last?.reply.discard();
            last = polled;
            const state = (0,jobs_job/* judgeJob */.JB)(job.plan, polled.data);
            report.polled(state);
            if (state.end !== undefined)
                return { ...polled, end: state };
        }
    }
    catch (error) {
        if (deadline.signal.aborted && !signal.aborted)
            return last;
        await last?.reply.discard();
        throw error;
    }
    finally {
        deadline.cancel();
    }
}

async function poll(context, job, signal, report) {
    const { runner, mask } = context;
    const isEarly = report.elapsedMs < maxNotFoundMs;
    const request = context.poll(job.url, signal);
    const lasting = (0,jobs_job/* mayStillRun */.tk)(job.plan, 'cannot be polled');
    let reply;
    try {
        reply = await context.sendOnce(request);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR) || signal.aborted)
            throw error;
        if (!error.transient)
            throw new src_failure/* Failure */.HR(lasting(error.message), error);
        report.pollFailed(error.message);
        return { retryAfterMs: 0 };
    }
    const { status, headers, body } = reply;
    const json = (0,response_answer/* readJson */.Vh)(body);
    if ((0,outcome/* isSuccess */.oJ)(status) && json.kind === 'json') {
        try {
            (0,jobs_job/* maskResponse */.oK)(job.plan, mask, json.value);
        }
        catch (error) {
            await reply.discard();
            throw error;
        }
        return { reply, data: json.value };
    }
    const type = (0,runner_text/* inBrief */.aV)(headers['content-type'] ?? 'no Content-Type', maxContentType, runner.clean);
    const shown = (0,outcome/* isSuccess */.oJ)(status)
        ? { text: '', note: `${type}, which is not JSON` }
        : { text: (0,masking.safeToShow)(body.text, mask) };
    await reply.discard();
    const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
    const why = explain(request, { ...reply, ...shown }, runner.clean);
    const mayAppear = isEarly || job.plan.kind.runField !== undefined;
    if (!(0,outcome/* isSuccess */.oJ)(status) && (context.accepts(status) || (status === 404 && mayAppear)))
        report.notYet(why);

    else if ((0,outcome/* isSuccess */.oJ)(status) || policy/* transientStatuses */.TG.has(status) || reply.transient === true)
        report.pollFailed(why);
    else
        throw new src_failure/* Failure */.HR(lasting(why));
    return {
        retryAfterMs: (0,policy/* parseRetryAfter */.mu)(headers['retry-after'], headers.date, runner.clock.now()) ?? 0,
    };
}





async function lastRun(context, plan) {
    const { kind, pathValues } = plan;
    const { runField } = kind;
    if (runField === undefined)
        return undefined;
    const path = (0,kinds/* fillPath */.dN)(kind.poll, (name) => pathValues.get(name));
    const request = {
        ...context.poll(new URL(path, context.tenant.origin), context.runner.signal),
        sink: () => (0,receive/* textSink */.vp)(`GET ${path}`),
    };
    const reply = await context.send(request);
    if (reply.status === 404)
        return undefined;
    const json = (0,outcome/* isSuccess */.oJ)(reply.status) ? (0,src_json/* parseJson */.qF)(reply.body) : undefined;
    if (json !== undefined)
        return (0,kinds/* textAt */.$6)(json.value, runField);
    const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
    const text = (0,masking.safeToShow)(reply.body, context.mask);
    const why = explain(request, { ...reply, text }, context.runner.clean);
    throw new src_failure/* Failure */.HR(`Nothing was started: the last run of the ${kind.name} cannot be read: ${why}`);
}


/***/ }),

/***/ 841:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O2: () => (/* binding */ notJson),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   yj: () => (/* binding */ inexactIn)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8059);



const notJson = { kind: 'not JSON', why: 'the response is not JSON' };

function readJson(body) {
    if (body.length === 0)
        return { kind: 'empty' };
    if (body.length > _body_js__WEBPACK_IMPORTED_MODULE_1__/* .maxJsonBytes */ .ou) {
        const why = '`select`, `fail-when` and `mask` cannot read a response of more than 500 MiB';
        return { kind: 'too large', why };
    }
    const text = body.wholeText();

    const json = text === undefined ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text.replace(/^\ufeff/u, ''));
    if (text === undefined || json === undefined)
        return notJson;
    return {
        kind: 'json',
        value: json.value,
        longNumbers: /[\d.]{16}|\d[eE]/u.test(text),
        escapes: /\\[/u]/u.test(text),
    };
}

async function inexactIn(json, body) {
    if (json.kind !== 'json' || !json.longNumbers)
        return undefined;
    const { holdsAny, inexactNumbers } = await __webpack_require__.e(/* import() */ 89).then(__webpack_require__.bind(__webpack_require__, 6089));
    try {
        const numbers = inexactNumbers(body.wholeText() ?? '');
        return numbers.size === 0 ? undefined : (value) => holdsAny(value, numbers);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;

        return () => {
            throw error;
        };
    }
}


/***/ }),

/***/ 2576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.r(__webpack_exports__);


__webpack_require__.d(__webpack_exports__, {
  maskMany: () => (/* binding */ maskMany),
  maskOf: () => (/* binding */ maskOf),
  maskSignatures: () => (/* binding */ maskSignatures),
  safeToShow: () => (/* binding */ safeToShow)
});


var failure = __webpack_require__(1633);

var src_json = __webpack_require__(8301);

var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts


const prefixLength = 3;

const maxGrouped = 1024;





class ManySecrets extends secrets/* SpellingList */.VL {
    #groups = new Map();
    #long = new secrets/* SpellingList */.VL();
    add(text) {
        if (text.length > maxGrouped) {
            this.#long.add(text);
            return;
        }
        if (text.length < prefixLength) {
            super.add(text);
            return;
        }
        const prefix = text.slice(0, prefixLength);
        const group = this.#groups.get(prefix);
        if (group === undefined)
            this.#groups.set(prefix, { texts: [text], sorted: undefined });
        else {
            group.texts.push(text);
            group.sorted = undefined;
        }
    }
    isIn(whole) {
        if (super.isIn(whole) || this.#long.isIn(whole))
            return true;
        for (let at = 0; at < whole.length; at++)
            if (this.#lengthAt(whole, at) > 0)
                return true;
        return false;
    }
    takeOut(text) {

        const whole = this.#long.takeOut(text);
        let rest = '';
        let end = 0;
        for (let at = 0; at < whole.length; at++) {
            const length = this.#lengthAt(whole, at);
            if (length === 0)
                continue;

            if (at >= end)
                rest += `${whole.slice(end, at)}***`;
            end = Math.max(end, at + length);
        }
        return super.takeOut(rest + whole.slice(end));
    }

    #lengthAt(whole, at) {
        const group = this.#groups.get(whole.slice(at, at + prefixLength));
        if (group === undefined)
            return 0;
        group.sorted ??= inOrder(group.texts);

        const last = lastUpTo(group.sorted, whole.slice(at));
        if (last === undefined)
            return 0;
        const { text, shortest } = last;
        let same = prefixLength;
        while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same))
            same++;
        return same < shortest ? 0 : same;
    }
}

function inOrder(texts) {
    let first = '';
    return texts.sort().map((text) => {
        if (first === '' || !text.startsWith(first))
            first = text;
        return { text, shortest: first.length };
    });
}
function lastUpTo(sorted, text) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sorted[middle]?.text ?? '') <= text)
            low = middle + 1;
        else
            high = middle;
    }
    return sorted[low - 1];
}

;// CONCATENATED MODULE: ./src/response/masking.ts




const minLength = 4;

const batchSize = 1000;

const maxListed = 50;

const maxMasked = 500_000;

function maskOf(runner, expressions) {
    const masked = new Set();
    return (data) => {
        const found = expressions.map((expression) => maskOne(runner, masked, expression, data));
        return {
            lines: new Set(found.flatMap(({ lines }) => lines)),
            warnings: found.flatMap(({ warning }) => warning ?? []),
        };
    };
}
function maskOne(runner, masked, expression, data) {
    const name = JSON.stringify(expression.text);

    const all = [...(0,src_json/* leavesOf */.wf)(expression.evaluate(data))]
        .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
        .map((line) => line.trim());
    const lines = all.filter((line) => line.length >= minLength);
    const fresh = new Set(lines.filter((line) => !masked.has(line)));
    if (masked.size + fresh.size > maxMasked)
        throw new failure/* Failure */.HR(`${name} finds ${String(fresh.size)} strings to mask in addition to the ${String(masked.size)} that this step ` +
            `has already masked, but a step can mask at most ${String(maxMasked)}`);
    if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
        runner.findSecretsIn(new ManySecrets());
    for (const line of fresh)
        masked.add(line);
    setSecrets(runner, lines);
    const hint = expression.hint === undefined ? '' : `. ${expression.hint}`;
    if (all.length === 0)
        return {
            lines,
            warning: `mask: ${name} finds no string in this response, so nothing was masked${hint}`,
        };
    if (lines.length === all.length)
        return { lines };
    return {
        lines,
        warning: `mask: ${name} finds a string, or a line of one, with fewer than ${String(minLength)} characters, ` +
            'which is not masked, since that would hide parts of the whole log',
    };
}

function maskMany(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += batchSize)
        runner.setSecret(...texts.slice(at, at + batchSize));
}





function safeToShow(text, mask) {
    if (mask === undefined || text === undefined)
        return text;
    const json = (0,src_json/* parseJson */.qF)(text);
    if (json === undefined)
        return undefined;
    try {
        mask(json.value);
        return text;
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            return undefined;
        throw error;
    }
}

const urlHeaders = ['location', 'content-location'];

const minSignatureLength = 8;






function maskSignatures(runner, { headers }, base, origin) {
    const values = urlHeaders.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : signatureValuesIn(url);
    });
    maskMany(runner, values.filter((value) => value.length >= minSignatureLength));
}

function signatureValuesIn({ search, hash, username, password }) {
    const parts = [search, hash].map((part) => part.slice(1));
    const written = parts.flatMap((part) => part.split('&'));
    return [
        ...written.map((pair) => pair.slice(pair.indexOf('=') + 1)),
        ...parts.flatMap((part) => [...new URLSearchParams(part).values()]),
        username,
        password,
    ];
}


/***/ })

};
;
//# sourceMappingURL=47.index.js.map