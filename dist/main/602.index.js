"use strict";
exports.id = 602;
exports.ids = [602,307,778,71,285];
exports.modules = {

/***/ 1071:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explain: () => (/* binding */ explain),
/* harmony export */   readProblem: () => (/* binding */ readProblem)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9541);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8301);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1823);
/* harmony import */ var _trace_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6119);





/** How much of a server's own words is told. */
const wordLimit = 500;
/** How many of several errors are told. */
const mostErrors = 3;
/**
 * Puts an error answer into one line: `POST /api/v1/reloads: 403 Forbidden: RELOADS-003 You do not
 * have permission (traceId 0af\u2026)`.
 * @param clean takes secrets out; the text is cut only after that, since half a secret is masked by nobody
 */
function explain(request, answer, clean) {
    // Secrets go before anything is changed, which could hide them from us, and after.
    const problem = readProblem(answer.text === undefined ? undefined : clean(answer.text));
    const said = [answer.note ?? '', problem.words].filter((part) => part !== '').join('; ');
    const words = (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .inBrief */ .aV)(said, wordLimit, clean);
    const trace = problem.traceId ?? (0,_trace_id_js__WEBPACK_IMPORTED_MODULE_2__/* .traceIdOf */ .a)(answer.headers);
    const status = `${String(answer.status)} ${node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[answer.status] ?? ''}`.trim();
    return ([(0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(request), status, words].filter((part) => part !== '').join(': ') +
        (trace === undefined ? '' : ` (traceId ${trace})`));
}
/**
 * Reads the forms in which Qlik, its gateways and OAuth servers tell an error.
 * @param text the body; undefined when it is no text
 */
function readProblem(text) {
    if (text === undefined)
        return { codes: [], words: '' };
    const body = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(text);
    if (body === undefined)
        return { codes: [], words: withoutTags(text) };
    for (const read of readers) {
        const problem = read(body.value);
        if (problem !== undefined)
            return problem;
    }
    // JSON in no form of an error is a body, and may hold anything: a token, say.
    return { codes: [], words: '' };
}
/** One reader a form, in the order in which they are tried: what says the most comes first. */
const readers = [
    // Qlik: {"errors":[{code,title,detail}],"traceId"}
    (body) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(body) ? fromList(body.errors, body.traceId) : undefined),
    // data connections: a bare array
    (body) => fromList(body, undefined),
    // OAuth, RFC 6749 section 5.2; of others, the error is an object of its own
    (body) => {
        if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(body))
            return undefined;
        const error = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(body, 'error');
        if (error === undefined)
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(body.error) ? fromList([body.error], body.traceId) : undefined;
        return problemOf([error], [error, (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(body, 'error_description') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(body, 'message'), fieldsIn(body)]);
    },
    // spaces, extensions: {code,title,detail} at the top; gateways: {"message":"\u2026"}; with the fields that are
    // wrong: {"message":"\u2026","errors":{"name":["too long"]}}
    (body) => {
        if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(body))
            return undefined;
        const { codes, words, traceId: trace } = fromList([body], body.traceId) ?? problemOf([], []);
        const all = problemOf([...codes], [words, fieldsIn(body)]);
        return all.words === '' ? undefined : { ...all, traceId: trace };
    },
];
function fromList(list, trace) {
    if (!Array.isArray(list))
        return undefined;
    const errors = list.filter(_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4).slice(0, mostErrors);
    const words = errors
        .map(wordsOf)
        .filter((part) => part !== '')
        .join('; ');
    if (words === '')
        return undefined;
    const codes = errors.flatMap((error) => (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(error, 'code') ?? []);
    return { codes, words, traceId: (0,_trace_id_js__WEBPACK_IMPORTED_MODULE_2__/* .traceId */ .J)(trace) };
}
/**
 * The fields that say more than the title does, the first of them that does: most services have
 * `detail`, data integration `details`, machine learning `issue`, tasks `context`.
 */
const details = ['detail', 'details', 'message', 'issue', 'context'];
/** Where some put it instead (themes, machine learning, tenants), and what an error may wrap (tasks). */
const insides = ['meta', 'inner'];
/** One error in words: `A-1 Title: detail`. */
function wordsOf(error) {
    const code = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(error, 'code') ?? '';
    const title = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(error, 'title') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(error, 'message') ?? '';
    const inner = insides.flatMap((name) => {
        const inside = error[name];
        return (Array.isArray(inside) ? inside : [inside]).filter(_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4);
    });
    const detail = [
        ...details.map((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(error, name)),
        ...inner.map((inside) => wordsOf({ ...inside, meta: undefined, inner: undefined })),
    ].find((text) => text !== undefined && text !== '' && text !== title);
    return problemOf([], [`${code} ${title}`.trim(), detail]).words;
}
/** What is wrong with which field (`name: too long`), or `errors` that are texts. */
function fieldsIn({ errors }) {
    const named = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(errors) ? Object.entries(errors) : [['', errors]];
    return named
        .flatMap(([name, said]) => [said]
        .flat()
        .map((one) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(one) ? wordsOf(one) : one))
        .filter((one) => typeof one === 'string' && one !== '')
        .map((one) => problemOf([], [name, String(one)]).words))
        .slice(0, mostErrors)
        .join('; ');
}
function problemOf(codes, words) {
    return { codes, words: words.filter((part) => part !== undefined && part !== '').join(': ') };
}
/** The text of an HTML page (a proxy's, mostly), with its white space as it is. */
function withoutTags(text) {
    return text
        .replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
        .replace(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
        .replace(/<[^<>]*>/gu, ' ');
}


/***/ }),

