"use strict";
exports.id = 576;
exports.ids = [576];
exports.modules = {

/***/ 2576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tellable: () => (/* binding */ tellable)
});

// UNUSED EXPORTS: maskAll, maskIn, maskSigned

// EXTERNAL MODULE: ./src/failure.ts
var failure = __webpack_require__(1633);
// EXTERNAL MODULE: ./src/json.ts
var src_json = __webpack_require__(8301);
// EXTERNAL MODULE: ./src/runner/secrets.ts
var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts

/** A text is filed under so many characters of its beginning. */
const headLength = 3;
/** Longer texts are few, and to compare one from each place of a line would take minutes. */
const maxFiled = 1024;
/**
 * Texts by the thousand: where a list would go through a line once for each of them, which takes
 * minutes, this goes through it once. What begins as one of them goes as far as it is the same as the
 * longest: of two that begin one another, more may be hidden than the one that is there.
 */
class many_secrets_ManySecrets extends (/* unused pure expression or super */ null && (SpellingList)) {
    #drawers = new Map();
    #long = new SpellingList();
    add(text) {
        if (text.length > maxFiled) {
            this.#long.add(text);
            return;
        }
        if (text.length < headLength) {
            super.add(text);
            return;
        }
        const head = text.slice(0, headLength);
        const drawer = this.#drawers.get(head);
        if (drawer === undefined)
            this.#drawers.set(head, { texts: [text], sorted: undefined });
        else {
            drawer.texts.push(text);
            drawer.sorted = undefined;
        }
    }
    isIn(whole) {
        if (super.isIn(whole) || this.#long.isIn(whole))
            return true;
        for (let at = 0; at < whole.length; at++)
            if (this.#lengthAt(whole, at) > 0)
                return true;
        return false;
    }
    takeOut(text) {
        // First: a shorter one in it would break it.
        const whole = this.#long.takeOut(text);
        let rest = '';
        let end = 0;
        for (let at = 0; at < whole.length; at++) {
            const length = this.#lengthAt(whole, at);
            if (length === 0)
                continue;
            // One that begins in another, and ends after it, goes with it.
            if (at >= end)
                rest += `${whole.slice(end, at)}***`;
            end = Math.max(end, at + length);
        }
        return super.takeOut(rest + whole.slice(end));
    }
    /** How many characters are to be hidden from a place on. */
    #lengthAt(whole, at) {
        const drawer = this.#drawers.get(whole.slice(at, at + headLength));
        if (drawer === undefined)
            return 0;
        drawer.sorted ??= inOrder(drawer.texts);
        // All texts that begin here are beginnings of the last one that does not come after what is here.
        const last = lastUpTo(drawer.sorted, whole.slice(at));
        if (last === undefined)
            return 0;
        const { text, shortest } = last;
        let same = headLength;
        while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same))
            same++;
        return same < shortest ? 0 : same;
    }
}
/** By UTF-16 units, so that a text comes after its beginnings. */
function inOrder(texts) {
    let first = '';
    return texts.sort().map((text) => {
        if (first === '' || !text.startsWith(first))
            first = text;
        return { text, shortest: first.length };
    });
}
function lastUpTo(sorted, text) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((sorted[middle]?.text ?? '') <= text)
            low = middle + 1;
        else
            high = middle;
    }
    return sorted[low - 1];
}

;// CONCATENATED MODULE: ./src/response/masking.ts



/** Shorter texts would star the whole log. */
const shortest = 4;
/** So many are handed over at once: a call takes no more arguments than fit on the stack. */
const atOnce = 1000;
/** More of them are not looked for one after the other. */
const maxListed = 50;
/** More of them would take all memory, in the many spellings that are hidden. */
const maxMasked = 500_000;
/** What has been masked by the expressions of a step: polls may find the same again, or always more. */
const maskedBy = new WeakMap();
/**
 * Masks every string that the expressions find, before anything of the response is told.
 * @param expressions those of the step, in the same array each time
 * @param data the response's JSON
 * @returns warnings: one for each expression that finds nothing to mask
 * @throws Failure when an expression fails
 */
function maskIn(runner, expressions, data) {
    const masked = maskedBy.get(expressions) ?? new Set();
    maskedBy.set(expressions, masked);
    return expressions.flatMap((expression) => {
        const name = JSON.stringify(expression.text);
        // The runner masks line by line, so each has to be long enough.
        const lines = [...leavesOf(expression.evaluate(data))]
            .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
            .map((line) => line.trim());
        const long = lines.filter((line) => line.length >= shortest);
        const fresh = new Set(long.filter((line) => !masked.has(line)));
        if (masked.size + fresh.size > maxMasked)
            throw new Failure(`${name} finds ${String(fresh.size)} strings to mask besides ${String(masked.size)} that this step ` +
                `has masked, and a step can mask no more than ${String(maxMasked)}`);
        if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
            runner.findSecretsIn(new ManySecrets());
        for (const line of fresh)
            masked.add(line);
        setSecrets(runner, long);
        const doubt = expression.hint === undefined ? '' : `. ${expression.hint}`;
        if (lines.length === 0)
            return [`mask: ${name} gives no string in this response, so nothing was masked${doubt}`];
        if (long.length < lines.length)
            return [
                `mask: ${name} gives a string, or a line of one, of fewer than ${String(shortest)} characters, ` +
                    'which is not masked: it would hide parts of the whole log',
            ];
        return [];
    });
}
/** Masks what a server may send by the thousand. */
function maskAll(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += atOnce)
        runner.setSecret(...texts.slice(at, at + atOnce));
}
/**
 * What may be told of an answer whose body is no success: with a mask to apply, only JSON that it has
 * been applied to.
 * @param mask undefined where nothing is to be masked
 * @returns undefined when no word of it may be told
 */
function tellable(text, mask) {
    if (mask === undefined || text === undefined)
        return text;
    const json = (0,src_json/* parseJson */.qF)(text);
    if (json === undefined)
        return undefined;
    try {
        mask(json.value);
        return text;
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            return undefined;
        throw error;
    }
}
/** Headers whose addresses may be on another origin. */
const addresses = (/* unused pure expression or super */ null && (['location', 'content-location']));
/** Shorter values sign nothing, and would star the log. */
const shortestSigned = 8;
/**
 * Masks what may sign an address on another origin: the outputs hold it, and debug mode prints them.
 * @param base the address that answered
 * @param origin the tenant's
 */
function maskSigned(runner, { headers }, base, origin) {
    const values = addresses.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : valuesIn(url);
    });
    maskAll(runner, values.filter((value) => value.length >= shortestSigned));
}
/** What an address holds besides a place, as it is written and as it is meant. */
function valuesIn({ search, hash, username, password }) {
    const parts = [search, hash].map((part) => part.slice(1));
    const written = parts.flatMap((part) => part.split('&'));
    return [
        ...written.map((pair) => pair.slice(pair.indexOf('=') + 1)),
        ...parts.flatMap((part) => [...new URLSearchParams(part).values()]),
        username,
        password,
    ];
}


/***/ })

};
;
//# sourceMappingURL=576.index.js.map