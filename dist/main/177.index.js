"use strict";
exports.id = 177;
exports.ids = [177];
exports.modules = {

/***/ 8263:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I9: () => (/* binding */ absent),
/* harmony export */   aQ: () => (/* binding */ absent),
/* harmony export */   vX: () => (/* binding */ absent),
/* harmony export */   xj: () => (/* binding */ absent)
/* harmony export */ });
/**
 * Stands in for `tunnel` in the bundles (`paths` in tsconfig.json). `@actions/http-client` imports
 * it for its own way through proxies; ours are Node's agents. Loading it would load `assert` too.
 */
function absent() {
    throw new Error('tunnel is not in this bundle: nothing of this action may need it');
}



/***/ }),

/***/ 7649:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ProxyAgent)
/* harmony export */ });
/**
 * Stands in for `undici` in the bundles (`paths` in tsconfig.json). `@actions/http-client`
 * imports it for a dispatcher that it hands to other people's code; no request of ours uses it. It
 * would be nine tenths of each bundle, and its advisories would be ours.
 */
function ProxyAgent() {
    throw new Error('undici is not in this bundle: nothing of this action may need it');
}


/***/ }),

/***/ 8146:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   hA: () => (/* binding */ tryFolderIn),
/* harmony export */   lQ: () => (/* binding */ isFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1633);



/**
 * Makes a folder, and those above it that are missing. Not by Node's `recursive`, which never ends in
 * /proc: there the system says that the place of a new folder is missing, Node makes sure of the
 * folder above, which is there, and asks again.
 * @param mode of all that are made
 * @returns whether it was made; false when it was there
 * @throws the system's error
 */
async function makeFolder(folder, mode = 0o777) {
    try {
        return await made(folder, mode);
    }
    catch (error) {
        const above = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(folder);
        if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) !== 'ENOENT' || above === folder)
            throw error;
        await makeFolder(above, mode);
        return await made(folder, mode);
    }
}
async function made(folder, mode) {
    try {
        // Not imported: node:fs/promises brings ten modules more, which a step without a file never needs.
        await node_fs__WEBPACK_IMPORTED_MODULE_0__.promises.mkdir(folder, mode);
        return true;
    }
    catch (error) {
        if (isFolder(folder))
            return false;
        throw error;
    }
}
/** Whether a folder is there, be it through a link. */
function isFolder(place) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync(place).isDirectory();
    }
    catch {
        return false;
    }
}
/**
 * Makes a folder in another one and takes it away again: what the permissions say is not all. To
 * root, /proc looks like any other folder.
 * @param what the error begins with this
 * @throws Failure when nothing can be made there, or the system's error
 */
function tryFolderIn(folder, what = '') {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync(node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, '.qlik-cloud-')));
    }
    catch (error) {
        const code = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error);
        const options = { cause: error };
        if (code === 'ENOENT')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}nothing can be made in ${folder}`, options);
        if (code === 'ENOTDIR')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}${folder} is not a folder`, options);
        throw error;
    }
}


/***/ }),

/***/ 1823:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   oJ: () => (/* binding */ isSuccess),
/* harmony export */   vX: () => (/* binding */ methods)
/* harmony export */ });
/** The methods that a step may use. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** How a request is called in logs and errors: never with its query. */
function nameOf(request) {
    return `${request.method} ${request.url.pathname}`;
}
/** Whether a status is one of success (RFC 9110 section 15.3). */
function isSuccess(status) {
    return status >= 200 && status <= 299;
}


/***/ }),

/***/ 5803:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ isDone),
/* harmony export */   KG: () => (/* binding */ saysHtml),
/* harmony export */   gf: () => (/* binding */ mayHideFailure),
/* harmony export */   zR: () => (/* binding */ asError)
/* harmony export */ });
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1823);

const type = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;
/** Whether a 2xx says that it is HTML. */
function saysHtml({ status, headers }) {
    return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) && type.test(headers['content-type'] ?? '');
}
/** Whether an answer may be a failure, whatever its status: see response/hidden-failure.ts. */
function mayHideFailure(head) {
    return !(0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(head.status) || head.status === 207 || saysHtml(head);
}
/** Whether an answer of which nothing but success is wanted is one, and no login page. */
function isDone({ body, ...head }) {
    return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(head.status) && !(saysHtml(head) && /^[\s\ufeff]*</u.test(body));
}
/** An answer that is not `isDone`, to be told. Of a 2xx no word is: its body is no error's. */
function asError(reply) {
    return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(reply.status)
        ? { ...reply, text: undefined, note: 'an HTML page, which is no answer' }
        : { ...reply, text: reply.body };
}


/***/ }),

/***/ 2246:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   Fh: () => (/* binding */ filePayload),
/* harmony export */   U9: () => (/* binding */ textPayload)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9541);
/* harmony import */ var _spent_buffers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(846);




/** Larger chunks cost fewer turns of the event loop: with 1 MiB a file goes at the speed of the disk. */
const chunkSize = 1024 * 1024;
/** Text as a request body, in UTF-8. */
function textPayload(text) {
    const bytes = Buffer.from(text);
    return { length: bytes.length, open: () => [bytes] };
}
/** A file as a request body, streamed from disk. */
function filePayload(file) {
    return { length: file.size, open: () => bytesOf(file) };
}
/**
 * Reads a file to its end.
 * @throws Failure when it cannot be read, or is not as long as it was: what was promised in
 *   Content-Length cannot be kept then, and half a file must not look whole
 */
async function* bytesOf({ path, written, size }) {
    const spent = new _spent_buffers_js__WEBPACK_IMPORTED_MODULE_2__/* .SpentBuffers */ .u();
    let sent = 0;
    try {
        // One byte more than there should be shows a file that has grown.
        const stream = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: chunkSize, end: size });
        for await (const chunk of stream) {
            sent += chunk.length;
            if (sent > size)
                break;
            yield chunk;
            spent.add(chunk.length);
        }
    }
    catch (error) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(written)} cannot be read`, { cause: error });
    }
    if (sent !== size)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(written)} changed its size while it was sent`);
}


/***/ }),

/***/ 7821:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ retryAfter),
/* harmony export */   m: () => (/* binding */ parseHttpDate)
/* harmony export */ });
/** The three forms of a date in HTTP (RFC 9110 section 5.6.7); the one without a zone is UTC too. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w -]{5,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/u;
/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3).
 * @param value seconds or an HTTP date; undefined when there is no such header
 * @param answeredAt the answer's own `Date`: the clocks of a server and of a runner may be apart
 * @param now milliseconds since the epoch, for an answer without a date
 * @returns milliseconds; undefined for a time gone by, and for anything else
 */
function retryAfter(value, answeredAt, now) {
    if (value === undefined)
        return undefined;
    if (/^\d+$/u.test(value))
        return Number(value) * 1000;
    const date = parseHttpDate(value);
    if (date === undefined)
        return undefined;
    const ms = date - (parseHttpDate(answeredAt) ?? now);
    return ms > 0 ? ms : undefined;
}
/** @returns milliseconds since the epoch; undefined for what is no HTTP date */
function parseHttpDate(value) {
    // Date.parse takes much that is no HTTP date: "soon 1" is a day of 2001.
    if (value === undefined || !httpDate.test(value))
        return undefined;
    const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
    return Number.isNaN(date) ? undefined : date;
}


/***/ }),

/***/ 7593:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C8: () => (/* binding */ repeatRule),
/* harmony export */   Mc: () => (/* binding */ lastingFaults),
/* harmony export */   TG: () => (/* binding */ transientStatuses),
/* harmony export */   fu: () => (/* binding */ backOff),
/* harmony export */   yQ: () => (/* binding */ notRepeated)
/* harmony export */ });
/** What may be done again after one failed attempt, and how long to wait before: all of it data. */
/** Milliseconds. */
const backOff = {
    /** The first wait is a random part of this; each further one may be twice as long (full jitter). */
    base: 1000,
    most: 30_000,
    /** A server that asks for more than this will not be waited for. */
    mostRetryAfter: 5 * 60_000,
    /** Up to this part of a `Retry-After` is added at random, so that a crowd does not come back at once. */
    retryAfterJitter: 0.1,
};
/** Statuses that say "not now" rather than "no". */
const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);
/** Faults that time does not heal. A network fault in no row is transient. */
const lastingFaults = new Set([
    'CERT_CHAIN_TOO_LONG',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'CERT_REJECTED',
    'CERT_REVOKED',
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HPE_HEADER_OVERFLOW',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_EXCEEDED',
    'PROXY_401',
    'PROXY_403',
    'PROXY_407',
    'PROXY_WITHOUT_TLS',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
    'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
/** RFC 9110 section 9.2.2, idempotent methods: sent twice is as good as sent once. */
const idempotent = {
    statuses: transientStatuses,
    onlyWhenTold: false,
    afterSending: true,
};
/** Sent twice may happen twice: only where the server did nothing for certain. */
const once = {
    statuses: new Set([429]),
    onlyWhenTold: true,
    afterSending: false,
};
const rules = {
    GET: idempotent,
    HEAD: idempotent,
    PUT: idempotent,
    DELETE: idempotent,
    POST: once,
    PATCH: once,
};
/**
 * The POSTs of Qlik's API that may happen twice: they make nothing that lasts, only look, or ask for
 * what has been asked for.
 */
const repeatablePosts = [
    /^\/api\/v1\/temp-contents$/u,
    /^\/api\/[^/]+\/apps\/validatescript$/u,
    /^\/api\/[^/]+\/data-alerts\/actions\/validate$/u,
    /^\/api\/[^/]+\/lineage-graphs\/(?:nodes|impact)\/[^/]+\/overview$/u,
    /\/actions\/(?:filter|filter-orphan|count)$/u,
    // The stops of known jobs; jobs/stop.ts marks its own.
    /^\/api\/[^/]+\/reloads\/[^/]+\/actions\/cancel$/u,
    /^\/api\/[^/]+\/automations\/[^/]+\/runs\/[^/]+\/actions\/stop$/u,
    /^\/api\/[^/]+\/di-projects\/[^/]+\/di-tasks\/[^/]+\/runtime\/actions\/stop$/u,
];
function repeatRule({ method, url, harmless }) {
    const repeatable = harmless === true ||
        (method === 'POST' && repeatablePosts.some((path) => path.test(url.pathname)));
    return repeatable ? idempotent : rules[method];
}
/** What the error says where a GET would have been made again, and the request was not. */
const notRepeated = 'it was not repeated, since it may have taken effect: look before you run it again';


/***/ }),

/***/ 6235:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ sleep)
/* harmony export */ });
/**
 * @param ms milliseconds
 * @throws the signal's reason, as soon as it is aborted
 */
async function sleep(clock, ms, signal) {
    signal.throwIfAborted();
    await new Promise((resolve, reject) => {
        const cancel = clock.timer(ms, () => {
            signal.removeEventListener('abort', onAbort);
            resolve();
        });
        function onAbort() {
            cancel();
            reject(signal.reason);
        }
        signal.addEventListener('abort', onAbort, { once: true });
    });
}


/***/ }),

/***/ 846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ SpentBuffers)
/* harmony export */ });
/** V8 is asked to collect after so many bytes. */
const most = 8 * 1024 * 1024;
let collector;
/**
 * V8 collects when objects fill its heap, but a buffer's bytes lie elsewhere: 64 MiB of spent ones
 * pile up. Whoever carries large bodies counts their bytes here.
 */
class SpentBuffers {
    #bytes = 0;
    /** Some bytes have been handed on. */
    add(bytes) {
        this.#bytes += bytes;
        if (this.#bytes < most)
            return;
        this.#bytes = 0;
        collector ??= collectorOf();
        collector({ type: 'minor' });
    }
}
/** The way for a program that was not started with `--expose-gc`; without it, memory grows a little. */
function collectorOf() {
    try {
        // Not imported: only large bodies need them.
        process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
        return process.getBuiltinModule('node:vm').runInNewContext('gc');
    }
    catch {
        return () => undefined;
    }
}


/***/ }),

/***/ 1553:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ textSink)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);



/** 1 MiB: more is no answer to a token request or a revocation. */
const mostBytes = 1024 * 1024;
/**
 * @param name the request, for the error
 * @returns a sink that holds the body as text, and fails as soon as there is more than 1 MiB of it
 */
function textSink(name) {
    const chunks = [];
    let bytes = 0;
    const writable = new node_stream__WEBPACK_IMPORTED_MODULE_0__.Writable({
        write(chunk, _encoding, done) {
            bytes += chunk.length;
            if (bytes > mostBytes) {
                done(new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the answer is larger than 1 MiB, which is too large for an answer of this kind`));
                return;
            }
            chunks.push(chunk);
            done();
        },
    });
    return {
        writable,
        result: () => Buffer.concat(chunks).toString('utf8'),
        discard: () => Promise.resolve(),
    };
}


/***/ }),

/***/ 6119:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ traceId),
/* harmony export */   a: () => (/* binding */ traceIdOf)
/* harmony export */ });
/**
 * The answer's trace id, by which Qlik's support finds a request.
 * @returns undefined when there is none that looks like one
 */
function traceIdOf(headers) {
    return traceId(headers['x-b3-traceid'] ?? headers.traceparent?.split('-')[1]);
}
/** @returns the value if it looks like a trace id */
function traceId(value) {
    return typeof value === 'string' && /^[\da-f-]{8,64}$/iu.test(value) ? value : undefined;
}


/***/ }),

/***/ 1093:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ Transfer),
/* harmony export */   v: () => (/* binding */ NowAndThen)
/* harmony export */ });
/* harmony import */ var _runner_sizes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6616);

/** A smaller body is over before anyone asks how far it is; bytes. */
const worthTelling = 10 * 1024 * 1024;
/** Never more than one line in this time, in milliseconds. */
const between = 10_000;
/**
 * Says now and then how far something long has come, at most once in ten seconds, and for the first
 * time after ten.
 */
class NowAndThen {
    #telling;
    #told;
    constructor(telling) {
        this.#telling = telling;
        this.#told = telling.clock.now();
    }
    /** @param words made only when they are said */
    tell(words) {
        const now = this.#telling.clock.now();
        if (now - this.#told < between)
            return;
        this.#told = now;
        this.#telling.log.info(words());
    }
}
/** A body on its way, of which the log hears now and then when it is over 10 MiB. */
class Transfer {
    #name;
    #verb;
    #total;
    #clock;
    #began;
    #lines;
    /** Bytes that had been moved before. */
    #before;
    #bytes = 0;
    /**
     * @param name the request
     * @param rest bytes that are to be moved, as far as it is known
     * @param before bytes that were moved by an earlier attempt
     */
    constructor(telling, name, verb, rest, before = 0) {
        this.#name = name;
        this.#verb = verb;
        this.#total = rest === undefined ? undefined : before + rest;
        this.#before = before;
        this.#clock = telling.clock;
        this.#began = telling.clock.now();
        this.#lines = new NowAndThen(telling);
    }
    /** Some more bytes have been moved. */
    moved(bytes) {
        this.#bytes += bytes;
        if ((this.#total ?? this.#bytes) > worthTelling)
            this.#lines.tell(() => this.#howFar());
    }
    #howFar() {
        const total = this.#total;
        const moved = this.#before + this.#bytes;
        const part = total === undefined
            ? ''
            : ` of ${(0,_runner_sizes_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._)(total)} (${String(Math.floor((moved / total) * 100))} %)`;
        const speed = this.#bytes / ((this.#clock.now() - this.#began) / 1000);
        return `${this.#name}: ${(0,_runner_sizes_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._)(moved)}${part} ${this.#verb}, ${(0,_runner_sizes_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._)(speed)}/s`;
    }
}


/***/ }),

/***/ 2586:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   A: () => (/* binding */ TransportFailure)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8301);
/* harmony import */ var _retry_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7593);



/** A request that got no whole answer. */
class TransportFailure extends _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    /** Node's code, as in `ECONNRESET`; empty when there is none. */
    code;
    /** Whether any byte of the request may have reached the server. */
    sent;
    constructor(message, fault) {
        const { code, hint, topic } = fault;
        const transient = !_retry_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .lastingFaults */ .Mc.has(code);
        super(message, { hint, topic, title: 'no whole answer', transient });
        this.code = code;
        this.sent = fault.sent;
    }
    /** The same with more words. */
    with(words) {
        return new TransportFailure(`${this.message}; ${words}`, this);
    }
}
/** Node's code of an error; empty when it has none. */
function codeOf(error) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(error) || typeof error.code !== 'string')
        return '';
    if (error.code !== 'ERR_PROXY_TUNNEL')
        return error.code;
    const { statusCode } = error;
    if (statusCode === undefined)
        return 'PROXY_CLOSED';
    return typeof statusCode === 'number' && !Number.isNaN(statusCode)
        ? `PROXY_${String(statusCode)}`
        : 'PROXY_NOT_HTTP';
}


/***/ }),

/***/ 2256:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ acceptStatus),
/* harmony export */   e: () => (/* binding */ onlySuccess)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9541);


