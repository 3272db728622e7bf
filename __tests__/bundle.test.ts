import { describe, it } from '@jest/globals';
import { scenarios } from './scenarios/index.ts';
import { bundle } from './support/bundle.ts';
import { check } from './support/check.ts';

describe.each(Object.entries(scenarios))('as the runner runs it: %s', (_, told) => {
  it.concurrent.each(told.filter(({ inProcessOnly }) => inProcessOnly !== true))(
    '$name',
    async (scenario) => {
      await check(bundle, scenario);
    },
  );
});
