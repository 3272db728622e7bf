/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   tu: () => (/* binding */ wordsFor),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
/* unused harmony export titleOf */
/**
 * A fault that is told to the person who runs the workflow: its message is a whole sentence for
 * them, free of secrets, query values, header values and bodies. Whatever else is thrown is a
 * defect of ours, or of the machine, and is reported as such.
 */
class Failure extends Error {
    name = 'Failure';
    /** What the reader can do about it, where that is known. */
    hint;
    /** Where more is written about it. */
    topic;
    /** Of its annotation. */
    title;
    /** Whether time may heal it, as far as whoever threw it knows. */
    transient;
    constructor(message, options = {}) {
        super(message, { cause: options.cause });
        this.hint = options.hint;
        this.topic = options.topic;
        this.title = options.title ?? 'step failed';
        this.transient = options.transient ?? false;
    }
    /** The message with its hint. */
    get told() {
        const { message, hint } = this;
        return hint === undefined ? message : `${message.replace(/\.$/u, '')}. ${hint}`;
    }
}
/**
 * @param error anything that was thrown
 * @param link where a cause is written about: the words end with it, where the cause is known
 * @returns the words for it. Of an unexpected error only name and code are told, since Node puts
 *   paths, queries and snippets of text into its messages.
 */
function wordsFor(error, link) {
    if (error instanceof Failure)
        return error.topic === undefined || link === undefined
            ? error.told
            : `${error.told}; see ${link(error.topic)}`;
    const { name, code } = typeof error === 'object' && error !== null ? error : {};
    const told = [name, code].filter((part) => typeof part === 'string').join(' ');
    return `an unexpected fault of the action (${told || 'unknown'}): please report it`;
}
/** The title of what was thrown. */
function titleOf(error) {
    return error instanceof Failure ? error.title : 'unexpected fault';
}
/** The code of an error of Node's or of the system's, as in `ENOSPC`; undefined when it has none. */
function systemCode(error) {
    const { code } = typeof error === 'object' && error !== null ? error : {};
    return typeof code === 'string' ? code : undefined;
}
/** What the system's codes mean to a person who named a file. */
const causes = {
    EACCES: 'no permission',
    EDQUOT: 'the disk quota is used up',
    EEXIST: 'a part of the path is not a folder',
    EFBIG: 'the file is larger than the system allows',
    EISDIR: 'it is a folder',
    ENOENT: 'it is not there',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is not a folder',
    ELOOP: 'its symbolic links form a loop',
    ENAMETOOLONG: 'its name is too long',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
};
/** What went wrong with a file, in words. */
function causeOf(error) {
    const code = systemCode(error);
    return code === undefined ? 'an unexpected fault' : (causes[code] ?? code);
}


/***/ }),

/***/ 1551:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  lt: () => (/* binding */ Agents),
  ci: () => (/* binding */ addressOf),
  PG: () => (/* binding */ hostAndPort)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __nccwpck_require__(7856);
;// CONCATENATED MODULE: ./src/http/agents.ts




/** An unused connection that is older may be dead already, in milliseconds. */
const mostAge = 4000;
/** Each address of a host gets so long to connect before the next is tried; Node's 250 ms are too short. */
const addressMs = 3000;
/** So long a server on this machine may take to speak first, in milliseconds. */
const listenMs = 3;
/**
 * The agents of one step, each with connections of its own. One can be made to connect before there
 * is a request for it: name, connection and TLS take three round trips in which other work is done.
 */
