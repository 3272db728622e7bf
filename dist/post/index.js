/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 3941:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {



__nccwpck_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});




var http_connections = __nccwpck_require__(2948);

var errors_outcome = __nccwpck_require__(7763);

var src_tenant = __nccwpck_require__(7475);

var src_failure = __nccwpck_require__(1633);

var runner_clock = __nccwpck_require__(1984);

var troubleshooting = __nccwpck_require__(933);

var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./src/http/payload.ts





const chunkBytes = (/* unused pure expression or super */ null && (1024 * 1024));

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
    const spent = new SpentBuffers();
    let sent = 0;
    try {

        const stream = createReadStream(path, { highWaterMark: chunkBytes, end: size });
        for await (const chunk of stream) {
            sent += chunk.length;
            if (sent > size)
                break;
            yield chunk;
            spent.add(chunk.length);
        }
    }
    catch (error) {
        throw new Failure(`${quoted(written)} cannot be read`, { cause: error });
    }
    if (sent !== size)
        throw new Failure(`${quoted(written)} changed size while it was being sent`);
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
        onFailure(error instanceof src_failure/* Failure */.HR ? error : new src_failure/* Failure */.HR(why, { cause: error }));
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


var policy = __nccwpck_require__(9576);

var receive = __nccwpck_require__(2693);

var runner_text = __nccwpck_require__(4099);
;// CONCATENATED MODULE: ./src/http/transfer.ts





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
            : ` of ${(0,runner_text/* sizeInWords */._u)(total)} (${String(Math.floor((moved / total) * 100))} %)`;
        const speed = this.bytes / ((this.#clock.now() - this.#startedAt) / 1000);
        return `${this.#name}: ${(0,runner_text/* sizeInWords */._u)(moved)}${part} ${this.#verb}, ${(0,runner_text/* sizeInWords */._u)(speed)}/s`;
    }
}

const maxSpentBytes = (/* unused pure expression or super */ null && (8 * 1024 * 1024));
let collector;




class transfer_SpentBuffers {
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


var external_node_http_ = __nccwpck_require__(7067);

var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "http"
const external_http_namespaceObject = require("http");
var external_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_http_namespaceObject, 2);
;// CONCATENATED MODULE: external "https"
const external_https_namespaceObject = require("https");
var external_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_https_namespaceObject, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }

    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }

    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }

    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}

;// CONCATENATED MODULE: ./src/absent.ts






function absent() {
    throw new Error('this package is not in this bundle: nothing of this action may need it');
}


;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js

var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));




function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }




    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }





    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);

            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);

                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {


                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {

                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }


                    yield response.readBody();

                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {

                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }

                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {

                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }



    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }





    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {

                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }






    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });

        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {


            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }





    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);

        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }







    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }







    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];

        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }

        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
        }

        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? absent : absent;
            }
            else {
                tunnelAgent = overHttps ? absent : absent;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }

        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {



            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }

        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new absent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {



            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {


            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };

                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }

                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {

                }

                if (statusCode > 299) {
                    let msg;

                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {

                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});


var version = __nccwpck_require__(311);

var http_proxy = __nccwpck_require__(7856);
;// CONCATENATED MODULE: ./src/http/wire.ts








const maxIdleMs = 2000;

