import { startJob } from '../../sandbox/runner/job.ts';
import { startStep } from '../../sandbox/runner/step.ts';
import { cleanup } from '../../src/cleanup.ts';
import { Failure } from '../../src/failure.ts';
import { failStep } from '../../src/runner/run.ts';
import { step } from '../../src/step.ts';
import { type AnyTenant, fileAt, type Run, type Seen } from './any-answer.ts';
import { HastyClock } from './fake-clock.ts';
import { actionFolder, defaults } from './manifest.ts';
import { memoryRunner } from './memory-runner.ts';
import { contents } from './workspace.ts';

/** The result of a run, in process or on the bundle. */
interface Ended {
  readonly errors: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Names of all files that it has left. */
  readonly files: readonly string[];
}

/** The limits of the post step and its parts are at least this long, in ms, and never apply. */
const bounds = 8000;

const secret = 'a-client-secret-0123456789';

/** The inputs of a run against a tenant. */
function inputsOf({ inputs }: Run, tenant: AnyTenant): Record<string, string> {
  return { 'tenant-url': tenant.url, 'client-id': 'c', 'client-secret': secret, ...inputs };
}

/** Runs main and post in this process. @returns what the step did wrong; empty if all is well */
export async function runInProcess(run: Run, tenant: AnyTenant): Promise<string[]> {
  const env = {
    GITHUB_WORKSPACE: tenant.workspace,
    RUNNER_TEMP: tenant.temp,
    HOME: tenant.workspace,
  };
  const clock = new HastyClock();
  const runner = memoryRunner({ ...defaults, ...inputsOf(run, tenant) }, env, clock);
  tenant.begin(run, (count) => {
    if (count === run.cancelAt)
      runner.cancel(new Failure('The workflow was cancelled', { title: 'cancelled' }));
  });
  try {
    await step(runner);
  } catch (error) {
    failStep(runner, error);
  }
  const asked = tenant.seen.length;
  await cleanup({ ...runner, clock: new HastyClock(bounds) });
  return objections(run, tenant, { ...runner.left, files: tenant.files() }, asked);
}

/** POSTs that may be repeated: tokens, revocations and stops, but not the POST of a run. */
const mayHappenTwice = new Set(['token', 'revoke', 'stop']);

/** @param asked so many of the requests are main's */
function objections(run: Run, tenant: AnyTenant, ended: Ended, asked: number): string[] {
  const found: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  const { seen, tokens } = tenant;
  const { errors, outputs } = ended;
  must(errors.length <= 1, `${String(errors.length)} errors`);
  must(!/unexpected fault|without a result/u.test(errors.join()), errors.join());
  const revoked = seen.filter(({ kind }) => kind === 'revoke').map(({ body }) => body);
  for (const token of tokens)
    must(
      revoked.some((body) => body.includes(JSON.stringify(token))),
      `the token ${token} lives`,
    );
  for (const [index, request] of seen.entries())
    if (/^(?:POST|PATCH)$/u.test(request.method) && !mayHappenTwice.has(request.kind))
      must(
        seen.slice(0, index).filter((one) => same(one, request) && !wasNotDone(one)).length === 0,
        `${request.method} ${request.path} was sent again`,
      );
  must(
    ended.files.filter((file) => file.endsWith('.part')).length === 0,
    `left ${ended.files.join()}`,
  );
  if (errors.length === 0) {
    must(run.cancelAt === undefined || !wasCancelled(run, seen), 'success of a cancelled step');
    for (const name of ['access-token', 'tenant-url', 'status', 'headers', 'response'])
      must(outputs[name] !== undefined, `no output ${name}`);
    if (run.inputs.paginate === undefined)
      must(isOneOf(seen.slice(0, asked), outputs), 'another response');
    else must(outputs.response === '' || isJson(outputs.response ?? ''), 'a list that is no JSON');
    const success = (outputs.status ?? '').startsWith('2');
    if (run.inputs.select !== undefined && success) must(outputs.result !== undefined, 'no result');
  }
  return found;
}

function same(one: Seen, other: Seen): boolean {
  return one.method === other.method && one.path === other.path && one.kind === other.kind;
}

/** A response that means that nothing was done: an expired token, a limit, an expectation. */
function wasNotDone({ status, headers }: Seen): boolean {
  const later = headers.some(([name]) => name === 'Retry-After');
  return status === 401 || status === 417 || (status === 429 && later);
}

function wasCancelled({ cancelAt = Infinity }: Run, seen: readonly Seen[]): boolean {
  return seen.filter(({ kind }) => kind === 'poll').length >= cancelAt;
}

/** Whether the outputs have exactly the body of a response with that status. */
function isOneOf(seen: readonly Seen[], outputs: Readonly<Record<string, string>>): boolean {
  const file = outputs['response-file'];
  const text = outputs.response ?? '';
  const held = file === undefined ? Buffer.from(text) : fileAt(file);
  return seen.some(
    ({ status, answer, plain, method }) =>
      String(status) === outputs.status &&
      (!plain ||
        held.equals(
          method === 'HEAD' || status === 204 || status === 304 ? Buffer.alloc(0) : answer,
        )),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === '' || !text.startsWith('{"data":[');
  }
}

/** Runs main and post on the bundles. @returns what the step did wrong; empty if all is well */
export async function runBundle(run: Run, tenant: AnyTenant): Promise<string[]> {
  const job = await startJob();
  try {
    let cancel = (): void => undefined;
    tenant.begin(run, (count) => {
      if (count === run.cancelAt) cancel();
    });
    const pace = run.inputs.wait === 'true' ? { 'wait-interval-seconds': '1' } : undefined;
    const step = await startStep({
      action: actionFolder,
      with: { ...inputsOf(run, tenant), ...pace },
      env: { HOME: job.workspace, USERPROFILE: job.workspace },
      job,
    });
    cancel = () => {
      step.main.kill('SIGINT');
    };
    const main = await step.main.result;
    const asked = tenant.seen.length;
    const result = await step.finish();
    const errors = main.annotations
      .filter(({ level }) => level === 'error')
      .map(({ message }) => message);
    const files = [...contents(job.workspace).keys()];
    const found = objections(run, tenant, { errors, outputs: result.outputs, files }, asked);
    if (main.exitCode !== (errors.length === 0 ? 0 : 1))
      found.push(`exit ${String(main.exitCode)} with ${String(errors.length)} errors`);
    if (result.post?.exitCode !== 0) found.push(`post ended with ${String(result.post?.exitCode)}`);
    return found;
  } finally {
    await job.remove();
  }
}
