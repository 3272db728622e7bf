import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { actionFolder } from './support/manifest.ts';
import { startRawServer } from './support/raw-server.ts';

const post = path.join(actionFolder, 'dist/post/index.js');
const tokens = JSON.stringify([{ value: 'a-token-0123456789' }]);

/** Runs only the post step, with the inputs of another tenant. @returns its connections to each */
async function connections(state: (origin: string) => Readonly<Record<string, string>>) {
  const [saved, named] = [
    await startRawServer((socket) => socket.destroy()),
    await startRawServer((socket) => socket.destroy()),
  ];
  try {
    await promisify(execFile)(process.execPath, [post], {
      env: {
        'INPUT_TENANT-URL': `https://${named.host}`,
        'INPUT_ACCESS-TOKEN': 'a-token-0123456789',
        'INPUT_REVOKE-TOKEN': 'true',
        ...state(`https://${saved.host}`),
      },
    });
    return { saved: saved.accepted.length, named: named.accepted.length };
  } finally {
    await saved.close();
    await named.close();
  }
}

const tenant = (origin: string, revoke: boolean) => ({
  STATE_tenant: JSON.stringify({ origin, revoke }),
});

describe('the early connection of the post step', () => {
  it.each([
    ['without anything saved', () => ({})],
    ['with a tenant alone', (origin: string) => tenant(origin, true)],
    [
      'with a token that is not to be revoked',
      (origin: string) => ({ ...tenant(origin, false), STATE_tokens: tokens }),
    ],
  ])('is not made %s', async (_, state) => {
    expect(await connections(state)).toEqual({ saved: 0, named: 0 });
  });

  it.each([
    [
      'a token that is to be revoked',
      (origin: string) => ({ ...tenant(origin, true), STATE_tokens: tokens }),
    ],
    [
      'a job that is to be stopped',
      (origin: string) => ({ ...tenant(origin, false), 'STATE_stop-url': `${origin}/cancel` }),
    ],
  ])('goes to the tenant in the state, whatever the inputs are now, with %s', async (_, state) => {
    const { saved, named } = await connections(state);
    expect(named).toBe(0);
    expect(saved).toBeGreaterThan(0);
  });
});