const longestMs = 2 ** 31 - 1;
const client = new HttpClient(undefined, [], { socketTimeout: longestMs });

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
        this.#expectsContinue = isLarge(payload) && options.mayExpect;
        const headers = { ...request.headers, ...bodyHeaders(payload, this.#expectsContinue) };
        const writeBody = payload && ((outgoing) => void this.#sendPayload(payload, outgoing));
        this.#wire = new Wire({ ...request, headers }, connections, options.fresh, writeBody);
        const { maxIdleMs = Infinity } = request;
        const idleMs = Math.min(limit.idleTimeoutMs, maxIdleMs);
        const input = limit.idleTimeoutMs < maxIdleMs ? limit.idleInput : undefined;
        this.#idle = watchIdle(runner.clock, idleMs, (why) => {
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
        const upload = new TransferProgress(this.#runner, name, 'sent', payload.length);
        await sendBody(payload, outgoing, {
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
            : await (await __nccwpck_require__.e(/* import() */ 504).then(__nccwpck_require__.bind(__nccwpck_require__, 9504))).decodersFor(name, head.headers, this.#options.warn);
        const sink = await this.#request.sink(head);
        const total = length === undefined ? undefined : Number(length);

        const earlierBytes = this.#request.headers['if-range'] === undefined ? 0 : (0,receive/* firstByteOf */.mf)(head);
        const download = new TransferProgress(this.#runner, name, 'received', total, earlierBytes);
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
        const { transportFailure } = await __nccwpck_require__.e(/* import() */ 94).then(__nccwpck_require__.bind(__nccwpck_require__, 94));
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
            const { Download } = await __nccwpck_require__.e(/* import() */ 322).then(__nccwpck_require__.bind(__nccwpck_require__, 2322));
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
        const { deprecationNotice } = await __nccwpck_require__.e(/* import() */ 466).then(__nccwpck_require__.bind(__nccwpck_require__, 7466));
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

;// CONCATENATED MODULE: ./src/oauth/client.ts



const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';





function oauthRequest(client, endpoint, fields) {
    const path = `/oauth/${endpoint}`;
    const usesAssertion = client.grant?.kind === 'private-key';
    const isForm = usesAssertion && Object.values(fields).every((value) => typeof value === 'string');
    const payload = () => {
        const members = { ...fields, ...authenticationOf(client) };
        return textPayload(isForm
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
        sink: () => (0,receive/* textSink */.vp)(`POST ${path}`),
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

;// CONCATENATED MODULE: ./src/inputs/access.ts





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
    const tenant = url === undefined ? undefined : inputs.check('tenant-url', () => (0,src_tenant/* parseTenant */.sl)(url));
    if (tenant !== undefined)
        inputs.check('env', () => (0,http_proxy/* proxyFor */.iJ)(new URL(tenant.origin), inputs.runner.env));
    return { tenant, credential: await readCredential(inputs) };
}

function refuseUncheckedCertificates(runner) {
    if (runner.env('NODE_TLS_REJECT_UNAUTHORIZED') !== '0')
        return;
    throw new src_failure/* Failure */.HR('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: anyone between the runner and the tenant could read ' +
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
        const { damageOf, damages } = await __nccwpck_require__.e(/* import() */ 277).then(__nccwpck_require__.bind(__nccwpck_require__, 3277));
        const damage = damageOf(token);
        if (damage !== undefined && damage !== 'white space')
            inputs.refuse('access-token', damages[damage]);
        else if (!isBearerToken(token))
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
    const { readPrivateKey } = await __nccwpck_require__.e(/* import() */ 834).then(__nccwpck_require__.bind(__nccwpck_require__, 834));
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

;// CONCATENATED MODULE: ./src/http/exchange.ts

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];


var runner_secrets = __nccwpck_require__(2995);
;// CONCATENATED MODULE: ./src/inputs/parsers.ts







function isTrue(text) {
    return ['true', 'True', 'TRUE'].includes(text);
}

function parsers_boolean(text) {
    if (isTrue(text))
        return true;
    if (['false', 'False', 'FALSE'].includes(text))
        return false;
    throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is neither true nor false`);
}

function number(min, max, whole) {
    const shape = whole === undefined ? /^\d+(?:\.\d+)?$/u : /^\d+$/u;
    const kind = whole === undefined ? 'a number' : 'a whole number';
    return (text) => {
        const value = shape.test(text) ? Number(text) : Number.NaN;
        if (value >= min && value <= max)
            return value;
        throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is not ${kind} from ${String(min)} to ${String(max)}`);
    };
}

function line(text) {
    if (!(0,runner_text/* holdsControl */.Sl)(text))
        return text;
    throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} contains control characters`);
}

function contextName(text) {
    if (/^\w[\w.@-]{0,99}$/u.test(text))
        return text;
    throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is not a valid name for a context: write up to 100 letters, digits, ".", "_", "-" and "@", and begin with a letter, a digit or "_"`);
}

function secretLine(text) {
    if (!(0,runner_text/* holdsControl */.Sl)(text))
        return text;
    throw new src_failure/* Failure */.HR('contains a line break or another control character; it must be a single line');
}

function oneOf(words) {
    return (text) => {
        const word = words.find((known) => known === text.toUpperCase());
        if (word !== undefined)
            return word;
        throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is not one of ${words.join(', ')}`);
    };
}

function lines(text) {
    const entries = text
        .split(/\r\n|\r|\n/u)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    for (const [index, entry] of entries.entries())
        if ((0,runner_text/* holdsControl */.Sl)(entry))
            throw new src_failure/* Failure */.HR(`entry ${String(index + 1)} contains control characters`);
    return entries;
}





function pairs(text, separator = '=') {
    return lines(text).map((entry, index) => {
        const at = entry.indexOf(separator);
        const name = entry.slice(0, Math.max(at, 0)).trim();

        if (name === '')
            throw new src_failure/* Failure */.HR(`entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`);
        return [name, entry.slice(at + 1).trim()];
    });
}

const inQuotes = /(?<![\p{L}\d])(["'])(?:\\.|(?!\1)[^\\])*\1/gu;

function query(text) {
    const entries = pairs(text);
    for (const [index, [name, value]] of entries.entries()) {
        const entry = `entry ${String(index + 1)}`;
        if (name.startsWith('?'))
            throw new src_failure/* Failure */.HR(`${entry} begins with "?": leave it out, and write one name=value per line`);
        if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
            throw new src_failure/* Failure */.HR(`${entry} contains a second parameter after "&": write one name=value per line. If the "&" is ` +
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
            throw new src_failure/* Failure */.HR('X-Execution-Token is refused here: set `execution-token` instead, which is masked');
}





function headers(text) {
    const entries = pairs(text, ':').map(([name, value]) => [name.toLowerCase(), value]);
    for (const [name, value] of entries) {
        const shown = (0,runner_text/* quoted */.TL)(name);
        if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name))
            throw new src_failure/* Failure */.HR(`${shown} is not a valid header name`);
        if (ownHeaders.has(name))
            throw new src_failure/* Failure */.HR(`${shown} is set by the action itself: leave it out`);
        if (/[^\x20-\x7e\xa0-\xff]/u.test(value))
            throw new src_failure/* Failure */.HR(`the value of ${shown} contains characters that are not allowed in a header`);
    }
    const names = entries.map(([name]) => name);
    refuseExecutionToken(names);
    refuseDuplicates(names);
    return Object.fromEntries(entries);
}

function refuseDuplicates(names) {
    const duplicate = names.find((name, index) => names.indexOf(name) !== index);
    if (duplicate !== undefined)
        throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(duplicate)} is given twice`);
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
        throw new src_failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(entry)} is neither a status code nor a range of status codes; write 404, 409 or 400-499, for example`);
    return [Number(first), Number(last)];
}

;// CONCATENATED MODULE: ./src/inputs/inputs.ts






const inputs_text = (value) => value;

const table = {
    'tenant-url': { parse: inputs_text },
    'client-id': { parse: line },
    'client-secret': { parse: secretLine, group: 'token', secret: true },
    'private-key': { parse: inputs_text, group: 'token', secret: true, minMasked: runner_secrets/* minLine */.VG },

    'key-id': { parse: secretLine },
    scope: { parse: line },
    'user-id': { parse: line, group: 'user' },
    'user-subject': { parse: line, group: 'user' },
    'access-token': { parse: secretLine, group: 'token', secret: true },
    'execution-token': { parse: secretLine, group: 'call', secret: true },
    'revoke-token': { parse: parsers_boolean, default: 'true' },
    path: { parse: inputs_text },
    method: { parse: oneOf(methods), default: 'GET', group: 'call' },
    query: { parse: query, default: '', group: 'call' },
    headers: { parse: headers, default: '', group: 'call' },
    body: { parse: inputs_text, group: 'body', untrimmed: true },
    'body-file': { parse: line, group: 'body' },
    form: { parse: pairs, default: '', group: 'body' },
    'form-files': { parse: pairs, default: '', group: 'body' },
    find: { parse: inputs_text, group: 'find' },
    'find-query': { parse: query, default: '', group: 'find' },
    'find-select': { parse: inputs_text, group: 'find' },
    'accept-status': { parse: acceptStatus, default: '', group: 'call' },
    'response-file': { parse: line, group: 'call' },
    'fetch-result': { parse: parsers_boolean, default: 'false', group: 'call' },
    paginate: { parse: parsers_boolean, default: 'false', group: 'call' },
    select: { parse: inputs_text, group: 'call' },
    'fail-when': { parse: inputs_text, group: 'call' },
    mask: { parse: lines, group: 'call' },
    wait: { parse: parsers_boolean, default: 'false', group: 'wait' },
    'wait-path': { parse: inputs_text, group: 'wait' },
    'done-when': { parse: inputs_text, group: 'wait' },
    'wait-timeout-minutes': { parse: number(0.01, 10_080), default: '60', group: 'wait' },
    'wait-interval-seconds': { parse: number(1, 3600), group: 'wait' },
    retries: { parse: number(0, 10, 'whole'), default: '3' },
    'idle-timeout-seconds': { parse: number(1, 3600), default: '300' },
    'qlik-cli-context': { parse: contextName },
    summary: { parse: parsers_boolean, default: 'false' },
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


var state = __nccwpck_require__(2462);
;// CONCATENATED MODULE: ./src/oauth/revoke.ts








const refusals = new Set([400, 401]);

async function revokeToken(client, token, { signal, without }) {
    const { runner } = client;
    const why = await requestRevocation(client, token, signal).catch(src_failure/* wordsFor */.tu);
    const { expiresAt } = token;
    if (why === undefined)
        runner.info('Revoked the access token');
    else if ((0,state/* seemsExpired */.lY)(token, runner.clock.now()))
        runner.info(`The access token has expired by now; it could not be revoked before that (${why})`);
    else {
        const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
        const note = without === undefined ? '' : `. The request had no client credentials, since ${without}`;
        runner.warning(`The access token was not revoked: ${why}. It expires by itself${until}${note}`, 'token not revoked');
    }
}





async function requestRevocation(client, token, signal) {
    const { runner, send, grant } = client;
    const requestAs = (sender) => ({
        ...oauthRequest(sender, 'revoke', { token: token.value, token_type_hint: 'access_token' }),
        signal,
    });
    let request = requestAs(client);
    let reply = await send(request);
    if (grant !== undefined && refusals.has(reply.status)) {
        request = requestAs({ ...client, grant: undefined });
        reply = await send(request);
    }
    if ((0,errors_outcome/* isDone */.$L)(reply))
        return undefined;
    const { explain } = await __nccwpck_require__.e(/* import() */ 612).then(__nccwpck_require__.bind(__nccwpck_require__, 612));
    return explain(request, (0,errors_outcome/* asError */.zR)(reply), runner.clean);
}


var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js






function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}






function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}

;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js



































function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}

;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js







function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);



    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}

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
            issueCommand('debug', {}, clean(message));
        },
        info: (message) => {
            print(clean(message));
        },
        group(title, lines) {
            issueCommand('group', {}, clean(title));
            for (const line of lines)
                print(clean(line));
            issueCommand('endgroup', {}, '');
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
        issueFileCommand(command, prepareKeyValueMessage(name, value));
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
    issueCommand(level, { title: `Qlik Cloud: ${title}` }, (0,runner_text/* shorten */.ml)(message, maxAnnotation));
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
    runner.setFailed(wordsFor(error, linksFrom(runner.env)) + line, titleOf(error));
}

async function runPost(runner, program) {
    await run(runner, program, 0, (_, error, line) => {
        runner.warning(`Cleaning up: ${(0,src_failure/* wordsFor */.tu)(error)}${line}`, 'clean-up failed');
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

;// CONCATENATED MODULE: ./src/cleanup.ts














const maxMs = { all: 25_000, stop: 12_000 };




const limits = { idleTimeoutMs: 8_000, retries: 2 };




async function post(connections) {
    await runPost(gitHubRunner(), (runner) => cleanup(runner, connections));
    return leave();
}





async function cleanup(runner, connections = new http_connections/* Connections */.UQ(runner.clock, runner.env)) {
    let contextRemoval;
    const deadline = (0,runner_clock/* within */.ux)(runner.clock, maxMs.all, 'the post step ran out of time');
    try {
        const saved = (0,state/* readState */.un)(runner.getState);

        for (const { value } of saved.tokens)
            runner.setSecret(value);

        if (saved.context !== undefined)
            contextRemoval = removeSavedContext(runner, saved.context);

        await stopAndRevoke({ ...runner, signal: deadline.signal }, connections, saved);
    }
    finally {
        deadline.cancel();
        connections.close();
        await contextRemoval;
    }
}
async function removeSavedContext(runner, context) {
    const { removeContext } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(759)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8759));

    await removeContext({ ...runner, signal: new AbortController().signal }, context);
}

async function stopAndRevoke(runner, connections, saved) {
    const { tokens, stops } = saved;
    const now = runner.clock.now();
    const live = saved.tenant?.revoke === true ? tokens.filter((token) => !(0,state/* hasExpired */.oN)(token, now)) : [];
    if (saved.tenant === undefined || (live.length === 0 && stops.length === 0))
        return;
    refuseUncheckedCertificates(runner);
    const tenant = (0,src_tenant/* parseTenant */.sl)(saved.tenant.origin);
    const { credential, without } = await cleanup_readCredential(runner, tenant);
    if (without !== undefined)
        runner.info(`Cleaning up at ${tenant.origin} without the client's credentials: ${without}`);
    const client = openClient(runner, tenant, connections, limits);
    const supplied = credential?.kind === 'access-token' ? credential.token : undefined;
    const grant = credential?.kind === 'access-token' ? undefined : credential;

    const latest = tokens.at(-1);
    const stopped = Promise.all(stops
        .filter((url) => (0,src_tenant/* onTenant */.cb)(tenant, url))
        .map((url) => stop(runner, client, url, latest?.value ?? supplied, without)));
    const revocations = live.map(async (token) => {
        if (token === latest)
            await stopped;
        await revokeToken({ runner, send: client.send, tenant, grant }, token, { without });
    });
    await Promise.all([stopped, ...revocations]);
}




async function cleanup_readCredential(runner, tenant) {
    const read = await readAccess(new Inputs(runner));
    if (read.tenant !== undefined && read.tenant.origin !== tenant.origin)
        return {
            without: `the step's inputs now name another tenant (${read.tenant.origin}): GitHub evaluates them again for the post step`,
        };
    const { tenant: same, credential } = read;
    if (same !== undefined && credential !== undefined && credential.kind !== 'execution-token')
        return { credential };
    return {
        without: "the step's inputs are now empty or invalid: GitHub evaluates them again for the post step (in a nested composite action they can be empty)",
    };
}

async function stop(runner, client, url, token, without) {
    if (token === undefined) {
        runner.warning(`The job was not stopped and may still be running: there is no token for POST ${url.pathname}, because ${without ?? 'the inputs give none'}`, 'job not stopped');
        return;
    }
    const { stopJob } = await __nccwpck_require__.e(/* import() */ 278).then(__nccwpck_require__.bind(__nccwpck_require__, 6278));
    const deadline = (0,runner_clock/* within */.ux)(runner.clock, maxMs.stop, 'the post step ran out of time for it');
    const signal = AbortSignal.any([runner.signal, deadline.signal]);
    const { send } = client.withBearer(suppliedBearer(token));

    const masks = runner.getInput('mask').trim() !== '';
    const safeToShow = (text) => (masks ? undefined : text);
    await stopJob(runner, send, url, signal, safeToShow).finally(deadline.cancel);
}


/***/ }),

/***/ 7763:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ isDone),
/* harmony export */   Jb: () => (/* binding */ traceId),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   aB: () => (/* binding */ traceIdOf),
/* harmony export */   ci: () => (/* binding */ addressOf),
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

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   tu: () => (/* binding */ wordsFor),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });






class Failure extends Error {
    name = 'Failure';

    hint;

    topic;

    title;

    transient;

    code;

    sent;
    constructor(message, options = {}) {
        super(message, { cause: options.cause });
        this.hint = options.hint;
        this.topic = options.topic;
        this.title = options.title ?? 'step failed';
        this.transient = options.transient ?? false;
        this.code = options.code;
        this.sent = options.sent;
    }

    get messageWithHint() {
        const { message, hint } = this;
        return hint === undefined ? message : `${message.replace(/\.$/u, '')}. ${hint}`;
    }
}







function wordsFor(error, link) {
    if (error instanceof Failure)
        return error.topic === undefined || link === undefined
            ? error.messageWithHint
            : `${error.messageWithHint}; see ${link(error.topic)}`;
    const { name, code } = typeof error === 'object' && error !== null ? error : {};
    const nameAndCode = [name, code].filter((part) => typeof part === 'string').join(' ');
    return `an unexpected fault in the action (${nameAndCode || 'unknown'}): please report it`;
}

function titleOf(error) {
    return error instanceof Failure ? error.title : 'unexpected fault';
}

function systemCode(error) {
    const { code } = typeof error === 'object' && error !== null ? error : {};
    return typeof code === 'string' ? code : undefined;
}

const causes = {
    EACCES: 'no permission',
    EDQUOT: 'the disk quota is used up',
    EEXIST: 'part of the path is not a folder',
    EFBIG: 'the file is larger than the system allows',
    EISDIR: 'it is a folder',
    ENOENT: 'it does not exist',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'part of the path is not a folder',
    ELOOP: 'its symbolic links form a loop',
    ENAMETOOLONG: 'its name is too long',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
};

function causeOf(error) {
    const code = systemCode(error);
    return code === undefined ? 'an unexpected fault' : (causes[code] ?? code);
}


/***/ }),

