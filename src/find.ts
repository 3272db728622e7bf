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
import { judge } from './response/judge.ts';
import { allPages } from './response/list.ts';

/** What looking for something needs. */
export interface FindContext extends CallContext {
  readonly find: Request<Body>;
  /** True for an answer in which the thing was found. */
  readonly select: Expression;
  /** How the answer to `find` is handled: `select`, `fail-when` and `accept-status` are for the call. */
  readonly options: ResponseOptions;
  /** A body for all pages together. */
  readonly newBody: () => Body;
}

/**
 * Looks with `find` for what the call would create or change, and makes the call only if it is not
 * there: a step that is safe to run again.
 * @param makeCall makes the call
 * @param credential selects the hints of an error
 * @returns the answer to `find` if that found something or failed, otherwise the answer to the call. If
 *   `accept-status` accepted a status other than 2xx, another run was faster: `find` then gives the result
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
  const created = false;
  if (answer.failure !== undefined || !call.accepts(status))
    return { ...answer, preset: { created } };
  const accepted = `${String(status)} was accepted`;
  // The call was answered, so its outputs are written whatever happens to the second look-up.
  const after = await lookUp(context).catch(async (error: unknown): Promise<Failure> => {
    if (error instanceof Failure && !runner.signal.aborted) return error;
    await answer.reply.discard();
    throw error;
  });
  const failedWith = (failure: Failure): Failure =>
    new Failure(`${name}: ${accepted}, but \`find\` failed: ${failure.message}`, failure);
  if (after instanceof Failure)
    return {
      ...answer,
      options: { ...call, select: undefined },
      preset: { created, result: '' },
      failure: failedWith(after),
    };
  if (after.answer === undefined) {
    const emptyResultReason = `${accepted}, and \`find\` still finds nothing`;
    return { ...answer, preset: { created, result: '', emptyResultReason } };
  }
  const { result, failure, warnings }: Verdict =
    after.answer.headOnly === true
      ? { failure: after.answer.failure }
      : await judge(runner, after.answer, context.options, credential);
  await after.answer.reply.discard();
  for (const [text, title] of warnings ?? []) runner.warning(text, title);
  return {
    ...answer,
    options: { ...call, select: undefined },
    preset: { created, result: failure === undefined ? (result ?? '') : '' },
    failure: failure && failedWith(failure),
  };
}

/** What `find` returned. Without an answer, the call is needed. */
interface LookUp {
  /** An answer for the step to hand on: it found something, or it is an error. */
  readonly answer?: Answer;
  readonly found?: boolean;
}

async function lookUp(context: FindContext): Promise<LookUp> {
  const { find: request, options, mask, select, send } = context;
  const first = await send(request);
  const preset = { created: false };
  const answer = { request, options, location: undefined, failure: undefined, preset };
  // The step judges an error here as it does that of any call.
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
