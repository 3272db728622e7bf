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

/**
 * The action's main program.
 * @param connections may already hold a connection to the tenant that is being made
 */
export async function main(connections: Connections): Promise<never> {
  await runMain(gitHubRunner(), (runner) => step(runner, connections));
  return leave();
}

/**
 * Runs a step, and adds a section about it to the job summary if the workflow asks for one.
 * @param connections are closed when the step ends
 * @throws Failure when the step fails; its outputs have been set by then
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
 * What a step does, in order: read the plan, open the client, get the bearer token, make the call (and wait
 * for the job that it started), write the outputs.
 * @param record collects what the job summary shows
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
    const isAnonymous = call.anonymous && answer.request.url === call.url;
    const credential = isAnonymous ? 'execution-token' : plan.credential.kind;
    await judgeAndWrite(runner, answer, call, credential);
  } finally {
    // If a renewal is still in flight, its token must be saved, or nothing could revoke it.
    await bearer.end();
  }
}

/** Gets the step's bearer token. What the post step needs is saved before the first request. */
async function bearerFor(runner: Runner, client: Client, plan: Plan): Promise<Bearer> {
  const { tenant, credential, revoke, call, wait, cliContext } = plan;
  const { origin } = tenant;
  const requestsToken = credential.kind === 'client-secret' || credential.kind === 'private-key';
  const savesTokens = wait?.job.kind.stop !== undefined || (requestsToken && revoke);
  // If nothing can be saved for the post step, this throws, and no token is requested.
  if (savesTokens || cliContext !== undefined) saveTenant(runner, { origin, revoke });
  const writeToContext =
    cliContext === undefined
      ? undefined
      : (await import('./qlik-cli/step-context.ts')).contextKeeper(runner, cliContext, origin);
  const bearer = obtainBearer(runner, client.send, plan, savesTokens, writeToContext);
  // Connects for the call while the token is being requested.
  if (call !== undefined && requestsToken) client.prepare(call);
  return bearer;
}

/**
 * Judges the answer and writes the outputs. Only then does the step fail, if it has to, so that later
 * steps can read the outputs.
 * @throws Failure when the step fails
 */
async function judgeAndWrite(
  runner: Runner,
  answer: Answer,
  call: ResponseOptions,
  credential: CredentialKind,
): Promise<void> {
  const { reply, headOnly, failure, options = call, preset } = answer;
  const { mask, select, failWhen } = options;
  const hasExpressions = [mask, select, failWhen].some((input) => input !== undefined);
  // The code that judges is loaded only for an answer that may be more than a plain success.
  const needsJudging = headOnly !== true && (hasExpressions || mayHideFailure(reply));
  try {
    const verdict = needsJudging
      ? await (await import('./response/judge.ts')).judge(runner, answer, options, credential)
      : { failure };
    await writeOutputs(runner, answer, { ...verdict, ...preset });
    if (verdict.failure !== undefined) throw verdict.failure;
  } finally {
    await reply.discard();
  }
}
