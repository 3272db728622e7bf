import { mkdirSync } from 'node:fs';

// For --outputFile: jest makes no folders.
mkdirSync(new URL('reports/', import.meta.url), { recursive: true });

/** What the two suites have in common. */
const project = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/coverage/', '<rootDir>/reports/'],
  extensionsToTreatAsEsm: ['.ts'],
  // As `paths` in tsconfig.json has it.
  moduleNameMapper: { '^@actions/core/lib/(.*)$': '<rootDir>/node_modules/@actions/core/lib/$1' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' },
    ],
  },
};

const slowTests = '<rootDir>/__tests__/slow/';

/** @type {import('jest').Config} */
export default {
  // A step is two processes, some of which wait a second for a job or a retry.
  testTimeout: 60_000,
  // A step is two processes, some of which wait a second for a job or a retry.
  // (jest takes this here only, not from a project.)
  testTimeout: 60_000,
  maxConcurrency: 8,
  // jest leaves one core free, and most tests wait for processes of their own.
  maxWorkers: '100%',
  // The programs only wire: the tests of the bundles run them.
  collectCoverageFrom: ['src/**/*.ts', '!src/{main,post}.ts'],
  coverageProvider: 'babel',
  coverageDirectory: 'coverage',
  coverageReporters: [['text', { skipFull: true }], 'json-summary'],
  coverageThreshold: { global: { lines: 95, branches: 95 } },
  projects: [
    {
      ...project,
      displayName: 'fast',
      testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', slowTests],
    },
    { ...project, displayName: 'slow', testMatch: [`${slowTests}**/*.test.ts`] },
  ],
};