/***/ 9602:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findOutput: () => (/* binding */ findOutput)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_explain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1071);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1823);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8301);
/* harmony import */ var _response_failed_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5285);
/* harmony import */ var _response_masking_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1307);
/* harmony import */ var _response_pages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3778);
/* harmony import */ var _response_verdict_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4326);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9541);









/** Tenants that have no list of outputs, or not for this client, tell them in the job's last state. */
const withoutList = new Set([403, 404]);
/** How many ids and errors the log shows, and how much of each. */
const maxIds = 10;
const maxId = 100;
const maxWords = 500;
/**
 * Finds the one output of a job that ended well.
 * @returns its place; a failure, with the list of outputs as the answer, where there are several, none,
 *   or one with errors
 */
async function findOutput(context, made) {
    if (made.failure !== undefined || !(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .isSuccess */ .oJ)(made.reply.status))
        return { made, location: undefined };
    try {
        const listed = await listOutputs(context, made);
        const failure = faultOf(context.runner, listed);
        const location = listed.outputs[0]?.location;
        if (failure === undefined)
            return { made, location };
        if (listed.reply !== made.reply)
            await made.reply.discard();
        const { request, reply } = listed;
        return { made: { ...made, request, reply, failure }, location: undefined };
    }
    catch (error) {
        // The job has ended well: its last state is handed on all the same.
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR) || context.runner.signal.aborted)
            throw error;
        return { made: { ...made, failure: error }, location: undefined };
    }
}
async function listOutputs(context, made) {
    const { runner, send, tenant, mask, hidden, list } = context;
    const told = { ...made, field: 'results', outputs: recordsIn(made.data, 'results') };
    if (made.outputs === undefined)
        return told;
    const request = context.request(made.outputs);
    const first = await send(request);
    if (withoutList.has(first.status)) {
        await first.discard();
        return told;
    }
    const refuse = (why) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the job succeeded, but its outputs cannot be read: ${why}`);
    if (!(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .isSuccess */ .oJ)(first.status)) {
        const why = (0,_http_explain_js__WEBPACK_IMPORTED_MODULE_1__.explain)(request, { ...first, text: (0,_response_masking_js__WEBPACK_IMPORTED_MODULE_3__/* .tellable */ .i)(first.body.text, mask) }, runner.clean);
        await first.discard();
        throw refuse(why);
    }
    const failed = await hidden(request, first);
    if (failed !== undefined) {
        await first.discard();
        throw refuse(failed.message);
    }
    // Said below.
    const noList = () => undefined;
    const reply = await (0,_response_pages_js__WEBPACK_IMPORTED_MODULE_4__.allPages)({ runner, send, tenant, request, list, noList, hidden }, first);
    const json = (0,_response_verdict_js__WEBPACK_IMPORTED_MODULE_5__/* .readJson */ .Vh)(reply.body);
    if (json.kind !== 'json' || !(0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(json.value) || !Array.isArray(json.value.data)) {
        await reply.discard();
        throw refuse(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(request)}: the answer is not a list`);
    }
    try {
        mask?.(json.value);
    }
    catch (error) {
        await reply.discard();
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        throw refuse(`\`mask\` cannot be applied: ${error.message}`);
    }
    return { request, reply, field: 'data', outputs: recordsIn(json.value, 'data') };
}
function recordsIn(data, name) {
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(data) ? data[name] : undefined;
    return Array.isArray(list) ? list.filter(_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4) : [];
}
/** @returns why none of the outputs can be fetched; undefined when there is one, and it is whole */
function faultOf({ clean }, { request, field, outputs }) {
    const name = (0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .nameOf */ .Vb)(request);
    const idOf = (output) => (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_8__/* .inBrief */ .aV)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textIn */ .r7)(output, 'outputId') ?? 'without an id', maxId, clean);
    for (const output of outputs) {
        const why = flawOf(output, clean);
        if (why === undefined)
            continue;
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the output ${idOf(output)} ${why}`, { title: 'job failed' });
    }
    if (outputs.length === 1)
        return undefined;
    if (outputs.length === 0)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: \`fetch-result\` finds no output: the job made none`);
    const ids = outputs.slice(0, maxIds).map(idOf);
    const all = [...ids, ...(outputs.length > maxIds ? ['\u2026'] : [])].join(', ');
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the job made ${String(outputs.length)} outputs (${all}), and \`fetch-result\` takes one`, {
        hint: 'Give this step an `id` and `continue-on-error: true`, and fetch each output in a step of its own: ' +
            `\`path: \${{ fromJSON(steps.ID.outputs.response).${field}[0].location }}\` with \`response-file\``,
    });
}
/** @returns what is wrong with an output; undefined when it is whole */
function flawOf(output, clean) {
    const { exportErrors, status } = output;
    if (!(0,_response_failed_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .isEmpty */ .I)(exportErrors)) {
        const { words } = (0,_http_explain_js__WEBPACK_IMPORTED_MODULE_1__.readProblem)((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .jsonText */ .s$)({ errors: exportErrors }));
        return words === '' ? 'has errors' : `has errors: ${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_8__/* .inBrief */ .aV)(words, maxWords, clean)}`;
    }
    if (status === undefined || status === null || status === '')
        return undefined;
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textIn */ .r7)(output, 'status')?.trim().toLowerCase();
    if (state === undefined)
        return 'is in a state that cannot be read';
    return state === 'done' ? undefined : `is ${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_8__/* .inBrief */ .aV)(state, maxId, clean)}`;
}


