import { delimiter } from 'node:path';
import type { Job } from './job.ts';

/** What a process needs to run at all; the rest of the tester's environment stays outside. */
const needed = /^(PATH|HOME|LANG|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|TZ)$/i;

const systems: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
};

/**
 * The environment of one process of a step, without its inputs, state and command files, and
 * without what only an action has.
 *
 * @param debug whether the workflow runs in debug mode
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function environment(job: Job, debug: boolean): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    needed.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  const inherited = Object.fromEntries(own);
  const pathName = Object.keys(inherited).find((name) => /^path$/i.test(name)) ?? 'PATH';
  return {
    ...inherited,
    [pathName]: [...job.path, inherited[pathName] ?? ''].filter(Boolean).join(delimiter),
    // Where programs put temporary files: with the job they go.
    TMPDIR: job.temp,
    TEMP: job.temp,
    TMP: job.temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_JOB: 'job',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octocat/hello-world',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW: 'Sandbox',
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'sandbox',
    RUNNER_OS: systems[process.platform] ?? process.platform,
    RUNNER_TEMP: job.temp,
    ...(debug ? { RUNNER_DEBUG: '1' } : {}),
    ...job.env,
  };
}
