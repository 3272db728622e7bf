/**
 * Stands in for `tunnel` in the bundles (`paths` in tsconfig.json). `@actions/http-client` imports
 * it for its own way through proxies; ours are Node's agents. Loading it would load `assert` too.
 */
function absent(): never {
  throw new Error('tunnel is not in this bundle: nothing of this action may need it');
}

export {
  absent as httpOverHttp,
  absent as httpOverHttps,
  absent as httpsOverHttp,
  absent as httpsOverHttps,
};
