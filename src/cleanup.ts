import { Connections } from './http/connections.ts';
import { type Client, openClient, suppliedBearer } from './http/client.ts';
import { readAccess, refuseUncheckedCertificates } from './inputs/access.ts';
import { Inputs } from './inputs/inputs.ts';
import type { Credential } from './oauth/client.ts';
import { revokeToken } from './oauth/revoke.ts';
import { within } from './runner/clock.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runPost } from './runner/run.ts';
import type { Runner } from './runner/runner.ts';
import { hasEnded, readState, type SavedContext, type SavedState } from './state.ts';
import { onTenant, parseTenant, type Tenant } from './tenant.ts';

/**
 * The post step ends within 30 seconds: what is not done by then is left. A job that does not stop
 * leaves enough of it to revoke the token that it was asked with.
 */
const maxMs = { all: 25_000, stop: 12_000 };

/**
 * The longest silence of one attempt leaves time for another. A token that is not revoked ends by
 * itself: two more attempts are enough.
 */
const bounds = { idleTimeoutMs: 8_000, retries: 2 };

/** The action's post program. @param connections one may be on its way to the tenant already */
export async function post(connections: Connections): Promise<never> {
  await runPost(gitHubRunner(), (runner) => cleanup(runner, connections));
  return leave();
}

/**
 * The story of the post step: stop a job that main left unsettled, and give back every token that
 * main requested. Nothing that happens here fails the job.
 * @param connections those of the step, which end with it
 */
export async function cleanup(
  runner: Runner,
  connections = new Connections(runner.clock, runner.env),
): Promise<void> {
  let contextOut: Promise<void> | undefined;
  const end = within(runner.clock, maxMs.all, 'the post step has no more time');
  try {
    const saved = readState(runner.getState);
    // This process's log knows no secret yet.
    for (const { value } of saved.tokens) runner.setSecret(value);
    // Needs nobody else and no good inputs, and may have to wait for other steps.
    if (saved.context !== undefined) contextOut = takeContextOut(runner, saved.context);
    // A cancelled workflow still gives its tokens back: its signal does not count here.
    await tidyUp({ ...runner, signal: end.signal }, connections, saved);
  } finally {
    end.cancel();
    connections.close();
    await contextOut;
  }
}

async function takeContextOut(runner: Runner, context: SavedContext): Promise<void> {
  const { removeContext } = await import('./qlik-cli/step-context.ts');
  // Nor does the signal of a cancelled workflow count here.
  await removeContext({ ...runner, signal: new AbortController().signal }, context);
}

/** Speaks to the tenant of the state alone. */
async function tidyUp(runner: Runner, connections: Connections, saved: SavedState): Promise<void> {
  const { tokens, stops } = saved;
  const now = runner.clock.now();
  const live = saved.tenant?.revoke === true ? tokens.filter((token) => !hasEnded(token, now)) : [];
  if (saved.tenant === undefined || (live.length === 0 && stops.length === 0)) return;
  refuseUncheckedCertificates(runner);
  const tenant = parseTenant(saved.tenant.origin);
  const { credential, without } = await credentialNow(runner, tenant);
  if (without !== undefined)
    runner.info(`Cleaning up at ${tenant.origin} without the client's credentials: ${without}`);
  const client = openClient(runner, tenant, connections, bounds);
  const supplied = credential?.kind === 'access-token' ? credential.token : undefined;
  const grant = credential?.kind === 'access-token' ? undefined : credential;
  // The token that main used last.
  const latest = tokens.at(-1);
  const stopped = Promise.all(
    stops
      .filter((url) => onTenant(tenant, url))
      .map((url) => stop(runner, client, url, latest?.value ?? supplied, without)),
  );
  const back = live.map(async (token) => {
    if (token === latest) await stopped;
    await revokeToken({ runner, send: client.send, tenant, grant }, token, { without });
  });
  await Promise.all([stopped, ...back]);
}

/** What the step's inputs still give for a tenant: the runner evaluates them anew for post. */
async function credentialNow(
  runner: Runner,
  tenant: Tenant,
): Promise<{ readonly credential?: Credential; readonly without?: string }> {
  const read = await readAccess(new Inputs(runner));
  if (read.tenant !== undefined && read.tenant.origin !== tenant.origin)
    return {
      without: `the step's inputs now name another tenant (${read.tenant.origin}): GitHub evaluates them again for the post step`,
    };
  if (read.tenant !== undefined && read.credential !== undefined)
    return { credential: read.credential };
  return {
    without:
      "the step's inputs are now empty or invalid: GitHub evaluates them again for the post step (in a nested composite action they can be empty)",
  };
}

/** Asks a job to stop that main left, for a bounded time. What goes wrong is a warning. */
async function stop(
  runner: Runner,
  client: Client,
  url: URL,
  token: string | undefined,
  without: string | undefined,
): Promise<void> {
  if (token === undefined) {
    runner.warning(
      `The job was not stopped, and may still run: for POST ${url.pathname} there is no token, since ${without ?? 'the inputs give none'}`,
      'job not stopped',
    );
    return;
  }
  const { stopJob } = await import('./jobs/stop.ts');
  const share = within(runner.clock, maxMs.stop, 'the post step has no more time for it');
  const signal = AbortSignal.any([runner.signal, share.signal]);
  const { send } = client.withBearer(suppliedBearer(token));
  // Post reads no expressions: where a step masks anything of an answer, it tells nothing of one.
  const masks = runner.getInput('mask').trim() !== '';
  const safeToShow = (text: string | undefined) => (masks ? undefined : text);
  await stopJob(runner, send, url, signal, safeToShow).finally(share.cancel);
}
