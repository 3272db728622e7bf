import { it } from '@jest/globals';

/** A test that makes links: Windows lets not everyone make them. */
export const withLinks = process.platform === 'win32' ? it.skip : it;
