"use strict";
exports.id = 108;
exports.ids = [108,307];
exports.modules = {

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


/***/ }),

/***/ 3108:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runJob: () => (/* binding */ runJob)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __webpack_require__(1823);
// EXTERNAL MODULE: ./src/http/text-sink.ts
var text_sink = __webpack_require__(1553);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/response/masking.ts
var masking = __webpack_require__(1307);
// EXTERNAL MODULE: ./src/response/verdict.ts
var verdict = __webpack_require__(4326);
// EXTERNAL MODULE: ./src/runner/deadline.ts
var deadline = __webpack_require__(496);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/jobs/progress.ts

/** A line at least this often, so that nobody thinks it hangs; in milliseconds. */
const heartbeat = 60_000;
/** How much of a state the log shows: whatever the server calls one. */
const mostOfState = 100;
/** Tells the log how a job gets on: a line for each change, none for each look. */
class Progress {
    #runner;
    #name;
    #started;
    #onLook;
    #state;
    #told = Number.NEGATIVE_INFINITY;
    #away;
    #instead;
    #warnedOfCache = false;
    #unknown = new Set();
    /** @param name the job, as `reload 66a0\u2026` */
    constructor(runner, name, onLook) {
        this.#runner = runner;
        this.#name = name;
        this.#started = runner.clock.now();
        this.#onLook = onLook;
    }
    /** The job could be looked at. */
    saw(look) {
        this.#onLook?.(this.#name, look, this.elapsed);
        this.#instead = undefined;
        if (this.#away !== undefined) {
            this.#say(`can be seen again, after ${seconds(this.#runner.clock.now() - this.#away)}`);
            this.#away = undefined;
        }
        const state = (0,safe_text/* inBrief */.aV)(look.state ?? 'running', mostOfState, this.#runner.clean);
        if (state !== this.#state || this.#runner.clock.now() - this.#told >= heartbeat)
            this.#say(state);
        this.#state = state;
        if (!look.unknown || this.#unknown.has(state))
            return;
        this.#unknown.add(state);
        this.#runner.log.warning(`${this.#name}: the state ${state} is unknown to this action, which takes the job as still running`, 'unknown state of a job');
    }
    /** The job could not be looked at: one line for each outage. */
    lostSight(why) {
        this.#onLook?.(this.#name, undefined, this.elapsed);
        this.#instead = why;
        if (this.#away === undefined) {
            this.#away = this.#runner.clock.now();
            this.#say(`cannot be seen, and is asked for again: ${why}`);
        }
        else if (this.#runner.clock.now() - this.#told >= heartbeat)
            this.#say('still cannot be seen');
    }
    /** The job is not there yet: one line for each reason, and one a minute. */
    notYet(why) {
        if (why !== this.#instead || this.#runner.clock.now() - this.#told >= heartbeat)
            this.#say(`not there yet: ${why}`);
        this.#instead = why;
    }
    /**
     * A poll was answered. One warning when a cache did, with what was true before the last poll.
     * @param age the answer's `Age` (RFC 9111 section 5.1), in seconds
     * @param pause since the last poll, in milliseconds
     */
    cameFromCache(age, pause) {
        if (this.#warnedOfCache || !/^\d+$/u.test(age ?? '') || Number(age) * 1000 <= pause)
            return;
        this.#warnedOfCache = true;
        const seconds = String(Number(age));
        this.#runner.log.warning(`${this.#name}: a cache between here and the tenant answers the polls (Age: ${seconds} s), ` +
            'although they forbid it, so the end may be seen late or never: let it pass /api/ on', 'answer from a cache');
    }
    /** What came in place of a state at the last poll; undefined when that showed one. */
    get instead() {
        return this.#instead;
    }
    /** Its state as it was last seen. */
    get state() {
        return this.#state ?? 'not seen yet';
    }
    /** Milliseconds since the wait began. */
    get elapsed() {
        return this.#runner.clock.now() - this.#started;
    }
    #say(what) {
        this.#told = this.#runner.clock.now();
        this.#runner.log.info(`${this.#name}: ${what} (${seconds(this.elapsed)})`);
    }
}
/** Milliseconds in words: `42 s`, `3 min 5 s`. */
function seconds(ms) {
    const all = Math.round(ms / 1000);
    return all < 60
        ? `${String(all)} s`
        : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}

// EXTERNAL MODULE: ./src/response/expression.ts
var expression = __webpack_require__(7453);
// EXTERNAL MODULE: ./src/jobs/known.ts
var jobs_known = __webpack_require__(271);
;// CONCATENATED MODULE: ./src/jobs/state.ts




/**
 * Judges a job by one look at it: first by the step's own `fail-when` and `done-when`, then by the
 * table. With `done-when` the table's good ends are no ends of their own; its bad ones are.
 * @param data JSON
 * @throws Failure when an expression does not fit the data, or its state cannot be read
 */
function judgeJob(plan, data) {
    const { known, doneWhen, failWhen } = plan;
    const state = known === undefined ? undefined : textAt(data, known.state);
    if (state === unreadable)
        throw new failure/* Failure */.HR(`\`${known?.state ?? ''}\` in the answer is nested too deeply`);
    const look = (end, reason = '') => ({ state, end, unknown: false, reason });
    if (failWhen !== undefined && (0,expression/* isTruthy */.z)(failWhen.evaluate(data)))
        return look('bad', `it fulfils \`fail-when\` (${failWhen.text})`);
    if (doneWhen !== undefined && (0,expression/* isTruthy */.z)(doneWhen.evaluate(data)))
        return look('well');
    if (known === undefined || state === undefined)
        return look(undefined);
    const name = state.trim().toLowerCase();
    if (known.bad.includes(name))
        return look('bad', reasonsIn(known.reasons, data));
    const ends = doneWhen === undefined;
    if (known.well.includes(name)) {
        const faults = reasonsIn(known.faults ?? [], data);
        if (ends && faults !== '')
            return look('bad', faults);
        return look(ends ? 'well' : undefined);
    }
    if (known.warns?.includes(name) === true)
        return look(ends ? 'warning' : undefined);
    if (known.running.includes(name))
        return look(undefined);
    if (jobs_known/* badBeginnings */.W.some((beginning) => name.startsWith(beginning)))
        return look('bad', reasonsIn(known.reasons, data));
    return { ...look(undefined), unknown: true };
}
/** Which run a look shows, for jobs whose start gives no id; undefined when it shows none. */
function runOf(known, data) {
    return known.run === undefined ? undefined : textAt(data, known.run);
}
/** The log of a known job. */
function logOf(known, data) {
    return known?.log === undefined ? undefined : textAt(data, known.log);
}
function reasonsIn(fields, data) {
    return fields
        .flatMap((field) => textsAt(data, field))
        .filter((text) => text !== '[]' && text !== '{}')
        .join(' ');
}
/** The texts of a field; where `[]` stands in its path, of each of the list. */
function textsAt(data, path) {
    const [list = '', ...rest] = path.split('[].');
    if (rest.length === 0)
        return [textAt(data, path) ?? []].flat();
    const items = valueAt(data, list);
    return Array.isArray(items) ? items.flatMap((item) => textsAt(item, rest.join('[].'))) : [];
}
/** In place of what JSON.stringify cannot write. */
const unreadable = '(nested too deeply to be shown)';
/** A field's text by its dotted path; objects and lists as JSON. */
function textAt(data, path) {
    const value = valueAt(data, path);
    if (value === undefined || value === null || value === '')
        return undefined;
    return typeof value === 'string' ? value : ((0,src_json/* jsonText */.s$)(value) ?? unreadable);
}
function valueAt(data, path) {
    let value = data;
    for (const name of path.split('.'))
        value = (0,src_json/* isRecord */.u4)(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return value;
}

;// CONCATENATED MODULE: ./src/jobs/ending.ts




/** How much of a job's log is shown: its last lines, and of each the end, in UTF-16 units. */
const maxLines = 40;
const maxOfLine = 1000;
const mostOfReason = 500;
/**
 * Tells how a job ended.
 * @returns the failure of the step; undefined when the job ended well
 */
function tellEnding(runner, job, { look, data, elapsed }) {
    if (look === undefined || look.end === 'well')
        return undefined;
    const name = `${job.plan.name} ${job.id}`.trim();
    const state = (0,safe_text/* inBrief */.aV)(look.state ?? 'failed', mostOfState, runner.clean);
    if (look.end === 'warning') {
        runner.log.warning(`${name} ended with warnings (${state}): look at its log in Qlik`, 'job ended with warnings');
        return undefined;
    }
    const log = (logOf(job.plan.known, data) ?? '').trim();
    const lines = log.split(/\r\n|\r|\n/u).slice(-maxLines);
    // Secrets go first: half of one is masked by nobody.
    const shown = lines.map((line) => endOf(runner.clean(line), maxOfLine));
    if (log !== '')
        runner.log.group(`End of the log of ${name}`, shown);
    const reason = (0,safe_text/* inBrief */.aV)(look.reason, mostOfReason, runner.clean);
    const ended = `${name} ended as ${state} after ${seconds(elapsed)}`;
    return new failure/* Failure */.HR(reason === '' ? ended : `${ended}: ${reason}`, { title: 'job failed' });
}
function endOf(line, limit) {
    return line.length <= limit ? line : `\u2026${line.slice(1 - limit).toWellFormed()}`;
}

// EXTERNAL MODULE: ./src/jobs/job.ts
var jobs_job = __webpack_require__(7879);
;// CONCATENATED MODULE: ./src/jobs/still-runs.ts


/**
 * @param but what is the matter, and why
 * @param cause whose hint goes along
 */
function mayStillRun({ name }, but, cause = {}) {
    const { hint, topic, title } = cause;
    return new failure/* Failure */.HR(`the ${name} may still run, but ${but}`, { hint, topic, title });
}
/** Adds to the failure of a wait what becomes of the job. */
function leftToPost({ message, hint, topic, title }) {
    const told = `${message.replace(/\.$/u, '')}; the post step asks it to stop`;
    return new failure/* Failure */.HR(told, { hint, topic, title });
}
/**
 * Masks what is secret in an answer of a job that runs, before anything of it is told.
 * @throws Failure when that cannot be
 */
function maskRunning(plan, mask, data) {
    telling(plan, '`mask` cannot be applied to its answer', () => mask?.(data));
}
/** Judges a job that runs. @throws Failure when that cannot be */
function judgeRunning(plan, data) {
    return telling(plan, 'its state cannot be read', () => judgeJob(plan, data));
}
function telling(plan, but, work) {
    try {
        return work();
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        throw mayStillRun(plan, `${but}: ${error.message}`, error);
    }
}

// EXTERNAL MODULE: ./src/http/html.ts
var html = __webpack_require__(5803);
// EXTERNAL MODULE: ./src/state.ts
var state = __webpack_require__(2462);
;// CONCATENATED MODULE: ./src/jobs/stop.ts




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
        sink: () => (0,text_sink/* textSink */.v)(`POST ${url.pathname}`),
        idleTimeout,
        signal,
        harmless: true,
    };
    try {
        const reply = await send(request);
        if ((0,html/* isDone */.$L)(reply)) {
            runner.log.info(`Asked the job to stop: POST ${url.pathname}`);
            return true;
        }
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        const why = explain(request, (0,html/* asError */.zR)(reply), runner.clean);
        runner.log.warning(`The job was not stopped: ${why}`, 'job not stopped');
    }
    catch (error) {
        runner.log.warning(`The job was not stopped: ${(0,failure/* wordsFor */.tu)(error)}`, 'job not stopped');
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
        (0,state/* saveStops */.FI)(runner, url === undefined ? [] : [url.href]);
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        // Nothing is lost: post only asks a job to stop that has ended.
        if (url === undefined)
            return;
        throw new failure/* Failure */.HR(`The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`, { cause: error });
    }
}

// EXTERNAL MODULE: ./src/http/retry-after.ts
var retry_after = __webpack_require__(7821);
// EXTERNAL MODULE: ./src/http/retry-policy.ts
var retry_policy = __webpack_require__(7593);
// EXTERNAL MODULE: ./src/http/sleep.ts
var sleep = __webpack_require__(6235);
;// CONCATENATED MODULE: ./src/jobs/interval.ts
/** How often a job is looked at, in milliseconds. */
const first = 1000;
const growth = 1.5;
const most = 20_000;
/**
 * @param fixed milliseconds; undefined for intervals of 1 s that grow by half to 20 s
 * @returns what gives the next interval
 */
function intervals(fixed) {
    let next = first;
    return () => {
        if (fixed !== undefined)
            return fixed;
        const interval = next;
        next = Math.min(next * growth, most);
        return interval;
    };
}

;// CONCATENATED MODULE: ./src/jobs/wait.ts












/** How much of a Content-Type an error shows. */
const maxOfType = 80;
/** A job may not be readable at once: a 404 counts as "not yet" for this long, in milliseconds. */
const notYet = 10_000;
/**
 * Looks at a job until it ends or the time is up. Whatever may pass by itself is waited out.
 * @param before the run that was last before the start, which does not count; undefined for none
 * @throws Failure when the job can't be looked at for a lasting reason, or the workflow is cancelled
 */
async function waitFor(context, job, { timeout, interval }, before) {
    const { clock, signal } = context.runner;
    const name = `${job.plan.name} ${job.id}`.trim();
    const progress = new Progress(context.runner, name, context.onLook);
    const nextInterval = intervals(interval);
    const time = new AbortController();
    const cancel = clock.timer(timeout, () => {
        time.abort(new failure/* Failure */.HR('the time is up'));
    });
    const limited = AbortSignal.any([signal, time.signal]);
    let last;
    let retryAfterMs = 0;
    const result = (look) => ({
        reply: last?.reply,
        data: last?.data,
        look,
        state: progress.state,
        instead: progress.instead,
        elapsed: progress.elapsed,
    });
    try {
        for (;;) {
            // A server may ask for more than any timer holds: a second more than is left is never over.
            const left = Math.max(timeout - progress.elapsed, 0);
            const pause = Math.min(Math.max(nextInterval(), retryAfterMs), left + 1000);
            await (0,sleep/* sleep */.y)(clock, pause, limited);
            const seen = await lookAt(context, job, limited, progress.elapsed < notYet);
            retryAfterMs = seen.kind === 'seen' ? 0 : seen.retryAfterMs;
            if (seen.kind === 'away')
                progress.lostSight(seen.why);
            if (seen.kind === 'not yet')
                progress.notYet(seen.why);
            if (seen.kind !== 'seen')
                continue;
            progress.cameFromCache(seen.reply.headers.age, pause);
            if (isOld(job, before, seen.data)) {
                await seen.reply.discard();
                continue;
            }
            await last?.reply.discard();
            last = seen;
            const look = judgeRunning(job.plan, seen.data);
            progress.saw(look);
            if (look.end !== undefined)
                return result(look);
        }
    }
    catch (error) {
        if (signal.aborted || !time.signal.aborted) {
            await last?.reply.discard();
            throw error;
        }
        return result(undefined);
    }
    finally {
        cancel();
    }
}
async function lookAt(context, job, signal, early) {
    const { clean, clock } = context.runner;
    const request = context.request(job.url, signal);
    let reply;
    try {
        reply = await context.send(request);
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR) || signal.aborted)
            throw error;
        if (!error.transient)
            throw unseen(job, error.message, error);
        return { kind: 'away', why: error.message, retryAfterMs: 0 };
    }
    const { date, 'retry-after': asked } = reply.headers;
    const retryAfterMs = (0,retry_after/* retryAfter */.P)(asked, date, clock.now()) ?? 0;
    const json = (0,verdict/* readJson */.Vh)(reply.body);
    if ((0,exchange/* isSuccess */.oJ)(reply.status) && json.kind === 'json') {
        try {
            maskRunning(job.plan, context.mask, json.value);
        }
        catch (error) {
            await reply.discard();
            throw error;
        }
        return { kind: 'seen', reply, data: json.value };
    }
    const text = (0,exchange/* isSuccess */.oJ)(reply.status) ? undefined : (0,masking/* tellable */.i)(reply.body.text, context.mask);
    await reply.discard();
    const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
    if ((0,exchange/* isSuccess */.oJ)(reply.status)) {
        const type = (0,safe_text/* inBrief */.aV)(reply.headers['content-type'] ?? 'no Content-Type', maxOfType, clean);
        const note = `${type}, which is not JSON`;
        const why = explain(request, { ...reply, text: '', note }, clean);
        return { kind: 'away', why, retryAfterMs };
    }
    const why = explain(request, { ...reply, text }, clean);
    const awaitsRun = job.plan.known?.run !== undefined && !job.plan.joins;
    if (context.accepts(reply.status) || (reply.status === 404 && (early || awaitsRun)))
        return { kind: 'not yet', why, retryAfterMs };
    // A token that has ended gets another one when the tenant is back.
    if (retry_policy/* transientStatuses */.TG.has(reply.status) || reply.transient === true)
        return { kind: 'away', why, retryAfterMs };
    throw unseen(job, why);
}
/** @param cause whose hint goes along */
function unseen(job, why, cause) {
    return mayStillRun(job.plan, `cannot be looked at: ${why}`, cause);
}
/** Whether a look shows the run that was there before the start. */
function isOld(job, before, data) {
    const { known, joins } = job.plan;
    if (known?.run === undefined || joins)
        return false;
    const run = runOf(known, data);
    return run === undefined || run === before;
}
/** @returns what a step says that has no more time */
function timeUp(job, { state, instead, elapsed }) {
    const { plan, id } = job;
    const name = `${plan.name} ${id}`.trim();
    const later = 'Raise `wait-timeout-minutes`, or look at it later with a GET of its path and `wait`';
    const doubt = plan.doneWhen?.hint ?? plan.failWhen?.hint;
    const [time, saw] = [seconds(elapsed), `(state: ${state})`];
    return new failure/* Failure */.HR(instead === undefined
        ? `${name} is still running after ${time} ${saw}; it is left running`
        : `${name} was not seen to end within ${time} ${saw}; it may still run. The last poll: ${instead}`, {
        hint: doubt === undefined ? later : `${later}. ${doubt}`,
        topic: 'job-still-running',
        title: 'job still running',
    });
}

;// CONCATENATED MODULE: ./src/jobs/run-job.ts













/**
 * How long a cancelled step still waits, in milliseconds: first for the answer to a start that is
 * under way, then for the answer to the request to stop. The runner gives 7.5 s in all.
 */
const grace = { start: 3500, stop: 3500 };
/**
 * Makes the call that starts (or joins) a job, and waits for its end.
 * @returns the job's last state; the call's own answer when it started nothing
 * @throws Failure when the job cannot be started or looked at, or the workflow is cancelled, in
 *   which case the job is asked to stop
 */
async function runJob(context, plan, start, patience) {
    const { runner } = context;
    const before = plan.joins ? undefined : await lastRun(context, plan);
    // A start that is in flight when the workflow is cancelled has to be known, to be stopped.
    const reply = await context.send(plan.stop === undefined || plan.joins ? start : { ...start, graceMs: grace.start });
    const { location } = reply.headers;
    if (!(0,exchange/* isSuccess */.oJ)(reply.status)) {
        if (start.isFinal?.(reply.status) === true)
            runner.log.warning(`${(0,exchange/* nameOf */.Vb)(start)}: ${String(reply.status)} is accepted, so no ${plan.name} is waited for`, 'no job waited for');
        return { request: start, reply, location, data: undefined, failure: undefined };
    }
    const hidden = await context.hidden(start, reply);
    if (hidden !== undefined) {
        const failure = plan.joins ? hidden : notFollowed(plan, hidden);
        return { request: start, reply, location, data: undefined, failure };
    }
    try {
        return await follow(context, plan, patience, before, { request: start, reply, location });
    }
    catch (error) {
        // The call was made: its answer is handed on all the same.
        if (!(error instanceof failure/* Failure */.HR) || runner.signal.aborted)
            throw error;
        return { request: start, reply, location, data: undefined, failure: error };
    }
}
/** What a step fails with when nobody knows whether its job was started. */
function notFollowed({ name }, { message, hint, topic }) {
    return new failure/* Failure */.HR(`${message}; the ${name} may run, and is not waited for`, { hint, topic });
}
/** Follows a job from the answer to its start to its end. */
async function follow(context, plan, patience, before, started) {
    const { runner } = context;
    const { reply, location } = started;
    const json = (0,verdict/* readJson */.Vh)(reply.body);
    const data = json.kind === 'json' ? json.value : null;
    const unmasked = json.kind === 'json'
        ? failureIn(() => {
            maskRunning(plan, context.mask, data);
        })
        : undefined;
    const isInexact = await (0,verdict/* inexactIn */.yj)(json, reply.body);
    const job = (0,jobs_job/* locate */.x)(plan, context.tenant, data, runner.clean, isInexact);
    const { outputsUrl: outputs } = job;
    const tells = plan.joins || (plan.known !== undefined && plan.known.run === undefined);
    let look;
    const unread = unmasked ??
        failureIn(() => {
            if (tells)
                look = judgeRunning(plan, data);
        });
    if (unread !== undefined) {
        const stopUrl = stopOf(job);
        if (stopUrl === undefined)
            throw unread;
        saveStop(runner, stopUrl);
        throw leftToPost(unread);
    }
    if (look?.end !== undefined) {
        context.onLook?.(`${plan.name} ${job.id}`.trim(), look, 0);
        const waited = { reply, data, look, state: look.state ?? '', elapsed: 0 };
        return { ...started, data, outputs, failure: tellEnding(runner, job, waited) };
    }
    const waited = await waitOrStop(context, job, patience, before);
    const failure = waited.look === undefined ? timeUp(job, waited) : tellEnding(runner, job, waited);
    if (waited.reply === undefined)
        return { ...started, data, failure };
    await reply.discard();
    const request = { method: 'GET', url: job.url };
    return { request, reply: waited.reply, location, data: waited.data, outputs, failure };
}
/** @returns undefined when it does not fail */
function failureIn(work) {
    try {
        work();
        return undefined;
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            return error;
        throw error;
    }
}
/** Where a job is stopped. One that the step only joined may be somebody else's: it is left alone. */
function stopOf({ plan, stopUrl }) {
    return plan.joins ? undefined : stopUrl;
}
async function waitOrStop(context, job, patience, before) {
    const { runner, once: send } = context;
    const stopUrl = stopOf(job);
    if (stopUrl !== undefined)
        saveStop(runner, stopUrl);
    // What is not forgotten is for the post step to stop.
    const forget = () => {
        if (stopUrl !== undefined)
            saveStop(runner, undefined);
    };
    try {
        const { look, mask, onLook, accepts } = context;
        const waited = await waitFor({ runner, send, request: look, mask, onLook, accepts }, job, patience, before);
        // Ended, or left running on purpose.
        forget();
        return waited;
    }
    catch (error) {
        if (!runner.signal.aborted) {
            // Nobody sees any more how it gets on. A defect of ours leaves it to the post step, too.
            if (error instanceof failure/* Failure */.HR && stopUrl !== undefined)
                throw leftToPost(error);
        }
        else if (stopUrl !== undefined) {
            const timer = (0,deadline/* after */.P)(runner.clock, AbortSignal.abort(), grace.stop);
            const stopped = await stopJob(runner, send, stopUrl, context.idleTimeout, timer.signal).finally(timer.cancel);
            if (stopped)
                forget();
        }
        else if (!job.plan.joins)
            runner.log.info(`${`${job.plan.name} ${job.id}`.trim()} goes on in Qlik: it cannot be stopped from here`);
        throw error;
    }
}
/**
 * The run that is the last one before the start, so that it is not taken for the new one.
 * @returns undefined when there is none, or the answer to the start will tell the new one's id
 */
async function lastRun(context, plan) {
    if (plan.known?.run === undefined)
        return undefined;
    const request = {
        ...context.look(new URL(plan.poll, context.tenant.origin), context.runner.signal),
        sink: () => (0,text_sink/* textSink */.v)(`GET ${plan.poll}`),
    };
    const reply = await context.send(request);
    if (reply.status === 404)
        return undefined;
    const json = (0,exchange/* isSuccess */.oJ)(reply.status) ? (0,src_json/* parseJson */.qF)(reply.body) : undefined;
    if (json !== undefined)
        return runOf(plan.known, json.value);
    const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
    const text = (0,masking/* tellable */.i)(reply.body, context.mask);
    const why = explain(request, { ...reply, text }, context.runner.clean);
    throw new failure/* Failure */.HR(`Nothing was started: the last run of the ${plan.name} cannot be looked at: ${why}`);
}


/***/ }),

