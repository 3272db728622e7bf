import { Connections } from './http/connections.ts';
import { type Client, openClient, suppliedBearer } from './http/client.ts';
import { readAccess, refuseUncheckedCertificates } from './inputs/access.ts';
import { Inputs } from './inputs/inputs.ts';
import type { Grant, SuppliedToken } from './oauth/client.ts';
import { revokeToken } from './oauth/revoke.ts';
import { within } from './runner/clock.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runPost } from './runner/run.ts';
import type { Runner } from './runner/runner.ts';
import { hasExpired, readState, type SavedContext, type SavedState } from './state.ts';
import { onTenant, parseTenant, type Tenant } from './tenant.ts';

/**
 * The post step ends within 30 seconds, whether or not everything is done. A job that does not stop
 * leaves enough time to revoke the token that was used to stop it.
 */
const maxMs = { all: 25_000, stop: 12_000 };

/**
 * An attempt that times out leaves time for another. Two retries are enough, since a token that is
 * not revoked expires by itself.
 */
const limits = { idleTimeoutMs: 8_000, retries: 2 };

/**
 * The action's post program.
 * @param connections may already hold a connection to the tenant that is being made
 */
export async function post(connections: Connections): Promise<never> {
  await runPost(gitHubRunner(), (runner) => cleanup(runner, connections));
  return leave();
}

/**
 * The story of the post step: remove the qlik-cli context, stop the jobs that main left running, and
 * revoke every token that main requested. Nothing that goes wrong here fails the job.
 * @param connections are closed when the post step ends
 */
export async function cleanup(
  runner: Runner,
  connections = new Connections(runner.clock, runner.env),
): Promise<void> {
  let contextRemoval: Promise<void> | undefined;
  const deadline = within(runner.clock, maxMs.all, 'the post step ran out of time');
  try {
    const saved = readState(runner.getState);
    // This process has not masked anything yet.
    for (const { value } of saved.tokens) runner.setSecret(value);
    // Needs neither the network nor valid inputs, and may have to wait for the lock of other steps.
    if (saved.context !== undefined) contextRemoval = removeSavedContext(runner, saved.context);
    // A cancelled workflow still has its tokens revoked, so its cancel signal does not count here.
    await stopAndRevoke({ ...runner, signal: deadline.signal }, connections, saved);
  } finally {
    deadline.cancel();
    connections.close();
    await contextRemoval;
  }
}

async function removeSavedContext(runner: Runner, context: SavedContext): Promise<void> {
  const { removeContext } = await import('./qlik-cli/step-context.ts');
  // The signal of a cancelled workflow does not count here either.
  await removeContext({ ...runner, signal: new AbortController().signal }, context);
}

/** Stops jobs and revokes tokens. Requests go only to the tenant in the saved state. */
async function stopAndRevoke(
  runner: Runner,
  connections: Connections,
  saved: SavedState,
): Promise<void> {
  const { tokens, stops } = saved;
  const now = runner.clock.now();
  const live =
    saved.tenant?.revoke === true ? tokens.filter((token) => !hasExpired(token, now)) : [];
  if (saved.tenant === undefined || (live.length === 0 && stops.length === 0)) return;
  refuseUncheckedCertificates(runner);
  const tenant = parseTenant(saved.tenant.origin);
  const { credential, without } = await readCredential(runner, tenant);
  if (without !== undefined)
    runner.info(`Cleaning up at ${tenant.origin} without the client's credentials: ${without}`);
  const client = openClient(runner, tenant, connections, limits);
  const supplied = credential?.kind === 'access-token' ? credential.token : undefined;
  const grant = credential?.kind === 'access-token' ? undefined : credential;
  // The last token that main used. It is revoked last, since stopping the jobs may need it.
  const latest = tokens.at(-1);
  const stopped = Promise.all(
    stops
      .filter((url) => onTenant(tenant, url))
      .map((url) => stop(runner, client, url, latest?.value ?? supplied, without)),
  );
  const revocations = live.map(async (token) => {
    if (token === latest) await stopped;
    await revokeToken({ runner, send: client.send, tenant, grant }, token, { without });
  });
  await Promise.all([stopped, ...revocations]);
}

/**
 * Reads the credential from the step's inputs, which the runner evaluates again for the post step.
 * @returns the credential; or why there is none for this tenant
 */
async function readCredential(
  runner: Runner,
  tenant: Tenant,
): Promise<{ readonly credential?: Grant | SuppliedToken; readonly without?: string }> {
  const read = await readAccess(new Inputs(runner));
  if (read.tenant !== undefined && read.tenant.origin !== tenant.origin)
    return {
      without: `the step's inputs now name another tenant (${read.tenant.origin}): GitHub evaluates them again for the post step`,
    };
  const { tenant: same, credential } = read;
  if (same !== undefined && credential !== undefined && credential.kind !== 'execution-token')
    return { credential };
  return {
    without:
      "the step's inputs are now empty or invalid: GitHub evaluates them again for the post step (in a nested composite action they can be empty)",
  };
}

/** Asks a job that main left running to stop, for a limited time. What goes wrong is a warning. */
async function stop(
  runner: Runner,
  client: Client,
  url: URL,
  token: string | undefined,
  without: string | undefined,
): Promise<void> {
  if (token === undefined) {
    runner.warning(
      `The job was not stopped and may still be running: there is no token for POST ${url.pathname}, because ${without ?? 'the inputs give none'}`,
      'job not stopped',
    );
    return;
  }
  const { stopJob } = await import('./jobs/stop.ts');
  const deadline = within(runner.clock, maxMs.stop, 'the post step ran out of time for it');
  const signal = AbortSignal.any([runner.signal, deadline.signal]);
  const { send } = client.withBearer(suppliedBearer(token));
  // The post step evaluates no `mask` expressions: if the step has any, no response text is shown.
  const masks = runner.getInput('mask').trim() !== '';
  const safeToShow = (text: string | undefined) => (masks ? undefined : text);
  await stopJob(runner, send, url, signal, safeToShow).finally(deadline.cancel);
}
