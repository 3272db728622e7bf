"use strict";
exports.id = 657;
exports.ids = [657];
exports.modules = {

/***/ 9193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Et: () => (/* binding */ isNumber),
/* harmony export */   Pw: () => (/* binding */ getType),
/* harmony export */   qU: () => (/* binding */ isStrictEqual),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   w$: () => (/* binding */ isIntegerNumber),
/* harmony export */   zz: () => (/* binding */ isTruthy)
/* harmony export */ });
/* unused harmony exports isNull, isNullOrUndefined, isRegExp, isString, isStringUndefinedNullEmpty */
/**
 * Check if a value is a record.
 *
 * @example
 * ```typescript
 * import { isRecord } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = { key: 'value' };
 * if (isRecord(value)) {
 *   // value is a record
 * }
 * ```
 *
 * @param value - The value to check
 */
const isRecord = (value) => {
    return (Object.prototype.toString.call(value) === '[object Object]' &&
        !Object.is(value, null));
};
/**
 * Check if a value is a string.
 *
 * @example
 * ```typescript
 * import { isString } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = 'foo';
 * if (isString(value)) {
 *   // value is a string
 * }
 * ```
 *
 * @param value - The value to check
 */
const isString = (value) => {
    return typeof value === 'string';
};
/**
 * Check if a value is a number.
 *
 * @example
 * ```typescript
 * import { isNumber } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = 42;
 * if (isNumber(value)) {
 *   // value is a number
 * }
 * ```
 *
 * @param value - The value to check
 */
const isNumber = (value) => {
    return typeof value === 'number';
};
/**
 * Check if a value is an integer number.
 *
 * @example
 * ```typescript
 * import { isIntegerNumber } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = 42;
 * if (isIntegerNumber(value)) {
 *   // value is an integer number
 * }
 * ```
 *
 * @param value - The value to check
 */
const isIntegerNumber = (value) => {
    return isNumber(value) && Number.isInteger(value);
};
/**
 * Check if a value is truthy.
 *
 * @example
 * ```typescript
 * import { isTruthy } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = 'yes';
 * if (isTruthy(value)) {
 *   // value is truthy
 * }
 * ```
 *
 * @see https://github.com/getify/You-Dont-Know-JS/blob/2nd-ed/types-grammar/ch4.md#toboolean
 *
 * @param value - The value to check
 */
const isTruthy = (value) => {
    if (isString(value)) {
        return value !== '';
    }
    if (isNumber(value)) {
        return value !== 0;
    }
    if (typeof value === 'boolean') {
        return value;
    }
    if (Array.isArray(value)) {
        return value.length > 0;
    }
    if (isRecord(value)) {
        return Object.keys(value).length > 0;
    }
    return false;
};
/**
 * Check if a value is `null`.
 *
 * @example
 * ```typescript
 * import { isNull } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = null;
 * if (isNull(value)) {
 *   // value is null
 * }
 * ```
 *
 * @param value - The value to check
 */
const isNull = (value) => {
    return Object.is(value, null);
};
/**
 * Check if a value is `null` or `undefined`.
 *
 * @example
 * ```typescript
 * import { isNullOrUndefined } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = null;
 * if (isNullOrUndefined(value)) {
 *   // value is null or undefined
 * }
 * ```
 *
 * @param value - The value to check
 */
const isNullOrUndefined = (value) => {
    return isNull(value) || Object.is(value, undefined);
};
/**
 * Check if string is undefined, null, empty.
 *
 * @example
 * ```typescript
 * import { isStringUndefinedNullEmpty } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = 'foo';
 * if (isStringUndefinedNullEmpty(value)) {
 *   // value is either undefined, null, or an empty string
 * }
 * ```
 *
 * @param value - The value to check
 */
const isStringUndefinedNullEmpty = (value) => {
    if (isNullOrUndefined(value))
        return true;
    if (!isString(value))
        return true;
    if (value.trim().length === 0)
        return true;
    return false;
};
/**
 * Check if a Regular Expression
 *
 * @example
 * ```typescript
 * import { isRegExp } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const value = /^foo.+$/;
 * if (isRegExp(value)) {
 *   // value is a Regular Expression
 * }
 * ```
 *
 * @param value - The value to check
 */
const isRegExp = (value) => {
    return value instanceof RegExp;
};
/**
 * Get the type of a value as a string.
 *
 * @example
 * ```typescript
 * import { getType } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const type = getType('foo'); // 'string'
 * const otherType = getType(42); // 'number'
 * const anotherType = getType({ key: 'value' }); // 'object'
 * const unknownType = getType(Symbol('foo')); // 'unknown'
 * ```
 *
 * @param value - The value to check
 */
const getType = (value) => {
    if (Array.isArray(value)) {
        return 'array';
    }
    if (isRecord(value)) {
        return 'object';
    }
    if (isString(value)) {
        return 'string';
    }
    if (isNumber(value)) {
        return 'number';
    }
    if (typeof value === 'boolean') {
        return 'boolean';
    }
    if (isNull(value)) {
        return 'null';
    }
    return 'unknown';
};
/**
 * Compare two arrays for strict equality.
 *
 * This function compares each element in the arrays at the same position.
 *
 * @example
 * ```typescript
 * import { areArraysEqual } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const left = [1, 2, 3];
 * const right = [1, 2, 3];
 * const equal = areArraysEqual(left, right); // true
 *
 * const otherLeft = [1, 2, 3];
 * const otherRight = [1, 2, 4];
 * const otherEqual = areArraysEqual(otherLeft, otherRight); // false
 * ```
 *
 * @param left - The left array to compare
 * @param right - The right array to compare
 */