/** Where nothing is set. */
const onlySuccess = { accepts: () => false, acceptsFailedParts: false };
/** Statuses and ranges that count as success, by comma or line: `404, 409`, `400-499`. */
function acceptStatus(text) {
    const ranges = text
        .split(/[,\r\n]/u)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
        .map(range);
    return {
        accepts: (status) => ranges.some(([first, last]) => status >= first && status <= last),
        acceptsFailedParts: ranges.some(([first, last]) => first === 207 && last === 207),
    };
}
function range(entry) {
    const [, first, last = first] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/u.exec(entry) ?? [];
    if (first === undefined || last === undefined || first > last)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(entry)} is not a status; it takes statuses and ranges such as 404, 409 or 400-499`);
    return [Number(first), Number(last)];
}


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ pairs),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Oo: () => (/* binding */ once),
/* harmony export */   P: () => (/* binding */ query),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   dT: () => (/* binding */ secretLine),
/* harmony export */   fW: () => (/* binding */ contextName),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9541);


/**
 * Parsers of single inputs: text in, value out. What they throw is a Failure that says what was got
 * (never a value that may be secret) and what the input takes; its input's name is put before it.
 */
/** What `core.getBooleanInput` takes: YAML 1.2's core schema. */
function boolean(text) {
    if (['true', 'True', 'TRUE'].includes(text))
        return true;
    if (['false', 'False', 'FALSE'].includes(text))
        return false;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not true or false`);
}
/** @returns a parser of numbers from `least` to `most`, fractions included */
function number(least, most) {
    return (text) => {
        const value = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not a number from ${String(least)} to ${String(most)}`);
    };
}
/** @returns a parser of whole numbers from `least` to `most` */
function wholeNumber(least, most) {
    return (text) => {
        const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not a whole number from ${String(least)} to ${String(most)}`);
    };
}
/** Text on one line. */
function line(text) {
    if (!(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} holds control characters`);
}
/** The name of a qlik-cli context: what a shell and YAML take as it is. */
function contextName(text) {
    if (/^\w[\w.@-]{0,99}$/u.test(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not a name for a context; it takes up to 100 letters, digits, ".", "_", "-" and "@"`);
}
/** Text on one line that is not to be shown. */
function secretLine(text) {
    if (!(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('holds a line break or another control character; it takes one line');
}
/** @returns a parser of one of some words, in any case */
function oneOf(words) {
    return (text) => {
        const word = words.find((known) => known === text.toUpperCase());
        if (word !== undefined)
            return word;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not one of ${words.join(', ')}`);
    };
}
/** The entries of a list: one a line, trimmed, without blank lines. */
function lines(text) {
    const entries = text
        .split(/\r\n|\r|\n/u)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    for (const [index, entry] of entries.entries())
        if ((0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(entry))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`entry ${String(index + 1)} holds control characters`);
    return entries;
}
/**
 * A list of pairs.
 * @param separator the first one splits an entry
 * @returns names and values, both trimmed
 */
function pairs(separator) {
    return (text) => lines(text).map((entry, index) => {
        const at = entry.indexOf(separator);
        const name = entry.slice(0, Math.max(at, 0)).trim();
        // Not even the name is shown: an entry without a separator may be a bare secret.
        if (name === '')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`);
        return [name, entry.slice(at + 1).trim()];
    });
}
const parameters = pairs('=');
/** A text in quotes. An apostrophe within a word opens none. */
const inQuotes = /(?<![\p{L}\d])(["'])(?:\\.|(?!\1)[^\\])*\1/gu;
/** Query parameters, one an entry: several in one would go out as one long value. */
function query(text) {
    const entries = parameters(text);
    for (const [index, [name, value]] of entries.entries()) {
        const entry = `entry ${String(index + 1)}`;
        if (name.startsWith('?'))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${entry} begins with a ?. Leave it out: write one name=value a line`);
        if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${entry} holds a second parameter after an &. Write one name=value a line; a value that ` +
                'is meant to hold it goes, percent-encoded, into `path`');
    }
    return entries;
}
/** Refuses names that come twice. */
function once(names) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(twice)} is given twice`);
}


/***/ }),

/***/ 2001:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ bodyInputs),
  t: () => (/* binding */ table)
});

// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __webpack_require__(1823);
// EXTERNAL MODULE: ./src/runner/secrets.ts + 1 modules
var secrets = __webpack_require__(7046);
// EXTERNAL MODULE: ./src/inputs/accept-status.ts
var accept_status = __webpack_require__(2256);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
;// CONCATENATED MODULE: ./src/inputs/headers.ts



/** What the action answers for itself: credentials, addressing and framing. */
const ours = new Set([
    'authorization',
    'host',
    'content-length',
    'transfer-encoding',
    'connection',
]);
const parse = (0,parsers/* pairs */.AS)(':');
/**
 * The step's own request headers (RFC 9110 section 5).
 * @returns values by name in lower case
 * @throws Failure that shows names only
 */
function headers(text) {
    const entries = parse(text).map(([name, value]) => [name.toLowerCase(), value]);
    for (const [name, value] of entries) {
        const shown = (0,safe_text/* quoted */.TL)(name);
        if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name))
            throw new failure/* Failure */.HR(`${shown} is not a header name`);
        if (ours.has(name))
            throw new failure/* Failure */.HR(`${shown} is set by the action itself: leave it out`);
        if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
            throw new failure/* Failure */.HR(`the value of ${shown} has characters that a header cannot carry`);
    }
    (0,parsers/* once */.Oo)(entries.map(([name]) => name));
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./src/inputs/table.ts





const table_text = (value) => value;
/** Every input: its name, what it takes, and what it is when it is left out. */
const table = {
    'tenant-url': { parse: table_text },
    'client-id': { parse: parsers/* line */.n8 },
    'client-secret': { parse: parsers/* secretLine */.dT, secret: true },
    'private-key': { parse: table_text, secret: true, minMasked: secrets/* minLine */.VG },
    // Not shown when it is bad: it may be the key itself.
    'key-id': { parse: parsers/* secretLine */.dT },
    scope: { parse: parsers/* line */.n8 },
    'user-id': { parse: parsers/* line */.n8 },
    'user-subject': { parse: parsers/* line */.n8 },
    'access-token': { parse: parsers/* secretLine */.dT, secret: true },
    'revoke-token': { parse: parsers/* boolean */.zM, default: 'true' },
    path: { parse: table_text },
    method: { parse: (0,parsers/* oneOf */.yL)(exchange/* methods */.vX), default: 'GET', ofCall: true },
    query: { parse: parsers/* query */.P, ofCall: true },
    headers: { parse: headers, ofCall: true },
    body: { parse: table_text, asWritten: true, ofCall: true },
    'body-file': { parse: parsers/* line */.n8, ofCall: true },
    form: { parse: (0,parsers/* pairs */.AS)('='), ofCall: true },
    'form-files': { parse: (0,parsers/* pairs */.AS)('='), ofCall: true },
    'accept-status': { parse: accept_status/* acceptStatus */.H, ofCall: true },
    'response-file': { parse: parsers/* line */.n8, ofCall: true },
    'fetch-result': { parse: parsers/* boolean */.zM, default: 'false', ofCall: true },
    paginate: { parse: parsers/* boolean */.zM, default: 'false', ofCall: true },
    select: { parse: table_text, ofCall: true },
    'fail-when': { parse: table_text, ofCall: true },
    mask: { parse: parsers/* lines */.Mn, ofCall: true },
    wait: { parse: parsers/* boolean */.zM, default: 'false', ofCall: true },
    'wait-path': { parse: table_text, ofCall: true },
    'done-when': { parse: table_text, ofCall: true },
    'wait-timeout-minutes': { parse: (0,parsers/* number */.ai)(0.01, 10_080), default: '60', ofCall: true },
    'wait-interval-seconds': { parse: (0,parsers/* number */.ai)(1, 3600), ofCall: true },
    retries: { parse: (0,parsers/* wholeNumber */.rD)(0, 10), default: '3' },
    'idle-timeout-seconds': { parse: (0,parsers/* number */.ai)(1, 3600), default: '300' },
    'qlik-cli-context': { parse: parsers/* contextName */.fW },
    summary: { parse: parsers/* boolean */.zM, default: 'false' },
};
/** The inputs that say what is sent; what reads them is loaded only where one is set. */
const bodyInputs = ['body', 'body-file', 'form', 'form-files'];


/***/ }),

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   s$: () => (/* binding */ jsonText),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
/** JSON from outside is unknown until it has been looked at. */
/**
 * @returns the parsed value, in a box, since `null` is JSON too; undefined when `text` is not JSON
 */
function parseJson(text) {
    try {
        return { value: JSON.parse(text) };
    }
    catch {
        return undefined;
    }
}
/**
 * JSON.parse takes any depth, JSON.stringify only what fits on the stack, and no text over 512 MiB.
 * @returns the value as JSON text; undefined when that cannot be
 */
function jsonText(value) {
    try {
        return JSON.stringify(value);
    }
    catch (error) {
        if (error instanceof RangeError)
            return undefined;
        throw error;
    }
}
/** Whether a value is a JSON object. */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A field's text; a number counts as text. Undefined for anything else. */
function textIn(record, name) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}


/***/ }),

/***/ 4649:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ jsonBody),
/* harmony export */   g: () => (/* binding */ clientBody)
/* harmony export */ });
/* harmony import */ var _http_payload_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2246);

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/**
 * A body for the token and revocation endpoints that proves who asks, in the way of the credential.
 * An assertion is made, and masked, for each attempt: the tenant takes none twice.
 */
function clientBody(runner, tenant, grant, fields) {
    return grant.kind === 'client-secret'
        ? withSecret(grant, fields)
        : withAssertion(runner, tenant, grant, fields);
}
/** JSON, as in Qlik's own samples. */
function jsonBody(fields) {
    return { contentType: 'application/json', payload: (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_0__/* .textPayload */ .U9)(JSON.stringify(fields)) };
}
function withSecret({ clientId, clientSecret }, fields) {
    return jsonBody({ ...fields, client_id: clientId, client_secret: clientSecret });
}
/** A form, as in Qlik's samples; JSON where a member is an object, which no form can hold. */
function withAssertion({ clock, mask }, tenant, { clientId, keyId, signer }, fields) {
    const audience = `${tenant.origin}/oauth/token`;
    const form = Object.values(fields).every((value) => typeof value === 'string');
    return {
        contentType: form ? 'application/x-www-form-urlencoded' : 'application/json',
        payload: () => {
            const assertion = signer.assertion({ clientId, keyId, audience, now: clock.now() });
            mask(assertion);
            const members = {
                ...fields,
                client_id: clientId,
                client_assertion_type: assertionType,
                client_assertion: assertion,
            };
            return (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_0__/* .textPayload */ .U9)(form
                ? new URLSearchParams(members).toString()
                : JSON.stringify(members));
        },
    };
}


/***/ }),

/***/ 5830:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   p1: () => (/* binding */ expiryOf),
/* harmony export */   yW: () => (/* binding */ seemsEnded)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8301);

/** How far our clock may be ahead of the tenant's, in milliseconds. */
const maxSkewMs = 5 * 60_000;
/**
 * When a token ends: from `expires_at` (ISO 8601), else from `expires_in` (seconds). A time that has
 * gone by, or none, is no end of a token that was just made: clocks are apart, or it means "unknown".
 * @param body the token answer
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; undefined when neither is good
 */
function expiryOf(body, now) {
    const [written = ''] = /^\d+(?:\.\d+)?$/u.exec((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(body, 'expires_in') ?? '') ?? [];
    const inSeconds = written === '' ? Number.NaN : Number(written);
    const candidates = [Date.parse((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(body, 'expires_at') ?? ''), now + inSeconds * 1000];
    return candidates.find((time) => new Date(time).getTime() > now);
}
/** Whether a token has ended by our clock. */
function seemsEnded({ expiresAt }, now) {
    return expiresAt !== undefined && expiresAt <= now;
}
/** Whether a token has ended for certain, however far the clocks may be apart. */
function hasEnded({ expiresAt }, now) {
    return expiresAt !== undefined && expiresAt + maxSkewMs < now;
}


/***/ }),

/***/ 827:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/command.js
var command = __webpack_require__(9635);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/file-command.js
var file_command = __webpack_require__(2902);
// EXTERNAL MODULE: ./src/failure.ts
var src_failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/runner/clock.ts
var clock = __webpack_require__(1984);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
// EXTERNAL MODULE: ./src/runner/secrets.ts + 1 modules
var runner_secrets = __webpack_require__(7046);
;// CONCATENATED MODULE: ./src/runner/github.ts


// Not the package's entry: that loads OIDC, summaries and more, which no step of ours uses.






/** The runner cuts an annotation at 4096 characters. */
const annotationLimit = 4000;
/** How a workflow is cancelled: SIGINT, 7.5 s later SIGTERM, 2.5 s later the end. */
const cancelSignals = ['SIGINT', 'SIGTERM'];
/**
 * @returns GitHub's own runner, as the process that it started sees it: `INPUT_*`, workflow commands
 *   on the standard output, and the command files. Listens for the signals of a cancelled workflow.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
function gitHubRunner() {
    const redactor = new runner_secrets/* Redactor */.pO();
    const clean = (0,runner_secrets/* cleaning */.Gj)(redactor);
    return {
        input: (name) => process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
        givenInputs: () => Object.keys(process.env).flatMap((name) => /^INPUT_./iu.test(name) ? [name.slice('INPUT_'.length).toLowerCase()] : []),
        env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
        mask(...secrets) {
            const fresh = secrets.flatMap(runner_secrets/* maskable */.dm).filter((line) => redactor.add(line));
            // One write for all of them: it returns only when the runner has taken it.
            if (fresh.length > 0)
                process.stdout.write(fresh.map(maskCommand).join(''));
        },
        hides: (text) => redactor.finds(text),
        clean,
        log: {
            debug: (message) => {
                (0,command/* issueCommand */.L)('debug', {}, clean(message));
            },
            info: (message) => {
                print(clean(message));
            },
            group(title, lines) {
                (0,command/* issueCommand */.L)('group', {}, clean(title));
                for (const line of lines)
                    print(clean(line));
                (0,command/* issueCommand */.L)('endgroup', {}, '');
            },
            warning: (message, title = 'warning') => {
                annotate('warning', title, clean(message));
            },
        },
        output: (name, value) => {
            hand('OUTPUT', name, value);
        },
        saveState: (name, value) => {
            hand('STATE', name, value);
        },
        state: (name) => process.env[`STATE_${name}`] ?? '',
        fail(message, title = 'step failed') {
            process.exitCode = 1;
            annotate('error', title, clean(message));
        },
        clock: clock/* systemClock */.m,
        random: Math.random,
        signal: cancelSignal(),
        platform: process.platform,
    };
}
/** The files through which the runner takes what a step hands over, and what that is. */
const handed = {
    OUTPUT: "the step's outputs",
    STATE: 'what the post step has to clean up (tokens to revoke, a job to stop)',
};
/**
 * Hands a value to the runner in one of its files. A value of which only a part could be written is
 * taken out again: the runner would take nothing from the whole file.
 * @throws Failure that names the file and what is wrong with it
 */
function hand(command, name, value) {
    const variable = `GITHUB_${command}`;
    const file = process.env[variable] ?? '';
    if (file === '')
        throw new src_failure/* Failure */.HR(`${variable} is not set: it names the file for ${handed[command]}`, {
            hint: 'The runner sets it for each step: where something else runs the action, let it do the same',
        });
    let before;
    try {
        before = (0,external_node_fs_.statSync)(file).size;
        (0,file_command/* issueFileCommand */.n)(command, (0,file_command/* prepareKeyValueMessage */.v)(name, value));
    }
    catch (error) {
        if (before !== undefined)
            cutBack(file, before);
        if ((0,src_failure/* systemCode */.xU)(error) === undefined)
            throw error;
        throw new src_failure/* Failure */.HR(`${file} (${variable}, the file for ${handed[command]}) cannot be written: ${(0,src_failure/* causeOf */.rl)(error)}`, { cause: error });
    }
}
function cutBack(file, size) {
    try {
        if ((0,external_node_fs_.statSync)(file).isFile())
            (0,external_node_fs_.truncateSync)(file, size);
    }
    catch {
        // No file, or none that could be written in part.
    }
}
/** @param message without secrets */
function annotate(level, title, message) {
    (0,command/* issueCommand */.L)(level, { title: `Qlik Cloud: ${title}` }, (0,safe_text/* shorten */.ml)(message, annotationLimit));
}
/** As `issueCommand` writes it; there is no line break in a line. */
function maskCommand(line) {
    return `::add-mask::${line.replaceAll('%', '%25')}${external_node_os_.EOL}`;
}
function print(line) {
    process.stdout.write(line + external_node_os_.EOL);
}
function cancelSignal() {
    const controller = new AbortController();
    for (const name of cancelSignals)
        process.once(name, () => {
            controller.abort(new src_failure/* Failure */.HR('The workflow was cancelled', { title: 'cancelled' }));
        });
    return controller.signal;
}

;// CONCATENATED MODULE: ./src/runner/frames.ts

/** `    at fn (/\u2026/index.js:12:34)`, or without the parentheses; on Windows there is a drive before. */
const place = /(?<=^\s+at (?:.*\(|async )?)(?!async )([^()]+):(\d+):(\d+)(?=\)?$)/u;
/**
 * Where an error was thrown, in the lines of `src/`: the bundle's source map is read only now. Not
 * the error's message: Node puts paths, queries and texts into it.
 * @returns one line a frame; empty for what is no Error
 */
function framesOf(error) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const maps = new Map();
    return stack
        .split('\n')
        .filter((line) => /^\s+at /u.test(line))
        .map((line) => line.replace(place, (found, file, row, column) => {
        if (!maps.has(file))
            maps.set(file, mapOf(file));
        // A source map counts from zero.
        const entry = maps.get(file)?.findEntry(Number(row) - 1, Number(column) - 1);
        if (entry === undefined || !('originalSource' in entry))
            return found;
        const { originalSource, originalLine, originalColumn } = entry;
        const source = originalSource.replace(/^(?:\.{1,2}\/)+/u, '');
        return `${source}:${String(originalLine + 1)}:${String(originalColumn + 1)}`;
    }))
        .join('\n');
}
function mapOf(file) {
    try {
        const text = (0,external_node_fs_.readFileSync)(`${file}.map`, 'utf8');
        // Most steps never need it.
        const { SourceMap } = process.getBuiltinModule('node:module');
        return new SourceMap(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/runner/run.ts


/** Runs post's story, whose failure is a warning: the job has done its work by then. */
async function runPost(runner, story) {
    await run(runner, story, 0, (error, where) => {
        const place = where === undefined ? '' : ` (${where})`;
        runner.log.warning(`Cleaning up: ${wordsFor(error)}${place}`, 'clean-up failed');
    });
}
/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
async function run(runner, story, exitCode, tell) {
    let told = false;
    const report = (error) => {
        process.exitCode = exitCode;
        const frames = framesOf(error);
        // Whoever reports a fault of ours has no debug log of it.
        const [, where] = error instanceof src_failure/* Failure */.HR ? [] : (/(src\/[\w/.-]+:\d+)/u.exec(frames) ?? []);
        // One annotation: what follows from a fault, or comes after it, is for the debug log.
        if (told)
            runner.log.debug((0,src_failure/* wordsFor */.tu)(error));
        else
            tell(error, where);
        told = true;
        runner.log.debug(frames);
    };
    const onThrow = (error) => {
        report(error);
        process.exit(exitCode);
    };
    const onNothingLeft = () => {
        report(new src_failure/* Failure */.HR('The action ended without a result: please report it', {
            title: 'unexpected fault',
        }));
    };
    process.once('uncaughtException', onThrow).once('beforeExit', onNothingLeft);
    try {
        await story(runner);
        process.exitCode = 0;
    }
    catch (error) {
        report(error);
    }
    finally {
        process.off('beforeExit', onNothingLeft);
    }
}
/**
 * Ends the process as soon as all that was printed is through. What is still open, a connection that
 * a proxy keeps, say, is to hold up nobody, and need not be taken down piece by piece.
 */
async function leave() {
    await new Promise((resolve) => {
        process.stdout.write('', () => {
            resolve();
        });
    });
    process.exit();
}

// EXTERNAL MODULE: ./src/troubleshooting.ts
var troubleshooting = __webpack_require__(933);
;// CONCATENATED MODULE: ./src/runner/run-main.ts



/**
 * Runs main's story. The process fails unless the story came to its end: a promise that never
 * settles would let it end with exit 0 and nothing done.
 */
async function runMain(runner, story) {
    process.exitCode = 1;
    await run(runner, story, 1, (error, where) => {
        failStep(runner, error, where);
    });
}
/**
 * Reports what a step fails with: its words, where more is written about it, and a title.
 * @param where the line of ours that threw it, where nobody expected that
 */
function failStep(runner, error, where) {
    const link = (0,troubleshooting/* linksFrom */.a)((name) => runner.env(name));
    const place = where === undefined ? '' : ` (${where})`;
    runner.fail((0,src_failure/* wordsFor */.tu)(error, link) + place, (0,src_failure/* titleOf */.Gg)(error));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __webpack_require__(1823);
// EXTERNAL MODULE: ./src/response/body.ts + 1 modules
var response_body = __webpack_require__(7297);
;// CONCATENATED MODULE: ./src/call.ts




/**
 * The request that a step's call makes.
 * @param idleTimeout longest silence, in milliseconds
 */
function callRequest(call, idleTimeout) {
    const { method, url, headers, payload, accepts, responseFile } = call;
    return {
        method,
        url,
        headers,
        payload,
        sink: bodySink(call),
        idleTimeout,
        idleInput: 'idle-timeout-seconds',
        isFinal: accepts,
        mayLeaveOrigin: responseFile !== undefined,
    };
}
/**
 * The requests that look at a job: of the step's own headers none goes along.
 * @param idleTimeout longest silence, in milliseconds
 */
function lookRequest(call, idleTimeout) {
    return (url, signal) => ({
        method: 'GET',
        url,
        // A cache in between may tell what the job was long ago (RFC 9111 section 5.2.1.4).
        headers: { accept: 'application/json', 'cache-control': 'no-cache' },
        sink: bodySink(call),
        idleTimeout,
        idleInput: 'idle-timeout-seconds',
        signal,
    });
}
/**
 * The requests that fetch what a call made: of the step's own headers only `Accept` goes along.
 * @param idleTimeout longest silence, in milliseconds
 */
function resultRequest(call, idleTimeout) {
    return (url) => ({
        method: 'GET',
        url,
        headers: { accept: call.headers.accept },
        sink: bodySink(call, true),
        idleTimeout,
        idleInput: 'idle-timeout-seconds',
        isFinal: call.accepts,
        mayLeaveOrigin: call.responseFile !== undefined,
    });
}
/**
 * The requests that list what a job made: of the step's own headers none goes along.
 * @param idleTimeout longest silence, in milliseconds
 */
function outputsRequest(call, idleTimeout) {
    return (url) => ({
        method: 'GET',
        url,
        headers: { accept: 'application/json' },
        sink: pageSink(call),
        idleTimeout,
        idleInput: 'idle-timeout-seconds',
    });
}
/**
 * Where the response goes: an error's body must not take the place of the file that the step named, nor
 * that of a call whose result is fetched after it.
 * @param isResult whether it is that result
 */
function bodySink(call, isResult = false) {
    const { accepts, fetchResult, responseFile, temp } = call;
    return ({ status }) => {
        const isResponse = (0,exchange/* isSuccess */.oJ)(status) ? isResult || !fetchResult : accepts(status);
        return new response_body/* Body */.nB({
            named: isResponse ? responseFile : undefined,
            chosen: () => chosenFile(temp),
        });
    };
}
/** Where one page of a list goes: never into the file that the step named. */
function pageSink({ temp }) {
    return () => new response_body/* Body */.nB({ named: undefined, chosen: () => chosenFile(temp) });
}
function chosenFile(temp) {
    return external_node_path_.resolve(temp, `qlik-cloud-response-${(0,external_node_crypto_.randomUUID)()}`);
}

// EXTERNAL MODULE: ./src/http/agents.ts + 1 modules
var http_agents = __webpack_require__(1551);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./src/http/answer.ts

/** What an answer says before its body. A cookie is the tenant's with itself, and goes nowhere. */
function headOf(incoming) {
    const headers = {};
    for (const [name, value] of Object.entries(incoming.headers))
        if (name !== 'set-cookie' && value !== undefined)
            headers[name] = String(value);
    return { status: incoming.statusCode ?? 0, headers };
}
/** Where a part begins in the whole (RFC 9110 section 14.4), in bytes. */
function firstOf({ status, headers }) {
    const first = /^bytes (\d+)-/iu.exec(headers['content-range'] ?? '')?.[1];
    return status === 206 && first !== undefined ? Number(first) : 0;
}
/** What undoes the codings of a body: never asked for, and seldom there. */
async function decodersOf(name, { headers }, warn) {
    if (headers['content-encoding'] === undefined)
        return [];
    const { decodersFor } = await __webpack_require__.e(/* import() */ 504).then(__webpack_require__.bind(__webpack_require__, 9504));
    return decodersFor(name, headers, warn);
}
/**
 * A body's way from the network through its decoders into its sink; most have none.
 * @throws what one of the streams fails with, or that it ends too early; all are destroyed then
 */
function flow(incoming, decoders, sink) {
    return decoders.length === 0 ? pour(incoming, sink) : (0,promises_.pipeline)([incoming, ...decoders, sink]);
}
/**
 * What `pipeline` does, for the two streams that nearly every answer has: its many parts would be met here
 * for the first time, and take a step longer than the answer does.
 */
function pour(incoming, sink) {
    return new Promise((resolve, reject) => {
        const fail = (error) => {
            incoming.destroy();
            sink.destroy(error);
            reject(error);
        };
        const tooEarly = () => {
            fail(Object.assign(new Error('closed before its end'), { code: 'ECONNRESET' }));
        };
        sink
            .on('finish', resolve)
            .on('error', fail)
            .on('drain', () => incoming.resume())
            .on('close', () => {
            if (!sink.writableFinished)
                tooEarly();
        });
        incoming
            .on('end', () => sink.end())
            .on('error', fail)
            .on('data', (chunk) => {
            if (!sink.write(chunk))
                incoming.pause();
        })
            .on('close', () => {
            if (!incoming.readableEnded)
                tooEarly();
        });
        // What has ended before tells of it no more.
        if (!sink.writable)
            fail(new Error('the sink is closed'));
        if (incoming.destroyed)
            tooEarly();
    });
}
/**
 * Rejects when a request ends without an answer: Node tells of a protocol that is switched (101) by
 * no error, and of a request that we destroy by none that http-client hands on.
 */
function neverAnswered(outgoing) {
    return new Promise((_, reject) => {
        const refuse = (code) => () => {
            reject(Object.assign(new Error(code), { code }));
        };
        outgoing.once('close', refuse('ECONNRESET'));
        outgoing.once('upgrade', (_incoming, socket) => {
            socket.destroy();
            refuse('HPE_SWITCHED')();
        });
    });
}
/** The fault of a body that is longer than it says. */
function excessBody() {
    return Object.assign(new Error('more than Content-Length'), { code: 'EXCESS_BODY' });
}

;// CONCATENATED MODULE: ./src/http/idle.ts
/**
 * What the system holds of a body it sends by itself, and nobody is told how far it is: so much it may
 * hold, in bytes, ...
 */
const maxHeld = 4 * 1024 * 1024;
/** ... which may leave as slowly as this, in bytes a second. A smaller body is not worth a wait. */
const slowestUpload = 64 * 1024;
/** An answer that is slower than this, in bytes a second, ... */
const slowest = 1024;
/**
 * ... may take this many times the longest silence: each byte breaks a silence. So long may what comes
 * before it take as well, once all is sent: heads that drip, "102 Processing" for ever.
 */
const mostSilences = 20;
/**
 * @param limit the longest silence, in milliseconds
 * @param onTooSlow called once, when there was silence for that long, or the answer drips
 */
function watchIdle(clock, limit, onTooSlow) {
    let last = clock.now();
    let sent = last;
    let answering;
    let bytes = 0;
    let handedOver = 0;
    let cancel = clock.timer(limit, check);
    // One timer for many bytes: re-arming it for each chunk would cost more than the transfer.
    function check() {
        const now = clock.now();
        const left = last + limit + unseenMs() - now;
        if (left <= 0)
            onTooSlow('silence');
        else if (drips(now))
            onTooSlow('drip');
        else
            cancel = clock.timer(left, check);
    }
    /** How long bytes may be leaving unseen. */
    function unseenMs() {
        if (answering !== undefined || handedOver <= slowestUpload)
            return 0;
        return (Math.min(handedOver, maxHeld) / slowestUpload) * 1000;
    }
    function drips(now) {
        if (answering === undefined)
            return now - sent >= limit * mostSilences + unseenMs();
        const elapsed = now - answering;
        return elapsed >= limit * mostSilences && bytes / (elapsed / 1000) < slowest;
    }
    return {
        alive() {
            last = clock.now();
        },
        handedOver(more) {
            sent = clock.now();
            handedOver += more;
        },
        received(more) {
            last = clock.now();
            answering ??= last;
            bytes += more;
        },
        stop() {
            cancel();
        },
    };
}

// EXTERNAL MODULE: ./src/http/proxy.ts
var http_proxy = __webpack_require__(7856);
// EXTERNAL MODULE: ./src/http/retry-policy.ts
var retry_policy = __webpack_require__(7593);
;// CONCATENATED MODULE: ./src/http/send-body.ts

/** A larger body is announced first, so that a 401 or 413 costs no upload; bytes. */
const mostAtOnce = 1024 * 1024;
/** A server that does not answer the announcement is waited for this long, in milliseconds. */
const mostInvitation = 1000;
/** The first piece; each further one is twice as large, where the last has left quickly. Bytes. */
const smallestPiece = 64 * 1024;
/** A piece that takes longer to leave is followed by a small one, so that progress shows. Milliseconds. */
const slowPieceMs = 1000;
/** The headers that go with a body (RFC 9110 sections 8.6 and 10.1.1). */
function bodyHeaders(payload, announced) {
    if (payload === undefined)
        return {};
    const length = { 'content-length': String(payload.length) };
    return announced ? { ...length, expect: '100-continue' } : length;
}
/** Whether a body is large enough to be announced. */
function isLarge(payload) {
    return payload !== undefined && payload.length > mostAtOnce;
}
/** Sends a body, and ends the request after its last byte; before that only with a failure. */
async function sendBody(payload, outgoing, { announced, clock, answered, onHandedOver, onSent, onFailure }) {
    let size = smallestPiece;
    try {
        if (announced)
            await invited(outgoing, clock);
        for await (const chunk of payload.open()) {
            for (let start = 0; start < chunk.length;) {
                if (answered())
                    return;
                const piece = chunk.subarray(start, start + size);
                start += piece.length;
                const began = clock.now();
                onHandedOver(piece.length);
                const sent = () => {
                    onSent(piece.length);
                };
                if (!outgoing.write(piece, sent))
                    await drained(outgoing);
                size = clock.now() - began > slowPieceMs ? smallestPiece : 2 * size;
            }
        }
        outgoing.end();
    }
    catch (error) {
        // A request that has ended says itself why.
        if (outgoing.destroyed)
            return;
        const why = 'the body that is to be sent cannot be read';
        onFailure(error instanceof src_failure/* Failure */.HR ? error : new src_failure/* Failure */.HR(why, { cause: error }));
    }
}
/** RFC 9110 section 10.1.1: waits for "100 Continue", for a final answer, or for a second. */
async function invited(outgoing, clock) {
    outgoing.flushHeaders();
    await new Promise((resolve) => {
        const cancel = clock.timer(mostInvitation, resolve);
        for (const event of ['continue', 'response', 'close'])
            outgoing.once(event, () => {
                cancel();
                resolve();
            });
    });
}
/** @throws when the request ends before there is room for more */
async function drained(outgoing) {
    await new Promise((resolve, reject) => {
        const settle = () => {
            outgoing.off('drain', settle).off('close', settle);
            if (outgoing.destroyed)
                reject(new Error('closed'));
            else
                resolve();
        };
        outgoing.on('drain', settle).on('close', settle);
    });
}

// EXTERNAL MODULE: ./src/http/transfer.ts
var transfer = __webpack_require__(1093);
// EXTERNAL MODULE: ./src/http/transport-failure.ts
var transport_failure = __webpack_require__(2586);
;// CONCATENATED MODULE: ./src/http/attempt.ts










/** What a connection fails with that the server has closed. */
const closedCodes = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);
/** One attempt: it ends when the body of the answer has ended in its sink. */
class Attempt {
    #request;
    #telling;
    #outgoing;
    #arriving;
    #idle;
    #signal;
    #onAbort;
    /** Rejects when we end the attempt: Node tells of no end before a proxy has given a connection. */
    #stopped = Promise.withResolvers();
    #incoming;
    /** Why we ended the attempt ourselves. */
    #reason;
    #sent = false;
    #bytes = 0;
    #excess = false;
    #announced;
    #warn;
    #socket;
    /** Bytes that had come over the connection before. */
    #readBefore = 0;
    #onData = () => {
        this.#idle.alive();
    };
    constructor(request, context, { fresh, unannounced }, warn) {
        const { connections, clock } = context;
        const signal = request.grace ?? request.signal ?? context.signal;
        this.#request = request;
        this.#warn = warn;
        this.#telling = context;
        this.#signal = signal;
        const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
        const announced = isLarge(payload) && !unannounced;
        this.#announced = announced;
        const headers = { ...request.headers, ...bodyHeaders(payload, announced) };
        const upload = new transfer/* Transfer */.m(context, (0,exchange/* nameOf */.Vb)(request), 'sent', payload?.length);
        const sending = {
            clock,
            announced,
            answered: () => this.#incoming !== undefined,
            onHandedOver: (bytes) => {
                this.#idle.handedOver(bytes);
            },
            onSent: (bytes) => {
                this.#idle.alive();
                upload.moved(bytes);
            },
            onFailure: (why) => {
                this.#stop(why);
            },
        };
        const wire = connections.open({ ...request, headers, payload, fresh }, (outgoing) => {
            if (payload !== undefined)
                void sendBody(payload, outgoing, sending);
        });
        this.#outgoing = wire.outgoing;
        this.#arriving = Promise.race([
            wire.incoming,
            neverAnswered(wire.outgoing),
            this.#stopped.promise,
        ]);
        this.#noteWhenSent();
        this.#noteExcess();
        this.#idle = watchIdle(clock, request.idleTimeout, (why) => {
            this.#stop(this.#tooSlow(why));
        });
        this.#onAbort = () => {
            this.#stop(signal.reason instanceof src_failure/* Failure */.HR ? signal.reason : new src_failure/* Failure */.HR('Cancelled'));
        };
        signal.addEventListener('abort', this.#onAbort, { once: true });
    }
    async run() {
        const incoming = await this.#arriving;
        this.#incoming = incoming;
        this.#idle.received(0);
        const head = headOf(incoming);
        const name = (0,exchange/* nameOf */.Vb)(this.#request);
        const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
        const empty = !hasBody || head.headers['content-length'] === '0';
        const decoders = empty ? [] : await decodersOf(name, head, this.#warn);
        const sink = this.#request.sink(head);
        const length = head.headers['content-length'];
        const total = length === undefined ? undefined : Number(length);
        // A range of the step's own has no part before it.
        const before = this.#request.headers['if-range'] === undefined ? 0 : firstOf(head);
        const download = new transfer/* Transfer */.m(this.#telling, name, 'received', total, before);
        incoming.on('data', (chunk) => {
            download.moved(chunk.length);
            this.#bytes += chunk.length;
            this.#idle.received(chunk.length);
        });
        try {
            await flow(incoming, decoders, sink.writable);
            if (this.#excess && hasBody && total !== undefined && total > 0)
                throw excessBody();
        }
        catch (error) {
            await sink.discard();
            throw error;
        }
        return {
            ...head,
            bytes: this.#bytes,
            body: sink.result(),
            discard: () => sink.discard(),
        };
    }
    /** Frees what the attempt holds; a connection whose answer has ended stays open for the next. */
    end() {
        this.#idle.stop();
        this.#signal.removeEventListener('abort', this.#onAbort);
        this.#socket?.off('data', this.#onData);
        const whole = this.#incoming?.complete === true && this.#outgoing.writableFinished;
        if (!whole)
            this.#outgoing.destroy();
    }
    /** Whether an answer says that `Expect` is what keeps it from being another one. */
    isUnexpected({ status }) {
        return this.#announced && status === 417 && this.#request.isFinal?.(status) !== true;
    }
    /**
     * Whether the attempt met a connection that the server had closed: it had carried a request before, and
     * no byte of an answer came.
     */
    wasStale(fault) {
        return (fault instanceof transport_failure/* TransportFailure */.A &&
            fault !== this.#reason &&
            closedCodes.has(fault.code) &&
            this.#outgoing.reusedSocket &&
            this.#socket?.bytesRead === this.#readBefore &&
            (0,retry_policy/* repeatRule */.C8)(this.#request).afterSending);
    }
    async explain(error) {
        if (this.#reason !== undefined)
            return this.#reason;
        // What has no code is no fault of the network, but a defect: it must not look like one.
        if (error instanceof src_failure/* Failure */.HR || (0,transport_failure/* codeOf */.$)(error) === '')
            return error;
        const { url } = this.#request;
        const [sent, progress] = [this.#sent, this.#progress()];
        const { transportFailure } = await __webpack_require__.e(/* import() */ 683).then(__webpack_require__.bind(__webpack_require__, 4683));
        return transportFailure((0,exchange/* nameOf */.Vb)(this.#request), error, {
            url,
            proxy: (0,http_proxy/* proxyFor */.iJ)(url),
            sent,
            progress,
        });
    }
    #tooSlow(why) {
        const { idleTimeout, idleInput } = this.#request;
        const what = why === 'silence'
            ? `no byte for ${String(idleTimeout / 1000)} s`
            : 'transferred too slowly for too long';
        const at = this.#sent ? '' : ` at ${whereTo(this.#request.url)}`;
        const proxied = !this.#sent && (0,http_proxy/* proxyFor */.iJ)(this.#request.url) !== undefined;
        return new transport_failure/* TransportFailure */.A(`${(0,exchange/* nameOf */.Vb)(this.#request)}: ${what}${at} ${this.#progress()}`, {
            code: 'ETIMEDOUT',
            sent: this.#sent,
            ...(proxied ? http_proxy/* checkProxy */.d4 : idleInput === undefined ? {} : boundedBy(idleInput)),
        });
    }
    #stop(reason) {
        this.#reason ??= reason;
        this.#incoming?.destroy(reason);
        this.#outgoing.destroy(reason);
        this.#stopped.reject(reason);
    }
    /** No byte leaves before a new connection stands: a fault until then is safe to try again. */
    #noteWhenSent() {
        this.#outgoing.once('socket', (socket) => {
            this.#socket = socket;
            this.#readBefore = socket.bytesRead;
            // Heads and informational answers are bytes too. Before the handshake there is nothing to see.
            socket.on('data', this.#onData);
            if (socket.connecting)
                socket.once('connect', this.#onData);
            const sent = () => {
                this.#sent = true;
                this.#idle.alive();
            };
            // A connection that was opened early may be in the middle of its handshake.
            const { connecting, secureConnecting } = socket;
            if (!connecting && secureConnecting !== true)
                sent();
            else
                socket.once(this.#request.url.protocol === 'https:' ? 'secureConnect' : 'connect', sent);
        });
    }
    /**
     * What follows a body's last promised byte at once shows that `Content-Length` is too small, and
     * the body cut: Node ends it well all the same, and tells of the rest as of a bad next answer.
     */
    #noteExcess() {
        this.#outgoing.on('error', ({ code }) => {
            this.#excess ||= code?.startsWith('HPE_') === true;
        });
    }
    #progress() {
        if (this.#incoming === undefined)
            return 'before an answer came';
        const promised = this.#incoming.headers['content-length'];
        const of = promised === undefined ? '' : ` of ${String(Number(promised))}`;
        return `after ${String(this.#bytes)}${of} bytes of the answer`;
    }
}
/** What to do about a time-out that the step can change. */
function boundedBy(input) {
    const hint = `\`${input}\` bounds this: raise it if the tenant may need longer`;
    return { hint, topic: 'silence' };
}
/** Who is silent before a request is under way. */
function whereTo(url) {
    const proxy = (0,http_proxy/* proxyFor */.iJ)(url);
    return proxy === undefined ? (0,http_agents/* addressOf */.ci)(url) : `the proxy ${(0,http_agents/* addressOf */.ci)(proxy)}`;
}

