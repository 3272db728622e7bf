import { describe, expect, it } from '@jest/globals';
import { startJob } from '../sandbox/runner/job.ts';
import { runStep, startStep, type StepResult } from '../sandbox/runner/step.ts';
import * as faults from '../sandbox/tenant/faults.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { script } from './support/answers.ts';
import { actionFolder } from './support/manifest.ts';
import { requestLines } from './support/request-lines.ts';
import { contents } from './support/workspace.ts';

const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a"}', wait: 'true' };

/** Windows has no signals: a cancelled step is killed there, and the post step does the rest. */
const withSignals = process.platform === 'win32' ? describe.skip : describe;

interface Cancelled {
  readonly result: StepResult;
  readonly requests: string[];
  readonly postRequests: string[];
  /** What is in the workspace after main. */
  readonly left: string[];
}

function credentials({ url, client }: Tenant): Record<string, string> {
  return { 'tenant-url': url, 'client-id': client.id, 'client-secret': client.secret };
}

/** Runs a step, and sends it a signal as soon as the tenant has seen a request. */
async function cancelled(
  given: Readonly<Record<string, string>>,
  signal: NodeJS.Signals,
  onRequest: string,
  prepare: (tenant: Tenant) => void,
): Promise<Cancelled> {
  const tenant = await startTenant();
  prepare(tenant);
  const job = await startJob();
  try {
    const step = await startStep({
      action: actionFolder,
      with: { ...credentials(tenant), ...given },
      job,
    });
    const seen = (): boolean =>
      tenant.journal.some(({ method, path }) => `${method} ${path}` === onRequest);
    while (!seen()) await new Promise((resolve) => setTimeout(resolve, 5));
    step.main.kill(signal);
    await step.main.result;
    const asked = tenant.journal.length;
    const left = [...contents(job.workspace).keys()];
    const result = await step.finish();
    return {
      result,
      requests: requestLines(tenant.journal.slice(0, asked)),
      postRequests: requestLines(tenant.journal.slice(asked)),
      left,
    };
  } finally {
    await job.remove();
    await tenant.close();
  }
}

const cancelRoute = 'POST /api/v1/reloads/r1/actions/cancel';

/** A reload that runs for ever, and can be stopped. */
function endlessReload(tenant: Tenant): void {
  script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
  const running = { status: 200, json: { id: 'r1', status: 'RELOADING' } };
  script(tenant, 'GET /api/v1/reloads/r1', ...Array<typeof running>(50).fill(running));
  script(tenant, cancelRoute, { status: 204 });
}

