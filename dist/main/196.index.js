"use strict";
exports.id = 196;
exports.ids = [196];
exports.modules = {

/***/ 1196:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   callUnlessFound: () => (/* binding */ callUnlessFound)
/* harmony export */ });
/* harmony import */ var _errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7763);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _response_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(841);












async function callUnlessFound(context, call, makeCall, credential) {
    const { runner } = context;
    const [name, find] = [(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(call), (0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(context.find)];
    const before = await lookUp(context);
    if (before.answer !== undefined) {
        if (before.found)
            runner.info(`${find}: found, so ${name} is not sent`);
        return before.answer;
    }
    const { text, hint } = context.select;
    if (hint !== undefined)
        runner.warning(`find-select (${text}) finds nothing in the response. ${hint}`, 'nothing found');
    runner.info(`${find}: not found, so ${name} is sent`);
    const answer = await makeCall();
    const { status } = answer.reply;
    if ((0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .isSuccess */ .oJ)(status)) {
        const emptyResultReason = 'the call was made, and `select` is not set';
        const empty = call.select === undefined ? { result: '', emptyResultReason } : {};
        return { ...answer, preset: { created: true, ...empty } };
    }
    if (answer.failure !== undefined || !call.accepts(status))
        return { ...answer, preset: { created: false } };
    return resultFromFind(context, call, answer, credential);
}




async function resultFromFind(context, call, answer, credential) {
    const { runner } = context;
    const accepted = `${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(call)}: ${String(answer.reply.status)} was accepted`;
    const { result = '', failure, warnings = [], } = await verdictOfFind(context, credential).catch(async (error) => {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR && !runner.signal.aborted)
            return { failure: error };
        await answer.reply.discard();
        throw error;
    });
    for (const [text, title] of warnings)
        runner.warning(text, title);
    if (result === '' && failure === undefined)
        runner.warning(`${accepted}, but \`find\` still finds nothing, so \`result\` is empty. Check \`find-select\`, and whether this client can see what is already there`, 'nothing found');
    const options = { ...call, select: undefined };
    const preset = { created: false, result: failure === undefined ? result : '' };
    if (failure === undefined)
        return { ...answer, options, preset };
    const words = `${accepted}, but \`find\` failed: ${failure.message}`;
    return { ...answer, options, preset, failure: new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(words, failure) };
}
async function verdictOfFind(context, credential) {
    const { answer } = await lookUp(context);
    if (answer === undefined)
        return { failure: undefined };
    const { reply, failure, headOnly } = answer;
    if (headOnly === true)
        return { failure };
    const { judge } = await __webpack_require__.e(/* import() */ 827).then(__webpack_require__.bind(__webpack_require__, 1208));
    const verdict = await judge(context.runner, answer, context.options, credential);
    await reply.discard();
    return verdict;
}
async function lookUp(context) {
    const { find: request, options, mask, select, send } = context;
    const [{ allPages }, first] = await Promise.all([__webpack_require__.e(/* import() */ 886).then(__webpack_require__.bind(__webpack_require__, 886)), send(request)]);
    const preset = { created: false };
    const answer = { request, options, location: undefined, failure: undefined, preset };

    if (!(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .isSuccess */ .oJ)(first.status) || (await context.failureIn(request, first)) !== undefined)
        return { answer: { ...answer, reply: first } };
    try {
        const reply = await allPages({ ...context, request }, first);
        const json = (0,_response_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .readJson */ .Vh)(reply.body);
        if (json.kind === 'empty') {
            const why = '`find-select` cannot be applied: the response is empty';
            return { answer: { ...answer, reply, failure: new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_errors_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(request)}: ${why}`) } };
        }
        if (json.kind !== 'json')
            return { answer: { ...answer, reply } };
        try {
            mask?.(json.value);
            if (select.isTrue(json.value))
                return { answer: { ...answer, reply }, found: true };
        }
        catch (error) {
            if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
                throw error;
            return { answer: { ...answer, reply } };
        }
        await reply.discard();
        return {};
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        return { answer: { ...answer, reply: first, failure: error, headOnly: true } };
    }
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


/***/ })

};
;
//# sourceMappingURL=196.index.js.map