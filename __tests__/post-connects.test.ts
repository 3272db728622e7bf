import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const post = path.join(actionFolder, 'dist/post/index.js');
const tokens = JSON.stringify([{ value: 'a-token-0123456789' }]);

/** Runs post alone. @returns how often it connected */
async function connections(state: Readonly<Record<string, string>>, revoke: string) {
  const tenant = await startRawServer((socket) => socket.destroy());
  try {
    await promisify(execFile)(process.execPath, [post], {
      env: {
        'INPUT_TENANT-URL': `http://${tenant.host}`,
        'INPUT_ACCESS-TOKEN': 'a-token-0123456789',
        'INPUT_REVOKE-TOKEN': revoke,
        ...state,
      },
    });
    return tenant.accepted.length;
  } finally {
    await tenant.close();
  }
}

describe('the post step connects to the tenant', () => {
  it.each([
    ['without a token', {}, 'true'],
    ['with a token that is to live on', { STATE_tokens: tokens }, ' False '],
  ])('not at all %s', async (_, state, revoke) => {
    expect(await connections(state, revoke)).toBe(0);
  });

  it('at once with a token that is to be revoked', async () => {
    expect(await connections({ STATE_tokens: tokens }, 'true')).toBeGreaterThan(0);
  });
});
