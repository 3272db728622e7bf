/**
 * Replaces two packages that `@actions/http-client` imports and that no request of this action uses
 * (`paths` in tsconfig.json). `tunnel` is its own support for proxies, where this action uses Node's
 * agents; it would also load `assert`. `undici` offers a dispatcher to other callers; it would make up
 * nine tenths of each bundle, and its security advisories would apply to this action.
 */
function absent(): never {
  throw new Error('this package is not in this bundle: nothing of this action may need it');
}

export {
  absent as httpOverHttp,
  absent as httpOverHttps,
  absent as httpsOverHttp,
  absent as httpsOverHttps,
  absent as ProxyAgent,
};
