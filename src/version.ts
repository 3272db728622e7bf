/** The action's version, as in package.json (a test holds the two together). */
export const version = '0.3.0';

/** What every request names itself as. */
export const userAgent = `qlik-cloud-action/${version}`;
