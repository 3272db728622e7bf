import { startJob } from '../../sandbox/runner/job.ts';
import type { RunningPhase } from '../../sandbox/runner/phase.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { type Driver, envOf, inputsOf } from './scenario.ts';
import { actionFolder } from './manifest.ts';
import { isTitle } from './titles.ts';
import { requestLines } from './request-lines.ts';
import { contents, fill } from './workspace.ts';

/** Runs a step as the runner does: the built bundles, each as a process of its own. */
export const bundle: Driver = async (scenario, tenant, elsewhere = tenant) => {
  const job = await startJob();
  try {
    const trust = tenant.ca === undefined ? {} : { NODE_EXTRA_CA_CERTS: 'ca.pem' };
    fill(job.workspace, scenario.files, scenario.links);
    if (tenant.ca !== undefined) fill(job.workspace, { 'ca.pem': tenant.ca });
    const inputs = inputsOf(scenario, tenant, elsewhere);
    const step = await startStep({
      action: actionFolder,
      with: inputs,
      env: {
        HOME: job.workspace,
        USERPROFILE: job.workspace,
        ...trust,
        ...envOf(scenario, job.workspace),
      },
      job,
    });
    if (scenario.cancelOn !== undefined) await cancelOn(scenario.cancelOn, step.main, tenant);
    const main = await step.main.result;
    const asked = tenant.journal.length;
    const files = contents(job.workspace);
    await (
      await step.startPost({ ...inputs, ...scenario.withInPost?.(tenant) })
    )?.result;
    const filesAfter = contents(job.workspace);
    const result = await step.finish();
    const { stderr } = main;
    if (stderr !== '') throw new Error(`main wrote to its standard error:\n${stderr}`);
    if (result.post?.exitCode !== 0) throw new Error(`post failed:\n${result.log}`);
    for (const { message, properties } of [...main.annotations, ...result.post.annotations])
      if (!isTitle(properties.title)) throw new Error(`not a title of ours on: ${message}`);
    const messages = (level: string): string[] =>
      main.annotations.filter((one) => one.level === level).map(({ message }) => message);
    return {
      succeeded: main.succeeded,
      errors: messages('error'),
      titles: main.annotations.map(({ properties }) =>
        (properties.title ?? '').replace('Qlik Cloud: ', ''),
      ),
      warnings: messages('warning'),
      log: result.log,
      outputs: result.outputs,
      masks: result.masks,
      readable: result.visible,
      summary: main.summary,
      state: JSON.stringify(result.state),
      requests: requestLines(tenant.journal.slice(0, asked)),
      postRequests: requestLines(tenant.journal.slice(asked)),
      files,
      filesAfter,
      tenant,
      elsewhere,
    };
  } finally {
    await job.remove();
  }
};

/** Cancels a workflow as soon as the tenant has received a request, or main has ended without it. */
async function cancelOn(request: string, main: RunningPhase, tenant: Tenant): Promise<void> {
  const ended = new AbortController();
  void main.result.finally(() => {
    ended.abort();
  });
  const seen = (): boolean =>
    tenant.journal.some(({ method, path }) => `${method} ${path}` === request);
  while (!seen() && !ended.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 5));
  main.kill('SIGINT');
}
