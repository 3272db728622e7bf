import { Failure } from '../failure.ts';
import { type Reply, isSuccess } from '../http/exchange.ts';
import { mayHideFailure } from '../errors/outcome.ts';
import type { CredentialKind } from '../errors/hints.ts';
import type { Body } from './body.ts';
import type { Runner } from '../runner/runner.ts';
import type { Asked, Settlement } from './judgement.ts';
import { maskLinks, noteMasked, outputBody, outputHead, outputResult } from './outputs.ts';
import type { Verdict } from './verdict.ts';

const nothingAsked: Verdict = { result: undefined, failure: undefined };

/**
 * Masks what the step wants masked, puts the answer into the outputs, and only then says whether
 * the step fails: steps that run on failure read status and response.
 * @throws Failure when the step is to fail
 */
export async function settle(
  runner: Runner,
  request: Asked,
  reply: Reply<Body>,
  how: Settlement,
  credential: CredentialKind,
): Promise<void> {
  try {
    const taken =
      isSuccess(reply.status) || how.accepts(reply.status) || reply.goneAlready === true;
    const judgement = isAsked(reply, how)
      ? await (
          await import('./judgement.ts')
        ).lookInto(runner, request, reply, how, credential, taken)
      : undefined;
    await maskLinks(runner, request.url, reply);
    const told = outputHead(runner, reply, how.location);
    if (judgement?.withheld !== undefined) throw both(how.failure, judgement.withheld);
    const { result, failure, warnings = [] } = (await judgement?.verdict()) ?? nothingAsked;
    for (const warning of warnings) runner.warning(warning, 'nothing found');
    await outputBody(runner, reply.body, judgement?.isPage !== true);
    if (result !== undefined) outputResult(runner, result);
    if (taken && !isSuccess(reply.status) && result === '') {
      const why =
        reply.goneAlready === true ? 'counts for a DELETE that was repeated' : 'was accepted';
      runner.info(`\`result\` is empty, since ${String(reply.status)} ${why}`);
    }
    noteMasked(runner, { response: reply.body.text, result, ...told });
    if (how.failure !== undefined) throw how.failure;
    if (failure !== undefined) throw failure;
  } finally {
    await reply.discard();
  }
}

/** What the step fails with already, of a job that may run say, is not lost where the response is withheld. */
function both(failure: Failure | undefined, withheld: Failure): Failure {
  if (failure === undefined) return withheld;
  const { message, hint, topic, title } = failure;
  return new Failure(`${message.replace(/\.$/u, '')}; ${withheld.message}`, { hint, topic, title });
}

/** Whether there is more to an answer than that it came: most are a success of which nothing is asked. */
function isAsked(reply: Reply<Body>, how: Settlement): boolean {
  const { masks, select, failWhen } = how;
  return (
    mayHideFailure(reply) || masks.length > 0 || select !== undefined || failWhen !== undefined
  );
}
