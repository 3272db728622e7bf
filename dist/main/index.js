/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 1633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gg: () => (/* binding */ titleOf),
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   rl: () => (/* binding */ causeOf),
/* harmony export */   tu: () => (/* binding */ wordsFor),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
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

/***/ 6982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

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

/***/ 6466:
/***/ ((module) => {

module.exports = require("node:stream/promises");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

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

;// CONCATENATED MODULE: ./src/main.ts


// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
const { versions } = process;
const refused = tooOld(versions.node);
if (refused === undefined)
    void connectEarly(process.env['INPUT_TENANT-URL'] ?? '', process.env).then(async (agents) => {
        // A file of its own: V8 reads it while the connection is being made.
        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(484), __nccwpck_require__.e(177)]).then(__nccwpck_require__.bind(__nccwpck_require__, 827));
        await main(agents);
    });
else
    process.stdout.write(`::error title=Qlik Cloud%3A step failed::${refused}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map