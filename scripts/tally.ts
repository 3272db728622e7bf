/**
 * The end of .ci/run: `node scripts/tally.ts [failed stage …]` counts the tests of both suites from
 * jest's reports, and each other stage as one, and exits with 1 if anything failed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/** The stages that run tests, and the jest report of each. */
const suites: Record<string, string> = {
  test: 'reports/test.json',
  'test:slow': 'reports/test-slow.json',
};
const checks = ['types', 'lint', 'format:check', 'spelling', 'unused', 'check:dist'];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A test file that cannot be loaded counts as one failed test. */
function testsOf(report: string): Counts {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0 };
  const json = JSON.parse(readFileSync(report, 'utf8')) as Record<
    'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numRuntimeErrorTestSuites',
    number
  >;
  return {
    passed: json.numPassedTests,
    failed: json.numFailedTests + json.numRuntimeErrorTestSuites,
    skipped: json.numPendingTests,
  };
}

const failedStages = process.argv.slice(2);
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
console.log();
for (const [stage, report] of Object.entries(suites)) {
  const counts = testsOf(join(root, report));
  const stageFailed = failedStages.includes(stage);
  // The build or the coverage failed, or no test ran at all: no test's fault, but a failure.
  const ran = counts.passed + counts.skipped > 0;
  if (counts.failed === 0 && (stageFailed || !ran)) counts.failed = 1;
  console.log(`${stage}: ${stageFailed ? 'FAILED' : 'ok'}, skipped ${String(counts.skipped)}`);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
for (const check of checks) {
  const ok = !failedStages.includes(check);
  console.log(`${check}: ${ok ? 'ok' : 'FAILED'}`);
  total[ok ? 'passed' : 'failed'] += 1;
}
console.log(`${String(total.passed)} passed, ${String(total.failed)} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
