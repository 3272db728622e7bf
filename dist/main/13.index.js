"use strict";
exports.id = 13;
exports.ids = [13,576];
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

/***/ 2013:
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

var masking = __webpack_require__(2576);

var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/response/verdict.ts









function verdictOf(name, status, json, asks, isInexact = () => false) {
    const { failWhen, select } = asks;
    const strict = (0,outcome/* isSuccess */.oJ)(status);
    const none = select === undefined ? undefined : '';
    const asked = [failWhen && '`fail-when`', select && `\`${select.input}\``].filter(Boolean);
    if (asked.length === 0)
        return { failure: undefined };
    if (json.kind === 'too large')
        return { result: none, failure: new src_failure/* Failure */.HR(json.why) };
    if (json.kind === 'not JSON') {
        const why = `${name}: ${asked.join(' and ')} cannot be applied: ${json.why}`;
        return { result: none, failure: strict ? new src_failure/* Failure */.HR(why) : undefined };
    }
    const data = json.kind === 'json' ? json.value : null;
    try {
        const selected = select === undefined ? undefined : outcomeOf(select, data);
        const inexact = selected !== undefined && 'found' in selected && isInexact(selected.found);
        if (failWhen?.isTrue(data) === true) {
            const why = `${name}: the response fulfils \`fail-when\` (${failWhen.text})`;
            const failure = new src_failure/* Failure */.HR(why, { hint: failWhen.hint });
            return { result: inexact ? '' : textOf(selected, false), failure };
        }
        if (inexact)
            return { result: none, failure: inexactResult(name, select) };
        const found = textOf(selected, strict);
        if (!strict)
            return { result: found ?? none, failure: undefined };
        if (found === undefined && select !== undefined)
            return { result: none, failure: nothingFound(name, select) };
        return { result: found, failure: undefined, warnings: doubts(asks, found) };
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        return { result: none, failure: new src_failure/* Failure */.HR(`${name}: ${error.message}`) };
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
    const allowing = "Where nothing may come, write \u2026 || ''";
    return new src_failure/* Failure */.HR(why, {
        hint: hint === undefined ? allowing : `${hint}. ${allowing}`,
        topic: 'nothing-selected',
    });
}
function inexactResult(name, select) {
    const why = `${name}: \`${select?.input ?? ''}\` (${select?.text ?? ''}) gives a number that would not come out as it is in the response`;
    const hint = 'It has more digits than JMESPath can hold: take it from `response`, with a tool that keeps them all (Python, jq 1.7)';
    return new src_failure/* Failure */.HR(why, { hint });
}

const nothing = new Set([undefined, '', '[]', '{}', 'false']);

function doubts({ select, failWhen }, found) {
    const asked = [
        ['select', nothing.has(found) ? select : undefined],
        ['fail-when', failWhen],
    ];
    return asked.flatMap(([name, expression]) => expression?.hint === undefined
        ? []
        : [
            [
                `${name} (${expression.text}) finds nothing in the response. ${expression.hint}`,
                'nothing found',
            ],
        ]);
}




function textOf(selected, strict) {
    if (selected === undefined)
        return undefined;
    try {
        if ('fault' in selected)
            throw selected.fault;
        const found = selected.found ?? null;
        return found === null ? undefined : asText(found);
    }
    catch (error) {
        if (strict || !(error instanceof src_failure/* Failure */.HR))
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
    throw new src_failure/* Failure */.HR('what `select` finds is nested too deeply, or too large, to be written');
}

;// CONCATENATED MODULE: ./src/response/judge.ts














async function judge(runner, answer, how, credential) {
    const { request, reply } = answer;
    const { status, body } = reply;
    const taken = (0,outcome/* isSuccess */.oJ)(status) || how.accepts(status) || reply.goneAlready === true;
    const page = pageIn(request, reply, how.headers.accept);
    const json = page === undefined ? jsonIfAsked(reply, how) : { ...response_answer/* notJson */.O2, why: page };
    let unmasked;
    try {
        unmasked = how.masks.length === 0 ? [] : await maskAnswer(runner, body, json, how.masks);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        const refused = await refusal(runner, answer, undefined, credential);
        const why = `${refused.message}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
            `and the file are withheld: ${error.message}`;

        const before = answer.failure;
        if (before !== undefined)
            return {
                withheld: true,
                failure: new src_failure/* Failure */.HR(`${before.message.replace(/\.$/u, '')}; ${why}`, before),
            };
        const ofSuccess = page === undefined ? {} : htmlPage;
        return { withheld: true, failure: new src_failure/* Failure */.HR(why, taken ? ofSuccess : refused) };
    }
    const verdict = taken
        ? await verdictOn(runner, answer, how, page, json)
        : {
            result: how.select === undefined ? undefined : '',
            failure: await refusal(runner, answer, body.text, credential),
        };

    const warnings = taken ? unmasked.map((text) => [text, 'not masked']) : [];
    return {
        ...verdict,
        failure: answer.failure ?? verdict.failure,
        warnings: [...warnings, ...(verdict.warnings ?? [])],
    };
}

function jsonIfAsked({ status, body }, how) {
    const asked = how.masks.length > 0 || how.select !== undefined || how.failWhen !== undefined;
    return asked || (status === 207 && !how.acceptsFailedParts) ? (0,response_answer/* readJson */.Vh)(body) : response_answer/* notJson */.O2;
}

async function verdictOn(runner, { request, reply }, how, page, json) {
    const { status, body } = reply;
    if (page !== undefined) {
        const result = how.select === undefined ? undefined : '';
        return { result, failure: failureOfPage(request, status, page), isPage: true };
    }
    const isInexact = how.select === undefined ? undefined : await (0,response_answer/* inexactIn */.yj)(json, body);
    const verdict = verdictOf((0,outcome/* nameOf */.Vb)(request), status, json, how, isInexact);
    if (status === 207) {
        const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
        const failure = failureOfParts(request, reply, json, how, runner.clean);
        return failure === undefined ? verdict : { ...verdict, failure };
    }
    if ((0,outcome/* isSuccess */.oJ)(status) || verdict.result !== '')
        return verdict;
    const why = reply.goneAlready === true ? 'counts for a DELETE that was repeated' : 'was accepted';
    return { ...verdict, emptyResult: `${String(status)} ${why}` };
}





async function maskAnswer(runner, body, json, masks) {
    if (json.kind === 'empty')
        return ['mask: the response is empty, so nothing was masked'];
    if (json.kind !== 'json')
        throw new src_failure/* Failure */.HR(json.why);
    const masked = new Set();
    const setSecret = (...texts) => {
        for (const text of texts)
            masked.add(text);
        runner.setSecret(...texts);
    };
    const warnings = (0,masking.maskIn)({ ...runner, setSecret }, masks, json.value);
    if (json.escapes && masked.size > 0) {
        const { otherSpellings } = await __webpack_require__.e(/* import() */ 89).then(__webpack_require__.bind(__webpack_require__, 6089));
        (0,masking.maskAll)(runner, [...otherSpellings(body.wholeText() ?? '', masked)]);
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





async function hiddenFailure(runner, request, reply, how) {
    const { status } = reply;
    const page = pageIn(request, reply, how.headers.accept);
    if (page !== undefined)
        return failureOfPage(request, status, page);
    if ((0,outcome/* isSuccess */.oJ)(status) && status !== 207)
        return undefined;
    const json = (0,response_answer/* readJson */.Vh)(reply.body);
    try {
        if (json.kind === 'json')
            (0,masking.maskIn)(runner, how.masks, json.value);
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        return new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: ${String(status)}: ${error.message}`);
    }
    if (status !== 207)
        return undefined;
    const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
    return failureOfParts(request, reply, json, how, runner.clean);
}

const htmlPage = {
    hint: "Check `path` (all of Qlik's REST API begins with /api/); or this is the login page of a proxy " +
        'or of Qlik. If you want HTML, set `Accept: text/html` in `headers`',
    topic: 'html-page',
};
const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);

const filePath = /\.html?$|\/temp-contents\/[^/]/iu;






function pageIn(request, reply, accept) {
    if (!(0,outcome/* saysHtml */.KG)(reply))
        return undefined;
    const { headers, redirectedTo: to, body } = reply;
    const asked = asksForHtml(accept) ||
        (to === undefined && filePath.test(request.url.pathname)) ||
        /^\s*attachment\b/iu.test(headers['content-disposition'] ?? '');
    if (asked || !body.beginsWith('<'))
        return undefined;
    const where = to === undefined ? '' : `, after a redirect to ${to.origin}${to.pathname}`;
    return `the response is an HTML page${where}`;
}

function asksForHtml(accept) {
    return accept.split(',').some((range) => {
        const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
        return htmlTypes.has(type) && !parameters.some((one) => /^q\s*=\s*0(?:\.0*)?$/u.test(one));
    });
}
function failureOfPage(request, status, page) {
    const said = `${String(status)} ${external_node_http_.STATUS_CODES[status] ?? ''}`.trim();
    return new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: ${said}, but ${page}`, htmlPage);
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
//# sourceMappingURL=13.index.js.map