import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nodeVersionError } from '../src/version.ts';
import { actionFolder } from './support/manifest.ts';

const says =
  'This action needs Node 24, but is running on Node 20.20.2. Update the runner to 2.327.1 or later, ' +
  'which includes Node 24; act uses the `node` that it finds in PATH\n';

/** Runs a bundle as a runner with an old Node does. */
function run(program: 'main' | 'post', env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--require',
      path.join(actionFolder, '__tests__/support/programs/old-node.cjs'),
      path.join(actionFolder, 'dist', program, 'index.js'),
    ],
    { encoding: 'utf8', env: { ...env, 'INPUT_TENANT-URL': 'https://127.0.0.1:1' } },
  );
  return { status, stdout, stderr };
}

describe('a runner with an old version of Node', () => {
  it('gets one error that says what the action needs', () => {
    expect(run('main')).toEqual({
      status: 1,
      stdout: `::error title=Qlik Cloud%3A step failed::${says}`,
      stderr: '',
    });
  });

  it('gets a warning from the post step only if something is left to do, and the job does not fail', () => {
    expect(run('post')).toEqual({ status: 0, stdout: '', stderr: '' });
    const left = {
      STATE_tenant: '{"origin":"https://127.0.0.1:1","revoke":true}',
      STATE_tokens: '[{"value":"a-token-0123456789"}]',
    };
    expect(run('post', left)).toEqual({
      status: 0,
      stdout: `::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${says}`,
      stderr: '',
    });
  });

  it.each([
    ['20.20.2', true],
    ['21.7.3', true],
    ['22.20.0', false],
    ['24.19.0', false],
    ['100.0.0', false],
  ])('is recognised by Node %s: %p', (version, refused) => {
    expect(nodeVersionError(version) !== undefined).toBe(refused);
  });
});
