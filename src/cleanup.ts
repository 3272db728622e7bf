import { Failure, wordsFor } from './failure.ts';
import { Agents } from './http/agents.ts';
import { openClient } from './http/client.ts';
import type { Send } from './http/exchange.ts';
import { followingRedirects } from './http/redirect.ts';
import { readAccess } from './inputs/access.ts';
import { InputReader } from './inputs/reader.ts';
import { savedStop } from './jobs/stop-state.ts';
import { authorized, suppliedBearer } from './oauth/bearer.ts';
import type { Access } from './oauth/obtain.ts';
import { revokeToken } from './oauth/revoke.ts';
import type { Token } from './oauth/token-request.ts';
import { savedTokens } from './oauth/token-state.ts';
import { savedContext } from './qlik-cli/context-state.ts';
import type { Runner } from './runner/runner.ts';
import { onTenant } from './tenant.ts';

/** The post step ends within 30 seconds, in milliseconds: what is not done by then is left. */
const longest = 25_000;

/** Longest silence of one attempt, in milliseconds, so that there is time for another. */
const idleTimeout = 8_000;

/** A token that is not revoked ends by itself: two more attempts are enough. */
const retries = 2;

/**
 * The story of the post step: stop a job that main left unsettled, and give back every token that
 * main requested. Nothing that happens here fails the job.
 * @param agents the step's connections, which end with it
 */
export async function cleanup(runner: Runner, agents = new Agents(runner.clock)): Promise<void> {
  // Needs nobody else, and may have to wait for other steps.
  const contextOut = takeContextOut(runner);
  try {
    await tidyUp(runner, agents);
  } finally {
    agents.close();
    await contextOut;
  }
}

async function tidyUp(runner: Runner, agents: Agents): Promise<void> {
  const { clock } = runner;
  const tokens = savedTokens(runner);
  const stopUrl = savedStop(runner);
  // This process's log knows no secret yet.
  for (const { value } of tokens) runner.mask(value);
  if (tokens.length === 0 && stopUrl === undefined) return;
  const reader = new InputReader(runner);
  const { access } = await readAccess(reader, runner);
  reader.throwIfBad();
  if (access === undefined) return;
  const end = new AbortController();
  const cancel = clock.timer(longest, () => {
    end.abort(new Failure('the post step has no more time'));
  });
  // A cancelled workflow still gives its tokens back: its signal does not count here.
  const client = openClient({ ...runner, signal: end.signal }, access.tenant, agents, { retries });
  const send = followingRedirects(client.send, access.tenant);
  try {
    if (stopUrl !== undefined && onTenant(access.tenant, stopUrl)) {
      const { stopJob } = await import('./jobs/stop.ts');
      await stopJob(runner, withLatest(send, access, tokens), stopUrl, idleTimeout);
    }
    const live = tokens.filter(({ expiresAt = Infinity }) => expiresAt > clock.now());
    if (access.revoke)
      await Promise.all(live.map((token) => giveBack(runner, send, access, token)));
  } finally {
    cancel();
  }
}

async function takeContextOut(runner: Runner): Promise<void> {
  const context = savedContext(runner);
  if (context === undefined) return;
  const { removeContext } = await import('./qlik-cli/context.ts');
  // Nor does the signal of a cancelled workflow count here.
  await removeContext({ ...runner, signal: new AbortController().signal }, context);
}

/** The token that main used last. */
function withLatest(send: Send, { tenant, credential }: Access, tokens: readonly Token[]): Send {
  const value = credential.kind === 'access-token' ? credential.token : tokens.at(-1)?.value;
  return value === undefined ? send : authorized(send, tenant, suppliedBearer(value));
}

async function giveBack(runner: Runner, send: Send, access: Access, token: Token): Promise<void> {
  const { tenant, credential } = access;
  if (credential.kind === 'access-token') return;
  const notRevoked = (why: string): void => {
    const { expiresAt } = token;
    const until = expiresAt === undefined ? '' : ` at ${new Date(expiresAt).toISOString()}`;
    const told = `The access token was not revoked: ${why}. It ends by itself${until}`;
    runner.log.warning(told, 'token not revoked');
  };
  try {
    const refused = await revokeToken(runner, send, tenant, credential, token, idleTimeout);
    if (refused === undefined) runner.log.info('Revoked the access token');
    else notRevoked(refused);
  } catch (error) {
    notRevoked(wordsFor(error));
  }
}
