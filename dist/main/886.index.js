"use strict";
exports.id = 886;
exports.ids = [886];
exports.modules = {

/***/ 886:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


__webpack_require__.r(__webpack_exports__);


__webpack_require__.d(__webpack_exports__, {
  allPages: () => (/* binding */ allPages)
});


var src_failure = __webpack_require__(1633);

var outcome = __webpack_require__(7763);

var transfer = __webpack_require__(1093);

var src_tenant = __webpack_require__(7475);

var src_json = __webpack_require__(8301);

var response_body = __webpack_require__(8059);
;// CONCATENATED MODULE: ./src/response/list-page.ts








function readPage(body, known) {
    const noList = (why) => ({ kind: 'no list', why });
    const unusable = (why) => ({ kind: 'unusable', why });
    if (body.length === 0)
        return noList('is empty');

    const text = body.wholeText()?.replace(/^\ufeff/u, '');
    if (text === undefined)
        return unusable(body.length > response_body/* maxJsonBytes */.ou
            ? 'is larger than 500 MiB: request fewer items per page, with `limit` in `query`'
            : 'is not UTF-8 text');
    const json = (0,src_json/* parseJson */.qF)(text);
    if (json === undefined)
        return noList((0,outcome/* looksLikeHtml */.te)(text) ? 'is HTML (the login or maintenance page of a proxy?)' : 'is not JSON');
    const page = json.value;
    if (!(0,src_json/* isRecord */.u4)(page) || !(0,src_json/* isRecord */.u4)(page.links))
        return noList('has no `links`');
    const next = nextLinkIn(page.links);
    if (next === null)
        return unusable('has a `links.next` that is neither a link nor empty');
    if (known !== undefined)
        return Object.hasOwn(page, known) && Array.isArray(page[known])
            ? { kind: 'page', text, list: known, next }
            : unusable('has no list in the field that holds it on the first page');
    const [list, ...others] = listFieldsIn(page);
    if (list === undefined)
        return next === undefined
            ? noList('has no list next to `links`')
            : unusable('has a next link, but no list: neither `data` nor one array of objects');
    if (others.length > 0)
        return next === undefined
            ? noList('has several arrays next to `links` that could be the list')
            : unusable('has a next link, but several arrays that could be the list');

    if (list !== 'data' && next === undefined && Object.hasOwn(page, 'id'))
        return noList('is a single object with an `id`');
    return { kind: 'page', text, list, next };
}

function listFieldsIn(page) {
    if (Array.isArray(page.data))
        return ['data'];
    const arrays = Object.entries(page).flatMap(([name, field]) => Array.isArray(field) ? [[name, field]] : []);
    const filled = arrays.filter(([, items]) => items.length > 0 && items.every(src_json/* isRecord */.u4));

    const found = filled.length > 0 ? filled : arrays.filter(([, items]) => items.length === 0);
    return found.map(([name]) => name);
}

function nextLinkIn({ next }) {
    const address = (0,src_json/* isRecord */.u4)(next) ? next.href : next;
    if (typeof address === 'string')
        return address === '' ? undefined : address;
    const none = address === undefined || address === null;
    return none || ((0,src_json/* isRecord */.u4)(address) && Object.keys(address).length === 0) ? undefined : null;
}

;// CONCATENATED MODULE: ./src/response/list.ts






const garbageBytesPerCharacter = 32;








async function allPages(paging, first) {
    const list = paging.newBody();
    try {
        const isList = (0,outcome/* isSuccess */.oJ)(first.status) && (await paging.failureIn(paging.request, first)) === undefined;
        const start = isList ? firstPageOf(paging, first) : undefined;
        const bytes = start === undefined
            ? await copy(first, list)
            : first.bytes + (await writePages(paging, start, list));
        await list.end();
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

function firstPageOf({ request, onNoList }, first) {
    const start = readPage(first.body);
    if (start.kind === 'page')
        return start;
    const name = (0,outcome/* nameOf */.Vb)(request);
    if (start.kind === 'unusable')
        throw new src_failure/* Failure */.HR(`${name}: the first page ${start.why}`);

    if ((0,outcome/* saysHtml */.KG)(first) && first.body.beginsWith('<'))
        return undefined;
    onNoList?.(`${name}: \`paginate\` finds no list to follow: the response ${start.why}`);
    return undefined;
}
async function copy(reply, list) {
    for await (const chunk of reply.body.chunks())
        await list.write(chunk);
    return reply.bytes;
}

async function writePages(paging, start, list) {
    const { request, runner, send } = paging;
    const seen = new Set([request.url.href]);
    const progress = new transfer/* ThrottledLog */.Dw(runner);
    const spent = new transfer/* SpentBuffers */.uH();
    const startedAt = runner.clock.now();
    const name = (0,outcome/* nameOf */.Vb)(request);
    let [pages, items, bytes] = [0, 0, 0];
    const soFar = () => `${name}: ${String(pages)} pages, ${String(items)} items`;
    const write = async (page, from) => {
        const next = page.next === undefined ? undefined : nextRequest(paging, from, page.next, seen);
        for (const item of itemsOf(name, page)) {
            await writeText(list, items === 0 ? item : `,${item}`);
            items++;
        }
        pages++;
        progress.info(() => `${soFar()} so far`);
        spent.add(page.text.length * garbageBytesPerCharacter);
        return next;
    };
    await writeText(list, `{${JSON.stringify(start.list)}:[`);
    let next = await write(start, request.url);
    while (next !== undefined) {
        const reply = await send(next);
        bytes += reply.bytes;
        const read = laterPage(paging, next, reply, start.list);
        const page = await read.finally(() => reply.discard());
        next = await write(page, next.url);
    }
    await writeText(list, ']}');
    if (pages > 1)
        runner.info(`${soFar()} in all, in ${String(runner.clock.now() - startedAt)} ms`);
    return bytes;
}
async function laterPage(paging, request, reply, list) {
    const failure = await paging.failureIn(request, reply);
    if (failure !== undefined)
        throw failure;
    if (!(0,outcome/* isSuccess */.oJ)(reply.status)) {
        const [{ explain }, { safeToShow }] = await Promise.all([
            __webpack_require__.e(/* import() */ 612).then(__webpack_require__.bind(__webpack_require__, 612)),
            __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 2576)),
        ]);
        const answer = { ...reply, text: safeToShow(reply.body.text, paging.mask) };
        throw new src_failure/* Failure */.HR(`A later page failed: ${explain(request, answer, paging.runner.clean)}`, {
            title: 'call refused',
        });
    }
    const page = readPage(reply.body, list);
    if (page.kind === 'page')
        return page;
    throw new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: a later page is not a page of the list: it ${page.why}, so the list is incomplete`);
}

function nextRequest({ request, tenant }, from, link, seen) {
    const refuse = (why, hint) => {
        throw new src_failure/* Failure */.HR(`${(0,outcome/* nameOf */.Vb)(request)}: the next page ${why}`, { hint });
    };
    const url = (0,src_tenant/* linkedFrom */.I9)(from, link) ?? refuse('has a link that is not a URL');
    const off = (0,src_tenant/* offTenant */.kQ)(tenant, url);
    if (off !== undefined)
        refuse(`is ${off.where}`, off.hint);
    if (request.method !== 'GET' && url.pathname !== request.url.pathname)
        refuse(`has another path, and a ${request.method} is sent only to the path of the list`);

    url.hash = '';
    if (seen.has(url.href))
        refuse('is one that has already been read');
    seen.add(url.href);
    return { ...request, url, quiet: true };
}




function* itemsOf(name, { text, list }) {
    const exact = JSON;
    try {
        const page = exact.parse(text, (_, value, { source }) => typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value);
        const items = page[list] ?? [];
        for (const item of items)
            yield JSON.stringify(item);
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        throw new src_failure/* Failure */.HR(`${name}: a page is nested too deeply to be read`);
    }
}
async function writeText(list, text) {
    await list.write(Buffer.from(text));
}


/***/ })

};
;
//# sourceMappingURL=886.index.js.map