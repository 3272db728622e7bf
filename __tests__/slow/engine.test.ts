import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { getEngine, repositoryWith, runWorkflow, type Run } from './engine.ts';

const engine = await getEngine();
if ('missing' in engine) console.warn(`No workflow is run: ${engine.missing}`);
const describeWithEngine = 'program' in engine ? describe : describe.skip;

describeWithEngine('a workflow of two jobs', () => {
  let tenant: Tenant;
  let folder: string;
  let run: Run;

  beforeAll(async () => {
    if ('missing' in engine) return;
    tenant = await startTenant();
    folder = await repositoryWith('two-jobs.yml');
    run = await runWorkflow(engine.program, folder, {
      TENANT_URL: tenant.url,
      CLIENT_ID: tenant.client.id,
      CLIENT_SECRET: tenant.client.secret,
    });
  }, 120_000);

  afterAll(async () => {
    await tenant.close();
    await rm(folder, { recursive: true, force: true });
  });

  const requests = (): string[] =>
    tenant.journal.map(({ method, path, status }) => `${method} ${path}: ${String(status)}`);

  /** Each token that a request carried, once. */
  const tokens = (): string[] => [
    ...new Set(
      tenant.journal.flatMap(({ headers }) => headers.authorization?.replace(/^Bearer /, '') ?? []),
    ),
  ];

  test('each job gets a token, makes its call and revokes the token', () => {
    const made = [...tenant.world.spaces.keys()].at(-1);

    expect(run).toMatchObject({ succeeded: true });
    expect(requests()).toEqual([
      'POST /oauth/token: 200',
      'POST /api/v1/spaces: 201',
      'POST /oauth/revoke: 200',
      'POST /oauth/token: 200',
      `GET /api/v1/spaces/${String(made)}: 200`,
      'GET /api/v1/users/me: 200',
      'POST /oauth/revoke: 200',
    ]);
    expect(tokens()).toHaveLength(2);
    expect(tenant.liveTokens()).toEqual([]);
  });

  test('the id from the first job reaches the second', () => {
    expect(run.log).toContain('status of make: <201>');
    expect(run.log).toContain('name in find: <From the first job>');
  });

  test('no line of the log shows a secret, not even where a step prints it', () => {
    expect(run.log).toContain('token of make: <***>');
    expect(run.log).toContain('token of find: <***>');
    expect(run.log).toContain('secret in make: <***>');

    const secrets = [tenant.client.secret, ...tokens()];
    expect(secrets.map((secret) => leaks(run.log, secret))).toEqual([[], [], []]);
  });
});
