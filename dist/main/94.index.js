"use strict";
exports.id = 94;
exports.ids = [94];
exports.modules = {

/***/ 94:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   transportFailure: () => (/* binding */ transportFailure)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8301);
/* harmony import */ var _runner_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4099);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);
/* harmony import */ var _troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(933);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7763);






const hostHint = 'Check the hostname in `tenant-url`, and that this runner can reach it';
const checkHost = { hint: hostHint, topic: 'wrong-hostname' };
const checkNetwork = { hint: hostHint, topic: 'tenant-not-reached' };
const trustCa = {
    lasting: true,
    hint: "If the tenant is behind a private CA or an inspecting proxy, set NODE_EXTRA_CA_CERTS to the path of its certificate file in this step's `env:`",
    topic: 'private-ca',
};
const renew = {
    lasting: true,
    hint: "Renew it, or correct this runner's clock if it is wrong; NODE_EXTRA_CA_CERTS does not help here",
    topic: 'expired-certificate',
};
const proxyRefuses = { lasting: true, ..._troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d };
const otherCertificate = { says: 'the certificate was rejected', lasting: true };
const corrupted = { says: 'the compressed body is corrupted' };
const noTls = {
    says: 'the TLS handshake failed',
    hint: 'Check that the tenant accepts HTTPS at this host and port',
    topic: 'tenant-not-reached',
};

const faults = {
    ENOTFOUND: { says: 'no such host', ...checkHost },
    EAI_AGAIN: { says: 'the hostname could not be resolved', ...checkHost },
    ECONNREFUSED: { says: 'the connection was refused', ...checkNetwork },
    EHOSTUNREACH: { says: 'the host is unreachable', ...checkNetwork },
    ENETUNREACH: { says: 'the network is unreachable', ...checkNetwork },
    ETIMEDOUT: { says: 'the connection timed out', ...checkNetwork },
    ECONNRESET: { says: 'the connection was reset' },
    EPIPE: { says: 'the connection was closed' },
    EXCESS_BODY: { says: 'the body is longer than its Content-Length' },
    Z_BUF_ERROR: { says: 'the compressed body is truncated' },
    Z_DATA_ERROR: corrupted,
    SPOKE_FIRST: {
        says: 'the server sent data before any request, which no HTTP server does',
        ...checkNetwork,
    },
    HPE_HEADER_OVERFLOW: {
        says: 'the response headers are larger than 128 KiB',
        lasting: true,
    },
    EPROTO: noTls,
    PROXY_401: { says: 'the proxy refused the connection', ...proxyRefuses },
    PROXY_403: { says: 'the proxy refused the connection', ...proxyRefuses },
    PROXY_407: { says: 'the proxy did not accept the credentials', ...proxyRefuses },
    PROXY_CLOSED: { says: 'the proxy closed the connection', ..._troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d },
    PROXY_NOT_HTTP: { says: "the proxy's response is not HTTP", ..._troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d },
    CERT_HAS_EXPIRED: { says: 'the certificate has expired', ...renew },
    CERT_NOT_YET_VALID: { says: 'the certificate is not valid yet', ...renew },
    CERT_UNTRUSTED: { says: 'the certificate is not trusted', ...trustCa },
    CERT_SIGNATURE_FAILURE: {
        says: 'the certificate was not signed by the CA that it names',
        ...trustCa,
    },
    DEPTH_ZERO_SELF_SIGNED_CERT: { says: 'the certificate is self-signed', ...trustCa },
    SELF_SIGNED_CERT_IN_CHAIN: { says: 'the certificate chain is self-signed', ...trustCa },
    UNABLE_TO_GET_ISSUER_CERT: { says: 'the issuer of the certificate is unknown', ...trustCa },
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
        says: 'the issuer of the certificate is unknown',
        ...trustCa,
    },
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
        says: 'the certificate cannot be verified',
        ...trustCa,
    },
    ERR_TLS_CERT_ALTNAME_INVALID: {
        says: 'the certificate is for another hostname',
        lasting: true,
        ...checkHost,
    },
};

const unreachable = new Set([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
]);