;// CONCATENATED MODULE: ./src/http/once-more.ts

/**
 * @returns a Send that makes one attempt: it ends when the body of the answer has ended in its sink,
 *   and throws when there was no answer, not the whole of it, or `idleTimeout` of silence. What went
 *   wrong before the server looked at the request is no attempt: a connection that was closed while it
 *   was idle (RFC 9112 section 9.3.1), a 417 (RFC 9110 section 10.1.1). Each is mended once.
 */
function attempting(context) {
    const { log, signal } = context;
    const warned = new Set();
    const warn = (text) => {
        if (!warned.has(text))
            log.warning(text);
        warned.add(text);
    };
    return async (request) => {
        let way = { fresh: false, unannounced: false };
        for (;;) {
            (request.signal ?? signal).throwIfAborted();
            const attempt = new Attempt(request, context, way, warn);
            try {
                const reply = await attempt.run();
                if (!attempt.isUnexpected(reply))
                    return way.fresh ? { ...reply, repeated: true } : reply;
                way = { ...way, unannounced: true };
                await reply.discard();
            }
            catch (error) {
                const fault = await attempt.explain(error);
                if (!attempt.wasStale(fault))
                    throw fault;
                way = { ...way, fresh: true };
            }
            finally {
                attempt.end();
            }
        }
    };
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js
var lib = __webpack_require__(2779);
;// CONCATENATED MODULE: ./src/version.ts
/** The action's version, as in package.json (a test holds the two together). */
const version = '0.3.0';
/** What every request names itself as. */
const userAgent = `qlik-cloud-action/${version}`;

;// CONCATENATED MODULE: ./src/http/connections.ts







/** A connection that was quiet for longer may be dead, in milliseconds: no POST rides on it. */
const maxQuietMs = 2000;
/** http-client's own time-out only ends the socket: ours (attempt.ts) is to strike first, always. */
const never = 2 ** 31 - 1;
/** Of an answer's head, in bytes: Node reads no more than 16 KiB unless it is told to. */
const maxHeaderSize = 128 * 1024;
/**
 * The connections of one step. A POST or PATCH gets a connection that has carried nothing yet, unless
 * it may be repeated and one was in use just now; what follows goes over the connection that was opened
 * last, so that a token request and the GET after it share one.
 */
class Connections {
    #agents;
    #clock;
    /** When an answer came last over an agent's connections. */
    #answered = new WeakMap();
    #latest = new Map();
    #client = new lib/* HttpClient */.Qq(undefined, [], { socketTimeout: never });
    constructor(agents, clock) {
        this.#agents = agents;
        this.#clock = clock;
    }
    /** Makes ready for a request that will come soon: its connection costs it no wait then. */
    prepare(request) {
        if (!mayBeRepeated(request))
            this.#agents.prepare(request.url);
    }
    /**
     * Begins a request through `@actions/http-client`'s raw request and its agents. Its retries,
     * redirects and `readBody` are not used: they repeat requests, re-send tokens and hang.
     */
    open(request, writeBody) {
        const { url } = request;
        const agent = this.#agentFor(request);
        const transport = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
        let outgoing;
        const info = {
            parsedUrl: url,
            options: {
                method: request.method,
                ...(0,http_agents/* hostAndPort */.PG)(url),
                path: url.pathname + url.search,
                headers: { 'user-agent': userAgent, ...request.headers },
                agent,
                maxHeaderSize,
            },
            // http-client keeps the ClientRequest to itself; this keeps it for us too.
            httpModule: {
                request(options, onResponse) {
                    outgoing = transport.request(options, onResponse);
                    // Node would leave out what comes after 2,000 of them, quietly: their size is bounded already.
                    outgoing.maxHeadersCount = 0;
                    return outgoing;
                },
            },
        };
        const incoming = new Promise((resolve, reject) => {
            this.#client.requestRawWithCallback(info, bodySource(request.payload, writeBody), (error, reply) => {
                if (reply === undefined)
                    reject(error ?? new Error('no answer'));
                else {
                    reply.message.once('close', () => this.#answered.set(agent, this.#clock.now()));
                    resolve(reply.message);
                }
            });
        });
        if (outgoing === undefined)
            throw new Error('no request was made');
        return { outgoing, incoming };
    }
    #agentFor(request) {
        const { url } = request;
        // A redirect may lead to a host that `no_proxy` names, or from one.
        const proxy = (0,http_proxy/* proxyFor */.iJ)(url);
        const way = `${url.protocol} ${proxy?.href ?? ''}`;
        const latest = this.#latest.get(way);
        if (latest !== undefined && request.fresh !== true && this.#isFit(latest, request))
            return latest;
        const agent = this.#agents.unused(url, proxy);
        this.#latest.set(way, agent);
        return agent;
    }
    /** Whether a request may ride on connections that have carried others: they may be dead. */
    #isFit(agent, request) {
        if (!mayBeRepeated(request))
            return false;
        const isPost = request.method === 'POST' || request.method === 'PATCH';
        return !isPost || this.#clock.now() - (this.#answered.get(agent) ?? 0) < maxQuietMs;
    }
}
/** Whether sending it twice is as good as sending it once. */
function mayBeRepeated(request) {
    return (0,retry_policy/* repeatRule */.C8)(request).afterSending;
}
/**
 * http-client would pipe a stream and end the request when the stream closes, even after a read
 * error, so that half a file looks whole. It calls nothing but `on` and `pipe`: we take it from there.
 */
