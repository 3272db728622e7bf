import { perform } from './call.ts';
import type { CredentialKind } from './errors/hints.ts';
import { mayHideFailure, nameOf } from './errors/outcome.ts';
import { type Bearer, type Client, openClient } from './http/client.ts';
import { Connections } from './http/connections.ts';
import { type Plan, readPlan, wantsSummary } from './inputs/plan.ts';
import { Inputs } from './inputs/inputs.ts';
import { obtainBearer } from './oauth/bearer.ts';
import type { Answer, ResponseOptions } from './response/answer.ts';
import { writeOutputs } from './response/outputs.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runMain } from './runner/run.ts';
import type { Runner } from './runner/runner.ts';
import { saveTenant } from './state.ts';
import type { StepRecord } from './summary/record.ts';

/** The action's main program. @param connections one may be on its way to the tenant already */
export async function main(connections: Connections): Promise<never> {
  await runMain(gitHubRunner(), (runner) => step(runner, connections));
  return leave();
}

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
      await summarised(runner, (observed, record) =>
        runStep(observed, inputs, connections, record),
      );
    } else await runStep(runner, inputs, connections);
  } finally {
    connections.close();
  }
}

/**
 * The story of a step: check what the workflow asked for, get a token, make the call, wait for what
 * it started, hand everything on.
 * @param record looks on
 */
async function runStep(
  runner: Runner,
  inputs: Inputs,
  connections: Connections,
  record?: StepRecord,
): Promise<void> {
  const plan = await readPlan(inputs);
  const { tenant, call, idleTimeoutMs, retries } = plan;
  record?.planned(plan, call && nameOf(call));
  const client = openClient(runner, tenant, connections, {
    retries,
    idleTimeoutMs,
    idleInput: 'idle-timeout-seconds',
    observe: record?.attempted,
  });
  runner.setOutput('tenant-url', tenant.origin);
  const bearer = await bearerFor(runner, client, plan);
  try {
    if (call === undefined) return;
    const authorized = client.withBearer(bearer);
    const answer = await perform(runner, authorized, { ...plan, call }, record?.polled);
    await judgeAndWrite(runner, answer, call, plan.credential.kind);
  } finally {
    // A token that is still on its way has to be known, to be revoked.
    await bearer.end();
  }
}

/** Gets the step's bearer, and before that leaves to post what it will need. */
async function bearerFor(runner: Runner, client: Client, plan: Plan): Promise<Bearer> {
  const { tenant, credential, revoke, call, wait, cliContext } = plan;
  const { origin } = tenant;
  const requestsToken = credential.kind !== 'access-token';
  const savesTokens = wait?.job.kind.stop !== undefined || (requestsToken && revoke);
  // Before the first request: where nothing can be handed to post, nothing is to be asked for.
  if (savesTokens || cliContext !== undefined) saveTenant(runner, { origin, revoke });
  const putIntoContext =
    cliContext === undefined
      ? undefined
      : (await import('./qlik-cli/step-context.ts')).contextKeeper(runner, cliContext, origin);
  const bearer = obtainBearer(runner, client.send, plan, savesTokens, putIntoContext);
  if (call !== undefined && requestsToken) client.prepare(call);
  return bearer;
}

/**
 * Judges the answer, writes the outputs, and only then says whether the step fails.
 * @throws Failure when it does
 */
async function judgeAndWrite(
  runner: Runner,
  answer: Answer,
  how: ResponseOptions,
  credential: CredentialKind,
): Promise<void> {
  const { reply, headOnly, failure } = answer;
  // Most answers are a success of which nothing is asked but that it came.
  const asked = [how.mask, how.select, how.failWhen].some((one) => one !== undefined);
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
