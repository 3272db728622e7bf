import { readdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { startStep } from '../sandbox/runner/step.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { script } from './support/answers.ts';
import { actionFolder } from './support/manifest.ts';
import { requestLines } from './support/request-lines.ts';
import { contents } from './support/workspace.ts';

/** Needs bash, `ulimit` and `/dev/full`. */
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;

const token = 'POST /oauth/token 200';
const revoke = 'POST /oauth/revoke 200';
const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };

let tenant: Tenant;
let job: Job;
beforeEach(async () => {
  tenant = await startTenant();
  job = await startJob();
});
afterEach(async () => {
  await job.remove();
  await tenant.close();
});

interface Ran {
  readonly exitCode: number | null;
  readonly errors: string[];
  readonly warnings: string[];
  readonly requests: string[];
  readonly postRequests: string[];
  readonly alive: number;
}

/** @param before a line of bash that runs before main and before post */
async function run(given: Readonly<Record<string, string>>, before?: string): Promise<Ran> {
  const { id, secret } = tenant.client;
  const step = await startStep({
    action: actionFolder,
    with: { 'tenant-url': tenant.url, 'client-id': id, 'client-secret': secret, ...given },
    env: { HOME: job.workspace },
    job,
    through: before === undefined ? [] : ['bash', '-c', `${before}; exec "$@"`, 'bash'],
  });
  const main = await step.main.result;
  const asked = tenant.journal.length;
  const { post } = await step.finish();
  const texts = (level: string): string[] =>
    [...main.annotations, ...(post?.annotations ?? [])]
      .filter((one) => one.level === level)
      .map(({ message }) => message);
  return {
    exitCode: main.exitCode,
    errors: texts('error'),
    warnings: texts('warning'),
    requests: requestLines(tenant.journal.slice(0, asked)),
    postRequests: requestLines(tenant.journal.slice(asked)),
    alive: tenant.liveTokens().length,
  };
}

/** Bash commands that put something in place of a command file. */
const places = {
  unset: (name: string) => `unset ${name}`,
  'a folder': (name: string) => `export ${name}="$PWD"`,
  'a file that is not there': (name: string) => `export ${name}=/nowhere/file`,
  'a disk that is full': (name: string) => `export ${name}=/dev/full`,
} as const;

const causes: Readonly<Record<keyof typeof places, string>> = {
  unset: 'is not set',
  'a folder': 'cannot be written: it is a folder',
  'a file that is not there': 'cannot be written: it does not exist',
  'a disk that is full': 'cannot be written: the disk is full',
};

const cases = (['GITHUB_STATE', 'GITHUB_OUTPUT'] as const).flatMap((name) =>
  (Object.keys(places) as (keyof typeof places)[]).map((place) => [name, place] as const),
);

describeOnLinux('a file of the runner that cannot be written', () => {
  it.each(cases)('is an error before a token is requested: %s, %s', async (name, place) => {
    const { exitCode, errors, requests } = await run({}, places[place](name));
    expect(errors).toEqual([expect.stringContaining(causes[place])]);
    expect(errors[0]).toContain(name);
    expect([exitCode, requests]).toEqual([1, []]);
  });

  it.each([
    ['a token that is to live on', { 'revoke-token': 'false' }],
    [
      'a job of somebody else',
      { 'revoke-token': 'false', path: '/api/v1/reloads/r1', wait: 'true' },
    ],
  ])('is not needed if nothing is to be saved: %s', async (_, given) => {
    script(tenant, 'GET /api/v1/reloads/r1', { status: 200, json: { status: 'SUCCEEDED' } });
    const { exitCode, errors } = await run(given, places.unset('GITHUB_STATE'));
    expect([exitCode, errors]).toEqual([0, []]);
  });

  it('is not needed with a supplied token', async () => {
    const given = { 'client-secret': '', 'access-token': tenant.issueToken().token };
    const { exitCode } = await run(given, places.unset('GITHUB_STATE'));
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a job that may have to be stopped', reload],
    ['an entry that is to be taken out', { 'qlik-cli-context': 'ci' }],
  ])('is needed with a supplied token for %s', async (_, given) => {
    const { token: value } = tenant.issueToken();
    const { errors, requests } = await run(
      { 'client-secret': '', 'access-token': value, ...given },
      places.unset('GITHUB_STATE'),
    );
    expect(errors).toEqual([expect.stringContaining('GITHUB_STATE is not set')]);
    expect(requests).toEqual([]);
    expect([...contents(job.workspace).keys()]).toEqual([]);
  });
});

/** Removes a command file while the tenant issues the token. */
function goesAway(name: 'state' | 'output'): void {
  script(tenant, 'POST /oauth/token', async ({ pass }) => {
    const [file = ''] = readdirSync(job.commandFiles).filter((one) => one.startsWith(`${name}_`));
    rmSync(path.join(job.commandFiles, file));
    await pass();
  });
}

describe('a file of the runner that becomes unwritable during the token request', () => {
  it.each([
    ['state', 'true', [token, revoke], []],
    ['output', 'true', [token], [revoke]],
    ['output', 'false', [token, revoke], []],
  ] as const)(
    'fails the step, and no token is left: the file for the %s, revoke-token %s',
    async (name, keeps, requests, postRequests) => {
      goesAway(name);
      const ran = await run({ path: '/api/v1/users/me', 'revoke-token': keeps });
      expect(ran).toEqual({
        exitCode: 1,
        errors: [
          expect.stringMatching(
            new RegExp(
              `${name}_.* \\(GITHUB_${name.toUpperCase()}, .*written: it does not exist`,
              'u',
            ),
          ),
        ],
        warnings: [],
        requests,
        postRequests,
        alive: 0,
      });
    },
  );

  it('says so if the token cannot be revoked either', async () => {
    goesAway('state');
    script(tenant, 'POST /oauth/revoke', { status: 400 }, { status: 400 });
    const { errors, warnings } = await run({});
    expect(errors).toEqual([expect.stringContaining('it does not exist')]);
    expect(warnings).toEqual([expect.stringContaining('The access token was not revoked')]);
  });
});

describeOnLinux('a disk that fills up while a renewed token is saved', () => {
  it('keeps what was saved for the post step before', async () => {
    script(tenant, 'GET /api/v1/users/me', { status: 401 });
    // Room for the tenant and the first token (700 bytes), and for a part of the two tokens after that.
    const full = 1024 * 1024;
    const line = 4096;
    const lines = `yes "x=$(head -c ${String(line - 3)} /dev/zero | tr '\\0' y)"`;
    const most = `${lines} | head -c ${String(full - line)} >> "$GITHUB_STATE"`;
    const rest = `printf 'x=%01890d\\n' 0 >> "$GITHUB_STATE"`;
    const ran = await run(
      { path: '/api/v1/users/me' },
      `${most}; ${rest}; ulimit -f ${String(full / 1024)}`,
    );
    expect(ran.errors).toEqual([
      expect.stringMatching(
        /GITHUB_STATE.* cannot be written: the file is larger than the system allows/u,
      ),
    ]);
    expect(ran.requests.slice(1)).toEqual([
      'GET /api/v1/users/me 401',
      'POST /oauth/token 200',
      revoke,
    ]);
    expect(ran.postRequests).toEqual([revoke]);
    expect(ran.alive).toBe(0);
  });
});
