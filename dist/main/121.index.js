"use strict";
exports.id = 121;
exports.ids = [121,612];
exports.modules = {

/***/ 612:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explain: () => (/* binding */ explain),
/* harmony export */   readProblem: () => (/* binding */ readProblem)
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


/***/ }),

/***/ 6121:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   answeredInFront: () => (/* binding */ answeredInFront),
/* harmony export */   hintFor: () => (/* binding */ hintFor),
/* harmony export */   hintForCall: () => (/* binding */ hintForCall)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _troubleshooting_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(933);
/* harmony import */ var _explain_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(612);




const maxClockDifferenceMs = 60_000;
const limit = "Qlik's rate limit for this kind of request has been reached. All jobs that use this client or act as the same user share it: run fewer of them at once";

const runLater = { topic: 'rate-limit', hint: `${limit}, or run this one later` };




function answeredInFront(refusals, wayOut) {

    const challenge = /^\s*(?:basic|digest|negotiate|ntlm)\b/iu;
    return [
        { status: [401], challenge, withoutCode: true, ...wayOut },
        { status: refusals, withoutJson: true, ...wayOut },
    ];
}

const first = [
    { status: [407], ..._troubleshooting_js__WEBPACK_IMPORTED_MODULE_0__/* .checkProxy */ .d },
    {
        code: /^LOGIN-2$/u,
        topic: 'wrong-hostname',
        hint: 'No tenant has this hostname: check `tenant-url`',
    },
];
const last = [
    { status: [429], withoutNote: true, topic: 'rate-limit', hint: `${limit}, or raise \`retries\`` },
    { status: [429], ...runLater },
];





function hintFor(rows, request, answer, { credential, now = Number.NaN }) {
    const { codes, words } = (0,_explain_js__WEBPACK_IMPORTED_MODULE_1__.readProblem)(answer.text);
    const { text = '' } = answer;
    const isNotJson = text.trim() !== '' && (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text) === undefined;
    const clockDifferenceMs = Math.abs(now - Date.parse(answer.headers.date ?? ''));
    const found = [...first, ...rows, ...last].find((hint) => (hint.credential === undefined || hint.credential === credential) &&
        (hint.status?.includes(answer.status) ?? true) &&
        (hint.code === undefined || codes.some((code) => hint.code?.test(code))) &&
        (hint.words?.test(words) ?? true) &&
        (hint.clockOff === undefined || clockDifferenceMs > maxClockDifferenceMs) &&
        (hint.methods?.includes(request.method) ?? true) &&
        (hint.challenge?.test(answer.headers['www-authenticate'] ?? '') ?? true) &&
        (hint.withoutCode === undefined || codes.length === 0) &&
        (hint.withoutJson === undefined || isNotJson) &&
        (hint.path?.test(request.url.pathname) ?? true) &&
        (hint.withoutHeader === undefined || answer.headers[hint.withoutHeader] === undefined) &&
        (hint.withoutNote === undefined || answer.note === undefined));
    return found && { hint: found.hint, topic: found.topic };
}

const botUser = 'qlikbot\\<client id>, created with its first token';

const maybeHidden = `Qlik may also answer 404 if the client's user (${botUser}) has no role in the space`;

const rightAppId = "an app's id is `resourceId` in GET /api/v1/items, not the item's own `id`";

const callCauses = [
    ...answeredInFront([400, 401, 403, 429], {
        topic: 'refused-in-front-of-the-tenant',
        hint: "This response did not come from Qlik's API but from something in front of the tenant (a gateway, proxy or firewall), which must let this request through",
    }),
    {
        status: [404, 410],
        withoutJson: true,
        topic: 'not-found',
        hint: "Check `path` and `method` (GET unless it is set): paths of Qlik's REST API begin with /api/, and this response did not come from that API",
    },
    {
        credential: 'access-token',
        status: [401],
        topic: 'access-token-refused',
        hint: 'The tenant did not accept the supplied `access-token`, which may have expired. The action cannot renew it: to have tokens requested and renewed, set `client-id` and `client-secret` (or `private-key`) instead',
    },
    {
        credential: 'execution-token',
        status: [401, 403, 404],
        topic: 'execution-token-refused',
        hint: 'Check the id in `path` and `execution-token`: both are shown in the start block of the automation, and its run mode must be "Triggered"',
    },
    {
        status: [401],
        withoutNote: true,
        topic: 'client-not-trusted',
        hint: 'The tenant does not accept a token that it has just issued: set the consent method of the OAuth client to Trusted',
    },
    {
        status: [400, 403],
        methods: ['POST'],
        path: /\/apps\/[^/]+\/export$/u,
        topic: 'export-from-a-managed-space',
        hint: `An app in a managed space cannot be exported: export the app that it was published from. In any other space the client's user (${botUser}) needs a role`,
    },
    {
        status: [403],
        topic: 'no-role-in-the-space',
        hint: `The OAuth client may lack a scope, or its user (${botUser}) may lack a role in the space`,
    },
    {
        status: [404, 410],
        methods: ['GET'],
        path: /\/temp-contents\/[^/]+/u,
        topic: 'expired-temporary-content',
        hint: 'Temporary content may have expired: create it again, and fetch it in the same step (`fetch-result`)',
    },
    {
        status: [404],
        methods: ['POST'],
        path: /\/(?:reloads|reload-tasks|tasks|reports|data-alerts|sharing-tasks)$/u,
        topic: 'not-found',
        hint: `Check the id of the app in \`body\`: ${rightAppId}; ${maybeHidden}`,
    },
    {
        status: [404],
        methods: ['POST'],
        path: /\/apps\/import$/u,
        topic: 'not-found',
        hint: `Check the ids in \`query\`: \`fileId\` is the \`location-id\` of a POST to /api/v1/temp-contents, and expires after an hour unless \`ttl\` says otherwise; \`spaceId\` is the id of a space, and ${maybeHidden}`,
    },
    {
        status: [404],
        methods: ['POST', 'PUT'],
        path: /\/apps\/[^/]+\/(?:copy|publish|space|owner)$/u,
        topic: 'not-found',
        hint: `Check \`path\`, the id in it, and the ids in \`body\` (of a space, a user or another app): ${rightAppId}; ${maybeHidden}`,
    },
    {
        status: [404],
        path: /\/apps\/[^/]+(?:\/|$)/u,
        topic: 'not-found',
        hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set): ${rightAppId}; ${maybeHidden}`,
    },
    {
        status: [404],
        topic: 'not-found',
        hint: `Check \`path\`, the id in it, and \`method\` (GET unless it is set). Paths of Qlik's REST API begin with /api/; ${maybeHidden}`,
    },
    {
        status: [413],
        topic: 'too-large',
        hint: 'Upload a file larger than 500 MB with POST /api/v1/temp-contents first: see examples/import-large-app.yml',
    },
    {
        status: [429],
        methods: ['POST'],
        path: /\/reloads$/u,
        withoutHeader: 'retry-after',
        topic: 'reload-already-pending',
        hint: 'A reload of this app is already pending: this is not a rate limit, and retrying soon does not help. Let that reload finish, or cancel it',
    },
    {
        status: [429],
        methods: ['POST', 'PATCH'],
        withoutHeader: 'retry-after',
        ...runLater,
    },
];

function hintForCall(request, answer, credential) {
    return hintFor(callCauses, request, answer, { credential });
}


/***/ })

};
;
//# sourceMappingURL=121.index.js.map