function bodySource(payload, writeBody) {
    if (payload === undefined)
        return null;
    return { on: () => undefined, pipe: writeBody };
}

// EXTERNAL MODULE: ./src/runner/deadline.ts
var runner_deadline = __webpack_require__(496);
;// CONCATENATED MODULE: ./src/http/grace.ts

/**
 * Gives an attempt that is in flight when its request is given up the time (`graceMs`) to be
 * answered: what the server has made by then has to be known, to be undone. Stands inside the
 * retries, which end with the request itself: no attempt begins after that.
 */
function withGrace(send, { clock, signal }) {
    return async (request) => {
        const { graceMs } = request;
        if (graceMs === undefined)
            return send(request);
        const end = request.signal ?? signal;
        end.throwIfAborted();
        const deadline = (0,runner_deadline/* after */.P)(clock, end, graceMs);
        try {
            return await send({ ...request, grace: deadline.signal });
        }
        finally {
            deadline.cancel();
        }
    };
}

// EXTERNAL MODULE: ./src/http/trace-id.ts
var trace_id = __webpack_require__(6119);
;// CONCATENATED MODULE: ./src/http/log-requests.ts


/** Writes one line for each answer that is not one of many: method, path (no query), status, bytes, time, trace id. */
function logging(send, log, clock) {
    return async (request) => {
        const started = clock.now();
        const reply = await send(request);
        if (request.quiet === true)
            return reply;
        const trace = (0,trace_id/* traceIdOf */.a)(reply.headers);
        log.info(`${(0,exchange/* nameOf */.Vb)(request)}: ${String(reply.status)}, ${String(reply.bytes)} bytes in ` +
            `${String(clock.now() - started)} ms${trace === undefined ? '' : ` (traceId ${trace})`}`);
        return reply;
    };
}

// EXTERNAL MODULE: ./src/http/retry-after.ts
var retry_after = __webpack_require__(7821);
// EXTERNAL MODULE: ./src/http/sleep.ts
var sleep = __webpack_require__(6235);
;// CONCATENATED MODULE: ./src/http/retry.ts





/**
 * Makes a request again as long as the policy (retry-policy.ts) lets it, with one log line each
 * time. Body and sink are made anew by the request's factories; of a download that broke off only
 * the rest comes again, where that can be (resume.ts).
 * @param retries further attempts after the first
 * @returns a Send that gives the last answer, or throws the last fault
 */
function retrying(send, retries, context) {
    return async (request) => {
        const download = context.resume?.(request);
        try {
            return await repeated(send, request, download, retries, context);
        }
        finally {
            await download?.end();
        }
    };
}
async function repeated(send, request, download, retries, context) {
    const signal = endOf(request, context);
    // "At once" is obeyed once: a server that always says so would be asked without a pause.
    let mayComeAtOnce = true;
    for (let attempt = 1;; attempt++) {
        const outcome = await tried(send, request, download, context);
        const again = attempt > retries ? undefined : reasonFor(request, outcome, context.clock.now());
        if (again === undefined)
            return finish(request, outcome, attempt);
        if ('reply' in outcome) {
            const note = tooLong(again);
            if (note !== undefined)
                return { ...outcome.reply, note };
            await outcome.reply.discard();
        }
        signal.throwIfAborted();
        const asked = again.askedMs === 0 && !mayComeAtOnce ? undefined : again.askedMs;
        mayComeAtOnce &&= asked !== 0;
        const wait = waitFor(asked, attempt, context.random());
        const kept = download?.kept ?? 0;
        const from = kept === 0 ? '' : `, from byte ${String(kept)} on`;
        context.log.info(`${(0,exchange/* nameOf */.Vb)(request)}: ${again.what}; attempt ${String(attempt)} of ${String(retries + 1)}, ` +
            `the next in ${(wait / 1000).toFixed(1)} s (${asked === undefined ? 'back-off' : 'Retry-After'})${from}`);
        context.retried?.(request, again.code);
        await (0,sleep/* sleep */.y)(context.clock, wait, signal);
    }
}
/** What ends the waits between attempts: the step's own signal too, whatever else ends the request. */
function endOf({ signal }, context) {
    return signal === undefined ? context.signal : AbortSignal.any([context.signal, signal]);
}
async function tried(send, request, download, { joined }) {
    try {
        const part = await send(download?.next() ?? request);
        const reply = download?.whole(part) ?? part;
        joined?.(request, part, reply);
        return { reply };
    }
    catch (fault) {
        return { fault };
    }
}
/** RFC 9110 section 9.3.5 leaves open what a repeated DELETE finds: that it is gone is what was wanted. */
function finish(request, outcome, attempt) {
    const repeatable = (0,retry_policy/* repeatRule */.C8)(request).afterSending;
    if ('fault' in outcome) {
        const { fault } = outcome;
        if (repeatable || !(fault instanceof transport_failure/* TransportFailure */.A))
            throw fault;
        throw fault.sent && !retry_policy/* lastingFaults */.Mc.has(fault.code) ? fault.with(retry_policy/* notRepeated */.yQ) : fault;
    }
    const { reply } = outcome;
    const { status } = reply;
    const gone = request.method === 'DELETE' && status === 404;
    if (gone && (attempt > 1 || reply.repeated === true))
        return { ...reply, goneAlready: true };
    // A 429 says that nothing was done.
    const doubtful = !repeatable && retry_policy/* transientStatuses */.TG.has(status) && status !== 429;
    if (doubtful && request.isFinal?.(status) !== true)
        return { ...reply, note: retry_policy/* notRepeated */.yQ };
    return reply;
}
function reasonFor(request, outcome, now) {
    const rule = (0,retry_policy/* repeatRule */.C8)(request);
    if ('fault' in outcome) {
        const { fault } = outcome;
        if (!(fault instanceof transport_failure/* TransportFailure */.A) || retry_policy/* lastingFaults */.Mc.has(fault.code))
            return undefined;
        if (fault.sent && !rule.afterSending)
            return undefined;
        const what = fault.message.replace(`${(0,exchange/* nameOf */.Vb)(request)}: `, '');
        return { what, code: fault.code, askedMs: undefined };
    }
    const { status, headers } = outcome.reply;
    if (!rule.statuses.has(status) || request.isFinal?.(status) === true)
        return undefined;
    const askedMs = (0,retry_after/* retryAfter */.P)(headers['retry-after'], headers.date, now);
    if (askedMs === undefined && rule.onlyWhenTold)
        return undefined;
    return { what: String(status), code: String(status), askedMs };
}
/** What is told of a server that asks for more patience than a workflow should have. */
function tooLong({ askedMs = 0 }) {
    const most = retry_policy/* backOff */.fu.mostRetryAfter;
    if (askedMs <= most)
        return undefined;
    const asked = String(Math.ceil(askedMs / 1000));
    return `the server asks to wait ${asked} s (Retry-After), and a step waits ${String(most / 1000)} s at most`;
}
/** Milliseconds: what the server asked for and a little more, else back-off with full jitter. */
function waitFor(askedMs, attempt, random) {
    if (askedMs !== undefined)
        return askedMs * (1 + random * retry_policy/* backOff */.fu.retryAfterJitter);
    return random * Math.min(retry_policy/* backOff */.fu.base * 2 ** (attempt - 1), retry_policy/* backOff */.fu.most);
}

;// CONCATENATED MODULE: ./src/http/client.ts







/**
 * Opens a step's way to the network; nothing is sent yet. A proxy's password is masked.
 * @param agents its connections: those of the tenant's origin may have been opened already
 */
function openClient(runner, tenant, agents, { retries, resume, observer }) {
    for (const secret of (0,http_proxy/* proxySecrets */.Wm)((0,http_proxy/* proxyFor */.iJ)(new URL(tenant.origin))))
        runner.mask(secret);
    const connections = new Connections(agents, runner.clock);
    const { clock, log, signal } = runner;
    const inFlight = withGrace(attempting({ connections, clock, log, signal }), { clock, signal });
    const once = noticing(inFlight, runner);
    const observed = observer?.attempts(once) ?? once;
    return {
        send: retrying(logging(observed, log, clock), retries, {
            ...runner,
            resume,
            retried: (request, why) => observer?.retried(request, why),
            joined: (request, part, whole) => observer?.joined(request, part, whole),
        }),
        once,
        prepare: (request) => {
            connections.prepare(request);
        },
    };
}
/** Warns once of an API that goes away, as one of its answers says. */
function noticing(send, runner) {
    const notices = [];
    return async (request) => {
        const reply = await send(request);
        const { headers } = reply;
        const says = headers.deprecation !== undefined || headers.sunset !== undefined;
        if (!says || notices.length > 0)
            return reply;
        const { noticeOf } = await __webpack_require__.e(/* import() */ 466).then(__webpack_require__.bind(__webpack_require__, 7466));
        const notice = noticeOf(headers, runner.clean);
        if (notice === undefined || notices.length > 0)
            return reply;
        notices.push(notice);
        runner.log.warning(`${(0,exchange/* nameOf */.Vb)(request)} ${notice}`);
        return reply;
    };
}

// EXTERNAL MODULE: ./src/http/html.ts
var html = __webpack_require__(5803);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./src/http/part.ts



