"use strict";
exports.id = 208;
exports.ids = [208,576,827];
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

/***/ 1208:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.r(__webpack_exports__);


__webpack_require__.d(__webpack_exports__, {
  hiddenFailure: () => (/* binding */ hiddenFailure),
  judge: () => (/* binding */ judge)
});


var external_node_http_ = __webpack_require__(7067);

var outcome = __webpack_require__(7763);

var src_failure = __webpack_require__(1633);

var response_answer = __webpack_require__(841);

var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/response/apply-expressions.ts









function applyExpressions(name, status, json, expressions, isInexact = () => false) {
    const { failWhen, select } = expressions;
    const mustFind = (0,outcome/* isSuccess */.oJ)(status);
    const emptyResult = select === undefined ? undefined : '';
    const inputs = [failWhen && '`fail-when`', select && `\`${select.input}\``].filter(Boolean);
    if (inputs.length === 0)
        return { failure: undefined };
    if (json.kind === 'too large')
        return { result: emptyResult, failure: new src_failure/* Failure */.HR(json.why) };
    if (json.kind === 'not JSON') {
        const why = `${name}: ${inputs.join(' and ')} cannot be applied: ${json.why}`;
        return { result: emptyResult, failure: mustFind ? new src_failure/* Failure */.HR(why) : undefined };
    }
    const data = json.kind === 'json' ? json.value : null;
    try {
        const selected = select === undefined ? undefined : outcomeOf(select, data);
        const inexact = selected !== undefined && 'found' in selected && isInexact(selected.found);
        if (failWhen?.isTrue(data) === true) {
            const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
            const failure = new src_failure/* Failure */.HR(why, { hint: failWhen.hint });
            return { result: inexact ? '' : resultText(selected, false), failure };
        }
        if (inexact)
            return { result: emptyResult, failure: inexactResult(name, select) };
        const found = resultText(selected, mustFind);
        if (!mustFind)
            return { result: found ?? emptyResult, failure: undefined };
        if (found === undefined && select !== undefined)
            return { result: emptyResult, failure: nothingFound(name, select) };
        return { result: found, failure: undefined, warnings: quotingHints(expressions, found) };
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        return { result: emptyResult, failure: new src_failure/* Failure */.HR(`${name}: ${error.message}`) };
    }
}
function outcomeOf(expression, data) {
    try {
        return { found: expression.evaluate(data) };
    }
    catch (error) {
        if (error instanceof src_failure/* Failure */.HR)
            return { fault: error };
        throw error;
    }
}
function nothingFound(name, { input, text, hint }) {
    const why = `${name}: \`${input}\` (${text}) finds nothing in the response`;
    const advice = "If it may find nothing, write \u2026 || ''";
    return new src_failure/* Failure */.HR(why, {
        hint: hint === undefined ? advice : `${hint}. ${advice}`,
        topic: 'nothing-selected',
    });
}
function inexactResult(name, select) {
    const why = `${name}: \`${select?.input ?? ''}\` (${select?.text ?? ''}) returns a number that would differ from the one in the response`;
    const hint = 'It has more digits than JMESPath keeps: read it from `response` with a tool that keeps them all (Python, jq 1.7)';
    return new src_failure/* Failure */.HR(why, { hint });
}

const emptyResults = new Set([undefined, '', '[]', '{}', 'false']);

function quotingHints({ select, failWhen }, found) {
    const doubtful = [
        ['select', emptyResults.has(found) ? select : undefined],
        ['fail-when', failWhen],
    ];
    return doubtful.flatMap(([name, expression]) => expression?.hint === undefined
        ? []
        : [
            [
                `${name} (${expression.text}) finds nothing in the response. ${expression.hint}`,
                'nothing found',
            ],
        ]);
}




function resultText(selected, mustFind) {
    if (selected === undefined)
        return undefined;
    try {
        if ('fault' in selected)
            throw selected.fault;
        const found = selected.found ?? null;
        return found === null ? undefined : asText(found);
    }
    catch (error) {
        if (mustFind || !(error instanceof src_failure/* Failure */.HR))
            throw error;
        return undefined;
    }
}

function asText(value) {
    if (typeof value === 'string')
        return value;
    const text = (0,json/* jsonText */.s$)(value);
    if (text !== undefined)
        return text;
    throw new src_failure/* Failure */.HR('the result of `select` is nested too deeply, or is too large, to be written');
}


var masking = __webpack_require__(2576);
;// CONCATENATED MODULE: ./src/response/judge.ts














