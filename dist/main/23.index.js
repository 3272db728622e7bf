"use strict";
exports.id = 23;
exports.ids = [23];
exports.modules = {

/***/ 9023:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {



__webpack_require__.d(__webpack_exports__, {
  parseExpression: () => (/* binding */ parseExpression)
});


var dist = __webpack_require__(4022);

var failure = __webpack_require__(1633);

var src_json = __webpack_require__(8301);

var runner_text = __webpack_require__(4099);
;// CONCATENATED MODULE: ./src/response/expression-check.ts



const maxDepth = 400;

const stringFunctions = new Set([
    'env',
    'join',
    'lower',
    'pad_left',
    'pad_right',
    'replace',
    'to_string',
    'trim',
    'trim_left',
    'trim_right',
    'type',
    'upper',
]);
const orderSigns = { LT: '<', LTE: '<=', GT: '>', GTE: '>=' };

const secretVariable = /^(?:INPUT|ACTIONS)_/iu;





function checkTree(tree, functions, runner) {
    checkNode(tree, { functions, runner, variables: new Set(), depth: 0, parent: '' });
}

function checkNode(node, context) {
    if (context.depth > maxDepth)
        throw new failure/* Failure */.HR(`it is nested too deeply, over ${String(maxDepth)} levels`);
    if (node.type === 'Literal')
        return;
    const bound = node.type === 'LetExpression' ? node.bindings.map(({ variable }) => variable) : [];
    const inner = {
        ...context,
        variables: bound.length === 0 ? context.variables : new Set([...context.variables, ...bound]),
        depth: context.depth + 1,
    };
    for (const [name, part] of Object.entries(node))
        for (const child of [part].flat().filter(isNode))
            checkNode(child, { ...inner, parent: `${node.type}.${name}` });
    checkOnly(node, context);
}
function isNode(part) {
    return typeof part === 'object' && part !== null && 'type' in part;
}
function checkOnly(node, { functions, runner, variables, parent }) {
    switch (node.type) {
        case 'Function':
            if (node.name === 'env')
                checkEnvCall(node.children, runner);
            else
                checkCall(node.name, node.children, functions);
            return;
        case 'Comparator': {
            const sign = orderSigns[node.name];
            if (sign !== undefined && [node.left, node.right].some(isString))
                throw new failure/* Failure */.HR(`\`${sign}\` compares numbers only, since JMESPath does not order strings. For the age of a time in ` +
                    'days, use days_since(createdAt); write a number in backticks: days_since(createdAt) > `30`');
            return;
        }
        case 'Binding':
            if (parent === 'LetExpression.bindings')
                return;
            throw new failure/* Failure */.HR('a single = does not compare: write ==');
        case 'Variable':
            if (variables.has(node.name))
                return;
            throw new failure/* Failure */.HR(`there is no variable $${node.name}`);
        case 'ExpressionReference':
            if (parent === 'Function.children' || parent === 'Binding.reference')
                return;
            throw new failure/* Failure */.HR('a & is allowed only before an argument of a function; "and" is written &&');
        case 'Slice':
            if (node.step === 0)
                throw new failure/* Failure */.HR('the step of a slice cannot be 0');
            return;
        default:
    }
}
function isString(node) {
    return node.type === 'Literal'
        ? typeof node.value === 'string'
        : node.type === 'Function' && stringFunctions.has(node.name);
}

function checkEnvCall([argument, ...others], runner) {
    const name = argument?.type === 'Literal' ? argument.value : undefined;
    if (typeof name !== 'string' || others.length > 0)
        throw new failure/* Failure */.HR("env() takes the name of one variable, as a string: env('NAME')");
    const shown = `env(${JSON.stringify(name).replace(/^"(.*)"$/u, "'$1'")})`;
    if (secretVariable.test(name))
        throw new failure/* Failure */.HR(`${shown} is refused: variables named INPUT_\u2026 or ACTIONS_\u2026 may hold secrets`);
    if (runner.env(name) === undefined)
        throw new failure/* Failure */.HR(`${shown} finds nothing: set that variable in the step's \`env:\``);
}
function checkCall(name, given, functions) {
    const signature = Object.hasOwn(functions, name) ? functions[name]?._signature : undefined;
    if (signature === undefined) {
        const near = nearest(name, Object.keys(functions));
        throw new failure/* Failure */.HR(`there is no function ${name}()${near === undefined ? '' : `; did you mean ${near}()?`}`);
    }
    const min = signature.filter(({ optional }) => optional !== true).length;
    const max = signature.at(-1)?.variadic === true ? Infinity : signature.length;
    if (given.length < min || given.length > max)
        throw new failure/* Failure */.HR(`${name}() takes ${argumentCount(min, max)}, but was given ${String(given.length)}`);
    for (const [i, argument] of given.entries()) {
        const types = (signature[i] ?? signature.at(-1))?.types ?? [];
        const isReference = argument.type === 'ExpressionReference';
        const place = `argument ${String(i + 1)} of ${name}()`;
        if (isReference && !types.includes(dist/* TYPE_EXPREF */.kG))
            throw new failure/* Failure */.HR(`${place} has to be a value: leave out the & before it`);
        if (!isReference && argument.type !== 'Variable' && types.every((type) => type === dist/* TYPE_EXPREF */.kG))
            throw new failure/* Failure */.HR(`${place} has to be an expression: put a & before it, as in &name`);
    }
}
function argumentCount(min, max) {
    const plural = (number) => `${String(number)} argument${number === 1 ? '' : 's'}`;
    if (max === Infinity)
        return `${plural(min)} or more`;
    return min === max ? plural(min) : `${String(min)} to ${plural(max)}`;
}

function nearest(name, names) {
    const near = names
        .map((known) => ({ known, edits: editDistance(name.toLowerCase(), known) }))
        .filter(({ edits }) => edits <= 2)
        .sort((a, b) => a.edits - b.edits);
    return near[0]?.known;
}

function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 0; i < a.length; i++) {
        const next = [i + 1];
        for (let j = 0; j < b.length; j++) {
            const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
            next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/response/functions.ts





class Interpreter extends dist/* TreeInterpreter */.Z2.constructor {
    visit(node, value) {
        if (node.type === 'Field' && (0,src_json/* isRecord */.u4)(value) && !Object.hasOwn(value, node.name))
            return null;
        if (node.type !== 'MultiSelectHash')
            return super.visit(node, value);
        const fields = node.children.map((pair) => [pair.name, this.visit(pair.value, value)]);
        return Object.fromEntries(fields);
    }
    withScope(scope) {
        return Object.setPrototypeOf(super.withScope(scope), Interpreter.prototype);
    }
}
const any = { types: [dist/* TYPE_ANY */.uU] };
const functions_text = { types: [dist/* TYPE_STRING */.jY] };
const list = { types: [dist/* TYPE_ARRAY */.JN] };
const key = { types: [dist/* TYPE_EXPREF */.kG] };
const ordered = { types: [dist/* TYPE_ARRAY_NUMBER */.Pp, dist/* TYPE_ARRAY_STRING */.v5] };
const textOrList = { types: [dist/* TYPE_STRING */.jY, dist/* TYPE_ARRAY */.JN] };
const dayMs = 24 * 60 * 60 * 1000;

const iso = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/u;

function interpreterWith(runner) {
    const interpreter = new Interpreter();
    const keyed = (name, items, by) => keysOf(name, items, (item) => interpreter.visit(by, item));
    const register = (name, signature, run) => {
        interpreter.runtime.register(name, run, signature, { override: true });
    };
    register('env', [functions_text], ([name]) => runner.env(name));
    register('days_since', [{ types: [dist/* TYPE_STRING */.jY, dist/* TYPE_NULL */.z6] }], ([time]) => time === null ? null : (runner.clock.now() - parseTime(time)) / dayMs);
    register('sort', [ordered], ([items]) => items.toSorted(compare));
    register('max', [ordered], ([items]) => extreme(1, items.map((item) => [item, item])));
    register('min', [ordered], ([items]) => extreme(-1, items.map((item) => [item, item])));
    register('sort_by', [list, key], ([items, by]) => keyed('sort_by', items, by)
        .sort(([a], [b]) => compare(a, b))
        .map(([, item]) => item));
    register('max_by', [list, key], ([items, by]) => extreme(1, keyed('max_by', items, by)));
    register('min_by', [list, key], ([items, by]) => extreme(-1, keyed('min_by', items, by)));
    register('group_by', [list, key], ([items, by]) => {
        const groups = Map.groupBy(keyed('group_by', items, by), ([name]) => name);
        return Object.fromEntries([...groups].map(([name, group]) => [name, group.map(([, item]) => item)]));
    });
    register('merge', [{ types: [dist/* TYPE_OBJECT */.pi], variadic: true }], (objects) => Object.fromEntries(objects.flatMap((object) => Object.entries(object))));
    register('contains', [textOrList, any], ([whole, part]) => typeof whole === 'string'
        ? typeof part === 'string' && whole.includes(part)
        : whole.some((item) => item === part || (0,external_node_util_.isDeepStrictEqual)(item, part)));
    register('reverse', [textOrList], ([whole]) => typeof whole === 'string' ? Array.from(whole).reverse().join('') : whole.toReversed());
    return interpreter;
}

function parseTime(text) {
    const [, date = '', time = '00:00', zone = 'Z'] = iso.exec(text) ?? [];
    const midnight = Date.parse(`${date}T00:00Z`);
    const ms = Date.parse(`${date}T${time}${/^[+-]\d\d$/u.test(zone) ? `${zone}:00` : zone}`);

    const isDate = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
    if (isDate && !Number.isNaN(ms))
        return ms;
    throw new failure/* Failure */.HR('days_since() takes a time such as 2026-01-31T12:00:00Z or 2026-01-31, but was given a string that is not a time');
}

function keysOf(name, items, find) {
    const keys = items.map((item) => [find(item), item]);
    const [first] = keys[0] ?? [''];
    const kind = name === 'group_by' ? 'string' : typeof first;
    const fits = ['number', 'string'].includes(kind) && keys.every(([key]) => typeof key === kind);
    if (fits)
        return keys;
    const kinds = name === 'group_by' ? 'all strings' : 'all numbers or all strings';
    throw new failure/* Failure */.HR(`${name}() takes an expression whose values are ${kinds}`);
}

function compare(a, b) {
    if (typeof a === 'number' || typeof b === 'number')
        return Number(a) - Number(b);
    for (let i = 0; i < a.length && i < b.length; i++) {
        const difference = (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0);
        if (difference !== 0)
            return difference;
    }
    return a.length - b.length;
}

function extreme(sign, keys) {
    let best = keys[0];
    for (const next of keys)
        if (best !== undefined && compare(next[0], best[0]) * sign > 0)
            best = next;
    return best?.[1] ?? null;
}

;// CONCATENATED MODULE: ./src/response/expression.ts







const maxShown = 120;
const maxWord = 60;






function parseExpression(text, runner, input = 'select') {
    const interpreter = interpreterWith(runner);
    const { tree, tokens } = compiled(text);
    try {
        checkTree(tree, interpreter.runtime._functionTable, runner);
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        throw new failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is not a usable JMESPath expression: ${error.message}`);
    }
    const evaluate = (data) => {
        try {
            return interpreter.search(tree, data) ?? null;
        }
        catch (error) {
            throw new failure/* Failure */.HR(`the JMESPath expression ${(0,runner_text/* quoted */.TL)(text)} fails: ${reasonOf(error)}`);
        }
    };
    return {
        input,
        text,
        hint: doubleQuoteHint(tokens),
        evaluate,
        isTrue: (data) => isTruthy(evaluate(data)),
    };
}
function isTruthy(value) {

    if (Array.isArray(value))
        return value.length > 0;
    if (typeof value === 'object' && value !== null)
        return Object.keys(value).length > 0;
    return value !== undefined && value !== null && value !== false && value !== '';
}
function compiled(text) {
    try {
        const plain = withPlainLiterals(text);
        return { tree: (0,dist/* compile */.wE)(plain), tokens: (0,dist/* tokenize */.qw)(plain) };
    }
    catch (error) {
        throw new failure/* Failure */.HR(`${(0,runner_text/* quoted */.TL)(text)} is not a JMESPath expression: ${syntaxProblem(error)}${syntaxHint(text, error)}`);
    }
}

const signs = {
    Colon: ':',
    Rbrace: '}',
    Rbracket: ']',
    Rparen: ')',
};

const unexpected = [
    /^(?:invalid token \(\w+\)|unexpected token type: \w+, value): "?(.*?)"?$/su,
    /^unexpected token: (.*)\(\w+\)$/su,
    /^unknown character: (.*)$/su,
];

function syntaxProblem(error) {
    if (error instanceof RangeError)
        return 'it is nested too deeply';
    if (error instanceof failure/* Failure */.HR)
        return error.message;
    const message = messageOf(error).replace(/^Syntax error[:,]? */iu, '');
    if (/\bEOF\b/u.test(message))
        return 'it ends too early';
    const missing = signs[/^expected (\w+), got/u.exec(message)?.[1] ?? ''];
    if (missing !== undefined)
        return `a ${missing} is missing`;
    const [word] = unexpected.flatMap((pattern) => pattern.exec(message)?.[1] ?? []);
    return word === undefined ? message : `${(0,runner_text/* quoted */.TL)((0,runner_text/* shorten */.ml)(word, maxWord))} is unexpected`;
}

const syntaxHints = [
    [(text) => text.trim().startsWith('.'), ' (leave out the dot in front: this is not jq)'],
    [(_, message) => message.includes('Number'), ' (write a number in backticks: `3`)'],
    [
        (_, message) => message.includes('unknown character'),
        ' (put a name in double quotes if it contains anything but letters from a to z, digits and _)',
    ],
    [(text) => /\s(?:and|or|not)\s/iu.test(text), ' (and, or and not are written &&, || and !)'],
];
function syntaxHint(text, error) {
    const message = messageOf(error);
    return syntaxHints.find(([applies]) => applies(text, message))?.[1] ?? '';
}

function reasonOf(error) {
    const { name } = error;
    if (name === 'RangeError')
        return 'the data is nested too deeply, or too large';
    if (name === 'TypeError')
        return 'it does not fit the data';
    return messageOf(error).replace(/^Invalid type: /u, '');
}
function messageOf(error) {
    return error instanceof Error ? error.message : 'unknown';
}

const quotedOrDashed = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"|`[^`\\]*(?:\\[^][^`\\]*)*`|['"`]|(?<![$\w])[a-z_]\w*(?:-\w+)+/giu;







function withPlainLiterals(text) {
    return text.replace(quotedOrDashed, (part) => {
        const inner = part.slice(1, -1);
        const [quote = ''] = part;
        if (part.length === 1)
            throw new failure/* Failure */.HR(unclosed(quote));
        if (quote === "'")
            return literal(JSON.stringify(inner.replaceAll("\\'", "'")));
        if (quote === '`')
            return literal(jsonIn(inner.replaceAll('\\`', '`')));
        if (quote === '"')
            return part;
        throw new failure/* Failure */.HR(`${(0,runner_text/* shorten */.ml)(part, maxShown)} has a dash, so it has to be in double quotes: ` +
            `write ${(0,runner_text/* shorten */.ml)(inDoubleQuotes(text), maxShown)}`);
    });
}
function unclosed(quote) {
    const what = `a ${quote} in it is never closed`;
    return quote === "'"
        ? `${what}. To use text from outside, set a variable in the step's \`env:\` and read it with env('NAME')`
        : what;
}
function literal(json) {
    return `\`${json.replaceAll('`', '\\u0060')}\``;
}
function jsonIn(inner) {
    const json = inner.trim();
    const parsed = (0,src_json/* parseJson */.qF)(json);
    if (parsed !== undefined) {
        const inexact = [...(0,src_json/* leavesOf */.wf)(parsed.value)].some((leaf) => Number.isInteger(leaf) && !Number.isSafeInteger(leaf));
        if (!inexact)
            return json;
        throw new failure/* Failure */.HR(`\`${(0,runner_text/* shorten */.ml)(json, maxShown)}\` has more digits than JMESPath can compare: it would equal other numbers too`);
    }
    const shown = (0,runner_text/* shorten */.ml)(json.replaceAll("'", "\\'"), maxShown);
    throw new failure/* Failure */.HR(`backticks enclose JSON, and \`${shown}\` is not JSON; write a string as '${shown}'`);
}

function inDoubleQuotes(text) {
    return text.replace(quotedOrDashed, (part) => (/^\w/u.test(part) ? `"${part}"` : part));
}
const comparators = new Set(['EQ', 'NE', 'GT', 'GTE', 'LT', 'LTE']);

const continuesName = new Set([
    'Dot',
    'Lbracket',
    'Filter',
    'Flatten',
]);





function doubleQuoteHint(tokens) {
    for (const [i, { type }] of tokens.entries()) {
        if (!comparators.has(type))
            continue;
        const [before, left, right, after] = [-2, -1, 1, 2].map((step) => tokens[i + step]);
        const calls = right?.type === 'UnquotedIdentifier' && after?.type === 'Lparen';
        if (isName(right) && !continuesName.has(after?.type) && left?.type !== 'Literal')
            return meantAsString(right.value);
        if (isName(left) && before?.type !== 'Dot' && right?.type !== 'Literal' && !calls)
            return meantAsString(left.value);
    }
    return undefined;
}
function isName(token) {
    return token?.type === 'QuotedIdentifier' && typeof token.value === 'string';
}
function meantAsString(name) {
    const shown = (0,runner_text/* shorten */.ml)(name, maxShown);
    return `"${shown}" in double quotes is the name of a field; write a string in single quotes: '${shown.replaceAll("'", "\\'")}'`;
}


/***/ })

};
;
//# sourceMappingURL=23.index.js.map