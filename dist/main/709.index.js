"use strict";
exports.id = 709;
exports.ids = [709];
exports.modules = {

/***/ 6709:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  overOwnFields: () => (/* binding */ overOwnFields),
  ownFunctions: () => (/* binding */ ownFunctions),
  withOwnFields: () => (/* binding */ withOwnFields)
});

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./node_modules/@aws-lambda-powertools/commons/lib/esm/fromBase64.js
const BASE64_REGEX = /^[A-Za-z0-9+/]*={0,2}$/;
/**
 * Convert a base64 string to a Uint8Array.
 *
 * The input string must be a valid base64 string, otherwise an error will be thrown.
 *
 * The encoding parameter is optional and defaults to 'utf-8'.
 *
 * @example
 * ```ts
 * import { fromBase64 } from '@aws-lambda-powertools/commons/utils/base64';
 *
 * const encodedValue = 'aGVsbG8gd29ybGQ=';
 *
 * const decoded = fromBase64(encodedValue);
 * // new Uint8Array([ 97, 71, 86, 115, 98, 71, 56, 103, 100, 50, 57, 121, 98, 71, 81, 61 ]);
 * ```
 *
 * @param input The base64 string to convert to a Uint8Array
 * @param encoding The encoding of the input string (optional)
 */
const fromBase64 = (input, encoding) => {
    if ((input.length * 3) % 4 !== 0) {
        throw new TypeError('Incorrect padding on base64 string.');
    }
    if (!BASE64_REGEX.exec(input)) {
        throw new TypeError('Invalid base64 string.');
    }
    const buffer = encoding ? Buffer.from(input, encoding) : Buffer.from(input);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};


// EXTERNAL MODULE: ./node_modules/@aws-lambda-powertools/jmespath/lib/esm/Functions.js
var Functions = __webpack_require__(1657);
;// CONCATENATED MODULE: ./node_modules/@aws-lambda-powertools/jmespath/lib/esm/PowertoolsFunctions.js
var __decorate = (undefined && undefined.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};



const decoder = new TextDecoder('utf-8');
/**
 * Custom functions for the Powertools for AWS Lambda JMESPath module.
 *
 * Built-in JMESPath functions include: `powertools_json`, `powertools_base64`, `powertools_base64_gzip`
 *
 * You can use these functions to decode and/or deserialize JSON objects when using the {@link search | `search`} function.
 *
 * @example
 * ```typescript
 * import { search } from '@aws-lambda-powertools/jmespath';
 * import { PowertoolsFunctions } from '@aws-lambda-powertools/jmespath/functions';
 *
 * const data = {
 *   body: "{\"foo\": \"bar\"}"
 * };
 *
 * const result = search(
 *   'powertools_json(body)',
 *   data,
 *   { customFunctions: new PowertoolsFunctions() }
 * );
 * console.log(result); // { foo: 'bar' }
 * ```
 */
class PowertoolsFunctions extends Functions/* Functions */.a {
    funcPowertoolsBase64(value) {
        return decoder.decode(fromBase64(value, 'base64'));
    }
    funcPowertoolsBase64Gzip(value) {
        const encoded = fromBase64(value, 'base64');
        const uncompressed = (0,external_node_zlib_.gunzipSync)(encoded);
        return uncompressed.toString();
    }
    funcPowertoolsJson(value) {
        return JSON.parse(value);
    }
}
__decorate([
    Functions/* Functions */.a.signature({
        argumentsSpecs: [['string']],
    })
], PowertoolsFunctions.prototype, "funcPowertoolsBase64", null);
__decorate([
    Functions/* Functions */.a.signature({
        argumentsSpecs: [['string']],
    })
], PowertoolsFunctions.prototype, "funcPowertoolsBase64Gzip", null);
__decorate([
    Functions/* Functions */.a.signature({
        argumentsSpecs: [['string']],
    })
], PowertoolsFunctions.prototype, "funcPowertoolsJson", null);



// EXTERNAL MODULE: ./src/json.ts
var json = __webpack_require__(8301);
;// CONCATENATED MODULE: ./src/response/own-fields.ts


/**
 * The JMESPath library looks fields up the prototype chain, so that `constructor` or `toString` are
 * found though no JSON has them, and `{__proto__: a}` sets no field. That can only matter to an
 * expression in which such a name stands: for those, whatever it meets is made of objects that
 * inherit nothing. Loaded only for them.
 */
/** What a prototype's name as a key is called until the object is made anew. */
const stand = '\u0000__proto__';
/** The standard functions, and one that takes from an object what it inherits. */
class OwnFunctions extends Functions/* Functions */.a {
    funcOwnFields([value]) {
        return withOwnFields(value);
    }
    funcMerge(...args) {
        return withOwnFields(super.funcMerge(...args));
    }
}
/** For the library's `customFunctions`. */
const ownFunctions = new OwnFunctions();
/** Tokens of an expression that may hold anything, and the braces around a multi-select hash. */
const tokens = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\b__proto__\b|[{}]/gsu;
/**
 * @param text an expression
 * @returns one that means the same, and in which all objects that it makes are made anew by ownFields
 */
function overOwnFields(text) {
    return text.replace(tokens, (token, at) => {
        if (token === '{')
            return 'own_fields({';
        if (token === '}')
            return '})';
        if (/^`\s*[[{]/u.test(token))
            return `own_fields(${token})`;
        const isKey = /^\s*:/u.test(text.slice(at + token.length));
        return isKey && nameIn(token) === '__proto__' ? JSON.stringify(stand) : token;
    });
}
function nameIn(token) {
    try {
        return token.startsWith('"') ? JSON.parse(token) : token;
    }
    catch {
        return undefined;
    }
}
/** @returns a copy of JSON whose objects inherit nothing */
function withOwnFields(value) {
    if (Array.isArray(value))
        return value.map(withOwnFields);
    if (!(0,json/* isRecord */.u4)(value))
        return value;
    const own = Object.create(null);
    for (const [name, field] of Object.entries(value))
        own[name === stand ? '__proto__' : name] = withOwnFields(field);
    return own;
}


/***/ })

};
;
//# sourceMappingURL=709.index.js.map