import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { Failure } from '../../src/failure.ts';
import type { Head } from '../../src/errors/outcome.ts';
import type { Reply, Request, Send } from '../../src/http/exchange.ts';
import { type JobContext, type JobPlan, locate, recognise } from '../../src/jobs/job.ts';
import { JobReport } from '../../src/jobs/report.ts';
import { pollToEnd, runJob } from '../../src/jobs/wait.ts';
import { Body } from '../../src/response/body.ts';
import { systemClock } from '../../src/runner/clock.ts';
import { step } from '../../src/step.ts';
import { script } from '../support/answers.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { defaults } from '../support/manifest.ts';
import { type MemoryRunner, memoryRunner } from '../support/memory-runner.ts';

const tenant = { origin: 'https://acme.example' };
const minute = 60_000;

function reload(): JobPlan {
  const recognised = recognise('POST', '/api/v1/reloads');
  if (recognised === undefined) throw new Error('a reload is not recognised');
  return { ...recognised, doneWhen: undefined, failWhen: undefined };
}

function contextOf(runner: MemoryRunner, send: Send): JobContext {
  return {
    runner,
    tenant,
    send,
    sendOnce: send,
    mask: undefined,
    onPoll: undefined,
    accepts: () => false,
    failureIn: () => Promise.resolve(undefined),
    poll: (url, signal) => ({
      method: 'GET',
      url,
      signal,
      headers: {},
      sink: () => new Body({ named: undefined, chosen: () => '/nowhere' }),
    }),
  };
}

/** Waits for a reload on a fake clock, which is advanced second by second. */
async function wait(
  states: (second: number) => string,
  until: number,
  options: { timeoutMs?: number; intervalMs?: number } = {},
  head: Head = { status: 200, headers: {} },
) {
  const clock = new FakeClock();
  const runner = memoryRunner({}, {}, clock);
  const began = clock.now();
  const polls: number[] = [];
  const send: Send = async <T>(request: Request<T>): Promise<Reply<T>> => {
    const second = (clock.now() - began) / 1000;
    polls.push(second);
    const sink = await request.sink(head);
    await sink.write(Buffer.from(JSON.stringify({ status: states(second) })));
    return { ...head, bytes: 1, body: await sink.end(), discard: () => sink.discard() };
  };
  const job = locate(reload(), tenant, { id: 'r1' }, (text) => text);
  const report = new JobReport(runner, job);
  const waited = pollToEnd(
    contextOf(runner, send),
    job,
    { timeoutMs: 60 * minute, intervalMs: undefined, ...options },
    undefined,
    report,
  );
  let outcome: Awaited<typeof waited> | Error;
  waited.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error as Error),
  );
  while (outcome === undefined && clock.now() - began < until) {
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { polls, outcome, clock, report, log: runner.left.log };
}

describe('the polling interval', () => {
  it('grows from one second to 20 seconds', async () => {
    const { polls } = await wait(
      (second) => (second > 100 ? 'SUCCEEDED' : 'RELOADING'),
      minute * 3,
    );
    expect(polls.slice(0, 5)).toEqual([1, 3, 6, 10, 16]);
    const gaps = polls.slice(1).map((at, index) => at - (polls[index] ?? 0));
    expect(Math.max(...gaps)).toBe(20);
  });

  it('causes at most 200 requests in an hour', async () => {
    const { polls, outcome } = await wait(() => 'RELOADING', 60 * minute + 1000);
    expect(outcome).toMatchObject({ data: { status: 'RELOADING' } });
    expect(outcome).not.toHaveProperty('end');
    expect(polls.length).toBeLessThan(200);
    expect(polls.length).toBeGreaterThan(170);
    // What docs/waiting.md reckons with: how many fall into each five minutes.
    const inFive = (from: number): number =>
      polls.filter((at) => at > from * 60 && at <= (from + 5) * 60).length;
    expect([inFive(0), inFive(5), inFive(30)]).toEqual([20, 15, 15]);
  });

  it('is never shorter than a fixed interval', async () => {
    const { polls } = await wait(() => 'RELOADING', minute, { intervalMs: 7000 });
    expect(polls).toEqual([7, 14, 21, 28, 35, 42, 49, 56]);
  });
});

