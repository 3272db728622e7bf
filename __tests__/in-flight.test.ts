import { describe, expect, it } from '@jest/globals';
import { startStep } from '../sandbox/runner/step.ts';
import type { Step } from '../sandbox/tenant/script.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { qlikError, script } from './support/answers.ts';
import { actionFolder } from './support/manifest.ts';
import { requestLines } from './support/request-lines.ts';

/** Windows has no signals: a cancelled step is killed there, and what is in flight is lost. */
const withSignals = process.platform === 'win32' ? describe.skip : describe;

const token = 'POST /oauth/token';
const revoke = 'POST /oauth/revoke 200';
const me = 'GET /api/v1/users/me';
const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };
const unauthorized = qlikError(401, 'AUTH-1', 'Unauthorized');

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The result of a cancelled step. */
interface Cancelled {
  readonly exitCode: number | null;
  readonly errors: string[];
  readonly requests: string[];
  readonly postRequests: string[];
  readonly warnings: string[];
  /** Tokens that live on after post. */
  readonly alive: number;
}

/**
 * Runs a step, and cancels it as GitHub does.
 * @param prepare sets up the tenant; its argument cancels the step
 */
async function cancelled(
  given: Readonly<Record<string, string>>,
  prepare: (tenant: Tenant, cancel: () => void) => void,
): Promise<Cancelled> {
  const tenant = await startTenant();
  try {
    const { id, secret } = tenant.client;
    let cancel = (): void => undefined;
    prepare(tenant, () => {
      cancel();
    });
    const step = await startStep({
      action: actionFolder,
      with: { 'tenant-url': tenant.url, 'client-id': id, 'client-secret': secret, ...given },
    });
    const ended = new Promise((resolve) => {
      cancel = () => {
        step.main.kill('SIGINT');
        void step.main.result.then(resolve);
      };
    });
    await Promise.race([ended, step.main.result]);
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
  } finally {
    await tenant.close();
  }
}

withSignals('a token that is on its way when the workflow is cancelled', () => {
  it.each([
    ['before its answer', 90],
    ['just after its answer', 120],
    ['a little later', 160],
  ])('is revoked: cancelled %s', async (_, ms) => {
    const { exitCode, errors, requests, postRequests, alive } = await cancelled(
      { path: '/api/v1/users/me' },
      (tenant, cancel) => {
        script(tenant, token, async ({ body, pass }) => {
          await body();
          setTimeout(cancel, ms);
          await later(100);
          await pass();
        });
        script(tenant, me, async () => {
          await later(5000);
        });
      },
    );
    expect([exitCode, errors, alive]).toEqual([1, ['The workflow was cancelled'], 0]);
    expect(requests[0]).toBe(`${token} 200`);
    expect(postRequests).toEqual([revoke]);
  });

  it('is revoked: a renewed one, for a call', async () => {
    const seen = await cancelled({ path: '/api/v1/users/me' }, (tenant, cancel) => {
      script(tenant, me, unauthorized);
      script(tenant, token, ({ pass }) => pass(), slowly(cancel));
    });
    expect([seen.exitCode, seen.alive]).toEqual([1, 0]);
    expect(seen.errors).toEqual(['The workflow was cancelled']);
    expect(seen.requests).toEqual([`${token} 200`, `${me} 401`, `${token} 200`]);
    expect(seen.postRequests).toEqual([revoke, revoke]);
  });

  it('is revoked: a renewed one, for a poll, after it has stopped the job', async () => {
    const seen = await cancelled(reload, (tenant, cancel) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
      script(tenant, 'GET /api/v1/reloads/r1', unauthorized);
      script(tenant, 'POST /api/v1/reloads/r1/actions/cancel', { status: 204 });
      script(tenant, token, ({ pass }) => pass(), slowly(cancel));
    });
    expect([seen.exitCode, seen.alive, seen.warnings]).toEqual([1, 0, []]);
    expect(seen.requests.slice(-2)).toEqual([
      `${token} 200`,
      'POST /api/v1/reloads/r1/actions/cancel 204',
    ]);
    expect(seen.postRequests).toEqual([revoke, revoke]);
  });

  it('is revoked: a renewed one, for a poll of a job that cannot be stopped', async () => {
    const report = { ...reload, path: '/api/v1/reports' };
    const seen = await cancelled(report, (tenant, cancel) => {
      script(tenant, 'POST /api/v1/reports', { status: 202, json: { requestId: 'q1' } });
      script(tenant, 'GET /api/v1/reports/q1/status', unauthorized);
      script(tenant, token, ({ pass }) => pass(), slowly(cancel));
    });
    expect([seen.exitCode, seen.alive, seen.warnings]).toEqual([1, 0, []]);
    expect(seen.requests.at(-1)).toBe(`${token} 200`);
    expect(seen.postRequests).toEqual([revoke, revoke]);
  });

  it('is revoked, and the step is cancelled, if there is nothing else to do', async () => {
    const seen = await cancelled({}, (tenant, cancel) => {
      script(tenant, token, slowly(cancel));
    });
    expect([seen.exitCode, seen.alive]).toEqual([1, 0]);
    expect(seen.errors).toEqual(['The workflow was cancelled']);
    expect(seen.postRequests).toEqual([revoke]);
  });

  it('is revoked: a renewed one, for the start of a job, which is no longer sent', async () => {
    const seen = await cancelled(reload, (tenant, cancel) => {
      script(tenant, 'POST /api/v1/reloads', unauthorized);
      script(tenant, token, ({ pass }) => pass(), slowly(cancel));
    });
    expect([seen.exitCode, seen.alive]).toEqual([1, 0]);
    expect(seen.requests).toEqual([`${token} 200`, 'POST /api/v1/reloads 401', `${token} 200`]);
  });

  it('gets no second attempt', async () => {
    const seen = await cancelled({ retries: '3' }, (tenant, cancel) => {
      script(tenant, token, async ({ body, response }) => {
        await body();
        cancel();
        await later(100);
        response.writeHead(503).end();
      });
    });
    expect(seen.errors).toEqual(['The workflow was cancelled']);
    expect(seen.requests).toEqual([`${token} 503`]);
  });

  it('is not waited for between two attempts', async () => {
    const seen = await cancelled({}, (tenant, cancel) => {
      script(tenant, token, ({ response }) => {
        response.writeHead(429, { 'retry-after': '2' }).end();
        setTimeout(cancel, 200);
      });
    });
    expect(seen.errors).toEqual(['The workflow was cancelled']);
    expect(seen.requests).toEqual([`${token} 429`]);
  });

  it('is waited for only a short time', async () => {
    const seen = await cancelled({}, (tenant, cancel) => {
      script(tenant, token, async ({ body }) => {
        await body();
        cancel();
      });
    });
    expect(seen.errors).toEqual(['The workflow was cancelled, and no response came in time']);
  });
});

withSignals('the start of a job that is to be repeated when the workflow is cancelled', () => {
  it('is not sent again', async () => {
    const seen = await cancelled(reload, (tenant, cancel) => {
      script(tenant, 'POST /api/v1/reloads', ({ response }) => {
        response.writeHead(429, { 'retry-after': '2' }).end();
        setTimeout(cancel, 200);
      });
    });
    expect(seen.errors).toEqual(['The workflow was cancelled']);
    expect(seen.requests).toEqual([`${token} 200`, 'POST /api/v1/reloads 429']);
  });
});

/** Cancels the step, and only then responds with the token. */
function slowly(cancel: () => void): Step {
  return async ({ body, pass }) => {
    await body();
    cancel();
    await later(100);
    await pass();
  };
}
