export const id = 899;
export const ids = [899];
export const modules = {

/***/ 7899:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   allPages: () => (/* binding */ allPages)
/* harmony export */ });
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_events__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1633);
/* harmony import */ var _http_exchange_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1823);
/* harmony import */ var _http_spent_buffers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(846);
/* harmony import */ var _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1093);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8301);
/* harmony import */ var _tenant_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7475);








/** What parsing and writing a page leaves behind, in bytes for one of its text: about this much. */
const memoryOfJson = 32;
/**
 * Follows `links.next.href` from a first page to the end, strictly one after another: the next page
 * is asked for while the last is written, and only one is held in memory.
 * @returns the list as `{"data":[…all pages…]}` with the first page's status and headers; the first
 *   answer as it is when it is no page of a list
 * @throws Failure for a next page on another origin, one seen before, or one that is not 2xx
 */
async function allPages(paging, first) {
    const start = (0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .isSuccess */ .oJ)(first.status) ? readPage(first.body) : undefined;
    const list = paging.list();
    try {
        const bytes = start === undefined
            ? await copy(first, list)
            : first.bytes + (await join(paging, start, list));
        list.writable.end();
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.finished)(list.writable);
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
    const progress = new _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__/* .NowAndThen */ .v(paging.runner);
    const began = clock.now();
    const name = (0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(paging.request);
    let [pages, items, bytes] = [0, 0, 0];
    let separator = '';
    const soFar = () => `${name}: ${String(pages)} pages, ${String(items)} items`;
    const spent = new _http_spent_buffers_js__WEBPACK_IMPORTED_MODULE_6__/* .SpentBuffers */ .u();
    await put(list, '{"data":[');
    for (let page = start; page !== undefined;) {
        const next = page.next === undefined ? undefined : nextRequest(paging, page.next, seen);
        const pending = next === undefined ? undefined : paging.send(next);
        // Looked at below; until then its failure is nobody's.
        pending?.catch(() => undefined);
        // It goes out in the next turn of the event loop, which what follows would hold up.
        if (pending !== undefined)
            await new Promise((resolve) => setImmediate(resolve));
        for (const item of itemsOf(page)) {
            await put(list, separator + JSON.stringify(item));
            separator = ',';
            items++;
        }
        pages++;
        progress.tell(() => `${soFar()} so far`);
        spent.add(page.text.length * memoryOfJson);
        page = undefined;
        if (pending === undefined || next === undefined)
            continue;
        const reply = await pending;
        bytes += reply.bytes;
        try {
            page = await laterPage(paging, next, reply);
        }
        finally {
            await reply.discard();
        }
    }
    await put(list, ']}');
    if (pages > 1)
        log.info(`${soFar()} in all, in ${String(clock.now() - began)} ms`);
    return bytes;
}
async function laterPage(paging, asked, reply) {
    if (!(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .isSuccess */ .oJ)(reply.status)) {
        const answer = { ...reply, text: reply.body.text };
        const { explain } = await __webpack_require__.e(/* import() */ 71).then(__webpack_require__.bind(__webpack_require__, 1071));
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`A later page failed: ${explain(asked, answer, paging.runner.clean)}`, {
            title: 'call refused',
        });
    }
    const page = readPage(reply.body);
    if (page === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(asked)}: a later page is no page of a list`);
    return page;
}
function nextRequest(paging, href, seen) {
    const { request, tenant } = paging;
    const refuse = (why) => {
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${(0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(request)}: the next page ${why}`);
    };
    const url = URL.parse(href, request.url.href) ?? refuse('has an address that is no URL');
    if (!(0,_tenant_js__WEBPACK_IMPORTED_MODULE_3__/* .onTenant */ .cb)(tenant, url))
        refuse(`is on another origin (${url.origin})`);
    if (seen.has(url.href))
        refuse('is one that was seen before');
    seen.add(url.href);
    return { ...request, url, quiet: true };
}
/** @returns undefined when the body is no page of a list */
function readPage(body) {
    const text = body.wholeText();
    const json = text === undefined ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(text)?.value;
    if (text === undefined || !(0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(json) || !Array.isArray(json.data) || !(0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(json.links))
        return undefined;
    const { next } = json.links;
    const href = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(next) ? next.href : undefined;
    return { text, next: typeof href === 'string' && href !== '' ? href : undefined };
}
/** Numbers keep every digit: a double would not hold them. */
function itemsOf({ text }) {
    const exact = JSON;
    const page = exact.parse(text, (_, value, { source }) => typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value);
    return page.data;
}
async function put({ writable }, chunk) {
    if (writable.errored !== null)
        throw writable.errored;
    if (!writable.write(chunk))
        await (0,node_events__WEBPACK_IMPORTED_MODULE_0__.once)(writable, 'drain');
}


/***/ })

};

//# sourceMappingURL=899.index.js.map