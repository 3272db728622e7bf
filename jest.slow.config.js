import config from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['<rootDir>/__tests__/slow/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
