import { it } from '@jest/globals';

/** A test that creates links, which not every Windows user may do. */
export const withLinks = process.platform === 'win32' ? it.skip : it;
