import { wordsFor, Failure } from './failure.ts';
import { openClient } from './http/client.ts';
import type { Send } from './http/exchange.ts';
import { readAccess } from './inputs/access.ts';
import { InputReader } from './inputs/reader.ts';
import type { Access } from './oauth/obtain.ts';
import { revokeToken } from './oauth/revoke.ts';
import type { Token } from './oauth/token-request.ts';
import { savedTokens } from './oauth/token-state.ts';
import type { Runner } from './runner/runner.ts';

/** The post step ends within 30 seconds: what is not done then is left, in milliseconds. */
const longest = 25_000;

/**
 * The story of the post step: give back every token that main requested. Nothing that happens here
 * fails the job.
 */
export async function cleanup(runner: Runner): Promise<void> {
  const { clock } = runner;
  const live = savedTokens(runner).filter(
    ({ expiresAt }) => expiresAt === undefined || expiresAt > clock.now(),
  );
  for (const { value } of live) runner.mask(value);
  if (live.length === 0) return;
  const reader = new InputReader(runner);
  const access = readAccess(reader, runner);
  reader.throwIfBad();
  if (access === undefined) return;
  const end = new AbortController();
  const cancel = clock.timer(longest, () => {
    end.abort(new Failure('the post step has no more time'));
  });
  // A cancelled workflow still gives its tokens back: its signal does not count here.
  const client = openClient({ ...runner, signal: end.signal });
  try {
    await Promise.all(live.map((token) => giveBack(runner, client.send, access, token)));
  } finally {
    cancel();
    client.close();
  }
}

async function giveBack(runner: Runner, send: Send, access: Access, token: Token): Promise<void> {
  const { tenant, credential } = access;
  if (credential.kind === 'access-token') return;
  try {
    const refused = await revokeToken(runner, send, tenant, credential, token, longest);
    if (refused === undefined) runner.log.info('Revoked the access token');
    else runner.log.warning(`The access token was not revoked: ${refused}. ${whenItEnds(token)}`);
  } catch (error) {
    runner.log.warning(
      `The access token was not revoked: ${wordsFor(error)}. ${whenItEnds(token)}`,
    );
  }
}

function whenItEnds({ expiresAt }: Token): string {
  return expiresAt === undefined
    ? 'It ends by itself'
    : `It ends by itself at ${new Date(expiresAt).toISOString()}`;
}