/***/ 2948:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {



__nccwpck_require__.d(__webpack_exports__, {
  UQ: () => (/* binding */ Connections),
  Ir: () => (/* binding */ connectEarly),
  DG: () => (/* binding */ fault)
});


var external_node_http_ = __nccwpck_require__(7067);

var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");

var clock = __nccwpck_require__(1984);

var tenant = __nccwpck_require__(7475);

var proxy = __nccwpck_require__(7856);
;// CONCATENATED MODULE: ./src/http/connections.ts







const maxEarlyMs = 4000;

const addressTimeoutMs = 3000;

const listenMs = 3;

class Connections {
    #clock;
    #env;

    #agents = new Map();
    #answeredAt = new WeakMap();
    constructor(clock, env) {
        this.#clock = clock;
        this.#env = env;

        (0,external_node_net_namespaceObject.setDefaultAutoSelectFamilyAttemptTimeout)(addressTimeoutMs);
    }






    connectNow(url) {
        const agent = this.proxyFor(url) === undefined ? this.#agentFor(url) : undefined;
        if (agent instanceof EarlyAgent)
            agent.connectNow(url);
    }





    agentFor(url, maxIdleMs) {
        const agent = this.#agentFor(url);
        const oldest = this.#clock.now() - maxIdleMs;
        for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
            if ((this.#answeredAt.get(socket) ?? 0) <= oldest)
                socket.destroy();
        return agent;
    }

    answered(socket) {
        this.#answeredAt.set(socket, this.#clock.now());
    }

    proxyFor(url) {
        return (0,proxy/* proxyFor */.iJ)(url, this.#env);
    }

    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
        this.#agents.clear();
    }




    #agentFor(url) {
        const { href } = this.proxyFor(url) ?? {};
        const way = `${url.protocol} ${href ?? ''}`;
        const known = this.#agents.get(way);
        if (known !== undefined)
            return known;
        const proxyEnv = href === undefined ? {} : { HTTP_PROXY: href, HTTPS_PROXY: href };
        const options = { keepAlive: true, proxyEnv };
        const agent = url.protocol === 'https:'
            ? new EarlyAgent(options, this.#clock)
            : new ListeningAgent(options);
        this.#agents.set(way, agent);
        return agent;
    }
}








async function connectEarly(tenantUrl, env) {
    const connections = new Connections(clock/* systemClock */.ml, (name) => env[name] === '' ? undefined : env[name]);
    if (tenantUrl === undefined)
        return connections;
    try {
        if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
            connections.connectNow(new URL((0,tenant/* parseTenant */.sl)(tenantUrl.trim()).origin));

        await new Promise((resolve) => setImmediate(resolve));
    }
    catch {

    }
    return connections;
}

function isUnused(socket) {
    return !socket.destroyed && socket.readableLength === 0;
}

class EarlyAgent extends external_node_https_.Agent {
    #clock;
    #early = [];
    constructor(options, clock) {
        super(options);
        this.#clock = clock;
    }
    connectNow(url) {
        const { host, port } = (0,proxy/* hostAndPort */.PG)(url);

        const servername = (0,external_node_net_namespaceObject.isIP)(host) === 0 ? host : '';
        const options = { ...this.options, host, port, servername };
        const socket = super.createConnection(options);

        socket.on('error', () => undefined);
        this.#early.push({ host, port, startedAt: this.#clock.now(), socket });
    }
    createConnection(...args) {
        const [{ host, port }] = args;
        const found = this.#early.find((early) => early.host === host && early.port === Number(port));
        if (found === undefined)
            return super.createConnection(...args);
        this.#early = this.#early.filter((early) => early !== found);
        const { socket, startedAt } = found;
        if (isUnused(socket) && this.#clock.now() - startedAt <= maxEarlyMs)
            return socket;
        socket.destroy();
        return super.createConnection(...args);
    }
    destroy() {
        for (const { socket } of this.#early)
            socket.destroy();
        super.destroy();
    }
}





class ListeningAgent extends external_node_http_.Agent {

    #listening = new Set();
    createConnection(...[options, callback]) {
        const socket = super.createConnection(options);
        const listening = this.#listening.add(socket);
        const pass = (error) => {
            if (!listening.delete(socket))
                return;
            socket.off('error', pass).off('close', onClose);
            callback?.(error, socket);
        };
        const onClose = () => {
            pass(fault('ECONNRESET'));
        };
        socket
            .on('error', pass)
            .on('close', onClose)
            .once('connect', () => {
            setTimeout(() => {

                setImmediate(() => {
                    if (isUnused(socket))
                        pass(null);
                    else
                        socket.destroy(fault('SPOKE_FIRST'));
                });
            }, listenMs);
        });
        return undefined;
    }
    destroy() {
        super.destroy();
        for (const socket of this.#listening)
            socket.destroy();
    }
}

function fault(code) {
    return Object.assign(new Error(code), { code });
}


/***/ }),

/***/ 9576:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7475);



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

/***/ 7856:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PG: () => (/* binding */ hostAndPort),
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   iJ: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);


function hostAndPort({ hostname, port, protocol }) {
    const byProtocol = protocol === 'https:' ? 443 : 80;
    return {
        host: hostname.replace(/^\[|\]$/gu, ''),
        port: port === '' ? byProtocol : Number(port),
    };
}








function proxyFor(url, env) {
    if (bypasses(url, env('no_proxy') ?? env('NO_PROXY') ?? ''))
        return undefined;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const found = [name, name.toUpperCase()].find((variable) => env(variable) !== undefined);
    const written = found === undefined ? undefined : env(found)?.trim();
    if (found === undefined || written === undefined || written === '')
        return undefined;
    const proxy = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(written) ? written : `http://${written}`);
    if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasPath(proxy))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` is not the URL of a proxy; ${expected}`);
    if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` has a % that encodes nothing in its user or password; ${expected}`);
    return proxy;
}

