import { describe, it } from '@jest/globals';
import { scenarios } from './scenarios/index.ts';
import { isPicked } from './scenarios/on-the-bundle.ts';
import { bundle } from './support/bundle.ts';
import { check } from './support/check.ts';

const groups = Object.entries(scenarios).map(
  ([theme, group]) =>
    [theme, group.filter((one) => one.inProcessOnly !== true && isPicked(one))] as const,
);

describe.each(groups.filter(([, group]) => group.length > 0))('on the bundle: %s', (_, group) => {
  it.concurrent.each(group)('$name', async (scenario) => {
    await check(bundle, scenario);
  });
});
