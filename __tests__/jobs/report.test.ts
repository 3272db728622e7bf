import { describe, expect, it } from '@jest/globals';
import { judgeJob, locate, recognise } from '../../src/jobs/job.ts';
import { JobReport } from '../../src/jobs/report.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const tenant = { origin: 'https://acme.example' };

describe('the messages about a known job', () => {
  const recognised = recognise('POST', '/api/v1/reloads');
  if (recognised === undefined) throw new Error('a reload is not recognised');
  const plan = { ...recognised, doneWhen: undefined, failWhen: undefined };

  it('show no part of a secret and stay on one line, whatever its id and state are', () => {
    const secret = 'Zk3~pX9+vQ/7=wB2mT5';
    const runner = memoryRunner({}, {}, new FakeClock());
    runner.setSecret(secret);
    const cut = `${'x'.repeat(95)}${secret}`;
    const named = locate(plan, tenant, { id: cut }, runner.clean).name;
    expect(named).toBe(`reload ${'x'.repeat(95)}***`);
    const polled = { state: cut, end: undefined, unknown: true, reason: '' } as const;
    const report = new JobReport(runner, locate(plan, tenant, { id: 'r1' }, runner.clean));
    report.polled(polled);
    report.polled({ ...polled, state: 'a\r\n::error::b\nc' });
    expect(report.timedOut().message).toContain('(state: a : :error::b c)');
    const bad = { ...polled, end: 'failure', reason: `${'x'.repeat(495)}${secret}` } as const;
    const said = report.ended(bad, {})?.message;
    expect(said).toBe(
      `reload r1 ended in state ${'x'.repeat(95)}*** after 0 s: ${'x'.repeat(495)}***`,
    );
    report.ended({ ...polled, state: 'a\nb', end: 'warning' }, {});
    expect(runner.left.warnings).toEqual([
      `reload r1: the state ${'x'.repeat(95)}*** is unknown to this action, which treats the job as still running`,
      'reload r1: the state a : :error::b c is unknown to this action, which treats the job as still running',
      'reload r1 ended with warnings (a b): see its log in Qlik',
    ]);
    expect(runner.left.log).toHaveLength(2);
  });

  it('say that it runs while it has no state', () => {
    const runner = memoryRunner({}, {}, new FakeClock());
    const report = new JobReport(runner, locate(plan, tenant, { id: 7 }, runner.clean));
    expect(report.timedOut().message).toContain('(state: not seen yet)');
    report.polled(judgeJob(plan, {}));
    expect(runner.left.log).toEqual(['reload 7: running (0 s)']);
  });

  it('have no reason if the failed job gives none', () => {
    const runner = memoryRunner({}, {}, new FakeClock());
    const report = new JobReport(runner, locate(plan, tenant, { id: 'r1' }, runner.clean));
    const state = { state: undefined, end: 'warning', unknown: false, reason: '' } as const;
    expect(report.ended(state, {})).toBeUndefined();
    expect(runner.left.warnings).toEqual([
      'reload r1 ended with warnings (failed): see its log in Qlik',
    ]);
    const bad = report.ended({ ...state, end: 'failure' }, {});
    expect(bad?.message).toBe('reload r1 ended in state failed after 0 s');
  });
});