function bypasses(url, noProxy) {
    if (/^(?:localhost$|127\.|\[::1\])/u.test(url.hostname))
        return true;
    const host = url.hostname.toUpperCase();
    const hosts = [host, `${host}:${String(hostAndPort(url).port)}`];
    const items = noProxy
        .toUpperCase()
        .split(',')
        .map((item) => item.trim());
    return items.filter(Boolean).some((item) => {
        const end = item.startsWith('.') ? item : `.${item}`;
        return item === '*' || hosts.some((name) => name === item || name.endsWith(end));
    });
}
const expected = 'it takes http://user:password@host:port, special characters in user and password percent-encoded';

function hasPath({ pathname, search, hash }) {
    return pathname !== '/' || search !== '' || hash !== '';
}

function proxySecrets(proxy) {
    const written = proxy?.password ?? '';
    if (written === '')
        return [];
    return [...new Set([written, decoded(written) ?? written])];
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 2693:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   mf: () => (/* binding */ firstByteOf),
/* harmony export */   uZ: () => (/* binding */ receive),
/* harmony export */   vp: () => (/* binding */ textSink),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1633);



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

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });





function parseJson(text) {
    try {
        return { value: JSON.parse(text) };
    }
    catch {
        return undefined;
    }
}





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

function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textIn(record, name) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