const areArraysEqual = (left, right) => {
    if (left.length !== right.length) {
        return false;
    }
    return left.every((value, i) => isStrictEqual(value, right[i]));
};
/**
 * Compare two records for strict equality.
 *
 * @example
 * ```typescript
 * import { areRecordsEqual } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const left = { key: 'value' };
 * const right = { key: 'value' };
 * const equal = areRecordsEqual(left, right); // true
 *
 * const otherLeft = { key: 'value' };
 * const otherRight = { key: 'other value' };
 * const otherEqual = areRecordsEqual(otherLeft, otherRight); // false
 * ```
 *
 * @param left - The left record to compare
 * @param right - The right record to compare
 */
const areRecordsEqual = (left, right) => {
    const leftKeys = Object.keys(left);
    const rightKeys = Object.keys(right);
    if (leftKeys.length !== rightKeys.length) {
        return false;
    }
    return leftKeys.every((key) => isStrictEqual(left[key], right[key]));
};
/**
 * Check if two unknown values are strictly equal.
 *
 * If the values are arrays, then each element is compared at the same
 * position. If the values are objects, then each key and value from left
 * is compared to the corresponding key and value from right. If the
 * values are primitives, then they are compared using strict equality.
 *
 * @example
 * ```typescript
 * import { isStrictEqual } from '@aws-lambda-powertools/commons/typeUtils';
 *
 * const left = { key: 'value' };
 * const right = { key: 'value' };
 * const equal = isStrictEqual(left, right); // true
 *
 * const otherLeft = [1, 2, 3];
 * const otherRight = [1, 2, 3];
 * const otherEqual = isStrictEqual(otherLeft, otherRight); // true
 *
 * const anotherLeft = 'foo';
 * const anotherRight = 'bar';
 * const anotherEqual = isStrictEqual(anotherLeft, anotherRight); // false
 *
 * const yetAnotherLeft = 42;
 * const yetAnotherRight = 42;
 * const yetAnotherEqual = isStrictEqual(yetAnotherLeft, yetAnotherRight); // true
 * ```
 *
 * @param left - Left side of strict equality comparison
 * @param right - Right side of strict equality comparison
 */
const isStrictEqual = (left, right) => {
    if (left === right) {
        return true;
    }
    if (typeof left !== typeof right) {
        return false;
    }
    if (Array.isArray(left) && Array.isArray(right)) {
        return areArraysEqual(left, right);
    }
    if (isRecord(left) && isRecord(right)) {
        return areRecordsEqual(left, right);
    }
    return false;
};



/***/ }),

/***/ 1368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ Expression)
/* harmony export */ });
/**
 * Apply a JMESPath expression to a JSON value.
 */
class Expression {
    #expression;
    #interpreter;
    constructor(expression, interpreter) {
        this.#expression = expression;
        this.#interpreter = interpreter;
    }
    /**
     * Evaluate the expression against a JSON value.
     *
     * @param value - The JSON value to apply the expression to.
     * @param node - The node to visit.
     */
    visit(value, node) {
        return this.#interpreter.visit(node ?? this.#expression, value);
    }
}



/***/ }),

/***/ 1657:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ Functions)
/* harmony export */ });
/* harmony import */ var _aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9193);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9977);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8993);
var __decorate = (undefined && undefined.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};



/**
 * A class that contains the built-in JMESPath functions.
 *
 * The built-in functions are implemented as methods on the Functions class.
 * Each method is decorated with the `@Function.signature()` decorator to enforce the
 * arity and types of the arguments passed to the function at runtime.
 *
 * You can extend the Functions class to add custom functions by creating a new class
 * that extends Functions and adding new methods to it.
 *
 * @example
 * ```typescript
 * import { search } from '@aws-lambda-powertools/jmespath';
 * import { Functions } from '@aws-lambda-powertools/jmespath/functions';
 *
 * class MyFunctions extends Functions {
 *   \u2063@Functions.signature({
 *     argumentsSpecs: [['number'], ['number']],
 *     variadic: true,
 *   })
 *   public funcMyMethod(args: Array<number>): unknown {
 *     // ...
 *   }
 * }
 *
 * const myFunctions = new MyFunctions();
 *
 * search('myMethod(@)', {}, { customFunctions: new MyFunctions() });
 * ```
 */