/** What has come of a body whose rest may be asked for. */
class Part {
    /** The head of the answer that it began with. */
    head;
    tag;
    sink;
    #name;
    /** Bytes of the whole; undefined when nobody has told yet. */
    #total;
    #bytes = 0;
    #work = Promise.resolve();
    /** That of the attempt under way. */
    #way;
    constructor(name, head, tag, sink) {
        this.#name = name;
        this.head = head;
        this.tag = tag;
        this.sink = sink;
        const promised = head.headers['content-length'];
        this.#total = promised === undefined ? undefined : Number(promised);
        // Whoever writes is told at once: nobody waits for what comes next.
        sink.writable.on('error', (error) => {
            this.#way?.destroy(error);
        });
    }
    /** Those that are written, not those under way. */
    get bytes() {
        return this.#bytes;
    }
    get complete() {
        return this.sink.writable.writableFinished;
    }
    /** Waits for what is under way. @returns whether there is a rest that may be written after it */
    async isSound() {
        const written = await this.#work.then(() => true, () => false);
        const failed = this.sink.writable.errored !== null;
        return written && !failed && this.#bytes > 0 && this.#bytes !== this.#total;
    }
    /**
     * Looks at a 206 (RFC 9110 section 15.3.7), and learns the length of the whole from it.
     * @returns what keeps it from being the rest: bytes in the wrong place would be found by nobody
     */
    flawOf({ headers }) {
        const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/iu.exec(headers['content-range'] ?? '') ?? [];
        const total = Number(size);
        const length = headers['content-length'];
        const flaws = [
            [!isPlain({ headers }), 'it is encoded'],
            [size === undefined, 'its Content-Range is missing, or tells no length'],
            [Number(first) !== this.#bytes, 'it begins at a different byte'],
            [total !== (this.#total ?? total), 'the total length has changed'],
            [Number(last) !== total - 1, 'it stops short of the end'],
            [length !== undefined && Number(length) !== total - this.#bytes, 'it has another length'],
            [headers.etag !== this.tag, 'its ETag has changed'],
            [/^multipart\//iu.test(headers['content-type'] ?? ''), 'it is in several parts'],
        ];
        const flaw = flaws.find(([isSo]) => isSo)?.[1];
        if (flaw === undefined)
            this.#total = total;
        return flaw;
    }
    /** One more way into the sink: that of an attempt that broke off is closed. */
    writable() {
        const settle = (work, done) => {
            this.#work = work;
            work.then(() => {
                done();
            }, done);
        };
        const way = new external_node_stream_.Writable({
            highWaterMark: this.sink.writable.writableHighWaterMark,
            write: (chunk, _encoding, done) => {
                settle(this.#take(chunk), done);
            },
            final: (done) => {
                settle(this.#finish(), done);
            },
        });
        this.#way = way;
        return way;
    }
    async #take(chunk) {
        if (this.#bytes + chunk.length > (this.#total ?? Infinity))
            throw unfit(this.#name, 'it is longer than announced');
        const { writable } = this.sink;
        // Node's own error would say that the stream is destroyed, not why.
        if (writable.errored !== null)
            throw writable.errored;
        await new Promise((resolve, reject) => {
            writable.write(chunk, (error) => {
                if (error)
                    reject(error);
                else
                    resolve();
            });
        });
        this.#bytes += chunk.length;
    }
    async #finish() {
        if (this.#bytes !== (this.#total ?? this.#bytes))
            throw unfit(this.#name, 'it is shorter than announced');
        const { writable } = this.sink;
        const ended = (0,promises_.finished)(writable);
        writable.end();
        await ended;
    }
}
/** Whether the bytes come as they are. */
function isPlain({ headers }) {
    return tokens(headers['content-encoding']).every((coding) => coding === 'identity');
}
/** A list of a header (RFC 9110 section 5.6.1), in lower case. */
function tokens(list = '') {
    return list
        .toLowerCase()
        .split(',')
        .map((token) => token.trim())
        .filter((token) => token !== '');
}
/** The fault of a rest that cannot be taken: it is asked for no more. */
function unfit(name, flaw) {
    const message = `${name}: the rest of the body does not match what was received before: ${flaw}`;
    return new transport_failure/* TransportFailure */.A(message, { code: 'RANGE_UNFIT', sent: true });
}

;// CONCATENATED MODULE: ./src/http/resume.ts



/** RFC 9110 section 8.8.3: a tag without `W/` stands for the same bytes, not for the same meaning. */
const strongTag = /^"[\x21\x23-\x7e\x80-\xff]*"$/u;
/**
 * One GET over all its attempts. What came before a transfer broke off is kept where the server
 * lets the rest be asked for (RFC 9110 sections 13.1.5 and 14.2): it gave a strong `ETag`, said
 * `Accept-Ranges: bytes`, and sent the bytes as they are. What is decoded on the way cannot go on in
 * the middle, and a request whose own headers name a range is its author's affair.
 */
class Download {
    #request;
    #part;
    /** The removal of what is of no use any more. */
    #removal = Promise.resolve();
    constructor(request) {
        this.#request = request;
    }
    /** Bytes that need not come again. */
    get kept() {
        return this.#part?.bytes ?? 0;
    }
    /** The request of the next attempt: for all of it, or for the rest. */
    next() {
        const request = this.#request;
        const { range, 'if-range': ifRange } = request.headers;
        if (request.method !== 'GET' || range !== undefined || ifRange !== undefined)
            return request;
        const part = this.#part;
        if (part === undefined)
            return { ...request, sink: (head) => this.#begin(head) };
        const rest = { range: `bytes=${String(part.bytes)}-`, 'if-range': part.tag };
        return {
            ...request,
            headers: { ...request.headers, ...rest },
            sink: (head) => this.#goOn(part, head),
        };
    }
    /** An answer as if it had come in one piece: with the head of the first. */
    whole(reply) {
        const part = this.#part;
        if (part?.complete !== true)
            return reply;
        this.#part = undefined;
        return { ...reply, ...part.head, bytes: part.bytes };
    }
    /** Removes what no attempt brought to its end. */
    async end() {
        this.#drop();
        await this.#removal;
    }
    /** @throws Failure for a part that nobody asked for: it must not look whole */
    #begin(head) {
        const request = this.#request;
        if (head.status === 206 && request.isFinal?.(206) !== true)
            throw new src_failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(request)}: the server sent a part (206) of what was asked for`, {
                hint: 'If that is how this API answers, set `accept-status: 206`',
            });
        const sink = request.sink(head);
        const tag = head.headers.etag ?? '';
        const resumable = head.status === 200 &&
            strongTag.test(tag) &&
            tokens(head.headers['accept-ranges']).includes('bytes') &&
            isPlain(head);
        if (!resumable)
            return sink;
        this.#part = new Part((0,exchange/* nameOf */.Vb)(request), head, tag, sink);
        return this.#sinkOf(this.#part);
    }
    /** @throws TransportFailure when the rest does not fit: the next attempt begins at the start */
    #goOn(part, head) {
        if (head.status !== 206 && head.status !== 416) {
            if (head.status !== 200)
                return this.#request.sink(head);
            this.#drop();
            return this.#begin(head);
        }
        const flaw = head.status === 416 ? 'the server has none (416)' : part.flawOf(head);
        if (flaw === undefined)
            return this.#sinkOf(part);
        this.#drop();
        throw unfit((0,exchange/* nameOf */.Vb)(this.#request), flaw);
    }
    /** A sink for one attempt: when the attempt fails, what came stays for the next. */
    #sinkOf(part) {
        const writable = part.writable();
        return {
            writable,
            result: () => part.sink.result(),
            discard: async () => {
                if (part === this.#part && (await part.isSound()))
                    return;
                if (part === this.#part)
                    this.#part = undefined;
                await part.sink.discard();
            },
        };
    }
    #drop() {
        const part = this.#part;
        this.#part = undefined;
        if (part !== undefined)
            this.#removal = this.#removal.then(() => part.sink.discard());
    }
}

// EXTERNAL MODULE: ./src/tenant.ts
var src_tenant = __webpack_require__(7475);
;// CONCATENATED MODULE: ./src/http/redirect.ts


/** RFC 9110 section 15.4; 300 and 304 name no single other place. */
const redirects = new Set([301, 302, 303, 307, 308]);
/** Only what can be repeated without harm is sent to another place. */
const followed = new Set(['GET', 'HEAD']);
/** The step's own headers that may go to another origin: a range not without what it depends on. */
const harmless = new Set(['accept', 'range', 'if-range']);
const mostHops = 5;
/**
 * Follows redirects of GET and HEAD on the tenant's origin, five at most. To another origin only a
 * download goes that may (`mayLeaveOrigin`), over https, and from then on without any credential,
 * even where a further redirect leads back.
 * @returns a Send whose reply is the last answer; one that is a redirect says in `note` why
 */
function followingRedirects(send, tenant) {
    return async (request) => {
        let current = request;
        for (let hop = 0;; hop++) {
            const answer = await send(current);
            const reply = current === request ? answer : { ...answer, redirectedTo: current.url };
            if (!redirects.has(reply.status) || current.isFinal?.(reply.status) === true)
                return reply;
            const next = nextRequest(current, reply, tenant, hop);
            if (typeof next === 'string')
                return { ...reply, note: next };
            await reply.discard();
            current = next;
        }
    };
}
/** Qlik's services know their addresses without the `/api` that its gateway adds: `/v1/apps/\u2026`. */
function underApi(from, to) {
    const lacks = to?.origin === from.origin &&
        from.pathname.startsWith('/api/') &&
        /^\/v\d+\//u.test(to.pathname);
    if (!lacks)
        return to;
    const url = new URL(to);
    url.pathname = `/api${to.pathname}`;
    return url;
}
function nextRequest(request, reply, tenant, hop) {
    const { location } = reply.headers;
    if (location === undefined)
        return 'a redirect without a Location';
    const url = underApi(request.url, URL.parse(location, request.url.href));
    if (url === null)
        return 'a redirect to a Location that is not a URL';
    if (!/^https?:$/u.test(url.protocol))
        return `a redirect to a ${url.protocol} address`;
    const target = `a redirect to ${url.origin}${url.pathname}`;
    if (!followed.has(request.method))
        return `${target}, which is not followed for a ${request.method}`;
    if (hop === mostHops)
        return `${target}, after ${String(mostHops)} others`;
    if ((0,src_tenant/* onTenant */.c)(tenant, url))
        return { ...request, url };
    if (request.mayLeaveOrigin !== true || request.method !== 'GET')
        return `${target}, another origin, where only a download into a \`response-file\` may go`;
    if (url.protocol !== 'https:')
        return `${target}, which is not https`;
    if (url.username !== '' || url.password !== '')
        return `${target}, with user info`;
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => harmless.has(name)));
    return { ...request, url, headers, anonymous: true };
}

;// CONCATENATED MODULE: ./src/oauth/credential.ts
/** RFC 6750 section 2.1 (b64token), loosely: what an Authorization header can carry. */
function isBearerToken(text) {
    return /^[\x21-\x7e]+$/u.test(text);
}

;// CONCATENATED MODULE: ./src/inputs/credential.ts

/** The ways to a token, of which a step takes one. */
const ways = ['client-secret', 'private-key', 'access-token'];
/** What an expression in the workflow comes to that names nothing. */
const emptyVariable = 'is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt';
const noSecrets = 'misspelt or not visible here: runs from forks and of Dependabot get no secrets';
const emptySecret = `is empty. Usually its secret is ${noSecrets}`;
const noWay = 'there is no way to get a token: set `client-id` with `client-secret`, or with `private-key` and ' +
    `\`key-id\`; or set \`access-token\`. If they are set from \`vars.*\` and \`secrets.*\`, those are ${noSecrets}`;
/**
 * Reads what the step has to show for a token. The reader knows what is bad.
 * @returns undefined when an input of it is bad
 */
async function readCredential(reader) {
    const has = (name) => reader.text(name) !== '';
    const given = ways.filter(has);
    if (given.length === 0 && !has('client-id') && !has('key-id')) {
        reader.refuseEmpty('env', noWay, 'empty-secret');
        reader.value('scope');
        readUser(reader, has);
        return undefined;
    }
    const [way, ...others] = given;
    for (const other of others)
        reader.refuse(other, `cannot be used together with \`${way ?? ''}\`: give one of them`);
    return has('access-token') ? suppliedToken(reader, has) : readGrant(reader, has);
}
async function suppliedToken(reader, has) {
    for (const name of ['user-id', 'user-subject'])
        if (has(name))
            reader.refuse(name, 'cannot be used together with `access-token`, which always acts as the user it was made for');
    const token = reader.value('access-token');
    if (token === undefined)
        return undefined;
    // RFC 6750 section 2.1, which is how tokens look.
    if (!/^[\w.~+/=-]+$/u.test(token)) {
        const { damageOf, damages } = await __webpack_require__.e(/* import() */ 370).then(__webpack_require__.bind(__webpack_require__, 6370));
        const damage = damageOf(token);
        if (damage !== undefined && damage !== 'white space')
            reader.refuse('access-token', damages[damage]);
        else if (!isBearerToken(token))
            reader.refuse('access-token', 'holds white space or characters that a header cannot carry');
    }
    return { kind: 'access-token', token };
}
async function readGrant(reader, has) {
    const clientId = reader.value('client-id');
    if (!has('client-id'))
        reader.refuseEmpty('client-id', `${emptyVariable} (not needed with \`access-token\`)`);
    const scope = reader.value('scope');
    const user = readUser(reader, has);
    const keyId = reader.value('key-id');
    // Whoever names a key means one.
    if (has('private-key') || (has('key-id') && !has('client-secret'))) {
        const signer = await readKey(reader, has);
        if (!has('key-id'))
            reader.refuse('key-id', 'is required with `private-key`: the kid of the registered key');
        if (clientId === undefined || keyId === undefined || signer === undefined)
            return undefined;
        return { kind: 'private-key', clientId, keyId, signer, scope, user };
    }
    if (has('key-id'))
        reader.refuse('key-id', 'is set without `private-key`');
    if (!has('client-secret'))
        reader.refuseEmpty('client-secret', emptySecret, 'empty-secret');
    const clientSecret = reader.value('client-secret');
    if (clientId === undefined || clientSecret === undefined)
        return undefined;
    return { kind: 'client-secret', clientId, clientSecret, scope, user };
}
async function readKey(reader, has) {
    if (!has('private-key')) {
        reader.refuseEmpty('private-key', emptySecret, 'empty-secret');
        return undefined;
    }
    const { readPrivateKey } = await __webpack_require__.e(/* import() */ 834).then(__webpack_require__.bind(__webpack_require__, 834));
    return reader.check('private-key', () => readPrivateKey(reader.text('private-key')));
}
function readUser(reader, has) {
    const userId = reader.value('user-id');
    const subject = reader.value('user-subject');
    if (has('user-id') && has('user-subject'))
        reader.refuse('user-subject', 'cannot be used together with `user-id`: give one of them');
    if (userId !== undefined)
        return { field: 'userId', value: userId };
    return subject === undefined ? undefined : { field: 'subject', value: subject };
}

;// CONCATENATED MODULE: ./src/inputs/access.ts




/**
 * Reads how the step comes to its token. main and post read it alike, since the saved state never
 * holds a credential. The reader knows what is bad.
 */
async function readAccess(reader, runner) {
    reader.check('env', () => {
        refuseUncheckedCertificates(runner);
    });
    const url = reader.value('tenant-url');
    if (url === undefined)
        reader.refuseEmpty('tenant-url', `${emptyVariable}. It is as https://acme.eu.qlikcloud.com`);
    const tenant = url === undefined ? undefined : reader.check('tenant-url', () => (0,src_tenant/* parseTenant */.s)(url));
    if (tenant !== undefined)
        reader.check('env', () => (0,http_proxy/* proxyFor */.iJ)(new URL(tenant.origin)));
    const credential = await readCredential(reader);
    const revoke = reader.value('revoke-token');
    const whole = tenant !== undefined && credential !== undefined && revoke !== undefined;
    return { tenant, credential, access: whole ? { tenant, credential, revoke } : undefined };
}
/** @throws Failure where anyone in between could pass for the tenant */
function refuseUncheckedCertificates(runner) {
    if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    throw new src_failure/* Failure */.HR('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: it would give the credentials to anyone in between. ' +
        "Name the CA's certificate file with NODE_EXTRA_CA_CERTS instead");
}

// EXTERNAL MODULE: ./src/response/expression.ts
var response_expression = __webpack_require__(7453);
// EXTERNAL MODULE: ./src/tenant-path.ts
var tenant_path = __webpack_require__(335);
// EXTERNAL MODULE: ./src/inputs/accept-status.ts
var accept_status = __webpack_require__(2256);
// EXTERNAL MODULE: ./src/inputs/table.ts + 1 modules
var table = __webpack_require__(2001);
;// CONCATENATED MODULE: ./src/inputs/call.ts





/** JSON first: what Qlik's API speaks; anything else is better than 406. */
const accept = 'application/json, */*;q=0.8';
/**
 * Reads the step's call.
 * @param tenant undefined when that input is bad: the other inputs are checked all the same
 * @returns undefined when there is no `path`, or an input is bad; the reader knows which
 */
async function readCall(reader, runner, tenant) {
    const path = reader.value('path');
    if (path === undefined && !refuseWithoutPath(reader))
        return undefined;
    const method = reader.value('method');
    const query = reader.value('query');
    const headers = reader.text('headers') === '' ? {} : reader.value('headers');
    const workspace = {
        folder: runner.env('GITHUB_WORKSPACE') ?? process.cwd(),
        platform: runner.platform,
    };
    const body = table/* bodyInputs */.q.some((name) => reader.isSet(name))
        ? await (await __webpack_require__.e(/* import() */ 61).then(__webpack_require__.bind(__webpack_require__, 2061))).readBody(reader, { method, headers, path: path ?? '', workspace })
        : undefined;
    const accepted = reader.value('accept-status') ?? accept_status/* onlySuccess */.e;
    const url = path === undefined
        ? undefined
        : reader.check('path', () => (0,tenant_path/* resolvePath */.o1)(tenant ?? anyTenant(path), path, query));
    const responseFile = await readResponseFile(reader, workspace);
    const fetchResult = reader.value('fetch-result') ?? false;
    const paginate = reader.value('paginate') ?? false;
    if (paginate && method !== undefined && !readsList(method, url))
        reader.refuse('paginate', `cannot be used with ${method} here: a list is read with GET, or with a POST to \u2026/actions/filter`);
    if (responseFile !== undefined && !fetchResult && method === 'POST' && url !== undefined)
        refuseExport(reader, url);
    if (paginate && fetchResult)
        reader.refuse('paginate', 'cannot be used together with `fetch-result`');
    const select = await readExpression(reader, 'select');
    const failWhen = await readExpression(reader, 'fail-when');
    const masks = await readMasks(reader);
    if (method === undefined || url === undefined)
        return undefined;
    return {
        method,
        url,
        headers: {
            accept,
            ...(body === undefined ? {} : { 'content-type': body.contentType }),
            ...headers,
        },
        payload: body?.payload,
        ...accepted,
        fetchResult,
        paginate,
        select,
        failWhen,
        masks,
        responseFile,
        temp: runner.env('RUNNER_TEMP') ?? (0,external_node_os_.tmpdir)(),
    };
}
/**
 * Whether the pages of a list may be asked for so: a filter that is too long for a query is POSTed.
 * @param url undefined when `path` is bad: nothing more is said of it then
 */
function readsList(method, url) {
    const filters = url?.pathname.endsWith('/actions/filter') ?? true;
    return method === 'GET' || (method === 'POST' && filters);
}
/** Stands in for a tenant that is not known, so that `path` is checked in the same run. */
function anyTenant(path) {
    return { origin: URL.parse(path)?.origin ?? 'https://tenant.invalid' };
}
/** @returns whether there were any inputs of a call: what else is wrong with them is told as well */
function refuseWithoutPath(reader) {
    const rows = Object.entries(table/* table */.t);
    const given = rows.filter(([name, row]) => row.ofCall === true && reader.isSet(name));
    for (const [name] of given)
        reader.refuse(name, 'is set without `path`, so no call would be made');
    return given.length > 0;
}
/** An export answers without a body, so that a file of it would be empty. */
function refuseExport(reader, { pathname }) {
    if (/\/apps\/[^/]+\/export$/u.test(pathname))
        reader.refuse('response-file', 'would be empty: an export answers with the address of the app only. Set `fetch-result: true` to download the app');
}
async function readResponseFile(reader, workspace) {
    const written = reader.value('response-file');
    if (written === undefined)
        return undefined;
    const { fileToWrite } = await __webpack_require__.e(/* import() */ 909).then(__webpack_require__.bind(__webpack_require__, 8909));
    return reader.check('response-file', () => fileToWrite(workspace, written));
}
async function readExpression(reader, name) {
    const text = reader.value(name);
    return text === undefined
        ? undefined
        : reader.checkLater(name, () => (0,response_expression/* parseExpression */.Y)(text, reader.world));
}
async function readMasks(reader) {
    const masks = [];
    for (const text of reader.value('mask') ?? []) {
        const expression = await reader.checkLater('mask', () => (0,response_expression/* parseExpression */.Y)(text, reader.world));
        if (expression !== undefined)
            masks.push(expression);
    }
    return masks;
}

;// CONCATENATED MODULE: ./src/inputs/reader.ts




/** How many unknown inputs an error names, and how much of each name. */
const maxStrangers = 3;
const maxName = 60;
/**
 * Reads inputs and gathers what is wrong with them, so that one run names all that is to be mended.
 * Secrets are masked as they are read.
 */
class InputReader {
    #runner;
    #strangersTold = false;
    #problems = [];
    constructor(runner) {
        this.#runner = runner;
    }
    /** The text of an input; empty when it is not set. */
    text(name) {
        const row = table/* table */.t[name];
        const written = this.#runner.input(name);
        const value = row.asWritten === true ? written : written.trim();
        // A short text is no key, and masked it would star the whole log.
        if (row.secret === true && value.length >= (row.minMasked ?? 1))
            this.#runner.mask(value);
        return value;
    }
    /** Whether an input says anything but its default. */
    isSet(name) {
        const row = table/* table */.t[name];
        const written = this.text(name);
        return written !== '' && written.toUpperCase() !== row.default?.toUpperCase();
    }
    /** The parsed input, or its default; undefined when there is neither, or when it is bad. */
    value(name) {
        const row = table/* table */.t[name];
        const written = this.text(name) || row.default;
        if (written === undefined)
            return undefined;
        return this.check(name, () => row.parse(written));
    }
    /** Does a check; its Failure becomes a problem of the input, and the result undefined. */
    check(name, work) {
        try {
            return work();
        }
        catch (error) {
            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
            this.refuse(name, error.told, error.topic);
            return undefined;
        }
    }
    /** The same for a check that takes time. */
    async checkLater(name, work) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof src_failure/* Failure */.HR))
                throw error;
            this.refuse(name, error.told, error.topic);
            return undefined;
        }
    }
    /** What the expressions of inputs may ask for. */
    get world() {
        return this.#runner;
    }
    /** Notes that an input is bad, and why. @param topic where more is written about it */
    refuse(name, why, topic) {
        this.#problems.push({ told: name === 'env' ? why : `\`${name}\`: ${why}`, topic });
    }
    /**
     * The same of one that is required and empty: the first time with what the step sets that is no
     * input of ours, for that may be its name misspelt.
     */
    refuseEmpty(name, why, topic) {
        this.refuse(name, why + this.#strangers(), topic);
    }
    /** Tells at once of what a person should look at, and goes on. */
    warn(name, what) {
        this.#runner.log.warning(`\`${name}\`: ${what}`);
    }
    #strangers() {
        if (this.#strangersTold)
            return '';
        this.#strangersTold = true;
        const names = this.#runner
            .givenInputs()
            .filter((name) => !Object.hasOwn(table/* table */.t, name))
            .map((name) => `\`${(0,safe_text/* shorten */.ml)(name, maxName)}\``);
        const some = names.slice(0, maxStrangers);
        if (some.length === 0)
            return '';
        const are = some.length === 1 ? 'which is no input' : 'which are no inputs';
        return `. The step sets ${some.join(' and ')}, ${are} of this action`;
    }
    /** @throws Failure that names every bad input */
    throwIfBad() {
        const [first, ...others] = this.#problems;
        if (first === undefined)
            return;
        const title = 'bad input';
        if (others.length === 0)
            throw new src_failure/* Failure */.HR(`Bad input: ${first.told}`, { topic: first.topic, title });
        const link = (0,troubleshooting/* linksFrom */.a)((name) => this.#runner.env(name));
        const lines = this.#problems.map(({ told, topic }) => topic === undefined ? told : `${told}; see ${link(topic)}`);
        throw new src_failure/* Failure */.HR([`${String(lines.length)} bad inputs:`, ...lines].join('\n- '), { title });
    }
}

;// CONCATENATED MODULE: ./src/inputs/plan.ts



/** What reads these is loaded only where one is set. */
const waitInputs = [
    'wait',
    'wait-path',
    'done-when',
    'wait-timeout-minutes',
    'wait-interval-seconds',
];
/**
 * Reads all inputs, before the first request.
 * @throws Failure that names every bad one
 */
async function readPlan(runner) {
    const reader = new InputReader(runner);
    const { tenant, access } = await readAccess(reader, runner);
    const retries = reader.value('retries');
    const idleSeconds = reader.value('idle-timeout-seconds');
    reader.value('summary');
    const call = await readCall(reader, runner, tenant);
    const wait = waitInputs.some((name) => reader.isSet(name))
        ? await (await __webpack_require__.e(/* import() */ 64).then(__webpack_require__.bind(__webpack_require__, 9064))).readWait(reader, call)
        : undefined;
    const cliContext = reader.isSet('qlik-cli-context')
        ? await (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(811)]).then(__webpack_require__.bind(__webpack_require__, 5811))).readCliContext(reader, runner)
        : undefined;
    reader.throwIfBad();
    if (access === undefined || idleSeconds === undefined || retries === undefined)
        throw new Error('an input is bad, and none was named');
    return { access, call, wait, cliContext, idleTimeout: idleSeconds * 1000, retries };
}
/**
 * Whether the step is to tell of itself in the job summary: read before the plan, for that is where
 * bad inputs are told too. A bad value of its own is readPlan's to refuse.
 */
function wantsSummary(runner) {
    return new InputReader(runner).value('summary') === true;
}

;// CONCATENATED MODULE: ./src/oauth/bearer.ts

/** A bearer for a token that the step was given: it is never renewed. */
function suppliedBearer(token) {
    return {
        current: () => Promise.resolve(token),
        renew: () => Promise.resolve({ why: '', transient: false }),
        end: () => Promise.resolve(),
    };
}
/**
 * Adds the token (RFC 6750 section 2.1) to what goes to the tenant's origin and nowhere else. A 401
 * gets a new token once for that request, and the request is made once more.
 */
function authorized(send, tenant, bearer) {
    return async (request) => {
        if (request.anonymous === true || !(0,src_tenant/* onTenant */.c)(tenant, request.url))
            return send(request);
        const withToken = (token) => ({
            ...request,
            headers: { ...request.headers, authorization: `Bearer ${token}` },
        });
        const token = await unlessGivenUp(bearer.current(), request.signal);
        const reply = await send(withToken(token));
        if (reply.status !== 401 || request.isFinal?.(401) === true)
            return reply;
        const missing = await unlessGivenUp(bearer.renew(token), request.signal).catch(async (error) => {
            await reply.discard();
            throw error;
        });
        if (missing?.why === '')
            return reply;
        if (missing !== undefined) {
            const { why, transient } = missing;
            return { ...reply, note: `no new token could be obtained: ${why}`, transient };
        }
        await reply.discard();
        return send(withToken(await bearer.current()));
    };
}
/** What many requests wait for goes on when one of them is given up. @throws the signal's reason */
async function unlessGivenUp(work, signal) {
    if (signal === undefined)
        return work;
    const { promise, reject } = Promise.withResolvers();
    const giveUp = () => {
        reject(signal.reason);
    };
    if (signal.aborted)
        giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
        return await Promise.race([work, promise]);
    }
    finally {
        signal.removeEventListener('abort', giveUp);
    }
}

// EXTERNAL MODULE: ./src/state.ts
var state = __webpack_require__(2462);
// EXTERNAL MODULE: ./src/oauth/token.ts
var oauth_token = __webpack_require__(5830);
;// CONCATENATED MODULE: ./src/oauth/requested-bearer.ts


/**
 * A bearer for tokens that the step requests itself.
 * @param first the token to begin with, in use already
 */
function requestedBearer(first, { clock, cancelled, request, use }) {
    let token = first;
    const enough = new AbortController();
    const wanted = AbortSignal.any([cancelled, enough.signal]);
    const renewed = async () => {
        let next;
        try {
            next = await request(wanted);
        }
        catch (error) {
            if (error instanceof src_failure/* Failure */.HR && !cancelled.aborted)
                return { why: error.told, transient: error.transient };
            throw error;
        }
        await use(next);
        token = next;
        return undefined;
    };
    let renewal;
    // Of several requests that are refused at once, the first renews for all.
    const renew = () => {
        renewal ??= renewed().finally(() => {
            renewal = undefined;
        });
        return renewal;
    };
    return {
        async current() {
            if (renewal === undefined && !(0,oauth_token/* seemsEnded */.yW)(token, clock.now()))
                return token.value;
            const missing = await renew();
            // By a clock that is ahead it only seems so.
            if (missing !== undefined && (0,oauth_token/* hasEnded */.hY)(token, clock.now()))
                throw new src_failure/* Failure */.HR(`The access token has expired, and no new one could be obtained: ${missing.why}`, { transient: missing.transient });
            return token.value;
        },
        async renew(refused) {
            return refused === token.value ? renew() : undefined;
        },
        async end() {
            enough.abort(new src_failure/* Failure */.HR('no token is wanted any more'));
            await renewal?.catch(() => undefined);
        },
    };
}

// EXTERNAL MODULE: ./src/http/text-sink.ts
var text_sink = __webpack_require__(1553);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/oauth/client-body.ts
var client_body = __webpack_require__(4649);
;// CONCATENATED MODULE: ./src/oauth/token-request.ts









/** As what the hints know a token request. */
const purposes = { 'client-secret': 'token by secret', 'private-key': 'token by key' };
/** A token request may be silent for 30 seconds at most, in milliseconds. */
const mostSilence = 30_000;
/**
 * How long an attempt that is in flight when the workflow is cancelled may still take, in
 * milliseconds: a token that nobody saw would live on. The runner gives 7.5 s in all.
 */
const graceMs = 3500;
/** How much of a Content-Type an error shows. */
const mostOfType = 80;
/** A shorter one, masked, would star the log: no server that means well sends it. */
const shortestToken = 16;
/** No server takes a header of more than 16 KiB. */
const maxToken = 16 * 1024;
/**
 * Trades a grant for a token (RFC 6749 section 4.4, or Qlik's impersonation).
 * @param idleTimeout longest silence, in milliseconds
 * @param signal ends the request; an attempt that is in flight then still gets a little time
 * @returns the token, masked already
 * @throws Failure when the tenant gives none; the error holds nothing of a body that may hold a token
 * @see https://qlik.dev/authenticate/oauth/
 */
async function requestToken(runner, send, tenant, grant, idleTimeout, signal) {
    const { contentType, payload } = (0,client_body/* clientBody */.g)(runner, tenant, grant, tokenFields(grant));
    const request = {
        method: 'POST',
        url: new URL('/oauth/token', tenant.origin),
        headers: { accept: 'application/json', 'content-type': contentType },
        payload,
        sink: () => (0,text_sink/* textSink */.v)('POST /oauth/token'),
        idleTimeout: Math.min(idleTimeout, mostSilence),
        idleInput: idleTimeout < mostSilence ? 'idle-timeout-seconds' : undefined,
        harmless: true,
        signal,
        graceMs,
    };
    const reply = await send(request);
    if (!(0,exchange/* isSuccess */.oJ)(reply.status)) {
        const answer = { ...reply, text: reply.body };
        const [{ explain }, { hintFor }, { damageOf }] = await Promise.all([
            __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071)),
            __webpack_require__.e(/* import() */ 518).then(__webpack_require__.bind(__webpack_require__, 1518)),
            __webpack_require__.e(/* import() */ 370).then(__webpack_require__.bind(__webpack_require__, 6370)),
        ]);
        const damage = grant.kind === 'client-secret' ? damageOf(grant.clientSecret) : undefined;
        throw new src_failure/* Failure */.HR(`No access token. ${explain(request, answer, runner.clean)}`, {
            ...hintFor(request, answer, purposes[grant.kind], { now: runner.clock.now(), damage }),
            title: 'no access token',
            transient: retry_policy/* transientStatuses */.TG.has(reply.status),
        });
    }
    const token = readToken(runner, request, reply);
    runner.mask(token.value);
    return token;
}
/**
 * The fields of RFC 6749 section 4.4.2, or those of Qlik's impersonation.
 * @see https://qlik.dev/authenticate/oauth/create/create-oauth-client-m2m-impersonation/
 */
