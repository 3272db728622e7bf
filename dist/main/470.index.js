"use strict";
exports.id = 470;
exports.ids = [470];
exports.modules = {

/***/ 7470:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  allPages: () => (/* binding */ allPages)
});

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/http/exchange.ts
var exchange = __webpack_require__(1823);
// EXTERNAL MODULE: ./src/http/spent-buffers.ts
var spent_buffers = __webpack_require__(846);
// EXTERNAL MODULE: ./src/http/transfer.ts
var transfer = __webpack_require__(1093);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/tenant.ts
var src_tenant = __webpack_require__(7475);
;// CONCATENATED MODULE: ./src/response/page-ahead.ts

/**
 * The page of a list that is on its way while the one before it is written. When that one fails, it
 * is given up: it is not asked for again, holds nobody up, and leaves no file.
 */
class PageAhead {
    #send;
    #end = new AbortController();
    #signal;
    #pending;
    /**
     * @param signal the step's own
     * @param list where the pages go: what goes wrong there is told by whoever writes next, or waits
     */
    constructor(send, signal, list) {
        this.#send = send;
        this.#signal = AbortSignal.any([signal, this.#end.signal]);
        list.on('error', (error) => {
            this.#end.abort(error);
        });
    }
    /** Asks for a page. It is out when this settles: what is done next may hold the event loop up. */
    async ask(request) {
        this.#pending = this.#send({ ...request, signal: this.#signal });
        // Looked at in `take`; until then its failure is nobody's.
        this.#pending.catch(() => undefined);
        await new Promise((resolve) => setImmediate(resolve));
    }
    /** @throws what the request throws, or what went wrong with the list */
    async take() {
        const reply = await this.#pending;
        this.#pending = undefined;
        return reply;
    }
    /** Gives up what nobody has taken. */
    async end() {
        this.#end.abort(new failure/* Failure */.HR('No more pages are wanted'));
        await this.#pending?.then((reply) => reply.discard(), () => undefined);
    }
}

;// CONCATENATED MODULE: ./src/response/pages.ts









/** What parsing and writing a page leaves behind, in bytes for one of its text: about this much. */
const memoryOfJson = 32;
/**
 * Follows `links.next.href` from a first page to the end, strictly one after another: the next page
 * is asked for while the last is written, and only one is held in memory.
 * @returns the list as `{"data":[\u2026all pages\u2026]}` with the first page's status and headers; the first
 *   answer as it is when it is no page of a list
 * @throws Failure for a next page on another origin, one seen before, or one that is not 2xx
 */
async function allPages(paging, first) {
    const start = (0,exchange/* isSuccess */.oJ)(first.status) ? readPage(first.body) : undefined;
    const list = paging.list();
    try {
        const bytes = start === undefined
            ? await copy(first, list)
            : first.bytes + (await join(paging, start, list));
        list.writable.end();
        await (0,promises_.finished)(list.writable);
        return { ...first, bytes, body: list, discard: () => list.discard() };
    }
    catch (error) {
        await list.discard();
        throw error;
    }
    finally {
        await first.discard();
    }
}
async function copy(reply, list) {
    for await (const chunk of reply.body.chunks())
        await put(list, chunk);
    return reply.bytes;
}
/** @returns the bytes of the pages after the first */
async function join(paging, start, list) {
    const seen = new Set([paging.request.url.href]);
    const { clock, log } = paging.runner;
    const progress = new transfer/* NowAndThen */.v(paging.runner);
    const began = clock.now();
    const name = (0,exchange/* nameOf */.Vb)(paging.request);
    let [pages, items, bytes] = [0, 0, 0];
    let separator = '';
    const soFar = () => `${name}: ${String(pages)} pages, ${String(items)} items`;
    const spent = new spent_buffers/* SpentBuffers */.u();
    const ahead = new PageAhead(paging.send, paging.runner.signal, list.writable);
    try {
        await put(list, '{"data":[');
        for (let page = start; page !== undefined;) {
            const next = page.next === undefined ? undefined : nextRequest(paging, page.next, seen);
            if (next !== undefined)
                await ahead.ask(next);
            for (const item of itemsOf(name, page)) {
                await put(list, separator + item);
                separator = ',';
                items++;
            }
            pages++;
            progress.tell(() => `${soFar()} so far`);
            spent.add(page.text.length * memoryOfJson);
            page = undefined;
            const reply = await ahead.take();
            if (reply === undefined || next === undefined)
                continue;
            bytes += reply.bytes;
            try {
                page = await laterPage(paging, next, reply);
            }
            finally {
                await reply.discard();
            }
        }
        await put(list, ']}');
    }
    finally {
        await ahead.end();
    }
    if (pages > 1)
        log.info(`${soFar()} in all, in ${String(clock.now() - began)} ms`);
    return bytes;
}
async function laterPage(paging, asked, reply) {
    if (!(0,exchange/* isSuccess */.oJ)(reply.status)) {
        const answer = { ...reply, text: reply.body.text };
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        throw new failure/* Failure */.HR(`A later page failed: ${explain(asked, answer, paging.runner.clean)}`, {
            title: 'call refused',
        });
    }
    const page = readPage(reply.body);
    if (page === undefined)
        throw new failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(asked)}: a later page is not a page of a list`);
    return page;
}
function nextRequest(paging, href, seen) {
    const { request, tenant } = paging;
    const refuse = (why) => {
        throw new failure/* Failure */.HR(`${(0,exchange/* nameOf */.Vb)(request)}: the next page ${why}`);
    };
    const url = URL.parse(href, request.url.href) ?? refuse('has an address that is not a URL');
    if (!(0,src_tenant/* onTenant */.c)(tenant, url))
        refuse(`is on another origin (${url.origin})`);
    if (seen.has(url.href))
        refuse('is one that was seen before');
    seen.add(url.href);
    return { ...request, url, quiet: true };
}
/** @returns undefined when the body is no page of a list */
function readPage(body) {
    const text = body.wholeText();
    const json = text === undefined ? undefined : (0,src_json/* parseJson */.qF)(text)?.value;
    if (text === undefined || !(0,src_json/* isRecord */.u4)(json) || !Array.isArray(json.data) || !(0,src_json/* isRecord */.u4)(json.links))
        return undefined;
    const { next } = json.links;
    const href = (0,src_json/* isRecord */.u4)(next) ? next.href : undefined;
    return { text, next: typeof href === 'string' && href !== '' ? href : undefined };
}
/**
 * The items of a page, each as JSON. Numbers keep every digit: a double would not hold them.
 * @throws Failure for what is nested more deeply than V8 can follow
 */
function* itemsOf(name, { text }) {
    const exact = JSON;
    try {
        const page = exact.parse(text, (_, value, { source }) => typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value);
        for (const item of page.data)
            yield JSON.stringify(item);
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new failure/* Failure */.HR(`${name}: a page is nested too deeply to be read`);
    }
}
async function put({ writable }, chunk) {
    if (writable.errored !== null)
        throw writable.errored;
    if (!writable.write(chunk))
        await (0,external_node_events_.once)(writable, 'drain');
}


/***/ })

};
;
//# sourceMappingURL=470.index.js.map