function* leavesOf(value) {
    const left = [value];
    while (left.length > 0) {
        const next = left.pop();
        if (typeof next !== 'object' || next === null)
            yield next;
        else
            for (const part of Object.values(next))
                left.push(part);
    }
}


/***/ }),

/***/ 1984:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ after),
/* harmony export */   ml: () => (/* binding */ systemClock),
/* harmony export */   ux: () => (/* binding */ within),
/* harmony export */   yy: () => (/* binding */ sleep)
/* harmony export */ });

/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);


const maxTimerMs = 2 ** 31 - 1;

function checkTimer(ms) {
    if (!Number.isFinite(ms))
        throw new RangeError('a timer takes a finite number of milliseconds');
}

const systemClock = {
    now: Date.now,
    timer(ms, run) {
        checkTimer(ms);
        let handle;
        const arm = (leftMs) => {
            handle =
                leftMs > maxTimerMs
                    ? setTimeout(arm, maxTimerMs, leftMs - maxTimerMs)
                    : setTimeout(run, leftMs);
        };
        arm(ms);
        return () => {
            clearTimeout(handle);
        };
    },
};




const cancelBudgetMs = { answer: 3500, stop: 3500, revoke: 3000 };

const tooLate = () => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('The workflow was cancelled, and no response came in time', { title: 'cancelled' });




