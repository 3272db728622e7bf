"use strict";
exports.id = 622;
exports.ids = [622];
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

/***/ 3622:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fileToSend: () => (/* binding */ fileToSend),
/* harmony export */   fileToWrite: () => (/* binding */ fileToWrite)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1633);
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8146);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4099);






const lfsPointer = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//u;

const maxPointerBytes = 1024;

const shellSyntax = /^~|[*?$%]/u;







function fileToWrite(runner, written) {
    const workspace = workspaceOf(runner);
    const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    if (/[/\\]$/u.test(written))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} names a folder; write the path of a file`);
    refuseOnWindows(runner, written, shown);
    const what = `${shown} cannot be written`;
    return rethrowing(what, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);

        if (!node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
            refuseOutside(workspace, target, node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target), shown);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false })?.isDirectory() === true)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a folder; write the path of a file`);
        const current = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(target, { throwIfNoEntry: false });
        if (current !== undefined && !current.isFile() && !current.isSymbolicLink())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a device or a pipe; write the path of a file`);
        const folder = nearestExisting(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target));
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown}: ${folder} is not a folder`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK);
        if (folder !== node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target))
            (0,_folders_js__WEBPACK_IMPORTED_MODULE_3__/* .tryFolderIn */ .hA)(folder, `${what}: `);
        return target;
    });
}




function fileToSend(runner, written) {
    const workspace = workspaceOf(runner);
    const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    refuseOnWindows(runner, written, shown);
    return rethrowing(`${shown} cannot be read`, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);
        if (!node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
            refuseOutside(workspace, target, target, shown);
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false });
        if (found === undefined)
            throw missingFile(workspace, written, shown);
        if (!found.isFile())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is not a file`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(target, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK);
        if (isPointer(target, found.size))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a Git LFS pointer, not the file itself`, {
                hint: 'Set `lfs: true` on the actions/checkout step',
                topic: 'git-lfs-pointer',
            });
        return { path: target, written, size: found.size };
    });
}

function workspaceOf(runner) {
    return runner.env('GITHUB_WORKSPACE') ?? process.cwd();
}

function isPointer(target, size) {
    return size > 0 && size < maxPointerBytes && lfsPointer.test((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(target, 'utf8'));
}
function missingFile(workspace, written, shown) {
    if (node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} does not exist`, {
            hint: `Write a path relative to the workspace, which is ${workspace}: in a \`container:\` ` +
                'job, folders of the host have other paths or do not exist',
            topic: 'file-not-found',
        });
    const hint = shellSyntax.test(written)
        ? 'Paths start at the workspace and are used as written: ~, *, $ and % are not expanded'
        : 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} does not exist in the workspace`, { hint, topic: 'file-not-found' });
}






function refuseOnWindows({ platform }, written, shown) {
    const why = platform === 'win32' ? whyNoWindowsFile(written) : undefined;
    if (why !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} cannot be a file on Windows: ${why}`);
}

const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])\s*(?:\.|$)/iu;

function whyNoWindowsFile(written) {

    if (/^[/\\]{2}/u.test(written))
        return 'it names another machine or a device';
    const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
    for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
        const shown = JSON.stringify(name);
        if (name.includes(':'))
            return `${shown} contains a colon, which names a stream or a drive`;
        if (device.test(name))
            return `${shown} is a device`;
        if (/[. ]$/u.test(name))
            return `${shown} ends with a dot or a space, which Windows drops`;
        if (/[<>"|?*]/u.test(name))
            return `${shown} contains one of < > " | ? *`;
    }
    return undefined;
}

function rethrowing(what, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(error)}`, { cause: error });
    }
}






function refuseOutside(workspace, target, followed, shown) {
    const isOutside = (folder, file) => {
        const rel = node_path__WEBPACK_IMPORTED_MODULE_1__.relative(folder, file);
        return rel === '' || rel === '..' || rel.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(rel);
    };
    const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
    const found = nearestExisting(followed);
    const real = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(found);
    if (isOutside(workspace, target) || (real !== root && isOutside(root, real)))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} leaves the workspace; write an absolute path if that is intended`);
    const rel = node_path__WEBPACK_IMPORTED_MODULE_1__.join(node_path__WEBPACK_IMPORTED_MODULE_1__.relative(root, real), node_path__WEBPACK_IMPORTED_MODULE_1__.relative(found, target));
    if (rel.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).some(isGit))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} leads into a .git folder, where checkout keeps its token and git its hooks; ` +
            'write an absolute path if that is intended');
}

function isGit(name) {
    const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '').toLowerCase();
    return plain === '.git' || plain === 'git~1';
}




function nearestExisting(folder) {
    let current = folder;
    while ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(current, { throwIfNoEntry: false }) === undefined) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(current, { throwIfNoEntry: false }) !== undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(current)} is a symbolic link to something that does not exist`);
        const parent = node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(current);
        if (parent === current)
            break;
        current = parent;
    }
    return current;
}


/***/ })

};
;
//# sourceMappingURL=622.index.js.map