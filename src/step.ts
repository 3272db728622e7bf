import { bodySink, callRequest, lookRequest, pageSink } from './call.ts';
import type { CredentialKind } from './errors/hints.ts';
import { Failure } from './failure.ts';
import { Connections } from './http/connections.ts';
import { type Client, openClient } from './http/client.ts';
import { nameOf, type Request, type Send } from './http/exchange.ts';
import { mayHideFailure } from './errors/outcome.ts';
import { type CallPlan, type Plan, readPlan, wantsSummary } from './inputs/plan.ts';
import { Inputs } from './inputs/reader.ts';
import type { WaitPlan } from './inputs/wait.ts';
import type { JobContext, JobResult } from './jobs/job.ts';
import { obtainBearer } from './oauth/bearer.ts';
import type { Body } from './response/body.ts';
import type { Answer, Hidden, How } from './response/answer.ts';
import type { Masking } from './response/masking.ts';
import { writeOutputs } from './response/outputs.ts';
import type { Runner } from './runner/runner.ts';
import { saveTenant } from './state.ts';
import type { StepRecord } from './summary/record.ts';
import type { Tenant } from './tenant.ts';

/**
 * A step: its story, and where the workflow wants it, a section of the job summary about it.
 * @param connections those of the step, which end with it
 * @throws Failure when the step is to fail; its outputs are set by then
 */
export async function step(
  runner: Runner,
  connections = new Connections(runner.clock, runner.env),
): Promise<void> {
  try {
    const inputs = new Inputs(runner);
    if (wantsSummary(inputs)) {
      const { summarised } = await import('./summary/summary.ts');
      await summarised(
        runner,
        (observed, record) => tell(observed, inputs, connections, record),
        nameOf,
      );
    } else await tell(runner, inputs, connections);
  } finally {
    connections.close();
  }
}

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @param record looks on
 */
async function tell(
  runner: Runner,
  inputs: Inputs,
  connections: Connections,
  record?: StepRecord,
): Promise<void> {
  const plan = await readPlan(inputs);
  record?.planned(plan);
  const { access, call, wait, cliContext, idleTimeoutMs, retries } = plan;
  const client = openClient(runner, access.tenant, connections, {
    retries,
    idleTimeoutMs,
    idleInput: 'idle-timeout-seconds',
    observer: record,
  });
  runner.setOutput('tenant-url', access.tenant.origin);
  const { origin } = access.tenant;
  const stops = wait?.job.stop !== undefined;
  const requests = access.credential.kind !== 'access-token';
  const save = stops || (requests && access.revoke);
  // Before the first request: where nothing can be handed to post, nothing is to be asked for.
  if (save || cliContext !== undefined) saveTenant(runner, { origin, revoke: access.revoke });
  const use = cliContext === undefined ? undefined : contextKeeper(runner, cliContext, origin);
  const requested = obtainBearer(runner, client.send, access, save, use);
  if (call !== undefined && requests) client.prepare(call);
  const bearer = await requested;
  try {
    if (call !== undefined)
      await callAndSettle(runner, client.withBearer(bearer), { ...plan, call }, record);
  } finally {
    // A token that is still on its way has to be known, to be revoked.
    await bearer.end();
  }
}

async function callAndSettle(
  runner: Runner,
  { send, once }: Client,
  plan: Plan & { readonly call: CallPlan },
  record: StepRecord | undefined,
): Promise<void> {
  const { access, call, wait } = plan;
  const { tenant, credential } = access;
  const request = callRequest(call);
  const hidden: Hidden = async (asked, reply) => {
    if (!mayHideFailure(reply)) return undefined;
    const { hiddenFailure } = await import('./response/judge.ts');
    return hiddenFailure(runner, asked, reply, call);
  };
  const mask = call.masks.length === 0 ? undefined : await maskingOf(runner, call);
  const context = {
    runner,
    tenant,
    send,
    once,
    poll: lookRequest(call),
    mask,
    onPoll: record?.look,
    accepts: call.accepts,
    hidden,
  };
  const made =
    wait === undefined
      ? await makeCall(context, call, request)
      : await waitForJob(context, request, wait);
  const answer = call.fetchResult ? await fetchMade(context, call, made, wait !== undefined) : made;
  await settle(runner, answer, call, credential.kind);
}

/**
 * Judges the answer, writes the outputs, and only then says whether the step fails.
 * @throws Failure when it does
 */
async function settle(
  runner: Runner,
  answer: Answer,
  how: How,
  credential: CredentialKind,
): Promise<void> {
  const { reply, headOnly, failure } = answer;
  // Most answers are a success of which nothing is asked but that it came.
  const asked = [...how.masks, how.select, how.failWhen].some((one) => one !== undefined);
  try {
    const verdict =
      headOnly !== true && (asked || mayHideFailure(reply))
        ? await (await import('./response/judge.ts')).judge(runner, answer, how, credential)
        : { failure };
    await writeOutputs(runner, answer, verdict);
    if (verdict.failure !== undefined) throw verdict.failure;
  } finally {
    await reply.discard();
  }
}

/** The call itself, with all its pages. */
async function makeCall(
  {
    runner,
    tenant,
    send,
    hidden,
  }: Pick<JobContext, 'tenant' | 'send' | 'hidden'> & { readonly runner: Runner },
  call: CallPlan,
  request: Request<Body>,
): Promise<Answer> {
  if (call.paginate)
    return wholeList(runner, tenant, send, hidden, call, { ...request, sink: pageSink(call) });
  const reply = await send(request);
  return { request, reply, location: reply.headers.location, failure: undefined };
}

// What only some steps do is loaded only for them.

/** @returns what puts each token of the step into its qlik-cli context */
function contextKeeper(
  runner: Runner,
  name: string,
  server: string,
): (token: string) => Promise<void> {
  let keep: ((token: string) => Promise<void>) | undefined;
  return async (token) => {
    keep ??= (await import('./qlik-cli/context.ts')).contextKeeper(runner, name, server);
    await keep(token);
  };
}

async function maskingOf(runner: Runner, { masks }: CallPlan): Promise<Masking> {
  const { maskIn } = await import('./response/masking.ts');
  return (data) => {
    maskIn(runner, masks, data);
  };
}

async function waitForJob(
  context: JobContext,
  start: Request<Body>,
  wait: WaitPlan,
): Promise<JobResult> {
  const { runJob } = await import('./jobs/wait.ts');
  return runJob(context, wait.job, start, wait);
}

async function fetchMade(
  context: JobContext,
  call: CallPlan,
  answer: JobResult,
  waited: boolean,
): Promise<Answer> {
  const { fetchResult } = await import('./result.ts');
  return fetchResult(context, call, answer, waited);
}

async function wholeList(
  runner: Runner,
  tenant: Tenant,
  send: Send,
  hidden: Hidden,
  call: CallPlan,
  request: Request<Body>,
): Promise<Answer> {
  const [{ allPages }, first] = await Promise.all([import('./response/pages.ts'), send(request)]);
  const list = (): Body => bodySink(call)(first);
  const noList = (what: string): void => {
    const told = `${what}. It is returned as it is, without further pages`;
    runner.warning(told, 'no list to follow');
  };
  const { location } = first.headers;
  try {
    const paging = { send, tenant, request, list, noList, hidden, runner };
    return { request, reply: await allPages(paging, first), location, failure: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The call itself was answered: steps that run on failure read what is known of that.
    return { request, reply: first, location, failure: error, headOnly: true };
  }
}