function after(clock, signal, ms, reason = tooLate) {
    const controller = new AbortController();
    let cancelTimer = () => undefined;
    const begin = () => {
        cancelTimer = clock.timer(ms, () => {
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
            cancelTimer();
        },
    };
}

function within(clock, ms, message) {
    return after(clock, AbortSignal.abort(), ms, () => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(message));
}




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

/***/ 2995:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gj: () => (/* binding */ cleaning),
/* harmony export */   VG: () => (/* binding */ minLine),
/* harmony export */   dm: () => (/* binding */ maskable),
/* harmony export */   pO: () => (/* binding */ Redactor)
/* harmony export */ });

/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4099);






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

/***/ 4099:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ safeLines),
/* harmony export */   Sl: () => (/* binding */ holdsControl),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   _u: () => (/* binding */ sizeInWords),
/* harmony export */   aV: () => (/* binding */ inBrief),
/* harmony export */   fB: () => (/* binding */ holdsUnseen),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });






const unseen = /(?:[^ -~\u00a0-\u{10ffff}]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb])+/gu;

const control = /[^ -~\u00a0-\u{10ffff}]/u;

function holdsControl(text) {
    return control.test(text);
}

function holdsUnseen(text) {
    return text.search(unseen) !== -1;
}




function oneLine(text) {
    return text
        .toWellFormed()
        .replace(unseen, ' ')
        .replaceAll('##[', '## [')
        .replace(/^(\s*):(?=:)/u, '$1: ');
}




