import { describe, expect, it } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { missingFor } from '../support/after.ts';
import { cases } from '../support/example-cases.ts';
import { refusals } from '../support/example-refusals.ts';
import { runExample, type SandboxRun } from '../support/example-run.ts';
import { looks, names } from '../support/example-world.ts';
import { requestLines } from '../support/request-lines.ts';

function askedIn({ tenant, another }: SandboxRun): string[] {
  const asked = requestLines([...tenant.journal, ...another.journal]);
  return asked.filter((request) => !looks.test(request));
}

/** What is true however an example ends. */
function expectTidy({ tenant, another, log, annotations, secrets }: SandboxRun): void {
  const visible = [log, ...annotations].join('\n');
  expect(secrets.flatMap((secret) => leaks(visible, secret))).toEqual([]);
  expect([...tenant.liveTokens(), ...another.liveTokens()]).toEqual([]);
}

describe.each(names)('examples/%s in the sandbox', (name) => {
  const missing = missingFor(name);
  if (missing !== undefined) console.warn(`examples/${name} is not run: no ${missing} here`);
  const itWithTool = missing === undefined ? it : it.skip;

  itWithTool('does what it says', async () => {
    const { asks = [], given, holds } = cases[name] ?? {};
    await runExample(name, given, (run) => {
      expect(run.annotations).toEqual([]);
      expect(askedIn(run)).toEqual(asks.map((ask) => expect.stringMatching(ask)));
      expectTidy(run);
      holds?.(run);
    });
  });
});

describe.each(Object.entries(refusals))('examples/%s in the sandbox', (name, turns) => {
  it.each(Object.entries(turns))('%s', async (_, { given, asks, fails }) => {
    await runExample(name, given, (run) => {
      const errors = fails === undefined ? [] : [expect.stringMatching(fails)];
      expect(run.annotations).toEqual(errors);
      expect(askedIn(run)).toEqual(asks.map((ask) => expect.stringMatching(ask)));
      expectTidy(run);
      // The file is complete or absent.
      if (fails !== undefined) expect(run.files.has('sales.qvf')).toBe(false);
    });
  });
});
