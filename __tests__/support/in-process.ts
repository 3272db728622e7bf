import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { cleanup } from '../../src/cleanup.ts';

import { systemClock } from '../../src/runner/clock.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { failStep } from '../../src/runner/run.ts';
import { maskable } from '../../src/runner/secrets.ts';
import { step } from '../../src/step.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { defaults } from './manifest.ts';
import { type MemoryRunner, memoryRunner } from './memory-runner.ts';
import { type Driver, envOf, inputsOf } from './scenario.ts';
import { requestLines } from './request-lines.ts';
import { contents, fill } from './workspace.ts';

/** Runs a step's source in this process, with a runner in memory and a clock that does not wait. */
export const inProcess: Driver = async (scenario, tenant, elsewhere = tenant) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'in-process-'));
  try {
    const workspace = path.join(folder, 'workspace');
    const temp = path.join(folder, 'temp');
    for (const part of [workspace, temp]) mkdirSync(part);
    fill(workspace, scenario.files, scenario.links);
    const summaryFile = path.join(folder, 'summary');
    writeFileSync(summaryFile, '');
    const env = {
      GITHUB_WORKSPACE: workspace,
      GITHUB_STEP_SUMMARY: summaryFile,
      RUNNER_TEMP: temp,
      HOME: workspace,
      USERPROFILE: workspace,
      ...envOf(scenario, workspace),
    };
    const { platform = process.platform } = scenario;
    const inputs = { ...defaults, ...inputsOf(scenario, tenant, elsewhere) };
    const inMemory = { ...memoryRunner(inputs, env), platform };
    const { left } = inMemory;
    const runner = { ...inMemory, setSecret: inTime(inMemory, tenant) };
    let succeeded = true;
    try {
      await step(runner);
    } catch (error) {
      succeeded = false;
      failStep(runner, error);
    }
    const asked = tenant.journal.length;
    const files = contents(workspace);
    const warnings = [...left.warnings];
    const titles = [...left.titles];
    const summary = readFileSync(summaryFile, 'utf8');
    // What a hasty clock takes for waits are bounds here.
    const inPost: Readonly<Record<string, string>> = {
      ...inputs,
      ...scenario.withInPost?.(tenant),
    };
    await cleanup({ ...runner, clock: systemClock, getInput: (name) => inPost[name] ?? '' });
    const shownState = left.masked.reduce(
      (text, secret) => text.replaceAll(secret, '***'),
      JSON.stringify(left.state),
    );
    return {
      succeeded,
      errors: left.errors,
      titles,
      warnings,
      log: [...left.log, ...left.warnings].join('\n'),
      outputs: left.outputs,
      masks: left.masked,
      readable: [...left.log, ...left.warnings, ...left.errors, summary, shownState].join('\n'),
      summary,
      state: JSON.stringify(left.state),
      requests: requestLines(tenant.journal.slice(0, asked)),
      postRequests: requestLines(tenant.journal.slice(asked)),
      files,
      filesAfter: contents(workspace),
      tenant,
      elsewhere,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Masks as a runner does, and fails if an output or a request already contained the value. */
function inTime(runner: MemoryRunner, tenant: Tenant): Runner['setSecret'] {
  return (...secrets) => {
    const { left } = runner;
    const known = new Set(left.masked);
    const fresh = secrets.flatMap(maskable).filter((line) => line.length >= 8 && !known.has(line));
    const gone = [
      ...Object.values(left.outputs),
      ...tenant.journal.flatMap(({ headers, body }) => [
        headers.authorization ?? '',
        body.toString(),
      ]),
    ];
    if (fresh.some((line) => gone.some((text) => text.includes(line))))
      throw new Error('a secret is masked too late: an output or a request has held it already');
    runner.setSecret(...secrets);
  };
}
