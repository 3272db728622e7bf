"use strict";
exports.id = 47;
exports.ids = [47,576];
exports.modules = {

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
    #unseenSinceMs;

    #instead;
    #warnedOfCache = false;
    #unknown = new Set();
    constructor(runner, job, onPoll) {
        this.#runner = runner;
        this.#job = job;
        this.#startedMs = runner.clock.now();
        this.#onPoll = onPoll;
    }
    get elapsedMs() {
        return this.#runner.clock.now() - this.#startedMs;
    }

    polled(seen) {
        this.#onPoll?.(this.#job.name, seen, this.elapsedMs);
        this.#instead = undefined;
        if (this.#unseenSinceMs !== undefined) {
            this.#log(`can be seen again, after ${(0,runner_text/* durationInWords */.ji)(this.#runner.clock.now() - this.#unseenSinceMs)}`);
            this.#unseenSinceMs = undefined;
        }
        const state = this.#inBrief(seen.state ?? 'running', maxState);
        if (state !== this.#state || this.#isQuiet)
            this.#log(state);
        this.#state = state;
        if (!seen.unknown || this.#unknown.has(state))
            return;
        this.#unknown.add(state);
        this.#runner.warning(`${this.#job.name}: the state ${state} is unknown to this action, which takes the job as still running`, 'unknown state of a job');
    }

    pollFailed(why) {
        this.#onPoll?.(this.#job.name, undefined, this.elapsedMs);
        this.#instead = why;
        if (this.#unseenSinceMs === undefined) {
            this.#unseenSinceMs = this.#runner.clock.now();
            this.#log(`cannot be seen, and is asked for again: ${why}`);
        }
        else if (this.#isQuiet)
            this.#log('still cannot be seen');
    }

    notYet(why) {
        if (why !== this.#instead || this.#isQuiet)
            this.#log(`not there yet: ${why}`);
        this.#instead = why;
    }




    cameFromCache(age, sinceLastPollMs) {
        if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= sinceLastPollMs)
            return;
        this.#warnedOfCache = true;
        this.#runner.warning(`${this.#job.name}: a cache between here and the tenant answers the polls (Age: ${String(Number(age))} s), ` +
            'although they forbid it, so the end may be seen late or never: let it pass /api/ on', 'answer from a cache');
    }





    ended({ state, end, reason }, data) {
        if (end === 'well')
            return undefined;
        const { clean, group, warning } = this.#runner;
        const { name, plan } = this.#job;
        const told = this.#inBrief(state ?? 'failed', maxState);
        if (end === 'warning') {
            warning(`${name} ended with warnings (${told}): look at its log in Qlik`, 'job ended with warnings');
            return undefined;
        }
        const lines = ((0,kinds/* textAt */.$6)(data, plan.kind.log) ?? '').trim().split(/\r\n|\r|\n/u);

        const shown = lines.slice(-maxLines).map((line) => endOf(clean(line), maxLine));
        if (lines.join('') !== '')
            group(`End of the log of ${name}`, shown);
        const why = this.#inBrief(reason, maxReason);
        const words = `${name} ended as ${told} after ${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)}`;
        return new src_failure/* Failure */.HR(why === '' ? words : `${words}: ${why}`, { title: 'job failed' });
    }

    timeUp() {
        const { name, plan } = this.#job;
        const later = 'Raise `wait-timeout-minutes`, or look at it later with a GET of its path and `wait`';
        const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
        const time = `${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)} (state: ${this.#state ?? 'not seen yet'})`;
        return new src_failure/* Failure */.HR(this.#instead === undefined
            ? `${name} is still running after ${time}; it is left running`
            : `${name} was not seen to end within ${time}; it may still run. The last poll: ${this.#instead}`, {
            hint: doubt === undefined ? later : `${later}. ${doubt}`,
            topic: 'job-still-running',
            title: 'job still running',
        });
    }

    get #isQuiet() {
        return this.#runner.clock.now() - this.#loggedAtMs >= heartbeatMs;
    }
    #inBrief(text, max) {
        return (0,runner_text/* inBrief */.aV)(text, max, this.#runner.clean);
    }
    #log(what) {
        this.#loggedAtMs = this.#runner.clock.now();
        this.#runner.info(`${this.#job.name}: ${what} (${(0,runner_text/* durationInWords */.ji)(this.elapsedMs)})`);
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
                const message = `${error.message.replace(/\.$/u, '')}; the post step asks it to stop`;
                throw new src_failure/* Failure */.HR(message, error);
            }
            if (stopUrl !== undefined)
                await this.#stopNow(stopUrl);
            else if (!plan.joins)
                info(`${name} goes on in Qlik: it cannot be stopped from here`);
            throw error;
        }
    }
    async #stopNow(url) {
        const { runner, once, mask } = this.#context;
        const time = (0,runner_clock/* after */.Pl)(runner.clock, AbortSignal.abort(), runner_clock/* cancelBudgetMs */.IG.stop);
        const { tellable } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2576));
        const stopped = await stopJob(runner, once, url, time.signal, (text) => tellable(text, mask));
        time.cancel();
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
            throw new src_failure/* Failure */.HR(`The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`, { cause: error });
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