class Functions {
    /**
     * A set of all the custom functions available in this and all child classes.
     */
    methods = new Set();
    /**
     * Get the absolute value of the provided number.
     *
     * @param args - The number to get the absolute value of
     */
    funcAbs(args) {
        return Math.abs(args);
    }
    /**
     * Calculate the average of the numbers in the provided array.
     *
     * @param args - The numbers to average
     */
    funcAvg(args) {
        return args.reduce((a, b) => a + b, 0) / args.length;
    }
    /**
     * Get the ceiling of the provided number.
     *
     * @param args - The number to get the ceiling of
     */
    funcCeil(args) {
        return Math.ceil(args);
    }
    /**
     * Determine if the given value is contained in the provided array or string.
     *
     * @param haystack - The array or string to check
     * @param needle - The value to check for
     */
    funcContains(haystack, needle) {
        return haystack.includes(needle);
    }
    /**
     * Determines if the provided string ends with the provided suffix.
     *
     * @param str - The string to check
     * @param suffix - The suffix to check for
     */
    funcEndsWith(str, suffix) {
        return str.endsWith(suffix);
    }
    /**
     * Get the floor of the provided number.
     *
     * @param args - The number to get the floor of
     */
    funcFloor(args) {
        return Math.floor(args);
    }
    /**
     * Join the provided array into a single string.
     *
     * @param separator - The separator to use
     * @param items - The array of itmes to join
     */
    funcJoin(separator, items) {
        return items.join(separator);
    }
    /**
     * Get the keys of the provided object.
     *
     * @param arg - The object to get the keys of
     */
    funcKeys(arg) {
        return Object.keys(arg);
    }
    /**
     * Get the number of items in the provided item.
     *
     * @param arg - The array to get the length of
     */
    funcLength(arg) {
        if ((0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(arg)) {
            return Object.keys(arg).length;
        }
        return arg.length;
    }
    /**
     * Map the provided function over the provided array.
     *
     * @param expression - The expression to map over the array
     * @param args - The array to map the expression over
     */
    funcMap(expression, args) {
        return args.map((arg) => {
            return expression.visit(arg) || null;
        });
    }
    /**
     * Get the maximum value in the provided array.
     *
     * @param arg - The array to get the maximum value of
     */
    funcMax(arg) {
        if (arg.length === 0) {
            return null;
            // The signature decorator already enforces that all elements are of the same type
        }
        if ((0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .isNumber */ .Et)(arg[0])) {
            return Math.max(...arg);
        }
        // Math.max doesn't work with strings (returns NaN), so we use reduce for lexicographic comparison
        return arg.reduce((a, b) => (a > b ? a : b));
    }
    /**
     * Get the item in the provided array that has the maximum value when the provided expression is evaluated.
     *
     * @param args - The array of items to get the maximum value of
     * @param expression - The expression to evaluate for each item in the array
     */
    funcMaxBy(args, expression) {
        if (args.length === 0) {
            return null;
        }
        const visitedArgs = args.map((arg) => ({
            arg,
            visited: expression.visit(arg),
        }));
        const max = visitedArgs.reduce((max, current) => {
            const type = (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .getType */ .Pw)(current.visited);
            if (type !== 'string' && type !== 'number') {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
                    currentValue: current.visited,
                    expectedTypes: ['string'],
                    actualType: type,
                });
            }
            if (max.visited === current.visited) {
                return max;
            }
            // We can safely cast visited to number | string here because we've already
            // checked the type at runtime above and we know that it's either a number or a string
            return max.visited >
                current.visited
                ? max
                : current;
        }, visitedArgs[0]);
        return max.arg;
    }
    /**
     * Merge the provided objects into a single object.
     *
     * Note that this is a shallow merge and will not merge nested objects.
     *
     * @param args - The objects to merge
     */
    funcMerge(...args) {
        // biome-ignore lint/performance/noAccumulatingSpread: This is a shallow merge so the tradeoff is acceptable
        return args.reduce((a, b) => ({ ...a, ...b }), {});
    }
    /**
     * Get the minimum value in the provided array.
     *
     * @param arg - The array to get the minimum value of
     */
    funcMin(arg) {
        if (arg.length === 0) {
            return null;
            // The signature decorator already enforces that all elements are of the same type
        }
        if ((0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .isNumber */ .Et)(arg[0])) {
            return Math.min(...arg);
        }
        // Math.min doesn't work with strings (returns NaN), so we use reduce for lexicographic comparison
        return arg.reduce((a, b) => (a < b ? a : b));
    }
    /**
     * Get the item in the provided array that has the minimum value when the provided expression is evaluated.
     *
     * @param args - The array of items to get the minimum value of
     * @param expression - The expression to evaluate for each item in the array
     */
    funcMinBy(args, expression) {
        if (args.length === 0) {
            return null;
        }
        const visitedArgs = args.map((arg) => ({
            arg,
            visited: expression.visit(arg),
        }));
        const min = visitedArgs.reduce((min, current) => {
            const type = (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .getType */ .Pw)(current.visited);
            if (type !== 'string' && type !== 'number') {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
                    currentValue: current.visited,
                    expectedTypes: ['string'],
                    actualType: type,
                });
            }
            if (min.visited === current.visited) {
                return min;
            }
            // We can safely cast visited to number | string here because we've already
            // checked the type at runtime above and we know that it's either a number or a string
            return min.visited <
                current.visited
                ? min
                : current;
        }, visitedArgs[0]);
        return min.arg;
    }
    /**
     * Get the first argument that does not evaluate to null.
     * If all arguments evaluate to null, then null is returned.
     *
     * @param args - The keys of the items to check
     */
    funcNotNull(...args) {
        return args.find((arg) => !Object.is(arg, null)) || null;
    }
    /**
     * Reverses the provided string or array.
     *
     * @param arg - The string or array to reverse
     */
    funcReverse(arg) {
        return Array.isArray(arg)
            ? arg.reverse()
            : arg.split('').reverse().join('');
    }
    /**
     * Sort the provided array.
     *
     * @param arg - The array to sort
     */
    funcSort(arg) {
        return arg.sort((a, b) => {
            if (typeof a === 'string') {
                // We can safely cast a and b to string here because the signature decorator
                // already enforces that all elements are of the same type
                return a.localeCompare(b);
            }
            // We can safely cast a and b to number here because the signature decorator
            // already enforces that all elements are of the same type, so if they're not strings
            // then they must be numbers
            return a - b;
        });
    }
    /**
     * Sort the provided array by the provided expression.
     *
     * @param args - The array to sort
     * @param expression - The expression to sort by
     */
    funcSortBy(args, expression) {
        return args
            .map((value, index) => {
            const visited = expression.visit(value);
            const type = (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .getType */ .Pw)(visited);
            if (type !== 'string' && type !== 'number') {
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
                    currentValue: visited,
                    expectedTypes: ['string'],
                    actualType: (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .getType */ .Pw)(visited),
                });
            }
            return {
                value,
                index,
                visited,
            };
        })
            .sort((a, b) => {
            if (a.visited === b.visited) {
                return a.index - b.index; // Make the sort stable
            }
            // We can safely cast visited to number | string here because we've already
            // checked the type at runtime above and we know that it's either a number or a string
            return a.visited > b.visited
                ? 1
                : -1;
        })
            .map(({ value }) => value); // Extract the original values
    }
    /**
     * Determines if the provided string starts with the provided prefix.
     *
     * @param str - The string to check
     * @param prefix - The prefix to check for
     */
    funcStartsWith(str, prefix) {
        return str.startsWith(prefix);
    }
    /**
     * Sum the provided numbers.
     *
     * @param args - The numbers to sum
     */
    funcSum(args) {
        return args.reduce((a, b) => a + b, 0);
    }
    /**
     * Convert the provided value to an array.
     *
     * If the provided value is an array, then it is returned.
     * Otherwise, the value is wrapped in an array and returned.
     *
     * @param arg - The items to convert to an array
     */
    funcToArray(arg) {
        return Array.isArray(arg) ? arg : [arg];
    }
    /**
     * Convert the provided value to a number.
     *
     * If the provided value is a number, then it is returned.
     * Otherwise, the value is converted to a number and returned.
     *
     * If the value cannot be converted to a number, then null is returned.
     *
     * @param arg - The value to convert to a number
     */
    funcToNumber(arg) {
        if (typeof arg === 'number') {
            return arg;
        }
        if (typeof arg === 'string') {
            const num = Number(arg);
            return Number.isNaN(num) ? null : num;
        }
        return null;
    }
    /**
     * Convert the provided value to a string.
     *
     * If the provided value is a string, then it is returned.
     * Otherwise, the value is converted to a string and returned.
     *
     * @param arg - The value to convert to a string
     */
    funcToString(arg) {
        return typeof arg === 'string' ? arg : JSON.stringify(arg);
    }
    /**
     * Get the type of the provided value.
     *
     * @param arg - The value to check the type of
     */
    funcType(arg) {
        return (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_2__/* .getType */ .Pw)(arg);
    }
    /**
     * Get the values of the provided object.
     *
     * @param arg - The object to get the values of
     */
    funcValues(arg) {
        return Object.values(arg);
    }
    /**
     * Lazily introspects the methods of the class instance and all child classes
     * to get the names of the methods that correspond to JMESPath functions.
     *
     * This method is used to get the names of the custom functions that are available
     * in the class instance and all child classes. The names of the functions are used
     * to create the custom function map that is passed to the JMESPath search function.
     *
     * The method traverses the inheritance chain going from the leaf class to the root class
     * and stops when it reaches the `Functions` class, which is the root class.
     *
     * In doing so, it collects the names of the methods that start with `func` and adds them
     * to the `methods` set. Finally, when the recursion collects back to the current instance,
     * it adds the collected methods to the `this.methods` set so that they can be accessed later.
     *
     * @param scope - The scope of the class instance to introspect
     */
    introspectMethods(scope) {
        const prototype = Object.getPrototypeOf(this);
        const methods = new Set();
        if (this instanceof Functions) {
            for (const method of prototype.introspectMethods(scope)) {
                methods.add(method);
            }
        }
        else {
            return methods;
        }
        // This block is executed for every class in the inheritance chain
        for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(this))) {
            method !== 'constructor' &&
                method.startsWith('func') &&
                methods.add(method);
        }
        // This block will be executed only if the scope is the outermost class
        if (this.methods) {
            for (const method of methods) {
                this.methods.add(method);
            }
        }
        return methods;
    }
    /**
     * Decorator to enforce the signature of a function at runtime.
     *
     * The signature decorator enforces the arity and types of the arguments
     * passed to a function at runtime. If the arguments do not match the
     * expected arity or types errors are thrown.
     *
     * @example
     * ```typescript
     * import { PowertoolsFunctions } from '@aws-lambda-powertools/jmespath/functions';
     *
     * class MyFunctions extends Functions {
     *   \u2063@Functions.signature({
     *     argumentsSpecs: [['number'], ['number']],
     *     variadic: true,
     *   })
     *   public funcMyMethod(args: Array<number>): unknown {
     *     // ...
     *   }
     * }
     * ```
     *
     * @param options - The options for the signature decorator
     */
    static signature(options) {
        return (_target, _propertyKey, descriptor) => {
            const originalMethod = descriptor.value;
            // Use a function() {} instead of an () => {} arrow function so that we can
            // access `myClass` as `this` in a decorated `myClass.myMethod()`.
            descriptor.value = function (args) {
                const { variadic, argumentsSpecs } = options;
                (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .arityCheck */ .md)(args, argumentsSpecs, variadic);
                (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .typeCheck */ .rs)(args, argumentsSpecs);
                return originalMethod.apply(this, args);
            };
            return descriptor;
        };
    }
}
__decorate([
    Functions.signature({ argumentsSpecs: [['number']] })
], Functions.prototype, "funcAbs", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array-number']],
    })
], Functions.prototype, "funcAvg", null);
__decorate([
    Functions.signature({ argumentsSpecs: [['number']] })
], Functions.prototype, "funcCeil", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array', 'string'], ['any']],
    })
], Functions.prototype, "funcContains", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['string'], ['string']],
    })
], Functions.prototype, "funcEndsWith", null);
__decorate([
    Functions.signature({ argumentsSpecs: [['number']] })
], Functions.prototype, "funcFloor", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['string'], ['array-string']],
    })
], Functions.prototype, "funcJoin", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['object']],
    })
], Functions.prototype, "funcKeys", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array', 'string', 'object']],
    })
], Functions.prototype, "funcLength", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['any'], ['array']],
    })
], Functions.prototype, "funcMap", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array-number', 'array-string']],
    })
], Functions.prototype, "funcMax", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array'], ['expression']],
    })
], Functions.prototype, "funcMaxBy", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['object']],
        variadic: true,
    })
], Functions.prototype, "funcMerge", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array-number', 'array-string']],
    })
], Functions.prototype, "funcMin", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array'], ['expression']],
    })
], Functions.prototype, "funcMinBy", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [[]],
        variadic: true,
    })
], Functions.prototype, "funcNotNull", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['string', 'array']],
    })
], Functions.prototype, "funcReverse", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array-number', 'array-string']],
    })
], Functions.prototype, "funcSort", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array'], ['expression']],
    })
], Functions.prototype, "funcSortBy", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['string'], ['string']],
    })
], Functions.prototype, "funcStartsWith", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['array-number']],
    })
], Functions.prototype, "funcSum", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['any']],
    })
], Functions.prototype, "funcToArray", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['any']],
    })
], Functions.prototype, "funcToNumber", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['any']],
    })
], Functions.prototype, "funcToString", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['any']],
    })
], Functions.prototype, "funcType", null);
__decorate([
    Functions.signature({
        argumentsSpecs: [['object']],
    })
], Functions.prototype, "funcValues", null);



