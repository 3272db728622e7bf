"use strict";
exports.id = 941;
exports.ids = [941];
exports.modules = {

/***/ 1210:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I9: () => (/* binding */ absent),
/* harmony export */   aQ: () => (/* binding */ absent),
/* harmony export */   kT: () => (/* binding */ absent),
/* harmony export */   vX: () => (/* binding */ absent),
/* harmony export */   xj: () => (/* binding */ absent)
/* harmony export */ });






function absent() {
    throw new Error('this package is not in this bundle: nothing of this action may need it');
}



/***/ }),

/***/ 7763:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ isDone),
/* harmony export */   Jb: () => (/* binding */ traceId),
/* harmony export */   KG: () => (/* binding */ saysHtml),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   aB: () => (/* binding */ traceIdOf),
/* harmony export */   ci: () => (/* binding */ addressOf),
/* harmony export */   gf: () => (/* binding */ mayHideFailure),
/* harmony export */   oJ: () => (/* binding */ isSuccess),
/* harmony export */   te: () => (/* binding */ looksLikeHtml),
/* harmony export */   zR: () => (/* binding */ asError)
/* harmony export */ });


function nameOf({ method, url }) {
    return `${method} ${url.pathname}`;
}

function addressOf({ hostname, port, protocol }) {
    return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}




function traceIdOf(headers) {
    return traceId(headers['x-b3-traceid'] ?? headers.traceparent?.split('-')[1]);
}

function traceId(value) {
    return typeof value === 'string' && /^[\da-f-]{8,64}$/iu.test(value) ? value : undefined;
}

function isSuccess(status) {
    return status >= 200 && status <= 299;
}
const html = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;

function saysHtml({ status, headers }) {
    return isSuccess(status) && html.test(headers['content-type'] ?? '');
}

function looksLikeHtml(text) {
    return /^[\s\ufeff]*</u.test(text);
}

function mayHideFailure(head) {
    return !isSuccess(head.status) || head.status === 207 || saysHtml(head);
}

function isDone(reply) {
    return isSuccess(reply.status) && !(saysHtml(reply) && looksLikeHtml(reply.body));
}

function asError(reply) {
    return isSuccess(reply.status)
        ? { ...reply, text: undefined, note: 'an HTML page, which is not a response from the API' }
        : { ...reply, text: reply.body };
}


/***/ }),

/***/ 2246:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   Fh: () => (/* binding */ filePayload),
/* harmony export */   U9: () => (/* binding */ textPayload),
/* harmony export */   Vk: () => (/* binding */ bodyHeaders),
/* harmony export */   bU: () => (/* binding */ sendBody),
/* harmony export */   sV: () => (/* binding */ isLarge)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4099);
/* harmony import */ var _transfer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1093);





const chunkBytes = 1024 * 1024;

const maxImmediateBytes = 1024 * 1024;

const maxContinueWaitMs = 1000;

const minPieceBytes = 64 * 1024;

const slowPieceMs = 1000;

function textPayload(text) {
    const bytes = Buffer.from(text);
    return { length: bytes.length, open: () => [bytes] };
}

function filePayload(file) {
    return { length: file.size, open: () => bytesOf(file) };
}





async function* bytesOf({ path, written, size }) {
    const spent = new _transfer_js__WEBPACK_IMPORTED_MODULE_2__/* .SpentBuffers */ .uH();
    let sent = 0;
    try {

        const stream = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: chunkBytes, end: size });
        for await (const chunk of stream) {
            sent += chunk.length;
            if (sent > size)
                break;
            yield chunk;
            spent.add(chunk.length);
        }
    }
    catch (error) {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(written)} cannot be read`, { cause: error });
    }
    if (sent !== size)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_3__/* .quoted */ .TL)(written)} changed size while it was being sent`);
}

function bodyHeaders(payload, expectsContinue) {
    if (payload === undefined)
        return {};
    const length = { 'content-length': String(payload.length) };
    return expectsContinue ? { ...length, expect: '100-continue' } : length;
}

function isLarge(payload) {
    return payload !== undefined && payload.length > maxImmediateBytes;
}




async function sendBody(payload, outgoing, { expectsContinue, clock, answered, onWrite, onSent, onFailure }) {
    let size = minPieceBytes;
    try {
        if (expectsContinue)
            await waitForContinue(outgoing, clock);
        for await (const chunk of payload.open()) {
            for (let start = 0; start < chunk.length;) {
                if (answered())
                    return;
                const piece = chunk.subarray(start, start + size);
                start += piece.length;
                const began = clock.now();
                onWrite(piece.length);
                const sent = () => {
                    onSent(piece);
                };
                if (!outgoing.write(piece, sent))
                    await waitForDrain(outgoing);
                size = clock.now() - began > slowPieceMs ? minPieceBytes : 2 * size;
            }
        }
        outgoing.end();
    }
    catch (error) {

        if (outgoing.destroyed)
            return;
        const why = 'the request body cannot be read';
        onFailure(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR ? error : new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(why, { cause: error }));
    }
}

async function waitForContinue(outgoing, clock) {
    outgoing.flushHeaders();
    await new Promise((resolve) => {
        const cancel = clock.timer(maxContinueWaitMs, resolve);
        for (const event of ['continue', 'response', 'close'])
            outgoing.once(event, () => {
                cancel();
                resolve();
            });
    });
}

async function waitForDrain(outgoing) {
    await new Promise((resolve, reject) => {
        const done = () => {
            outgoing.off('drain', done).off('close', done);
            if (outgoing.destroyed)
                reject(new Error('closed'));
            else
                resolve();
        };
        outgoing.on('drain', done).on('close', done);
    });
}


/***/ }),

/***/ 9576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cu: () => (/* binding */ waitMs),
/* harmony export */   TG: () => (/* binding */ transientStatuses),
/* harmony export */   Xe: () => (/* binding */ redirectStatuses),
/* harmony export */   m6: () => (/* binding */ parseHttpDate),
/* harmony export */   mo: () => (/* binding */ isRetried),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   o_: () => (/* binding */ isRetriedAfterFault),
/* harmony export */   su: () => (/* binding */ isRepeatable),
/* harmony export */   vB: () => (/* binding */ maxRetryAfterMs),
/* harmony export */   zl: () => (/* binding */ nextRequest)
/* harmony export */ });
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7475);



const firstBackOffMs = 1000;
const maxBackOffMs = 30_000;

const maxRetryAfterMs = 5 * 60_000;

const maxRetryAfterJitter = 0.1;

const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);

const idempotentMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);




const repeatablePosts = [
    /^\/api\/v1\/temp-contents$/u,
    /^\/api\/[^/]+\/apps\/validatescript$/u,
    /^\/api\/[^/]+\/data-alerts\/actions\/validate$/u,
    /^\/api\/[^/]+\/lineage-graphs\/(?:nodes|impact)\/[^/]+\/overview$/u,
    /\/actions\/(?:filter|filter-orphan|count)$/u,

    /^\/api\/[^/]+\/reloads\/[^/]+\/actions\/cancel$/u,
    /^\/api\/[^/]+\/automations\/[^/]+\/runs\/[^/]+\/actions\/stop$/u,
    /^\/api\/[^/]+\/di-projects\/[^/]+\/di-tasks\/[^/]+\/runtime\/actions\/stop$/u,
];




function isRepeatable({ method, url, repeatable, }) {
    return (repeatable === true ||
        idempotentMethods.has(method) ||
        (method === 'POST' && repeatablePosts.some((path) => path.test(url.pathname))));
}




function isRetriedAfterFault(request, sent) {
    return !sent || isRepeatable(request);
}

function isRetried(request, status, retryAfterMs) {

    return isRepeatable(request)
        ? transientStatuses.has(status)
        : status === 429 && retryAfterMs !== undefined;
}






function waitMs(retryAfterMs, attempt, random) {
    if (retryAfterMs !== undefined)
        return retryAfterMs * (1 + random * maxRetryAfterJitter);
    return random * Math.min(firstBackOffMs * 2 ** (attempt - 1), maxBackOffMs);
}

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w -]{5,11} \d\d:\d\d:\d\d (?:GMT|\d{4})$/u;







function parseRetryAfter(value, dateHeader, now) {
    if (value === undefined)
        return undefined;
    if (/^\d+$/u.test(value))
        return Number(value) * 1000;
    const date = parseHttpDate(value);
    if (date === undefined)
        return undefined;
    const ms = date - (parseHttpDate(dateHeader) ?? now);
    return ms > 0 ? ms : undefined;
}

function parseHttpDate(value) {

    if (value === undefined || !httpDate.test(value))
        return undefined;
    const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
    return Number.isNaN(date) ? undefined : date;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

const followedMethods = new Set(['GET', 'HEAD']);

const headersThatMayLeaveOrigin = new Set(['accept', 'range', 'if-range']);
const maxRedirects = 5;

function withApiPrefix(from, to) {
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
    const url = withApiPrefix(request.url, URL.parse(location, request.url.href));
    if (url === null)
        return 'a redirect to a Location that is not a URL';
    if (!/^https?:$/u.test(url.protocol))
        return `a redirect to a ${url.protocol} address`;
    const target = `a redirect to ${url.origin}${url.pathname}`;
    if (!followedMethods.has(request.method))
        return `${target}, which is not followed for a ${request.method}`;
    if (hop === maxRedirects)
        return `${target}, after ${String(maxRedirects)} others`;
    if ((0,_tenant_js__WEBPACK_IMPORTED_MODULE_0__/* .onTenant */ .cb)(tenant, url))
        return { ...request, url };
    if (request.mayLeaveOrigin !== true || request.method !== 'GET')
        return `${target}, another origin, which is followed only for a download into a \`response-file\``;
    if (url.protocol !== 'https:')
        return `${target}, which is not https`;
    if (url.username !== '' || url.password !== '')
        return `${target}, with user info`;
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => headersThatMayLeaveOrigin.has(name)));
    return { ...request, url, headers, anonymous: true };
}


/***/ }),

/***/ 2693:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mf: () => (/* binding */ firstByteOf),
/* harmony export */   uZ: () => (/* binding */ receive),
/* harmony export */   vp: () => (/* binding */ textSink),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);



const maxTextBytes = 1024 * 1024;

function readHead(incoming) {
    const headers = {};
    for (const [name, value] of Object.entries(incoming.headers))
        if (name !== 'set-cookie' && value !== undefined)
            headers[name] = String(value);
    return { status: incoming.statusCode ?? 0, headers };
}

function firstByteOf({ status, headers }) {
    const first = /^bytes (\d+)-/iu.exec(headers['content-range'] ?? '')?.[1];
    return status === 206 && first !== undefined ? Number(first) : 0;
}






async function receive(incoming, decoders, sink) {
    const body = decoders.at(-1) ?? incoming;

    if (body !== incoming)
        (0,node_stream__WEBPACK_IMPORTED_MODULE_0__.pipeline)([incoming, ...decoders], () => undefined);
    await new Promise((resolve, reject) => {
        let room;
        const fail = (error) => {
            incoming.destroy();
            reject(error);
        };
        const resume = () => {
            body.resume();
        };
        const closed = () => {
            if (body.readableEnded)
                return;
            fail(Object.assign(new Error('closed before its end'), { code: 'ECONNRESET' }));
        };
        body
            .on('data', (chunk) => {
            room = sink.write(chunk);
            if (room === undefined)
                return;
            body.pause();
            room.then(resume, fail);
        })
            .on('end', () => void Promise.resolve(room).then(resolve, fail))
            .on('error', fail)
            .on('close', closed);

        if (body.destroyed)
            closed();
    });
    return sink.end();
}