/***/ 1307:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ tellable),
/* harmony export */   maskIn: () => (/* binding */ maskIn)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8301);


/** Shorter texts would star the whole log. */
const shortest = 4;
/** So many are handed over at once: a call takes no more arguments than fit on the stack. */
const atOnce = 1000;
/** More of them would take all memory, in the many spellings that are hidden. */
const maxMasked = 500_000;
/** What has been masked by the expressions of a step: polls may find the same again, or always more. */
const maskedBy = new WeakMap();
/**
 * Masks every string that the expressions find, before anything of the response is told.
 * @param expressions those of the step, in the same array each time
 * @param data the response's JSON
 * @returns warnings: one for each expression that finds nothing to mask
 * @throws Failure when an expression fails
 */
function maskIn(runner, expressions, data) {
    const masked = maskedBy.get(expressions) ?? new Set();
    maskedBy.set(expressions, masked);
    return expressions.flatMap((expression) => {
        const name = JSON.stringify(expression.text);
        // The runner masks line by line, so each has to be long enough.
        const lines = stringsIn(expression.evaluate(data))
            .flatMap((text) => text.split(/\r\n|\r|\n/u))
            .map((line) => line.trim());
        const long = lines.filter((line) => line.length >= shortest);
        const fresh = new Set(long.filter((line) => !masked.has(line)));
        if (masked.size + fresh.size > maxMasked)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name} finds ${String(fresh.size)} strings to mask besides ${String(masked.size)} that this step ` +
                `has masked, and a step can mask no more than ${String(maxMasked)}`);
        for (const line of fresh)
            masked.add(line);
        for (let at = 0; at < long.length; at += atOnce)
            runner.mask(...long.slice(at, at + atOnce));
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
/**
 * What may be told of an answer whose body is no success: with a mask to apply, only JSON that it has
 * been applied to.
 * @param mask undefined where nothing is to be masked
 * @returns undefined when no word of it may be told
 */
function tellable(text, mask) {
    if (mask === undefined || text === undefined)
        return text;
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    if (json === undefined)
        return undefined;
    try {
        mask(json.value);
        return text;
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            return undefined;
        throw error;
    }
}
/** All strings of a JSON value, however deep. */
function stringsIn(value) {
    const found = [];
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (typeof next === 'string')
            found.push(next);
        else if (typeof next === 'object' && next !== null)
            for (const part of Object.values(next))
                open.push(part);
    }
    return found;
}


/***/ }),

/***/ 4326:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   yj: () => (/* binding */ inexactIn)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1823);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7297);
/* harmony import */ var _expression_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7453);





/** Reads a body as JSON. */
function readJson(body) {
    if (body.length === 0)
        return { kind: 'empty' };
    if (body.length > _body_js__WEBPACK_IMPORTED_MODULE_1__/* .mostJsonBytes */ .RJ) {
        const why = '`select`, `fail-when` and `mask` take a response of 500 MiB at most';
        return { kind: 'too large', failure: new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(why) };
    }
    const text = body.wholeText();
    // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
    const json = text === undefined ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text.replace(/^\ufeff/u, ''));
    if (text === undefined || json === undefined)
        return { kind: 'not JSON' };
    return {
        kind: 'json',
        value: json.value,
        longNumbers: /[\d.]{16}|\d[eE]/u.test(text),
        escapes: text.includes('\\'),
    };
}
/** @returns what tells numbers that are not those in the body; undefined when it has none */
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
        // Thrown where the verdict is made, so that the response is put out all the same.
        return () => {
            throw error;
        };
    }
}
/**
 * Judges a response by the step's own expressions.
 * @param name the request, for the error
 * @param status one that the step takes as success
 * @param isInexact whether what `select` finds cannot be handed on
 */
function judge(name, status, json, asks, isInexact) {
    const strict = (0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .isSuccess */ .oJ)(status);
    const result = asks.select === undefined ? undefined : '';
    const asked = [asks.failWhen && '`fail-when`', asks.select && '`select`'].filter(Boolean);
    if (asked.length === 0)
        return { result, failure: undefined };
    if (json.kind === 'too large')
        return { result, failure: json.failure };
    if (json.kind === 'not JSON') {
        const why = `${name}: ${asked.join(' and ')} cannot be applied: the response is not JSON`;
        return { result, failure: strict ? new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(why) : undefined };
    }
    const data = json.kind === 'json' ? json.value : null;
    const { failWhen, select } = asks;
    try {
        const inexact = givesInexact(select, data, isInexact);
        if (failWhen !== undefined && (0,_expression_js__WEBPACK_IMPORTED_MODULE_4__/* .isTruthy */ .z)(failWhen.evaluate(data))) {
            const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
            const failure = new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(why, { hint: failWhen.hint });
            return { result: inexact ? '' : resultOf(select, data, false), failure };
        }
        if (inexact)
            return { result, failure: inexactResult(name, select) };
        const found = resultOf(select, data, strict);
        if (!strict || found !== undefined || select === undefined) {
            const warnings = strict ? doubts(asks, found) : [];
            return { result: found ?? result, failure: undefined, warnings };
        }
        const why = `${name}: \`select\` (${select.text}) finds nothing in the response`;
        const allowing = "Where nothing may come, write \u2026 || ''";
        const hint = select.hint === undefined ? allowing : `${select.hint}. ${allowing}`;
        return { result, failure: new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(why, { hint, topic: 'nothing-selected' }) };
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return { result, failure: new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: ${error.message}`) };
    }
}
function givesInexact(select, data, isInexact) {
    if (select === undefined || isInexact === undefined)
        return false;
    let found;
    try {
        found = select.evaluate(data);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return false;
    }
    return isInexact(found);
}
function inexactResult(name, select) {
    const why = `${name}: \`select\` (${select?.text ?? ''}) gives a number that would not come out as it is in the response`;
    const hint = 'It has more digits than JMESPath can hold: take it from `response`, with a tool that keeps them all (Python, jq 1.7)';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(why, { hint });
}
/** What `select` gives where it finds none of a list. */
const nothing = new Set([undefined, '', '[]', '{}', 'false']);
/** @param found what `select` gives; `fail-when` is not true */
function doubts({ select, failWhen }, found) {
    const asked = [
        ['select', nothing.has(found) ? select : undefined],
        ['fail-when', failWhen],
    ];
    return asked.flatMap(([name, expression]) => expression?.hint === undefined
        ? []
        : [`${name} (${expression.text}) finds nothing in the response. ${expression.hint}`]);
}
/**
 * @param strict whether an expression that fails is an error; else it finds nothing
 * @returns undefined when there is nothing
 */
function resultOf(select, data, strict) {
    try {
        const found = select?.evaluate(data) ?? null;
        return found === null ? undefined : asText(found);
    }
    catch (error) {
        if (strict || !(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return undefined;
    }
}
/** A string as it is, anything else as JSON. @throws Failure when that cannot be */
function asText(value) {
    if (typeof value === 'string')
        return value;
    const text = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .jsonText */ .s$)(value);
    if (text !== undefined)
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('what `select` finds is nested too deeply, or too large, to be written');
}


/***/ })

};
;
//# sourceMappingURL=108.index.js.map