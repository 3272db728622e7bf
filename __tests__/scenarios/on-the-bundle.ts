import type { Scenario } from '../support/scenario.ts';

/**
 * The scenarios that `npm test` runs on the bundle too: together they reach all of `dist` that all
 * scenarios reach. The slow suite runs every one of them there, and fails when these reach less.
 */
const names: ReadonlySet<string> = new Set([]);

/** Whether `npm test` runs it on the bundle. */
export function isPicked({ name, bundleOnly }: Scenario): boolean {
  return bundleOnly === true || names.has(name);
}