async function judge(runner, answer, options, credential) {
    const { request, reply } = answer;
    const { status, body } = reply;
    const accepted = (0,outcome/* isSuccess */.oJ)(status) || options.accepts(status) || reply.goneAlready === true;
    const page = htmlPageIn(request, reply, options.headers.accept);
    const json = page === undefined ? jsonIfNeeded(reply, options) : { ...response_answer/* notJson */.O2, why: page };
    let unmasked;
    try {
        unmasked = options.mask === undefined ? [] : await maskAnswer(runner, body, json, options.mask);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        const refused = await refusal(runner, answer, undefined, credential);
        const why = `${refused.message}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
            `and the file are withheld: ${error.message}`;

        const earlier = answer.failure;
        if (earlier !== undefined)
            return {
                withheld: true,
                failure: new src_failure/* Failure */.HR(`${earlier.message.replace(/\.$/u, '')}; ${why}`, earlier),
            };
        const advice = page === undefined ? {} : htmlPage;
        return { withheld: true, failure: new src_failure/* Failure */.HR(why, accepted ? advice : refused) };
    }
    const verdict = accepted
        ? await verdictOn(runner, answer, options, page, json)
        : {
            result: options.select === undefined ? undefined : '',
            failure: await refusal(runner, answer, body.text, credential),
        };

    const warnings = accepted ? unmasked.map((text) => [text, 'not masked']) : [];
    return {
        ...verdict,
        failure: answer.failure ?? verdict.failure,
        warnings: [...warnings, ...(verdict.warnings ?? [])],
    };
}

function jsonIfNeeded({ status, body }, options) {
    const isRead = [options.mask, options.select, options.failWhen].some((one) => one !== undefined);
    return isRead || (status === 207 && !options.acceptsFailedParts) ? (0,response_answer/* readJson */.Vh)(body) : response_answer/* notJson */.O2;
}

async function verdictOn(runner, { request, reply }, options, page, json) {
    const { status, body } = reply;
    if (page !== undefined) {
        const result = options.select === undefined ? undefined : '';
        return { result, failure: failureOfPage(request, status, page), isHtmlPage: true };
    }
    const isInexact = options.select === undefined ? undefined : await (0,response_answer/* inexactIn */.yj)(json, body);
    const verdict = applyExpressions((0,outcome/* nameOf */.Vb)(request), status, json, options, isInexact);
    if (status === 207) {
        const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
        const failure = failureOfParts(request, reply, json, options, runner.clean);
        return failure === undefined ? verdict : { ...verdict, failure };
    }
    if ((0,outcome/* isSuccess */.oJ)(status) || verdict.result !== '')
        return verdict;
    const why = reply.goneAlready === true ? 'counts as success for a repeated DELETE' : 'was accepted';
    return { ...verdict, emptyResultReason: `${String(status)} ${why}` };
}





async function maskAnswer(runner, body, json, mask) {
    if (json.kind === 'empty')
        return ['mask: the response is empty, so nothing was masked'];
    if (json.kind !== 'json')
        throw new src_failure/* Failure */.HR(json.why);
    const { lines, warnings } = mask(json.value);
    if (json.escapes && lines.size > 0) {
        const { otherSpellings } = await __webpack_require__.e(/* import() */ 89).then(__webpack_require__.bind(__webpack_require__, 6089));
        (0,masking.maskMany)(runner, [...otherSpellings(body.wholeText() ?? '', lines)]);
    }
    return warnings;
}

async function refusal(runner, { request, reply }, text, credential) {
    const error = { ...reply, text };
    const [{ explain }, { hintForCall }] = await Promise.all([
        __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612)),
        __webpack_require__.e(/* import() */ 121).then(__webpack_require__.bind(__webpack_require__, 6121)),
    ]);
    return new src_failure/* Failure */.HR(explain(request, error, runner.clean), {
        ...hintForCall(request, error, credential),
        title: 'call refused',
    });
}





async function hiddenFailure(runner, request, reply, options) {
    const { status } = reply;
    const page = htmlPageIn(request, reply, options.headers.accept);
    if (page !== undefined)
        return failureOfPage(request, status, page);
    if ((0,outcome/* isSuccess */.oJ)(status) && status !== 207)
        return undefined;
    const json = (0,response_answer/* readJson */.Vh)(reply.body);
    try {
        if (json.kind === 'json')
            options.mask?.(json.value);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        return new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: ${String(status)}: ${error.message}`);
    }
    if (status !== 207)
        return undefined;
    const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
    return failureOfParts(request, reply, json, options, runner.clean);
}

const htmlPage = {
    hint: "Check `path` (every path of Qlik's REST API begins with /api/). It may also be the login page of Qlik " +
        'or of a proxy. If you want HTML, set `Accept: text/html` in `headers`',
    topic: 'html-page',
};
const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);

const filePath = /\.html?$|\/temp-contents\/[^/]/iu;






function htmlPageIn(request, reply, accept) {
    if (!(0,outcome/* saysHtml */.KG)(reply))
        return undefined;
    const { headers, redirectedTo: to, body } = reply;
    const isWanted = acceptsHtml(accept) ||
        (to === undefined && filePath.test(request.url.pathname)) ||
        /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
    if (isWanted || !body.beginsWith('<'))
        return undefined;
    const where = to === undefined ? '' : `, after a redirect to ${to.origin}${to.pathname}`;
    return `the response is an HTML page${where}`;
}

function acceptsHtml(accept) {
    return accept.split(',').some((range) => {
        const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
        return htmlTypes.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
    });
}
function failureOfPage(request, status, page) {
    const statusLine = `${String(status)} ${external_node_http_.STATUS_CODES[status] ?? ''}`.trim();
    return new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: ${statusLine}, but ${page}`, htmlPage);
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
//# sourceMappingURL=208.index.js.map