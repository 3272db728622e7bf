import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silence } from '../sandbox/tenant/faults.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { cleanup } from '../src/cleanup.ts';
import { type Clock, systemClock } from '../src/runner/clock.ts';
import { readState } from '../src/state.ts';
import { step } from '../src/step.ts';
import { script } from './support/answers.ts';
import { FakeClock } from './support/fake-clock.ts';
import { defaults } from './support/manifest.ts';
import { type MemoryRunner, memoryRunner } from './support/memory-runner.ts';
import { requestLines } from './support/request-lines.ts';

const cancelPath = '/api/v1/reloads/r1/actions/cancel';
const cancelRoute = `POST ${cancelPath}`;
const revoke = 'POST /oauth/revoke';
const minute = 60_000;
let tenant: Tenant;
let other: Tenant;

beforeEach(async () => {
  [tenant, other] = await Promise.all([startTenant(), startTenant()]);
});

afterEach(async () => {
  await Promise.all([tenant.close(), other.close()]);
});

function client(): Record<string, string> {
  const { id, secret } = tenant.client;
  return { 'tenant-url': tenant.url, 'client-id': id, 'client-secret': secret };
}

/** The state that main may leave to the post step. */
interface Left {
  readonly tokens?: readonly { readonly value: string; readonly expiresAt?: number }[];
  readonly origin?: string;
  readonly revoke?: boolean;
  /** Where a job is to be stopped. */
  readonly stops?: string | undefined;
}

/** A runner in the post step. */
function after(
  { tokens = [], origin = tenant.url, revoke: revokes = true, stops }: Left,
  inputs: Readonly<Record<string, string>> = client(),
  clock: Clock = systemClock,
  env: Readonly<Record<string, string>> = {},
): MemoryRunner {
  const runner = memoryRunner({ ...defaults, ...inputs }, env, clock);
  runner.saveState('tenant', JSON.stringify({ origin, revoke: revokes }));
  runner.saveState('tokens', JSON.stringify(tokens));
  if (stops !== undefined) runner.saveState('stop-url', stops);
  return runner;
}

const stops = (): string => `${tenant.url}${cancelPath}`;
const issue = (): { readonly value: string } => ({ value: tenant.issueToken().token });
const asked = (): string[] => requestLines(tenant.journal);

/** The token of each request for a revocation, in order. */
const revoked = (): unknown[] =>
  tenant.journal
    .filter(({ path: at }) => at === '/oauth/revoke')
    .map(({ body }) => (JSON.parse(body.toString()) as { token: unknown }).token);

