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





/** What begins like this is no file, but tells Git LFS where to find one. */
const lfsPointer = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//u;
/** A pointer is shorter than this, in bytes. */
const maxPointerBytes = 1024;
/** Signs that a shell, but nobody here, would put something else for. */
const expandable = /^~|[*?$%]/u;
/**
 * Finds where a file may be written. A relative path starts at the workspace and may not leave it,
 * by `..` or through a link that a pull request planted, nor lead into a `.git` folder; an absolute
 * one is the author's own.
 * @returns the absolute path
 * @throws Failure when it may not, or can't, be written
 */
function fileToWrite(runner, written) {
    const workspace = workspaceOf(runner);
    const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    if (/[/\\]$/u.test(written))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} names a folder; it takes a file`);
    refuseOnWindows(runner, written, shown);
    const what = `${shown} cannot be written`;
    return explained(what, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);
        // The last name is not followed: a link there is replaced.
        if (!node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
            stayInside(workspace, target, node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target), shown);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false })?.isDirectory() === true)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a folder; it takes a file`);
        const there = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(target, { throwIfNoEntry: false });
        if (there !== undefined && !there.isFile() && !there.isSymbolicLink())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is a device or a pipe; it takes a file`);
        const folder = existing(node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target));
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown}: ${folder} is not a folder`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK);
        if (folder !== node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(target))
            (0,_folders_js__WEBPACK_IMPORTED_MODULE_3__/* .tryFolderIn */ .hA)(folder, `${what}: `);
        return target;
    });
}
/**
 * Finds a file that is to be sent. The same holds for a relative path as for one that is written.
 * @throws Failure when it may not, or can't, be read
 */
function fileToSend(runner, written) {
    const workspace = workspaceOf(runner);
    const shown = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(written);
    refuseOnWindows(runner, written, shown);
    return explained(`${shown} cannot be read`, () => {
        const target = node_path__WEBPACK_IMPORTED_MODULE_1__.resolve(workspace, written);
        if (!node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
            stayInside(workspace, target, target, shown);
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(target, { throwIfNoEntry: false });
        if (found === undefined)
            throw missing(workspace, written, shown);
        if (!found.isFile())
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is not a file`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(target, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK);
        if (isPointer(target, found.size))
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} is only a pointer of Git LFS, not the file`, {
                hint: 'Set `lfs: true` on the actions/checkout step',
                topic: 'git-lfs-pointer',
            });
        return { path: target, written, size: found.size };
    });
}
/** The folder at which relative paths start. */
function workspaceOf(runner) {
    return runner.env('GITHUB_WORKSPACE') ?? process.cwd();
}
/** Of an empty file nothing is read: it may be one of the system's, which gives no byte away. */
function isPointer(target, size) {
    return size > 0 && size < maxPointerBytes && lfsPointer.test((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(target, 'utf8'));
}
function missing(workspace, written, shown) {
    if (node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(written))
        return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} does not exist`, {
            hint: `Write a path relative to the workspace, which is ${workspace}: in a \`container:\` ` +
                'job folders of the machine have other names, or are not there',
            topic: 'file-not-found',
        });
    const hint = expandable.test(written)
        ? 'Paths start at the workspace and are taken as they are: ~, *, $ and % stand for nothing else'
        : 'Is there an actions/checkout step before this one, and does the path start at the root of the repository?';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} does not exist in the workspace`, { hint, topic: 'file-not-found' });
}
/**
 * Refuses what Windows takes for something else than a file of that name: a device, a stream beside a
 * file, the same name without its end, a share of another machine. A call would be made, and its
 * answer be nowhere.
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
function refuseOnWindows({ platform }, written, shown) {
    const fault = platform === 'win32' ? faultOnWindows(written) : undefined;
    if (fault !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} cannot be a file on Windows: ${fault}`);
}
/** Whatever stands after the first dot. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3])\s*(?:\.|$)/iu;
/** @returns why a path is none on Windows; undefined when it is one */
function faultOnWindows(written) {
    // UNC and the device namespace, in either kind of slash.
    if (/^[/\\]{2}/u.test(written))
        return 'it names another machine or a device';
    const names = written.replace(/^[a-z]:(?=[/\\])/iu, '').split(/[/\\]/u);
    for (const name of names.filter((one) => one !== '' && one !== '.' && one !== '..')) {
        const shown = JSON.stringify(name);
        if (name.includes(':'))
            return `${shown} has a colon, which names a stream or a drive`;
        if (device.test(name))
            return `${shown} is a device`;
        if (/[. ]$/u.test(name))
            return `${shown} ends with a dot or a space, which Windows drops`;
        if (/[<>"|?*]/u.test(name))
            return `${shown} holds one of < > " | ? *`;
    }
    return undefined;
}
/** What the system says of a file, in words: a planted loop of links, say, or a name that is too long. */
function explained(what, work) {
    try {
        return work();
    }
    catch (error) {
        if (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${what}: ${(0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .causeOf */ .rl)(error)}`, { cause: error });
    }
}
/**
 * @param folder the workspace
 * @param reached what is followed on the way, links and all
 */
function stayInside(folder, target, reached, shown) {
    const leaves = (from, to) => {
        const way = node_path__WEBPACK_IMPORTED_MODULE_1__.relative(from, to);
        return way === '' || way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute(way);
    };
    const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    const there = existing(reached);
    const inside = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(there);
    if (leaves(folder, target) || (inside !== root && leaves(root, inside)))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} leaves the workspace; write an absolute path if that is meant`);
    const way = node_path__WEBPACK_IMPORTED_MODULE_1__.join(node_path__WEBPACK_IMPORTED_MODULE_1__.relative(root, inside), node_path__WEBPACK_IMPORTED_MODULE_1__.relative(there, target));
    if (way.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).some(isGit))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${shown} leads into a .git folder, where checkout keeps its token and git its hooks; ` +
            'write an absolute path if that is meant');
}
/** As git itself looks for its own name: in any case, as Windows shortens it, as HFS+ skips signs. */
function isGit(name) {
    const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, '').toLowerCase();
    return plain === '.git' || plain === 'git~1';
}
/** The nearest folder above that exists. @throws Failure for a link that leads nowhere */
function existing(folder) {
    let current = folder;
    while ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(current, { throwIfNoEntry: false }) === undefined) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(current, { throwIfNoEntry: false }) !== undefined)
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR(`${(0,_runner_text_js__WEBPACK_IMPORTED_MODULE_4__/* .quoted */ .TL)(current)} is a link that leads nowhere`);
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