function tokenFields({ user, scope }) {
    return {
        ...(user === undefined
            ? { grant_type: 'client_credentials' }
            : { grant_type: 'urn:qlik:oauth:user-impersonation', user_lookup: user }),
        ...(scope === undefined ? {} : { scope }),
    };
}
/** Reads a token answer (RFC 6749 section 5.1), and trusts none of it. */
function readToken({ clean, clock }, request, reply) {
    const refuse = (why) => {
        const type = (0,safe_text/* inBrief */.aV)(reply.headers['content-type'] ?? 'no content-type', mostOfType, clean);
        throw new src_failure/* Failure */.HR(`No access token. ${(0,exchange/* nameOf */.Vb)(request)}: ${String(reply.status)} with ${type}, ` +
            `${String(reply.bytes)} bytes, ${why}`, {
            hint: 'Check that `tenant-url` is a Qlik Cloud tenant, with no login page before it',
            topic: 'wrong-hostname',
            title: 'no access token',
        });
    };
    const json = (0,src_json/* parseJson */.qF)(reply.body) ?? refuse('which is not JSON');
    const body = (0,src_json/* isRecord */.u4)(json.value) ? json.value : refuse('which is not a JSON object');
    const value = body.access_token;
    if (value === undefined || value === null)
        return refuse('without an access_token');
    if (typeof value !== 'string')
        return refuse('whose access_token is not a string');
    if (value === '')
        return refuse('whose access_token is empty');
    if (value.length > maxToken)
        return refuse('whose access_token is too long to be one');
    if (!isBearerToken(value))
        return refuse('whose access_token has characters that a header cannot carry');
    if (value.length < shortestToken)
        return refuse('whose access_token is too short to be one');
    if (((0,src_json/* textIn */.r7)(body, 'token_type') ?? 'bearer').toLowerCase() !== 'bearer')
        return refuse('whose token_type is not bearer');
    return { value, expiresAt: (0,oauth_token/* expiryOf */.p1)(body, clock.now()) };
}

;// CONCATENATED MODULE: ./src/oauth/obtain.ts





/** A token that cannot be kept is revoked within this time; the runner gives a cancelled step 7.5 s. */
const maxRevocationMs = { cancelled: 3000, otherwise: 10_000 };
/**
 * Gets the step's bearer. Every token, renewed ones too, is masked, saved for the post step and put
 * into the outputs, in this order, before its first use.
 * @param idleTimeout longest silence, in milliseconds
 * @param use what else each token is for, before the step goes on
 * @param save whether the post step will need the tokens: to revoke them, or to stop a job
 * @throws Failure when the tenant gives no token, or one that cannot be kept; or the workflow is
 *   cancelled
 */
async function obtainBearer(runner, send, { tenant, credential, revoke }, { idleTimeout, save, use }) {
    if (credential.kind === 'access-token') {
        runner.output('access-token', credential.token);
        await use?.(credential.token);
        return suppliedBearer(credential.token);
    }
    const saved = [];
    const request = (signal) => requestToken(runner, send, tenant, credential, idleTimeout, signal);
    const keep = async (token) => {
        try {
            if (save) {
                (0,state/* saveTokens */.yH)(runner, [...saved, token]);
                saved.push(token);
            }
            const { value, expiresAt } = token;
            runner.output('access-token', value);
            runner.output('expires-at', expiresAt === undefined ? '' : new Date(expiresAt).toISOString());
        }
        catch (error) {
            const postRevokes = revoke && saved.includes(token);
            if (!postRevokes)
                await revokeNow(runner, send, tenant, credential, token);
            throw error;
        }
        // A cancelled workflow takes a token only to give it back.
        if (!runner.signal.aborted)
            await use?.(token.value);
    };
    const first = await request(runner.signal);
    await keep(first);
    runner.signal.throwIfAborted();
    return requestedBearer(first, {
        clock: runner.clock,
        cancelled: runner.signal,
        request,
        use: keep,
    });
}
/** Nobody would ever use the token, and nobody else would revoke it. */
async function revokeNow(runner, send, tenant, grant, token) {
    const { giveBack } = await __webpack_require__.e(/* import() */ 865).then(__webpack_require__.bind(__webpack_require__, 5865));
    const idleTimeout = maxRevocationMs[runner.signal.aborted ? 'cancelled' : 'otherwise'];
    const { signal, cancel } = (0,runner_deadline/* within */.u)(runner.clock, idleTimeout, 'no answer came in time');
    const how = { tenant, grant, idleTimeout, signal };
    await giveBack(runner, send, token, how).finally(cancel);
}

;// CONCATENATED MODULE: ./src/response/outputs.ts


/** As much as GitHub takes for the outputs of a job. */
const maxJobOutputBytes = 1024 * 1024;
/**
 * The outputs that tell of an answer without its body.
 * @param location the `Location` of the answer to the call itself
 * @returns those of them that hold what the server wrote
 */
function outputHead(runner, head, location) {
    runner.output('status', String(head.status));
    const headers = JSON.stringify(head.headers);
    runner.output('headers', headers);
    const id = locationId(location);
    if (id !== undefined)
        runner.output('location-id', id);
    return { headers, 'location-id': id };
}
/**
 * Puts the body where it belongs, and tells where that is.
 * @param isAnswer whether it may take the place of the file that the step named
 * @throws Failure when the file cannot be written
 */
async function outputBody(runner, body, isAnswer) {
    const { text, choosesFile } = body;
    const file = isAnswer || !body.namesFile ? await body.publish() : undefined;
    runner.output('response', text ?? '');
    if (file === undefined)
        return;
    runner.output('response-file', file);
    if (!choosesFile)
        return;
    const why = body.length > response_body/* mostTextBytes */.wp ? 'larger than 1 MiB' : 'not text';
    runner.log.warning(`The response (${String(body.length)} bytes) is ${why}, so the output \`response\` is empty and ` +
        'the output `response-file` names the file that holds it. Set `response-file` to choose the file', 'response is in a file');
}
/** Sets the result, and warns of one that cannot be passed on as results usually are: GitHub's own errors for it are hard to read. */
function outputResult(runner, result) {
    runner.output('result', result);
    const bytes = Buffer.byteLength(result);
    if (bytes <= maxJobOutputBytes)
        return;
    runner.log.warning(`The output \`result\` has ${String(bytes)} bytes. GitHub takes at most 1 MiB as the outputs of a job, and ` +
        'a `run:` step with more than 128 KiB in one variable of its `env:` does not start. Let `select` pick ' +
        'less, or read what you need from the `response-file`', 'result is too large');
}
/**
 * Says once which outputs hold a masked value: nothing else tells a workflow's author why the output
 * of a job comes out empty.
 * @param outputs as they were set
 */
function noteMasked(runner, outputs) {
    const names = Object.entries(outputs)
        .filter(([, value]) => value !== undefined && runner.hides(value))
        .map(([name]) => `\`${name}\``);
    if (names.length > 0)
        runner.log.info(`${names.join(' and ')} ${names.length === 1 ? 'holds' : 'hold'} a masked value. Later steps of ` +
            'this job can read it; as an output of the job GitHub drops it');
}
/**
 * The id of what was made: the last segment of the answer's `Location`, decoded.
 * @returns undefined when there is none
 */
function locationId(location) {
    const url = location === undefined ? null : URL.parse(location, 'https://tenant.invalid');
    const last = url?.pathname.split('/').findLast((segment) => segment !== '');
    if (last === undefined)
        return undefined;
    try {
        const decoded = decodeURIComponent(last);
        // A line break in it would be a line of its own where a script writes it into GITHUB_OUTPUT.
        return (0,safe_text/* holdsControl */.Sl)(decoded) ? last : decoded;
    }
    catch {
        return last;
    }
}
/**
 * Masks what may sign an address on another origin, before the outputs hold it.
 * @param asked the address of the request
 */
async function maskLinks(runner, asked, reply) {
    if (!mayLeadAway(reply))
        return;
    const { maskSigned } = await __webpack_require__.e(/* import() */ 722).then(__webpack_require__.bind(__webpack_require__, 7722));
    maskSigned(runner, reply, reply.redirectedTo ?? asked, asked.origin);
}
/** Most addresses are paths on the tenant. */
function mayLeadAway({ headers, redirectedTo }) {
    return [headers.location, headers['content-location']].some((address) => address !== undefined && (redirectedTo !== undefined || !/^\/(?!\/)/u.test(address)));
}

;// CONCATENATED MODULE: ./src/response/settle.ts




const nothingAsked = { result: undefined, failure: undefined };
/**
 * Masks what the step wants masked, puts the answer into the outputs, and only then says whether
 * the step fails: steps that run on failure read status and response.
 * @throws Failure when the step is to fail
 */
async function settle(runner, request, reply, how, purpose) {
    try {
        const taken = (0,exchange/* isSuccess */.oJ)(reply.status) || how.accepts(reply.status) || reply.goneAlready === true;
        const judgement = isAsked(reply, how)
            ? await (await __webpack_require__.e(/* import() */ 56).then(__webpack_require__.bind(__webpack_require__, 9056))).lookInto(runner, request, reply, how, purpose, taken)
            : undefined;
        await maskLinks(runner, request.url, reply);
        const told = outputHead(runner, reply, how.location);
        if (judgement?.withheld !== undefined)
            throw both(how.failure, judgement.withheld);
        const { result, failure, warnings = [] } = (await judgement?.verdict()) ?? nothingAsked;
        for (const warning of warnings)
            runner.log.warning(warning, 'nothing found');
        await outputBody(runner, reply.body, judgement?.isPage !== true);
        if (result !== undefined)
            outputResult(runner, result);
        if (taken && !(0,exchange/* isSuccess */.oJ)(reply.status) && result === '') {
            const why = reply.goneAlready === true ? 'counts for a DELETE that was repeated' : 'was accepted';
            runner.log.info(`\`result\` is empty, since ${String(reply.status)} ${why}`);
        }
        noteMasked(runner, { response: reply.body.text, result, ...told });
        if (how.failure !== undefined)
            throw how.failure;
        if (failure !== undefined)
            throw failure;
    }
    finally {
        await reply.discard();
    }
}
/** What the step fails with already, of a job that may run say, is not lost where the response is withheld. */
function both(failure, withheld) {
    if (failure === undefined)
        return withheld;
    const { message, hint, topic, title } = failure;
    return new src_failure/* Failure */.HR(`${message.replace(/\.$/u, '')}; ${withheld.message}`, { hint, topic, title });
}
/** Whether there is more to an answer than that it came: most are a success of which nothing is asked. */
function isAsked(reply, how) {
    const { masks, select, failWhen } = how;
    return ((0,html/* mayHideFailure */.gf)(reply) || masks.length > 0 || select !== undefined || failWhen !== undefined);
}

;// CONCATENATED MODULE: ./src/result.ts



/**
 * Gets what a call made.
 * @param made where it is: the `Location` of the call's answer, or of the one output of a job
 * @param get makes the request for an address
 * @returns the result; the call's own answer with a failure where there is none
 */
async function fetchResult(send, tenant, call, made, get) {
    const { request, reply, failure } = call;
    if (!(0,exchange/* isSuccess */.oJ)(reply.status) || failure !== undefined)
        return call;
    const refuse = (why, hint) => ({
        ...call,
        failure: new src_failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(request)}: \`fetch-result\` finds ${why}`, { hint }),
    });
    if (typeof made !== 'string' || made === '')
        return refuse('no address in the answer: it is for the export of an app or, with `wait`, for a report');
    const url = (0,tenant_path/* linkedFrom */.I9)(request.url, made);
    if (url === null)
        return refuse('an address that is not a URL');
    const off = (0,tenant_path/* offTenant */.kQ)(tenant, url);
    if (off !== undefined)
        return refuse(`an address ${off.where}`, off.hint);
    const next = get(url);
    try {
        const result = await send(next);
        await reply.discard();
        return { request: next, reply: result, failure: undefined };
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        // What was made is there all the same: the call's own answer is handed on.
        return { ...call, failure: error };
    }
}

;// CONCATENATED MODULE: ./src/step.ts














/**
 * A step: its story, and where the workflow wants it, a section of the job summary about it.
 * @param agents the step's connections, which end with it
 * @throws Failure when the step is to fail; its outputs are set by then
 */
async function step(runner, agents = new http_agents/* Agents */.lt(runner.clock)) {
    try {
        if (wantsSummary(runner)) {
            const { summarised } = await __webpack_require__.e(/* import() */ 319).then(__webpack_require__.bind(__webpack_require__, 7319));
            await summarised(runner, (observed, record) => tell(observed, agents, record), exchange/* nameOf */.Vb);
        }
        else
            await tell(runner, agents);
    }
    finally {
        agents.close();
    }
}
/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @param record looks on
 */
async function tell(runner, agents, record) {
    const plan = await readPlan(runner);
    record?.planned(plan);
    const { access, call, wait, cliContext, idleTimeout, retries } = plan;
    const client = openClient(runner, access.tenant, agents, {
        retries,
        resume: (request) => new Download(request),
        observer: record,
    });
    runner.output('tenant-url', access.tenant.origin);
    const { origin } = access.tenant;
    const stops = wait?.job.stop !== undefined && !wait.job.joins;
    const requests = access.credential.kind !== 'access-token';
    const save = stops || (requests && access.revoke);
    // Before the first request: where nothing can be handed to post, nothing is to be asked for.
    if (save || cliContext !== undefined)
        (0,state/* saveTenant */.AP)(runner, { origin, revoke: access.revoke });
    const use = cliContext === undefined ? undefined : contextKeeper(runner, cliContext, origin);
    const send = followingRedirects(client.send, access.tenant);
    const requested = obtainBearer(runner, send, access, { idleTimeout, save, use });
    if (call !== undefined && requests)
        client.prepare(call);
    const bearer = await requested;
    try {
        if (call !== undefined)
            await callAndSettle(runner, client, bearer, { ...plan, call }, record);
    }
    finally {
        // A token that is still on its way has to be known, to be revoked.
        await bearer.end();
    }
}
async function callAndSettle(runner, client, bearer, plan, record) {
    const { access, call, wait, idleTimeout } = plan;
    const { tenant, credential } = access;
    const send = followingRedirects(authorized(client.send, tenant, bearer), tenant);
    const supplied = credential.kind === 'access-token';
    const purpose = supplied ? 'call with a supplied token' : 'call with our token';
    const request = callRequest(call, idleTimeout);
    const hidden = async (asked, reply) => {
        if (!(0,html/* mayHideFailure */.gf)(reply))
            return undefined;
        const { hiddenFailure } = await __webpack_require__.e(/* import() */ 340).then(__webpack_require__.bind(__webpack_require__, 9340));
        return hiddenFailure(runner, asked, reply, call);
    };
    const mask = call.masks.length === 0 ? undefined : await maskingOf(runner, call);
    const context = {
        runner,
        tenant,
        send,
        once: followingRedirects(authorized(client.once, tenant, bearer), tenant),
        look: lookRequest(call, idleTimeout),
        mask,
        onLook: record?.look,
        accepts: call.accepts,
        hidden,
        idleTimeout,
    };
    const made = wait === undefined
        ? await makeCall(context, call, request)
        : await waitForJob(context, request, wait);
    const { failure, reply, request: asked, } = call.fetchResult ? await fetchMade(context, call, made, wait !== undefined) : made;
    await settle(runner, asked, reply, { ...call, location: made.location, failure }, purpose);
}
/** The call itself, with all its pages. */
async function makeCall({ runner, tenant, send, hidden, }, call, request) {
    const reply = call.paginate
        ? await wholeList(runner, tenant, send, hidden, call, { ...request, sink: pageSink(call) })
        : await send(request);
    return { request, reply, location: reply.headers.location, data: undefined, failure: undefined };
}
/** What the call made, in place of its answer: the one output of its job, or what is at its `Location`. */
async function fetchMade(context, call, made, waited) {
    const { tenant, send, hidden, idleTimeout } = context;
    const failure = made.failure ?? (await hidden(made.request, made.reply));
    const seen = { ...made, failure };
    const found = waited
        ? await outputOf(context, call, seen)
        : { made: seen, location: made.location };
    return fetchResult(send, tenant, found.made, found.location, resultRequest(call, idleTimeout));
}
// What only some steps do is loaded only for them.
/** @returns what puts each token of the step into its qlik-cli context */
function contextKeeper(runner, name, server) {
    let keep;
    return async (token) => {
        keep ??= (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(327)]).then(__webpack_require__.bind(__webpack_require__, 3327))).contextKeeper(runner, name, server);
        await keep(token);
    };
}
async function maskingOf(runner, { masks }) {
    const { maskIn } = await __webpack_require__.e(/* import() */ 307).then(__webpack_require__.bind(__webpack_require__, 1307));
    return (data) => {
        maskIn(runner, masks, data);
    };
}
async function waitForJob(context, start, wait) {
    const { runJob } = await __webpack_require__.e(/* import() */ 108).then(__webpack_require__.bind(__webpack_require__, 3108));
    return runJob(context, wait.job, start, wait);
}
async function outputOf(context, call, made) {
    const { findOutput } = await __webpack_require__.e(/* import() */ 602).then(__webpack_require__.bind(__webpack_require__, 9602));
    const request = outputsRequest(call, context.idleTimeout);
    return findOutput({ ...context, request, list: pageSink(call) }, made);
}
async function wholeList(runner, tenant, send, hidden, call, request) {
    const [{ allPages }, first] = await Promise.all([__webpack_require__.e(/* import() */ 778).then(__webpack_require__.bind(__webpack_require__, 3778)), send(request)]);
    const list = () => bodySink(call)(first);
    const noList = (what) => {
        const told = `${what}. It is returned as it is, without further pages`;
        runner.log.warning(told, 'no list to follow');
    };
    try {
        return await allPages({ send, tenant, request, list, noList, hidden, runner }, first);
    }
    catch (error) {
        // The call itself was answered: steps that run on failure read what is known of that.
        await maskLinks(runner, request.url, first);
        noteMasked(runner, outputHead(runner, first, first.headers.location));
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/program.ts




/** The action's main program. @param agents the step's connections, one of which may be on its way */
async function main(agents) {
    await runMain(gitHubRunner(), (runner) => step(runner, agents));
    return leave();
}


/***/ }),