describe('a job that main left running', () => {
  it('is stopped with the newest token, which is revoked afterwards', async () => {
    const [older, last] = [issue(), issue()];
    script(tenant, cancelRoute, async ({ response }) => {
      // The other token does not wait for the job.
      await until(() => revoked().length > 0);
      response.writeHead(204).end();
    });
    const runner = after({ tokens: [older, last], stops: stops() });
    await cleanup(runner);
    const stop = tenant.journal.find(({ path: at }) => at === cancelPath);
    expect(stop?.headers.authorization).toBe(`Bearer ${last.value}`);
    expect(asked().sort()).toEqual([cancelRoute, revoke, revoke].map(withStatus));
    expect(revoked()).toEqual([older.value, last.value]);
    expect(tenant.liveTokens()).toEqual([]);
    expect(runner.left.warnings).toEqual([]);
  });

  it('is stopped at the same time as another one', async () => {
    const otherRoute = cancelRoute.replace('r1', 'r2');
    script(tenant, cancelRoute, { status: 204 });
    script(tenant, otherRoute, { status: 204 });
    await cleanup(after({ tokens: [issue()], stops: `${stops()} ${stops().replace('r1', 'r2')}` }));
    expect(asked().sort()).toEqual([`${cancelRoute} 204`, `${otherRoute} 204`, `${revoke} 200`]);
  });

  it('is stopped even if its token is not to be revoked', async () => {
    script(tenant, cancelRoute, { status: 204 });
    await cleanup(after({ tokens: [issue()], revoke: false, stops: stops() }));
    expect(asked()).toEqual([`${cancelRoute} 204`]);
  });

  it('is stopped with the saved token if the inputs are gone', async () => {
    const token = issue();
    script(tenant, cancelRoute, { status: 204 });
    const runner = after({ tokens: [token], stops: stops() }, {});
    await cleanup(runner);
    expect(tenant.journal[0]?.headers.authorization).toBe(`Bearer ${token.value}`);
    expect(asked()).toEqual([`${cancelRoute} 204`, `${revoke} 200`]);
    expect(runner.left.warnings).toEqual([]);
    expect(runner.left.log[0]).toMatch(
      /without the client's credentials: .*inputs are now empty or invalid/u,
    );
  });

  it('is stopped with a supplied token, which is not revoked', async () => {
    const { value } = issue();
    script(tenant, cancelRoute, { status: 204 });
    const runner = after({ stops: stops() }, { 'tenant-url': tenant.url, 'access-token': value });
    await cleanup(runner);
    expect(tenant.journal[0]?.headers.authorization).toBe(`Bearer ${value}`);
    expect(asked()).toEqual([`${cancelRoute} 204`]);
  });

  it('is not stopped if the supplied token is gone, and a warning says so', async () => {
    const runner = after({ stops: stops() }, {});
    await cleanup(runner);
    expect(asked()).toEqual([]);
    expect(runner.left.warnings).toEqual([
      expect.stringMatching(
        /^The job was not stopped and may still be running: there is no token for POST .*cancel, because .*inputs are now empty or invalid/u,
      ),
    ]);
  });

  it('is not stopped with a supplied token of another tenant', async () => {
    const inputs = { 'tenant-url': 'https://other.example', 'access-token': 'another-token-01' };
    const runner = after({ stops: stops() }, inputs);
    await cleanup(runner);
    expect(asked()).toEqual([]);
    expect(runner.left.warnings).toEqual([expect.stringContaining('now name another tenant')]);
  });

  it('is asked to stop again if the tenant is unavailable for a moment', async () => {
    script(tenant, cancelRoute, { status: 503 }, { status: 204 });
    await cleanup(after({ tokens: [issue()], stops: stops() }));
    expect(asked()).toEqual([`${cancelRoute} 503`, `${cancelRoute} 204`, `${revoke} 200`]);
  });

  it('takes no more than its share of the time; then its token is revoked', async () => {
    const [other, last] = [issue(), issue()];
    script(tenant, cancelRoute, { status: 429, headers: { 'retry-after': '30' } });
    const clock = new FakeClock(Date.now());
    const began = clock.now();
    const runner = after({ tokens: [other, last], stops: stops() }, client(), clock);
    const done = cleanup(runner);
    await until(() => revoked().length === 1 && runner.left.log.some(waits));
    expect(revoked()).toEqual([other.value]);
    await until(
      () => runner.left.warnings.length > 0,
      () => turn(clock),
    );
    await done;
    expect(clock.now() - began).toBeLessThanOrEqual(13_000);
    expect(revoked()).toEqual([other.value, last.value]);
    expect(asked().filter((line) => line.startsWith(cancelRoute))).toHaveLength(1);
    expect(runner.left.warnings).toEqual([
      'The job was not stopped: the post step ran out of time for it',
    ]);
  });

  it('is left alone if its address is not on the tenant', async () => {
    await cleanup(after({ tokens: [issue()], stops: `${other.url}${cancelPath}` }));
    expect(requestLines(other.journal)).toEqual([]);
  });
});

const waits = (line: string): boolean => line.includes('retrying in');
const withStatus = (line: string): string => `${line} ${line === revoke ? '200' : '204'}`;

