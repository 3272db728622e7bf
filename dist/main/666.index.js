"use strict";
exports.id = 666;
exports.ids = [666,576,285];
exports.modules = {

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

/***/ 5285:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ isEmpty),
/* harmony export */   failureOfParts: () => (/* binding */ failureOfParts)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7763);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4099);









const maxNamed = 20;
const maxListLength = 3000;

const maxPartLength = 200;

const maxDepth = 5;

const errorFields = [
    'error',
    'errors',
    'errorResponse',
    'errorMessage',
    'failedPatchError',
];

const nameFields = [
    'subject',
    'sourceSubject',
    'email',
    'name',
    'id',
    'requestId',
    'qri',
    'path',
];

const subjectFields = ['resource', 'operation'];





function failureOfParts(request, { headers }, json, accepted, clean) {
    if (accepted.acceptsFailedParts || json.kind === 'empty')
        return undefined;
    const body = json.kind === 'json' ? json.value : undefined;
    const trace = (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .traceId */ .Jb)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(body) ? body.traceId : undefined) ?? (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .traceIdOf */ .aB)(headers);
    const fail = (what, hint) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(request)}: 207 Multi-Status: ${what}` +
        (trace === undefined ? '' : ` (traceId ${trace})`), { hint, topic: 'failed-parts' });
    if (json.kind !== 'json') {
        const why = json.kind === 'too large' ? 'over 500 MiB' : 'not JSON';
        return fail(`the response is ${why}, so it is not known whether a part failed`, 'To accept it anyway, set `accept-status: 207`');
    }
    const parts = partsOf(body);
    const failures = parts.flatMap((part, index) => {
        const words = describeFailure(part, accepted, clean);
        return words === undefined ? [] : [`${nameOfPart(part, index, clean)}: ${words}`];
    });
    const named = failures.slice(0, maxNamed);
    while (named.join('; ').length > maxListLength)
        named.pop();
    const left = failures.length - named.length;
    const whole = describeFailure(body, accepted, clean);
    const failed = [
        ...(whole === undefined ? [] : [`failed in part: ${whole}`]),
        ...(failures.length === 0
            ? []
            : [
                `${String(failures.length)} of ${String(parts.length)} parts failed: ` +
                    [...named, ...(left === 0 ? [] : [`and ${String(left)} more`])].join('; '),
            ]),
    ];
    if (failed.length === 0)
        return undefined;
    return fail(failed.join('; '), 'Parts that succeeded have taken effect: `response` shows each part. To accept failed parts with a certain status, ' +
        'list it in `accept-status`; `accept-status: 207` accepts all of them');
}

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

function describeFailure(part, { accepts }, clean) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(part))
        return undefined;

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
    return (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .inBrief */ .aV)(words === '' ? 'an error' : words, maxPartLength, clean);
}

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

    const head = [code === String(status) ? '' : code, first('title', 'message', 'errorMessage')];
    const detail = first('detail', 'validationResult');
    const words = [head.filter((word) => word !== '').join(' '), detail].filter((word) => word !== '');
    return words.length > 0 ? words.join(': ') : reasonOf(error.errors, status, depth + 1);
}

function isStatus(value) {
    return typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/u.test(value));
}

function isEmpty(value, depth = 0) {
    if (value === undefined || value === null || value === '' || value === false || value === 0)
        return true;
    if (Array.isArray(value))
        return value.length === 0;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) || depth > maxDepth)
        return false;
    return Object.values(value).every((one) => isEmpty(one, depth + 1));
}
function nameOfPart(part, index, clean) {
    const about = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(part) ? subjectFields.map((field) => part[field]) : [];
    for (const record of [part, ...about])
        if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(record))
            for (const name of nameFields) {
                const text = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textIn */ .r7)(record, name) ?? '';
                if (text !== '')
                    return (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .inBrief */ .aV)(text, maxPartLength, clean);
            }
    return `part ${String(index + 1)}`;
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


/***/ }),

/***/ 1666:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchResult: () => (/* binding */ fetchResult)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7763);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8301);
/* harmony import */ var _response_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(841);
/* harmony import */ var _response_failed_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5285);
/* harmony import */ var _response_masking_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2576);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4099);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7475);









const noListStatuses = new Set([403, 404]);

const maxIds = 10;
const maxIdLength = 100;
const maxMessageLength = 500;







async function fetchResult(context, answer, waited) {
    const { runner, tenant, send, failureIn } = context;
    const failure = answer.failure ?? (await failureIn(answer.request, answer.reply));
    if (failure !== undefined || !(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .isSuccess */ .oJ)(answer.reply.status))
        return { ...answer, failure };
    try {
        const list = waited ? await listOutputs(context, answer) : undefined;
        const refusal = list === undefined ? undefined : await refusalOf(runner, list);
        if (list !== undefined && refusal !== undefined) {
            if (list.reply !== answer.reply)
                await answer.reply.discard();
            return { ...answer, request: list.request, reply: list.reply, failure: refusal };
        }
        const location = list === undefined ? answer.location : list.outputs[0]?.location;
        const request = context.result(resultUrlOf(tenant, answer, location));
        const reply = await send(request);
        await answer.reply.discard();
        return { ...answer, request, reply };
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;

        return { ...answer, failure: error };
    }
}
function resultUrlOf(tenant, { request }, location) {
    const refuse = (why, hint) => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(request)}: \`fetch-result\` found ${why}`, { hint });
    };
    if (typeof location !== 'string' || location === '')
        return refuse('no address in the response: use it for an app export or, with `wait`, for a report');
    const url = (0,_tenant_js__WEBPACK_IMPORTED_MODULE_4__/* .linkedFrom */ .I9)(request.url, location);
    if (url === null)
        return refuse('an address that is not a URL');
    const off = (0,_tenant_js__WEBPACK_IMPORTED_MODULE_4__/* .offTenant */ .kQ)(tenant, url);
    return off === undefined ? url : refuse(`an address ${off.where}`, off.hint);
}
async function listOutputs(context, job) {
    const { runner, send, mask, failureIn } = context;
    const request = job.outputs === undefined ? undefined : context.list(job.outputs);
    const first = request === undefined ? undefined : await send(request);
    if (request === undefined || first === undefined || noListStatuses.has(first.status)) {
        await first?.discard();
        const json = (0,_response_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .readJson */ .Vh)(job.reply.body);
        const outputs = recordsIn(json.kind === 'json' ? json.value : undefined, 'results');
        return { ...job, field: 'results', outputs };
    }
    const refuse = async (reply, why) => {
        await reply.discard();
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the job succeeded, but its outputs cannot be read: ${why}`);
    };
    if (!(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .isSuccess */ .oJ)(first.status)) {
        const { explain } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
        const text = (0,_response_masking_js__WEBPACK_IMPORTED_MODULE_3__.safeToShow)(first.body.text, mask);
        return refuse(first, explain(request, { ...first, text }, runner.clean));
    }
    const failed = await failureIn(request, first);
    if (failed !== undefined)
        return refuse(first, failed.message);
    const { allPages } = await __webpack_require__.e(/* import() */ 886).then(__webpack_require__.bind(__webpack_require__, 886));
    const reply = await allPages({ ...context, request, newBody: context.page }, first);
    const json = (0,_response_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .readJson */ .Vh)(reply.body);
    if (json.kind !== 'json' || !(0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u4)(json.value) || !Array.isArray(json.value.data))
        return refuse(reply, `${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(request)}: the response is not a list`);
    try {
        mask?.(json.value);
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return refuse(reply, `\`mask\` cannot be applied: ${error.message}`);
    }
    return { request, reply, field: 'data', outputs: recordsIn(json.value, 'data') };
}
function recordsIn(data, name) {
    const list = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u4)(data) ? data[name] : undefined;
    return Array.isArray(list) ? list.filter(_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isRecord */ .u4) : [];
}