/***/ 7297:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nB: () => (/* binding */ Body),
  RJ: () => (/* binding */ mostJsonBytes),
  wp: () => (/* binding */ mostTextBytes)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./src/http/spent-buffers.ts
var spent_buffers = __webpack_require__(846);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/folders.ts
var folders = __webpack_require__(8146);
;// CONCATENATED MODULE: ./src/response/staged-file.ts





/**
 * So many bytes are gathered before they are written: the network brings 16 KiB at a time, and each
 * write is a way to another thread and back. A body comes in while what came before it is written.
 */
const mostGathered = 1024 * 1024;
/**
 * A file that is complete or absent: it is written beside its place under another name, and takes
 * its place at the end, in one move. A link that stands in its place is replaced, not followed.
 */
class StagedFile {
    /** Absolute; where the file will be. */
    path;
    #staged;
    #failed;
    #handle;
    #published = false;
    #discarded = false;
    #gathered = [];
    #gatheredBytes = 0;
    /** What is under way: a transfer that breaks off does not wait for it. */
    #work = Promise.resolve();
    /**
     * @param failed is told of a write that fails after it was taken; so is who comes next
     */
    constructor(target, failed = () => undefined) {
        this.path = target;
        this.#failed = failed;
        // Not of the target's name: that may be as long as names can be.
        this.#staged = external_node_path_.join(external_node_path_.dirname(target), `.${(0,external_node_crypto_.randomUUID)()}.part`);
    }
    /** Where the bytes are until `publish`. */
    get stagedPath() {
        return this.#staged;
    }
    /**
     * Takes the next chunk. What it is written with may fail later: the next call tells.
     * @returns when there is room for one more; undefined at once, which is most often. It rejects with
     *   a Failure that names the file and the cause
     */
    write(chunk) {
        this.#gathered.push(chunk);
        this.#gatheredBytes += chunk.length;
        if (this.#gatheredBytes < mostGathered && !this.#discarded)
            return undefined;
        return this.#makeRoom();
    }
    async #makeRoom() {
        await this.#work;
        const work = this.#writeGathered();
        if (this.#discarded)
            await work;
        else
            work.catch(this.#failed);
    }
    /** Writes what has been gathered. @throws Failure that names the file and the cause */
    async flush() {
        await this.#work;
        await this.#writeGathered();
    }
    /** Closes the file and gives it its name. @throws Failure that names the file and the cause */
    async publish() {
        await this.flush();
        await this.#guard(async () => {
            const handle = await this.#open();
            this.#handle = undefined;
            await handle.close();
            await external_node_fs_.promises.rename(this.#staged, this.path);
            this.#published = true;
        });
    }
    /** Removes what was written. Does nothing after `publish`. */
    async discard() {
        this.#discarded = true;
        await this.#work.catch(() => undefined);
        await this.#remove();
    }
    #writeGathered() {
        const chunks = this.#gathered;
        this.#gathered = [];
        this.#gatheredBytes = 0;
        return this.#guard(async () => {
            const handle = await this.#open();
            for (let rest = chunks; rest.length > 0;)
                rest = restAfter(rest, (await handle.writev(rest)).bytesWritten);
        });
    }
    async #open() {
        if (this.#discarded)
            throw new Error('discarded');
        if (this.#handle === undefined) {
            await (0,folders/* makeFolder */.fc)(external_node_path_.dirname(this.path));
            // wx: never a file or a link that is there.
            this.#handle = await external_node_fs_.promises.open(this.#staged, 'wx');
        }
        return this.#handle;
    }
    #guard(work) {
        this.#work = work().catch(async (error) => {
            await this.#remove();
            throw new failure/* Failure */.HR(`${this.path} cannot be written: ${(0,failure/* causeOf */.rl)(error)}`, { cause: error });
        });
        return this.#work;
    }
    async #remove() {
        if (this.#published)
            return;
        await this.#handle?.close().catch(() => undefined);
        this.#handle = undefined;
        await external_node_fs_.promises.rm(this.#staged, { force: true }).catch(() => undefined);
    }
}
/** What is left of chunks when so many of their bytes are written: a disk may take less than all. */
function restAfter(chunks, written) {
    let left = written;
    return chunks.flatMap((chunk) => {
        const taken = Math.min(left, chunk.length);
        left -= taken;
        return taken === chunk.length ? [] : [chunk.subarray(taken)];
    });
}

;// CONCATENATED MODULE: ./src/response/body.ts




/** Text over this many bytes goes to a file: 1 MiB, as GitHub takes a job output. */
const mostTextBytes = 1024 * 1024;
/** What `select` and `mask` can read at once: V8 holds no longer text. */
const mostJsonBytes = 500 * 1024 * 1024;
/** Bytes of white space, of byte order marks, and the zeros between letters of UTF-16. */
const beforeText = new Set([
    ...Buffer.from(' \t\r\n\f\0'),
    ...[0xef, 0xbb, 0xbf, 0xfe, 0xff],
]);
/**
 * A body on its way: 1 MiB of it at most is held. More of it, or all of it when the step named a
 * file, goes to a staged file as it comes.
 */
class Body {
    writable;
    #places;
    #file;
    #held = [];
    #bytes = 0;
    #spent = new spent_buffers/* SpentBuffers */.u();
    constructor(places) {
        this.#places = places;
        this.#file = places.named === undefined ? undefined : this.#staged(places.named);
        const settle = (work, done) => {
            // TLS brings 16 KiB at a time, and most of them only have to be put down.
            if (work === undefined)
                done();
            else
                work.then(() => {
                    done();
                }, done);
        };
        this.writable = new external_node_stream_.Writable({
            highWaterMark: mostGathered,
            write: (chunk, _encoding, done) => {
                settle(this.#take(chunk), done);
            },
            final: (done) => {
                settle(this.#file?.flush(), done);
            },
        });
        // Whoever writes is told.
        this.writable.on('error', () => undefined);
    }
    /** A file that cannot be written ends the body at once: nobody waits for what comes next. */
    #staged(target) {
        return new StagedFile(target, (error) => this.writable.destroy(error));
    }
    result() {
        return this;
    }
    /** Bytes, decoded. */
    get length() {
        return this.#bytes;
    }
    /** The body as text: undefined when it is larger than 1 MiB, not UTF-8, or holds NUL. */
    get text() {
        return this.#bytes > mostTextBytes ? undefined : decode(this.#held);
    }
    /** Whether the step named no file and yet one is needed. */
    get choosesFile() {
        return this.#places.named === undefined && this.text === undefined;
    }
    /**
     * The whole body as text, to be parsed.
     * @returns undefined when it is not text, or over 500 MiB
     */
    wholeText() {
        if (this.#bytes <= mostTextBytes)
            return this.text;
        if (this.#bytes > mostJsonBytes || this.#file === undefined)
            return undefined;
        return decode(piecesOf(this.#file.stagedPath));
    }
    /** Whether the first character is this one: byte order marks and white space do not count. */
    beginsWith(char) {
        const small = this.#bytes <= mostTextBytes || this.#file === undefined;
        for (const piece of small ? this.#held : piecesOf(this.#file?.stagedPath ?? '')) {
            const first = piece.find((byte) => !beforeText.has(byte));
            if (first !== undefined)
                return first === char.charCodeAt(0);
        }
        return false;
    }
    /** Whether the step named the file. */
    get namesFile() {
        return this.#places.named !== undefined;
    }
    /** The whole body, piece by piece. */
    async *chunks() {
        if (this.#bytes <= mostTextBytes || this.#file === undefined)
            yield* this.#held;
        else
            yield* external_node_fs_.createReadStream(this.#file.stagedPath);
    }
    /**
     * Puts the body where it belongs.
     * @returns the file's absolute path; undefined when the body is text and no file was named
     * @throws Failure when the file cannot be written
     */
    async publish() {
        if (this.choosesFile && this.#file === undefined)
            await this.#spill();
        await this.#file?.publish();
        return this.#file?.path;
    }
    async discard() {
        this.writable.destroy();
        await this.#file?.discard();
        this.#held = [];
    }
    /** @returns when there is room for more; undefined at once */
    #take(chunk) {
        this.#bytes += chunk.length;
        this.#spent.add(chunk.length);
        const small = this.#bytes <= mostTextBytes;
        if (small || this.#file === undefined)
            this.#held.push(chunk);
        else
            this.#held = [];
        return small || this.#file !== undefined ? this.#file?.write(chunk) : this.#spill();
    }
    async #spill() {
        const [file, held] = [this.#staged(this.#places.chosen()), this.#held];
        this.#file = file;
        for (const chunk of held)
            await file.write(chunk);
    }
}
/**
 * A file by and by, through one buffer: its bytes need not be in memory beside the text.
 * Nothing else goes on meanwhile, but parsing it, which comes next, takes far longer.
 */
function* piecesOf(file) {
    const handle = external_node_fs_.openSync(file, external_node_fs_.constants.O_RDONLY);
    try {
        const buffer = Buffer.allocUnsafeSlow(mostGathered);
        for (;;) {
            const read = external_node_fs_.readSync(handle, buffer, 0, buffer.length, null);
            if (read === 0)
                return;
            yield buffer.subarray(0, read);
        }
    }
    finally {
        external_node_fs_.closeSync(handle);
    }
}
/** Exactly as received: a byte order mark stays. */
function decode(pieces) {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const decoded = (piece) => {
        try {
            return decoder.decode(piece, { stream: piece !== undefined });
        }
        catch {
            return undefined;
        }
    };
    let text = '';
    for (const piece of pieces) {
        const more = piece.includes(0) ? undefined : decoded(piece);
        if (more === undefined)
            return undefined;
        text += more;
    }
    const end = decoded();
    return end === undefined ? undefined : text + end;
}


/***/ }),

/***/ 7453:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ parseExpression),
/* harmony export */   z: () => (/* binding */ isTruthy)
/* harmony export */ });
/**
 * Loads the JMESPath library, parses an expression and looks it over: what cannot work is refused
 * before any request. Besides the standard functions it may call `env('NAME')` and `days_since(time)`.
 * @throws Failure that says where the expression is wrong
 * @see https://jmespath.org/specification.html
 */
async function parseExpression(text, world) {
    const { compiled } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(196)]).then(__webpack_require__.bind(__webpack_require__, 7815));
    return compiled(text, world);
}
/** JMESPath's truth: null, false, '', [] and {} are false, all else is true, 0 too. */
function isTruthy(value) {
    if (Array.isArray(value))
        return value.length > 0;
    if (typeof value === 'object' && value !== null)
        return Object.keys(value).length > 0;
    return value !== undefined && value !== null && value !== false && value !== '';
}


/***/ }),

/***/ 496:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ after),
/* harmony export */   u: () => (/* binding */ within)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);

/** What is aborted with when the time that a cancelled workflow leaves is up. */
const tooLate = () => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('The workflow was cancelled, and no answer came in time', { title: 'cancelled' });
/**
 * @param ms milliseconds
 * @returns a signal that is aborted `ms` after another one
 */
function after(clock, signal, ms, reason = tooLate) {
    const controller = new AbortController();
    let callOff = () => undefined;
    const begin = () => {
        callOff = clock.timer(ms, () => {
            controller.abort(reason());
        });
    };
    if (signal.aborted)
        begin();
    else
        signal.addEventListener('abort', begin, { once: true });
    return {
        signal: controller.signal,
        cancel() {
            signal.removeEventListener('abort', begin);
            callOff();
        },
    };
}
/** @returns a signal that is aborted `ms` from now, with a failure of these words */
function within(clock, ms, words) {
    return after(clock, AbortSignal.abort(), ms, () => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(words));
}


/***/ }),

/***/ 7046:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pO: () => (/* binding */ Redactor),
  Gj: () => (/* binding */ cleaning),
  dm: () => (/* binding */ maskable),
  VG: () => (/* binding */ minLine)
});

// UNUSED EXPORTS: spellings

;// CONCATENATED MODULE: ./src/runner/hidden-texts.ts
/** So many texts are looked for one by one: the engine does that faster than we look at each character. */
const maxOneByOne = 200;
/** A text is filed under so many characters of its beginning, or under all of it. */
const maxHead = 8;
/** Of how many texts in one place of the file each is looked at; more are put in order: see Crowded. */
const maxChain = 32;
const stars = '***';
/**
 * Texts that are to be taken out of others, the longest first, since one may hold another. However many
 * there are, a text is gone through once: to look for a hundred thousand of them, one after the other,
 * would take minutes.
 */
