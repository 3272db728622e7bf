import { describe, expect, it } from '@jest/globals';
import { scenarios } from '../scenarios/index.ts';
import { isPicked } from '../scenarios/on-the-bundle.ts';
import { coverageOf, Pieces } from '../support/coverage.ts';

/** The parts of `dist` covered by the scenarios in `npm test`, and by all scenarios. */
const reached = { picked: new Pieces(), all: new Pieces() };

/** Code that depends on timing (a retry on a busy machine, say) may be covered in either run. */
const maxLackShare = 0.02;

const groups = Object.entries(scenarios).map(
  ([theme, group]) => [theme, group.filter(({ inProcessOnly }) => inProcessOnly !== true)] as const,
);

describe.each(groups.filter(([, group]) => group.length > 0))('on the bundle: %s', (_, group) => {
  it.concurrent.each(group)('$name', async (scenario) => {
    const scripts = await coverageOf(scenario);
    expect(scripts).not.toEqual([]);
    reached.all.add(scripts);
    if (isPicked(scenario)) reached.picked.add(scripts);
  });
});

describe('the scenarios that `npm test` runs on the bundle', () => {
  it('cover as much of dist as all scenarios do', () => {
    expect(reached.all.size).toBeGreaterThan(10_000);
    expect(reached.picked.lack(reached.all) / reached.all.size).toBeLessThan(maxLackShare);
  });
});