withSignals('a cancelled workflow', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'asks the job that it waits for to stop (%s), once, and revokes the token',
    async (signal) => {
      const { result, requests, postRequests } = await cancelled(
        reload,
        signal,
        'GET /api/v1/reloads/r1',
        endlessReload,
      );
      expect(result.main.exitCode).toBe(1);
      expect(result.main.annotations.map(({ message }) => message)).toEqual([
        'The workflow was cancelled',
      ]);
      expect(result.main.log).toContain('Asked the job to stop');
      expect(requests.at(-1)).toBe(`${cancelRoute} 204`);
      expect(postRequests).toEqual(['POST /oauth/revoke 200']);
    },
  );

  it('reports it in the job summary, if that is on', async () => {
    const { result } = await cancelled(
      { ...reload, summary: 'true' },
      'SIGINT',
      'GET /api/v1/reloads/r1',
      endlessReload,
    );
    expect(result.summary).toContain('<code>The workflow was cancelled</code>');
  });

  it('asks a job to stop whose start was in flight', async () => {
    const { requests } = await cancelled(reload, 'SIGINT', 'POST /api/v1/reloads', (tenant) => {
      script(tenant, 'POST /api/v1/reloads', ({ response }) => {
        setTimeout(() => {
          response.writeHead(201, { 'content-type': 'application/json' });
          response.end('{"id":"r1","status":"QUEUED"}');
        }, 300);
      });
      script(tenant, cancelRoute, { status: 204 });
    });
    expect(requests.slice(1)).toEqual(['POST /api/v1/reloads 201', `${cancelRoute} 204`]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves a job whose stop was refused (%s) to the post step, which revokes the token after it',
    async (signal) => {
      const { result, requests, postRequests } = await cancelled(
        reload,
        signal,
        'GET /api/v1/reloads/r1',
        (tenant) => {
          script(tenant, cancelRoute, { status: 503, body: '' });
          endlessReload(tenant);
        },
      );
      expect(requests.at(-1)).toBe(`${cancelRoute} 503`);
      expect(result.main.log).toContain('The job was not stopped: ');
      expect(postRequests).toEqual([`${cancelRoute} 204`, 'POST /oauth/revoke 200']);
    },
  );

  it('leaves no job to the post step after the wait timed out', async () => {
    const tenant = await startTenant();
    try {
      endlessReload(tenant);
      const { main } = await runStep({
        action: actionFolder,
        with: { ...credentials(tenant), ...reload, 'wait-timeout-minutes': '0.03' },
      });
      expect(main.annotations[0]?.message).toContain('it is left running');
      expect(requestLines(tenant.journal).at(-1)).toBe('POST /oauth/revoke 200');
      expect(requestLines(tenant.journal)).not.toContain(`${cancelRoute} 204`);
    } finally {
      await tenant.close();
    }
  });

  it('leaves the job to the post step if no signal reaches the action', async () => {
    const { result, postRequests } = await cancelled(
      { ...reload, 'revoke-token': 'false' },
      'SIGKILL',
      'GET /api/v1/reloads/r1',
      endlessReload,
    );
    expect(result.main.signal).toBe('SIGKILL');
    expect(postRequests).toEqual([`${cancelRoute} 204`]);
    expect(result.post?.exitCode).toBe(0);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves no partial file of a download (%s)',
    async (signal) => {
      const { result, left, postRequests } = await cancelled(
        { path: '/api/v1/items', 'response-file': 'items.json' },
        signal,
        'GET /api/v1/items',
        (tenant) => {
          script(tenant, 'GET /api/v1/items', faults.silenceInBody);
        },
      );
      expect(result.main.exitCode).toBe(1);
      expect(left).toEqual([]);
      expect(postRequests).toEqual(['POST /oauth/revoke 200']);
    },
  );

  it('outputs status and headers of the first page of a list, and leaves no partial list', async () => {
    const { result, left } = await cancelled(
      { path: '/api/v1/items', paginate: 'true', 'response-file': 'items.json' },
      'SIGINT',
      'GET /api/v1/collections/c1/items',
      (tenant) => {
        const next = { href: '/api/v1/collections/c1/items' };
        script(tenant, 'GET /api/v1/items', { status: 200, json: { data: [1], links: { next } } });
        script(tenant, 'GET /api/v1/collections/c1/items', faults.silence);
      },
    );
    expect(result.main.annotations.map(({ message }) => message)).toEqual([
      'The workflow was cancelled',
    ]);
    expect([result.outputs.status, result.outputs.response, left]).toEqual(['200', undefined, []]);
  });

  it('ends while it waits for a retry', async () => {
    const busy = { status: 429, headers: { 'retry-after': '200' } };
    const { result } = await cancelled(
      { path: '/api/v1/items' },
      'SIGINT',
      'GET /api/v1/items',
      (tenant) => {
        script(tenant, 'GET /api/v1/items', busy, busy);
      },
    );
    expect(result.main.exitCode).toBe(1);
    expect(result.main.log).toContain('The workflow was cancelled');
  });
});

withSignals('a start that is to be made again', () => {
  it.each([
    ['a 429 that says when', 429, { 'retry-after': '2' }, 0],
    ['a 401, which wants a new token', 401, {}, 300],
  ])('is not retried once the workflow is cancelled (%s)', async (_, status, headers, delay) => {
    const { result, requests } = await cancelled(
      { ...reload, retries: '3' },
      'SIGINT',
      'POST /api/v1/reloads',
      (tenant) => {
        script(tenant, 'POST /api/v1/reloads', async ({ body, response }) => {
          await body();
          await new Promise((resolve) => setTimeout(resolve, delay));
          response.writeHead(status, headers).end();
        });
      },
    );
    expect(result.main.exitCode).toBe(1);
    expect(requests.filter((request) => request.startsWith('POST /api/v1/reloads'))).toEqual([
      `POST /api/v1/reloads ${String(status)}`,
    ]);
  });
});

describe('the post step', () => {
  it('does nothing if there is no token to revoke', async () => {
    const { main, post } = await runStep({ action: actionFolder, with: {} });
    expect(main.exitCode).toBe(1);
    expect(post).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('never fails the job, and says when a token expires that it could not revoke', async () => {
    const tenant = await startTenant();
    try {
      const refused = { status: 400, body: 'no' };
      script(tenant, 'POST /oauth/revoke', { status: 401, body: 'no' }, refused);
      const { main, post } = await runStep({ action: actionFolder, with: credentials(tenant) });
      expect([main.exitCode, post?.exitCode]).toEqual([0, 0]);
      expect(post?.annotations).toEqual([
        {
          level: 'warning',
          message: expect.stringMatching(
            /^The access token was not revoked: .*400 Bad Request: no.*It expires by itself at 2/u,
          ),
          properties: { title: 'Qlik Cloud: token not revoked' },
        },
      ]);
      const fields = tenant.journal
        .slice(1)
        .map(({ body }) => Object.keys(JSON.parse(body.toString()) as object).sort());
      expect(fields).toEqual([
        ['client_id', 'client_secret', 'token', 'token_type_hint'],
        ['token', 'token_type_hint'],
      ]);
    } finally {
      await tenant.close();
    }
  });

  it('stops the job and revokes the token even if main was killed and the inputs are gone', async () => {
    const tenant = await startTenant();
    const job = await startJob();
    try {
      endlessReload(tenant);
      const step = await startStep({
        action: actionFolder,
        with: { ...credentials(tenant), ...reload, 'qlik-cli-context': 'ci' },
        env: { HOME: job.workspace, USERPROFILE: job.workspace },
        job,
      });
      while (!tenant.journal.some(({ method }) => method === 'GET'))
        await new Promise((resolve) => setTimeout(resolve, 5));
      step.main.kill('SIGKILL');
      await step.main.result;
      const asked = tenant.journal.length;
      expect([...contents(job.workspace).keys()]).toEqual(['.qlik/contexts.yml']);
      await step.startPost({});
      const { post } = await step.finish();
      expect(requestLines(tenant.journal.slice(asked))).toEqual([
        `${cancelRoute} 204`,
        'POST /oauth/revoke 200',
      ]);
      expect(tenant.liveTokens()).toEqual([]);
      expect([...contents(job.workspace).keys()]).toEqual([]);
      expect([post?.exitCode, post?.annotations]).toEqual([0, []]);
      expect(post?.log).toMatch(
        /without the client's credentials: .*inputs are now empty or invalid/u,
      );
    } finally {
      await job.remove();
      await tenant.close();
    }
  });
});
