import { describe, it } from '@jest/globals';
import { scenarios } from './scenarios/index.ts';
import { check } from './support/check.ts';
import { inProcess } from './support/in-process.ts';

const groups = Object.entries(scenarios).map(
  ([theme, group]) => [theme, group.filter(({ bundleOnly }) => bundleOnly !== true)] as const,
);

describe.each(groups.filter(([, group]) => group.length > 0))('in process: %s', (_, group) => {
  it.each(group)('$name', async (scenario) => {
    await check(inProcess, scenario);
  });
});