async function stopJob(runner, send, url, signal, tellable) {
    const request = {
        method: 'POST',
        url,
        headers: { accept: 'application/json' },
        sink: () => (0,receive/* textSink */.vp)(`POST ${url.pathname}`),
        signal,
        harmless: true,
    };
    try {
        const reply = await send(request);
        if ((0,outcome/* isDone */.$L)(reply)) {
            runner.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
        const error = (0,outcome/* asError */.zR)(reply);
        const why = explain(request, { ...error, text: tellable(error.text) }, runner.clean);
        runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.warning(`The job was not stopped: ${(0,src_failure/* wordsFor */.tu)(error)}`, 'job not stopped');
    }
    return false;
}

;// CONCATENATED MODULE: ./src/jobs/wait.ts














const interval = { firstMs: 1000, growth: 1.5, maxMs: 20_000 };

const notYetMs = 10_000;

const maxContentType = 80;






async function runJob(context, plan, start, options) {
    const { runner } = context;
    const { kind, joins } = plan;
    const before = await lastRun(context, plan);

    const reply = await context.send(plan.stop === undefined ? start : { ...start, graceMs: runner_clock/* cancelBudgetMs */.IG.answer });
    const answer = { request: start, reply, location: reply.headers.location, failure: undefined };
    if (!(0,outcome/* isSuccess */.oJ)(reply.status)) {
        if (start.isFinal?.(reply.status) === true)
            runner.warning(`${(0,outcome/* nameOf */.Vb)(start)}: ${String(reply.status)} is accepted, so no ${kind.name} is waited for`, 'no job waited for');
        return answer;
    }
    const hidden = await context.hidden(start, reply);
    if (hidden !== undefined) {
        const words = `${hidden.message}; the ${kind.name} may run, and is not waited for`;
        return { ...answer, failure: joins ? hidden : new src_failure/* Failure */.HR(words, hidden) };
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

    let unread;
    const reading = (work) => {
        try {
            return work();
        }
        catch (error) {
            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
            unread ??= error;
            return undefined;
        }
    };
    if (json.kind === 'json')
        reading(() => {
            (0,jobs_job/* maskState */.C7)(plan, mask, data);
        });
    const job = (0,jobs_job/* locate */.x5)(plan, tenant, data, runner.clean, await (0,response_answer/* inexactIn */.yj)(json, answer.reply.body));
    const tells = plan.joins || (plan.kind.state !== undefined && plan.run === undefined);
    const state = tells ? reading(() => (0,jobs_job/* judgeJob */.JB)(plan, data)) : undefined;
    const report = new JobReport(runner, job, context.onPoll);
    const outputs = job.outputsUrl;
    if (state?.end !== undefined && unread === undefined) {
        context.onPoll?.(job.name, state, 0);
        return { ...answer, outputs, failure: report.ended(state, data) };
    }
    const last = await new Stops(context).whileRunning(job, async () => {
        if (unread !== undefined)
            throw unread;
        return pollToEnd(context, job, options, before, report);
    });
    const { end } = last ?? {};
    const failure = end === undefined ? report.timeUp() : report.ended(end, last?.data);
    if (last === undefined)
        return { ...answer, failure };
    await answer.reply.discard();
    const request = { method: 'GET', url: job.url };
    return { ...answer, request, reply: last.reply, outputs, failure };
}






async function pollToEnd(context, job, { timeoutMs, intervalMs }, before, report) {
    const { clock, signal } = context.runner;
    const time = (0,runner_clock/* within */.ux)(clock, timeoutMs, 'the time is up');
    const limited = AbortSignal.any([signal, time.signal]);
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
            report.cameFromCache(polled.reply.headers.age, pauseMs);
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
        if (time.signal.aborted && !signal.aborted)
            return last;
        await last?.reply.discard();
        throw error;
    }
    finally {
        time.cancel();
    }
}

async function poll(context, job, signal, report) {
    const { runner, mask } = context;
    const isEarly = report.elapsedMs < notYetMs;
    const request = context.poll(job.url, signal);
    const unseen = (0,jobs_job/* stillRuns */.Hw)(job.plan, 'cannot be looked at');
    let reply;
    try {
        reply = await context.once(request);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR) || signal.aborted)
            throw error;
        if (!error.transient)
            throw new src_failure/* Failure */.HR(unseen(error.message), error);
        report.pollFailed(error.message);
        return { retryAfterMs: 0 };
    }
    const { status, headers, body } = reply;
    const json = (0,response_answer/* readJson */.Vh)(body);
    if ((0,outcome/* isSuccess */.oJ)(status) && json.kind === 'json') {
        try {
            (0,jobs_job/* maskState */.C7)(job.plan, mask, json.value);
        }
        catch (error) {
            await reply.discard();
            throw error;
        }
        return { reply, data: json.value };
    }
    const type = (0,runner_text/* inBrief */.aV)(headers['content-type'] ?? 'no Content-Type', maxContentType, runner.clean);
    const told = (0,outcome/* isSuccess */.oJ)(status)
        ? { text: '', note: `${type}, which is not JSON` }
        : { text: (0,masking.tellable)(body.text, mask) };
    await reply.discard();
    const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
    const why = explain(request, { ...reply, ...told }, runner.clean);
    const awaited = isEarly || job.plan.run !== undefined;
    if (!(0,outcome/* isSuccess */.oJ)(status) && (context.accepts(status) || (status === 404 && awaited)))
        report.notYet(why);

    else if ((0,outcome/* isSuccess */.oJ)(status) || policy/* transientStatuses */.TG.has(status) || reply.transient === true)
        report.pollFailed(why);
    else
        throw new src_failure/* Failure */.HR(unseen(why));
    return {
        retryAfterMs: (0,policy/* retryAfter */.P9)(headers['retry-after'], headers.date, runner.clock.now()) ?? 0,
    };
}




