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











async function makeFolder(folder, mode = 0o777) {
    try {
        return await makeOne(folder, mode);
    }
    catch (error) {
        const parent = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(folder);
        if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error) !== 'ENOENT' || parent === folder)
            throw error;
        await makeFolder(parent, mode);
        return await makeOne(folder, mode);
    }
}
async function makeOne(folder, mode) {
    try {

        await node_fs__WEBPACK_IMPORTED_MODULE_0__.promises.mkdir(folder, mode);
        return true;
    }
    catch (error) {
        if (isFolder(folder))
            return false;
        throw error;
    }
}

function isFolder(file) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync(file).isDirectory();
    }
    catch {
        return false;
    }
}






function tryFolderIn(folder, prefix = '') {
    try {
        node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync(node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, '.qlik-cloud-')));
    }
    catch (error) {
        const code = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .systemCode */ .xU)(error);
        const options = { cause: error };
        if (code === 'ENOENT')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${prefix}nothing can be created in ${folder}`, options);
        if (code === 'ENOTDIR')
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${prefix}${folder} is not a folder`, options);
        throw error;
    }
}


/***/ }),

/***/ 7052:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   StagedFile: () => (/* binding */ StagedFile)
/* harmony export */ });

/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1633);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8146);
/* harmony import */ var _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1093);










const maxGatheredBytes = 1024 * 1024;




class StagedFile {

    path;
    #staged;
    #handle;
    #published = false;
    #discarded = false;
    #gathered = [];
    #gatheredBytes = 0;
    #spent = new _http_transfer_js__WEBPACK_IMPORTED_MODULE_5__/* .SpentBuffers */ .uH();

    #work = Promise.resolve();
    constructor(target) {
        this.path = target;

        this.#staged = node_path__WEBPACK_IMPORTED_MODULE_2__.join(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(target), `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.part`);
    }

    get stagedPath() {
        return this.#staged;
    }





    write(chunk) {
        this.#gathered.push(chunk);
        this.#gatheredBytes += chunk.length;
        return this.#gatheredBytes < maxGatheredBytes && !this.#discarded ? undefined : this.flush();
    }

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

                if (leftBytes > 0)
                    chunks = restAfter(chunks, bytesWritten);
            }
        });
    }

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