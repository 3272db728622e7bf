import { describe, expect, it } from '@jest/globals';
import { startTenant } from '../../sandbox/tenant/tenant.ts';
import { Failure } from '../../src/failure.ts';
import { systemClock } from '../../src/runner/runner.ts';
import { step } from '../../src/step.ts';
import { defaults } from '../support/manifest.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { told } from '../support/told.ts';

/** Runs a step whose runner cannot take a value. @returns its error, and what was asked of the tenant */
async function run(cannotTake: string, given: Readonly<Record<string, string>> = {}) {
  const tenant = await startTenant();
  try {
    const runner = memoryRunner({
      ...defaults,
      'tenant-url': tenant.url,
      'client-id': tenant.client.id,
      'client-secret': tenant.client.secret,
      ...given,
    });
    const refusing =
      (take: (name: string, value: string) => void) =>
      (name: string, value: string): void => {
        if (name === cannotTake) throw new Failure('the disk is full');
        take(name, value);
      };
    const failing = {
      ...runner,
      // What a hasty clock takes for waits are bounds here.
      clock: systemClock,
      setOutput: refusing(runner.setOutput),
      saveState: refusing(runner.saveState),
    };
    const error = await step(failing).catch((thrown: unknown) => (thrown as Failure).message);
    return { error, requests: told(tenant.journal), alive: tenant.liveTokens().length };
  } finally {
    await tenant.close();
  }
}

describe('a token that cannot be handed on', () => {
  it('is revoked at once where the post step would not know it', async () => {
    expect(await run('tokens')).toEqual({
      error: 'the disk is full',
      requests: ['POST /oauth/token 200', 'POST /oauth/revoke 200'],
      alive: 0,
    });
  });

  it('is revoked at once where the post step is not to revoke it', async () => {
    expect(await run('access-token', { 'revoke-token': 'false' })).toMatchObject({ alive: 0 });
  });

  it('is left to the post step that knows it', async () => {
    const { error, requests } = await run('access-token');
    expect([error, requests]).toEqual(['the disk is full', ['POST /oauth/token 200']]);
  });

  it('is not requested where the tenant cannot be saved for post', async () => {
    expect((await run('tenant')).requests).toEqual([]);
  });
});