function textSink(name) {
    const chunks = [];
    let bytes = 0;
    return {
        write(chunk) {
            bytes += chunk.length;
            chunks.push(chunk);
            if (bytes <= maxTextBytes)
                return undefined;
            const why = 'the answer is larger than 1 MiB, which is too large for an answer of this kind';
            return Promise.reject(new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: ${why}`));
        },
        end: () => Buffer.concat(chunks).toString('utf8'),
        discard: () => Promise.resolve(),
    };
}


/***/ }),

/***/ 1093:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ ThrottledLog),
/* harmony export */   E: () => (/* binding */ watchIdle),
/* harmony export */   uH: () => (/* binding */ SpentBuffers),
/* harmony export */   v5: () => (/* binding */ TransferProgress)
/* harmony export */ });
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4099);





const maxBufferedBytes = 4 * 1024 * 1024;

const minUploadBytesPerSecond = 64 * 1024;

const minAnswerBytesPerSecond = 1024;





const maxIdleTimeouts = 20;




function watchIdle(clock, limitMs, onTooSlow) {
    let lastActiveAt = clock.now();
    let lastWriteAt = lastActiveAt;
    let answer;
    let writtenBytes = 0;
    let cancel = clock.timer(limitMs, check);

    function check() {
        const now = clock.now();
        const remainingMs = lastActiveAt + limitMs + bufferedMs() - now;
        if (remainingMs <= 0)
            onTooSlow('idle');
        else if (isSlow(now))
            onTooSlow('slow');
        else
            cancel = clock.timer(remainingMs, check);
    }

    function bufferedMs() {
        if (answer !== undefined || writtenBytes <= minUploadBytesPerSecond)
            return 0;
        return (Math.min(writtenBytes, maxBufferedBytes) / minUploadBytesPerSecond) * 1000;
    }
    function isSlow(now) {
        const maxMs = limitMs * maxIdleTimeouts;
        if (answer === undefined)
            return now - lastWriteAt >= maxMs + bufferedMs();
        const elapsedMs = now - answer.startedAt;
        if (elapsedMs < maxMs)
            return false;
        return answer.receivedBytes() / (elapsedMs / 1000) < minAnswerBytesPerSecond;
    }
    return {
        alive() {
            lastActiveAt = clock.now();
        },
        wrote(bytes) {
            lastWriteAt = clock.now();
            writtenBytes += bytes;
        },
        answered(receivedBytes) {
            lastActiveAt = clock.now();
            answer = { startedAt: lastActiveAt, receivedBytes };
        },
        stop() {
            cancel();
        },
    };
}

const minLoggedBytes = 10 * 1024 * 1024;
const logIntervalMs = 10_000;

class ThrottledLog {
    #runner;

    dueAt;
    constructor(runner) {
        this.#runner = runner;
        this.dueAt = runner.clock.now() + logIntervalMs;
    }

    info(line) {
        const now = this.#runner.clock.now();
        if (now < this.dueAt)
            return;
        this.dueAt = now + logIntervalMs;
        this.#runner.info(line());
    }
}

class TransferProgress {
    #name;
    #verb;
    #totalBytes;
    #clock;
    #startedAt;
    #log;
    #earlierBytes;

    bytes = 0;





    constructor(runner, name, verb, restBytes, earlierBytes = 0) {
        this.#name = name;
        this.#verb = verb;
        this.#totalBytes = restBytes === undefined ? undefined : earlierBytes + restBytes;
        this.#earlierBytes = earlierBytes;
        this.#clock = runner.clock;
        this.#startedAt = runner.clock.now();
        this.#log = new ThrottledLog(runner);
    }

    add = ({ length }) => {
        this.bytes += length;
        const isLarge = (this.#totalBytes ?? this.bytes) > minLoggedBytes;
        if (isLarge && this.#clock.now() >= this.#log.dueAt)
            this.#log.info(() => this.#progress());
    };
    #progress() {
        const total = this.#totalBytes;
        const moved = this.#earlierBytes + this.bytes;
        const part = total === undefined
            ? ''
            : ` of ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._u)(total)} (${String(Math.floor((moved / total) * 100))} %)`;
        const speed = this.bytes / ((this.#clock.now() - this.#startedAt) / 1000);
        return `${this.#name}: ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._u)(moved)}${part} ${this.#verb}, ${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeInWords */ ._u)(speed)}/s`;
    }
}

const maxSpentBytes = 8 * 1024 * 1024;
let collector;




class SpentBuffers {
    #bytes = 0;

    add(bytes) {
        this.#bytes += bytes;
        if (this.#bytes < maxSpentBytes)
            return;
        this.#bytes = 0;
        collector ??= findCollector();
        collector({ type: 'minor' });
    }
}

function findCollector() {
    try {

        process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
        return process.getBuiltinModule('node:vm').runInNewContext('gc');
    }
    catch {
        return () => undefined;
    }
}


/***/ }),

/***/ 3787:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fI: () => (/* binding */ noSecrets),
/* harmony export */   zS: () => (/* binding */ readAccess)
/* harmony export */ });

/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7856);
/* harmony import */ var _oauth_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2208);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7475);





const emptyVariable = 'is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt';
const noSecrets = 'misspelt or not available to this run: runs from forks and from Dependabot get no secrets';
const emptySecret = `is empty. Its secret is probably ${noSecrets}`;
const noCredentials = 'the step has no credentials: set `client-id` and `client-secret`, or `client-id`, `private-key` and ' +
    '`key-id`, or `access-token`, or `execution-token` to run a triggered automation. If they are set from ' +
    `\`vars.*\` and \`secrets.*\`, those are ${noSecrets}`;





async function readAccess(inputs) {
    inputs.check('env', () => {
        refuseUncheckedCertificates(inputs.runner);
    });
    const url = inputs.value('tenant-url');
    if (url === undefined)
        inputs.refuseEmpty('tenant-url', `${emptyVariable}. It should look like https://acme.eu.qlikcloud.com`);
    const tenant = url === undefined ? undefined : inputs.check('tenant-url', () => (0,_tenant_js__WEBPACK_IMPORTED_MODULE_3__/* .parseTenant */ .sl)(url));
    if (tenant !== undefined)
        inputs.check('env', () => (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .proxyFor */ .iJ)(new URL(tenant.origin), inputs.runner.env));
    return { tenant, credential: await readCredential(inputs) };
}

function refuseUncheckedCertificates(runner) {
    if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: anyone between the runner and the tenant could read ' +
        'the credentials. To trust a private CA, set NODE_EXTRA_CA_CERTS to the path of its certificate instead');
}
async function readCredential(inputs) {
    const given = inputs.given('token');
    const names = [...given, 'client-id', 'key-id', 'execution-token'];
    if (!names.some((name) => inputs.isSet(name))) {
        inputs.refuseEmpty('env', noCredentials, 'empty-secret');
        inputs.value('scope');
        readUser(inputs);
        return undefined;
    }
    inputs.refuseAllButFirst(given);
    if (given.length === 0 && inputs.isSet('execution-token') && !inputs.isSet('key-id'))
        return executionTokenOnly(inputs);
    return inputs.isSet('access-token') ? suppliedToken(inputs) : readGrant(inputs);
}

function executionTokenOnly(inputs) {
    inputs.value('client-id');
    inputs.value('scope');
    for (const name of inputs.given('user'))
        inputs.refuse(name, 'cannot be used with `execution-token` alone, which acts as no user');
    return { kind: 'execution-token' };
}
async function suppliedToken(inputs) {
    for (const name of inputs.given('user'))
        inputs.refuse(name, 'cannot be used together with `access-token`: a token always acts as the user it was issued to');
    const token = inputs.value('access-token');
    if (token === undefined)
        return undefined;

    if (!/^[\w.~+/=-]+$/u.test(token)) {
        const { damageOf, damages } = await __webpack_require__.e(/* import() */ 277).then(__webpack_require__.bind(__webpack_require__, 3277));
        const damage = damageOf(token);
        if (damage !== undefined && damage !== 'white space')
            inputs.refuse('access-token', damages[damage]);
        else if (!(0,_oauth_client_js__WEBPACK_IMPORTED_MODULE_2__/* .isBearerToken */ .Z)(token))
            inputs.refuse('access-token', 'contains white space or characters that are not allowed in a header: write the token alone, without "Bearer"');
    }
    return { kind: 'access-token', token };
}
async function readGrant(inputs) {
    const clientId = inputs.value('client-id');
    if (!inputs.isSet('client-id'))
        inputs.refuseEmpty('client-id', `${emptyVariable} (not needed with \`access-token\`)`);
    const scope = inputs.value('scope');
    const user = readUser(inputs);
    const keyId = inputs.value('key-id');
    const [hasSecret, hasKeyId] = [inputs.isSet('client-secret'), inputs.isSet('key-id')];

    if (inputs.isSet('private-key') || (hasKeyId && !hasSecret)) {
        const signer = await readKey(inputs);
        if (!hasKeyId)
            inputs.refuse('key-id', 'is required with `private-key`: it is the kid under which the public key is registered');
        if (clientId === undefined || keyId === undefined || signer === undefined)
            return undefined;
        return { kind: 'private-key', clientId, keyId, signer, scope, user };
    }
    if (hasKeyId)
        inputs.refuse('key-id', 'is set without `private-key`');
    if (!hasSecret)
        inputs.refuseEmpty('client-secret', emptySecret, 'empty-secret');
    const clientSecret = inputs.value('client-secret');
    if (clientId === undefined || clientSecret === undefined)
        return undefined;
    return { kind: 'client-secret', clientId, clientSecret, scope, user };
}
async function readKey(inputs) {
    const text = inputs.value('private-key');
    if (text === undefined) {
        inputs.refuseEmpty('private-key', emptySecret, 'empty-secret');
        return undefined;
    }
    const { readPrivateKey } = await __webpack_require__.e(/* import() */ 834).then(__webpack_require__.bind(__webpack_require__, 834));
    return inputs.check('private-key', () => readPrivateKey(text));
}
function readUser(inputs) {
    const userId = inputs.value('user-id');
    const subject = inputs.value('user-subject');
    inputs.refuseAllButFirst(inputs.given('user'));
    if (userId !== undefined)
        return { field: 'userId', value: userId };
    return subject === undefined ? undefined : { field: 'subject', value: subject };
}


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ pairs),
/* harmony export */   B7: () => (/* binding */ refuseDuplicates),
/* harmony export */   HW: () => (/* binding */ acceptStatus),
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   KQ: () => (/* binding */ executionHeader),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   P: () => (/* binding */ query),
/* harmony export */   Y_: () => (/* binding */ refuseExecutionToken),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   b3: () => (/* binding */ headers),
/* harmony export */   dT: () => (/* binding */ secretLine),
/* harmony export */   fW: () => (/* binding */ contextName),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4099);







function isTrue(text) {
    return ['true', 'True', 'TRUE'].includes(text);
}

function boolean(text) {
    if (isTrue(text))
        return true;
    if (['false', 'False', 'FALSE'].includes(text))
        return false;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is neither true nor false`);
}

function number(min, max, whole) {
    const shape = whole === undefined ? /^\d+(?:\.\d+)?$/u : /^\d+$/u;
    const kind = whole === undefined ? 'a number' : 'a whole number';
    return (text) => {
        const value = shape.test(text) ? Number(text) : Number.NaN;
        if (value >= min && value <= max)
            return value;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not ${kind} from ${String(min)} to ${String(max)}`);
    };
}

function line(text) {
    if (!(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} contains control characters`);
}

function contextName(text) {
    if (/^\w[\w.@-]{0,99}$/u.test(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not a valid name for a context: write up to 100 letters, digits, ".", "_", "-" and "@", and begin with a letter, a digit or "_"`);
}

function secretLine(text) {
    if (!(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        return text;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('contains a line break or another control character; it must be a single line');
}

function oneOf(words) {
    return (text) => {
        const word = words.find((known) => known === text.toUpperCase());
        if (word !== undefined)
            return word;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text)} is not one of ${words.join(', ')}`);
    };
}

function lines(text) {
    const entries = text
        .split(/\r\n|\r|\n/u)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    for (const [index, entry] of entries.entries())
        if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(entry))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`entry ${String(index + 1)} contains control characters`);
    return entries;
}





function pairs(text, separator = '=') {
    return lines(text).map((entry, index) => {
        const at = entry.indexOf(separator);
        const name = entry.slice(0, Math.max(at, 0)).trim();

        if (name === '')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`);
        return [name, entry.slice(at + 1).trim()];
    });
}

