import config from './jest.config.js';

/**
 * The tests that run src in their own process: a mutant is not in the built bundle.
 *
 * @type {import('jest').Config}
 */
export default {
  ...config,
  testMatch: [
    '<rootDir>/__tests__/in-process.test.ts',
    '<rootDir>/__tests__/waiting.test.ts',
    '<rootDir>/__tests__/hostile.test.ts',
    '<rootDir>/__tests__/unit/**/*.test.ts',
  ],
  coverageThreshold: undefined,
};
