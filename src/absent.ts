/**
 * Stands in for packages that `@actions/http-client` imports for what no request of ours uses (`paths` in
 * tsconfig.json): `tunnel` is its own way through proxies, where ours are Node's agents, and would load
 * `assert` too; `undici` gives it a dispatcher for other people's code, would be nine tenths of each bundle,
 * and its advisories would be ours.
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