describe('a poll with a Retry-After longer than a timer can hold', () => {
  it.each(['9999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'sets no timer beyond the end of the wait (%s)',
    async (later) => {
      const busy = { status: 503, headers: { 'retry-after': later } };
      const { polls, clock } = await wait(() => '', 2000, { timeoutMs: 2 * minute }, busy);
      expect(polls).toEqual([1]);
      // The time-out strikes first.
      expect(clock.pending).toEqual([2 * minute - 2000, 2 * minute - 1000]);
    },
  );
});

describe('the log of a wait', () => {
  it('has a line for each change of state, and one a minute if nothing changes', async () => {
    const { log } = await wait(
      (second) => (second < 10 ? 'QUEUED' : second < 300 ? 'RELOADING' : 'SUCCEEDED'),
      10 * minute,
    );
    expect(log[0]).toBe('reload r1: QUEUED (1 s)');
    expect(log.at(-1)).toMatch(/^reload r1: SUCCEEDED \(5 min \d+ s\)$/u);
    const between = log.slice(1, -1);
    expect(between.every((line) => line.startsWith('reload r1: RELOADING ('))).toBe(true);
    expect(between.length).toBeGreaterThanOrEqual(4);
    expect(between.length).toBeLessThanOrEqual(6);
  });
});

describe('the end of a wait', () => {
  it('leaves the job running after a time-out, and gives its id and state', async () => {
    const { report } = await wait(() => 'RELOADING', minute * 3, { timeoutMs: 2 * minute });
    const { messageWithHint } = report.timedOut();
    expect(messageWithHint).toMatch(
      /^reload r1 is still running after 2 min 0 s \(state: RELOADING\); it is left running\. Raise/u,
    );
  });

  it('comes at once if the workflow is cancelled', async () => {
    const clock = new FakeClock();
    const runner = memoryRunner({}, {}, clock);
    const job = locate(reload(), tenant, { id: 'r1' }, (text) => text);
    const waiting = pollToEnd(
      contextOf(runner, () => Promise.reject(new Error('nothing is to be sent'))),
      job,
      { timeoutMs: minute, intervalMs: undefined },
      undefined,
      new JobReport(runner, job),
    );
    runner.cancel(new Failure('The workflow was cancelled'));
    await expect(waiting).rejects.toThrow('The workflow was cancelled');
    expect(clock.pending).toEqual([]);
  });
});

it('a job whose response cannot be masked is named without its id if the workflow is cancelled', async () => {
  const runner = memoryRunner();
  const recognised = recognise('POST', '/api/v1/reports');
  if (recognised === undefined) throw new Error('a report is not recognised');
  const send: Send = async <T>(request: Request<T>): Promise<Reply<T>> => {
    const head = { status: 201, headers: {} };
    const sink = await request.sink(head);
    await sink.write(Buffer.from('{"requestId":"hunter22"}'));
    return { ...head, bytes: 24, body: await sink.end(), discard: () => sink.discard() };
  };
  const context = {
    ...contextOf(runner, send),
    mask: () => {
      throw new Failure('the expression fails');
    },
    failureIn: () => {
      runner.cancel(new Failure('The workflow was cancelled'));
      return Promise.resolve(undefined);
    },
  };
  const start = context.poll(new URL('https://acme.example/api/v1/reports'), runner.signal);
  const plan = { ...recognised, doneWhen: undefined, failWhen: undefined };
  await expect(
    runJob(context, plan, start, { timeoutMs: minute, intervalMs: undefined }),
  ).rejects.toThrow(
    'the report may still be running, but `mask` cannot be applied to its response: the expression fails',
  );
  expect(runner.left.log).toEqual(['report keeps running in Qlik: this action cannot stop it']);
});

const cancelRoute = 'POST /api/v1/reloads/r1/actions/cancel';
const waits = { path: '/api/v1/reloads', method: 'POST', wait: 'true' };

function endlessReload(tenant: Tenant): void {
  script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
  script(tenant, cancelRoute, { status: 204 });
}

describe('a new token that cannot be written to the contexts file of qlik-cli', () => {
  it('ends the wait with an error that says the job may still run', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'stories-'));
    const tenant = await startTenant();
    try {
      const given = { ...defaults, ...waits, 'qlik-cli-context': 'ci', 'tenant-url': tenant.url };
      const client = { 'client-id': tenant.client.id, 'client-secret': tenant.client.secret };
      const env = { HOME: home, USERPROFILE: home };
      const runner = memoryRunner({ ...given, ...client }, env, systemClock);
      endlessReload(tenant);
      script(tenant, 'GET /api/v1/reloads/r1', ({ response }) => {
        writeFileSync(path.join(home, '.qlik', 'contexts.yml'), '[');
        response.writeHead(401).end();
      });
      await expect(step(runner)).rejects.toThrow(
        /^the reload may still be running, but cannot be polled: ~\/\.qlik\/contexts\.yml cannot be read/u,
      );
    } finally {
      await tenant.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
