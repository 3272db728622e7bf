"use strict";
exports.id = 759;
exports.ids = [759];
exports.modules = {

/***/ 8759:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  removeContext: () => (/* binding */ removeContext)
});




var external_node_crypto_ = __webpack_require__(7598);

var external_node_fs_ = __webpack_require__(3024);

var external_node_path_ = __webpack_require__(6760);

var failure = __webpack_require__(1633);

var runner_text = __webpack_require__(4099);

var state = __webpack_require__(2462);

var external_node_util_ = __webpack_require__(7975);

var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/qlik-cli/contexts-yaml.ts




const maxDepth = 100;

const unfolded = { lineWidth: 0 };




const asText = {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    mapAsMap: true,
    logLevel: 'silent',
};




class Contexts {
    #document;
    #root;
    #text;

    #edits = [];




    constructor(text) {
        this.#text = text;
        this.#document = parsed(text);
        this.#document.contents ??= new dist/* YAMLMap */.CA(this.#document.schema);
        if (!dist/* isMap */.jh(this.#document.contents))
            throw new failure/* Failure */.HR('it is not a map of contexts');
        this.#root = this.#document.contents;
        const all = this.#root.get('contexts', true);
        const isNone = all === undefined || (dist/* isScalar */.jn(all) && !all.value);
        if (!isNone && !dist/* isMap */.jh(all))
            throw new failure/* Failure */.HR('its `contexts` are not a map');
    }

    get current() {
        const current = this.#root.get('current-context');
        return typeof current === 'string' ? current : undefined;
    }
    set current(name) {
        const pair = this.#root.items.find(({ key }) => this.#textOf(key) === 'current-context');
        if (name === undefined) {
            this.#edits.push(removing(this.#text, pair));
            this.#root.delete('current-context');
            return;
        }
        const line = dist/* stringify */.As({ 'current-context': name });
        this.#edits.push(pair === undefined
            ? prepending(this.#text, this.#root, line)
            : replacing(pair.value, dist/* stringify */.As(name).trim()));
        this.#root.set('current-context', name);
    }
    has(name) {
        return this.#pair(name) !== undefined;
    }

    authorization(name) {
        const node = this.#authorization(name);
        return dist/* isScalar */.jn(node) && typeof node.value === 'string' ? node.value : undefined;
    }

    put(name, server, token) {
        const headers = { Authorization: contexts_yaml_authorizationOf(token) };
        const context = { server, 'server-type': 'cloud', headers };
        const pair = this.#pair(name);
        const entry = dist/* stringify */.As({ [name]: context }, unfolded);
        this.#edits.push(pair === undefined
            ? appending(this.#text, this.#contexts(), entry)
            : replacing(this.#authorization(name), headers.Authorization));
        const all = this.#contexts() ?? new dist/* YAMLMap */.CA(this.#document.schema);
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

    get empty() {
        const { items } = this.#root;
        return items.length < 2 && ['contexts: {}', '{}'].includes(this.#document.toString().trim());
    }




    toString() {
        const edits = this.#edits.filter((edit) => edit !== undefined);

        const text = edits
            .sort((a, b) => b.from - a.from)
            .reduce((rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to), this.#text);
        try {
            const isComplete = edits.length === this.#edits.length;
            const now = this.#document.toJS({ mapAsMap: true });
            if (isComplete && (0,external_node_util_.isDeepStrictEqual)(dist/* parse */.qg(text, asText), now))
                return text;
        }
        catch {

        }
        return this.#document.toString(unfolded);
    }
    #authorization(name) {
        const context = this.#pair(name)?.value;
        return dist/* isMap */.jh(context) ? context.getIn(['headers', 'Authorization'], true) : undefined;
    }
    #contexts() {
        const all = this.#root.get('contexts', true);
        return dist/* isMap */.jh(all) ? all : undefined;
    }

    #pair(name) {
        return this.#contexts()?.items.find(({ key }) => this.#textOf(key) === name);
    }
    #textOf(key) {
        return dist/* isScalar */.jn(key) ? (key.source ?? String(key.value)) : String(key);
    }
}

function contexts_yaml_authorizationOf(token) {
    return `Bearer ${token}`;
}
function parsed(text) {
    const [document, second] = documentsIn(text);
    const [error] = document?.errors ?? [];
    if (error?.code === 'RESOURCE_EXHAUSTION')
        throw tooDeep();
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        throw new failure/* Failure */.HR(`it is not YAML (line ${String(line)})`);
    }
    if (second !== undefined)
        throw new failure/* Failure */.HR('it contains several YAML documents; merge them into one');
    if (document === undefined)
        return dist/* parseDocument */.Tp(text, asText);
    dist/* visit */.YR(document, (_, __, { length: depth }) => {
        if (depth > maxDepth)
            throw tooDeep();
    });
    return document;
}
function documentsIn(text) {
    try {
        return dist/* parseAllDocuments */.hR(text, asText);
    }
    catch (error) {

        throw error instanceof RangeError ? tooDeep() : new failure/* Failure */.HR('it is not YAML');
    }
}
function tooDeep() {
    return new failure/* Failure */.HR('it is nested too deeply');
}





function appending(text, map, entry) {
    const start = rangeOf(map?.items[0]?.key)?.[0];
    const at = endOfLine(text, map?.items.at(-1));
    if (map?.flow === true || start === undefined || at === undefined)
        return undefined;
    const indent = text.slice(startOfLine(text, start), start);
    if (indent.trim() !== '')
        return undefined;
    const missing = at === 0 || text[at - 1] === '\n' ? '' : '\n';
    return { from: at, to: at, text: missing + entry.replaceAll(/^(?=.)/gmu, indent) };
}

function prepending(text, map, line) {
    const at = rangeOf(map.items[0]?.key)?.[0];
    if (map.flow === true || at === undefined || startOfLine(text, at) !== at)
        return undefined;
    return { from: at, to: at, text: line };
}

function removing(text, pair) {
    const start = rangeOf(pair?.key)?.[0];
    const end = endOfLine(text, pair);
    if (start === undefined || end === undefined)
        return undefined;
    const from = startOfLine(text, start);
    return text.slice(from, start).trim() === '' ? { from, to: end, text: '' } : undefined;
}

function replacing(node, scalar) {
    const [from, to] = rangeOf(node) ?? [];
    return from === undefined || to === undefined ? undefined : { from, to, text: scalar };
}

function rangeOf(node) {
    return dist/* isNode */.Ll(node) ? (node.range ?? undefined) : undefined;
}
function startOfLine(text, at) {
    return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text, pair) {
    const end = (rangeOf(pair?.value) ?? rangeOf(pair?.key))?.[1];
    if (end === undefined || (end > 0 && text[end - 1] === '\n'))
        return end;
    const lineBreak = text.indexOf('\n', end);
    return lineBreak < 0 ? text.length : lineBreak + 1;
}


var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./src/folders.ts











async function makeFolder(folder, mode = 0o777) {
    try {
        return await makeOne(folder, mode);
    }
    catch (error) {
        const parent = external_node_path_.dirname(folder);
        if ((0,failure/* systemCode */.xU)(error) !== 'ENOENT' || parent === folder)
            throw error;
        await makeFolder(parent, mode);
        return await makeOne(folder, mode);
    }
}
async function makeOne(folder, mode) {
    try {

        await external_node_fs_.promises.mkdir(folder, mode);
        return true;
    }
    catch (error) {
        if (folders_isFolder(folder))
            return false;
        throw error;
    }
}

function folders_isFolder(file) {
    try {
        return external_node_fs_.statSync(file).isDirectory();
    }
    catch {
        return false;
    }
}






function folders_tryFolderIn(folder, prefix = '') {
    try {
        fs.rmdirSync(fs.mkdtempSync(path.join(folder, '.qlik-cloud-')));
    }
    catch (error) {
        const code = systemCode(error);
        const options = { cause: error };
        if (code === 'ENOENT')
            throw new Failure(`${prefix}nothing can be created in ${folder}`, options);
        if (code === 'ENOTDIR')
            throw new Failure(`${prefix}${folder} is not a folder`, options);
        throw error;
    }
}


var promises_ = __webpack_require__(1455);

var runner_clock = __webpack_require__(1984);
;// CONCATENATED MODULE: ./src/qlik-cli/lock.ts







const staleAfterMs = 10_000;

const maxWaitMs = 15_000;

const takenCodes = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY']);
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

async function takeLock(runner, file) {
    const id = (0,external_node_crypto_.randomUUID)();
    const folder = external_node_path_.dirname(file);
    const lock = `${file}.lock`;
    const draft = external_node_path_.join(lock, id);
    const own = external_node_path_.join(folder, `.${id}.lock`);
    let madeFolder = false;
    const release = async () => {
        for (const place of [own, lock])
            await promises_.rm(external_node_path_.join(place, id)).catch(ignore);

        for (const place of [own, lock, ...(madeFolder ? [folder] : [])])
            await promises_.rmdir(place).catch(ignore);
    };
    try {
        madeFolder = await makeIn(folder, own);
        await promises_.writeFile(external_node_path_.join(own, id), '', { flag: 'wx', mode: 0o600 });
        await waitForTurn(runner, own, lock);
    }
    catch (error) {
        await release();
        throw error;
    }
    return {
        madeFolder,
        publish: (bytes) => unlessBroken(async () => {

            await promises_.writeFile(draft, bytes, { flag: 'r+' });
            await promises_.rename(draft, file);
        }),
        remove: () => unlessBroken(async () => {
            await promises_.access(draft);
            await promises_.rm(file, { force: true });
        }),
        release,
    };
}

async function makeIn(folder, own) {
    for (let tries = 5;; tries--) {
        const madeFolder = await makeFolder(folder, 0o700);
        try {
            await promises_.mkdir(own, 0o700);
            return madeFolder;
        }
        catch (error) {

            if ((0,failure/* systemCode */.xU)(error) !== 'ENOENT' || tries === 1)
                throw error;
        }
    }
}
async function waitForTurn({ clock, random, signal }, own, lock) {
    const end = clock.now() + maxWaitMs;
    let last;
    while (!(await moved(own, lock))) {
        const holder = await holderOf(lock);
        const now = clock.now();
        if (now >= end)
            throw new failure/* Failure */.HR(`other steps have kept it locked for ${String(maxWaitMs / 1000)} s; ` +
                `if none is running, remove the folder ${lock}`);

        if (holder === undefined)
            await promises_.rmdir(lock).catch(ignore);
        else if (holder !== last?.holder)
            last = { holder, since: now };
        else if (now - last.since >= staleAfterMs)
            await promises_.rm(external_node_path_.join(lock, holder)).catch(ignore);
        await (0,runner_clock/* sleep */.yy)(clock, 10 + random() * 40, signal);
    }
}

async function moved(own, lock) {
    try {
        await promises_.rename(own, lock);
        return true;
    }
    catch (error) {
        if (takenCodes.has((0,failure/* systemCode */.xU)(error) ?? ''))
            return false;
        throw error;
    }
}




async function holderOf(lock) {
    try {
        const names = (await promises_.lstat(lock)).isDirectory() ? await promises_.readdir(lock) : [''];
        if (names.every((name) => uuid.test(name)))
            return names[0];
    }
    catch (error) {
        if ((0,failure/* systemCode */.xU)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
    throw new failure/* Failure */.HR(`${lock} is in the way, and is not a lock of this action; remove it`);
}
async function unlessBroken(work) {
    try {
        await work();
    }
    catch (error) {
        if ((0,failure/* systemCode */.xU)(error) !== 'ENOENT')
            throw error;
        throw new failure/* Failure */.HR(`this step was held up for more than ${String(staleAfterMs / 1000)} s while it held the ` +
            'lock, so another step took it over; run the job again', { cause: error });
    }
}
function ignore() {
    return undefined;
}

;// CONCATENATED MODULE: ./src/qlik-cli/contexts-file.ts









const maxBytes = 1024 * 1024;

const variable = 'QLIK_CLI_USER_HOME_DIR';

const inFolder = ['contexts.yml', external_node_path_.join('.qlik', 'contexts.yml')];




async function contexts_file_readContexts(place) {
    await explained(place, 'read', () => statOf(place));
    await explained(place, 'written', () => {
        let folder = path.dirname(place.file);
        while (!exists(folder) && path.dirname(folder) !== folder)
            folder = path.dirname(folder);
        tryFolderIn(folder);
    });
    return (await read(place)).contexts;
}




async function contexts_file_withContexts(runner, place, work) {
    const { file } = place;
    const lock = await explained(place, 'written', () => takeLock(runner, file), runner.signal);
    try {
        const { contexts, isNew } = await read(place);
        return await work({
            contexts,
            made: { folder: lock.madeFolder, file: isNew },
            write: () => explained(place, 'written', async () => {
                const bytes = Buffer.from(contexts.toString());
                if (bytes.length > maxBytes)
                    throw new failure/* Failure */.HR('it would be larger than 1 MiB');
                await lock.publish(bytes);
            }),
            remove: () => explained(place, 'removed', () => lock.remove()),
        });
    }
    finally {
        await lock.release();
    }
}

function read(place) {
    return explained(place, 'read', async () => {
        const found = statOf(place);
        if (found !== undefined && found.size > maxBytes)
            throw new failure/* Failure */.HR('it is larger than 1 MiB');

        const noFollow = external_node_fs_.constants.O_NOFOLLOW ?? 0;
        const flag = external_node_fs_.constants.O_RDONLY | noFollow;
        const bytes = found && (await external_node_fs_.promises.readFile(place.file, { flag }));
        const text = bytes === undefined ? '' : decoded(bytes);
        return { contexts: new Contexts(text), isNew: found === undefined };
    });
}

function decoded(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new failure/* Failure */.HR('it is not UTF-8');
    }
}

function statOf({ file, shown }) {
    const folder = external_node_path_.dirname(file);

    if (external_node_path_.basename(folder) === '.qlik')
        ofKind(folder, (found) => found.isDirectory(), external_node_path_.posix.dirname(shown), 'folder');
    return ofKind(file, (found) => found.isFile(), 'it', 'file');
}

function ofKind(place, isRight, what, kind) {
    const found = external_node_fs_.lstatSync(place, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true)
        throw new failure/* Failure */.HR(`${what} is a link, and links are not followed`);
    if (found !== undefined && !isRight(found))
        throw new failure/* Failure */.HR(`${what} is not a ${kind}`);
    return found;
}
function exists(place) {
    return fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined;
}

async function explained({ shown }, what, work, signal) {
    try {
        return await work();
    }
    catch (error) {
        const known = error instanceof failure/* Failure */.HR || (0,failure/* systemCode */.xU)(error) !== undefined;
        if (!known || error === signal?.reason)
            throw error;
        const why = error instanceof failure/* Failure */.HR ? error.message : (0,failure/* causeOf */.rl)(error);
        throw new failure/* Failure */.HR(`${shown} cannot be ${what}: ${why}`, { cause: error });
    }
}

function contexts_file_placeOf(runner) {
    const named = runner.env(variable);
    return named === undefined ? inHome(runner) : namedPlace(named);
}

function inHome(runner) {
    const name = runner.platform === 'win32' ? 'USERPROFILE' : 'HOME';
    const home = runner.env(name) ?? homedir();
    if (!path.isAbsolute(home))
        throw new Failure(`${name} is ${home === '' ? 'empty' : quoted(home)}, and qlik-cli looks for its contexts ` +
            "there: set it to the absolute path of the user's home");
    return { file: path.join(home, '.qlik', 'contexts.yml'), shown: '~/.qlik/contexts.yml' };
}
function namedPlace(named) {
    const names = `${variable} is ${quoted(named)}`;
    if (!path.isAbsolute(named))
        throw new Failure(`${names}, which is not an absolute path: give the path of qlik-cli's contexts.yml`);
    const places = isFolder(named) ? inFolder.map((name) => path.join(named, name)) : [named];
    const [file, other] = places.filter((place) => fs.lstatSync(place, { throwIfNoEntry: false }) !== undefined);
    if (file === undefined)
        throw new Failure(`${names}, and no contexts.yml is there: create an empty one where qlik-cli looks for it, ` +
            'in a step before this one, or unset the variable');
    if (other !== undefined)
        throw new Failure(`${names}, where both contexts.yml and .qlik/contexts.yml are: name the one that qlik-cli reads`);
    return { file, shown: file };
}

;// CONCATENATED MODULE: ./src/qlik-cli/step-context.ts









async function checkContext(runner, name) {
    const place = placeOf(runner);
    refuseTaken(place, await readContexts(place), name);
}






function contextKeeper(runner, name, server) {
    const place = placeOf(runner);
    let kept;
    return (token) => withContexts(runner, place, async (open) => {
        const { contexts } = open;
        if (kept !== undefined && !isOurs(contexts, kept))
            return;
        const before = kept ?? stateBefore(place, name, open);
        const fingerprints = [...before.fingerprints, fingerprintOf(authorizationOf(token))];
        const state = { ...before, fingerprints };

        saveContext(runner, state);
        contexts.put(name, server, token);
        if (kept === undefined)
            contexts.current = name;
        await open.write();
        if (kept === undefined)
            runner.info(`qlik-cli: added the context ${quoted(name)} to ${place.shown}, and made it current`);
        kept = state;
    });
}




async function removeContext(runner, state) {
    const { place, name } = state;
    const context = `qlik-cli: the context ${(0,runner_text/* quoted */.TL)(name)}`;
    try {
        const folder = external_node_path_.dirname(place.file);
        const whyKept = external_node_fs_.existsSync(folder)
            ? await contexts_file_withContexts(runner, place, (open) => removeFrom(open, state))
            : 'no longer exists';

        if (state.made.folder)
            await external_node_fs_.promises.rmdir(folder).catch(() => undefined);
        runner.info(whyKept === undefined
            ? `qlik-cli: removed the context ${(0,runner_text/* quoted */.TL)(name)} from ${place.shown}`
            : `${context} ${whyKept}`);
    }
    catch (error) {
        runner.warning(`${context} was not removed: ${(0,failure/* wordsFor */.tu)(error)}. ` +
            'If this machine is kept after the job, remove it by hand', 'clean-up failed');
    }
}

async function removeFrom(open, state) {
    const { contexts } = open;
    const { name, before, dangling, made } = state;
    if (!contexts.has(name))
        return 'no longer exists';
    if (!isOurs(contexts, state))
        return 'was replaced in the meantime, and is left as it is';
    contexts.remove(name);
    if (contexts.current === name) {
        const back = before !== undefined && (dangling || contexts.has(before));
        contexts.current = back ? before : undefined;
    }
    if (made.file && contexts.empty)
        await open.remove();
    else
        await open.write();
    return undefined;
}
function stateBefore(place, name, open) {
    const { contexts, made } = open;
    refuseTaken(place, contexts, name);
    const before = contexts.current;
    const dangling = before !== undefined && !contexts.has(before);
    return { place, name, before, dangling, made, fingerprints: [] };
}

function fingerprintOf(authorization) {
    return (0,external_node_crypto_.createHash)('sha256').update(authorization).digest('hex');
}

function isOurs(contexts, { name, fingerprints }) {
    const held = contexts.authorization(name);
    return held !== undefined && fingerprints.includes(fingerprintOf(held));
}
function refuseTaken({ shown }, contexts, name) {
    if (contexts.has(name))
        throw new Failure(`${shown} already has a context ${quoted(name)}; choose another name, or remove that context`);
}


/***/ })

};
;
//# sourceMappingURL=759.index.js.map