class HiddenTexts {
    #maxOneByOne;
    /** What has a number below is at its place here. */
    #texts = [];
    /** In the order in which they go; undefined when that has to be found out anew. */
    #sorted;
    /** Those that hold a star: they may come about where another one has been taken out. */
    #starred = [];
    /** The file: by the hash of a beginning, the last text there is, plus 1, ... */
    #last = new Int32Array(0);
    /** ... and by a text's number, the one before it in that place, plus 1. */
    #before = new Int32Array(0);
    #filed = 0;
    /** How long the beginnings are. */
    #heads = new Set();
    /** Of crowded places in the file: the texts, in the order of their characters. */
    #crowds = new Map();
    /** All of these by their numbers. */
    #crowded = new Map();
    /** @param oneByOne as a test has it */
    constructor(oneByOne = maxOneByOne) {
        this.#maxOneByOne = oneByOne;
    }
    add(text) {
        if (text === '')
            return;
        if (text.includes('*'))
            this.#starred.push(this.#texts.length);
        this.#texts.push(text);
        this.#sorted = undefined;
    }
    /** Whether one of them is in `whole`. */
    areIn(whole) {
        return this.#areFew
            ? this.#texts.some((text) => whole.includes(text))
            : this.#placesIn(whole).next().done !== true;
    }
    /** @returns `whole` with stars in place of each of them */
    takenOutOf(whole) {
        if (this.#areFew)
            return inTurn(whole, (this.#sorted ??= this.#inOrder(this.#texts.keys())));
        const places = new Map();
        for (const [number, at] of this.#placesIn(whole)) {
            const known = places.get(number);
            known?.push(at);
            if (known !== undefined)
                continue;
            places.set(number, [at]);
            let beginning = this.#crowded.get(number)?.shorter;
            for (; beginning && !places.has(beginning.number); beginning = beginning.shorter)
                places.set(beginning.number, []);
        }
        if (places.size === 0)
            return whole;
        const mayCome = this.#starred.filter((number) => this.#text(number)
            .split('*')
            .every((part) => whole.includes(part)));
        return mayCome.length > 0
            ? inTurn(whole, this.#inOrder([...places.keys(), ...mayCome]))
            : this.#cut(whole, places);
    }
    get #areFew() {
        return this.#texts.length <= this.#maxOneByOne;
    }
    #text(number) {
        return this.#texts[number] ?? '';
    }
    #numbersInOrder(numbers) {
        return [...numbers].sort((a, b) => this.#text(b).length - this.#text(a).length || a - b);
    }
    #inOrder(numbers) {
        return [...new Set(this.#numbersInOrder(numbers).map((number) => this.#text(number)))];
    }
    /** What `inTurn` gives, without a copy of the text for each of those that are in it. */
    #cut(whole, places) {
        /** Of each character that is taken: where what takes it begins, plus 1. */
        const taken = new Int32Array(whole.length);
        const cuts = [];
        for (const number of this.#numbersInOrder(places.keys()))
            for (const at of places.get(number)?.sort((a, b) => a - b) ?? []) {
                const end = at + this.#text(number).length;
                // What was taken is as long at least, so that it reaches over one of the ends.
                if (taken[at] !== 0)
                    continue;
                const next = (taken[end - 1] ?? 0) - 1;
                if (next === -1) {
                    taken.fill(at + 1, at, end);
                    cuts.push({ at, end });
                }
                else {
                    // Its turn comes later.
                    const fits = firstOf(this.#crowded.get(number), ({ text }) => at + text.length <= next);
                    if (fits !== undefined)
                        places.get(fits.number)?.push(at);
                }
            }
        let rest = '';
        let done = 0;
        for (const { at, end } of cuts.sort((a, b) => a.at - b.at)) {
            rest += whole.slice(done, at) + stars;
            done = end;
        }
        return rest + whole.slice(done);
    }
    *#placesIn(whole) {
        this.#file();
        for (let at = 0; at < whole.length; at++)
            for (const head of this.#heads) {
                if (at + head > whole.length)
                    continue;
                const place = hashOf(whole, at, head) & (this.#last.length - 1);
                if (this.#last[place] === 0)
                    continue;
                for (const number of this.#at(place, whole, at))
                    yield [number, at];
            }
    }
    /**
     * @returns the texts of a place in the file that begin at a place in `whole`; of a crowd, the longest
     */
    #at(place, whole, at) {
        const found = [];
        let crowd = this.#crowds.get(place);
        let steps = 0;
        for (let last = this.#last[place] ?? 0; crowd === undefined && last > 0; last = this.#before[last - 1] ?? 0)
            if (++steps > maxChain)
                crowd = this.#crowdAt(place);
            else if (whole.startsWith(this.#text(last - 1), at))
                found.push(last - 1);
        if (crowd === undefined)
            return found;
        const longest = longestAt(crowd, whole, at);
        return longest === undefined ? [] : [longest.number];
    }
    #crowdAt(place) {
        const numbers = new Map();
        // Of texts that are the same, the earliest comes last.
        for (let last = this.#last[place] ?? 0; last > 0; last = this.#before[last - 1] ?? 0)
            numbers.set(this.#text(last - 1), last - 1);
        const crowd = [];
        // By UTF-16 units, so that a text comes after its beginnings.
        for (const text of [...numbers.keys()].sort()) {
            let shorter = crowd.at(-1);
            while (shorter !== undefined && !text.startsWith(shorter.text))
                shorter = shorter.shorter;
            const one = crowdedAfter(shorter, text, numbers.get(text) ?? 0);
            crowd.push(one);
            this.#crowded.set(one.number, one);
        }
        this.#crowds.set(place, crowd);
        return crowd;
    }
    /** Files what has been added since. */
    #file() {
        const many = this.#texts.length;
        if (many * 2 > this.#last.length) {
            const size = 2 ** Math.ceil(Math.log2(many * 4));
            this.#last = new Int32Array(size);
            this.#before = new Int32Array(size);
            this.#filed = 0;
            this.#crowds.clear();
            this.#crowded.clear();
        }
        for (; this.#filed < many; this.#filed++) {
            const text = this.#text(this.#filed);
            const head = Math.min(text.length, maxHead);
            const place = hashOf(text, 0, head) & (this.#last.length - 1);
            this.#before[this.#filed] = this.#last[place] ?? 0;
            this.#last[place] = this.#filed + 1;
            this.#heads.add(head);
            for (const { number } of this.#crowds.get(place) ?? [])
                this.#crowded.delete(number);
            this.#crowds.delete(place);
        }
    }
}
function inTurn(whole, texts) {
    return texts.reduce((rest, text) => rest.replaceAll(text, stars), whole);
}
function crowdedAfter(shorter, text, number) {
    const depth = (one) => one?.depth ?? 0;
    const jump = shorter?.muchShorter;
    const far = jump?.muchShorter;
    const muchShorter = depth(shorter) - depth(jump) === depth(jump) - depth(far) ? far : shorter;
    return { number, text, shorter, muchShorter, depth: depth(shorter) + 1 };
}
/** @returns the longest of a text and its beginnings that suits; what begins such a one suits as well */
function firstOf(longest, suits) {
    let one = longest;
    while (one !== undefined && !suits(one)) {
        const { shorter, muchShorter } = one;
        one = muchShorter === undefined || suits(muchShorter) ? shorter : muchShorter;
    }
    return one;
}
/**
 * A binary search that looks at no character again that both its ends begin with.
 * @returns the longest text of a crowd that begins at a place in `whole`
 */
function longestAt(crowd, whole, at) {
    let [low, sameAsLow] = [0, 0];
    let [high, sameAsHigh] = [crowd.length, 0];
    // First the last one: without it, the upper end would have no character in common until it moves.
    for (let middle = high - 1; low < high; middle = (low + high) >>> 1) {
        const { text = '' } = crowd[middle] ?? {};
        let same = Math.min(sameAsLow, sameAsHigh);
        while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same))
            same++;
        if (same === text.length || text.charCodeAt(same) < whole.charCodeAt(at + same))
            [low, sameAsLow] = [middle + 1, same];
        else
            [high, sameAsHigh] = [middle, same];
    }
    // What begins here is among the beginnings of the last text that does not come after this place.
    return firstOf(crowd[low - 1], ({ text }) => text.length <= sameAsLow);
}
/** FNV-1a, of a few characters. */
function hashOf(text, at, length) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + length; i++)
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash ^ (hash >>> 15);
}

// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/runner/secrets.ts


/**
 * The secrets of this step, kept out of our own log. The runner masks a secret and its base64, URI
 * and JSON forms; base64url, unpadded base64 and hex it does not know, and a server that echoes a
 * credential may choose any of them.
 */
/** Shorter texts are masked as they are: their encoded forms would match by accident. */
const shortestEncoded = 8;
/** A private key or a certificate has short lines: one of them, masked, would star the whole log. */
const minLine = 8;
/** The digits of many secrets are kept in texts of about so many characters. */
const maxDigits = 1024 * 1024;
/** How our lines end that tell a trace id: see http/trace-id.ts for what may be one. */
const toldTraceId = / ?\(traceId ([\da-f-]{8,64})\)/giu;
/**
 * The first and the last line of a PEM text, and what is left of them where dashes are missing. Nothing
 * in it repeats without a bound: a run of dashes or of words would be looked at again from each of them.
 */
const armour = /-----(?:BEGIN|END) [A-Z\d ]{1,80}-----|-{0,9}\b(?:BEGIN|END) (?:[A-Z\d]{1,20} ){0,6}?(?:KEY|CERTIFICATE|PARAMETERS)\b-{0,9}/gu;
const xml = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};
/** What is spelled so in percent-encoding, JSON and XML too: most of what is masked by the thousand. */
const plain = /^[\w.~-]*$/u;
/**
 * @param secret one secret, without line breaks
 * @returns every spelling of it that is to be hidden
 */
function spellings(secret) {
    if (secret.length < shortestEncoded)
        return [secret];
    // With two bytes before it, it can begin at each place of a group of three.
    const bytes = Buffer.from(`\0\0${secret}`);
    const hex = bytes.toString('hex', 2);
    const encoded = [
        ...base64Core(bytes, 0),
        ...base64Core(bytes, 1),
        ...base64Core(bytes, 2),
        hex,
        hex.toUpperCase(),
    ];
    if (plain.test(secret))
        return [secret, ...encoded];
    const wellFormed = secret.toWellFormed();
    const others = [
        ...percentEncoded(wellFormed),
        JSON.stringify(secret).slice(1, -1),
        secret.replace(/[&<>"']/gu, (char) => xml[char] ?? char),
    ];
    return [...new Set([secret, wellFormed, ...encoded, ...others])];
}
/** What RFC 3986 encodes, and JavaScript does not. */
const lenient = /[!'()*]/gu;
/** As JavaScript encodes, as RFC 3986 and as forms do, each with digits in either case. */
function percentEncoded(secret) {
    const lax = encodeURIComponent(secret);
    const strict = lax.replace(lenient, (char) => `%${Buffer.from(char).toString('hex')}`);
    const ways = strict === lax ? [lax] : [lax, strict.replace(/%../gu, upper)];
    const asForms = ways
        .filter((way) => way.includes('%20'))
        .map((way) => way.replaceAll('%20', '+'));
    return [...ways, ...asForms].flatMap((way) => /%\w?[A-F]/u.test(way) ? [way, way.replace(/%../gu, lower)] : [way]);
}
function upper(text) {
    return text.toUpperCase();
}
function lower(text) {
    return text.toLowerCase();
}
/**
 * The part of a base64 text that depends on the secret alone, wherever in a longer text it begins:
 * `shift` bytes go before it in its first group of three.
 * @param bytes the secret's, with two more before them
 */
function base64Core(bytes, shift) {
    const encoded = bytes.toString('base64', 2 - shift);
    const padding = encoded.indexOf('=');
    const core = encoded.slice(shift === 0 ? 0 : shift + 1, padding === -1 ? undefined : Math.max(padding - 1, 0));
    const url = core.replaceAll('+', '-').replaceAll('/', '_');
    return url === core ? [core] : [core, url];
}
/**
 * @param secret a secret that may have several lines
 * @returns what to mask: the secret itself when it is one line; each of its lines that is long enough;
 *   and of a PEM text on one line, its breaks written `\\n` or lost, the lines that it stands for.
 *   The armour of a PEM text is no secret: masked, it would star what others say of keys.
 */
function maskable(secret) {
    const lines = secret.split(/\r\n|\r|\n/u);
    const isPem = secret.search(armour) !== -1;
    const whole = lines.length === 1 ? lines.filter((line) => line.replace(armour, '') !== '') : [];
    if (lines.length === 1 && !isPem)
        return whole;
    const parts = lines
        .flatMap((line) => line.split(/(?:\\r)?\\n/u))
        .flatMap((line) => {
        const bare = line.replace(armour, '\n');
        return bare === line ? [line] : bare.split(/\s+/u);
    })
        .map((line) => line.trim())
        .filter((line) => line.length >= minLine);
    return [...whole, ...parts];
}
/** Removes secrets, in all their spellings, from text. */
class Redactor {
    #given = new Set();
    /** Those whose spellings are not made yet: they may come by the thousand before a word is said. */
    #fresh = [];
    #hidden;
    /** The digits of the secrets, and the secrets whose digits are not there yet: few texts tell an id. */
    #digits = [];
    #undigested = [];
    /** @param hidden as a test has it */
    constructor(hidden = new HiddenTexts()) {
        this.#hidden = hidden;
    }
    /** @returns whether it is a new one */
    add(secret) {
        if (this.#given.has(secret))
            return false;
        this.#given.add(secret);
        this.#fresh.push(secret);
        this.#undigested.push(secret);
        return true;
    }
    /** @returns whether a secret is in the text, in any of its spellings */
    finds(text) {
        return this.#spelled().areIn(text);
    }
    clean(text) {
        return this.#spelled().takenOutOf(text.includes('(traceId ') ? this.#withoutFalseIds(text) : text);
    }
    #spelled() {
        for (const secret of this.#fresh)
            for (const spelling of spellings(secret))
                this.#hidden.add(spelling);
        this.#fresh = [];
        return this.#hidden;
    }
    /** A trace id is the server's word: it may be a piece of a secret, which no mask would find. */
    #withoutFalseIds(text) {
        return text.replace(toldTraceId, (told, id) => {
            const digits = id.replaceAll('-', '').toLowerCase();
            const isPiece = digits !== '' && this.#secretDigits().some((some) => some.includes(digits));
            return isPiece ? '' : told;
        });
    }
    #secretDigits() {
        if (this.#undigested.length === 0)
            return this.#digits;
        let last = this.#digits.pop() ?? '';
        for (const secret of this.#undigested) {
            if (last.length > maxDigits) {
                this.#digits.push(last);
                last = '';
            }
            // No id is found across what lies between.
            last += `${digitRuns(secret)} ${Buffer.from(secret).toString('hex')} `;
        }
        this.#digits.push(last);
        this.#undigested = [];
        return this.#digits;
    }
}
/** What an id could be a piece of, with other characters as blanks. */
function digitRuns(secret) {
    return secret
        .replaceAll('-', '')
        .toLowerCase()
        .replace(/[^\da-f]+/gu, ' ');
}
/**
 * @returns what makes text from anywhere fit for the log: no secret in it, and no command. Secrets go
 *   first, since what is made harmless is not spelled as the secret any more, and once more after
 *   that, since it may be spelled so only now.
 */
function cleaning(redactor) {
    return (text) => redactor.clean((0,safe_text/* safeLines */.Bv)(redactor.clean(text)));
}


/***/ }),

/***/ 6616:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ sizeInWords)
/* harmony export */ });
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
/** Bytes in words: `1.2 GiB`. */
function sizeInWords(bytes) {
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
    return `${figure} ${units[power] ?? ''}`;
}


/***/ }),

/***/ 2462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ saveTenant),
/* harmony export */   FI: () => (/* binding */ saveStops),
/* harmony export */   tn: () => (/* binding */ saveContext),
/* harmony export */   yH: () => (/* binding */ saveTokens)
/* harmony export */ });
/* unused harmony export readState */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);


/**
 * All that main leaves to post, and under which names: the tenant's origin, tokens and addresses,
 * never a secret or a key. Each is saved before it is used for the first time.
 */
const names = {
    tenant: 'tenant',
    tokens: 'tokens',
    stops: 'stop-url',
    context: 'qlik-cli-context',
};
// Each of these throws a Failure when the runner cannot take it.
function saveTenant(runner, tenant) {
    runner.saveState(names.tenant, JSON.stringify(tenant));
}
function saveTokens(runner, tokens) {
    runner.saveState(names.tokens, JSON.stringify(tokens));
}
function saveContext(runner, context) {
    runner.saveState(names.context, JSON.stringify(context));
}
/** @param urls as the `href` of a URL, in which there is no space */
function saveStops(runner, urls) {
    runner.saveState(names.stops, [...urls].join(' '));
}
/** Reads what main has left; what cannot be read counts as not there. */
function readState(state) {
    const json = (name) => parseJson(state(names[name]))?.value;
    const stops = state(names.stops).split(' ');
    return {
        tenant: tenantIn(json('tenant')),
        tokens: tokensIn(json('tokens')),
        stops: stops.flatMap((href) => URL.parse(href) ?? []),
        context: contextIn(json('context')),
    };
}
function tenantIn(saved) {
    const origin = isRecord(saved) ? textIn(saved, 'origin') : undefined;
    if (!isRecord(saved) || origin === undefined)
        return undefined;
    return { origin, revoke: saved.revoke === true };
}
function tokensIn(saved) {
    if (!Array.isArray(saved))
        return [];
    return saved
        .filter(isRecord)
        .flatMap(({ value, expiresAt }) => typeof value === 'string'
        ? [{ value, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined }]
        : []);
}
function contextIn(saved) {
    if (!isRecord(saved) || !isRecord(saved.place))
        return undefined;
    const [file, shown] = [textIn(saved.place, 'file'), textIn(saved.place, 'shown')];
    const name = textIn(saved, 'name');
    if (file === undefined || !isAbsolute(file) || shown === undefined || name === undefined)
        return undefined;
    const { folder, file: newFile } = isRecord(saved.made) ? saved.made : {};
    return {
        place: { file, shown },
        name,
        before: textIn(saved, 'before'),
        dangling: saved.dangling === true,
        made: { folder: folder === true, file: newFile === true },
        fingerprints: Array.isArray(saved.fingerprints)
            ? saved.fingerprints.filter((one) => typeof one === 'string')
            : [],
    };
}


/***/ }),

/***/ 335:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I9: () => (/* binding */ linkedFrom),
/* harmony export */   kQ: () => (/* binding */ offTenant),
/* harmony export */   o1: () => (/* binding */ resolvePath)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8301);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9541);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7475);




/**
 * Finds the one URL on the tenant that a path names. What an empty id leaves behind (`/apps//copy`,
 * `/apps/`) would address something else, so it is refused, as is all that could leave the origin.
 * @param path trimmed; with or without the leading `/`, with or without a query, or a full URL
 * @param query names and values to add, not encoded
 * @throws Failure that says what is wrong with it, without the query
 */
function resolvePath(tenant, path, query = []) {
    const refuse = (why) => {
        const shown = (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(path.replace(/[?#].*$/su, '').replace(/\/\/[^/]*@/u, '//\u2026@'));
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} ${why}; it takes a path on the tenant such as /api/v1/users/me`);
    };
    // With the line breaks that toJSON() makes, too.
    if ((0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__/* .holdsControl */ .Sl)(path))
        refuse(/\/[[{]\s/u.test(path) ? listForId : 'holds control characters');
    if (path.includes('#'))
        refuse('has a fragment');
    const [wholePath = '', ...queryParts] = path.split('?');
    if (wholePath.includes('\\'))
        refuse('holds a backslash');
    const local = /^[a-z][a-z0-9+.-]*:/iu.test(wholePath)
        ? afterOrigin(tenant, wholePath)
        : wholePath.replace(/^\//u, '');
    if (local === undefined)
        return refuse(`is not on ${tenant.origin}`);
    if (/^[/@]/u.test(local) || wholePath.startsWith('//'))
        refuse(`may leave ${tenant.origin}`);
    // The one address of Qlik's that ends so.
    const segments = local.replace(/(?<=(?:^|\/)media\/list)\/$/u, '').split('/');
    for (const segment of segments) {
        const why = faultOfSegment(segment);
        if (why !== undefined)
            refuse(why);
    }
    const added = query.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='));
    const search = [queryParts.join('?'), ...added].filter((part) => part !== '').join('&');
    const url = new URL(`${tenant.origin}/${local.toWellFormed()}`);
    url.search = search.toWellFormed();
    // Belt and braces: whatever the rules above missed, no other origin is ever addressed.
    return (0,_tenant_js__WEBPACK_IMPORTED_MODULE_1__/* .onTenant */ .c)(tenant, url) ? url : refuse(`is not on ${tenant.origin}`);
}
/**
 * Where a link leads that stands in an answer: the next page of a list, or a `Location`. Some of
 * Qlik's services write relative links as they know themselves, without the `/api` before them
 * (`/v1/apps/evaluations?\u2026`): such a link is under `/api` too.
 * @param from the address that gave the answer
 * @returns null for what is not a URL; it may be on any origin
 */
function linkedFrom(from, link) {
    const url = URL.parse(link, from.href);
    const isRelative = URL.parse(link) === null && url?.origin === from.origin;
    if (isRelative && isUnderApi(from) && !isUnderApi(url))
        url.pathname = `/api${url.pathname}`;
    return url;
}
function isUnderApi({ pathname }) {
    return pathname === '/api' || pathname.startsWith('/api/');
}
/** Hosts have no limit in a URL. */
const mostOfHost = 120;
/**
 * Looks at an address that the tenant gave, and where a credential would go.
 * @returns undefined when it is on the tenant; else where it is, for the error, and what to do
 */
function offTenant(tenant, url) {
    if ((0,_tenant_js__WEBPACK_IMPORTED_MODULE_1__/* .onTenant */ .c)(tenant, url))
        return undefined;
    if (url.origin === tenant.origin)
        return { where: 'on the tenant, but with user info' };
    if (!/^https?:$/u.test(url.protocol))
        return { where: `on another origin (${url.protocol})` };
    const [origin, host] = [(0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__/* .shorten */ .ml)(url.origin, mostOfHost), (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__/* .shorten */ .ml)(url.host, mostOfHost)];
    const gateway = 'a gateway in front of the tenant must pass on `Host` and `X-Forwarded-Proto`, without which ' +
        'the tenant gives its inner address';
    return {
        where: `on another origin (${origin})`,
        hint: url.protocol === 'https:'
            ? `If ${host} is the tenant itself, set \`tenant-url\` to ${origin}; ${gateway}`
            : gateway.replace('a gateway', 'A gateway'),
    };
}
/** The path of a full URL without its leading `/`; undefined when it is not on the tenant. */
function afterOrigin(tenant, text) {
    const [, start = '', local] = /^([a-z]+:\/\/[^/]+)(?:\/(.*))?$/isu.exec(text) ?? [];
    const url = URL.parse(start);
    return url !== null && (0,_tenant_js__WEBPACK_IMPORTED_MODULE_1__/* .onTenant */ .c)(tenant, url) ? (local ?? '') : undefined;
}
const listForId = 'has a JSON list or object where one id is meant';
/**
 * Servers decode a segment once, proxies before them sometimes once more: every spelling counts.
 * Encoded slashes are part of an id, as in `qri:app:sense://\u2026`; what leads up or nowhere is none.
 * @returns why it is refused; undefined when it is good
 */
function faultOfSegment(segment) {
    let spelling = segment;
    for (let round = 0; round < 4; round++) {
        if ((0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_2__/* .holdsControl */ .Sl)(spelling))
            return 'holds control characters';
        if (isListForId(spelling))
            return listForId;
        // Some servers cut a segment at its parameters (RFC 3986 section 3.3): `..;x` is `..` there.
        const names = spelling.split(/[/\\]/u).map((part) => part.replace(/;.*$/su, '').trim());
        if (names.every((name) => name === ''))
            return 'has an empty segment (an id or a variable that is empty?)';
        if (names.some((name) => name === '.' || name === '..'))
            return 'has a . or .. segment';
        const decoded = decodedOnce(spelling);
        if (decoded === undefined)
            return round === 0 ? 'has a % that encodes nothing' : undefined;
        if (decoded === spelling)
            return undefined;
        spelling = decoded;
    }
    return 'is encoded too many times';
}
/** JSON, or the beginning of it, up to a slash in one of its texts. */
function isListForId(text) {
    if (!/^\s*[[{]/u.test(text))
        return false;
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text)?.value;
    return Array.isArray(value) || (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(value) || /^\s*(?:\[\s*\{?|\{)\s*"/u.test(text);
}
function decodedOnce(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 933:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ linksFrom)
/* harmony export */ });
const page = 'docs/troubleshooting.md';
/** GitHub's names of owners and repositories. */
const repositoryShape = /^[a-z\d](?:[a-z\d-]{0,38})\/(?!\.{1,2}$)[\w.-]{1,100}$/iu;
/** A branch, tag or commit; no more of what git allows than a link takes as it is. */
const refShape = /^[a-z\d](?:[\w-]|[./](?=[\w-])){0,99}$/iu;
/**
 * @param env the runner's variables, which say where the action comes from; nothing for `uses: ./`
 * @returns where a cause is written about: an address in the version of the action that runs, or the
 *   place in its repository where that is not known for sure
 */
function linksFrom(env) {
    const repository = env('GITHUB_ACTION_REPOSITORY') ?? '';
    const ref = env('GITHUB_ACTION_REF') ?? '';
    // On GitHub Enterprise Server the action is a copy, and its version may be nowhere else.
    const onGitHub = /^https:\/\/github\.com\/?$/iu.test(env('GITHUB_SERVER_URL') ?? '');
    const known = onGitHub && repositoryShape.test(repository) && refShape.test(ref);
    const place = known ? `https://github.com/${repository}/blob/${ref}/${page}` : page;
    return (topic) => `${place}#${topic}`;
}


/***/ })

};
;
//# sourceMappingURL=177.index.js.map