const inQuotes = /(?<![\p{L}\d])(["'])(?:\\.|(?!\1)[^\\])*\1/gu;

function query(text) {
    const entries = pairs(text);
    for (const [index, [name, value]] of entries.entries()) {
        const entry = `entry ${String(index + 1)}`;
        if (name.startsWith('?'))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${entry} begins with "?": leave it out, and write one name=value per line`);
        if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${entry} contains a second parameter after "&": write one name=value per line. If the "&" is ` +
                'part of the value, percent-encode it and write the parameter in `path`');
    }
    refuseExecutionToken(entries.map(([name]) => name));
    return entries;
}

const ownHeaders = new Set([
    'authorization',
    'host',
    'content-length',
    'transfer-encoding',
    'connection',
]);

const executionHeader = 'x-execution-token';

function refuseExecutionToken(names) {
    for (const name of names)
        if (name.toLowerCase() === executionHeader)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('X-Execution-Token is refused here: set `execution-token` instead, which is masked');
}





function headers(text) {
    const entries = pairs(text, ':').map(([name, value]) => [name.toLowerCase(), value]);
    for (const [name, value] of entries) {
        const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(name);
        if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} is not a valid header name`);
        if (ownHeaders.has(name))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} is set by the action itself: leave it out`);
        if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`the value of ${shown} contains characters that are not allowed in a header`);
    }
    const names = entries.map(([name]) => name);
    refuseExecutionToken(names);
    refuseDuplicates(names);
    return Object.fromEntries(entries);
}

function refuseDuplicates(names) {
    const duplicate = names.find((name, index) => names.indexOf(name) !== index);
    if (duplicate !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(duplicate)} is given twice`);
}

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
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(entry)} is neither a status code nor a range of status codes; write 404, 409 or 400-499, for example`);
    return [Number(first), Number(last)];
}


/***/ }),

/***/ 2208:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ oauthRequest),
/* harmony export */   Z: () => (/* binding */ isBearerToken)
/* harmony export */ });
/* harmony import */ var _http_payload_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2246);
/* harmony import */ var _http_receive_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2693);



const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';





function oauthRequest(client, endpoint, fields) {
    const path = `/oauth/${endpoint}`;
    const usesAssertion = client.grant?.kind === 'private-key';
    const isForm = usesAssertion && Object.values(fields).every((value) => typeof value === 'string');
    const payload = () => {
        const members = { ...fields, ...authenticationOf(client) };
        return (0,_http_payload_js__WEBPACK_IMPORTED_MODULE_0__/* .textPayload */ .U9)(isForm
            ? new URLSearchParams(members).toString()
            : JSON.stringify(members));
    };
    return {
        method: 'POST',
        url: new URL(path, client.tenant.origin),
        headers: {
            accept: 'application/json',
            'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        },

        payload: usesAssertion ? payload : payload(),
        sink: () => (0,_http_receive_js__WEBPACK_IMPORTED_MODULE_1__/* .textSink */ .vp)(`POST ${path}`),
        repeatable: true,
    };
}

function authenticationOf({ runner, tenant, grant }) {
    if (grant === undefined)
        return {};
    const { clientId } = grant;
    if (grant.kind === 'client-secret')
        return { client_id: clientId, client_secret: grant.clientSecret };
    const audience = `${tenant.origin}/oauth/token`;
    const { keyId, signer } = grant;
    const assertion = signer.assertion({ clientId, keyId, audience, now: runner.clock.now() });
    runner.setSecret(assertion);
    return {
        client_id: clientId,
        client_assertion_type: assertionType,
        client_assertion: assertion,
    };
}

function isBearerToken(text) {
    return /^[\x21-\x7e]+$/u.test(text);
}


/***/ }),

/***/ 8059:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nB: () => (/* binding */ Body),
/* harmony export */   ou: () => (/* binding */ maxJsonBytes),
/* harmony export */   tu: () => (/* binding */ maxTextBytes)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);


const maxTextBytes = 1024 * 1024;

const maxJsonBytes = 500 * 1024 * 1024;

const pieceBytes = 1024 * 1024;

const beforeText = new Set([
    ...Buffer.from(' \t\r\n\f\0'),
    ...[0xef, 0xbb, 0xbf, 0xfe, 0xff],
]);




class Body {
    #paths;
    #file;
    #spilling;
    #held = [];
    #bytes = 0;
    #text;
    constructor(paths) {
        this.#paths = paths;
    }
    write(chunk) {
        this.#bytes += chunk.length;
        if (this.#file !== undefined)
            return this.#file.write(chunk);
        this.#held.push(chunk);
        return this.#bytes <= maxTextBytes ? undefined : this.#spill();
    }
    async end() {
        if (this.hasNamedFile && this.#file === undefined)
            await this.#spill();
        await this.#file?.flush();
        if (this.#bytes <= maxTextBytes)
            this.#text = decode(this.#held);
        return this;
    }

    get length() {
        return this.#bytes;
    }

    get text() {
        return this.#text;
    }

    get needsChosenFile() {
        return this.#paths.named === undefined && this.text === undefined;
    }




    wholeText() {
        if (this.#bytes <= maxTextBytes)
            return this.text;
        return this.#bytes > maxJsonBytes ? undefined : decode(this.#pieces());
    }

    beginsWith(char) {
        for (const piece of this.#pieces()) {
            const first = piece.find((byte) => !beforeText.has(byte));
            if (first !== undefined)
                return first === char.charCodeAt(0);
        }
        return false;
    }

    get hasNamedFile() {
        return this.#paths.named !== undefined;
    }

    async *chunks() {
        if (this.#bytes <= maxTextBytes || this.#file === undefined)
            yield* this.#held;
        else
            yield* node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream(this.#file.stagedPath);
    }





    async publish() {
        if (this.needsChosenFile && this.#file === undefined)
            await this.#spill();
        await this.#file?.publish();
        return this.#file?.path;
    }
    async discard() {
        await this.#spilling?.catch(() => undefined);
        await this.#file?.discard();
        this.#held = [];
    }
    #pieces() {
        if (this.#bytes <= maxTextBytes || this.#file === undefined)
            return this.#held;
        return piecesOf(this.#file.stagedPath);
    }

    #spill() {
        this.#spilling = (async () => {
            const { StagedFile } = await __webpack_require__.e(/* import() */ 52).then(__webpack_require__.bind(__webpack_require__, 7052));
            this.#file = new StagedFile(this.#paths.named ?? this.#paths.chosen());
            for (const chunk of this.#held)
                await this.#file.write(chunk);
            if (this.#bytes > maxTextBytes)
                this.#held = [];
        })();
        return this.#spilling;
    }
}




function* piecesOf(file) {
    const handle = node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY);
    try {
        const buffer = Buffer.allocUnsafeSlow(pieceBytes);
        for (;;) {
            const read = node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync(handle, buffer, 0, buffer.length, null);
            if (read === 0)
                return;
            yield buffer.subarray(0, read);
        }
    }
    finally {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync(handle);
    }
}

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

/***/ 2995:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ cleaning),
/* harmony export */   VG: () => (/* binding */ minLine),
/* harmony export */   VL: () => (/* binding */ SpellingList),
/* harmony export */   dm: () => (/* binding */ maskable),
/* harmony export */   pO: () => (/* binding */ Redactor)
/* harmony export */ });

/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4099);






const minEncoded = 8;

const minLine = 8;

const maxDigits = 1024 * 1024;

const traceIdSuffix = / ?\(traceId ([\da-f-]{8,64})\)/giu;




const pemBoundary = /-----(?:BEGIN|END) [A-Z\d ]{1,80}-----|-{0,9}\b(?:BEGIN|END) (?:[A-Z\d]{1,20} ){0,6}?(?:KEY|CERTIFICATE|PARAMETERS)\b-{0,9}/gu;
const xml = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};

const plain = /^[\w.~-]*$/u;




function spellings(secret) {
    if (secret.length < minEncoded)
        return [secret];

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

const lenient = /[!'()*]/gu;

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





function base64Core(bytes, shift) {
    const encoded = bytes.toString('base64', 2 - shift);
    const padding = encoded.indexOf('=');
    const core = encoded.slice(shift === 0 ? 0 : shift + 1, padding === -1 ? undefined : Math.max(padding - 1, 0));
    const url = core.replaceAll('+', '-').replaceAll('/', '_');
    return url === core ? [core] : [core, url];
}






function maskable(secret) {
    const lines = secret.split(/\r\n|\r|\n/u);
    const isPem = secret.search(pemBoundary) !== -1;
    const whole = lines.length === 1 ? lines.filter((line) => line.replace(pemBoundary, '') !== '') : [];
    if (lines.length === 1 && !isPem)
        return whole;
    const parts = lines
        .flatMap((line) => line.split(/(?:\\r)?\\n/u))
        .flatMap((line) => {
        const bare = line.replace(pemBoundary, '\n');
        return bare === line ? [line] : bare.split(/\s+/u);
    })
        .map((line) => line.trim())
        .filter((line) => line.length >= minLine);
    return [...whole, ...parts];
}

class SpellingList {

    #sorted;
    #texts = new Set();
    add(text) {
        if (text !== '')
            this.#texts.add(text);
        this.#sorted = undefined;
    }

    isIn(whole) {
        return this.#inOrder().some((text) => whole.includes(text));
    }

    takeOut(whole) {
        return this.#inOrder().reduce((rest, text) => rest.replaceAll(text, '***'), whole);
    }
    #inOrder() {
        return (this.#sorted ??= [...this.#texts].sort((a, b) => b.length - a.length));
    }
}

class Redactor {
    #secrets = new Set();

    #unlisted = [];
    #list = new SpellingList();

    #digits = [''];

    #undigested = [];

    add(secret) {
        if (this.#secrets.has(secret))
            return false;
        this.#secrets.add(secret);
        this.#unlisted.push(secret);
        this.#undigested.push(secret);
        return true;
    }

    useList(list) {
        this.#list = list;
        this.#unlisted = [...this.#secrets];
    }

    finds(text) {
        return this.#listed().isIn(text);
    }
    clean(text) {
        const list = this.#listed();
        return list.takeOut(text.includes('(traceId ') ? this.#withoutFalseIds(text) : text);
    }
    #listed() {
        for (const secret of this.#unlisted)
            for (const spelling of spellings(secret))
                this.#list.add(spelling);
        this.#unlisted = [];
        return this.#list;
    }

    #withoutFalseIds(text) {
        return text.replace(traceIdSuffix, (suffix, id) => {
            const digits = id.replaceAll('-', '').toLowerCase();
            return digits !== '' && this.#hasDigits(digits) ? '' : suffix;
        });
    }
    #hasDigits(id) {
        for (const secret of this.#undigested) {
            const last = this.#digits.at(-1) ?? '';

            const digits = `${digitRuns(secret)} ${Buffer.from(secret).toString('hex')} `;
            if (last.length > maxDigits)
                this.#digits.push(digits);
            else
                this.#digits[this.#digits.length - 1] = last + digits;
        }
        this.#undigested = [];
        return this.#digits.some((digits) => digits.includes(id));
    }
}

function digitRuns(secret) {
    return secret
        .replaceAll('-', '')
        .toLowerCase()
        .replace(/[^\da-f]+/gu, ' ');
}





function cleaning(redactor) {
    return (text) => redactor.clean((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .safeLines */ .Bv)(redactor.clean(text)));
}


/***/ }),

/***/ 2462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AP: () => (/* binding */ saveTenant),
/* harmony export */   FI: () => (/* binding */ saveStops),
/* harmony export */   lY: () => (/* binding */ seemsExpired),
/* harmony export */   oN: () => (/* binding */ hasExpired),
/* harmony export */   tn: () => (/* binding */ saveContext),
/* harmony export */   yH: () => (/* binding */ saveTokens)
/* harmony export */ });

