"use strict";
exports.id = 576;
exports.ids = [576];
exports.modules = {

/***/ 2576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  tellable: () => (/* binding */ tellable)
});




var failure = __webpack_require__(1633);

var src_json = __webpack_require__(8301);

var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts


const headLength = 3;

const maxFiled = 1024;





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

        const whole = this.#long.takeOut(text);
        let rest = '';
        let end = 0;
        for (let at = 0; at < whole.length; at++) {
            const length = this.#lengthAt(whole, at);
            if (length === 0)
                continue;

            if (at >= end)
                rest += `${whole.slice(end, at)}***`;
            end = Math.max(end, at + length);
        }
        return super.takeOut(rest + whole.slice(end));
    }

    #lengthAt(whole, at) {
        const drawer = this.#drawers.get(whole.slice(at, at + headLength));
        if (drawer === undefined)
            return 0;
        drawer.sorted ??= inOrder(drawer.texts);

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




const shortest = 4;

const atOnce = 1000;

const maxListed = 50;

const maxMasked = 500_000;

const maskedBy = new WeakMap();







function maskIn(runner, expressions, data) {
    const masked = maskedBy.get(expressions) ?? new Set();
    maskedBy.set(expressions, masked);
    return expressions.flatMap((expression) => {
        const name = JSON.stringify(expression.text);

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

function maskAll(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += atOnce)
        runner.setSecret(...texts.slice(at, at + atOnce));
}






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

const addresses = (/* unused pure expression or super */ null && (['location', 'content-location']));

const shortestSigned = 8;





function maskSigned(runner, { headers }, base, origin) {
    const values = addresses.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : valuesIn(url);
    });
    maskAll(runner, values.filter((value) => value.length >= shortestSigned));
}

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