async function lastRun(context, plan) {
    const { kind, run, places } = plan;
    if (run === undefined)
        return undefined;
    const path = (0,kinds/* fillPath */.dN)(kind.poll, (name) => places.get(name));
    const request = {
        ...context.poll(new URL(path, context.tenant.origin), context.runner.signal),
        sink: () => (0,receive/* textSink */.vp)(`GET ${path}`),
    };
    const reply = await context.send(request);
    if (reply.status === 404)
        return undefined;
    const json = (0,outcome/* isSuccess */.oJ)(reply.status) ? (0,src_json/* parseJson */.qF)(reply.body) : undefined;
    if (json !== undefined)
        return (0,kinds/* textAt */.$6)(json.value, run);
    const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
    const text = (0,masking.tellable)(reply.body, context.mask);
    const why = explain(request, { ...reply, text }, context.runner.clean);
    throw new src_failure/* Failure */.HR(`Nothing was started: the last run of the ${kind.name} cannot be looked at: ${why}`);
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
    if (body.length > _body_js__WEBPACK_IMPORTED_MODULE_1__/* .mostJsonBytes */ .RJ) {
        const why = '`select`, `fail-when` and `mask` take a response of 500 MiB at most';
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
  maskAll: () => (/* binding */ maskAll),
  maskIn: () => (/* binding */ maskIn),
  maskSigned: () => (/* binding */ maskSigned),
  tellable: () => (/* binding */ tellable)
});