/** Waits for a condition, and fails if it takes too long. */
async function until(condition: () => boolean, wait = pause): Promise<void> {
  for (let i = 0; i < 800 && !condition(); i++) await wait();
  expect(condition()).toBe(true);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** Advances the clock by a second, and waits for everything that follows from it. */
async function turn(clock: FakeClock): Promise<void> {
  clock.advance(1000);
  await pause();
}

describe('the post step as a whole', () => {
  it.each([
    ['a job that does not stop', [cancelRoute]],
    ['a tenant that says nothing', [cancelRoute, revoke]],
  ])('ends within 30 seconds with %s', async (_, routes) => {
    for (const route of routes) tenant.script(route, [silence], { repeatLast: true });
    const clock = new FakeClock(Date.now());
    const began = clock.now();
    const state = { ended: false };
    const runner = after({ tokens: [issue(), issue()], stops: stops() }, client(), clock);
    const done = cleanup(runner).then(() => (state.ended = true));
    await until(() => tenant.journal.length >= 2);
    await until(
      () => state.ended,
      () => turn(clock),
    );
    await done;
    expect(clock.now() - began).toBeLessThanOrEqual(26_000);
    expect(clock.pending).toEqual([]);
  });

  it('says so when it runs out of time', async () => {
    const clock = new FakeClock();
    const runner = after({ tokens: [issue()] }, client(), clock);
    script(tenant, revoke, () => {
      clock.advance(30_000);
    });
    await cleanup(runner);
    expect(runner.left.warnings[0]).toMatch(/not revoked: .*(?:ran out of time|no byte)/u);
  });

  it('connects to the tenant in the state, even if the inputs name another', async () => {
    const { id, secret } = other.client;
    const inputs = { 'tenant-url': other.url, 'client-id': id, 'client-secret': secret };
    script(tenant, cancelRoute, { status: 204 });
    await cleanup(after({ tokens: [issue()], stops: stops() }, inputs));
    expect(requestLines(other.journal)).toEqual([]);
    expect(other.connections.opened).toBe(0);
    expect(asked()).toEqual([`${cancelRoute} 204`, `${revoke} 200`]);
    for (const { body } of tenant.journal) expect(body.toString()).not.toContain(secret);
    expect(tenant.liveTokens()).toEqual([]);
  });

  it('warns if the tenant cannot be reached, and still ends', async () => {
    const origin = 'https://127.0.0.1:1';
    const runner = after(
      { tokens: [issue()], origin, stops: `${origin}${cancelPath}` },
      { ...client(), 'tenant-url': origin },
    );
    await cleanup(runner);
    expect(runner.left.warnings).toEqual([
      expect.stringMatching(/^The job was not stopped: .*ECONNREFUSED/u),
      expect.stringMatching(/^The access token was not revoked: .*ECONNREFUSED.* by itself$/u),
    ]);
    expect(asked()).toEqual([]);
  });

  it('makes no request if the check of certificates is disabled', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const runner = after({ tokens: [issue()] }, client(), systemClock, env);
    await expect(cleanup(runner)).rejects.toThrow('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused');
    expect(asked()).toEqual([]);
  });

  it('does not accept an origin from the state that no tenant can have', async () => {
    const runner = after({ tokens: [issue()], origin: 'http://acme.example' });
    await expect(cleanup(runner)).rejects.toThrow('is not https');
  });

  it.each(['', 'x', '{}', '[1, {"value": 2}]', '{"origin": null}'])(
    'treats the state %j as no token and no tenant',
    (state) => {
      expect(readState(() => state)).toMatchObject({ tokens: [], tenant: undefined });
    },
  );

  it('masks the tokens before anything else', async () => {
    const [first, second] = [issue(), issue()];
    const runner = after({ tokens: [first, second] });
    await cleanup(runner);
    expect(runner.left.masked.slice(0, 2)).toEqual([first.value, second.value]);
  });
});

describe('the expiry of a token', () => {
  it.each([
    ['to come', minute, true],
    ['gone by a little: the clocks may be apart', -4 * minute, true],
    ['gone by for certain', -6 * minute, false],
  ])('%s decides whether it is revoked', async (_, ago, goes) => {
    await cleanup(after({ tokens: [{ ...issue(), expiresAt: Date.now() + ago }] }));
    expect(asked()).toEqual(goes ? [`${revoke} 200`] : []);
  });

  it('that has passed causes no warning', async () => {
    script(tenant, revoke, { status: 400 }, { status: 400 });
    const runner = after({ tokens: [{ ...issue(), expiresAt: Date.now() - minute }] });
    await cleanup(runner);
    expect(runner.left.warnings).toEqual([]);
    expect(runner.left.log.at(-1)).toContain('has expired by now');
  });
});

describe('the entry for qlik-cli', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'clean-up-'));
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ['the inputs are gone', () => ({}), {}],
    ['certificates are not checked', client, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('is removed if %s', async (_, inputs, env) => {
    const variables = { HOME: home, USERPROFILE: home };
    const main = memoryRunner(
      { ...defaults, ...client(), 'qlik-cli-context': 'ci' },
      variables,
      systemClock,
    );
    await step(main);
    const file = path.join(home, '.qlik', 'contexts.yml');
    expect(readFileSync(file, 'utf8')).toContain('ci');
    const runner = memoryRunner(
      { ...defaults, ...inputs() },
      { ...variables, ...env },
      systemClock,
    );
    Object.assign(runner.left.state, main.left.state);
    await cleanup(runner).catch(() => undefined);
    expect(runner.left.log.join('\n')).toContain('removed the context');
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});
