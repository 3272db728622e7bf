"use strict";
exports.id = 52;
exports.ids = [52];
exports.modules = {

/***/ 8146:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fc: () => (/* binding */ makeFolder),
/* harmony export */   hA: () => (/* binding */ tryFolderIn),
/* harmony export */   lQ: () => (/* binding */ isFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1633);



/**
 * Makes a folder, and those above it that are missing. Not by Node's `recursive`, which never ends in
 * /proc: there the system says that the place of a new folder is missing, Node makes sure of the
 * folder above, which is there, and asks again.
 * @param mode of all that are made
 * @returns whether it was made; false when it was there
 * @throws the system's error
 */
async function makeFolder(folder, mode = 0o777) {
    try {
        return await made(folder, mode);
    }
    catch (error) {
        const above = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(folder);
        if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) !== 'ENOENT' || above === folder)
            throw error;
        await makeFolder(above, mode);
        return await made(folder, mode);
    }
}
async function made(folder, mode) {
    try {
        // Not imported: node:fs/promises brings ten modules more, which a step without a file never needs.
        await node_fs__WEBPACK_IMPORTED_MODULE_0__.promises.mkdir(folder, mode);
        return true;
    }
    catch (error) {
        if (isFolder(folder))
            return false;
        throw error;
    }
}
/** Whether a folder is there, be it through a link. */
function isFolder(place) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync(place).isDirectory();
    }
    catch {
        return false;
    }
}
/**
 * Makes a folder in another one and takes it away again: what the permissions say is not all. To
 * root, /proc looks like any other folder.
 * @param what the error begins with this
 * @throws Failure when nothing can be made there, or the system's error
 */
function tryFolderIn(folder, what = '') {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync(node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, '.qlik-cloud-')));
    }
    catch (error) {
        const code = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error);
        const options = { cause: error };
        if (code === 'ENOENT')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}nothing can be made in ${folder}`, options);
        if (code === 'ENOTDIR')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}${folder} is not a folder`, options);
        throw error;
    }
}


/***/ }),

/***/ 7052:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   StagedFile: () => (/* binding */ StagedFile)
/* harmony export */ });
/* unused harmony export maxGatheredBytes */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1633);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8146);
/* harmony import */ var _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1093);






/**
 * So many bytes are gathered before they are written: the network brings 16 KiB at a time, and each
 * write is a way to another thread and back.
 */
const maxGatheredBytes = 1024 * 1024;
/**
 * A file that is complete or absent: it is written beside its place under another name, and takes
 * its place at the end, in one move. A link that stands in its place is replaced, not followed.
 */
class StagedFile {
    /** Absolute; where the file will be. */
    path;
    #staged;
    #handle;
    #published = false;
    #discarded = false;
    #gathered = [];
    #gatheredBytes = 0;
    #spent = new _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__/* .SpentBuffers */ .uH();
    /** What is under way: a transfer that breaks off does not wait for it. */
    #work = Promise.resolve();
    constructor(target) {
        this.path = target;
        // Not of the target's name: that may be as long as names can be.
        this.#staged = node_path__WEBPACK_IMPORTED_MODULE_2__.join(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(target), `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.part`);
    }
    /** Where the bytes are until `publish`. */
    get stagedPath() {
        return this.#staged;
    }
    /**
     * Takes the next chunk.
     * @returns when there is room for one more; undefined at once, which is most often. It rejects with
     *   a Failure that names the file and the cause
     */
    write(chunk) {
        this.#gathered.push(chunk);
        this.#gatheredBytes += chunk.length;
        return this.#gatheredBytes < maxGatheredBytes && !this.#discarded ? undefined : this.flush();
    }
    /** Writes what has been gathered. @throws Failure that names the file and the cause */
    flush() {
        let chunks = this.#gathered;
        let leftBytes = this.#gatheredBytes;
        this.#spent.add(leftBytes);
        this.#gathered = [];
        this.#gatheredBytes = 0;
        return this.#guard(async () => {
            const handle = await this.#open();
            while (leftBytes > 0) {
                const { bytesWritten } = await handle.writev(chunks);
                leftBytes -= bytesWritten;
                // A disk may take less than all.
                if (leftBytes > 0)
                    chunks = restAfter(chunks, bytesWritten);
            }
        });
    }
    /** Closes the file and gives it its name. @throws Failure that names the file and the cause */
    async publish() {
        await this.flush();
        await this.#guard(async () => {
            const handle = await this.#open();
            this.#handle = undefined;
            await handle.close();
            await node_fs__WEBPACK_IMPORTED_MODULE_1__.promises.rename(this.#staged, this.path);
            this.#published = true;
        });
    }
    /** Removes what was written. Does nothing after `publish`. */
    async discard() {
        this.#discarded = true;
        await this.#work.catch(() => undefined);
        await this.#remove();
    }
    async #open() {
        if (this.#discarded)
            throw new Error('discarded');
        if (this.#handle === undefined) {
            await (0,_folders_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .fc)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(this.path));
            // wx: never a file or a link that is there.
            this.#handle = await node_fs__WEBPACK_IMPORTED_MODULE_1__.promises.open(this.#staged, 'wx');
        }
        return this.#handle;
    }
    #guard(work) {
        this.#work = work().catch(async (error) => {
            await this.#remove();
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_3__/* .Failure */ .HR(`${this.path} cannot be written: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .causeOf */ .rl)(error)}`, { cause: error });
        });
        return this.#work;
    }
    async #remove() {
        if (this.#published)
            return;
        await this.#handle?.close().catch(() => undefined);
        this.#handle = undefined;
        await node_fs__WEBPACK_IMPORTED_MODULE_1__.promises.rm(this.#staged, { force: true }).catch(() => undefined);
    }
}
/** What is left of chunks when so many of their bytes are written. */
function restAfter(chunks, written) {
    let left = written;
    return chunks.flatMap((chunk) => {
        const taken = Math.min(left, chunk.length);
        left -= taken;
        return taken === chunk.length ? [] : [chunk.subarray(taken)];
    });
}


/***/ })

};
;
//# sourceMappingURL=52.index.js.map