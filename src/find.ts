import { isSuccess, nameOf } from './errors/outcome.ts';
import { Failure } from './failure.ts';
import type { Request } from './http/exchange.ts';
import type { CredentialKind } from './errors/hints.ts';
import type { CallPlan } from './inputs/plan.ts';
import {
  type Answer,
  type CallContext,
  readJson,
  type ResponseOptions,
  type Verdict,
} from './response/answer.ts';
import type { Body } from './response/body.ts';
import type { Expression } from './response/expression.ts';

/** What looking for something needs. */
export interface FindContext extends CallContext {
  readonly find: Request<Body>;
  /** True if the response contains what the step looks for. */
  readonly select: Expression;
  /** How the answer to `find` is handled: `select`, `fail-when` and `accept-status` are for the call. */
  readonly options: ResponseOptions;
  /** Creates the body that holds all pages, joined. */
  readonly newBody: () => Body;
}

/**
 * Uses `find` to look for what the call would create or change, and makes the call only if it finds
 * nothing, so that the step is safe to run again.
 * @param makeCall makes the call
 * @param credential selects the hints of an error
 * @returns the answer to `find` if that found something or failed, otherwise the answer to the call. If
 *   `accept-status` accepted a status other than 2xx, another run was faster, and a second `find` supplies the result
 * @throws Failure when there is no answer
 */
export async function callUnlessFound(
  context: FindContext,
  call: CallPlan,
  makeCall: () => Promise<Answer>,
  credential: CredentialKind,
): Promise<Answer> {
  const { runner } = context;
  const [name, find] = [nameOf(call), nameOf(context.find)];
  const before = await lookUp(context);
  if (before.answer !== undefined) {
    if (before.found) runner.info(`${find}: found, so ${name} is not sent`);
    return before.answer;
  }
  const { text, hint } = context.select;
  if (hint !== undefined)
    runner.warning(`find-select (${text}) finds nothing in the response. ${hint}`, 'nothing found');
  runner.info(`${find}: not found, so ${name} is sent`);
  const answer = await makeCall();
  const { status } = answer.reply;
  if (isSuccess(status)) {
    const emptyResultReason = 'the call was made, and `select` is not set';
    const empty = call.select === undefined ? { result: '', emptyResultReason } : {};
    return { ...answer, preset: { created: true, ...empty } };
  }
  if (answer.failure !== undefined || !call.accepts(status))
    return { ...answer, preset: { created: false } };
  return resultFromFind(context, call, answer, credential);
}

/**
 * The call was accepted with a status other than 2xx, since another run was faster: takes the result from
 * what `find` returns now. The outputs of the call are kept, whatever `find` does.
 */
async function resultFromFind(
  context: FindContext,
  call: CallPlan,
  answer: Answer,
  credential: CredentialKind,
): Promise<Answer> {
  const { runner } = context;
  const accepted = `${nameOf(call)}: ${String(answer.reply.status)} was accepted`;
  const {
    result = '',
    failure,
    warnings = [],
  } = await verdictOfFind(context, credential).catch(async (error: unknown): Promise<Verdict> => {
    if (error instanceof Failure && !runner.signal.aborted) return { failure: error };
    await answer.reply.discard();
    throw error;
  });
  for (const [text, title] of warnings) runner.warning(text, title);
  if (result === '' && failure === undefined)
    runner.warning(
      `${accepted}, but \`find\` still finds nothing, so \`result\` is empty. Check \`find-select\`, and whether this client can see what is already there`,
      'nothing found',
    );
  const options = { ...call, select: undefined };
  const preset = { created: false, result: failure === undefined ? result : '' };
  if (failure === undefined) return { ...answer, options, preset };
  const words = `${accepted}, but \`find\` failed: ${failure.message}`;
  return { ...answer, options, preset, failure: new Failure(words, failure) };
}

async function verdictOfFind(context: FindContext, credential: CredentialKind): Promise<Verdict> {
  const { answer } = await lookUp(context);
  if (answer === undefined) return { failure: undefined };
  const { reply, failure, headOnly } = answer;
  if (headOnly === true) return { failure };
  const { judge } = await import('./response/judge.ts');
  const verdict = await judge(context.runner, answer, context.options, credential);
  await reply.discard();
  return verdict;
}

/** What `find` returned. Without an answer, the call is needed. */
interface LookUp {
  /** An answer for the step to hand on: it found something, or it is an error. */
  readonly answer?: Answer;
  readonly found?: boolean;
}

async function lookUp(context: FindContext): Promise<LookUp> {
  const { find: request, options, mask, select, send } = context;
  const [{ allPages }, first] = await Promise.all([import('./response/list.ts'), send(request)]);
  const preset = { created: false };
  const answer = { request, options, location: undefined, failure: undefined, preset };
  // The step handles an error here like that of any other call.
  if (!isSuccess(first.status) || (await context.failureIn(request, first)) !== undefined)
    return { answer: { ...answer, reply: first } };
  try {
    const reply = await allPages({ ...context, request }, first);
    const json = readJson(reply.body);
    if (json.kind === 'empty') {
      const why = '`find-select` cannot be applied: the response is empty';
      return { answer: { ...answer, reply, failure: new Failure(`${nameOf(request)}: ${why}`) } };
    }
    if (json.kind !== 'json') return { answer: { ...answer, reply } };
    try {
      mask?.(json.value);
      if (select.isTrue(json.value)) return { answer: { ...answer, reply }, found: true };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { answer: { ...answer, reply } };
    }
    await reply.discard();
    return {};
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { answer: { ...answer, reply: first, failure: error, headOnly: true } };
  }
}