async function refusalOf({ clean }, { request, field, outputs }) {
    const name = (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(request);
    const idOf = (output) => (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_7__/* .inBrief */ .aV)((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textIn */ .r7)(output, 'outputId') ?? 'without an id', maxIdLength, clean);
    for (const output of outputs) {
        const why = await problemWith(output, clean);
        if (why === undefined)
            continue;
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the output ${idOf(output)} ${why}`, { title: 'job failed' });
    }
    if (outputs.length === 1)
        return undefined;
    if (outputs.length === 0)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: \`fetch-result\` found no output: the job created none`);
    const ids = outputs.slice(0, maxIds).map(idOf);
    const all = [...ids, ...(outputs.length > maxIds ? ['\u2026'] : [])].join(', ');
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${name}: the job created ${String(outputs.length)} outputs (${all}), but \`fetch-result\` can fetch only one`, {
        hint: 'Give this step an `id` and `continue-on-error: true`, and fetch each output in a step of its own: ' +
            `\`path: \${{ fromJSON(steps.ID.outputs.response).${field}[0].location }}\` with \`response-file\``,
    });
}

async function problemWith(output, clean) {
    const { exportErrors, status } = output;
    if (!(0,_response_failed_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .isEmpty */ .I)(exportErrors)) {
        const { readProblem } = await __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612));
        const { words } = readProblem((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .jsonText */ .s$)({ errors: exportErrors }));
        return words === '' ? 'has errors' : `has errors: ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_7__/* .inBrief */ .aV)(words, maxMessageLength, clean)}`;
    }
    if (status === undefined || status === null || status === '')
        return undefined;
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .textIn */ .r7)(output, 'status')?.trim().toLowerCase();
    if (state === undefined)
        return 'has a state that cannot be read';
    return state === 'done' ? undefined : `is ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_7__/* .inBrief */ .aV)(state, maxIdLength, clean)}`;
}


/***/ })

};
;
//# sourceMappingURL=666.index.js.map