/***/ }),

/***/ 9977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RD: () => (/* binding */ JMESPathTypeError),
/* harmony export */   TP: () => (/* binding */ VariadicArityError),
/* harmony export */   Ys: () => (/* binding */ EmptyExpressionError),
/* harmony export */   Z8: () => (/* binding */ UnknownFunctionError),
/* harmony export */   mB: () => (/* binding */ ParseError),
/* harmony export */   qU: () => (/* binding */ ArityError),
/* harmony export */   r9: () => (/* binding */ LexerError),
/* harmony export */   rC: () => (/* binding */ IncompleteExpressionError),
/* harmony export */   vs: () => (/* binding */ JMESPathError)
/* harmony export */ });
/**
 * Base class for errors thrown during expression parsing and evaluation.
 */
class JMESPathError extends Error {
    /**
     * Expression that was being parsed when the error occurred.
     * Can be set by whatever catches the error.
     */
    expression;
    constructor(message) {
        super(message);
        this.name = 'JMESPathError';
        this.message = message;
    }
    /**
     * Set the expression that was being parsed when the error occurred.
     *
     * The separate method allows the expression to be set after the error is
     * thrown. In some instances the expression is not known until after the
     * error is thrown (i.e. the error is thrown down the call stack).
     *
     * @param expression - The expression that was being parsed when the error occurred.
     */
    setExpression(expression) {
        this.expression = expression;
        // Set the message to include the expression.
        this.message = `${this.message} in expression: ${this.expression}`;
    }
}
/**
 * Error thrown when an unknown token is encountered during the AST construction.
 */
