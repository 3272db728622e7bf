/**
 * Stands in for `@actions/exec` in the bundles (`paths` in tsconfig.json). `@actions/core`
 * imports it to ask what machine this is; this action starts no process.
 */
export function getExecOutput(): never {
  throw new Error('@actions/exec is not in this bundle: nothing of this action may need it');
}
