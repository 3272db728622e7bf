import { makeCall } from './call.ts';
import { openClient } from './http/client.ts';
import { followingRedirects } from './http/redirect.ts';
import { readPlan } from './inputs/plan.ts';
import { authorized } from './oauth/bearer.ts';
import { obtainBearer } from './oauth/obtain.ts';
import { settle } from './response/settle.ts';
import type { Runner } from './runner/runner.ts';

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, hand both on.
 * @throws Failure when the step is to fail; its outputs are set by then
 */
export async function step(runner: Runner): Promise<void> {
  const { access, call, idleTimeout } = await readPlan(runner);
  const { tenant, credential } = access;
  const client = openClient(runner);
  try {
    runner.output('tenant-url', tenant.origin);
    const bearer = await obtainBearer(runner, client.send, access, idleTimeout);
    if (call === undefined) return;
    const send = followingRedirects(authorized(client.send, tenant, bearer), tenant);
    const reply = await makeCall(send, call, idleTimeout);
    const supplied = credential.kind === 'access-token';
    const purpose = supplied ? 'call with a supplied token' : 'call with our token';
    await settle(runner, call, reply, call, purpose);
  } finally {
    client.close();
  }
}