class Agents {
    #clock;
    #all = [];
    #prepared = new Map();
    /** Sockets that no agent knows of yet. */
    #listening = new Set();
    constructor(clock) {
        this.#clock = clock;
        // Node knows of no other way for its connections to proxies.
        (0,external_node_net_namespaceObject.setDefaultAutoSelectFamilyAttemptTimeout)(addressMs);
    }
    /**
     * Begins to connect to a URL's origin; not through a proxy, whose tunnel a request has to ask for.
     * Nothing is sent besides the TLS handshake. What goes wrong shows in the request, later.
     */
    prepare(url) {
        if ((0,proxy/* proxyFor */.iJ)(url) !== undefined)
            return;
        const agent = this.#make(url, undefined);
        connectNow(agent, url, this.#clock);
        if (url.protocol === 'http:')
            this.#listenFirst(agent);
        const others = this.#prepared.get(url.origin) ?? [];
        this.#prepared.set(url.origin, [...others, agent]);
    }
    /** An agent that has carried no request yet: a prepared one where there is one. */
    unused(url, proxy) {
        const prepared = proxy === undefined ? this.#prepared.get(url.origin)?.shift() : undefined;
        if (prepared !== undefined)
            return prepared;
        const agent = this.#make(url, proxy);
        if (url.protocol === 'http:')
            this.#listenFirst(agent);
        return agent;
    }
    /** Ends all connections, so that the process can end. */
    close() {
        for (const agent of this.#all)
            agent.destroy();
        for (const socket of this.#listening)
            socket.destroy();
        this.#all.length = 0;
        this.#prepared.clear();
    }
    /**
     * http-client's own agent keeps to one protocol and tunnels with a deprecated call: Node's agents
     * know proxies themselves.
     */
    #make(url, proxy) {
        const options = {
            keepAlive: true,
            proxyEnv: proxy === undefined ? {} : { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href },
        };
        const agent = url.protocol === 'https:' ? new external_node_https_.Agent(options) : new external_node_http_.Agent(options);
        this.#all.push(agent);
        return agent;
    }
    /**
     * Whatever listens on a port of this machine may speak as soon as it accepts, and Node would take that for
     * the answer to what it has not heard. So a connection without TLS carries a request only after a moment of
     * silence.
     */
    #listenFirst(agent) {
        const connect = agent.createConnection.bind(agent);
        agent.createConnection = (options, callback) => {
            const socket = connect(options);
            const listening = this.#listening.add(socket);
            const settle = (error) => {
                if (!listening.delete(socket))
                    return;
                socket.off('error', settle).off('close', onClose);
                callback?.(error, socket);
            };
            const onClose = () => {
                settle(fault('ECONNRESET'));
            };
            const listen = () => {
                setTimeout(() => {
                    // What has come is seen in the turn after.
                    setImmediate(() => {
                        if (isUnused(socket))
                            settle(null);
                        else
                            socket.destroy(fault('SPOKE_FIRST'));
                    });
                }, listenMs);
            };
            socket.on('error', settle).on('close', onClose);
            if (socket.connecting)
                socket.once('connect', listen);
            else
                listen();
            return undefined;
        };
    }
}
function fault(code) {
    return Object.assign(new Error(code), { code });
}
/** How Node's agents are told where to connect to. */
function hostAndPort({ hostname, port, protocol }) {
    const byProtocol = protocol === 'https:' ? 443 : 80;
    return {
        host: hostname.replace(/^\[|\]$/gu, ''),
        port: port === '' ? byProtocol : Number(port),
    };
}
/** The same for people: `acme.eu.qlikcloud.com:443`. */
function addressOf(url) {
    return `${url.hostname}:${String(hostAndPort(url).port)}`;
}
/** A server that has spoken first has given up on it (408), and its words would be taken for an answer. */
function isUnused(socket) {
    return !socket.destroyed && socket.readableLength === 0;
}
/** Makes an agent connect now; the first request that it carries gets that connection. */
function connectNow(agent, url, clock) {
    const connect = agent.createConnection.bind(agent);
    const { host, port } = hostAndPort(url);
    const since = clock.now();
    // As the agent names a server itself: TLS has no names for addresses (RFC 6066 section 3).
    const servername = (0,external_node_net_namespaceObject.isIP)(host) === 0 ? host : '';
    const { options: ofAgent } = agent;
    const whither = { ...ofAgent, host, port, servername };
    let early = connect(whither);
    // A request that comes later meets the same fault, and tells of it.
    early?.on('error', () => undefined);
    agent.createConnection = (wanted, callback) => {
        const socket = early;
        early = undefined;
        if (socket !== undefined && isUnused(socket) && clock.now() - since <= mostAge)
            return socket;
        socket?.destroy();
        return connect(wanted, callback);
    };
    const destroy = agent.destroy.bind(agent);
    agent.destroy = () => {
        early?.destroy();
        destroy();
    };
}


/***/ }),

/***/ 1823:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ isDone),
/* harmony export */   zR: () => (/* binding */ asError)
/* harmony export */ });
/* unused harmony exports saysHtml, mayHideFailure */
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1823);

const type = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;
/** Whether a 2xx says that it is HTML. */
function saysHtml({ status, headers }) {
    return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_0__/* .isSuccess */ .oJ)(status) && type.test(headers['content-type'] ?? '');
}
/** Whether an answer may be a failure, whatever its status: see response/hidden-failure.ts. */
function mayHideFailure(head) {
    return !isSuccess(head.status) || head.status === 207 || saysHtml(head);
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

/***/ 7856:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   d4: () => (/* binding */ checkProxy),
/* harmony export */   iJ: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var _actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9783);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1633);


/** What to look at when a proxy does not let a request through. */
const checkProxy = {
    hint: 'Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
    topic: 'proxy',
};
/**
 * The proxy that the runner's environment names for a URL: `https_proxy`, `http_proxy` and
 * `no_proxy`, in either case, read as every action reads them; a scheme may be left out.
 * @returns undefined when the request goes straight to the host
 * @throws Failure when the variable holds something else: going straight to the host instead, as
 *   Node and http-client would, could be just what the proxy is there to prevent. Its text never
 *   shows the value, which may hold a password
 */
function proxyFor(url) {
    if ((0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_0__/* .checkBypass */ .H)(url))
        return undefined;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const found = [name, name.toUpperCase()].find((variable) => process.env[variable]);
    const written = found === undefined ? undefined : process.env[found]?.trim();
    if (found === undefined || written === undefined || written === '')
        return undefined;
    const proxy = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(written) ? written : `http://${written}`);
    if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasMore(proxy))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`\`${found}\` is not the URL of a proxy; ${takes}`);
    if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`\`${found}\` has a % that encodes nothing in its user or password; ${takes}`);
    return proxy;
}
const takes = 'it takes http://user:password@host:port, special characters in user and password percent-encoded';
/** Usually a password with a `/`, `?` or `#` in it: host and port are then not what they seem. */
function hasMore({ pathname, search, hash }) {
    return pathname !== '/' || search !== '' || hash !== '';
}
/** The password in a proxy's URL, as written and as it is meant: secrets, both. */
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

/***/ 7821:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 1553:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ textSink)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1633);



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
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 2586:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ codeOf),
/* harmony export */   A: () => (/* binding */ TransportFailure)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8301);
/* harmony import */ var _retry_policy_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7593);



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

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
/* unused harmony export jsonText */
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

