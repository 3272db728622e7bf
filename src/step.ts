import { bodySink, callRequest, lookRequest, pageSink, resultRequest } from './call.ts';
import { type Client, openClient } from './http/client.ts';
import { nameOf, type Request } from './http/exchange.ts';
import { followingRedirects } from './http/redirect.ts';
import type { CallPlan } from './inputs/call.ts';
import { type Plan, readPlan, wantsSummary } from './inputs/plan.ts';
import { type JobContext, type JobResult, runJob } from './jobs/run-job.ts';
import { authorized, type Bearer } from './oauth/bearer.ts';
import { obtainBearer } from './oauth/obtain.ts';
import type { Body } from './response/body.ts';
import { maskIn } from './response/masking.ts';
import { allPages } from './response/pages.ts';
import { settle } from './response/settle.ts';
import { fetchResult, resultOfReport } from './result.ts';
import type { Runner } from './runner/runner.ts';
import type { StepRecord } from './summary/record.ts';

/**
 * A step: its story, and where the workflow wants it, a section of the job summary about it.
 * @throws Failure when the step is to fail; its outputs are set by then
 */
export async function step(runner: Runner): Promise<void> {
  if (!wantsSummary(runner)) {
    await tell(runner);
    return;
  }
  const { summarised } = await import('./summary/summary.ts');
  await summarised(runner, tell, nameOf);
}

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @param record looks on
 */
async function tell(runner: Runner, record?: StepRecord): Promise<void> {
  const plan = await readPlan(runner);
  record?.planned(plan);
  const { access, wait, idleTimeout, retries } = plan;
  const client = openClient(runner, access.tenant, retries, record?.attempts);
  try {
    runner.output('tenant-url', access.tenant.origin);
    const save = access.revoke || wait?.job.stop !== undefined;
    const send = followingRedirects(client.send, access.tenant);
    const bearer = await obtainBearer(runner, send, access, { idleTimeout, save });
    if (plan.call !== undefined)
      await callAndSettle(runner, client, bearer, { ...plan, call: plan.call }, record);
  } finally {
    client.close();
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
      : await runJob(context, wait.job, request, wait);
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
  const first = await send(call.paginate ? { ...request, sink: pageSink(call) } : request);
  const { clean } = runner;
  const list = (): Body => bodySink(call)(first);
  const reply = call.paginate
    ? await allPages(
        { send, tenant, request: { ...request, sink: pageSink(call) }, list, clean },
        first,
      )
    : first;
  return { request, reply, location: first.headers.location, data: undefined, failure: undefined };
}
