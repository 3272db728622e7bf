"use strict";
exports.id = 576;
exports.ids = [576];
exports.modules = {

/***/ 2576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  safeToShow: () => (/* binding */ safeToShow)
});




var failure = __webpack_require__(1633);

var src_json = __webpack_require__(8301);

var secrets = __webpack_require__(2995);
;// CONCATENATED MODULE: ./src/runner/many-secrets.ts


const prefixLength = 3;

const maxGrouped = 1024;





class many_secrets_ManySecrets extends (/* unused pure expression or super */ null && (SpellingList)) {
    #groups = new Map();
    #long = new SpellingList();
    add(text) {
        if (text.length > maxGrouped) {
            this.#long.add(text);
            return;
        }
        if (text.length < prefixLength) {
            super.add(text);
            return;
        }
        const prefix = text.slice(0, prefixLength);
        const group = this.#groups.get(prefix);
        if (group === undefined)
            this.#groups.set(prefix, { texts: [text], sorted: undefined });
        else {
            group.texts.push(text);
            group.sorted = undefined;
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
        const group = this.#groups.get(whole.slice(at, at + prefixLength));
        if (group === undefined)
            return 0;
        group.sorted ??= inOrder(group.texts);

        const last = lastUpTo(group.sorted, whole.slice(at));
        if (last === undefined)
            return 0;
        const { text, shortest } = last;
        let same = prefixLength;
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




const minLength = 4;

const batchSize = 1000;

const maxListed = 50;

const maxMasked = 500_000;

function maskOf(runner, expressions) {
    const masked = new Set();
    return (data) => {
        const found = expressions.map((expression) => maskOne(runner, masked, expression, data));
        return {
            lines: new Set(found.flatMap(({ lines }) => lines)),
            warnings: found.flatMap(({ warning }) => warning ?? []),
        };
    };
}
function maskOne(runner, masked, expression, data) {
    const name = JSON.stringify(expression.text);

    const all = [...leavesOf(expression.evaluate(data))]
        .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
        .map((line) => line.trim());
    const lines = all.filter((line) => line.length >= minLength);
    const fresh = new Set(lines.filter((line) => !masked.has(line)));
    if (masked.size + fresh.size > maxMasked)
        throw new Failure(`${name} finds ${String(fresh.size)} strings to mask in addition to the ${String(masked.size)} that this step ` +
            `has already masked, but a step can mask at most ${String(maxMasked)}`);
    if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
        runner.findSecretsIn(new ManySecrets());
    for (const line of fresh)
        masked.add(line);
    setSecrets(runner, lines);
    const hint = expression.hint === undefined ? '' : `. ${expression.hint}`;
    if (all.length === 0)
        return {
            lines,
            warning: `mask: ${name} finds no string in this response, so nothing was masked${hint}`,
        };
    if (lines.length === all.length)
        return { lines };
    return {
        lines,
        warning: `mask: ${name} finds a string, or a line of one, with fewer than ${String(minLength)} characters, ` +
            'which is not masked, since that would hide parts of the whole log',
    };
}

function maskMany(runner, texts) {
    if (texts.length > maxListed)
        runner.findSecretsIn(new ManySecrets());
    setSecrets(runner, texts);
}
function setSecrets(runner, texts) {
    for (let at = 0; at < texts.length; at += batchSize)
        runner.setSecret(...texts.slice(at, at + batchSize));
}





function safeToShow(text, mask) {
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

const urlHeaders = (/* unused pure expression or super */ null && (['location', 'content-location']));

const minSignatureLength = 8;






function maskSignatures(runner, { headers }, base, origin) {
    const values = urlHeaders.flatMap((name) => {
        const address = headers[name];
        const url = address === undefined ? null : URL.parse(address, base.href);
        return url === null || url.origin === origin ? [] : signatureValuesIn(url);
    });
    maskMany(runner, values.filter((value) => value.length >= minSignatureLength));
}

function signatureValuesIn({ search, hash, username, password }) {
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