/***/ 9296:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./src/http/agents.ts + 1 modules
var http_agents = __nccwpck_require__(1551);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __nccwpck_require__(1633);
;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = require("node:stream/promises");
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
    const { decodersFor } = await __nccwpck_require__.e(/* import() */ 504).then(__nccwpck_require__.bind(__nccwpck_require__, 9504));
    return decodersFor(name, headers, warn);
}
/**
 * A body's way from the network through its decoders into its sink; most have none.
 * @throws what one of the streams fails with, or that it ends too early; all are destroyed then
 */
function flow(incoming, decoders, sink) {
    return decoders.length === 0 ? pour(incoming, sink) : (0,promises_namespaceObject.pipeline)([incoming, ...decoders, sink]);
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

// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __nccwpck_require__(1823);
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
var http_proxy = __nccwpck_require__(7856);
// EXTERNAL MODULE: ./src/http/retry-policy.ts
var retry_policy = __nccwpck_require__(7593);
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
        onFailure(error instanceof failure/* Failure */.HR ? error : new failure/* Failure */.HR(why, { cause: error }));
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

;// CONCATENATED MODULE: ./src/runner/sizes.ts
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
/** Bytes in words: `1.2 GiB`. */
function sizeInWords(bytes) {
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
    return `${figure} ${units[power] ?? ''}`;
}

;// CONCATENATED MODULE: ./src/http/transfer.ts

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
            : ` of ${sizeInWords(total)} (${String(Math.floor((moved / total) * 100))} %)`;
        const speed = this.#bytes / ((this.#clock.now() - this.#began) / 1000);
        return `${this.#name}: ${sizeInWords(moved)}${part} ${this.#verb}, ${sizeInWords(speed)}/s`;
    }
}

// EXTERNAL MODULE: ./src/http/transport-failure.ts
var transport_failure = __nccwpck_require__(2586);
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
        const upload = new Transfer(context, (0,exchange/* nameOf */.Vb)(request), 'sent', payload?.length);
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
            this.#stop(signal.reason instanceof failure/* Failure */.HR ? signal.reason : new failure/* Failure */.HR('Cancelled'));
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
        const download = new Transfer(this.#telling, name, 'received', total, before);
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
        if (error instanceof failure/* Failure */.HR || (0,transport_failure/* codeOf */.$)(error) === '')
            return error;
        const { url } = this.#request;
        const [sent, progress] = [this.#sent, this.#progress()];
        const { transportFailure } = await __nccwpck_require__.e(/* import() */ 683).then(__nccwpck_require__.bind(__nccwpck_require__, 4683));
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
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "http"
const external_http_namespaceObject = require("http");
var external_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_http_namespaceObject, 2);
;// CONCATENATED MODULE: external "https"
const external_https_namespaceObject = require("https");
var external_https_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_https_namespaceObject, 2);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var proxy = __nccwpck_require__(9783);
;// CONCATENATED MODULE: ./src/absent/tunnel.ts
/**
 * Stands in for `tunnel` in the bundles (`paths` in tsconfig.json). `@actions/http-client` imports
 * it for its own way through proxies; ours are Node's agents. Loading it would load `assert` too.
 */
function absent() {
    throw new Error('tunnel is not in this bundle: nothing of this action may need it');
}


;// CONCATENATED MODULE: ./src/absent/undici.ts
/**
 * Stands in for `undici` in the bundles (`paths` in tsconfig.json). `@actions/http-client`
 * imports it for a dispatcher that it hands to other people's code; no request of ours uses it. It
 * would be nine tenths of each bundle, and its advisories would be ours.
 */
function ProxyAgent() {
    throw new Error('undici is not in this bundle: nothing of this action may need it');
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
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
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function getProxyUrl(serverUrl) {
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
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
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
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
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
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
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
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
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
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
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
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
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
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
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
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = proxy/* getProxyUrl */.s(parsedUrl);
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
        // gives handlers an opportunity to participate
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
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
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
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
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
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
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
        const proxyUrl = proxy/* getProxyUrl */.s(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
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
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
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
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
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
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
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
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
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
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
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
//# sourceMappingURL=index.js.map
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
    #client = new HttpClient(undefined, [], { socketTimeout: never });
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

;// CONCATENATED MODULE: ./src/runner/deadline.ts

/** What is aborted with when the time that a cancelled workflow leaves is up. */
const tooLate = () => new failure/* Failure */.HR('The workflow was cancelled, and no answer came in time', { title: 'cancelled' });
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
    return after(clock, AbortSignal.abort(), ms, () => new failure/* Failure */.HR(words));
}

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
        const deadline = after(clock, end, graceMs);
        try {
            return await send({ ...request, grace: deadline.signal });
        }
        finally {
            deadline.cancel();
        }
    };
}

// EXTERNAL MODULE: ./src/http/trace-id.ts
var trace_id = __nccwpck_require__(6119);
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
var retry_after = __nccwpck_require__(7821);
// EXTERNAL MODULE: ./src/http/sleep.ts
var sleep = __nccwpck_require__(6235);
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
        const { noticeOf } = await __nccwpck_require__.e(/* import() */ 466).then(__nccwpck_require__.bind(__nccwpck_require__, 7466));
        const notice = noticeOf(headers, runner.clean);
        if (notice === undefined || notices.length > 0)
            return reply;
        notices.push(notice);
        runner.log.warning(`${(0,exchange/* nameOf */.Vb)(request)} ${notice}`);
        return reply;
    };
}

