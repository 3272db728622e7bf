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
/** Reads a body as JSON. */
function readJson(body) {
    if (body.length === 0)
        return { kind: 'empty' };
    if (body.length > _body_js__WEBPACK_IMPORTED_MODULE_1__/* .mostJsonBytes */ .RJ) {
        const why = '`select`, `fail-when` and `mask` take a response of 500 MiB at most';
        return { kind: 'too large', why };
    }
    const text = body.wholeText();
    // A byte order mark is no JSON, and some servers send one (RFC 8259 section 8.1).
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


/***/ }),

/***/ 2013:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hiddenFailure: () => (/* binding */ hiddenFailure),
  judge: () => (/* binding */ judge)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: ./src/errors/outcome.ts
var outcome = __webpack_require__(7763);
// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/response/answer.ts
var response_answer = __webpack_require__(841);
// EXTERNAL MODULE: ./src/response/masking.ts + 1 modules
var masking = __webpack_require__(2576);
// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/response/verdict.ts



/**
 * What a step's own expressions make of a response that it takes as a success.
 * @param name the request, for the error
 * @param status of success, or one that the step accepts: then what they do not find is no failure
 * @param isInexact whether what `select` finds cannot be handed on
 */
function verdictOf(name, status, json, asks, isInexact = () => false) {
    const { failWhen, select } = asks;
    const strict = (0,outcome/* isSuccess */.oJ)(status);
    const none = select === undefined ? undefined : '';
    const asked = [failWhen && '`fail-when`', select && '`select`'].filter(Boolean);
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
function nothingFound(name, { text, hint }) {
    const why = `${name}: \`select\` (${text}) finds nothing in the response`;
    const allowing = "Where nothing may come, write \u2026 || ''";
    return new src_failure/* Failure */.HR(why, {
        hint: hint === undefined ? allowing : `${hint}. ${allowing}`,
        topic: 'nothing-selected',
    });
}
function inexactResult(name, select) {
    const why = `${name}: \`select\` (${select?.text ?? ''}) gives a number that would not come out as it is in the response`;
    const hint = 'It has more digits than JMESPath can hold: take it from `response`, with a tool that keeps them all (Python, jq 1.7)';
    return new src_failure/* Failure */.HR(why, { hint });
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
        : [
            [
                `${name} (${expression.text}) finds nothing in the response. ${expression.hint}`,
                'nothing found',
            ],
        ]);
}
/**
 * @param strict whether what cannot be selected is an error; else it finds nothing
 * @returns undefined when there is nothing
 */
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
/** A string as it is, anything else as JSON. @throws Failure when that cannot be */
function asText(value) {
    if (typeof value === 'string')
        return value;
    const text = (0,json/* jsonText */.s$)(value);
    if (text !== undefined)
        return text;
    throw new src_failure/* Failure */.HR('what `select` finds is nested too deeply, or too large, to be written');
}

;// CONCATENATED MODULE: ./src/response/judge.ts






/**
 * What a step makes of an answer of which more is asked than that it came: loaded only for those. A
 * 2xx is not always a success: a 207 may have failed parts, and a login page comes with 200.
 */
