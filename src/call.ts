import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Head, isSuccess, mayHideFailure } from './errors/outcome.ts';
import { Failure } from './failure.ts';
import type { Client } from './http/client.ts';
import type { CallPlan, Plan } from './inputs/plan.ts';
import type { JobContext } from './jobs/job.ts';
import type { Answer, CallContext, FailureIn } from './response/answer.ts';
import { Body } from './response/body.ts';
import type { Runner } from './runner/runner.ts';

/**
 * Makes a step's call, with all its pages or with the wait for the job that it started, and fetches
 * what it made. What only some steps do is loaded only for them.
 * @param client authorized
 * @param onPoll is told of each poll of the job
 * @throws Failure when there is no answer that could be handed on
 */
export async function perform(
  runner: Runner,
  { send, sendOnce }: Client,
  { tenant, call, wait }: Plan & { readonly call: CallPlan },
  onPoll: JobContext['onPoll'],
): Promise<Answer> {
  const context = { runner, tenant, send, mask: call.mask, failureIn: failureFinder(runner, call) };
  const requests = requestsOf(call);
  let answer: Answer;
  if (wait !== undefined) {
    const { runJob } = await import('./jobs/wait.ts');
    const { poll } = requests;
    const ofJob = { ...context, sendOnce, poll, onPoll, accepts: call.accepts };
    answer = await runJob(ofJob, wait.job, requests.call, wait);
  } else if (call.paginate) answer = await wholeList(context, requests);
  else {
    const reply = await send(requests.call);
    const { location } = reply.headers;
    answer = { request: requests.call, reply, location, failure: undefined };
  }
  if (!call.fetchResult) return answer;
  const { fetchResult } = await import('./result.ts');
  return fetchResult({ ...context, ...requests }, answer, wait !== undefined);
}

/** The requests of a step, and where their answers go. */
type Requests = ReturnType<typeof requestsOf>;

function requestsOf(call: CallPlan) {
  const { method, url, headers, payload, accepts, responseFile } = call;
  const bodyIn = (named: string | undefined): Body =>
    new Body({
      named,
      chosen: () => path.resolve(call.temp, `qlik-cloud-response-${randomUUID()}`),
    });
  /** Of a page, or of what was made: never into the file that the step named. */
  const page = (): Body => bodyIn(undefined);
  /** An error's body must not take the place of the file, nor that of a call whose result is fetched. */
  const body = ({ status }: Head): Body =>
    bodyIn((isSuccess(status) ? !call.fetchResult : accepts(status)) ? responseFile : undefined);
  const result = ({ status }: Head): Body =>
    bodyIn(isSuccess(status) || accepts(status) ? responseFile : undefined);
  const ofAnswer = { isFinal: accepts, mayLeaveOrigin: responseFile !== undefined };
  const accept = 'application/json';
  return {
    call: { method, url, headers, payload, sink: body, ...ofAnswer },
    body,
    page,
    // Of the step's own headers none goes along but, to what the call made, `Accept`.
    poll: (place: URL, signal: AbortSignal) => ({
      method: 'GET' as const,
      url: place,
      // A cache in between may tell what the job was long ago (RFC 9111 section 5.2.1.4).
      headers: { accept, 'cache-control': 'no-cache' },
      sink: body,
      signal,
    }),
    list: (place: URL) => ({ method: 'GET' as const, url: place, headers: { accept }, sink: page }),
    made: (place: URL) => ({
      method: 'GET' as const,
      url: place,
      headers: { accept: headers.accept },
      sink: result,
      ...ofAnswer,
    }),
  };
}

function failureFinder(runner: Runner, call: CallPlan): FailureIn {
  return async (request, reply) => {
    if (!mayHideFailure(reply)) return undefined;
    const { hiddenFailure } = await import('./response/judge.ts');
    return hiddenFailure(runner, request, reply, call);
  };
}

/** The call with all its pages. */
async function wholeList(context: CallContext, requests: Requests): Promise<Answer> {
  const request = { ...requests.call, sink: requests.page };
  const [{ allPages }, first] = await Promise.all([
    import('./response/list.ts'),
    context.send(request),
  ]);
  const newBody = (): Body => requests.body(first);
  const onNoList = (reason: string): void => {
    const told = `${reason}. It is returned as it is, without further pages`;
    context.runner.warning(told, 'no list to follow');
  };
  const { location } = first.headers;
  try {
    const reply = await allPages({ ...context, request, newBody, onNoList }, first);
    return { request, reply, location, failure: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The call itself was answered: steps that run on failure read what is known of that.
    return { request, reply: first, location, failure: error, headOnly: true };
  }
}
