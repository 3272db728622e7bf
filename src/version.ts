/** The action's version, as in package.json (a test holds the two together). */
export const version = '0.3.0';

/** What every request names itself as. */
export const userAgent = `qlik-cloud-action/${version}`;

/**
 * An older one lacks what the program calls, and would fail anywhere. The action is made for Node 24
 * (`action.yml`), but 22 has all that a plain step needs.
 */
const oldest = 22;

/**
 * @param version of Node, as in `20.20.2`
 * @returns what to say of one that is too old; undefined for one that will do
 */
export function tooOld(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= oldest) return undefined;
  return (
    `This action needs Node 24, and is run by Node ${version}. Update the runner to 2.327.1 or later, ` +
    'which brings Node 24; act takes the `node` that it finds in PATH'
  );
}