/**
 * Judges the answer to a step's call. What is to be masked in it is masked before anything of it is
 * told; where that cannot be, it is withheld.
 */
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
        // What the step fails with already, of a job that may run, say, is not lost.
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
    // An error's body is not expected to hold what the expressions look for.
    const warnings = taken ? unmasked.map((text) => [text, 'not masked']) : [];
    return {
        ...verdict,
        failure: answer.failure ?? verdict.failure,
        warnings: [...warnings, ...(verdict.warnings ?? [])],
    };
}
/** Parsing costs: it is done only where an expression looks at the response, or parts may have failed. */
function jsonIfAsked({ status, body }, how) {
    const asked = how.masks.length > 0 || how.select !== undefined || how.failWhen !== undefined;
    return asked || (status === 207 && !how.acceptsFailedParts) ? (0,response_answer/* readJson */.Vh)(body) : response_answer/* notJson */.O2;
}
/** What the step makes of a status that it takes as success. */
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
/**
 * Masks what is secret in a response.
 * @returns warnings of what was not masked
 * @throws Failure that says why it cannot be masked
 */
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
/** @param text the answer's body, as far as it may be told */
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
/**
 * Looks at an answer in whose place another will come, so that what it says of a failure is not lost.
 * Of that, and of an error, what is to be masked is masked.
 * @returns what the step fails with; undefined when the answer is the success that it says, or an error
 */
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
/** What to do about an HTML page in place of an answer. */
const htmlPage = {
    hint: "Check `path` (all of Qlik's REST API begins with /api/); or this is the login page of a proxy " +
        'or of Qlik. If you want HTML, set `Accept: text/html` in `headers`',
    topic: 'html-page',
};
const htmlTypes = new Set(['text/html', 'application/xhtml+xml']);
/** Paths of files, which may be of any type. */
const filePath = /\.html?$|\/temp-contents\/[^/]/iu;
/**
 * Looks for an HTML page in place of an answer: a login page, mostly, or what a web server has for a
 * path that is none of the API's.
 * @param accept the step's own `Accept`
 * @returns what the response is, for a sentence; undefined when it is no page, or one that was asked for
 */
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
/** RFC 9110 section 12.5.1: a weight of 0 is a refusal. */
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

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  maskAll: () => (/* binding */ maskAll),
  maskIn: () => (/* binding */ maskIn),
  maskSigned: () => (/* binding */ maskSigned),
  tellable: () => (/* binding */ tellable)
});

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/runner/secrets.ts
var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts

/** A text is filed under so many characters of its beginning. */
const headLength = 3;
/** Longer texts are few, and to compare one from each place of a line would take minutes. */
const maxFiled = 1024;
/**
 * Texts by the thousand: where a list would go through a line once for each of them, which takes
 * minutes, this goes through it once. What begins as one of them goes as far as it is the same as the
 * longest: of two that begin one another, more may be hidden than the one that is there.
 */
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
        // First: a shorter one in it would break it.
        const whole = this.#long.takeOut(text);
        let rest = '';
        let end = 0;
        for (let at = 0; at < whole.length; at++) {
            const length = this.#lengthAt(whole, at);
            if (length === 0)
                continue;
            // One that begins in another, and ends after it, goes with it.
            if (at >= end)
                rest += `${whole.slice(end, at)}***`;
            end = Math.max(end, at + length);
        }
        return super.takeOut(rest + whole.slice(end));
    }
    /** How many characters are to be hidden from a place on. */
    #lengthAt(whole, at) {
        const drawer = this.#drawers.get(whole.slice(at, at + headLength));
        if (drawer === undefined)
            return 0;
        drawer.sorted ??= inOrder(drawer.texts);
        // All texts that begin here are beginnings of the last one that does not come after what is here.
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
/** By UTF-16 units, so that a text comes after its beginnings. */
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



/** Shorter texts would star the whole log. */
const shortest = 4;
/** So many are handed over at once: a call takes no more arguments than fit on the stack. */
const atOnce = 1000;
/** More of them are not looked for one after the other. */
const maxListed = 50;
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
/** Masks what a server may send by the thousand. */
function maskAll(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += atOnce)
        runner.setSecret(...texts.slice(at, at + atOnce));
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
/** Headers whose addresses may be on another origin. */
const addresses = ['location', 'content-location'];
/** Shorter values sign nothing, and would star the log. */
const shortestSigned = 8;
/**
 * Masks what may sign an address on another origin: the outputs hold it, and debug mode prints them.
 * @param base the address that answered
 * @param origin the tenant's
 */
function maskSigned(runner, { headers }, base, origin) {
    const values = addresses.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : valuesIn(url);
    });
    maskAll(runner, values.filter((value) => value.length >= shortestSigned));
}
/** What an address holds besides a place, as it is written and as it is meant. */
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