/***/ }),

/***/ 5285:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ isEmpty),
/* harmony export */   failureOfParts: () => (/* binding */ failureOfParts)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1823);
/* harmony import */ var _http_trace_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6119);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9541);





/** How many failed parts are named, as far as an annotation has room for them. */
const maxNamed = 20;
const maxCharacters = 3000;
/** How much is said of one. */
const maxWords = 200;
/** How far into an error anybody looks: JSON.parse takes any depth, the stack does not. */
const maxDepth = 5;
/** Fields that only something that failed has; empty ones aside. */
const errorFields = [
    'error',
    'errors',
    'errorResponse',
    'errorMessage',
    'failedPatchError',
];
/** What a part is known by, the best first. */
const names = [
    'subject',
    'sourceSubject',
    'email',
    'name',
    'id',
    'requestId',
    'qri',
    'path',
];
/** Fields that hold what a part is about. */
const subjects = ['resource', 'operation'];
/**
 * Looks for failed parts in the body of a 207.
 * @param json the body; what is to be masked in it is masked already
 * @returns undefined when no part failed, or those that did are accepted
 */
function failureOfParts(request, { headers }, json, accepted, clean) {
    if (accepted.acceptsFailedParts || json.kind === 'empty')
        return undefined;
    const body = json.kind === 'json' ? json.value : undefined;
    const trace = (0,_http_trace_id_js__WEBPACK_IMPORTED_MODULE_1__/* .traceId */ .J)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(body) ? body.traceId : undefined) ?? (0,_http_trace_id_js__WEBPACK_IMPORTED_MODULE_1__/* .traceIdOf */ .a)(headers);
    const fail = (what, hint) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(request)}: 207 Multi-Status: ${what}` +
        (trace === undefined ? '' : ` (traceId ${trace})`), { hint, topic: 'failed-parts' });
    if (json.kind !== 'json') {
        const why = json.kind === 'too large' ? 'over 500 MiB' : 'not JSON';
        return fail(`the response is ${why}, so nobody can say whether a part failed`, 'To take it all the same, set `accept-status: 207`');
    }
    const parts = partsOf(body);
    const said = parts.flatMap((part, at) => {
        const words = wordsOf(part, accepted, clean);
        return words === undefined ? [] : [`${nameOfPart(part, at, clean)}: ${words}`];
    });
    const named = said.slice(0, maxNamed);
    while (named.join('; ').length > maxCharacters)
        named.pop();
    const left = said.length - named.length;
    const whole = wordsOf(body, accepted, clean);
    const failed = [
        ...(whole === undefined ? [] : [`failed in part: ${whole}`]),
        ...(said.length === 0
            ? []
            : [
                `${String(said.length)} of ${String(parts.length)} parts failed: ` +
                    [...named, ...(left === 0 ? [] : [`and ${String(left)} more`])].join('; '),
            ]),
    ];
    if (failed.length === 0)
        return undefined;
    return fail(failed.join('; '), 'What succeeded is done: `response` tells of each part. To let parts with a certain status pass, name ' +
        'it in `accept-status`; `accept-status: 207` lets all pass');
}
/** The parts: what a list at the top holds, whatever it is called. */
function partsOf(body) {
    if (Array.isArray(body))
        return body;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(body))
        return [];
    return Object.entries(body).flatMap(([name, list]) => Array.isArray(list) && !isErrorField(name) ? list : []);
}
function isErrorField(name) {
    return errorFields.includes(name);
}
/** @returns what is said of a part that failed; undefined when it did not, or is accepted */
function wordsOf(part, { accepts }, clean) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(part))
        return undefined;
    // A status may be an object, with a code and an error of its own.
    const inner = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(part.status) ? part.status : {};
    const status = [part.status, inner.code, part.httpStatusCode].find(isStatus);
    const errors = [part, inner].flatMap((record) => errorFields.map((name) => record[name]).filter((value) => !isEmpty(value)));
    const isError = typeof part.status === 'string' && /^error$/iu.test(part.status);
    const isFailure = Number(status ?? 0) >= 400;
    const failed = isFailure || isError || part.valid === false || errors.length > 0;
    if (!failed || (isFailure && accepts(Number(status))))
        return undefined;
    const what = [
        status === undefined ? '' : String(status),
        isError ? 'error' : '',
        part.valid === false ? 'not valid' : '',
    ].filter((word) => word !== '');
    const own = reasonOf(part, status);
    const why = own === '' ? errors.map((error) => reasonOf(error, status)).find(Boolean) : own;
    const separator = part.valid === false ? ': ' : ' ';
    const words = [what.join(' '), why ?? ''].filter((word) => word !== '').join(separator);
    return (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__/* .inBrief */ .aV)(words === '' ? 'an error' : words, maxWords, clean);
}
/** A part's own word for what went wrong, or that of the error in it. */
function reasonOf(error, status, depth = 0) {
    if (typeof error === 'string')
        return error;
    if (depth > maxDepth)
        return '';
    if (Array.isArray(error))
        return error
            .slice(0, 3)
            .map((one) => reasonOf(one, status, depth + 1))
            .filter((word) => word !== '')
            .join('; ');
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(error))
        return '';
    const first = (...fields) => fields.map((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(error, name) ?? '').find((text) => text !== '') ?? '';
    const code = first('code', 'errorCodeName');
    // Some services give the status for a code where they have none.
    const head = [code === String(status) ? '' : code, first('title', 'message', 'errorMessage')];
    const detail = first('detail', 'validationResult');
    const words = [head.filter((word) => word !== '').join(' '), detail].filter((word) => word !== '');
    return words.length > 0 ? words.join(': ') : reasonOf(error.errors, status, depth + 1);
}
/** Whether a value is a status of HTTP, as a number or in digits. */
function isStatus(value) {
    return typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/u.test(value));
}
/** Whether a field of errors holds none. What is nested too deeply to be looked through counts as one. */
function isEmpty(value, depth = 0) {
    if (value === undefined || value === null || value === '' || value === false || value === 0)
        return true;
    if (Array.isArray(value))
        return value.length === 0;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) || depth > maxDepth)
        return false;
    return Object.values(value).every((one) => isEmpty(one, depth + 1));
}
function nameOfPart(part, at, clean) {
    const about = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(part) ? subjects.map((field) => part[field]) : [];
    for (const record of [part, ...about])
        if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(record))
            for (const name of names) {
                const text = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(record, name) ?? '';
                if (text !== '')
                    return (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_4__/* .inBrief */ .aV)(text, maxWords, clean);
            }
    return `part ${String(at + 1)}`;
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

/***/ 3778:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  allPages: () => (/* binding */ allPages)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __webpack_require__(1823);
// EXTERNAL MODULE: ./src/http/html.ts
var html = __webpack_require__(5803);
// EXTERNAL MODULE: ./src/http/spent-buffers.ts
var spent_buffers = __webpack_require__(846);
// EXTERNAL MODULE: ./src/http/transfer.ts
var transfer = __webpack_require__(1093);
// EXTERNAL MODULE: ./src/tenant-path.ts
var tenant_path = __webpack_require__(335);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/response/body.ts + 1 modules
var response_body = __webpack_require__(7297);
;// CONCATENATED MODULE: ./src/response/list-page.ts


const noLinks = { kind: 'no list', why: 'has no `links`' };
/**
 * Reads a first page. Its list is `data`, else the one array of objects beside `links`: some of
 * Qlik's lists are called `tasks`, `scripts` or `sharingTasks`.
 */
function readFirstPage(body) {
    const json = readLinked(body);
    if ('kind' in json)
        return json;
    const { text, page, next } = json;
    const [list, ...others] = listsIn(page);
    if (list === undefined)
        return next === undefined
            ? { kind: 'no list', why: 'has no list beside `links`' }
            : {
                kind: 'unusable',
                why: 'has a next link, but no list: neither `data` nor one array of objects',
            };
    if (others.length > 0)
        return next === undefined
            ? { kind: 'no list', why: 'has several arrays beside `links` that may be a list' }
            : { kind: 'unusable', why: 'has a next link, and several arrays that may be its list' };
    // A user has `links` as well, and `assignedRoles`: the rest of it would be lost.
    if (list !== 'data' && next === undefined && Object.hasOwn(page, 'id'))
        return { kind: 'no list', why: 'is a single object with an `id`' };
    return { kind: 'page', text, list, next };
}
/** Reads a page after the first. @param list the field that holds the list on the first page */
function readLaterPage(body, list) {
    const json = readLinked(body);
    if ('kind' in json)
        return json;
    const { text, page, next } = json;
    return Object.hasOwn(page, list) && Array.isArray(page[list])
        ? { kind: 'page', text, list, next }
        : { kind: 'unusable', why: 'has no list under the name that it has on the first page' };
}
/** @returns the fields of a body that may be its list: one, where it is clear */
function listsIn(page) {
    if (Array.isArray(page.data))
        return ['data'];
    const arrays = Object.entries(page).flatMap(([name, field]) => Array.isArray(field) ? [[name, field]] : []);
    const filled = arrays.filter(([, items]) => items.length > 0 && items.every(src_json/* isRecord */.u4));
    // An empty array does not show what it is for: it counts where no other may be the list.
    const found = filled.length > 0 ? filled : arrays.filter(([, items]) => items.length === 0);
    return found.map(([name]) => name);
}
function readLinked(body) {
    if (body.length === 0)
        return { kind: 'no list', why: 'is empty' };
    // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
    const text = body.wholeText()?.replace(/^\ufeff/u, '');
    if (text === undefined)
        return {
            kind: 'unusable',
            why: body.length > response_body/* mostJsonBytes */.RJ
                ? 'is larger than 500 MiB: ask for fewer items at once, with `limit` in `query`'
                : 'is not text in UTF-8',
        };
    const json = (0,src_json/* parseJson */.qF)(text);
    if (json === undefined)
        return {
            kind: 'no list',
            why: /^\s*</u.test(text)
                ? 'is HTML (the login or maintenance page of a proxy?)'
                : 'is not JSON',
        };
    const page = json.value;
    if (!(0,src_json/* isRecord */.u4)(page) || !(0,src_json/* isRecord */.u4)(page.links))
        return noLinks;
    const next = nextIn(page.links);
    return next === null
        ? { kind: 'unusable', why: 'has a `links.next` that is neither an address nor empty' }
        : { text, page, next };
}
/** @returns undefined at the end; null for what is neither an address nor an end */
function nextIn({ next }) {
    const address = (0,src_json/* isRecord */.u4)(next) ? next.href : next;
    if (typeof address === 'string')
        return address === '' ? undefined : address;
    const none = address === undefined || address === null;
    return none || ((0,src_json/* isRecord */.u4)(address) && Object.keys(address).length === 0) ? undefined : null;
}

;// CONCATENATED MODULE: ./src/response/page-ahead.ts

/**
 * The page of a list that is on its way while the one before it is written. When that one fails, it
 * is given up: it is not asked for again, holds nobody up, and leaves no file.
 */
class PageAhead {
    #send;
    #end = new AbortController();
    #signal;
    #pending;
    /**
     * @param signal the step's own
     * @param list where the pages go: what goes wrong there is told by whoever writes next, or waits
     */
    constructor(send, signal, list) {
        this.#send = send;
        this.#signal = AbortSignal.any([signal, this.#end.signal]);
        list.on('error', (error) => {
            this.#end.abort(error);
        });
    }
    /** Asks for a page. It is out when this settles: what is done next may hold the event loop up. */
    async ask(request) {
        this.#pending = this.#send({ ...request, signal: this.#signal });
        // Looked at in `take`; until then its failure is nobody's.
        this.#pending.catch(() => undefined);
        await new Promise((resolve) => setImmediate(resolve));
    }
    /** @throws what the request throws, or what went wrong with the list */
    async take() {
        const reply = await this.#pending;
        this.#pending = undefined;
        return reply;
    }
    /** Gives up what nobody has taken. */
    async end() {
        this.#end.abort(new failure/* Failure */.HR('No more pages are wanted'));
        await this.#pending?.then((reply) => reply.discard(), () => undefined);
    }
}

;// CONCATENATED MODULE: ./src/response/pages.ts










/** What parsing and writing a page leaves behind, in bytes for one of its text: about this much. */
const memoryOfJson = 32;
/**
 * Follows `links.next.href` from a first page to the end, strictly one after another: the next page
 * is asked for while the last is written, and only one is held in memory. Each is asked for as the
 * first one was, with its body.
 * @returns the list as `{"data":[\u2026all pages\u2026]}`, or under the name that it has, with the first
 *   page's status and headers; the first answer as it is when it is no page of a list
 * @throws Failure for a first page that cannot be followed, a next page on another origin, one seen
 *   before, or one that is not 2xx
 */
async function allPages(paging, first) {
    const list = paging.list();
    try {
        const isList = (0,exchange/* isSuccess */.oJ)(first.status) && (await paging.hidden(paging.request, first)) === undefined;
        const start = isList ? startOf(paging, first) : undefined;
        const bytes = start === undefined
            ? await copy(first, list)
            : first.bytes + (await join(paging, start, list));
        list.writable.end();
        await (0,promises_.finished)(list.writable);
        return { ...first, bytes, body: list, discard: () => list.discard() };
    }
    catch (error) {
        await list.discard();
        throw error;
    }
    finally {
        await first.discard();
    }
}
/** @returns undefined when the answer is no page of a list, and so is to be returned as it is */
function startOf({ request, noList }, first) {
    const start = readFirstPage(first.body);
    if (start.kind === 'page')
        return start;
    const name = (0,exchange/* nameOf */.Vb)(request);
    if (start.kind === 'unusable')
        throw new failure/* Failure */.HR(`${name}: the first page ${start.why}`);
    // What comes as HTML is judged as that of any call, and there told.
    if ((0,html/* saysHtml */.KG)(first) && first.body.beginsWith('<'))
        return undefined;
    noList(`${name}: \`paginate\` finds no list to follow: the answer ${start.why}`);
    return undefined;
}
async function copy(reply, list) {
    for await (const chunk of reply.body.chunks())
        await put(list, chunk);
    return reply.bytes;
}
/** @returns the bytes of the pages after the first */
async function join(paging, start, list) {
    const seen = new Set([paging.request.url.href]);
    const { clock, log } = paging.runner;
    const progress = new transfer/* NowAndThen */.v(paging.runner);
    const began = clock.now();
    const name = (0,exchange/* nameOf */.Vb)(paging.request);
    let [pages, items, bytes] = [0, 0, 0];
    let separator = '';
    const soFar = () => `${name}: ${String(pages)} pages, ${String(items)} items`;
    const spent = new spent_buffers/* SpentBuffers */.u();
    const ahead = new PageAhead(paging.send, paging.runner.signal, list.writable);
    try {
        await put(list, `{${JSON.stringify(start.list)}:[`);
        let asked = paging.request;
        for (let page = start; page !== undefined;) {
            const next = page.next === undefined ? undefined : nextRequest(paging, asked.url, page.next, seen);
            if (next !== undefined)
                await ahead.ask(next);
            for (const item of itemsOf(name, page)) {
                await put(list, separator + item);
                separator = ',';
                items++;
            }
            pages++;
            progress.tell(() => `${soFar()} so far`);
            spent.add(page.text.length * memoryOfJson);
            page = undefined;
            const reply = await ahead.take();
            if (reply === undefined || next === undefined)
                continue;
            bytes += reply.bytes;
            try {
                page = await laterPage(paging, next, reply, start.list);
            }
            finally {
                await reply.discard();
            }
            asked = next;
        }
        await put(list, ']}');
    }
    finally {
        await ahead.end();
    }
    if (pages > 1)
        log.info(`${soFar()} in all, in ${String(clock.now() - began)} ms`);
    return bytes;
}
async function laterPage(paging, asked, reply, list) {
    const hidden = await paging.hidden(asked, reply);
    if (hidden !== undefined)
        throw hidden;
    if (!(0,exchange/* isSuccess */.oJ)(reply.status)) {
        const answer = { ...reply, text: reply.body.text };
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        throw new failure/* Failure */.HR(`A later page failed: ${explain(asked, answer, paging.runner.clean)}`, {
            title: 'call refused',
        });
    }
    const page = readLaterPage(reply.body, list);
    if (page.kind === 'page')
        return page;
    throw new failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(asked)}: a later page is not a page of a list: it ${page.why}, so the list is not whole`);
}
/** @param from the address of the page that the link stands on */
function nextRequest({ request, tenant }, from, link, seen) {
    const refuse = (why, hint) => {
        throw new failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(request)}: the next page ${why}`, { hint });
    };
    const url = (0,tenant_path/* linkedFrom */.I9)(from, link) ?? refuse('has an address that is not a URL');
    const off = (0,tenant_path/* offTenant */.kQ)(tenant, url);
    if (off !== undefined)
        refuse(`is ${off.where}`, off.hint);
    if (request.method !== 'GET' && url.pathname !== request.url.pathname)
        refuse(`has another path, and a ${request.method} is sent to that of the list alone`);
    // What is after the # is sent to nobody.
    url.hash = '';
    if (seen.has(url.href))
        refuse('is one that was already read');
    seen.add(url.href);
    return { ...request, url, quiet: true };
}
/**
 * The items of a page, each as JSON. Numbers keep every digit: a double would not hold them.
 * @throws Failure for what is nested more deeply than V8 can follow
 */
function* itemsOf(name, { text, list }) {
    const exact = JSON;
    try {
        const page = exact.parse(text, (_, value, { source }) => typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value);
        const items = page[list] ?? [];
        for (const item of items)
            yield JSON.stringify(item);
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new failure/* Failure */.HR(`${name}: a page is nested too deeply to be read`);
    }
}
async function put({ writable }, chunk) {
    if (writable.errored !== null)
        throw writable.errored;
    if (!writable.write(chunk))
        await (0,external_node_events_.once)(writable, 'drain');
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
//# sourceMappingURL=602.index.js.map