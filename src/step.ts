import { bodySink, callRequest, lookRequest, pageSink, resultRequest } from './call.ts';
import { Agents } from './http/agents.ts';
import { type Client, openClient } from './http/client.ts';
import { nameOf, type Reply, type Request, type Send } from './http/exchange.ts';
import { Download } from './http/resume.ts';
import { followingRedirects } from './http/redirect.ts';
import type { CallPlan } from './inputs/call.ts';
import { type Plan, readPlan, wantsSummary } from './inputs/plan.ts';
import type { WaitPlan } from './inputs/wait.ts';
import type { JobContext, JobResult } from './jobs/run-job.ts';
import { authorized, type Bearer } from './oauth/bearer.ts';
import { obtainBearer } from './oauth/obtain.ts';
import { saveTenant } from './oauth/token-state.ts';
import type { Body } from './response/body.ts';
import { maskIn } from './response/masking.ts';
import { settle } from './response/settle.ts';
import { fetchResult, resultOfReport } from './result.ts';
import type { Runner } from './runner/runner.ts';
import type { StepRecord } from './summary/record.ts';
import type { Tenant } from './tenant.ts';

/**
 * A step: its story, and where the workflow wants it, a section of the job summary about it.
 * @param agents the step's connections, which end with it
 * @throws Failure when the step is to fail; its outputs are set by then
 */
export async function step(runner: Runner, agents = new Agents(runner.clock)): Promise<void> {
  try {
    if (wantsSummary(runner)) {
      const { summarised } = await import('./summary/summary.ts');
      await summarised(runner, (observed, record) => tell(observed, agents, record), nameOf);
    } else await tell(runner, agents);
  } finally {
    agents.close();
  }
}

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @param record looks on
 */
async function tell(runner: Runner, agents: Agents, record?: StepRecord): Promise<void> {
  const plan = await readPlan(runner);
  record?.planned(plan);
  const { access, call, wait, cliContext, idleTimeout, retries } = plan;
  const client = openClient(runner, access.tenant, agents, {
    retries,
    resume: (request) => new Download(request),
    observer: record,
  });
  runner.output('tenant-url', access.tenant.origin);
  const { origin } = access.tenant;
  const stops = wait?.job.stop !== undefined && !wait.job.joins;
  const requests = access.credential.kind !== 'access-token';
  const save = stops || (requests && (access.revoke || cliContext !== undefined));
  // Before the first request: where nothing can be handed to post, nothing is to be asked for.
  if (save) saveTenant(runner, { origin, revoke: access.revoke });
  const use = cliContext === undefined ? undefined : contextKeeper(runner, cliContext, origin);
  const send = followingRedirects(client.send, access.tenant);
  const requested = obtainBearer(runner, send, access, { idleTimeout, save, use });
  if (call !== undefined && requests) client.prepare(call);
  const bearer = await requested;
  try {
    if (call !== undefined) await callAndSettle(runner, client, bearer, { ...plan, call }, record);
  } finally {
    // A token that is still on its way has to be known, to be revoked.
    await bearer.end();
  }
}

async function callAndSettle(
  runner: Runner,
  client: Client,
  bearer: Bearer,
  plan: Plan & { readonly call: CallPlan },
  record: StepRecord | undefined,
): Promise<void> {
  const { access, call, wait, idleTimeout } = plan;
  const { tenant, credential } = access;
  const send = followingRedirects(authorized(client.send, tenant, bearer), tenant);
  const supplied = credential.kind === 'access-token';
  const purpose = supplied ? 'call with a supplied token' : 'call with our token';
  const request = callRequest(call, idleTimeout);
  const context = {
    runner,
    tenant,
    send,
    once: authorized(client.once, tenant, bearer),
    look: lookRequest(call, idleTimeout),
    mask: (data: unknown) => maskIn(runner, call.masks, data),
    onLook: record?.look,
    idleTimeout,
  };
  const made =
    wait === undefined
      ? await makeCall(context, call, request)
      : await waitForJob(context, request, wait);
  const from = wait === undefined ? made.location : resultOfReport(made.data);
  const {
    failure,
    reply,
    request: asked,
  } = call.fetchResult
    ? await fetchResult(send, tenant, made, from, resultRequest(call, idleTimeout))
    : made;
  await settle(runner, asked, reply, { ...call, location: made.location, failure }, purpose);
}

/** The call itself, with all its pages. */
async function makeCall(
  { runner, tenant, send }: Pick<JobContext, 'runner' | 'tenant' | 'send'>,
  call: CallPlan,
  request: Request<Body>,
): Promise<JobResult> {
  const reply = call.paginate
    ? await wholeList(runner, tenant, send, call, { ...request, sink: pageSink(call) })
    : await send(request);
  return { request, reply, location: reply.headers.location, data: undefined, failure: undefined };
}

// What only some steps do is loaded only for them.

/** @returns what puts each token of the step into its qlik-cli context */
function contextKeeper(
  runner: Runner,
  name: string,
  server: string,
): (token: string) => Promise<void> {
  let former: string | undefined;
  return async (token) => {
    const { addContext, renewContext } = await import('./qlik-cli/context.ts');
    if (former === undefined) await addContext(runner, name, server, token);
    else await renewContext(runner, name, server, former, token);
    former = token;
  };
}

async function waitForJob(
  context: JobContext,
  start: Request<Body>,
  wait: WaitPlan,
): Promise<JobResult> {
  const { runJob } = await import('./jobs/run-job.ts');
  return runJob(context, wait.job, start, wait);
}

async function wholeList(
  runner: JobContext['runner'],
  tenant: Tenant,
  send: Send,
  call: CallPlan,
  request: Request<Body>,
): Promise<Reply<Body>> {
  const [{ allPages }, first] = await Promise.all([import('./response/pages.ts'), send(request)]);
  const list = (): Body => bodySink(call)(first);
  return allPages({ send, tenant, request, list, runner }, first);
}