class LexerError extends JMESPathError {
    /**
     * Position in the expression where the error occurred.
     */
    lexerPosition;
    /**
     * Token value where the error occurred.
     */
    lexerValue;
    constructor(lexerPosition, lexerValue) {
        super('Bad jmespath expression');
        this.name = 'LexerError';
        this.lexerPosition = lexerPosition;
        this.lexerValue = lexerValue;
        // Set the message to include the lexer position and value.
        this.message = `${this.message}: unknown token "${this.lexerValue}" at column ${this.lexerPosition}`;
    }
}
/**
 * Error thrown when an invalid or unexpected token type or value is encountered during parsing.
 */
class ParseError extends JMESPathError {
    /**
     * Position in the expression where the error occurred.
     */
    lexPosition;
    /**
     * Additional information about the error.
     */
    reason;
    /**
     * Token type where the error occurred.
     */
    tokenType;
    /**
     * Token value where the error occurred.
     */
    tokenValue;
    constructor(options) {
        super('Invalid jmespath expression');
        this.name = 'ParseError';
        this.lexPosition = options.lexPosition;
        this.tokenValue = options.tokenValue;
        this.tokenType = options.tokenType;
        this.reason = options.reason;
        // Set the message to include the lexer position and token info.
        let issue;
        if (this.reason) {
            issue = this.reason;
        }
        else if (this.tokenType === 'eof') {
            issue = 'found unexpected end of expression (EOF)';
        }
        else {
            issue = `found unexpected token "${this.tokenValue}" (${this.tokenType})`;
        }
        this.message = `${this.message}: parse error at column ${this.lexPosition}, ${issue}`;
    }
}
/**
 * Error thrown when an incomplete expression is encountered during parsing.
 */
