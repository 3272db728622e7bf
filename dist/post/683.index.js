"use strict";
exports.id = 683;
exports.ids = [683];
exports.modules = {

/***/ 4683:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   transportFailure: () => (/* binding */ transportFailure)
/* harmony export */ });
/* harmony import */ var _agents_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1551);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7856);
/* harmony import */ var _transport_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2586);



const hostHint = 'Check the hostname in `tenant-url`, and that this runner can reach it';
const checkHost = { hint: hostHint, topic: 'wrong-hostname' };
const checkWay = { hint: hostHint, topic: 'tenant-not-reached' };
const trustCa = {
    hint: "If the tenant is behind a private CA or an inspecting proxy, name its certificate file with NODE_EXTRA_CA_CERTS in this step's `env:`",
    topic: 'private-ca',
};
/** What Node's error codes mean to a person. A code in no row is told as it is. */
const faults = {
    ENOTFOUND: { says: 'no such host', ...checkHost },
    EAI_AGAIN: { says: 'the hostname could not be looked up', ...checkHost },
    ECONNREFUSED: { says: 'the connection was refused', ...checkWay },
    EHOSTUNREACH: { says: 'the host cannot be reached', ...checkWay },
    ENETUNREACH: { says: 'the network cannot be reached', ...checkWay },
    ETIMEDOUT: { says: 'the connection timed out', ...checkWay },
    ECONNRESET: { says: 'the connection was reset' },
    EPIPE: { says: 'the connection was closed' },
    EXCESS_BODY: { says: 'the body is longer than its Content-Length' },
    Z_BUF_ERROR: { says: 'the compressed body is cut short' },
    Z_DATA_ERROR: { says: 'the compressed body is damaged' },
    EPROTO: {
        says: 'the TLS handshake failed',
        hint: 'Does the tenant really speak https there?',
        topic: 'tenant-not-reached',
    },
    PROXY_401: { says: 'the proxy refused the connection', ..._proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4 },
    PROXY_403: { says: 'the proxy refused the connection', ..._proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4 },
    PROXY_407: { says: 'the proxy wants other credentials', ..._proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4 },
    CERT_HAS_EXPIRED: { says: 'the certificate has expired', ...trustCa },
    CERT_NOT_YET_VALID: { says: 'the certificate is not valid yet', ...trustCa },
    DEPTH_ZERO_SELF_SIGNED_CERT: { says: 'the certificate is self-signed', ...trustCa },
    SELF_SIGNED_CERT_IN_CHAIN: { says: 'the certificate chain is self-signed', ...trustCa },
    UNABLE_TO_GET_ISSUER_CERT: { says: 'the certificate is of an unknown issuer', ...trustCa },
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
        says: 'the certificate is of an unknown issuer',
        ...trustCa,
    },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
        says: 'the certificate cannot be verified',
        ...trustCa,
    },
    ERR_TLS_CERT_ALTNAME_INVALID: {
        says: 'the certificate is for another hostname',
        ...checkHost,
    },
};
/** Faults of a connection that does not come about: with a proxy, of the one to the proxy. */
const unreachable = new Set([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
]);
/** Codes that come in families. */
const groups = [
    ['HPE_', { says: 'the answer is not HTTP' }],
    // Brotli's codes, with Node's prefix, and Zstandard's
    ['ERR__ERROR_', { says: 'the compressed body is damaged' }],
    ['ERR_BROTLI_', { says: 'the compressed body is damaged' }],
    ['ZSTD_error_', { says: 'the compressed body is damaged' }],
    ['PROXY_', { says: 'the proxy could not connect', ..._proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4 }],
];
/**
 * @param name the request, as `GET /api/v1/users/me`
 * @param error what Node threw; its message is not used, since it may hold a path with its query
 */
function transportFailure(name, error, { url, proxy, sent, progress }) {
    const code = (0,_transport_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$)(error);
    const words = faults[code] ??
        groups.find(([start]) => code.startsWith(start))?.[1] ?? { says: 'the connection failed' };
    const label = code === '' ? words.says : `${words.says} (${code})`;
    const toProxy = proxy !== undefined && unreachable.has(code);
    const at = sent ? '' : ` ${placeOf(url, proxy, toProxy)}`;
    const { hint, topic } = toProxy ? _proxy_js__WEBPACK_IMPORTED_MODULE_1__/* .checkProxy */ .d4 : words;
    return new _transport_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .TransportFailure */ .A(`${name}: ${label}${at} ${progress}`.trim(), {
        code,
        sent,
        hint,
        topic,
    });
}
/** Where a connection did not come about. */
function placeOf(url, proxy, toProxy) {
    if (proxy === undefined)
        return `at ${(0,_agents_js__WEBPACK_IMPORTED_MODULE_0__/* .addressOf */ .ci)(url)}`;
    const through = `the proxy ${(0,_agents_js__WEBPACK_IMPORTED_MODULE_0__/* .addressOf */ .ci)(proxy)}`;
    return toProxy ? `at ${through}` : `at ${(0,_agents_js__WEBPACK_IMPORTED_MODULE_0__/* .addressOf */ .ci)(url)} through ${through}`;
}


/***/ })

};
;
//# sourceMappingURL=683.index.js.map