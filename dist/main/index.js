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

/***/ 8301:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   s$: () => (/* binding */ jsonText),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   wf: () => (/* binding */ leavesOf)
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
/* harmony export */   IG: () => (/* binding */ cancelBudgetMs),
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

/***/ 7475:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I9: () => (/* binding */ linkedFrom),
/* harmony export */   cb: () => (/* binding */ onTenant),
/* harmony export */   kQ: () => (/* binding */ offTenant),
/* harmony export */   o1: () => (/* binding */ resolvePath),
/* harmony export */   sl: () => (/* binding */ parseTenant)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8301);
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
        const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(path.replace(/[?#].*$/su, '').replace(/\/\/[^/]*@/u, '//\u2026@'));
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`${shown} ${why}; it must be a path on the tenant, such as /api/v1/users/me`);
    };

    if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(path))
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
    const [origin, host] = [(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .ml)(url.origin, maxHostLength), (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .shorten */ .ml)(url.host, maxHostLength)];
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
        if ((0,_runner_text_js__WEBPACK_IMPORTED_MODULE_1__/* .holdsControl */ .Sl)(spelling))
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
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text)?.value;
    return Array.isArray(value) || (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) || /^\s*(?:\[\s*\{?|\{)\s*"/u.test(text);
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

var version = __nccwpck_require__(311);
;// CONCATENATED MODULE: ./src/main.ts





process.exitCode = 1;
const versionError = (0,version/* nodeVersionError */.Jp)(process.versions.node);
if (versionError === undefined)
    void (0,connections/* connectEarly */.Ir)(process.env['INPUT_TENANT-URL'], process.env).then(async (connections) => {

        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(975), __nccwpck_require__.e(941)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3786));
        await main(connections);
    });
else
    process.stdout.write(`::error title=Qlik Cloud%3A step failed::${versionError}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map