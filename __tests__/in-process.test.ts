import { describe, it } from '@jest/globals';
import { scenarios } from './scenarios/index.ts';
import { check } from './support/check.ts';
import { inProcess } from './support/in-process.ts';

describe.each(Object.entries(scenarios))('in process: %s', (_, told) => {
  it.each(told.filter(({ bundleOnly }) => bundleOnly !== true))('$name', async (scenario) => {
    await check(inProcess, scenario);
  });
});
