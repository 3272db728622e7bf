import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Head, isSuccess, mayHideFailure } from './errors/outcome.ts';
import { Failure } from './failure.ts';
import type { Client } from './http/client.ts';
import type { FindPlan } from './inputs/find.ts';
import type { CallPlan, Plan } from './inputs/plan.ts';
import type { JobContext } from './jobs/job.ts';
import type { Answer, CallContext, FailureIn, ResponseOptions } from './response/answer.ts';
import { Body } from './response/body.ts';
import type { Runner } from './runner/runner.ts';

/**
 * Makes a step's call: the request with its retries, all pages of the list, or the wait for the job
 * that it starts; then fetches the result if the step asks for it. Code that only some steps need is
 * loaded on demand.
 * @param client adds the bearer token to its requests
 * @param onPoll is called after each poll of the job
 * @returns the answer that the outputs describe, with the failure if something went wrong after it
 * @throws Failure when there is no answer to write to the outputs
 */
export async function perform(
  runner: Runner,
  { send, sendOnce }: Client,
  { tenant, credential, call, wait }: Plan & { readonly call: CallPlan },
  onPoll: JobContext['onPoll'],
): Promise<Answer> {
  const context = { runner, tenant, send, mask: call.mask, failureIn: failureFinder(runner, call) };
  const requests = requestsOf(call);
  const makeCall = async (): Promise<Answer> => {
    if (wait !== undefined) {
      const { runJob } = await import('./jobs/wait.ts');
      const { poll } = requests;
      const jobContext = { ...context, sendOnce, poll, onPoll, accepts: call.accepts };
      return runJob(jobContext, wait.job, requests.call, wait);
    }
    if (call.paginate) return wholeList(context, requests);
    const reply = await send(requests.call);
    const { location } = reply.headers;
    return { request: requests.call, reply, location, failure: undefined };
  };
  if (call.find !== undefined) {
    const { callUnlessFound } = await import('./find.ts');
    const options = optionsOfFind(call, call.find);
    const failureIn = failureFinder(runner, options);
    const finding = { ...context, ...requests.find(call.find), options, failureIn };
    return callUnlessFound(finding, call, makeCall, credential.kind);
  }
  const answer = await makeCall();
  if (!call.fetchResult) return answer;
  const { fetchResult } = await import('./result.ts');
  return fetchResult({ ...context, ...requests }, answer, wait !== undefined);
}

/** `accept-status`, `select` and `fail-when` are for the call alone. */
function optionsOfFind({ mask }: CallPlan, { headers, select }: FindPlan): ResponseOptions {
  const acceptsNothing = { accepts: () => false, acceptsFailedParts: false };
  return { headers, mask, select, failWhen: undefined, ...acceptsNothing };
}

/** The requests that a step may send for its call, and where the bodies of the answers go. */
type Requests = ReturnType<typeof requestsOf>;

function requestsOf(call: CallPlan) {
  const { method, url, headers, payload, accepts, responseFile } = call;
  const bodyFor = (named: string | undefined): Body =>
    new Body({
      named,
      chosen: () => path.resolve(call.temp, `qlik-cloud-response-${randomUUID()}`),
    });
  /** For one page of a list: never the file that the step named. */
  const page = (): Body => bodyFor(undefined);
  /** An error must not overwrite that file, nor may the call's own answer if its result is fetched. */
  const body = ({ status }: Head): Body =>
    bodyFor((isSuccess(status) ? !call.fetchResult : accepts(status)) ? responseFile : undefined);
  const resultBody = ({ status }: Head): Body =>
    bodyFor(isSuccess(status) || accepts(status) ? responseFile : undefined);
  const common = { isFinal: accepts, mayLeaveOrigin: responseFile !== undefined };
  const accept = 'application/json';
  return {
    call: { method, url, headers, payload, anonymous: call.anonymous, sink: body, ...common },
    body,
    page,
    // The step's own headers belong to its call. Only `Accept` is sent again, to fetch the result.
    poll: (jobUrl: URL, signal: AbortSignal) => ({
      method: 'GET' as const,
      url: jobUrl,
      // A cache on the way might return an old state of the job (RFC 9111 section 5.2.1.4).
      headers: { accept, 'cache-control': 'no-cache' },
      sink: body,
      signal,
    }),
    find: ({ url, headers, select }: FindPlan) => ({
      find: { method: 'GET' as const, url, headers, sink: page },
      newBody: () => bodyFor(responseFile),
      select,
    }),
    list: (url: URL) => ({ method: 'GET' as const, url, headers: { accept }, sink: page }),
    result: (resultUrl: URL) => ({
      method: 'GET' as const,
      url: resultUrl,
      headers: { accept: headers.accept },
      sink: resultBody,
      ...common,
    }),
  };
}

function failureFinder(runner: Runner, how: ResponseOptions): FailureIn {
  return async (request, reply) => {
    if (!mayHideFailure(reply)) return undefined;
    const { hiddenFailure } = await import('./response/judge.ts');
    return hiddenFailure(runner, request, reply, how);
  };
}

/** Makes the call, follows its pages, and joins them into one list. */
async function wholeList(context: CallContext, requests: Requests): Promise<Answer> {
  const request = { ...requests.call, sink: requests.page };
  const [{ allPages }, first] = await Promise.all([
    import('./response/list.ts'),
    context.send(request),
  ]);
  const newBody = (): Body => requests.body(first);
  const onNoList = (reason: string): void => {
    const message = `${reason}. It is returned unchanged, without further pages`;
    context.runner.warning(message, 'no list to follow');
  };
  const { location } = first.headers;
  try {
    const reply = await allPages({ ...context, request, newBody, onNoList }, first);
    return { request, reply, location, failure: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The call itself was answered: steps that run on failure can still read its status and headers.
    return { request, reply: first, location, failure: error, headOnly: true };
  }
}
