import { projects } from './jest.config.js';

/**
 * `npm run mutation`: breaks src on purpose, one small change at a time, and counts how many of them
 * the tests in this process see. `npm run mutation -- --mutate 'src/http/**'` does a part of it.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'npm',
  mutate: ['src/**/*.ts', '!src/main.ts', '!src/post.ts', '!src/runner/github.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    // The tests that run src in their own process: a mutant is not in the built bundle.
    config: {
      ...projects[0],
      testMatch: ['in-process', 'waiting', 'hostile', 'unit/**/*'].map(
        (name) => `<rootDir>/__tests__/${name}.test.ts`,
      ),
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // A table that is read once, at the start, cannot be broken for one test: all would run each time.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 10_000,
  // Built, or of no use to the tests that run here.
  ignorePatterns: ['dist', 'coverage', 'reports', 'docs', '.github'],
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation.html' },
  clearTextReporter: { allowColor: false, reportTests: false },
  tempDirName: '.stryker-tmp',
};
