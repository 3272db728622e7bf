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
    const told = [name, code].filter((part) => typeof part === 'string').join(' ');
    return `an unexpected fault of the action (${told || 'unknown'}): please report it`;
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

var runner = __nccwpck_require__(1814);

var tenant = __nccwpck_require__(7475);

var proxy = __nccwpck_require__(7856);
;// CONCATENATED MODULE: ./src/http/connections.ts







const maxEarlyMs = 4000;

const addressMs = 3000;

const listenMs = 3;

class Connections {
    #clock;
    #env;

    #agents = new Map();
    #answeredAt = new WeakMap();
    constructor(clock, env) {
        this.#clock = clock;
        this.#env = env;

        (0,external_node_net_namespaceObject.setDefaultAutoSelectFamilyAttemptTimeout)(addressMs);
    }





    connectNow(url) {
        const agent = this.proxyFor(url) === undefined ? this.#agentFor(url) : undefined;
        if (agent instanceof EarlyAgent)
            agent.connectNow(url);
    }





    agentFor(url, maxQuietMs) {
        const agent = this.#agentFor(url);
        const since = this.#clock.now() - maxQuietMs;
        for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []))
            if ((this.#answeredAt.get(socket) ?? 0) <= since)
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
    const connections = new Connections(runner/* systemClock */.m, (name) => env[name] === '' ? undefined : env[name]);
    if (tenantUrl === undefined)
        return connections;
    try {
        if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
            connections.connectNow(new URL((0,tenant/* parseTenant */.s)(tenantUrl.trim()).origin));

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





class ListeningAgent extends external_node_http_.Agent {

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
    if (proxy === null || !/^https?:$/u.test(proxy.protocol) || hasMore(proxy))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` is not the URL of a proxy; ${takes}`);
    if (decoded(proxy.username) === undefined || decoded(proxy.password) === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(`\`${found}\` has a % that encodes nothing in its user or password; ${takes}`);
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
        return item === '*' || hosts.some((one) => one === item || one.endsWith(end));
    });
}
const takes = 'it takes http://user:password@host:port, special characters in user and password percent-encoded';

function hasMore({ pathname, search, hash }) {
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

/***/ 1814:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });


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

const mostQuoted = 120;

function quoted(text) {
    return JSON.stringify(shorten(text, mostQuoted));
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
/* harmony export */   c: () => (/* binding */ onTenant),
/* harmony export */   s: () => (/* binding */ parseTenant)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1633);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4099);


const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;
const takes = 'it takes https://<hostname>, or the hostname alone';





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

function rightFor(text) {
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


/***/ }),

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N1: () => (/* binding */ userAgent),
/* harmony export */   Yo: () => (/* binding */ tooOld)
/* harmony export */ });


const version = '0.3.0';

const userAgent = `qlik-cloud-action/${version}`;




const oldest = 22;




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
const { versions } = process;
const refused = (0,version/* tooOld */.Yo)(versions.node);
if (refused === undefined)
    void (0,connections/* connectEarly */.Ir)(process.env['INPUT_TENANT-URL'], process.env).then(async (connections) => {

        const { main } = await Promise.all(/* import() */[__nccwpck_require__.e(975), __nccwpck_require__.e(276)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3075));
        await main(connections);
    });
else
    process.stdout.write(`::error title=Qlik Cloud%3A step failed::${refused}\n`);

module.exports = __webpack_exports__;
/******/ })()
;
//# sourceMappingURL=index.js.map