import { join } from 'node:path';
import type { BundleName } from './paths.ts';
import { type Finished, runNode } from './run-node.ts';

/**
 * What each bundle does when it is run with no inputs and no state. A bundle that cannot load its
 * modules does neither: Node then writes a stack to standard error.
 */
const expected: Record<BundleName, { says: string; holds: (end: Finished) => boolean }> = {
  main: {
    says: 'exit with 1 and one error that names tenant-url',
    holds: ({ code, stdout }) => code === 1 && /^::error.*tenant-url/m.test(stdout),
  },
  post: {
    says: 'exit with 0 and neither error nor warning',
    holds: ({ code, stdout }) => code === 0 && !/^::(error|warning)/m.test(stdout),
  },
};

/** Variables that say something to an action; the rest (PATH, SystemRoot …) Node may need. */
const ofTheRunner = /^(INPUT_|STATE_|GITHUB_|RUNNER_|ACTIONS_)/i;

/**
 * Runs a built bundle as the runner would, without inputs.
 *
 * @param dist folder that holds the bundles
 * @param name which of them
 * @throws Error with what it wrote, when it does not start
 */
export async function checkStart(dist: string, name: BundleName): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([variable]) => !ofTheRunner.test(variable)),
  );
  const end = await runNode([join(dist, name, 'index.js')], { cwd: dist, env });
  const { says, holds } = expected[name];
  if (!holds(end) || end.stderr !== '') {
    throw new Error(
      `${name} should ${says}; it exited with ${String(end.code)}\n${end.stdout}${end.stderr}`,
    );
  }
}
