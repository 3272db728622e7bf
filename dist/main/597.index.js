"use strict";
exports.id = 597;
exports.ids = [597,277,612,121];
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


/***/ }),

/***/ 3277:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   damageOf: () => (/* binding */ damageOf),
/* harmony export */   damages: () => (/* binding */ damages)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);



const damages = {
    JSON: 'is a JSON object: store only the secret itself, which is the text of one of its fields',
    quotes: 'has quotes around it: store it without them',
    unseen: 'contains an invisible character: copy it again, directly from Qlik',
    'white space': 'contains white space, as no secret from Qlik does: copy it again, in one piece',
};
const inQuotes = /^["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a].+["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a]$/su;

function damageOf(secret) {
    if (secret.startsWith('{') && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(secret)?.value))
        return 'JSON';
    if (inQuotes.test(secret))
        return 'quotes';
    if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsUnseen */ .fB)(secret))
        return 'unseen';
    return /\s/u.test(secret) ? 'white space' : undefined;
}


/***/ }),

/***/ 6597:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hintForToken: () => (/* binding */ hintForToken)
/* harmony export */ });
/* harmony import */ var _hints_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6121);
/* harmony import */ var _secret_damage_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3277);


const refusals = [400, 401, 403];
const clockIsOff = {
    topic: 'clock-of-the-runner',
    hint: "The clocks of this runner and of the tenant differ, so to the tenant what is signed here has already expired or is not valid yet: synchronise the runner's clock (NTP)",
};
const keyIsWrong = {
    topic: 'wrong-private-key',
    hint: 'Check `client-id`, `key-id` (the kid of the registered key) and `private-key` (its other half): the client must be registered for Private Key JWT; a new client works only once its consent method is set to Trusted',
};

const causes = (damage) => [
    ...(0,_hints_js__WEBPACK_IMPORTED_MODULE_0__.answeredInFront)([401, 403], {
        topic: 'refused-in-front-of-the-tenant',
        hint: 'This was refused by something in front of the tenant (a gateway, proxy or firewall), not by Qlik: let POST /oauth/token through there, or check the hostname in `tenant-url`',
    }),
    {
        code: /^invalid_scope$/u,
        topic: 'scope-not-allowed',
        hint: '`scope` requests more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
    },
    {
        code: /^(?:unauthorized_client|unsupported_grant_type)$/u,
        topic: 'grant-not-allowed',
        hint: 'Tick "machine-to-machine" for the OAuth client in Qlik (for `user-id` and `user-subject` "machine-to-machine impersonation"), and set its consent method to Trusted',
    },
    {
        code: /^AUTH-5$/u,
        topic: 'unknown-user',
        hint: 'This tenant has no such user: check `user-id` or `user-subject` (the subject that the identity provider gives, as GET /api/v1/users shows it)',
    },
    {
        status: refusals,
        words: /\b(?:consent|trusted)\b/iu,
        topic: 'client-not-trusted',
        hint: 'Set the consent method of the OAuth client to Trusted',
    },
    {
        credential: 'private-key',
        status: refusals,
        clockOff: true,
        ...clockIsOff,
    },
    {
        credential: 'private-key',
        status: refusals,
        words: /\b(?:expired|not (?:yet )?(?:valid|active)(?: yet)?|in the future|too far|iat|exp|nbf)\b/iu,
        ...clockIsOff,
    },
    {
        credential: 'private-key',
        status: refusals,
        words: /\b(?:audience|aud)\b/iu,
        topic: 'wrong-hostname',
        hint: "The token request is addressed to the hostname in `tenant-url`: use the tenant's own hostname, not an alias",
    },
    {
        credential: 'private-key',
        code: /^(?:OAUTH-14|invalid_client)$/u,
        ...keyIsWrong,
    },
    {
        credential: 'private-key',
        status: [400, 403],
        words: /\b(?:signature|assertion|kid)\b/iu,
        ...keyIsWrong,
    },
    {
        credential: 'private-key',
        status: [401],
        ...keyIsWrong,
    },
    ...(damage === undefined ? [] : [damagedSecret(damage)]),
    {
        credential: 'client-secret',
        code: /^OAUTH-14$/u,
        topic: 'unknown-client',
        hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
    },
    {
        credential: 'client-secret',
        code: /^invalid_client$/u,
        topic: 'wrong-secret',
        hint: 'Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
    },
    {
        credential: 'client-secret',
        status: [401],
        topic: 'wrong-secret',
        hint: '`client-id` or `client-secret` is wrong: copy both again from the OAuth client in Qlik',
    },
    {
        status: [403],
        topic: 'too-many-tokens',
        hint: 'The client has too many live tokens (leave `revoke-token` on; old tokens expire by themselves), or its user is disabled',
    },
    {
        status: [404],
        topic: 'wrong-hostname',
        hint: 'Nothing at this address answers token requests: check the hostname in `tenant-url`',
    },
];
const damagedSecret = (damage) => ({
    credential: 'client-secret',
    status: [400, 401],
    topic: 'damaged-secret',
    hint: `\`client-secret\` ${_secret_damage_js__WEBPACK_IMPORTED_MODULE_1__.damages[damage]}`,
});





function hintForToken(request, answer, facts, secret) {
    const damage = secret === undefined ? undefined : (0,_secret_damage_js__WEBPACK_IMPORTED_MODULE_1__.damageOf)(secret);
    return (0,_hints_js__WEBPACK_IMPORTED_MODULE_0__.hintFor)(causes(damage), request, answer, facts);
}


/***/ })

};
;
//# sourceMappingURL=597.index.js.map