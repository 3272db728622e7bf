import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { newClient, startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';
import { requestLines } from '../support/request-lines.ts';
import { getEngine, repositoryWith, type Run, runWorkflow } from './engine.ts';

const engine = await getEngine();
if ('missing' in engine) console.warn(`No deployment is run: ${engine.missing}`);
const describeWithEngine = 'program' in engine ? describe : describe.skip;

/** The jobs of `deployments.yml` that get a token, and the requests that they make with it. */
const asked = (space: string): Record<string, readonly string[]> => ({
  build: ['POST /api/v1/spaces 201'],
  'deploy-test': [`POST /api/v1/spaces/${space}/assignments 201`],
  'deploy-production': [`GET /api/v1/spaces/${space} 200`],
  composite: ['GET /api/v1/users/me 200', 'GET /api/v1/users/me 200'],
  reusable: ['GET /api/v1/users/me 200', 'GET /api/v1/users/me 200'],
  tenants: ['POST /api/v1/spaces 201'],
});

const client = newClient();
const called = newClient({ id: '0c3f48265b7d1e9ac3f08462b1d7e5a9' });

describeWithEngine('chained jobs, a composite action, a reusable workflow and a matrix', () => {
  let tenant: Tenant;
  /** Knows the same client, as all tenants of a region know a client of the region. */
  let other: Tenant;
  let folder: string;
  let run: Run;

  beforeAll(async () => {
    if ('missing' in engine) return;
    tenant = await startTenant({ clients: [client, called] });
    other = await startTenant({ clients: [client] });
    folder = await repositoryWith('deployments.yml', [
      '.github/actions/who-am-i',
      '.github/workflows/reusable.yml',
    ]);
    run = await runWorkflow(
      engine.program,
      folder,
      {
        TENANT_URL: tenant.url,
        OTHER_TENANT_URL: other.url,
        CLIENT_ID: client.id,
        CLIENT_SECRET: client.secret,
        CALLED_CLIENT_ID: called.id,
      },
      { CALLED_CLIENT_SECRET: called.secret },
    );
  }, 120_000);

  afterAll(async () => {
    await tenant.close();
    await other.close();
    await rm(folder, { recursive: true, force: true });
  });

  const made = (): string =>
    [...tenant.world.spaces.values()].find(({ name }) => name === 'From build')?.id ?? '';

  test('each job gets a token of its own, and uses only that one', () => {
    expect(run).toMatchObject({ succeeded: true });
    const inOrder = (sessions: Iterable<readonly string[]>): string[] =>
      [...sessions].map((session) => session.join(', ')).sort();
    expect(inOrder(sessionsOf(tenant).values())).toEqual(inOrder(Object.values(asked(made()))));
    expect(inOrder(sessionsOf(other).values())).toEqual(['POST /api/v1/spaces 201']);
  });

  test('each token is revoked when its job ends', () => {
    for (const one of [tenant, other]) {
      const count = (path: string): number =>
        one.journal.filter((entry) => entry.path === path && entry.status === 200).length;
      expect(count('/oauth/token')).toBe(sessionsOf(one).size);
      expect(count('/oauth/revoke')).toBe(sessionsOf(one).size);
      expect(one.liveTokens()).toEqual([]);
    }
  });

  // GitHub would also drop a token that is a job's output; this engine hands it on. So that is shown
  // by the jobs `first` and `second` of ci.yml, and here no job hands one on.
  test('ids pass from job to job, out of a composite action and out of a reusable workflow', () => {
    expect(run.log).toContain('name in deploy-production: <From build>');
    expect(run.log).toContain(`id of composite: <${known.bot}>`);
    expect(run.log).toContain('file of composite: <me.json>');
    expect(run.log).toContain(`id of reusable: <${known.bot}>`);
    expect(run.log).toContain('status of TENANT_URL: <201>');
    expect(run.log).toContain('status of OTHER_TENANT_URL: <201>');
  });

  test('no line of the log shows a secret, not even where a step prints it', () => {
    const printed = run.log.matchAll(/ \| ((?:token|secret) (?:of|in) .*): <\*\*\*>/gu);
    expect([...printed].map(([, what]) => what).sort()).toEqual([
      'secret in build',
      'token in the reusable workflow',
      'token of OTHER_TENANT_URL',
      'token of TENANT_URL',
      'token of build',
      'token of composite',
      'token of deploy-production',
      'token of deploy-test',
    ]);
    const tokens = [tenant, other].flatMap((one) => [...sessionsOf(one).keys()]);
    expect(tokens).toHaveLength(7);
    for (const secret of [client.secret, called.secret, ...tokens])
      expect(leaks(run.log, secret)).toEqual([]);
  });
});

/** The requests made with each token. */
function sessionsOf({ journal }: Tenant): Map<string, string[]> {
  const sessions = new Map<string, string[]>();
  const lines = requestLines(journal);
  for (const [i, { headers }] of journal.entries()) {
    const token = headers.authorization?.replace(/^Bearer /u, '');
    if (token === undefined) continue;
    sessions.set(token, [...(sessions.get(token) ?? []), lines[i] ?? '']);
  }
  return sessions;
}