/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);






const names = {
    tenant: 'tenant',
    tokens: 'tokens',
    stops: 'stop-url',
    context: 'qlik-cli-context',
};

const maxSkewMs = 5 * 60_000;




function seemsExpired({ expiresAt }, now) {
    return expiresAt !== undefined && expiresAt <= now;
}




function hasExpired({ expiresAt }, now) {
    return expiresAt !== undefined && expiresAt + maxSkewMs < now;
}

function saveTenant(runner, tenant) {
    runner.saveState(names.tenant, JSON.stringify(tenant));
}
function saveTokens(runner, tokens) {
    runner.saveState(names.tokens, JSON.stringify(tokens));
}
function saveContext(runner, context) {
    runner.saveState(names.context, JSON.stringify(context));
}

function saveStops(runner, urls) {
    runner.saveState(names.stops, [...urls].join(' '));
}

function readState(getState) {
    const json = (name) => parseJson(getState(names[name]))?.value;
    const stops = getState(names.stops).split(' ');
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
            ? saved.fingerprints.filter((fingerprint) => typeof fingerprint === 'string')
            : [],
    };
}


/***/ }),

/***/ 3786:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});




var external_node_crypto_ = __webpack_require__(7598);

var external_node_path_ = __webpack_require__(6760);

var errors_outcome = __webpack_require__(7763);

var src_failure = __webpack_require__(1633);

var response_body = __webpack_require__(8059);
;// CONCATENATED MODULE: ./src/call.ts














async function perform(runner, { send, sendOnce }, { tenant, credential, call, wait }, onPoll) {
    const context = { runner, tenant, send, mask: call.mask, failureIn: failureFinder(runner, call) };
    const requests = requestsOf(call);
    const makeCall = async () => {
        if (wait !== undefined) {
            const { runJob } = await __webpack_require__.e(/* import() */ 47).then(__webpack_require__.bind(__webpack_require__, 2047));
            const { poll } = requests;
            const jobContext = { ...context, sendOnce, poll, onPoll, accepts: call.accepts };
            return runJob(jobContext, wait.job, requests.call, wait);
        }
        if (call.paginate)
            return wholeList(context, requests);
        const reply = await send(requests.call);
        const { location } = reply.headers;
        return { request: requests.call, reply, location, failure: undefined };
    };
    if (call.find !== undefined) {
        const { callUnlessFound } = await __webpack_require__.e(/* import() */ 196).then(__webpack_require__.bind(__webpack_require__, 1196));
        const options = optionsOfFind(call, call.find);
        const failureIn = failureFinder(runner, options);
        const finding = { ...context, ...requests.find(call.find), options, failureIn };
        return callUnlessFound(finding, call, makeCall, credential.kind);
    }
    const answer = await makeCall();
    if (!call.fetchResult)
        return answer;
    const { fetchResult } = await __webpack_require__.e(/* import() */ 666).then(__webpack_require__.bind(__webpack_require__, 1666));
    return fetchResult({ ...context, ...requests }, answer, wait !== undefined);
}

function optionsOfFind({ mask }, { headers, select }) {
    const acceptsNothing = { accepts: () => false, acceptsFailedParts: false };
    return { headers, mask, select, failWhen: undefined, ...acceptsNothing };
}
function requestsOf(call) {
    const { method, url, headers, payload, accepts, responseFile } = call;
    const bodyFor = (named) => new response_body/* Body */.nB({
        named,
        chosen: () => external_node_path_.resolve(call.temp, `qlik-cloud-response-${(0,external_node_crypto_.randomUUID)()}`),
    });

    const page = () => bodyFor(undefined);

    const body = ({ status }) => bodyFor(((0,errors_outcome/* isSuccess */.oJ)(status) ? !call.fetchResult : accepts(status)) ? responseFile : undefined);
    const resultBody = ({ status }) => bodyFor((0,errors_outcome/* isSuccess */.oJ)(status) || accepts(status) ? responseFile : undefined);
    const common = { isFinal: accepts, mayLeaveOrigin: responseFile !== undefined };
    const accept = 'application/json';
    return {
        call: { method, url, headers, payload, anonymous: call.anonymous, sink: body, ...common },
        body,
        page,

        poll: (jobUrl, signal) => ({
            method: 'GET',
            url: jobUrl,

            headers: { accept, 'cache-control': 'no-cache' },
            sink: body,
            signal,
        }),
        find: ({ url, headers, select }) => ({
            find: { method: 'GET', url, headers, sink: page },
            newBody: () => bodyFor(responseFile),
            select,
        }),
        list: (url) => ({ method: 'GET', url, headers: { accept }, sink: page }),
        result: (resultUrl) => ({
            method: 'GET',
            url: resultUrl,
            headers: { accept: headers.accept },
            sink: resultBody,
            ...common,
        }),
    };
}
function failureFinder(runner, how) {
    return async (request, reply) => {
        if (!(0,errors_outcome/* mayHideFailure */.gf)(reply))
            return undefined;
        const { hiddenFailure } = await __webpack_require__.e(/* import() */ 208).then(__webpack_require__.bind(__webpack_require__, 1208));
        return hiddenFailure(runner, request, reply, how);
    };
}

async function wholeList(context, requests) {
    const request = { ...requests.call, sink: requests.page };
    const [{ allPages }, first] = await Promise.all([
        __webpack_require__.e(/* import() */ 886).then(__webpack_require__.bind(__webpack_require__, 886)),
        context.send(request),
    ]);
    const newBody = () => requests.body(first);
    const onNoList = (reason) => {
        const message = `${reason}. It is returned unchanged, without further pages`;
        context.runner.warning(message, 'no list to follow');
    };
    const { location } = first.headers;
    try {
        const reply = await allPages({ ...context, request, newBody, onNoList }, first);
        return { request, reply, location, failure: undefined };
    }
    catch (error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;

        return { request, reply: first, location, failure: error, headOnly: true };
    }
}


var src_tenant = __webpack_require__(7475);

var runner_clock = __webpack_require__(1984);

var troubleshooting = __webpack_require__(933);

var http_connections = __webpack_require__(2948);

var http_payload = __webpack_require__(2246);

var policy = __webpack_require__(9576);

var receive = __webpack_require__(2693);

var transfer = __webpack_require__(1093);

var external_node_http_ = __webpack_require__(7067);

var external_node_https_ = __webpack_require__(4708);

var lib = __webpack_require__(4942);

var version = __webpack_require__(311);

var http_proxy = __webpack_require__(7856);
;// CONCATENATED MODULE: ./src/http/wire.ts








const maxIdleMs = 2000;

const longestMs = 2 ** 31 - 1;
const client = new lib/* HttpClient */.Qq(undefined, [], { socketTimeout: longestMs });

const maxHeaderBytes = 128 * 1024;





class Wire {
    outgoing;

    incoming;
    #connections;
    #onActivity = () => undefined;
    #ended = Promise.withResolvers();
    #message;
    #socket;

    #bytesReadBefore = 0;
    #sent = false;
    #excess = false;