class IncompleteExpressionError extends ParseError {
    constructor(options) {
        super(options);
        this.name = 'IncompleteExpressionError';
    }
}
/**
 * Error thrown when an empty expression is encountered during parsing.
 */
class EmptyExpressionError extends JMESPathError {
    constructor() {
        super('Invalid JMESPath expression: cannot be empty.');
        this.name = 'EmptyExpressionError';
    }
}
/**
 * Base class for errors thrown during function execution.
 *
 * When writing a JMESPath expression, you can use functions to transform the
 * data. For example, the `abs()` function returns the absolute value of a number.
 *
 * If an error occurs during function execution, the error is thrown as a
 * subclass of `FunctionError`. The subclass is determined by the type of error
 * that occurred.
 *
 * Errors can be thrown while validating the arguments passed to a function, or
 * while executing the function itself.
 */
class FunctionError extends JMESPathError {
    /**
     * Function that was being executed when the error occurred.
     * Can be set by whatever catches the error.
     */
    functionName;
    constructor(message) {
        super(message);
        this.name = 'FunctionError';
    }
    /**
     * Set the function that was being validated or executed when the error occurred.
     *
     * The separate method allows the name to be set after the error is
     * thrown. In most cases the error is thrown down the call stack, but we want
     * to show the actual function name used in the expression rather than an internal
     * alias. To avoid passing the function name down the call stack, we set it
     * after the error is thrown.
     *
     * @param functionName - The function that was being validated or executed when the error occurred.
     */
    setEvaluatedFunctionName(functionName) {
        this.message = this.message.replace('for function undefined', `for function ${functionName}()`);
    }
}
/**
 * Error thrown when an unexpected argument is passed to a function.
 *
 * Function arguments are validated before the function is executed. If an
 * invalid argument is passed, the error is thrown. For example, the `abs()`
 * function expects exactly one argument. If more than one argument is passed,
 * an `ArityError` is thrown.
 */
class ArityError extends FunctionError {
    actualArity;
    expectedArity;
    constructor(options) {
        super('Invalid arity for JMESPath function');
        this.name = 'ArityError';
        this.actualArity = options.actualArity;
        this.expectedArity = options.expectedArity;
        const arityParticle = this.actualArity > this.expectedArity ? 'at most' : 'at least';
        // Set the message to include the error info.
        this.message = `Expected ${arityParticle} ${this.expectedArity} ${this.pluralize('argument', this.expectedArity)} for function ${this.functionName}, received ${this.actualArity}`;
    }
    /**
     * Pluralizes a word based on the count.
     *
     * @param word - The word to pluralize
     * @param count - The count to determine if the word should be pluralized
     */
    pluralize(word, count) {
        return count === 1 ? word : `${word}s`;
    }
}
/**
 * Error thrown when an unexpected number of arguments is passed to a variadic function.
 *
 * Variadic functions are functions that accept a variable number of arguments.
 * For example, the `max()` function accepts any number of arguments and returns
 * the largest one. If no arguments are passed, it returns `null`.
 *
 * If the number of arguments passed to a variadic function is not within the
 * expected range, this error is thrown.
 */
class VariadicArityError extends ArityError {
    constructor(options) {
        super(options);
        this.name = 'VariadicArityError';
        // Set the message to include the error info.
        this.message = `Expected ${this.expectedArity} ${this.pluralize('argument', this.expectedArity)} for function ${this.functionName}, received ${this.actualArity}`;
    }
}
/**
 * Error thrown when an invalid argument type is passed to a built-in function.
 *
 * Function arguments are validated before the function is executed. If an
 * invalid argument type is found, this error is thrown. For example, the
 * `abs()` function expects a number as its argument. If a string is passed
 * instead, this error is thrown.
 */
class JMESPathTypeError extends FunctionError {
    actualType;
    currentValue;
    expectedTypes;
    constructor(options) {
        super('Invalid type for JMESPath expression');
        this.name = 'JMESPathTypeError';
        this.currentValue = options.currentValue;
        this.actualType = options.actualType;
        this.expectedTypes = options.expectedTypes;
        // Set the message to include the error info.
        this.message = `Invalid argument type for function ${this.functionName}, expected ${this.serializeExpectedTypes()} but found "${this.actualType}"`;
    }
    /**
     * Serialize the expected types for the error message.
     */
    serializeExpectedTypes() {
        const types = [];
        for (const type of this.expectedTypes) {
            types.push(`"${type}"`);
        }
        return types.length === 1 ? types[0] : `one of ${types.join(', ')}`;
    }
}
/**
 * Error thrown when an unknown function is used in an expression.
 *
 * When evaluating a JMESPath expression, the interpreter looks up the function
 * name in a table of built-in functions, as well as any custom functions
 * provided by the user. If the function name is not found, this error is thrown.
 */