const families = [

    ['CERT_', otherCertificate],
    ['INVALID_', otherCertificate],
    ['PATH_LENGTH_', otherCertificate],
    ['UNABLE_TO_DE', otherCertificate],
    ['HPE_', { says: 'the response is not HTTP' }],

    ['ERR__ERROR_', corrupted],
    ['ERR_BROTLI_', corrupted],
    ['ZSTD_error_', corrupted],
    [
        'PROXY_',
        {
            says: 'the proxy could not connect',
            hint: `Check the hostname in \`tenant-url\`, which the proxy may not be able to resolve. ${_troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d.hint}`,
            topic: _troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d.topic,
        },
    ],
    ['ERR_SSL_', noTls],
];





function transportFailure(name, error, { url, proxy, extraCertificates, sent, progress }) {
    const code = codeOf(error);
    if (!sent && proxy?.protocol === 'https:' && /^(?:EPROTO$|ERR_SSL_)/u.test(code))
        return withoutTls(name, url, proxy);
    const fault = faults[code] ??
        families.find(([start]) => code.startsWith(start))?.[1] ?? { says: 'the connection failed' };
    const label = code === '' ? fault.says : `${fault.says} (${code})`;
    const toProxy = proxy !== undefined && unreachable.has(code);
    const at = sent ? '' : ` ${placeOf(url, proxy, toProxy)}${addressesIn(error)}`;
    const { hint, topic } = toProxy
        ? _troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d
        : fault.topic === 'private-ca'
            ? caHint(extraCertificates)
            : fault;
    const message = `${name}: ${label}${at} ${progress}`.trim() + proxyWords(error);
    const transient = fault.lasting !== true;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(message, {
        title: 'no complete response',
        transient,
        code,
        sent,
        hint,
        topic,
    });
}

function withoutTls(name, url, proxy) {
    const variable = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`${name}: the proxy ${(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(proxy)} does not speak TLS`, {
        title: 'no complete response',
        code: 'PROXY_WITHOUT_TLS',
        sent: false,
        hint: `Write http:// instead of https:// in \`${variable}\`: this is the scheme of the proxy itself`,
        topic: _troubleshooting_js__WEBPACK_IMPORTED_MODULE_2__/* .checkProxy */ .d.topic,
    });
}

function codeOf(error) {
    const code = (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) ?? '';
    if (code !== 'ERR_PROXY_TUNNEL' || !(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(error))
        return code;
    const { statusCode } = error;
    if (statusCode === undefined)
        return 'PROXY_CLOSED';
    return typeof statusCode === 'number' && !Number.isNaN(statusCode)
        ? `PROXY_${String(statusCode)}`
        : 'PROXY_NOT_HTTP';
}

function addressesIn(error) {
    const errors = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(error) && Array.isArray(error.errors) ? error.errors : [];
    const tried = errors.flatMap((attempt) => (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(attempt) ? ((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textIn */ .r7)(attempt, 'address') ?? []) : []);
    return tried.length < 2 ? '' : ` (tried ${[...new Set(tried)].join(', ')})`;
}

const maxProxyWordsLength = 120;

function proxyWords(error) {
    const message = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(error) && error.code === 'ERR_PROXY_TUNNEL' ? error.message : undefined;
    if (typeof message !== 'string')
        return '';
    const words = (0,_runner_text_js__WEBPACK_IMPORTED_MODULE_5__/* .oneLine */ .TN)(/: HTTP\/\S+ \d{3} (.+)$/u.exec(message)?.[1] ?? '').trim();
    return words === '' || words.length > maxProxyWordsLength ? '' : `: ${words}`;
}

function caHint(file) {
    if (file === undefined)
        return trustCa;
    const why = holdsCertificate(file)
        ? 'does not contain the CA that signed this certificate: add it (PEM)'
        : 'cannot be read, or contains no certificate (PEM): check its path and its content';
    return { hint: `NODE_EXTRA_CA_CERTS is set, but its file ${why}`, topic: trustCa.topic };
}
function holdsCertificate(file) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'latin1').includes('-----BEGIN CERTIFICATE-----');
    }
    catch {
        return false;
    }
}

function placeOf(url, proxy, toProxy) {
    if (proxy === undefined)
        return `at ${(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(url)}`;
    const through = `the proxy ${(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(proxy)}`;
    return toProxy ? `at ${through}` : `at ${(0,_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .addressOf */ .ci)(url)} through ${through}`;
}


/***/ })

};
;
//# sourceMappingURL=94.index.js.map