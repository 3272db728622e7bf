/**
 * Stands in for `undici` in the bundles (`paths` in tsconfig.json). `@actions/http-client`
 * imports it for a dispatcher that it hands to other people's code; no request of ours uses it. It
 * would be nine tenths of each bundle, and its advisories would be ours.
 */
export function ProxyAgent(): never {
  throw new Error('undici is not in this bundle: nothing of this action may need it');
}
