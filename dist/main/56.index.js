"use strict";
exports.id = 56;
exports.ids = [56,307];
exports.modules = {

/***/ 9056:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lookInto: () => (/* binding */ lookInto)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1823);
/* harmony import */ var _http_html_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5803);
/* harmony import */ var _masking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1307);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4326);





/**
 * Looks into an answer: masks what is to be masked, before anything of it is told.
 * @param taken whether its status counts as success
 */
async function lookInto(runner, request, reply, how, purpose, taken) {
    const page = (0,_http_html_js__WEBPACK_IMPORTED_MODULE_3__/* .saysHtml */ .KG)(reply)
        ? (await __webpack_require__.e(/* import() */ 920).then(__webpack_require__.bind(__webpack_require__, 8920))).htmlPageIn(request, reply, how.headers.accept)
        : undefined;
    const json = jsonIfAsked(reply, how);
    return {
        withheld: await maskFirst(runner, request, reply, how, purpose, { taken, page }, json),
        isPage: page !== undefined,
        verdict: () => taken
            ? verdictOn(runner, request, reply, how, page, json)
            : refused(runner, request, reply, how, purpose),
    };
}
/** Parsing costs: it is done only where an expression looks at the response, or parts may have failed. */
function jsonIfAsked({ status, body }, how) {
    const asked = how.masks.length > 0 || how.select !== undefined || how.failWhen !== undefined;
    return asked || (status === 207 && !how.acceptsFailedParts)
        ? (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .readJson */ .Vh)(body)
        : { kind: 'not JSON' };
}
/** What the step makes of a status that it takes as success. */
async function verdictOn(runner, request, reply, how, page, json) {
    if (page !== undefined) {
        const { failureOfPage } = await __webpack_require__.e(/* import() */ 920).then(__webpack_require__.bind(__webpack_require__, 8920));
        const result = how.select === undefined ? undefined : '';
        return { result, failure: failureOfPage(request, reply, page) };
    }
    const isInexact = how.select === undefined ? undefined : await (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .inexactIn */ .yj)(json, reply.body);
    const verdict = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .judge */ .S4)((0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(request), reply.status, json, how, isInexact);
    if (reply.status !== 207)
        return verdict;
    const { failureOfParts } = await __webpack_require__.e(/* import() */ 285).then(__webpack_require__.bind(__webpack_require__, 5285));
    const failure = failureOfParts(request, reply, json, how, runner.clean);
    return failure === undefined ? verdict : { ...verdict, failure };
}
/**
 * Nothing of the response is told before its secrets are masked; what can't be masked is withheld.
 * @returns what the step fails with when it has to be
 */
async function maskFirst(runner, request, reply, how, purpose, { taken, page }, json) {
    if (how.masks.length === 0)
        return undefined;
    const withhold = async (why) => {
        const answer = { ...reply, text: undefined };
        const { explain, hintFor } = await wording();
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${explain(request, answer, runner.clean)}: \`mask\` cannot be applied, so \`response\`, \`result\` ` +
            `and the file are withheld: ${why}`, {
            ...(taken ? page : hintFor(request, answer, purpose)),
            title: taken ? 'step failed' : 'call refused',
        });
    };
    if (json.kind === 'not JSON')
        return withhold(page?.what ?? 'the response is not JSON');
    if (json.kind === 'too large')
        return withhold(json.failure.message);
    if (json.kind === 'empty') {
        if (taken)
            runner.log.warning('mask: the response is empty, so nothing was masked', 'not masked');
        return undefined;
    }
    try {
        const masked = new Set();
        const mask = (...texts) => {
            for (const text of texts)
                masked.add(text);
            runner.mask(...texts);
        };
        const warnings = (0,_masking_js__WEBPACK_IMPORTED_MODULE_1__.maskIn)({ mask }, how.masks, json.value);
        if (json.escapes && masked.size > 0) {
            const { otherSpellings } = await __webpack_require__.e(/* import() */ 89).then(__webpack_require__.bind(__webpack_require__, 6089));
            for (const spelling of otherSpellings(reply.body.wholeText() ?? '', masked))
                runner.mask(spelling);
        }
        // An error's body is not expected to hold what the expressions look for.
        if (taken)
            for (const warning of warnings)
                runner.log.warning(warning, 'not masked');
        return undefined;
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR)
            return withhold(error.message);
        throw error;
    }
}
async function refused(runner, request, reply, how, purpose) {
    const answer = { ...reply, text: reply.body.text };
    const { explain, hintFor } = await wording();
    const failure = new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(explain(request, answer, runner.clean), {
        ...hintFor(request, answer, purpose),
        title: 'call refused',
    });
    return { result: how.select === undefined ? undefined : '', failure };
}
/** The words for an error: most steps need none. */
async function wording() {
    const [{ explain }, { hintFor }] = await Promise.all([
        __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071)),
        __webpack_require__.e(/* import() */ 518).then(__webpack_require__.bind(__webpack_require__, 1518)),
    ]);
    return { explain, hintFor };
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
//# sourceMappingURL=56.index.js.map