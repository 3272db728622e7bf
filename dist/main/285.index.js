"use strict";
exports.id = 285;
exports.ids = [285];
exports.modules = {

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


/***/ })

};
;
//# sourceMappingURL=285.index.js.map