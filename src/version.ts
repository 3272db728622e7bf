/** The action's version, as in package.json (a test compares the two). */
export const version = '0.3.0';

/** The `User-Agent` of every request. */
export const userAgent = `qlik-cloud-action/${version}`;

/**
 * An older Node lacks functions that the program calls, and would fail at some unforeseen point. The
 * action is made for Node 24 (`action.yml`), but 22 has everything that a plain step needs.
 */
const minNodeVersion = 22;

/**
 * Checks the version of Node.
 * @param version as in `20.20.2`
 * @returns the error for one that is too old; undefined for one that is recent enough
 */
export function nodeVersionError(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= minNodeVersion) return undefined;
  return (
    `This action needs Node 24, but is running on Node ${version}. Update the runner to 2.327.1 or later, ` +
    'which includes Node 24; act uses the `node` that it finds in PATH'
  );
}