class UnknownFunctionError extends FunctionError {
    constructor(funcName) {
        super('Unknown function');
        this.name = 'UnknownFunctionError';
        // Set the message to include the error info.
        this.message = `Unknown function: ${funcName}()`;
    }
}



/***/ }),

/***/ 8993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iH: () => (/* binding */ sliceArray),
/* harmony export */   md: () => (/* binding */ arityCheck),
/* harmony export */   rs: () => (/* binding */ typeCheck),
/* harmony export */   zz: () => (/* binding */ isTruthy)
/* harmony export */ });
/* unused harmony export typeCheckArgument */
/* harmony import */ var _aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9193);
/* harmony import */ var _Expression_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1368);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9977);



/**
 * Check if a value is truthy.
 *
 * In JavaScript, zero is falsy while all other non-zero numbers are truthy.
 * In JMESPath however, zero is truthy as well as all other non-zero numbers. For
 * this reason we wrap the original isTruthy function from the commons package
 * and add a check for numbers.
 *
 * @param value - The value to check
 */
const isTruthy = (value) => {
    if ((0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .isNumber */ .Et)(value)) {
        return true;
    }
    return (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .isTruthy */ .zz)(value);
};
/**
 * @internal
 * Cap a slice range value to the length of an array, taking into account
 * negative values and whether the step is negative.
 *
 * @param arrayLength - The length of the array
 * @param value - The value to cap
 * @param isStepNegative - Whether the step is negative
 */
const capSliceRange = (arrayLength, value, isStepNegative) => {
    let capValue = value;
    if (capValue < 0) {
        capValue += arrayLength;
        if (capValue < 0) {
            capValue = isStepNegative ? -1 : 0;
        }
    }
    else if (capValue >= arrayLength) {
        capValue = isStepNegative ? arrayLength - 1 : arrayLength;
    }
    return capValue;
};
/**
 * Given a start, stop, and step value, the sub elements in an array are extracted as follows:
 * - The first element in the extracted array is the index denoted by start.
 * - The last element in the extracted array is the index denoted by end - 1.
 * - The step value determines how many indices to skip after each element is selected from the array. An array of 1 (the default step) will not skip any indices. A step value of 2 will skip every other index while extracting elements from an array. A step value of -1 will extract values in reverse order from the array.
 *
 * Slice expressions adhere to the following rules:
 * - If a negative start position is given, it is calculated as the total length of the array plus the given start position.
 * - If no start position is given, it is assumed to be 0 if the given step is greater than 0 or the end of the array if the given step is less than 0.
 * - If a negative stop position is given, it is calculated as the total length of the array plus the given stop position.
 * - If no stop position is given, it is assumed to be the length of the array if the given step is greater than 0 or 0 if the given step is less than 0.
 * - If the given step is omitted, it it assumed to be 1.
 * - If the given step is 0, an invalid-value error MUST be raised (thrown before calling the function)
 * - If the element being sliced is not an array, the result is null (returned before calling the function)
 * - If the element being sliced is an array and yields no results, the result MUST be an empty array.
 *
 * @param array - The array to slice
 * @param start - The start index
 * @param end - The end index
 * @param step - The step value
 */
const sliceArray = ({ array, start, end, step, }) => {
    const isStepNegative = step < 0;
    const length = array.length;
    const defaultStart = isStepNegative ? length - 1 : 0;
    const defaultEnd = isStepNegative ? -1 : length;
    start = (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .isIntegerNumber */ .w$)(start)
        ? capSliceRange(length, start, isStepNegative)
        : defaultStart;
    end = (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .isIntegerNumber */ .w$)(end)
        ? capSliceRange(length, end, isStepNegative)
        : defaultEnd;
    const result = [];
    if (step > 0) {
        for (let i = start; i < end; i += step) {
            result.push(array[i]);
        }
    }
    else {
        for (let i = start; i > end; i += step) {
            result.push(array[i]);
        }
    }
    return result;
};
/**
 * Checks if the number of arguments passed to a function matches the expected arity.
 * If the number of arguments does not match the expected arity, an ArityError is thrown.
 *
 * If the function is variadic, then the number of arguments passed to the function must be
 * greater than or equal to the expected arity. If the number of arguments passed to the function
 * is less than the expected arity, a `VariadicArityError` is thrown.
 *
 * @param args - The arguments passed to the function
 * @param argumentsSpecs - The expected types for each argument
 * @param decoratedFuncName - The name of the function being called
 * @param variadic - Whether the function is variadic
 */
