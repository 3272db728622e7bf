"use strict";
exports.id = 834;
exports.ids = [834];
exports.modules = {

/***/ 834:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readPrivateKey: () => (/* binding */ readPrivateKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1633);











const lifetimeSeconds = 150;

const minModulusBits = 2048;
const acceptedKeys = 'Give the PEM text of an RSA key of 2048 bits or more, or of an EC key on the curve P-384';

const blocks = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/gu;

const notKeys = [
    [
        /^ENCRYPTED PRIVATE KEY$/u,
        'is encrypted: store it without a passphrase (openssl pkey -in key.pem -out plain.pem)',
    ],
    [
        /^OPENSSH PRIVATE KEY$/u,
        'is in OpenSSH format: convert a copy (ssh-keygen -p -m PKCS8 -f copy.pem)',
    ],
    [/PUBLIC KEY$/u, 'is a public key, which belongs in Qlik: this input takes the private key'],
    [/CERTIFICATE/u, 'is a certificate: this input takes the private key that belongs to it'],
];




function readPrivateKey(text) {

    const pem = text
        .replaceAll(/(?:\\r)?\\n/gu, '\n')
        .split(/[\r\n]+/u)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n');
    const found = [...pem.matchAll(blocks)].map(([block, label = '']) => ({ block, label }));
    const keys = found.filter(({ label }) => /^(?:RSA |EC )?PRIVATE KEY$/u.test(label));
    const [first, another] = keys;
    if (first === undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(whyNoKey(pem, found.at(0)?.label));
    if (another !== undefined)
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('contains more than one private key: give only one');
    if (/^Proc-Type:.*ENCRYPTED/mu.test(first.block))
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(whyNoKey(pem, 'ENCRYPTED PRIVATE KEY'));
    const key = parse(first.block);
    const algorithm = algorithmFor(key);
    return {
        assertion({ clientId, keyId, audience, now }) {
            const iat = Math.floor(now / 1000);
            const header = { alg: algorithm.name, typ: 'JWT', kid: keyId };
            const claims = {
                iss: clientId,
                sub: clientId,
                aud: audience,
                jti: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(),
                iat,
                exp: iat + lifetimeSeconds,
            };
            const signed = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
            return `${signed}.${base64url(algorithm.sign(Buffer.from(signed)))}`;
        },
    };
}
function whyNoKey(pem, label) {
    if (label !== undefined) {
        const known = notKeys.find(([pattern]) => pattern.test(label));
        return known?.[1] ?? `is PEM, but contains no private key. ${acceptedKeys}`;
    }
    if (pem.includes('-----BEGIN '))
        return 'has no END line: it was not copied completely';
    if (/\bBEGIN (?:RSA |EC )?PRIVATE KEY\b/u.test(pem))
        return 'is not PEM: its BEGIN line is damaged. It should read -----BEGIN PRIVATE KEY-----, with five dashes on either side';
    return `is not PEM: it has no -----BEGIN PRIVATE KEY----- line. ${acceptedKeys}`;
}
function parse(block) {
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)(block);
    }
    catch {

        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('cannot be read: it is damaged, or has lost its line breaks');
    }
}
function algorithmFor(key) {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
    if (type === 'rsa') {
        const bits = details.modulusLength ?? 0;

        if (bits >= minModulusBits)
            return { name: 'RS256', sign: (data) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha256', data, key) };
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`is an RSA key of ${String(bits)} bits, which is too short. ${acceptedKeys}`);
    }
    if (type === 'ec') {
        const curve = details.namedCurve ?? 'unknown';

        const concatenated = { key, dsaEncoding: 'ieee-p1363' };
        if (curve === 'secp384r1')
            return { name: 'ES384', sign: (data) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.sign)('sha384', data, concatenated) };
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`is an EC key on the curve ${curve}, which Qlik does not accept. ${acceptedKeys}`);
    }
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR(`is a key of type ${type ?? 'unknown'}, which Qlik does not accept. ${acceptedKeys}`);
}
function base64url(data) {
    return Buffer.from(data).toString('base64url');
}


/***/ })

};
;
//# sourceMappingURL=834.index.js.map