var failure = __webpack_require__(1633);

var src_json = __webpack_require__(8301);

var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts


const headLength = 3;

const maxFiled = 1024;





class ManySecrets extends secrets/* SpellingList */.VL {
    #drawers = new Map();
    #long = new secrets/* SpellingList */.VL();
    add(text) {
        if (text.length > maxFiled) {
            this.#long.add(text);
            return;
        }
        if (text.length < headLength) {
            super.add(text);
            return;
        }
        const head = text.slice(0, headLength);
        const drawer = this.#drawers.get(head);
        if (drawer === undefined)
            this.#drawers.set(head, { texts: [text], sorted: undefined });
        else {
            drawer.texts.push(text);
            drawer.sorted = undefined;
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
        const drawer = this.#drawers.get(whole.slice(at, at + headLength));
        if (drawer === undefined)
            return 0;
        drawer.sorted ??= inOrder(drawer.texts);

        const last = lastUpTo(drawer.sorted, whole.slice(at));
        if (last === undefined)
            return 0;
        const { text, shortest } = last;
        let same = headLength;
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




const shortest = 4;

const atOnce = 1000;

const maxListed = 50;

const maxMasked = 500_000;

const maskedBy = new WeakMap();







function maskIn(runner, expressions, data) {
    const masked = maskedBy.get(expressions) ?? new Set();
    maskedBy.set(expressions, masked);
    return expressions.flatMap((expression) => {
        const name = JSON.stringify(expression.text);

        const lines = [...(0,src_json/* leavesOf */.wf)(expression.evaluate(data))]
            .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
            .map((line) => line.trim());
        const long = lines.filter((line) => line.length >= shortest);
        const fresh = new Set(long.filter((line) => !masked.has(line)));
        if (masked.size + fresh.size > maxMasked)
            throw new failure/* Failure */.HR(`${name} finds ${String(fresh.size)} strings to mask besides ${String(masked.size)} that this step ` +
                `has masked, and a step can mask no more than ${String(maxMasked)}`);
        if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
            runner.findSecretsIn(new ManySecrets());
        for (const line of fresh)
            masked.add(line);
        setSecrets(runner, long);
        const doubt = expression.hint === undefined ? '' : `. ${expression.hint}`;
        if (lines.length === 0)
            return [`mask: ${name} gives no string in this response, so nothing was masked${doubt}`];
        if (long.length < lines.length)
            return [
                `mask: ${name} gives a string, or a line of one, of fewer than ${String(shortest)} characters, ` +
                    'which is not masked: it would hide parts of the whole log',
            ];
        return [];
    });
}

function maskAll(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += atOnce)
        runner.setSecret(...texts.slice(at, at + atOnce));
}






function tellable(text, mask) {
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

const addresses = ['location', 'content-location'];

const shortestSigned = 8;





function maskSigned(runner, { headers }, base, origin) {
    const values = addresses.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : valuesIn(url);
    });
    maskAll(runner, values.filter((value) => value.length >= shortestSigned));
}

function valuesIn({ search, hash, username, password }) {
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