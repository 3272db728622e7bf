import { readdirSync } from 'node:fs';
import jest from './jest.config.js';

/** The tests of single modules have the names of what they test: `http/retry`, `cleanup`. */
const modules = readdirSync(new URL('src', import.meta.url)).map((name) =>
  name.endsWith('.ts') ? name.slice(0, -'.ts'.length) : `${name}/*`,
);

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
      ...jest.projects[0],
      testMatch: ['in-process', 'hostile', ...modules].map(
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
