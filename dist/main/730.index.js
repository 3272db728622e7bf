"use strict";
exports.id = 730;
exports.ids = [730];
exports.modules = {

/***/ 3730:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  addContext: () => (/* binding */ addContext),
  M: () => (/* binding */ checkContext),
  renewContext: () => (/* binding */ renewContext)
});

// UNUSED EXPORTS: removeContext

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/runner/safe-text.ts
var safe_text = __webpack_require__(9541);
;// CONCATENATED MODULE: ./src/qlik-cli/context-state.ts

/** Under this name main tells post of its context: nothing of others', and no token. */
const stateName = 'qlik-cli-context';
function saveContext(runner, state) {
    runner.saveState(stateName, JSON.stringify(state));
}
/** @returns undefined when main added no context */
function savedContext(runner) {
    const saved = parseJson(runner.state(stateName))?.value;
    if (!isRecord(saved))
        return undefined;
    const [home, name] = [textIn(saved, 'home'), textIn(saved, 'name')];
    if (home === undefined || name === undefined)
        return undefined;
    const { folder, file } = isRecord(saved.made) ? saved.made : {};
    const made = { folder: folder === true, file: file === true };
    return { home, name, before: textIn(saved, 'before'), dangling: saved.dangling === true, made };
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/qlik-cli/edits.ts
/** @param edits none of which touches another */
function edited(text, edits) {
    return edits
        .toSorted((a, b) => b.from - a.from)
        .reduce((rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to), text);
}
/**
 * Adds an entry behind the last one of a map that is written over several lines.
 * @param entry its lines, not indented
 * @returns undefined where the map is written otherwise
 */
function appending(text, map, entry) {
    const [first] = map?.items ?? [];
    const last = map?.items.at(-1);
    if (map === undefined || map.flow === true || first === undefined || last === undefined)
        return undefined;
    const start = rangeOf(first.key)?.[0];
    const at = endOfLine(text, last);
    if (start === undefined || at === undefined)
        return undefined;
    const indent = text.slice(startOfLine(text, start), start);
    if (indent.trim() !== '')
        return undefined;
    const lines = entry.trimEnd().split('\n');
    const missing = at === 0 || text[at - 1] === '\n' ? '' : '\n';
    const added = lines.map((line) => `${indent}${line}\n`).join('');
    return { from: at, to: at, text: missing + added };
}
/** Puts a line before the first entry of a map that is not indented. */
function prepending(text, map, line) {
    const at = rangeOf(map.items[0]?.key)?.[0];
    if (map.flow === true || at === undefined || startOfLine(text, at) !== at)
        return undefined;
    return { from: at, to: at, text: line };
}
/** Takes out an entry of a map, its lines whole. */
function removing(text, pair) {
    const start = rangeOf(pair.key)?.[0];
    const end = endOfLine(text, pair);
    if (start === undefined || end === undefined)
        return undefined;
    const from = startOfLine(text, start);
    return text.slice(from, start).trim() === '' ? { from, to: end, text: '' } : undefined;
}
/** Puts another scalar into the place of one. @param scalar as YAML writes it */
function replacing(node, scalar) {
    const range = rangeOf(node);
    return range === undefined ? undefined : { from: range[0], to: range[1], text: scalar };
}
function rangeOf(node) {
    if (typeof node !== 'object' || node === null || !('range' in node))
        return undefined;
    return node.range ?? undefined;
}
function startOfLine(text, at) {
    return text.lastIndexOf('\n', at - 1) + 1;
}
/** Behind the line in which an entry ends, a comment on it included. */
function endOfLine(text, { key, value }) {
    const end = (rangeOf(value) ?? rangeOf(key))?.[1];
    if (end === undefined || (end > 0 && text[end - 1] === '\n'))
        return end;
    const lineBreak = text.indexOf('\n', end);
    return lineBreak < 0 ? text.length : lineBreak + 1;
}

;// CONCATENATED MODULE: ./src/qlik-cli/contexts.ts



/** Lines are not folded: neither others' nor a long token. */
const unfolded = { lineWidth: 0 };
/**
 * Everything is text, so that what is not ours comes out as it went in; nothing is looked for that
 * takes long in a file that somebody made to take long; and no warning shows what the file holds.
 */
const asText = {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    mapAsMap: true,
    logLevel: 'silent',
};
/**
 * The contexts of qlik-cli, as its file has them. What is not ours, comments too, stays as it is.
 * @see https://qlik.dev/toolkits/qlik-cli/context/
 */
class Contexts {
    #yaml;
    #document;
    #root;
    #text;
    /** What has been done, as changes of the text; undefined where that cannot be said. */
    #edits = [];
    constructor(yaml, text, document, root) {
        this.#text = text;
        this.#yaml = yaml;
        this.#document = document;
        this.#root = root;
    }
    /**
     * @param text of the file; empty when there is none
     * @throws Failure when it is not the file that qlik-cli writes; it shows nothing of it
     */
    static async parse(text) {
        const yaml = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
        const document = parsed(yaml, text);
        document.contents ??= new yaml.YAMLMap(document.schema);
        const root = document.contents;
        if (!yaml.isMap(root))
            throw new failure/* Failure */.HR('it is not a map of contexts');
        const contexts = new Contexts(yaml, text, document, root);
        const all = root.get('contexts', true);
        if (all !== undefined && !isNull(yaml, all) && !yaml.isMap(all))
            throw new failure/* Failure */.HR('its `contexts` are not a map');
        return contexts;
    }
    /** The name of the current context, which may be that of none; undefined when none is named. */
    get current() {
        const current = this.#root.get('current-context');
        return typeof current === 'string' ? current : undefined;
    }
    set current(name) {
        const pair = this.#root.items.find(({ key }) => this.#textOf(key) === 'current-context');
        if (name === undefined) {
            if (pair !== undefined)
                this.#edits.push(removing(this.#text, pair));
            this.#root.delete('current-context');
            return;
        }
        const line = this.#yaml.stringify({ 'current-context': name });
        this.#edits.push(pair === undefined
            ? prepending(this.#text, this.#root, line)
            : replacing(pair.value, this.#yaml.stringify(name).trim()));
        this.#root.set('current-context', name);
    }
    has(name) {
        return this.#pair(name) !== undefined;
    }
    /** What a context authorizes itself with; undefined when there is none of that name, or nothing. */
    authorization(name) {
        const node = this.#authorization(name);
        return this.#yaml.isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
    }
    put(name, { server, token }) {
        const context = {
            server,
            'server-type': 'cloud',
            headers: { Authorization: contexts_authorizationOf(token) },
        };
        const pair = this.#pair(name);
        const entry = this.#yaml.stringify({ [name]: context }, unfolded);
        this.#edits.push(pair === undefined
            ? appending(this.#text, this.#contexts(), entry)
            : replacing(this.#authorization(name), context.headers.Authorization));
        const all = this.#contexts() ?? new this.#yaml.YAMLMap(this.#document.schema);
        if (all.items.length === 0)
            all.flow = false;
        all.set(pair?.key ?? name, this.#document.createNode(context));
        this.#root.set('contexts', all);
    }
    remove(name) {
        const pair = this.#pair(name);
        if (pair === undefined)
            return;
        this.#edits.push(removing(this.#text, pair));
        this.#contexts()?.delete(pair.key);
    }
    /** Whether nothing is left that anybody would miss: no other context or setting, and no comment. */
    get empty() {
        return ['contexts: {}', '{}'].includes(this.#document.toString().trim());
    }
    /**
     * The file's text. The library keeps comments, but moves some and writes some things in its own
     * way: where our changes of the text come to the same, the rest stays as it was to the letter.
     */
    toString() {
        const rewritten = this.#document.toString(unfolded);
        const edits = this.#edits.filter((edit) => edit !== undefined);
        if (edits.length < this.#edits.length)
            return rewritten;
        const text = edited(this.#text, edits);
        const wanted = this.#read(rewritten);
        return wanted !== undefined && (0,external_node_util_.isDeepStrictEqual)(this.#read(text), wanted) ? text : rewritten;
    }
    #read(text) {
        try {
            return this.#yaml.parse(text, asText);
        }
        catch {
            return undefined;
        }
    }
    #authorization(name) {
        const context = this.#pair(name)?.value;
        return this.#yaml.isMap(context)
            ? context.getIn(['headers', 'Authorization'], true)
            : undefined;
    }
    #contexts() {
        const all = this.#root.get('contexts', true);
        return this.#yaml.isMap(all) ? all : undefined;
    }
    /** A name may look like a number or a boolean: qlik-cli reads it as text. */
    #pair(name) {
        return this.#contexts()?.items.find(({ key }) => this.#textOf(key) === name);
    }
    #textOf(key) {
        return this.#yaml.isScalar(key) ? (key.source ?? String(key.value)) : String(key);
    }
}
/** As qlik-cli sends it. */
function contexts_authorizationOf(token) {
    return `Bearer ${token}`;
}
function parsed(yaml, text) {
    let document;
    try {
        document = yaml.parseDocument(text, asText);
    }
    catch {
        // Nested too deeply, say.
    }
    const [error] = document?.errors ?? [];
    if (document !== undefined && error === undefined)
        return document;
    const before = error === undefined ? undefined : text.slice(0, error.pos[0]);
    const line = before === undefined ? '' : ` (line ${String(before.split('\n').length)})`;
    throw new failure/* Failure */.HR(`it is not YAML${line}`);
}
function isNull(yaml, node) {
    return yaml.isScalar(node) && (node.value === null || node.value === '');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/qlik-cli/contexts-file.ts






/** How the file is called in messages. */
const contexts_file_shownFile = '~/.qlik/contexts.yml';
/** Nobody has that many contexts; bytes. */
const mostBytes = 1024 * 1024;
/** What the system's codes mean for this file. */
const causes = {
    EACCES: 'no permission',
    ENOSPC: 'the disk is full',
    ENOTDIR: '~/.qlik is not a folder',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
};
/**
 * Reads qlik-cli's file. Links are not followed: an earlier step may have planted one.
 * @throws Failure that says why it cannot be read, and shows nothing of it
 */
async function contexts_file_readContexts(home) {
    const { folder, file } = placesIn(home);
    return await explained('cannot be read', async () => {
        const hasFolder = kindOf(folder, (found) => found.isDirectory(), '~/.qlik', 'folder');
        const hasFile = hasFolder && kindOf(file, (found) => found.isFile(), 'it', 'file');
        if (hasFile && external_node_fs_.lstatSync(file).size > mostBytes)
            throw new failure/* Failure */.HR('it is larger than 1 MiB');
        // Undefined on Windows, where making a link takes a privilege.
        const noFollow = external_node_fs_.constants.O_NOFOLLOW ?? 0;
        const flag = external_node_fs_.constants.O_RDONLY | noFollow;
        const text = hasFile ? decoded(external_node_fs_.readFileSync(file, { flag })) : '';
        return { contexts: await Contexts.parse(text), hasFolder, hasFile };
    });
}
/**
 * Writes qlik-cli's file for this user alone: to one side, and then into its place in one move.
 * @throws Failure that says why it cannot be written
 */
async function contexts_file_writeContexts(home, contexts) {
    const { folder, file } = placesIn(home);
    const aside = external_node_path_.join(folder, `.${(0,external_node_crypto_.randomUUID)()}.part`);
    await explained('cannot be written', async () => {
        await external_node_fs_.promises.mkdir(folder, { mode: 0o700, recursive: true });
        try {
            await external_node_fs_.promises.writeFile(aside, contexts.toString(), { flag: 'wx', mode: 0o600 });
            await external_node_fs_.promises.rename(aside, file);
        }
        finally {
            await external_node_fs_.promises.rm(aside, { force: true });
        }
    });
}
/** Removes the file, and its folder too when that is ours and empty. */
async function contexts_file_removeFile(home, folderToo) {
    const { folder, file } = placesIn(home);
    await explained('cannot be removed', async () => {
        await fs.promises.rm(file);
        // Not empty any more: others use it by now.
        if (folderToo)
            await fs.promises.rmdir(folder).catch(() => undefined);
    });
}
/** The user's home, where qlik-cli looks, as Go's `os.UserHomeDir` finds it. */
function homeOf(runner) {
    return runner.env(process.platform === 'win32' ? 'USERPROFILE' : 'HOME') ?? (0,external_node_os_.homedir)();
}
/** @throws Failure for what would not be the same when it is written back */
function decoded(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new failure/* Failure */.HR('it is not UTF-8');
    }
}
function placesIn(home) {
    const folder = external_node_path_.join(home, '.qlik');
    return { folder, file: external_node_path_.join(folder, 'contexts.yml') };
}
/** @returns whether there is something, which has to be of the kind that it should be */
function kindOf(place, isRight, what, kind) {
    const found = external_node_fs_.lstatSync(place, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true)
        throw new failure/* Failure */.HR(`${what} is a link, and links are not followed`);
    if (found !== undefined && !isRight(found))
        throw new failure/* Failure */.HR(`${what} is not a ${kind}`);
    return found !== undefined;
}
async function explained(what, work) {
    try {
        return await work();
    }
    catch (error) {
        const code = (0,failure/* systemCode */.xU)(error);
        const why = error instanceof failure/* Failure */.HR ? error.message : code && (causes[code] ?? code);
        if (why === undefined)
            throw error;
        throw new failure/* Failure */.HR(`${contexts_file_shownFile} ${what}: ${why}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./src/qlik-cli/context.ts





/**
 * @returns the contexts as they are
 * @throws Failure when a context of that name is there already, or none can be added
 */
async function checkContext(runner, name) {
    const found = await contexts_file_readContexts(homeOf(runner));
    if (found.contexts.has(name))
        throw new failure/* Failure */.HR(`${contexts_file_shownFile} has a context ${(0,safe_text/* quoted */.TL)(name)} already; choose another name, or take that one out`);
    return found;
}
/**
 * Adds a context to qlik-cli's file and makes it current.
 * @param server the tenant's origin
 * @throws Failure when the file cannot be read or written, or has a context of that name
 */
async function addContext(runner, name, server, token) {
    const { contexts, hasFolder, hasFile } = await checkContext(runner, name);
    const made = { folder: !hasFolder, file: !hasFile };
    const home = homeOf(runner);
    const before = contexts.current;
    const dangling = before !== undefined && !contexts.has(before);
    saveContext(runner, { home, name, before, dangling, made });
    contexts.put(name, { server, token });
    contexts.current = name;
    await contexts_file_writeContexts(home, contexts);
    runner.log.info(`qlik-cli: added the context ${(0,safe_text/* quoted */.TL)(name)} to ${contexts_file_shownFile}, and made it current`);
}
/**
 * Puts a renewed token into our context; one that is not ours any more stays as it is.
 * @param former the token that it replaces
 * @throws Failure when the file cannot be read or written
 */
async function renewContext(runner, name, server, former, token) {
    const home = homeOf(runner);
    const { contexts } = await contexts_file_readContexts(home);
    if (contexts.authorization(name) !== contexts_authorizationOf(former))
        return;
    contexts.put(name, { server, token });
    await contexts_file_writeContexts(home, contexts);
}
/**
 * Takes our context out, whatever other steps have added meanwhile, and makes the former one current
 * again if ours still is. Whatever goes wrong is a warning.
 * @param tokens those that this step had: a context with another one is not ours any more
 */
async function removeContext(runner, { home, name, before, dangling, made }, tokens) {
    try {
        const { contexts } = await readContexts(home);
        const held = contexts.authorization(name);
        if (!tokens.some((token) => held === authorizationOf(token))) {
            const what = contexts.has(name) ? 'is another one now, and stays' : 'is not there any more';
            runner.log.info(`qlik-cli: the context ${quoted(name)} ${what}`);
            return;
        }
        contexts.remove(name);
        if (contexts.current === name) {
            const back = before !== undefined && (dangling || contexts.has(before));
            contexts.current = back ? before : undefined;
        }
        if (made.file && contexts.empty)
            await removeFile(home, made.folder);
        else
            await writeContexts(home, contexts);
        runner.log.info(`qlik-cli: took the context ${quoted(name)} out of ${shownFile}`);
    }
    catch (error) {
        runner.log.warning(`qlik-cli: the context ${quoted(name)} was not taken out: ${wordsFor(error)}. ` +
            'Where this machine is not thrown away after the job, take it out by hand', 'clean-up failed');
    }
}


/***/ })

};
;
//# sourceMappingURL=730.index.js.map