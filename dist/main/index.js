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
    /** What broke the request off that got no whole answer; undefined for any other failure. */
    code;
    /** Whether any byte of that request may have reached the server. */
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
    /** The message with its hint. */
    get messageWithHint() {
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
            ? error.messageWithHint
            : `${error.messageWithHint}; see ${link(error.topic)}`;
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

/***/ 2948:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  UQ: () => (/* binding */ Connections),
  Ir: () => (/* binding */ connectEarly),
  DG: () => (/* binding */ fault)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __nccwpck_require__(4708);
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
// EXTERNAL MODULE: ./src/runner/runner.ts
var runner = __nccwpck_require__(1814);
// EXTERNAL MODULE: ./src/tenant.ts
var tenant = __nccwpck_require__(7475);
// EXTERNAL MODULE: ./src/http/proxy.ts
var proxy = __nccwpck_require__(7856);
;// CONCATENATED MODULE: ./src/http/connections.ts






/** A connection that was made early and has waited for longer may be dead already. */
const maxEarlyMs = 4000;
/** Each address of a host gets so long to connect before the next is tried; Node's 250 ms are too short. */
const addressMs = 3000;
/** So long a server on this machine may take to speak first. */
const listenMs = 3;
/** The connections of one step, each with the time of its last answer. */
class Connections {
    #clock;
    #env;
    /** One for each protocol and proxy. */
    #agents = new Map();
    #answeredAt = new WeakMap();
    constructor(clock, env) {
        this.#clock = clock;
        this.#env = env;
        // Node knows of no other way for its connections to proxies.
        (0,external_node_net_namespaceObject.setDefaultAutoSelectFamilyAttemptTimeout)(addressMs);
    }
    /**
     * Begins to connect to an origin for a request that will come soon: name, connection and TLS take three
     * round trips in which other work is done. Nothing is sent besides the TLS handshake, and nothing at all
     * to a proxy, whose tunnel a request has to ask for. What goes wrong shows in the request, later.
     */
    connectNow(url) {
        const agent = this.proxyFor(url) === undefined ? this.#agentFor(url) : undefined;
        if (agent instanceof EarlyAgent)
            agent.connectNow(url);
    }
    /**
     * @param maxQuietMs a connection whose last answer is older may be dead; 0 for a request that needs one
     *   that has carried nothing yet
     * @returns what gives a request its connection: one that is open and idle, or else a new one
     */
    agentFor(url, maxQuietMs) {
        const agent = this.#agentFor(url);
        const since = this.#clock.now() - maxQuietMs;
        for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
            if ((this.#answeredAt.get(socket) ?? 0) <= since)
                socket.destroy();
        return agent;
    }
    /** An answer has come to its end over a connection. */
    answered(socket) {
        this.#answeredAt.set(socket, this.#clock.now());
    }
    /** The proxy for a URL: a redirect may lead to a host that `no_proxy` names, or from one. */
    proxyFor(url) {
        return (0,proxy/* proxyFor */.iJ)(url, this.#env);
    }
    /** Ends all connections, so that the process can end. */
    close() {
        for (const agent of this.#agents.values())
            agent.destroy();
        this.#agents.clear();
    }
    /**
     * http-client's own agent keeps to one protocol and tunnels with a deprecated call: Node's agents
     * know proxies themselves.
     */
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
/**
 * Opens a step's connections, the first of which is on its way to the tenant while the rest of the program
 * is still being loaded and the inputs are read. No byte of the step's goes out: only what a TLS handshake
 * tells, the host's name.
 * @param tenantUrl as a person writes it; undefined for no connection. Where it is not good, the inputs' own
 *   checks say so later
 * @param env the runner's variables
 */
async function connectEarly(tenantUrl, env) {
    const connections = new Connections(runner/* systemClock */.m, (name) => env[name] === '' ? undefined : env[name]);
    if (tenantUrl === undefined)
        return connections;
    try {
        if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
            connections.connectNow(new URL((0,tenant/* parseTenant */.s)(tenantUrl.trim()).origin));
        // Loading is one long turn of the event loop: what can go out now goes out before it.
        await new Promise((resolve) => setImmediate(resolve));
    }
    catch {
        // Reported when the inputs are read.
    }
    return connections;
}
/** A server that has spoken first has given up on it (408), and its words would be taken for an answer. */
function isUnused(socket) {
    return !socket.destroyed && socket.readableLength === 0;
}
/** Connects before there is a request: the first one to the same host and port gets that connection. */
class EarlyAgent extends external_node_https_.Agent {
    #clock;
    #early = [];
    constructor(options, clock) {
        super(options);
        this.#clock = clock;
    }
    connectNow(url) {
        const { host, port } = (0,proxy/* hostAndPort */.PG)(url);
        // As the agent names a server itself: TLS has no names for addresses (RFC 6066 section 3).
        const servername = (0,external_node_net_namespaceObject.isIP)(host) === 0 ? host : '';
        const options = { ...this.options, host, port, servername };
        const socket = super.createConnection(options);
        // A request that comes later meets the same fault, and reports it.
        socket.on('error', () => undefined);
        this.#early.push({ host, port, since: this.#clock.now(), socket });
    }
    createConnection(...wanted) {
        const [{ host, port }] = wanted;
        const found = this.#early.find((early) => early.host === host && early.port === Number(port));
        if (found === undefined)
            return super.createConnection(...wanted);
        this.#early = this.#early.filter((early) => early !== found);
        const { socket, since } = found;
        if (isUnused(socket) && this.#clock.now() - since <= maxEarlyMs)
            return socket;
        socket.destroy();
        return super.createConnection(...wanted);
    }
    destroy() {
        for (const { socket } of this.#early)
            socket.destroy();
        super.destroy();
    }
}
/**
 * Whatever listens on a port of this machine may speak as soon as it accepts, and Node would take that for
 * the answer to what it has not heard. So a connection without TLS carries a request only after a moment of
 * silence.
 */
class ListeningAgent extends external_node_http_.Agent {
    /** Sockets that the agent itself does not know yet. */
    #listening = new Set();
    createConnection(...[options, callback]) {
        const socket = super.createConnection(options);
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
        socket
            .on('error', settle)
            .on('close', onClose)
            .once('connect', () => {
            setTimeout(() => {
                // What has come is seen in the turn after.
                setImmediate(() => {
                    if (isUnused(socket))
                        settle(null);
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
/** An error as Node's own, known by its code. */
function fault(code) {
    return Object.assign(new Error(code), { code });
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

/** How Node is told where to connect to. */
function hostAndPort({ hostname, port, protocol }) {
    const byProtocol = protocol === 'https:' ? 443 : 80;
    return {
        host: hostname.replace(/^\[|\]$/gu, ''),
        port: port === '' ? byProtocol : Number(port),
    };
}
/**
 * The proxy that the runner's environment names for a URL: `https_proxy`, `http_proxy` and
 * `no_proxy`, in either case, read as every action reads them; a scheme may be left out.
 * @returns undefined when the request goes straight to the host
 * @throws Failure when the variable holds something else: going straight to the host instead, as
 *   Node and http-client would, could be just what the proxy is there to prevent. Its text never
 *   shows the value, which may hold a password
 */
function proxyFor(url, env) {
    if (bypasses(url, env('no_proxy') ?? env('NO_PROXY') ?? ''))
        return undefined;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const found = [name, name.toUpperCase()].find((variable) => env(variable) !== undefined);
    const written = found === undefined ? undefined : env(found)?.trim();
    if (found === undefined || written === undefined || written === '')
        return undefined;
    const proxy = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(written) ? written : `http://${written}`);
    if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasMore(proxy))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` is not the URL of a proxy; ${takes}`);
    if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` has a % that encodes nothing in its user or password; ${takes}`);
    return proxy;
}
/** As `checkBypass` of `@actions/http-client` has it, which reads the process's own variables. */
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
        return item === '*' || hosts.some((one) => one === item || one.endsWith(end));
    });
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

/***/ 1814:
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
/* harmony export */   ji: () => (/* binding */ durationInWords),
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
const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
/** Bytes in words: `1.2 GiB`. */
function sizeInWords(bytes) {
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
    const figure = power === 0 ? String(Math.round(bytes)) : (bytes / 1024 ** power).toFixed(1);
    return `${figure} ${units[power] ?? ''}`;
}
/** Milliseconds in words: `42 s`, `3 min 5 s`. */
function durationInWords(ms) {
    const all = Math.round(ms / 1000);
    return all < 60
        ? `${String(all)} s`
        : `${String(Math.floor(all / 60))} min ${String(all % 60)} s`;
}


/***/ }),

/***/ 7475:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ onTenant),
/* harmony export */   s: () => (/* binding */ parseTenant)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4099);


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
        const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(text.replace(/[?#].*$/su, '\u2026'));
        const right = rightFor(text);
        const write = right === undefined ? '' : `. Write ${right}`;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} ${why}; ${takes}${more}${write}`);
    };
    if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(text))
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

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N1: () => (/* binding */ userAgent),
/* harmony export */   Yo: () => (/* binding */ tooOld)
/* harmony export */ });
/* unused harmony export version */
/** The action's version, as in package.json (a test holds the two together). */
const version = '0.3.0';
/** What every request names itself as. */
const userAgent = `qlik-cloud-action/${version}`;
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

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

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
// EXTERNAL MODULE: ./src/http/connections.ts + 1 modules
var connections = __nccwpck_require__(2948);
// EXTERNAL MODULE: ./src/version.ts
var version = __nccwpck_require__(311);
;// CONCATENATED MODULE: ./src/main.ts
// First: Node reads the authorities' certificates on a thread of their own from then on.



// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
const { versions } = process;
const refused = (0,version/* tooOld */.Yo)(versions.node);
if (refused === undefined)
    void (0,connections/* connectEarly */.Ir)(process.env['INPUT_TENANT-URL'], process.env).then(async (connections) => {
        // A file of its own: V8 reads it while the connection is being made.
        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(975), __nccwpck_require__.e(276)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3075));
        await main(connections);
    });
else
    process.stdout.write(`::error title=Qlik Cloud%3A step failed::${refused}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map