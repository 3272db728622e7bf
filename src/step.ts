import { callRequest, lookRequest } from './call.ts';
import { type Client, openClient } from './http/client.ts';
import { followingRedirects } from './http/redirect.ts';
import { type Plan, readPlan } from './inputs/plan.ts';
import { runJob } from './jobs/run-job.ts';
import { authorized, type Bearer } from './oauth/bearer.ts';
import { obtainBearer } from './oauth/obtain.ts';
import { maskIn } from './response/masking.ts';
import { settle } from './response/settle.ts';
import type { Runner } from './runner/runner.ts';

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @throws Failure when the step is to fail; its outputs are set by then
 */
export async function step(runner: Runner): Promise<void> {
  const plan = await readPlan(runner);
  const { access, wait, idleTimeout, retries } = plan;
  const client = openClient(runner, access.tenant, retries);
  try {
    runner.output('tenant-url', access.tenant.origin);
    const save = access.revoke || wait?.job.stop !== undefined;
    const bearer = await obtainBearer(runner, client.send, access, { idleTimeout, save });
    await callAndSettle(runner, client, bearer, plan);
  } finally {
    client.close();
  }
}

async function callAndSettle(
  runner: Runner,
  client: Client,
  bearer: Bearer,
  { access, call, wait, idleTimeout }: Plan,
): Promise<void> {
  if (call === undefined) return;
  const { tenant, credential } = access;
  const send = followingRedirects(authorized(client.send, tenant, bearer), tenant);
  const request = callRequest(call, idleTimeout);
  const supplied = credential.kind === 'access-token';
  const purpose = supplied ? 'call with a supplied token' : 'call with our token';
  if (wait === undefined) {
    const reply = await send(request);
    const location = reply.headers.location;
    await settle(runner, call, reply, { ...call, location, failure: undefined }, purpose);
    return;
  }
  const context = {
    runner,
    tenant,
    send,
    once: authorized(client.once, tenant, bearer),
    look: lookRequest(call, idleTimeout),
    mask: (data: unknown) => maskIn(runner, call.masks, data),
    idleTimeout,
  };
  const job = await runJob(context, wait.job, request, wait);
  const how = { ...call, location: job.location, failure: job.failure };
  await settle(runner, job.request, job.reply, how, purpose);
}