// EXTERNAL MODULE: ./src/tenant.ts
var src_tenant = __nccwpck_require__(7475);
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
        const { damageOf, damages } = await __nccwpck_require__.e(/* import() */ 370).then(__nccwpck_require__.bind(__nccwpck_require__, 6370));
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
    const { readPrivateKey } = await __nccwpck_require__.e(/* import() */ 834).then(__nccwpck_require__.bind(__nccwpck_require__, 834));
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
    throw new failure/* Failure */.HR('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: it would give the credentials to anyone in between. ' +
        "Name the CA's certificate file with NODE_EXTRA_CA_CERTS instead");
}

;// CONCATENATED MODULE: ./src/troubleshooting.ts
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

// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __nccwpck_require__(9541);
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
                    const fits = hidden_texts_firstOf(this.#crowded.get(number), ({ text }) => at + text.length <= next);
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
function hidden_texts_firstOf(longest, suits) {
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
    return hidden_texts_firstOf(crowd[low - 1], ({ text }) => text.length <= sameAsLow);
}
/** FNV-1a, of a few characters. */
function hashOf(text, at, length) {
    let hash = 0x811c9dc5;
    for (let i = at; i < at + length; i++)
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return hash ^ (hash >>> 15);
}

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

;// CONCATENATED MODULE: ./src/inputs/accept-status.ts


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
        throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(entry)} is not a status; it takes statuses and ranges such as 404, 409 or 400-499`);
    return [Number(first), Number(last)];
}

;// CONCATENATED MODULE: ./src/inputs/parsers.ts


/**
 * Parsers of single inputs: text in, value out. What they throw is a Failure that says what was got
 * (never a value that may be secret) and what the input takes; its input's name is put before it.
 */
/** What `core.getBooleanInput` takes: YAML 1.2's core schema. */
function parsers_boolean(text) {
    if (['true', 'True', 'TRUE'].includes(text))
        return true;
    if (['false', 'False', 'FALSE'].includes(text))
        return false;
    throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} is not true or false`);
}
/** @returns a parser of numbers from `least` to `most`, fractions included */
function number(least, most) {
    return (text) => {
        const value = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} is not a number from ${String(least)} to ${String(most)}`);
    };
}
/** @returns a parser of whole numbers from `least` to `most` */
function wholeNumber(least, most) {
    return (text) => {
        const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most)
            return value;
        throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} is not a whole number from ${String(least)} to ${String(most)}`);
    };
}
/** Text on one line. */
function line(text) {
    if (!(0,safe_text/* holdsControl */.Sl)(text))
        return text;
    throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} holds control characters`);
}
/** The name of a qlik-cli context: what a shell and YAML take as it is. */
function contextName(text) {
    if (/^\w[\w.@-]{0,99}$/u.test(text))
        return text;
    throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} is not a name for a context; it takes up to 100 letters, digits, ".", "_", "-" and "@"`);
}
/** Text on one line that is not to be shown. */
function secretLine(text) {
    if (!(0,safe_text/* holdsControl */.Sl)(text))
        return text;
    throw new failure/* Failure */.HR('holds a line break or another control character; it takes one line');
}
/** @returns a parser of one of some words, in any case */
function oneOf(words) {
    return (text) => {
        const word = words.find((known) => known === text.toUpperCase());
        if (word !== undefined)
            return word;
        throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(text)} is not one of ${words.join(', ')}`);
    };
}
/** The entries of a list: one a line, trimmed, without blank lines. */
function lines(text) {
    const entries = text
        .split(/\r\n|\r|\n/u)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '');
    for (const [index, entry] of entries.entries())
        if ((0,safe_text/* holdsControl */.Sl)(entry))
            throw new failure/* Failure */.HR(`entry ${String(index + 1)} holds control characters`);
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
            throw new failure/* Failure */.HR(`entry ${String(index + 1)} is not of the form name${separator}${separator === ':' ? ' ' : ''}value`);
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
            throw new failure/* Failure */.HR(`${entry} begins with a ?. Leave it out: write one name=value a line`);
        if (name.includes('&') || /&\s*[^\s&=]+=/u.test(value.replace(inQuotes, '""')))
            throw new failure/* Failure */.HR(`${entry} holds a second parameter after an &. Write one name=value a line; a value that ` +
                'is meant to hold it goes, percent-encoded, into `path`');
    }
    return entries;
}
/** Refuses names that come twice. */
function once(names) {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
        throw new failure/* Failure */.HR(`${(0,safe_text/* quoted */.TL)(twice)} is given twice`);
}

;// CONCATENATED MODULE: ./src/inputs/headers.ts



/** What the action answers for itself: credentials, addressing and framing. */
const ours = new Set([
    'authorization',
    'host',
    'content-length',
    'transfer-encoding',
    'connection',
]);
const parse = pairs(':');
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
    once(entries.map(([name]) => name));
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./src/inputs/table.ts





const table_text = (value) => value;
/** Every input: its name, what it takes, and what it is when it is left out. */
const table = {
    'tenant-url': { parse: table_text },
    'client-id': { parse: line },
    'client-secret': { parse: secretLine, secret: true },
    'private-key': { parse: table_text, secret: true, minMasked: minLine },
    // Not shown when it is bad: it may be the key itself.
    'key-id': { parse: secretLine },
    scope: { parse: line },
    'user-id': { parse: line },
    'user-subject': { parse: line },
    'access-token': { parse: secretLine, secret: true },
    'revoke-token': { parse: parsers_boolean, default: 'true' },
    path: { parse: table_text },
    method: { parse: oneOf(exchange/* methods */.vX), default: 'GET', ofCall: true },
    query: { parse: query, ofCall: true },
    headers: { parse: headers, ofCall: true },
    body: { parse: table_text, asWritten: true, ofCall: true },
    'body-file': { parse: line, ofCall: true },
    form: { parse: pairs('='), ofCall: true },
    'form-files': { parse: pairs('='), ofCall: true },
    'accept-status': { parse: acceptStatus, ofCall: true },
    'response-file': { parse: line, ofCall: true },
    'fetch-result': { parse: parsers_boolean, default: 'false', ofCall: true },
    paginate: { parse: parsers_boolean, default: 'false', ofCall: true },
    select: { parse: table_text, ofCall: true },
    'fail-when': { parse: table_text, ofCall: true },
    mask: { parse: lines, ofCall: true },
    wait: { parse: parsers_boolean, default: 'false', ofCall: true },
    'wait-path': { parse: table_text, ofCall: true },
    'done-when': { parse: table_text, ofCall: true },
    'wait-timeout-minutes': { parse: number(0.01, 10_080), default: '60', ofCall: true },
    'wait-interval-seconds': { parse: number(1, 3600), ofCall: true },
    retries: { parse: wholeNumber(0, 10), default: '3' },
    'idle-timeout-seconds': { parse: number(1, 3600), default: '300' },
    'qlik-cli-context': { parse: contextName },
    summary: { parse: parsers_boolean, default: 'false' },
};
/** The inputs that say what is sent; what reads them is loaded only where one is set. */
const bodyInputs = (/* unused pure expression or super */ null && (['body', 'body-file', 'form', 'form-files']));

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
        const row = table[name];
        const written = this.#runner.input(name);
        const value = row.asWritten === true ? written : written.trim();
        // A short text is no key, and masked it would star the whole log.
        if (row.secret === true && value.length >= (row.minMasked ?? 1))
            this.#runner.mask(value);
        return value;
    }
    /** Whether an input says anything but its default. */
    isSet(name) {
        const row = table[name];
        const written = this.text(name);
        return written !== '' && written.toUpperCase() !== row.default?.toUpperCase();
    }
    /** The parsed input, or its default; undefined when there is neither, or when it is bad. */
    value(name) {
        const row = table[name];
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
            if (!(error instanceof failure/* Failure */.HR))
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
            if (!(error instanceof failure/* Failure */.HR))
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
            .filter((name) => !Object.hasOwn(table, name))
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
            throw new failure/* Failure */.HR(`Bad input: ${first.told}`, { topic: first.topic, title });
        const link = linksFrom((name) => this.#runner.env(name));
        const lines = this.#problems.map(({ told, topic }) => topic === undefined ? told : `${told}; see ${link(topic)}`);
        throw new failure/* Failure */.HR([`${String(lines.length)} bad inputs:`, ...lines].join('\n- '), { title });
    }
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

// EXTERNAL MODULE: ./src/http/html.ts
var html = __nccwpck_require__(5803);
// EXTERNAL MODULE: ./src/http/text-sink.ts
var text_sink = __nccwpck_require__(1553);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./src/http/payload.ts




/** Larger chunks cost fewer turns of the event loop: with 1 MiB a file goes at the speed of the disk. */
const chunkSize = (/* unused pure expression or super */ null && (1024 * 1024));
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
    const spent = new SpentBuffers();
    let sent = 0;
    try {
        // One byte more than there should be shows a file that has grown.
        const stream = createReadStream(path, { highWaterMark: chunkSize, end: size });
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
        throw new Failure(`${quoted(written)} changed its size while it was sent`);
}

;// CONCATENATED MODULE: ./src/oauth/client-body.ts

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
    return { contentType: 'application/json', payload: textPayload(JSON.stringify(fields)) };
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
            return textPayload(form
                ? new URLSearchParams(members).toString()
                : JSON.stringify(members));
        },
    };
}

;// CONCATENATED MODULE: ./src/oauth/token.ts

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
    const [written = ''] = /^\d+(?:\.\d+)?$/u.exec(textIn(body, 'expires_in') ?? '') ?? [];
    const inSeconds = written === '' ? Number.NaN : Number(written);
    const candidates = [Date.parse(textIn(body, 'expires_at') ?? ''), now + inSeconds * 1000];
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

;// CONCATENATED MODULE: ./src/oauth/revoke.ts





/** Whether the endpoint wants the client's credentials is not documented: on these, try without. */
const refusals = new Set([400, 401]);
/** Ends a token before its time, and tells of it. What goes wrong is a warning: it ends by itself. */
async function giveBack(runner, send, token, how) {
    const { clock, log } = runner;
    const why = await revokeToken(runner, send, token, how).catch(failure/* wordsFor */.tu);
    const { expiresAt } = token;
    if (why === undefined)
        log.info('Revoked the access token');
    else if (seemsEnded(token, clock.now()))
        log.info(`The access token has ended by itself: its revocation came too late (${why})`);
    else {
        const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
        const asked = how.without === undefined ? '' : `; it was asked for alone, since ${how.without}`;
        log.warning(`The access token was not revoked: ${why}. It expires by itself${until}${asked}`, 'token not revoked');
    }
}
/**
 * Ends a token before its time (RFC 7009 section 2.1), as the client that it was given to.
 * @returns undefined when it is revoked, else one line that says why it is not
 * @throws Failure when there was no whole answer
 */
async function revokeToken(runner, send, token, { tenant, grant, idleTimeout, signal }) {
    const fields = { token: token.value, token_type_hint: 'access_token' };
    const request = ({ contentType, payload }) => ({
        method: 'POST',
        url: new URL('/oauth/revoke', tenant.origin),
        headers: { accept: 'application/json', 'content-type': contentType },
        payload,
        sink: () => (0,text_sink/* textSink */.v)('POST /oauth/revoke'),
        idleTimeout,
        harmless: true,
        signal,
    });
    const alone = request(jsonBody(fields));
    let asked = grant === undefined ? alone : request(clientBody(runner, tenant, grant, fields));
    let reply = await send(asked);
    if (asked !== alone && refusals.has(reply.status)) {
        asked = alone;
        reply = await send(asked);
    }
    if ((0,html/* isDone */.$L)(reply))
        return undefined;
    const { explain } = await __nccwpck_require__.e(/* import() */ 71).then(__nccwpck_require__.bind(__nccwpck_require__, 1071));
    return explain(asked, (0,html/* asError */.zR)(reply), runner.clean);
}

// EXTERNAL MODULE: ./src/state.ts
var state = __nccwpck_require__(2462);
;// CONCATENATED MODULE: ./src/cleanup.ts











/**
 * The post step ends within 30 seconds: what is not done by then is left. A job that does not stop
 * leaves enough of it to revoke the token that it was asked with.
 */
const maxMs = { all: 25_000, stop: 12_000 };
/** Longest silence of one attempt, in milliseconds, so that there is time for another. */
const idleTimeout = 8_000;
/** A token that is not revoked ends by itself: two more attempts are enough. */
const retries = 2;
/**
 * The story of the post step: stop a job that main left unsettled, and give back every token that
 * main requested. Nothing that happens here fails the job.
 * @param agents the step's connections, which end with it
 */
async function cleanup(runner, agents = new http_agents/* Agents */.lt(runner.clock)) {
    let contextOut;
    const end = within(runner.clock, maxMs.all, 'the post step has no more time');
    try {
        const saved = (0,state/* readState */.un)(runner.state);
        // This process's log knows no secret yet.
        for (const { value } of saved.tokens)
            runner.mask(value);
        // Needs nobody else and no good inputs, and may have to wait for other steps.
        if (saved.context !== undefined)
            contextOut = takeContextOut(runner, saved.context);
        // A cancelled workflow still gives its tokens back: its signal does not count here.
        await tidyUp({ ...runner, signal: end.signal }, agents, saved);
    }
    finally {
        end.cancel();
        agents.close();
        await contextOut;
    }
}
async function takeContextOut(runner, context) {
    const { removeContext } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(761)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3761));
    // Nor does the signal of a cancelled workflow count here.
    await removeContext({ ...runner, signal: new AbortController().signal }, context);
}
/** Speaks to the tenant of the state alone. */
async function tidyUp(runner, agents, saved) {
    const { tokens, stops } = saved;
    const now = runner.clock.now();
    const live = saved.tenant?.revoke === true ? tokens.filter((token) => !hasEnded(token, now)) : [];
    if (saved.tenant === undefined || (live.length === 0 && stops.length === 0))
        return;
    refuseUncheckedCertificates(runner);
    const tenant = (0,src_tenant/* parseTenant */.s)(saved.tenant.origin);
    const { credential, without } = await credentialNow(runner, tenant);
    if (without !== undefined)
        runner.log.info(`Cleaning up at ${tenant.origin} without the client's credentials: ${without}`);
    const client = openClient(runner, tenant, agents, { retries });
    const send = followingRedirects(client.send, tenant);
    const supplied = credential?.kind === 'access-token' ? credential.token : undefined;
    const grant = credential?.kind === 'access-token' ? undefined : credential;
    // The token that main used last.
    const latest = tokens.at(-1);
    const stopped = Promise.all(stops
        .filter((url) => (0,src_tenant/* onTenant */.c)(tenant, url))
        .map((url) => stop(runner, send, tenant, url, latest?.value ?? supplied, without)));
    const back = live.map(async (token) => {
        if (token === latest)
            await stopped;
        await giveBack(runner, send, token, { tenant, grant, idleTimeout, without });
    });
    await Promise.all([stopped, ...back]);
}
/** What the step's inputs still give for a tenant: the runner evaluates them anew for post. */
async function credentialNow(runner, tenant) {
    const read = await readAccess(new InputReader(runner), runner);
    if (read.tenant !== undefined && read.tenant.origin !== tenant.origin)
        return {
            without: `the step's inputs now name another tenant (${read.tenant.origin}): GitHub evaluates them again for the post step`,
        };
    if (read.tenant !== undefined && read.credential !== undefined)
        return { credential: read.credential };
    return {
        without: "the step's inputs are now empty or invalid: GitHub evaluates them again for the post step (in a nested composite action they can be empty)",
    };
}
/** Asks a job to stop that main left, for a bounded time. What goes wrong is a warning. */
async function stop(runner, send, tenant, url, token, without) {
    if (token === undefined) {
        runner.log.warning(`The job was not stopped, and may still run: for POST ${url.pathname} there is no token, since ${without ?? 'the inputs give none'}`, 'job not stopped');
        return;
    }
    const { stopJob } = await __nccwpck_require__.e(/* import() */ 278).then(__nccwpck_require__.bind(__nccwpck_require__, 6278));
    const share = within(runner.clock, maxMs.stop, 'the post step has no more time for it');
    const signal = AbortSignal.any([runner.signal, share.signal]);
    const asked = authorized(send, tenant, suppliedBearer(token));
    await stopJob(runner, asked, url, idleTimeout, signal).finally(share.cancel);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = require("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
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
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
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
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = require("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




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
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: ./src/runner/clock.ts
var clock = __nccwpck_require__(1984);
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
    const redactor = new Redactor();
    const clean = cleaning(redactor);
    return {
        input: (name) => process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
        givenInputs: () => Object.keys(process.env).flatMap((name) => /^INPUT_./iu.test(name) ? [name.slice('INPUT_'.length).toLowerCase()] : []),
        env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
        mask(...secrets) {
            const fresh = secrets.flatMap(maskable).filter((line) => redactor.add(line));
            // One write for all of them: it returns only when the runner has taken it.
            if (fresh.length > 0)
                process.stdout.write(fresh.map(maskCommand).join(''));
        },
        hides: (text) => redactor.finds(text),
        clean,
        log: {
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
        throw new failure/* Failure */.HR(`${variable} is not set: it names the file for ${handed[command]}`, {
            hint: 'The runner sets it for each step: where something else runs the action, let it do the same',
        });
    let before;
    try {
        before = (0,external_node_fs_.statSync)(file).size;
        issueFileCommand(command, prepareKeyValueMessage(name, value));
    }
    catch (error) {
        if (before !== undefined)
            cutBack(file, before);
        if ((0,failure/* systemCode */.xU)(error) === undefined)
            throw error;
        throw new failure/* Failure */.HR(`${file} (${variable}, the file for ${handed[command]}) cannot be written: ${(0,failure/* causeOf */.rl)(error)}`, { cause: error });
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
    issueCommand(level, { title: `Qlik Cloud: ${title}` }, (0,safe_text/* shorten */.ml)(message, annotationLimit));
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
            controller.abort(new failure/* Failure */.HR('The workflow was cancelled', { title: 'cancelled' }));
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
        runner.log.warning(`Cleaning up: ${(0,failure/* wordsFor */.tu)(error)}${place}`, 'clean-up failed');
    });
}
/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
async function run(runner, story, exitCode, tell) {
    let told = false;
    const report = (error) => {
        process.exitCode = exitCode;
        const frames = framesOf(error);
        // Whoever reports a fault of ours has no debug log of it.
        const [, where] = error instanceof failure/* Failure */.HR ? [] : (/(src\/[\w/.-]+:\d+)/u.exec(frames) ?? []);
        // One annotation: what follows from a fault, or comes after it, is for the debug log.
        if (told)
            runner.log.debug((0,failure/* wordsFor */.tu)(error));
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
        report(new failure/* Failure */.HR('The action ended without a result: please report it', {
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

;// CONCATENATED MODULE: ./src/post-program.ts



/** The action's post program. @param agents the step's connections, one of which may be on its way */
async function post(agents) {
    await runPost(gitHubRunner(), (runner) => cleanup(runner, agents));
    return leave();
}


/***/ }),

/***/ 1984:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* unused harmony export checkTimer */
/** Node's timers hold no more: they take a longer time for one millisecond. */
const maxTimerMs = 2 ** 31 - 1;
/** @throws RangeError for NaN and Infinity: a timer of Node's would strike at once */
function checkTimer(ms) {
    if (!Number.isFinite(ms))
        throw new RangeError('a timer takes a finite number of milliseconds');
}
/** The machine's own clock. */
const systemClock = {
    now: () => Date.now(),
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


/***/ }),

/***/ 9541:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bv: () => (/* binding */ safeLines),
/* harmony export */   Sl: () => (/* binding */ holdsControl),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   aV: () => (/* binding */ inBrief),
/* harmony export */   fB: () => (/* binding */ holdsUnseen),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
/**
 * Text from the network is data. GitHub's runner reads `::command::` at the start of a line (after
 * white space) and the older `##[command]` anywhere in one, on both streams; terminals read control
 * sequences; readers are misled by invisible and direction-changing characters.
 */
const unseen = /(?:[^ -~\u00a0-\u{10ffff}]|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb])+/gu;
/** Unicode's Cc, by what it is not: V8 takes half a millisecond to find out what `\p{Cc}` is. */
const control = /[^ -~\u00a0-\u{10ffff}]/u;
/** Whether a text holds control characters: line breaks and NUL are some. */
function holdsControl(text) {
    return control.test(text);
}
/** Whether a text holds what a reader does not see, or not for what it is: controls are some of it. */
function holdsUnseen(text) {
    return text.search(unseen) !== -1;
}
/**
 * @param text any text
 * @returns the same as one line that can only be read, never obeyed
 */
function oneLine(text) {
    return text
        .toWellFormed()
        .replace(unseen, ' ')
        .replaceAll('##[', '## [')
        .replace(/^(\s*):(?=:)/u, '$1: ');
}
/**
 * @param text any text, with line breaks of its own
 * @returns the same lines, each harmless on its own
 */
function safeLines(text) {
    return text
        .split(/\r\n|\r|\n/u)
        .map(oneLine)
        .join('\n');
}
/**
 * @param text one line
 * @param limit the most UTF-16 units to keep
 * @returns the line, cut with an ellipsis where it is longer. Secrets must be out of it already:
 *   half a secret is masked by nobody.
 */
function shorten(text, limit) {
    return text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}\u2026`;
}
/**
 * @param text anything from the network
 * @param limit the most UTF-16 units to keep
 * @param clean takes secrets out: before anything is changed, which could hide them from it, and after
 * @returns the text on one line, without secrets, cut where it is longer
 */
function inBrief(text, limit, clean) {
    return shorten(clean(clean(text).replaceAll(/\s+/gu, ' ')).trim(), limit);
}
/** How much of a bad input an error shows. */
const mostQuoted = 120;
/** Text in quotes, as an error shows it: not so long that it would push the rest out. */
function quoted(text) {
    return JSON.stringify(shorten(text, mostQuoted));
}


/***/ }),

/***/ 2462:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   un: () => (/* binding */ readState)
/* harmony export */ });
/* unused harmony exports saveTenant, saveTokens, saveContext, saveStops */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8301);


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
    const json = (name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(state(names[name]))?.value;
    const stops = state(names.stops).split(' ');
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
            ? saved.fingerprints.filter((one) => typeof one === 'string')
            : [],
    };
}


/***/ }),

/***/ 7475:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ onTenant),
/* harmony export */   s: () => (/* binding */ parseTenant)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9541);


const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const takes = 'it takes https://<hostname>, or the hostname alone';
/**
 * @param text what a person writes for a tenant: `https://acme.eu.qlikcloud.com/` or
 *   `acme.eu.qlikcloud.com`, trimmed
 * @throws Failure that says what is wrong with it; its text never shows user info
 */
function parseTenant(text) {
    const [, scheme = 'https', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/isu.exec(text) ?? [];
    if (rest.includes('@'))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`holds user info before an @; ${takes}`);
    const refuse = (why, more = '') => {
        const shown = (0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text.replace(/[?#].*$/su, '\u2026'));
        const right = rightFor(text);
        const write = right === undefined ? '' : `. Write ${right}`;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} ${why}; ${takes}${more}${write}`);
    };
    if ((0,_runner_safe_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
        refuse('holds control characters');
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
/** @returns the address that was meant, where a hostname can be made out in what was written */
function rightFor(text) {
    const [, scheme = '', host = ''] = /^(?:(https?):?\/+|\/\/)?([a-z\d.-]+(?::\d+)?)(?=[/\\?#]|$)/iu.exec(text) ?? [];
    const url = URL.parse(`https://${host}`);
    if (url === null || !(host.includes('.') || loopback.test(url.hostname)))
        return undefined;
    const plain = scheme.toLowerCase() === 'http' && loopback.test(url.hostname);
    return plain ? url.origin.replace('https:', 'http:') : url.origin;
}
/** Whether a URL is on the tenant's origin, where a credential may go. */
function onTenant(tenant, url) {
    return url.origin === tenant.origin && url.username === '' && url.password === '';
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

/***/ }),

/***/ 9783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkBypass),
/* harmony export */   s: () => (/* binding */ getProxyUrl)
/* harmony export */ });
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
    // Determine the request port
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
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
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
//# sourceMappingURL=proxy.js.map

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
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
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
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
/******/ 	
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
/******/ 	
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
/******/ 	
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
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
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
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
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
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:tls"
const external_node_tls_namespaceObject = require("node:tls");
// EXTERNAL MODULE: ./src/http/agents.ts + 1 modules
var http_agents = __nccwpck_require__(1551);
// EXTERNAL MODULE: ./src/runner/clock.ts
var clock = __nccwpck_require__(1984);
// EXTERNAL MODULE: ./src/tenant.ts
var tenant = __nccwpck_require__(7475);
;// CONCATENATED MODULE: ./src/early.ts
// First: Node reads the authorities' certificates on a thread of their own from then on.




/**
 * Begins to connect to the tenant while the rest of the program is still being loaded and the inputs
 * are read. No byte of the step's goes out: only what a TLS handshake tells, the host's name.
 * @param tenantUrl as a person writes it
 * @param env the runner's variables
 * @returns the step's agents; without a connection where the tenant is not good, or not reached
 *   directly: the inputs' own checks say so later
 */
async function connectEarly(tenantUrl, env) {
    const agents = new http_agents/* Agents */.lt(clock/* systemClock */.m);
    try {
        if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
            agents.prepare(new URL((0,tenant/* parseTenant */.s)(tenantUrl.trim()).origin));
        // Loading is one long turn of the event loop: what can go out now goes out before it.
        await new Promise((resolve) => setImmediate(resolve));
    }
    catch {
        // Told when the inputs are read.
    }
    return agents;
}

;// CONCATENATED MODULE: ./src/runner/node-version.ts
/**
 * An older one lacks what the program calls, and would fail anywhere. The action is made for Node 24
 * (`action.yml`), but 22 has all that a plain step needs.
 */
const oldest = 22;
/**
 * @param version of Node, as in `20.20.2`
 * @returns what to say of one that is too old; undefined for one that will do
 */
function tooOld(version) {
    if (Number.parseInt(version, 10) >= oldest)
        return undefined;
    return (`This action needs Node 24, and is run by Node ${version}. Update the runner to 2.327.1 or later, ` +
        'which brings Node 24; act takes the `node` that it finds in PATH');
}

// EXTERNAL MODULE: ./src/state.ts
var state = __nccwpck_require__(2462);
;// CONCATENATED MODULE: ./src/post.ts





// Main saves state where there is something to give back or to stop, and the only tenant to ask.
const { tenant: post_tenant, tokens, stops } = (0,state/* readState */.un)((name) => process.env[`STATE_${name}`] ?? '');
const busy = stops.length > 0 || (tokens.length > 0 && post_tenant?.revoke === true);
const { versions } = process;
const refused = tooOld(versions.node);
// A main that was refused has left nothing, and has said why.
if (refused === undefined)
    void (post_tenant !== undefined && busy
        ? connectEarly(post_tenant.origin, process.env)
        : Promise.resolve(new http_agents/* Agents */.lt(clock/* systemClock */.m))).then(async (agents) => {
        // In this file, and evaluated only now: the post step has too little to load for a file of its own.
        const { post } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 9296));
        await post(agents);
    });
else if (busy)
    process.stdout.write(`::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${refused}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map