function safeLines(text) {
    return text
        .split(/\r\n|\r|\n/u)
        .map(oneLine)
        .join('\n');
}






function shorten(text, limit) {
    return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}\u2026`;
}






function inBrief(text, limit, clean) {
    return shorten(clean(clean(text).replaceAll(/\s+/gu, ' ')).trim(), limit);
}

const maxQuoted = 120;

function quoted(text) {
    return JSON.stringify(shorten(text, maxQuoted));
}
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

function sizeInWords(bytes) {
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
    return `${figure} ${units[power] ?? ''}`;
}

function durationInWords(ms) {
    const all = Math.round(ms / 1000);
    return all < 60
        ? `${String(all)} s`
        : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}


/***/ }),

/***/ 2462:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   lY: () => (/* binding */ seemsExpired),
/* harmony export */   oN: () => (/* binding */ hasExpired),
/* harmony export */   un: () => (/* binding */ readState)
/* harmony export */ });

/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8301);






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
    const json = (name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(getState(names[name]))?.value;
    const stops = getState(names.stops).split(' ');
    return {
        tenant: tenantIn(json('tenant')),
        tokens: tokensIn(json('tokens')),
        stops: stops.flatMap((href) => URL.parse(href) ?? []),
        context: contextIn(json('context')),
    };
}
function tenantIn(saved) {
    const origin = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(saved) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(saved, 'origin') : undefined;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(saved) || origin === undefined)
        return undefined;
    return { origin, revoke: saved.revoke === true };
}
function tokensIn(saved) {
    if (!Array.isArray(saved))
        return [];
    return saved
        .filter(_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)
        .flatMap(({ value, expiresAt }) => typeof value === 'string'
        ? [{ value, expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined }]
        : []);
}
function contextIn(saved) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(saved) || !(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(saved.place))
        return undefined;
    const [file, shown] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(saved.place, 'file'), (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(saved.place, 'shown')];
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(saved, 'name');
    if (file === undefined || !(0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(file) || shown === undefined || name === undefined)
        return undefined;
    const { folder, file: newFile } = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(saved.made) ? saved.made : {};
    return {
        place: { file, shown },
        name,
        before: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(saved, 'before'),
        dangling: saved.dangling === true,
        made: { folder: folder === true, file: newFile === true },
        fingerprints: Array.isArray(saved.fingerprints)
            ? saved.fingerprints.filter((fingerprint) => typeof fingerprint === 'string')
            : [],
    };
}


/***/ }),

/***/ 7475:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   cb: () => (/* binding */ onTenant),
/* harmony export */   sl: () => (/* binding */ parseTenant)
/* harmony export */ });

/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4099);



const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const expected = 'it must be https://<hostname> or the hostname alone';






function parseTenant(text) {
    const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/isu.exec(text) ?? [];
    if (rest.includes('@'))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`contains user info before an @; ${expected}`);
    const refuse = (why, more = '') => {
        const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text.replace(/[?#].*$/su, '\u2026'));
        const suggested = suggestionFor(text);
        const write = suggested === undefined ? '' : `. Write ${suggested}`;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} ${why}; ${expected}${more}${write}`);
    };
    if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        refuse('contains control characters');
    if (!/^[^/\\?#]+\/?$/u.test(rest))
        refuse('has a path, query or fragment, or no hostname');
    const url = URL.parse(`${scheme}://${rest}`);
    if (url === null || /\s/u.test(rest))
        return refuse('is not a URL');
    const secure = url.protocol === 'https:';
    if (!secure && !(url.protocol === 'http:' && loopback.test(url.hostname)))
        refuse('is not https', ' (http only for a loopback host)');
    return { origin: url.origin };
}

function suggestionFor(text) {
    const [, scheme = '', host = ''] = /^(?:(https?):?\/+|\/\/)?([a-z\d.-]+(?::\d+)?)(?=[/\\?#]|$)/iu.exec(text) ?? [];
    const url = URL.parse(`https://${host}`);
    if (url === null || !(host.includes('.') || loopback.test(url.hostname)))
        return undefined;
    const plain = scheme.toLowerCase() === 'http' && loopback.test(url.hostname);
    return plain ? url.origin.replace('https:', 'http:') : url.origin;
}

function onTenant(tenant, url) {
    return url.origin === tenant.origin && url.username === '' && url.password === '';
}







function resolvePath(tenant, path, query = []) {
    const refuse = (why) => {
        const shown = quoted(path.replace(/[?#].*$/su, '').replace(/\/\/[^/]*@/u, '//\u2026@'));
        throw new Failure(`${shown} ${why}; it must be a path on the tenant, such as /api/v1/users/me`);
    };

    if (holdsControl(path))
        refuse(/\/[[{]\s/u.test(path) ? listInsteadOfId : 'contains control characters');
    if (path.includes('#'))
        refuse('has a fragment');
    const [wholePath = '', ...queryParts] = path.split('?');
    if (wholePath.includes('\\'))
        refuse('contains a backslash');
    const local = /^[a-z][a-z0-9+.-]*:/iu.test(wholePath)
        ? afterOrigin(tenant, wholePath)
        : wholePath.replace(/^\//u, '');
    if (local === undefined)
        return refuse(`is not on ${tenant.origin}`);
    if (/^[/@]/u.test(local) || wholePath.startsWith('//'))
        refuse(`could lead away from ${tenant.origin}`);

    const segments = local.replace(/(?<=(?:^|\/)media\/list)\/$/u, '').split('/');
    for (const segment of segments) {
        const why = faultIn(segment);
        if (why !== undefined)
            refuse(why);
    }
    const added = query.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join('='));
    const search = [queryParts.join('?'), ...added].filter((part) => part !== '').join('&');
    const url = new URL(`${tenant.origin}/${local.toWellFormed()}`);
    url.search = search.toWellFormed();

    return onTenant(tenant, url) ? url : refuse(`is not on ${tenant.origin}`);
}






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

const maxHostLength = 120;




function offTenant(tenant, url) {
    if (onTenant(tenant, url))
        return undefined;
    if (url.origin === tenant.origin)
        return { where: 'on the tenant, but with user info' };
    if (!/^https?:$/u.test(url.protocol))
        return { where: `on another origin (${url.protocol})` };
    const [origin, host] = [shorten(url.origin, maxHostLength), shorten(url.host, maxHostLength)];
    const gateway = 'a gateway in front of the tenant must forward the `Host` and `X-Forwarded-Proto` headers; ' +
        'without them the tenant returns its internal address';
    return {
        where: `on another origin (${origin})`,
        hint: url.protocol === 'https:'
            ? `If ${host} is the tenant itself, set \`tenant-url\` to ${origin}; ${gateway}`
            : gateway.replace('a gateway', 'A gateway'),
    };
}

function afterOrigin(tenant, text) {
    const [, start = '', local] = /^([a-z]+:\/\/[^/]+)(?:\/(.*))?$/isu.exec(text) ?? [];
    const url = URL.parse(start);
    return url !== null && onTenant(tenant, url) ? (local ?? '') : undefined;
}
const listInsteadOfId = 'has a JSON list or object where a single ID is expected';







function faultIn(segment) {
    let spelling = segment;
    for (let round = 0; round < 4; round++) {
        if (holdsControl(spelling))
            return 'contains control characters';
        if (isListOrObject(spelling))
            return listInsteadOfId;

        const names = spelling.split(/[/\\]/u).map((part) => part.replace(/;.*$/su, '').trim());
        if (names.every((name) => name === ''))
            return 'has an empty segment (is an ID or a variable empty?)';
        if (names.some((name) => name === '.' || name === '..'))
            return 'has a . or .. segment';
        const decoded = decodedOnce(spelling);
        if (decoded === undefined)
            return round === 0 ? 'has an invalid percent-encoding' : undefined;
        if (decoded === spelling)
            return undefined;
        spelling = decoded;
    }
    return 'is encoded too many times';
}

function isListOrObject(text) {
    if (!/^\s*[[{]/u.test(text))
        return false;
    const value = parseJson(text)?.value;
    return Array.isArray(value) || isRecord(value) || /^\s*(?:\[\s*\{?|\{)\s*"/u.test(text);
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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


/***/ }),

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jp: () => (/* binding */ nodeVersionError),
/* harmony export */   N1: () => (/* binding */ userAgent)
/* harmony export */ });


const version = '0.3.0';

const userAgent = `qlik-cloud-action/${version}`;




const minNodeVersion = 22;





function nodeVersionError(version) {
    if (Number.parseInt(version, 10) >= minNodeVersion)
        return undefined;
    return (`This action needs Node 24, but is running on Node ${version}. Update the runner to 2.327.1 or later, ` +
        'which includes Node 24; act uses the `node` that it finds in PATH');
}


/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = require("buffer");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = require("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = require("node:https");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

/***/ })

/******/ 	});

/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
 	

/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
 		
/******/ 		// no on chunks loaded
 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
 		
/******/ 		};
 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
 		
/******/ 		// no external install chunk
 		
/******/ 		// no HMR
 		
/******/ 		// no HMR manifest
/******/ 	})();
 	

var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = require("node:tls");

var connections = __nccwpck_require__(2948);

var state = __nccwpck_require__(2462);

var version = __nccwpck_require__(311);
;// CONCATENATED MODULE: ./src/post.ts






const { tenant, tokens, stops } = (0,state/* readState */.un)((name) => process.env[`STATE_${name}`] ?? '');
const busy = stops.length > 0 || (tokens.length > 0 && tenant?.revoke === true);
const versionError = (0,version/* nodeVersionError */.Jp)(process.versions.node);

if (versionError === undefined)
    void (0,connections/* connectEarly */.Ir)(busy ? tenant?.origin : undefined, process.env).then(async (connections) => {

        const { post } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 3941));
        await post(connections);
    });
else if (busy)
    process.stdout.write(`::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${versionError}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map