const arityCheck = (args, argumentsSpecs, variadic) => {
    if (variadic) {
        if (args.length < argumentsSpecs.length) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .VariadicArityError */ .TP({
                expectedArity: argumentsSpecs.length,
                actualArity: args.length,
            });
        }
    }
    else if (args.length !== argumentsSpecs.length) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ArityError */ .qU({
            expectedArity: argumentsSpecs.length,
            actualArity: args.length,
        });
    }
};
/**
 * Type checks the arguments passed to a function against the expected types.
 *
 * Type checking at runtime involves checking the top level type,
 * and in the case of arrays, potentially checking the types of
 * the elements in the array.
 *
 * If the list of types includes 'any', then the type check is a
 * no-op.
 *
 * If the list of types includes more than one type, then the
 * argument is checked against each type in the list. If the
 * argument matches any of the types, then the type check
 * passes. If the argument does not match any of the types, then
 * a JMESPathTypeError is thrown.
 *
 * @param args - The arguments passed to the function
 * @param argumentsSpecs - The expected types for each argument
 */
const typeCheck = (args, argumentsSpecs) => {
    for (const [index, argumentSpec] of argumentsSpecs.entries()) {
        if (argumentSpec[0] === 'any')
            continue;
        typeCheckArgument(args[index], argumentSpec);
    }
};
/**
 * Type checks an argument against a list of types.
 *
 * If the list of types includes more than one type, then the
 * argument is checked against each type in the list. If the
 * argument matches any of the types, then the type check
 * passes. If the argument does not match any of the types, then
 * a JMESPathTypeError is thrown.
 *
 * @param arg - The argument to check
 * @param argumentSpec - The expected types for the argument
 */
const typeCheckArgument = (arg, argumentSpec) => {
    let valid = false;
    for (const [index, type] of argumentSpec.entries()) {
        if (valid)
            return;
        valid = checkIfArgumentTypeIsValid(arg, type, index, argumentSpec);
    }
};
/**
 * Check if the argument is of the expected type.
 *
 * @param arg - The argument to check
 * @param type - The expected type
 * @param index - The index of the type we are checking
 * @param argumentSpec - The list of types to check against
 */
const checkIfArgumentTypeIsValid = (arg, type, index, argumentSpec) => {
    const hasMoreTypesToCheck = index < argumentSpec.length - 1;
    if (type.startsWith('array')) {
        if (!Array.isArray(arg)) {
            if (hasMoreTypesToCheck) {
                return false;
            }
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
                currentValue: arg,
                expectedTypes: argumentSpec,
                actualType: (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .getType */ .Pw)(arg),
            });
        }
        checkComplexArrayType(arg, type, hasMoreTypesToCheck);
        return true;
    }
    if (type === 'expression') {
        checkExpressionType(arg, argumentSpec, hasMoreTypesToCheck);
        return true;
    }
    /* v8 ignore else -- @preserve */
    if (['string', 'number', 'boolean'].includes(type)) {
        typeCheckType(arg, type, argumentSpec, hasMoreTypesToCheck);
        if (typeof arg === type)
            return true;
    }
    else if (type === 'object') {
        checkObjectType(arg, argumentSpec, hasMoreTypesToCheck);
        return true;
    }
    return false;
};
/**
 * Check if the argument is of the expected type.
 *
 * @param arg - The argument to check
 * @param type - The type to check against
 * @param argumentSpec - The list of types to check against
 * @param hasMoreTypesToCheck - Whether there are more types to check
 */
const typeCheckType = (arg, type, argumentSpec, hasMoreTypesToCheck) => {
    if (typeof arg !== type && !hasMoreTypesToCheck) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
            currentValue: arg,
            expectedTypes: argumentSpec,
            actualType: (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .getType */ .Pw)(arg),
        });
    }
};
/**
 * Check if the argument is an array of complex types.
 *
 * @param arg - The argument to check
 * @param type - The type to check against
 * @param hasMoreTypesToCheck - Whether there are more types to check
 */
const checkComplexArrayType = (arg, type, hasMoreTypesToCheck) => {
    if (!type.includes('-'))
        return;
    const arrayItemsType = type.slice(6);
    let actualType;
    for (const element of arg) {
        try {
            typeCheckArgument(element, [arrayItemsType]);
            actualType = arrayItemsType;
        }
        catch (error) {
            if (!hasMoreTypesToCheck || actualType !== undefined) {
                throw error;
            }
        }
    }
};
/**
 * Check if the argument is an expression.
 *
 * @param arg - The argument to check
 * @param type - The type to check against
 * @param hasMoreTypesToCheck - Whether there are more types to check
 */
const checkExpressionType = (arg, type, hasMoreTypesToCheck) => {
    if (!(arg instanceof _Expression_js__WEBPACK_IMPORTED_MODULE_2__/* .Expression */ .r) && !hasMoreTypesToCheck) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
            currentValue: arg,
            expectedTypes: type,
            actualType: (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .getType */ .Pw)(arg),
        });
    }
};
/**
 * Check if the argument is an object.
 *
 * @param arg - The argument to check
 * @param type - The type to check against
 * @param hasMoreTypesToCheck - Whether there are more types to check
 */
const checkObjectType = (arg, type, hasMoreTypesToCheck) => {
    if (!(0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(arg) && !hasMoreTypesToCheck) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .JMESPathTypeError */ .RD({
            currentValue: arg,
            expectedTypes: type,
            actualType: (0,_aws_lambda_powertools_commons_typeutils__WEBPACK_IMPORTED_MODULE_1__/* .getType */ .Pw)(arg),
        });
    }
};



/***/ })

};
;
//# sourceMappingURL=657.index.js.map