    constructor(request, connections, fresh, writeBody) {
        this.#connections = connections;
        const { url, method, headers } = request;
        const transport = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
        let outgoing;
        const info = {
            parsedUrl: url,
            options: {
                method,
                ...(0,http_proxy/* hostAndPort */.PG)(url),
                path: url.pathname + url.search,
                headers: { 'user-agent': version/* userAgent */.N1, ...headers },
                agent: connections.agentFor(url, fresh ? 0 : maxIdle(request)),
                maxHeaderSize: maxHeaderBytes,
            },

            httpModule: {
                request(options, onResponse) {
                    outgoing = transport.request(options, onResponse);

                    outgoing.maxHeadersCount = 0;
                    return outgoing;
                },
            },
        };
        const answer = new Promise((resolve, reject) => {
            const body = writeBody === undefined ? null : bodySource(writeBody);
            client.requestRawWithCallback(info, body, (error, reply) => {
                if (reply === undefined)
                    reject(error ?? new Error('no answer'));
                else
                    resolve(this.#noteAnswer(reply.message));
            });
        });
        if (outgoing === undefined)
            throw new Error('no request was made');
        this.outgoing = outgoing;
        this.incoming = Promise.race([answer, this.#ended.promise]);


        outgoing
            .once('close', () => {
            this.#ended.reject((0,http_connections/* fault */.DG)('ECONNRESET'));
        })
            .once('upgrade', (_incoming, socket) => {
            socket.destroy();
            this.#ended.reject((0,http_connections/* fault */.DG)('HPE_SWITCHED'));
        })
            .once('socket', (socket) => {
            this.#noteWhenSent(socket, url.protocol === 'https:' ? 'secureConnect' : 'connect');
        });


        outgoing.on('error', ({ code }) => {
            this.#excess ||= code?.startsWith('HPE_') === true;
        });
    }

    watch(onActivity) {
        this.#onActivity = onActivity;
    }

    get message() {
        return this.#message;
    }

    get sent() {
        return this.#sent;
    }

    get excess() {
        return this.#excess;
    }

    get isReusedAndSilent() {
        return this.outgoing.reusedSocket && this.#socket?.bytesRead === this.#bytesReadBefore;
    }

    stop(reason) {
        this.#message?.destroy(reason);
        this.outgoing.destroy(reason);
        this.#ended.reject(reason);
    }

    release() {
        this.#socket?.off('data', this.#onActivity);
        const isComplete = this.#message?.complete === true && this.outgoing.writableFinished;
        if (!isComplete)
            this.outgoing.destroy();
    }
    #noteAnswer(message) {
        this.#message = message;
        const { socket } = message;
        return message.once('close', () => {
            this.#connections.answered(socket);
        });
    }

    #noteWhenSent(socket, event) {
        this.#socket = socket;
        this.#bytesReadBefore = socket.bytesRead;

        socket.on('data', this.#onActivity);
        if (socket.connecting)
            socket.once('connect', this.#onActivity);
        const onSent = () => {
            this.#sent = true;
            this.#onActivity();
        };

        const { connecting, secureConnecting } = socket;
        if (!connecting && secureConnecting !== true)
            onSent();
        else
            socket.once(event, onSent);
    }
}

function maxIdle(request) {
    if (!(0,policy/* isRepeatable */.su)(request))
        return 0;
    return request.method === 'POST' || request.method === 'PATCH' ? maxIdleMs : Infinity;
}





function bodySource(writeBody) {
    return { on: () => undefined, pipe: writeBody };
}

;// CONCATENATED MODULE: ./src/http/attempt.ts











const closedCodes = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);








function attempting(runner, connections, limit) {
    const warned = new Set();
    const warn = (text) => {
        if (!warned.has(text))
            runner.warning(text);
        warned.add(text);
    };
    return async (request) => {
        const { graceMs, signal = runner.signal } = request;
        const deadline = graceMs === undefined ? undefined : (0,runner_clock/* after */.Pl)(runner.clock, signal, graceMs);
        let options = {
            fresh: false,
            mayExpect: true,
            signal: deadline?.signal ?? signal,
            warn,
        };
        try {
            for (;;) {
                signal.throwIfAborted();
                const attempt = new Attempt(request, runner, connections, limit, options);
                try {
                    const reply = await attempt.run();
                    if (!attempt.isExpectRefused(reply))
                        return options.fresh ? { ...reply, repeated: true } : reply;
                    options = { ...options, mayExpect: false };
                    await reply.discard();
                }
                catch (error) {
                    const failure = await attempt.explain(error);
                    if (!attempt.wasStale(failure))
                        throw failure;
                    options = { ...options, fresh: true };
                }
                finally {
                    attempt.end();
                }
            }
        }
        finally {
            deadline?.cancel();
        }
    };
}
class Attempt {
    #request;
    #runner;
    #connections;
    #options;
    #wire;
    #idle;
    #expectsContinue;
    #onAbort;

    #reason;
    #download;
    constructor(request, runner, connections, limit, options) {
        this.#request = request;
        this.#runner = runner;
        this.#connections = connections;
        this.#options = options;
        const payload = typeof request.payload === 'function' ? request.payload() : request.payload;
        this.#expectsContinue = (0,http_payload/* isLarge */.sV)(payload) && options.mayExpect;
        const headers = { ...request.headers, ...(0,http_payload/* bodyHeaders */.Vk)(payload, this.#expectsContinue) };
        const writeBody = payload && ((outgoing) => void this.#sendPayload(payload, outgoing));
        this.#wire = new Wire({ ...request, headers }, connections, options.fresh, writeBody);
        const { maxIdleMs = Infinity } = request;
        const idleMs = Math.min(limit.idleTimeoutMs, maxIdleMs);
        const input = limit.idleTimeoutMs < maxIdleMs ? limit.idleInput : undefined;
        this.#idle = (0,transfer/* watchIdle */.E)(runner.clock, idleMs, (why) => {
            const idle = `no data for ${String(idleMs / 1000)} s`;
            const what = why === 'idle' ? idle : 'transferred too slowly for too long';
            this.#stop(this.#tooSlow(what, input));
        });
        this.#wire.watch(this.#idle.alive);
        const { signal } = options;
        this.#onAbort = () => {
            this.#stop(signal.reason instanceof src_failure/* Failure */.HR ? signal.reason : new src_failure/* Failure */.HR('Cancelled'));
        };
        signal.addEventListener('abort', this.#onAbort, { once: true });
    }
    async #sendPayload(payload, outgoing) {
        const name = (0,errors_outcome/* nameOf */.Vb)(this.#request);
        const upload = new transfer/* TransferProgress */.v5(this.#runner, name, 'sent', payload.length);
        await (0,http_payload/* sendBody */.bU)(payload, outgoing, {
            clock: this.#runner.clock,
            expectsContinue: this.#expectsContinue,
            answered: () => this.#wire.message !== undefined,
            onWrite: (bytes) => {
                this.#idle.wrote(bytes);
            },
            onSent: (piece) => {
                this.#idle.alive();
                upload.add(piece);
            },
            onFailure: (failure) => {
                this.#stop(failure);
            },
        });
    }
    async run() {
        const incoming = await this.#wire.incoming;
        this.#idle.answered(() => this.#download?.bytes ?? 0);
        const head = (0,receive/* readHead */.zy)(incoming);
        const name = (0,errors_outcome/* nameOf */.Vb)(this.#request);
        const hasBody = this.#request.method !== 'HEAD' && ![204, 304].includes(head.status);
        const { 'content-length': length, 'content-encoding': coding } = head.headers;
        const isPlain = !hasBody || length === '0' || coding === undefined;
        const decoders = isPlain
            ? []
            : await (await __webpack_require__.e(/* import() */ 504).then(__webpack_require__.bind(__webpack_require__, 9504))).decodersFor(name, head.headers, this.#options.warn);
        const sink = await this.#request.sink(head);
        const total = length === undefined ? undefined : Number(length);

        const earlierBytes = this.#request.headers['if-range'] === undefined ? 0 : (0,receive/* firstByteOf */.mf)(head);
        const download = new transfer/* TransferProgress */.v5(this.#runner, name, 'received', total, earlierBytes);
        this.#download = download;
        incoming.on('data', download.add);
        try {
            const body = await (0,receive/* receive */.uZ)(incoming, decoders, sink);
            if (this.#wire.excess && hasBody && total !== undefined && total > 0)
                throw (0,http_connections/* fault */.DG)('EXCESS_BODY');
            return { ...head, bytes: download.bytes, body, discard: () => sink.discard() };
        }
        catch (error) {
            await sink.discard();
            throw error;
        }
    }

    end() {
        this.#idle.stop();
        this.#options.signal.removeEventListener('abort', this.#onAbort);
        this.#wire.release();
    }

    isExpectRefused({ status }) {
        return this.#expectsContinue && status === 417 && this.#request.isFinal?.(status) !== true;
    }

    wasStale(failure) {
        return (failure instanceof src_failure/* Failure */.HR &&
            failure !== this.#reason &&
            closedCodes.has(failure.code ?? '') &&
            this.#wire.isReusedAndSilent &&
            (0,policy/* isRepeatable */.su)(this.#request));
    }

    async explain(error) {
        if (this.#reason !== undefined)
            return this.#reason;

        if (error instanceof src_failure/* Failure */.HR || (0,src_failure/* systemCode */.xU)(error) === undefined)
            return error;
        const { url } = this.#request;
        const facts = {
            url,
            proxy: this.#connections.proxyFor(url),
            extraCertificates: this.#runner.env('NODE_EXTRA_CA_CERTS'),
            sent: this.#wire.sent,
            progress: this.#progress(),
        };
        const { transportFailure } = await __webpack_require__.e(/* import() */ 94).then(__webpack_require__.bind(__webpack_require__, 94));
        return transportFailure((0,errors_outcome/* nameOf */.Vb)(this.#request), error, facts);
    }

    #tooSlow(what, input) {
        const { sent } = this.#wire;
        const { url } = this.#request;
        const hint = input && {
            hint: `\`${input}\` bounds this: raise it if the tenant may need longer`,
            topic: 'silence',
        };
        const proxy = sent ? undefined : this.#connections.proxyFor(url);
        const peer = proxy === undefined ? (0,errors_outcome/* addressOf */.ci)(url) : `the proxy ${(0,errors_outcome/* addressOf */.ci)(proxy)}`;
        const at = sent ? '' : ` at ${peer}`;
        return new src_failure/* Failure */.HR(`${(0,errors_outcome/* nameOf */.Vb)(this.#request)}: ${what}${at} ${this.#progress()}`, {
            title: 'no complete response',
            transient: true,
            code: 'ETIMEDOUT',
            sent,
            ...(proxy === undefined ? hint : troubleshooting/* checkProxy */.d),
        });
    }
    #stop(reason) {
        this.#reason ??= reason;
        this.#wire.stop(reason);
    }
    #progress() {
        const { message } = this.#wire;
        if (message === undefined)
            return 'before an answer came';
        const announced = message.headers['content-length'];
        const of = announced === undefined ? '' : ` of ${String(Number(announced))}`;
        return `after ${String(this.#download?.bytes ?? 0)}${of} bytes of the answer`;
    }
}

;// CONCATENATED MODULE: ./src/http/retry.ts





const notRepeated = 'it was not repeated, because it may have taken effect: check before you run it again';






function retrying(send, retries, { clock, info, random, signal: step }, observe) {
    return async (request) => {

        const signal = request.signal === undefined ? step : AbortSignal.any([step, request.signal]);
        const name = (0,errors_outcome/* nameOf */.Vb)(request);
        let download;
        const first = withSink(request, async (head) => {
            const { Download } = await __webpack_require__.e(/* import() */ 322).then(__webpack_require__.bind(__webpack_require__, 2322));
            download = new Download(request);
            return download.sink(head);
        });

        let mayRetryAtOnce = true;
        try {
            for (let attempt = 1;; attempt++) {
                const startedAt = clock.now();
                const outcome = await outcomeOf(async () => {
                    const part = await send(download?.next() ?? first);
                    return download?.asWhole(part) ?? part;
                });
                const retry = attempt > retries ? undefined : reasonToRetry(request, outcome, clock.now());
                const note = retry === undefined ? undefined : tooLongNote(retry);
                const isRetrying = note === undefined && !signal.aborted;
                const reply = 'reply' in outcome ? outcome.reply : undefined;
                observe?.({
                    name,
                    request,
                    startedAt,
                    reply,
                    retriedFor: isRetrying ? retry?.code : undefined,
                });
                if (retry === undefined)
                    return finish(request, outcome, attempt);
                if (reply !== undefined && note !== undefined)
                    return { ...reply, note };
                await reply?.discard();
                signal.throwIfAborted();
                const retryAfterMs = retry.retryAfterMs === 0 && !mayRetryAtOnce ? undefined : retry.retryAfterMs;
                mayRetryAtOnce &&= retryAfterMs !== 0;
                const ms = (0,policy/* waitMs */.Cu)(retryAfterMs, attempt, random());
                const kept = download?.keptBytes ?? 0;
                const from = kept === 0 ? '' : `, from byte ${String(kept)} on`;
                info(`${name}: ${retry.what}; attempt ${String(attempt)} of ${String(retries + 1)}, retrying in ` +
                    `${(ms / 1000).toFixed(1)} s (${retryAfterMs === undefined ? 'back-off' : 'Retry-After'})${from}`);
                await (0,runner_clock/* sleep */.yy)(clock, ms, signal);
            }
        }
        finally {
            await download?.end();
        }
    };
}





function withSink(request, download) {
    const { range, 'if-range': ifRange } = request.headers;
    if (request.method !== 'GET' || range !== undefined || ifRange !== undefined)
        return request;
    return {
        ...request,
        sink: (head) => {
            const { etag, 'accept-ranges': ranges } = head.headers;
            const isResumable = head.status === 206 || (etag !== undefined && ranges !== undefined);
            return isResumable ? download(head) : request.sink(head);
        },
    };
}
async function outcomeOf(attempt) {
    try {
        return { reply: await attempt() };
    }
    catch (fault) {
        return { fault };
    }
}

function finish(request, outcome, attempt) {
    const repeatable = (0,policy/* isRepeatable */.su)(request);
    if ('fault' in outcome) {
        const { fault } = outcome;
        const mayHaveHappened = fault instanceof src_failure/* Failure */.HR && fault.sent === true && fault.transient;
        throw mayHaveHappened && !repeatable
            ? new src_failure/* Failure */.HR(`${fault.message}; ${notRepeated}`, fault)
            : fault;
    }
    const { reply } = outcome;
    const { status } = reply;
    const gone = request.method === 'DELETE' && status === 404;
    if (gone && (attempt > 1 || reply.repeated === true))
        return { ...reply, goneAlready: true };

    const mayHaveHappened = !repeatable && policy/* transientStatuses */.TG.has(status) && status !== 429;
    if (mayHaveHappened && request.isFinal?.(status) !== true)
        return { ...reply, note: notRepeated };
    return reply;
}
function reasonToRetry(request, outcome, now) {
    if ('fault' in outcome) {
        const { fault } = outcome;
        if (!(fault instanceof src_failure/* Failure */.HR) || !fault.transient)
            return undefined;
        const { code, sent, message } = fault;
        if (code === undefined || !(0,policy/* isRetriedAfterFault */.o_)(request, sent === true))
            return undefined;
        return { what: message.replace(`${(0,errors_outcome/* nameOf */.Vb)(request)}: `, ''), code, retryAfterMs: undefined };
    }
    const { status, headers } = outcome.reply;
    const retryAfterMs = (0,policy/* parseRetryAfter */.mu)(headers['retry-after'], headers.date, now);
    if (request.isFinal?.(status) === true || !(0,policy/* isRetried */.mo)(request, status, retryAfterMs))
        return undefined;
    return { what: String(status), code: String(status), retryAfterMs };
}

function tooLongNote({ retryAfterMs = 0 }) {
    if (retryAfterMs <= policy/* maxRetryAfterMs */.vB)
        return undefined;
    const seconds = String(Math.ceil(retryAfterMs / 1000));
    const maxSeconds = String(policy/* maxRetryAfterMs */.vB / 1000);
    return `the server asks to wait ${seconds} s (Retry-After), and a step waits at most ${maxSeconds} s`;
}

;// CONCATENATED MODULE: ./src/http/client.ts







function suppliedBearer(token) {
    return { current: () => Promise.resolve(token), end: () => Promise.resolve() };
}




function openClient(runner, tenant, connections, options) {
    const { retries, observe } = options;
    const proxy = connections.proxyFor(new URL(tenant.origin));
    for (const secret of (0,http_proxy/* proxySecrets */.Wm)(proxy))
        runner.setSecret(secret);
    const sendOnce = warningOfDeprecation(attempting(runner, connections, options), runner);
    const send = retrying(logging(sendOnce, runner), retries, runner, observe);
    const clientWith = (bearer) => {
        const complete = (inner) => followingRedirects(bearer === undefined ? inner : authorized(inner, tenant, bearer), tenant);
        return {
            send: complete(send),
            sendOnce: complete(sendOnce),
            withBearer: clientWith,
            prepare: (request) => {
                if (!(0,policy/* isRepeatable */.su)(request))
                    connections.connectNow(request.url);
            },
        };
    };
    return clientWith();
}

function warningOfDeprecation(send, runner) {
    const notices = [];
    return async (request) => {
        const reply = await send(request);
        const { headers } = reply;
        const isDeprecated = headers.deprecation !== undefined || headers.sunset !== undefined;
        if (!isDeprecated || notices.length > 0)
            return reply;
        const { deprecationNotice } = await __webpack_require__.e(/* import() */ 466).then(__webpack_require__.bind(__webpack_require__, 7466));
        const notice = deprecationNotice(headers, runner.clean);
        if (notice === undefined || notices.length > 0)
            return reply;
        notices.push(notice);
        runner.warning(`${(0,errors_outcome/* nameOf */.Vb)(request)} ${notice}`);
        return reply;
    };
}




function logging(send, runner) {
    return async (request) => {
        const startedAt = runner.clock.now();
        const reply = await send(request);
        if (request.quiet === true)
            return reply;
        const trace = (0,errors_outcome/* traceIdOf */.aB)(reply.headers);
        runner.info(`${(0,errors_outcome/* nameOf */.Vb)(request)}: ${String(reply.status)}, ${String(reply.bytes)} bytes in ` +
            `${String(runner.clock.now() - startedAt)} ms${trace === undefined ? '' : ` (traceId ${trace})`}`);
        return reply;
    };
}





function followingRedirects(send, tenant) {
    return async (request) => {
        let current = request;
        for (let hop = 0;; hop++) {
            const answer = await send(current);
            const reply = current === request ? answer : { ...answer, redirectedTo: current.url };
            if (!policy/* redirectStatuses */.Xe.has(reply.status) || current.isFinal?.(reply.status) === true)
                return reply;
            const next = (0,policy/* nextRequest */.zl)(current, reply, tenant, hop);
            if (typeof next === 'string')
                return { ...reply, note: next };
            await reply.discard();
            current = next;
        }
    };
}




function authorized(send, tenant, bearer) {
    return async (request) => {
        if (request.anonymous === true || !(0,src_tenant/* onTenant */.cb)(tenant, request.url))
            return send(request);
        const withToken = (token) => ({
            ...request,
            headers: { ...request.headers, authorization: `Bearer ${token}` },
        });
        const token = await unlessAborted(bearer.current(), request.signal);
        const reply = await send(withToken(token));
        if (reply.status !== 401 || bearer.renew === undefined || request.isFinal?.(401) === true)
            return reply;
        const failure = await unlessAborted(bearer.renew(token), request.signal).catch(async (error) => {
            await reply.discard();
            throw error;
        });
        if (failure !== undefined) {
            const { reason, transient } = failure;
            return { ...reply, note: `no new token could be obtained: ${reason}`, transient };
        }
        await reply.discard();
        return send(withToken(await bearer.current()));
    };
}




async function unlessAborted(work, signal) {
    if (signal === undefined)
        return work;
    const { promise, reject } = Promise.withResolvers();
    const abort = () => {
        reject(signal.reason);
    };
    if (signal.aborted)
        abort();
    signal.addEventListener('abort', abort, { once: true });
    try {
        return await Promise.race([work, promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}


var external_node_os_ = __webpack_require__(8161);

var access = __webpack_require__(3787);

var parsers = __webpack_require__(5165);
;// CONCATENATED MODULE: ./src/inputs/plan.ts





const accept = 'application/json, */*;q=0.8';




function wantsSummary(inputs) {
    return (0,parsers/* isTrue */.Hn)(inputs.text('summary'));
}




async function readPlan(inputs) {
    const { tenant, credential } = await (0,access/* readAccess */.zS)(inputs);
    const revoke = inputs.value('revoke-token');
    const retries = inputs.value('retries');
    const idleSeconds = inputs.value('idle-timeout-seconds');

    inputs.value('summary');
    const call = await readCall(inputs, tenant);
    const waits = inputs.given('wait').length > 0;
    const wait = waits
        ? await (await __webpack_require__.e(/* import() */ 64).then(__webpack_require__.bind(__webpack_require__, 9064))).readWait(inputs, call?.url, call?.failWhen)
        : undefined;
    const cliContext = await readCliContext(inputs);
    inputs.throwIfBad();
    if (tenant === undefined ||
        credential === undefined ||
        revoke === undefined ||
        idleSeconds === undefined ||
        retries === undefined)
        throw new Error('an input is bad, but no error names it');
    const idleTimeoutMs = idleSeconds * 1000;
    return { tenant, credential, revoke, call, wait, cliContext, idleTimeoutMs, retries };
}





async function readCall(inputs, tenant) {
    const path = inputs.value('path');
    if (path === undefined && !refuseWithoutPath(inputs))
        return undefined;
    const method = inputs.value('method');
    const query = inputs.value('query');
    const headers = inputs.value('headers');
    const sends = inputs.given('body').length > 0;
    const body = sends ? await (await __webpack_require__.e(/* import() */ 61).then(__webpack_require__.bind(__webpack_require__, 2061))).readBody(inputs) : undefined;
    const accepted = inputs.value('accept-status') ?? (0,parsers/* acceptStatus */.HW)('');
    const resolve = (written, added) => {
        const found = (0,src_tenant/* resolvePath */.o1)(tenant ?? placeholderTenant(written), written, added);
        (0,parsers/* refuseExecutionToken */.Y_)(found.searchParams.keys());
        return found;
    };
    const url = path === undefined ? undefined : inputs.check('path', () => resolve(path, query));
    const find = inputs.given('find').length === 0
        ? undefined
        : await (await __webpack_require__.e(/* import() */ 858).then(__webpack_require__.bind(__webpack_require__, 1858))).readFind(inputs, resolve, accept);
    const executionToken = inputs.isSet('execution-token')
        ? (await __webpack_require__.e(/* import() */ 639).then(__webpack_require__.bind(__webpack_require__, 6639))).readExecutionToken(inputs, url)
        : undefined;
    const responseFile = await readResponseFile(inputs);
    const fetchResult = inputs.value('fetch-result') ?? false;
    const paginate = inputs.value('paginate') ?? false;
    if (paginate && method !== undefined && !canPaginate(method, url))
        inputs.refuse('paginate', `cannot be used with ${method} here: a list is read with GET, or with a POST to \u2026/actions/filter`);
    if (responseFile !== undefined && !fetchResult && method === 'POST' && url !== undefined)
        refuseExport(inputs, url);
    if (paginate && fetchResult)
        inputs.refuse('paginate', 'cannot be used together with `fetch-result`');
    const [select] = await readExpressions(inputs, 'select');
    const [failWhen] = await readExpressions(inputs, 'fail-when');
    const mask = await readMask(inputs);
    if (method === undefined || url === undefined)
        return undefined;
    return {
        method,
        url,
        headers: {
            accept,
            ...(body === undefined ? {} : { 'content-type': body.contentType }),
            ...headers,
            ...(executionToken === undefined ? {} : { [parsers/* executionHeader */.KQ]: executionToken }),
        },
        anonymous: executionToken !== undefined,
        payload: body?.payload,
        ...accepted,
        fetchResult,
        paginate,
        select,
        failWhen,
        mask,
        responseFile,
        find,
        temp: inputs.runner.env('RUNNER_TEMP') ?? (0,external_node_os_.tmpdir)(),
    };
}




function canPaginate(method, url) {
    const filters = url?.pathname.endsWith('/actions/filter') ?? true;
    return method === 'GET' || (method === 'POST' && filters);
}

function placeholderTenant(path) {
    return { origin: URL.parse(path)?.origin ?? 'https://tenant.invalid' };
}

function refuseWithoutPath(inputs) {
    const given = inputs.given('call', 'body', 'find', 'wait');
    for (const name of given)
        inputs.refuse(name, 'is set without `path`, so no call would be made');
    return given.length > 0;
}

function refuseExport(inputs, { pathname }) {
    if (/\/apps\/[^/]+\/export$/u.test(pathname))
        inputs.refuse('response-file', 'would be empty: the response to an export has no body, only the address of the app. Set `fetch-result: true` to download the app');
}
async function readResponseFile(inputs) {
    const written = inputs.value('response-file');
    if (written === undefined)
        return undefined;
    const { fileToWrite } = await __webpack_require__.e(/* import() */ 622).then(__webpack_require__.bind(__webpack_require__, 3622));
    return inputs.check('response-file', () => fileToWrite(inputs.runner, written));
}

async function readExpressions(inputs, name) {
    const valid = [];
    for (const text of [inputs.value(name) ?? []].flat()) {
        const { parseExpression } = await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(23)]).then(__webpack_require__.bind(__webpack_require__, 9023));
        const parsed = inputs.check(name, () => parseExpression(text, inputs.runner));
        if (parsed !== undefined)
            valid.push(parsed);
    }
    return valid;
}
async function readMask(inputs) {
    const expressions = await readExpressions(inputs, 'mask');
    if (expressions.length === 0)
        return undefined;
    const { maskOf } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 2576));
    return maskOf(inputs.runner, expressions);
}
async function readCliContext(inputs) {
    const name = inputs.value('qlik-cli-context');
    if (name === undefined)
        return undefined;
    const { checkContext } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(80)]).then(__webpack_require__.bind(__webpack_require__, 4080));
    await inputs.checkAsync('qlik-cli-context', checkContext(inputs.runner, name));
    return name;
}

;// CONCATENATED MODULE: ./src/http/exchange.ts

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];


var runner_secrets = __webpack_require__(2995);

var runner_text = __webpack_require__(4099);
;// CONCATENATED MODULE: ./src/inputs/inputs.ts






const inputs_text = (value) => value;

const table = {
    'tenant-url': { parse: inputs_text },
    'client-id': { parse: parsers/* line */.n8 },
    'client-secret': { parse: parsers/* secretLine */.dT, group: 'token', secret: true },
    'private-key': { parse: inputs_text, group: 'token', secret: true, minMasked: runner_secrets/* minLine */.VG },

    'key-id': { parse: parsers/* secretLine */.dT },
    scope: { parse: parsers/* line */.n8 },
    'user-id': { parse: parsers/* line */.n8, group: 'user' },
    'user-subject': { parse: parsers/* line */.n8, group: 'user' },
    'access-token': { parse: parsers/* secretLine */.dT, group: 'token', secret: true },
    'execution-token': { parse: parsers/* secretLine */.dT, group: 'call', secret: true },
    'revoke-token': { parse: parsers/* boolean */.zM, default: 'true' },
    path: { parse: inputs_text },
    method: { parse: (0,parsers/* oneOf */.yL)(methods), default: 'GET', group: 'call' },
    query: { parse: parsers/* query */.P, default: '', group: 'call' },
    headers: { parse: parsers/* headers */.b3, default: '', group: 'call' },
    body: { parse: inputs_text, group: 'body', untrimmed: true },
    'body-file': { parse: parsers/* line */.n8, group: 'body' },
    form: { parse: parsers/* pairs */.AS, default: '', group: 'body' },
    'form-files': { parse: parsers/* pairs */.AS, default: '', group: 'body' },
    find: { parse: inputs_text, group: 'find' },
    'find-query': { parse: parsers/* query */.P, default: '', group: 'find' },
    'find-select': { parse: inputs_text, group: 'find' },
    'accept-status': { parse: parsers/* acceptStatus */.HW, default: '', group: 'call' },
    'response-file': { parse: parsers/* line */.n8, group: 'call' },
    'fetch-result': { parse: parsers/* boolean */.zM, default: 'false', group: 'call' },
    paginate: { parse: parsers/* boolean */.zM, default: 'false', group: 'call' },
    select: { parse: inputs_text, group: 'call' },
    'fail-when': { parse: inputs_text, group: 'call' },
    mask: { parse: parsers/* lines */.Mn, group: 'call' },
    wait: { parse: parsers/* boolean */.zM, default: 'false', group: 'wait' },
    'wait-path': { parse: inputs_text, group: 'wait' },
    'done-when': { parse: inputs_text, group: 'wait' },
    'wait-timeout-minutes': { parse: (0,parsers/* number */.ai)(0.01, 10_080), default: '60', group: 'wait' },
    'wait-interval-seconds': { parse: (0,parsers/* number */.ai)(1, 3600), group: 'wait' },
    retries: { parse: (0,parsers/* number */.ai)(0, 10, 'whole'), default: '3' },
    'idle-timeout-seconds': { parse: (0,parsers/* number */.ai)(1, 3600), default: '300' },
    'qlik-cli-context': { parse: parsers/* contextName */.fW },
    summary: { parse: parsers/* boolean */.zM, default: 'false' },
};
const rows = Object.entries(table);

const maxUnknown = 3;
const maxNameLength = 60;




class Inputs {
    runner;
    #texts = new Map();
    #values = new Map();
    #hasNamedUnknown = false;
    #problems = [];
    constructor(runner) {
        this.runner = runner;
        for (const [name, { untrimmed, secret, minMasked = 1 }] of rows) {
            const written = runner.getInput(name);
            const text = untrimmed === true ? written : written.trim();

            if (secret === true && text.length >= minMasked)
                runner.setSecret(text);
            this.#texts.set(name, text);
        }
    }

    text(name) {
        return this.#texts.get(name) ?? '';
    }

    isSet(name) {
        const row = table[name];
        const text = this.text(name);
        return text !== '' && text.toUpperCase() !== row.default?.toUpperCase();
    }

    given(...groups) {
        return rows.flatMap(([name, { group }]) => group !== undefined && groups.includes(group) && this.isSet(name) ? [name] : []);
    }

    value(name) {
        const row = table[name];
        const text = this.text(name) || row.default;
        if (text !== undefined && !this.#values.has(name))
            this.#values.set(name, this.check(name, () => row.parse(text)));
        return this.#values.get(name);
    }





    check(name, work) {
        try {
            return work();
        }
        catch (error) {
            this.#note(name, error);
            return undefined;
        }
    }

    checkAsync(name, work) {
        return work.catch((error) => {
            this.#note(name, error);
            return undefined;
        });
    }
    #note(name, error) {
        if (!(error instanceof src_failure/* Failure */.HR))
            throw error;
        this.refuse(name, error.messageWithHint, error.topic);
    }

    refuse(name, why, topic) {
        this.#problems.push({ message: name === 'env' ? why : `\`${name}\`: ${why}`, topic });
    }




    refuseEmpty(name, why, topic) {
        this.refuse(name, why + this.#noteOnUnknown(), topic);
    }

    refuseAllButFirst([first, ...others]) {
        for (const other of others)
            this.refuse(other, `cannot be used together with \`${String(first)}\`: set only one of them`);
    }
    #noteOnUnknown() {
        if (this.#hasNamedUnknown)
            return '';
        this.#hasNamedUnknown = true;
        const names = this.runner
            .givenInputs()
            .filter((name) => !Object.hasOwn(table, name))
            .map((name) => `\`${(0,runner_text/* shorten */.ml)(name, maxNameLength)}\``);
        const shown = names.slice(0, maxUnknown);
        if (shown.length === 0)
            return '';
        const are = shown.length === 1 ? 'which is not an input' : 'which are not inputs';
        return `. The step sets ${shown.join(' and ')}, ${are} of this action`;
    }

    throwIfBad() {
        const [first, ...others] = this.#problems;
        if (first === undefined)
            return;
        const title = 'bad input';
        if (others.length === 0)
            throw new src_failure/* Failure */.HR(`Bad input: ${first.message}`, { topic: first.topic, title });
        const link = (0,troubleshooting/* linksFrom */.a)((name) => this.runner.env(name));
        const lines = this.#problems.map(({ message, topic }) => topic === undefined ? message : `${message}; see ${link(topic)}`);
        throw new src_failure/* Failure */.HR([`${String(lines.length)} bad inputs:`, ...lines].join('\n- '), { title });
    }
}


var state = __webpack_require__(2462);

var src_json = __webpack_require__(8301);

var oauth_client = __webpack_require__(2208);
;// CONCATENATED MODULE: ./src/oauth/token.ts








const token_maxIdleMs = 30_000;

const maxTypeLength = 80;

const minTokenLength = 16;

const maxTokenLength = 16 * 1024;







async function requestToken(client, signal) {
    const { runner, send, grant } = client;
    const request = {
        ...(0,oauth_client/* oauthRequest */.H)(client, 'token', fieldsFor(grant)),
        maxIdleMs: token_maxIdleMs,
        signal,

        graceMs: runner_clock/* cancelBudgetMs */.IG.answer,
    };
    const reply = await send(request);
    if (!(0,errors_outcome/* isSuccess */.oJ)(reply.status)) {
        const errorReply = { ...reply, text: reply.body };
        const [{ explain }, { hintForToken }] = await Promise.all([
            __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612)),
            __webpack_require__.e(/* import() */ 597).then(__webpack_require__.bind(__webpack_require__, 6597)),
        ]);
        throw new src_failure/* Failure */.HR(`No access token. ${explain(request, errorReply, runner.clean)}`, {
            ...hintForToken(request, errorReply, { credential: grant.kind, now: runner.clock.now() }, grant.kind === 'client-secret' ? grant.clientSecret : undefined),
            title: 'no access token',
            transient: policy/* transientStatuses */.TG.has(reply.status),
        });
    }
    const token = readToken(runner, request, reply);
    runner.setSecret(token.value);
    return token;
}




function fieldsFor({ user, scope }) {
    return {
        ...(user === undefined
            ? { grant_type: 'client_credentials' }
            : { grant_type: 'urn:qlik:oauth:user-impersonation', user_lookup: user }),
        ...(scope === undefined ? {} : { scope }),
    };
}

function readToken({ clean, clock }, request, reply) {
    const refuse = (why) => {
        const type = (0,runner_text/* inBrief */.aV)(reply.headers['content-type'] ?? 'no content-type', maxTypeLength, clean);
        throw new src_failure/* Failure */.HR(`No access token. ${(0,errors_outcome/* nameOf */.Vb)(request)}: ${String(reply.status)} with ${type}, ` +
            `${String(reply.bytes)} bytes, ${why}`, {
            hint: 'Check that `tenant-url` is a Qlik Cloud tenant, with no login page in front of it',
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
    if (value.length > maxTokenLength)
        return refuse('whose access_token is too long to be a token');
    if (!(0,oauth_client/* isBearerToken */.Z)(value))
        return refuse('whose access_token contains characters that are not allowed in a header');
    if (value.length < minTokenLength)
        return refuse('whose access_token is too short to be a token');
    if (((0,src_json/* textIn */.r7)(body, 'token_type') ?? 'bearer').toLowerCase() !== 'bearer')
        return refuse('whose token_type is not bearer');
    return { value, expiresAt: expiryOf(body, clock.now()) };
}







function expiryOf(body, now) {
    const [written = ''] = /^\d+(?:\.\d+)?$/u.exec((0,src_json/* textIn */.r7)(body, 'expires_in') ?? '') ?? [];
    const inSeconds = written === '' ? Number.NaN : Number(written);
    const candidates = [Date.parse((0,src_json/* textIn */.r7)(body, 'expires_at') ?? ''), now + inSeconds * 1000];
    return candidates.find((time) => new Date(time).getTime() > now);
}

;// CONCATENATED MODULE: ./src/oauth/bearer.ts






const maxRevocationMs = 10_000;








async function obtainBearer(runner, send, { tenant, credential, revoke }, save, use) {
    if (credential.kind === 'access-token') {
        runner.setOutput('access-token', credential.token);
        await use?.(credential.token);
        return suppliedBearer(credential.token);
    }
    if (credential.kind === 'execution-token')
        return suppliedBearer('');
    const client = { runner, send, tenant, grant: credential };
    const saved = [];
    const keep = async (token) => {
        const { value, expiresAt } = token;
        try {
            if (save) {
                (0,state/* saveTokens */.yH)(runner, [...saved, token]);
                saved.push(token);
            }
            const end = expiresAt === undefined ? '' : new Date(expiresAt).toISOString();
            runner.setOutput('access-token', value);
            runner.setOutput('expires-at', end);
        }
        catch (error) {
            const postRevokes = revoke && saved.includes(token);
            if (!postRevokes)
                await revokeNow(client, token);
            throw error;
        }

        if (!runner.signal.aborted)
            await use?.(value);
    };
    const first = await requestToken(client, runner.signal);
    await keep(first);
    runner.signal.throwIfAborted();
    return renewedBearer(runner, first, (signal) => requestToken(client, signal), keep);
}

async function revokeNow(client, token) {
    const { revokeToken } = await __webpack_require__.e(/* import() */ 865).then(__webpack_require__.bind(__webpack_require__, 5865));
    const { clock, signal } = client.runner;
    const maxMs = signal.aborted ? runner_clock/* cancelBudgetMs */.IG.revoke : maxRevocationMs;
    const deadline = (0,runner_clock/* within */.ux)(clock, maxMs, 'no answer came in time');
    await revokeToken(client, token, { signal: deadline.signal }).finally(deadline.cancel);
}






function renewedBearer({ clock, signal: cancelled }, first, request, use) {
    let token = first;
    const ended = new AbortController();
    const signal = AbortSignal.any([cancelled, ended.signal]);
    const renewOnce = async () => {
        let next;
        try {
            next = await request(signal);
        }
        catch (error) {
            if (error instanceof src_failure/* Failure */.HR && !cancelled.aborted)
                return { reason: error.messageWithHint, transient: error.transient };
            throw error;
        }
        await use(next);
        token = next;
        return undefined;
    };
    let renewal;

    const renew = () => {
        renewal ??= renewOnce().finally(() => {
            renewal = undefined;
        });
        return renewal;
    };
    return {
        async current() {
            if (renewal === undefined && !(0,state/* seemsExpired */.lY)(token, clock.now()))
                return token.value;
            const failure = await renew();

            if (failure !== undefined && (0,state/* hasExpired */.oN)(token, clock.now()))
                throw new src_failure/* Failure */.HR(`The access token has expired, and no new one could be obtained: ${failure.reason}`, { transient: failure.transient });
            return token.value;
        },
        async renew(refused) {
            return refused === token.value ? renew() : undefined;
        },
        async end() {
            ended.abort(new src_failure/* Failure */.HR('no further token is needed'));
            await renewal?.catch(() => undefined);
        },
    };
}

;// CONCATENATED MODULE: ./src/response/outputs.ts



const maxJobOutputBytes = 1024 * 1024;





async function writeOutputs(runner, { request, reply, location, headOnly }, verdict) {
    if (mayLeadAway(reply)) {
        const { maskSignatures } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 2576));
        maskSignatures(runner, reply, reply.redirectedTo ?? request.url, request.url.origin);
    }
    const headers = JSON.stringify(reply.headers);
    const id = locationId(location);
    const head = { status: String(reply.status), headers, 'location-id': id };
    write(runner, head);
    if (verdict.withheld === true)
        return;
    for (const [text, title] of verdict.warnings ?? [])
        runner.warning(text, title);
    const rest = headOnly === true ? {} : await writeBody(runner, reply.body, verdict);
    const { created, failure } = verdict;
    if (created !== undefined && failure === undefined)
        write(runner, { created: String(created) });
    noteMasked(runner, { ...rest, headers, 'location-id': id });
}

function write(runner, outputs) {
    for (const [name, value] of Object.entries(outputs))
        if (value !== undefined)
            runner.setOutput(name, value);
}

async function writeBody(runner, body, { result, emptyResultReason, isHtmlPage, failure }) {
    const { text, needsChosenFile } = body;

    const file = isHtmlPage === true && body.hasNamedFile ? undefined : await body.publish();
    write(runner, { response: text ?? '', 'response-file': file });
    if (file !== undefined && needsChosenFile) {
        const why = body.length > response_body/* maxTextBytes */.tu ? 'larger than 1 MiB' : 'not text';
        runner.warning(`The response (${String(body.length)} bytes) is ${why}, so the output \`response\` is empty and ` +
            'the output `response-file` names the file that holds it. Set `response-file` to choose the file', 'response is in a file');
    }
    write(runner, { result });

    const bytes = Buffer.byteLength(result ?? '');
    if (bytes > maxJobOutputBytes)
        runner.warning(`The output \`result\` has ${String(bytes)} bytes. GitHub accepts at most 1 MiB of outputs from a job, and ` +
            'a `run:` step with more than 128 KiB in one variable of its `env:` does not start. Narrow `select`, ' +
            'or read what you need from the `response-file`', 'result is too large');
    if (emptyResultReason !== undefined && failure === undefined)
        runner.info(`\`result\` is empty, since ${emptyResultReason}`);
    return { response: text, result };
}




function noteMasked(runner, outputs) {
    const names = Object.entries(outputs)
        .filter(([, value]) => value !== undefined && runner.hides(value))
        .map(([name]) => `\`${name}\``);
    if (names.length > 0)
        runner.info(`${names.join(' and ')} ${names.length === 1 ? 'contains' : 'contain'} a masked value. Later steps of ` +
            'this job can read it, but GitHub drops it from the outputs of the job');
}




function locationId(location) {
    const url = location === undefined ? null : URL.parse(location, 'https://tenant.invalid');
    const last = url?.pathname.split('/').findLast((segment) => segment !== '');
    if (last === undefined)
        return undefined;
    try {
        const decoded = decodeURIComponent(last);

        return (0,runner_text/* holdsControl */.Sl)(decoded) ? last : decoded;
    }
    catch {
        return last;
    }
}

function mayLeadAway({ headers, redirectedTo }) {
    return [headers.location, headers['content-location']].some((address) => address !== undefined && (redirectedTo !== undefined || !/^\/(?!\/)/u.test(address)));
}


var external_node_fs_ = __webpack_require__(3024);

var command = __webpack_require__(9635);

var file_command = __webpack_require__(2902);
;// CONCATENATED MODULE: ./src/runner/github.ts












const maxAnnotation = 4000;

const cancelSignals = ['SIGINT', 'SIGTERM'];





function gitHubRunner() {
    const redactor = new runner_secrets/* Redactor */.pO();
    const clean = (0,runner_secrets/* cleaning */.Gj)(redactor);
    return {
        getInput: (name) => process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
        givenInputs: () => Object.keys(process.env).flatMap((name) => /^INPUT_./iu.test(name) ? [name.slice('INPUT_'.length).toLowerCase()] : []),
        env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
        setSecret(...secrets) {
            const fresh = secrets.flatMap(runner_secrets/* maskable */.dm).filter((line) => redactor.add(line));

            if (fresh.length > 0)
                process.stdout.write(fresh.map(maskCommand).join(''));
        },
        findSecretsIn: (list) => {
            redactor.useList(list);
        },
        hides: (text) => redactor.finds(text),
        clean,
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
        setOutput: (name, value) => {
            append('OUTPUT', name, value);
        },
        saveState: (name, value) => {
            append('STATE', name, value);
        },
        getState: (name) => process.env[`STATE_${name}`] ?? '',
        setFailed(message, title = 'step failed') {
            process.exitCode = 1;
            annotate('error', title, clean(message));
        },
        clock: runner_clock/* systemClock */.ml,
        random: Math.random,
        signal: cancelSignal(),
        platform: process.platform,
    };
}

const commandFiles = {
    OUTPUT: "the step's outputs",
    STATE: 'what the post step has to clean up (tokens to revoke, a job to stop)',
};





function append(command, name, value) {
    const variable = `GITHUB_${command}`;
    const file = process.env[variable] ?? '';
    if (file === '')
        throw new src_failure/* Failure */.HR(`${variable} is not set: it names the file for ${commandFiles[command]}`, {
            hint: 'The runner sets it for each step; if something else runs the action, it has to do the same',
        });
    let sizeBefore;
    try {
        sizeBefore = (0,external_node_fs_.statSync)(file).size;
        (0,file_command/* issueFileCommand */.n)(command, (0,file_command/* prepareKeyValueMessage */.v)(name, value));
    }
    catch (error) {
        if (sizeBefore !== undefined)
            truncateTo(file, sizeBefore);
        if ((0,src_failure/* systemCode */.xU)(error) === undefined)
            throw error;
        throw new src_failure/* Failure */.HR(`${file} (${variable}, the file for ${commandFiles[command]}) cannot be written: ${(0,src_failure/* causeOf */.rl)(error)}`, { cause: error });
    }
}
function truncateTo(file, size) {
    try {
        if ((0,external_node_fs_.statSync)(file).isFile())
            (0,external_node_fs_.truncateSync)(file, size);
    }
    catch {

    }
}

function annotate(level, title, message) {
    (0,command/* issueCommand */.L)(level, { title: `Qlik Cloud: ${title}` }, (0,runner_text/* shorten */.ml)(message, maxAnnotation));
}

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

;// CONCATENATED MODULE: ./src/runner/run.ts







async function runMain(runner, program) {
    process.exitCode = 1;
    await run(runner, program, 1, failStep);
}




function failStep(runner, error, line = '') {
    runner.setFailed((0,src_failure/* wordsFor */.tu)(error, (0,troubleshooting/* linksFrom */.a)(runner.env)) + line, (0,src_failure/* titleOf */.Gg)(error));
}

async function runPost(runner, program) {
    await run(runner, program, 0, (_, error, line) => {
        runner.warning(`Cleaning up: ${wordsFor(error)}${line}`, 'clean-up failed');
    });
}




async function run(runner, program, exitCode, fail) {
    let isReported = false;
    const report = (error) => {
        process.exitCode = exitCode;
        const frames = framesOf(error);

        const [line = ''] = error instanceof src_failure/* Failure */.HR ? [] : (/src\/[\w/.-]+:\d+/u.exec(frames) ?? []);

        if (isReported)
            runner.debug((0,src_failure/* wordsFor */.tu)(error));
        else
            fail(runner, error, line && ` (${line})`);
        isReported = true;
        runner.debug(frames);
    };
    const onThrow = (error) => {
        report(error);
        process.exit(exitCode);
    };
    const onBeforeExit = () => {
        report(new src_failure/* Failure */.HR('The action ended without a result: please report it', {
            title: 'unexpected fault',
        }));
    };
    process.once('uncaughtException', onThrow).once('beforeExit', onBeforeExit);
    try {
        await program(runner);
        process.exitCode = 0;
    }
    catch (error) {
        report(error);
    }
    finally {
        process.off('beforeExit', onBeforeExit);
    }
}




async function leave() {
    await new Promise((resolve) => {
        process.stdout.write('', () => {
            resolve();
        });
    });
    process.exit();
}

const place = /(?<=^\s+at (?:.*\(|async )?)(?!async )([^()]+):(\d+):(\d+)(?=\)?$)/u;





function framesOf(error) {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const maps = new Map();
    return stack
        .split('\n')
        .filter((line) => /^\s+at /u.test(line))
        .map((line) => line.replace(place, (found, file, row, column) => {
        if (!maps.has(file))
            maps.set(file, mapOf(file));

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

        const { SourceMap } = process.getBuiltinModule('node:module');
        return new SourceMap(JSON.parse(text));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/step.ts















async function main(connections) {
    await runMain(gitHubRunner(), (runner) => step(runner, connections));
    return leave();
}





async function step(runner, connections = new http_connections/* Connections */.UQ(runner.clock, runner.env)) {
    try {
        const inputs = new Inputs(runner);
        if (wantsSummary(inputs)) {
            const { summarised } = await __webpack_require__.e(/* import() */ 746).then(__webpack_require__.bind(__webpack_require__, 4746));
            await summarised(runner, (observed, record) => runStep(observed, inputs, connections, record));
        }
        else
            await runStep(runner, inputs, connections);
    }
    finally {
        connections.close();
    }
}





async function runStep(runner, inputs, connections, record) {
    const plan = await readPlan(inputs);
    const { tenant, call, idleTimeoutMs, retries } = plan;
    record?.planned(plan, call && (0,errors_outcome/* nameOf */.Vb)(call));
    const client = openClient(runner, tenant, connections, {
        retries,
        idleTimeoutMs,
        idleInput: 'idle-timeout-seconds',
        observe: record?.attempted,
    });
    runner.setOutput('tenant-url', tenant.origin);
    const bearer = await bearerFor(runner, client, plan);
    try {
        if (call === undefined)
            return;
        const authorized = client.withBearer(bearer);
        const answer = await perform(runner, authorized, { ...plan, call }, record?.polled);
        const isAnonymous = call.anonymous && answer.request.url === call.url;
        const credential = isAnonymous ? 'execution-token' : plan.credential.kind;
        await judgeAndWrite(runner, answer, call, credential);
    }
    finally {

        await bearer.end();
    }
}

async function bearerFor(runner, client, plan) {
    const { tenant, credential, revoke, call, wait, cliContext } = plan;
    const { origin } = tenant;
    const requestsToken = credential.kind === 'client-secret' || credential.kind === 'private-key';
    const savesTokens = wait?.job.kind.stop !== undefined || (requestsToken && revoke);

    if (savesTokens || cliContext !== undefined)
        (0,state/* saveTenant */.AP)(runner, { origin, revoke });
    const writeToContext = cliContext === undefined
        ? undefined
        : (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(80)]).then(__webpack_require__.bind(__webpack_require__, 4080))).contextKeeper(runner, cliContext, origin);
    const bearer = obtainBearer(runner, client.send, plan, savesTokens, writeToContext);

    if (call !== undefined && requestsToken)
        client.prepare(call);
    return bearer;
}





async function judgeAndWrite(runner, answer, call, credential) {
    const { reply, headOnly, failure, options = call, preset } = answer;
    const { mask, select, failWhen } = options;
    const hasExpressions = [mask, select, failWhen].some((input) => input !== undefined);

    const needsJudging = headOnly !== true && (hasExpressions || (0,errors_outcome/* mayHideFailure */.gf)(reply));
    try {
        const verdict = needsJudging
            ? await (await __webpack_require__.e(/* import() */ 208).then(__webpack_require__.bind(__webpack_require__, 1208))).judge(runner, answer, options, credential)
            : { failure };
        await writeOutputs(runner, answer, { ...verdict, ...preset });
        if (verdict.failure !== undefined)
            throw verdict.failure;
    }
    finally {
        await reply.discard();
    }
}


/***/ }),

/***/ 933:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ linksFrom),
/* harmony export */   d: () => (/* binding */ checkProxy)
/* harmony export */ });

const checkProxy = {
    hint: 'Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
    topic: 'proxy',
};
const page = 'docs/troubleshooting.md';

const repositoryShape = /^[a-z\d](?:[a-z\d-]{0,38})\/(?!\.{1,2}$)[\w.-]{1,100}$/iu;

const refShape = /^[a-z\d](?:[\w-]|[./](?=[\w-])){0,99}$/iu;






function linksFrom(env) {
    const repository = env('GITHUB_ACTION_REPOSITORY') ?? '';
    const ref = env('GITHUB_ACTION_REF') ?? '';

    const onGitHub = /^https:\/\/github\.com\/?$/iu.test(env('GITHUB_SERVER_URL') ?? '');
    const known = onGitHub && repositoryShape.test(repository) && refShape.test(ref);
    const place = known ? `https://github.com/${repository}/blob/${ref}/${page}` : page;
    return (topic) => `${place}#${topic}`;
}


/***/ })

};
;
//# sourceMappingURL=941.index.js.map