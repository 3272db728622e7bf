import { describe, expect, it } from '@jest/globals';
import { scenarios } from './scenarios/index.ts';
import { check } from './support/check.ts';
import { isOnErrorPage } from './support/error-page.ts';
import { inProcess } from './support/in-process.ts';
import type { Driver } from './support/scenario.ts';

const groups = Object.entries(scenarios).map(
  ([theme, group]) => [theme, group.filter(({ bundleOnly }) => bundleOnly !== true)] as const,
);

/** Expects every error and warning to be listed in docs/errors.md. */
const documented: Driver = async (...step) => {
  const seen = await inProcess(...step);
  const notOnThePage = [...seen.errors, ...seen.warnings].filter((text) => !isOnErrorPage(text));
  expect(notOnThePage).toEqual([]);
  return seen;
};

describe.each(groups.filter(([, group]) => group.length > 0))('in process: %s', (_, group) => {
  it.each(group)('$name', async (scenario) => {
    await check(documented, scenario);
  });
});
