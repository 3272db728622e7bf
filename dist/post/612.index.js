"use strict";
exports.id = 612;
exports.ids = [612];
exports.modules = {

/***/ 612:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explain: () => (/* binding */ explain)
/* harmony export */ });

/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8301);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7763);





const maxWordsLength = 500;

const maxErrors = 3;






function explain(request, answer, clean) {

    const problem = readProblem(answer.text === undefined ? undefined : clean(answer.text));
    const words = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .inBrief */ .aV)(joined([answer.note, problem.words], '; '), maxWordsLength, clean);
    const trace = problem.traceId ?? (0,_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .traceIdOf */ .aB)(answer.headers);
    const status = `${String(answer.status)} ${node_http__WEBPACK_IMPORTED_MODULE_0__.STATUS_CODES[answer.status] ?? ''}`.trim();
    return (joined([(0,_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(request), status, words]) + (trace === undefined ? '' : ` (traceId ${trace})`));
}




function readProblem(text) {
    if (text === undefined)
        return { codes: [], words: '' };
    const body = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    if (body === undefined)
        return { codes: [], words: withoutTags(text) };
    for (const read of readers) {
        const problem = read(body.value);
        if (problem !== undefined)
            return problem;
    }

    return { codes: [], words: '' };
}

const readers = [

    (body) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(body) ? fromList(body.errors, body.traceId) : undefined),

    (body) => fromList(body, undefined),

    (body) => {
        if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(body))
            return undefined;
        const error = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(body, 'error');
        if (error === undefined)
            return (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(body.error) ? fromList([body.error], body.traceId) : undefined;
        const description = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(body, 'error_description') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(body, 'message');
        return { codes: [error], words: joined([error, description, fieldsIn(body)]) };
    },


    (body) => {
        if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(body))
            return undefined;
        const problem = fromList([body], body.traceId);
        const words = joined([problem?.words, fieldsIn(body)]);
        return words === '' ? undefined : { codes: [], ...problem, words };
    },
];
function fromList(list, trace) {
    if (!Array.isArray(list))
        return undefined;
    const errors = list.filter(_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4).slice(0, maxErrors);
    const words = joined(errors.map(wordsOf), '; ');
    if (words === '')
        return undefined;
    const codes = errors.flatMap((error) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(error, 'code') ?? []);
    return { codes, words, traceId: (0,_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .traceId */ .Jb)(trace) };
}




const details = ['detail', 'details', 'message', 'issue', 'context'];

const innerFields = ['meta', 'inner'];

function wordsOf(error) {
    const code = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(error, 'code') ?? '';
    const title = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(error, 'title') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(error, 'message') ?? '';
    const inner = innerFields.flatMap((name) => {
        const inside = error[name];
        return (Array.isArray(inside) ? inside : [inside]).filter(_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4);
    });
    const detail = [
        ...details.map((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textIn */ .r7)(error, name)),
        ...inner.map((inside) => wordsOf({ ...inside, meta: undefined, inner: undefined })),
    ].find((text) => text !== undefined && text !== '' && text !== title);
    return joined([`${code} ${title}`.trim(), detail]);
}

function fieldsIn({ errors }) {
    const named = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(errors) ? Object.entries(errors) : [['', errors]];
    return named
        .flatMap(([name, value]) => [value]
        .flat()
        .map((error) => ((0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(error) ? wordsOf(error) : error))
        .filter((words) => typeof words === 'string' && words !== '')
        .map((words) => joined([name, String(words)])))
        .slice(0, maxErrors)
        .join('; ');
}
function joined(parts, separator = ': ') {
    return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

function withoutTags(text) {
    return text
        .replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
        .replace(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
        .replace(/<[^<>]*>/gu, ' ');
}


/***/ })

};
;
//# sourceMappingURL=612.index.js.map