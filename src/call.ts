import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Head, isSuccess, type Request } from './http/exchange.ts';
import type { CallPlan } from './inputs/plan.ts';
import { Body } from './response/body.ts';

/** The request that a step's call makes. */
export function callRequest(call: CallPlan): Request<Body> {
  const { method, url, headers, payload, accepts, responseFile } = call;
  return {
    method,
    url,
    headers,
    payload,
    sink: bodySink(call),
    isFinal: accepts,
    mayLeaveOrigin: responseFile !== undefined,
  };
}

/** The requests that look at a job: of the step's own headers none goes along. */
export function lookRequest(call: CallPlan): (url: URL, signal: AbortSignal) => Request<Body> {
  return (url, signal) => ({
    method: 'GET',
    url,
    // A cache in between may tell what the job was long ago (RFC 9111 section 5.2.1.4).
    headers: { accept: 'application/json', 'cache-control': 'no-cache' },
    sink: bodySink(call),
    signal,
  });
}

/** The requests that fetch what a call made: of the step's own headers only `Accept` goes along. */
export function resultRequest(call: CallPlan): (url: URL) => Request<Body> {
  return (url) => ({
    method: 'GET',
    url,
    headers: { accept: call.headers.accept },
    sink: bodySink(call, true),
    isFinal: call.accepts,
    mayLeaveOrigin: call.responseFile !== undefined,
  });
}

/** The requests that list what a job made: of the step's own headers none goes along. */
export function outputsRequest(call: CallPlan): (url: URL) => Request<Body> {
  return (url) => ({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    sink: pageSink(call),
  });
}

/**
 * Where the response goes: an error's body must not take the place of the file that the step named, nor
 * that of a call whose result is fetched after it.
 * @param isResult whether it is that result
 */
export function bodySink(call: CallPlan, isResult = false): (head: Head) => Body {
  const { accepts, fetchResult, responseFile, temp } = call;
  return ({ status }) => {
    const isResponse = isSuccess(status) ? isResult || !fetchResult : accepts(status);
    return new Body({
      named: isResponse ? responseFile : undefined,
      chosen: () => chosenFile(temp),
    });
  };
}

/** Where one page of a list goes: never into the file that the step named. */
export function pageSink({ temp }: CallPlan): () => Body {
  return () => new Body({ named: undefined, chosen: () => chosenFile(temp) });
}

function chosenFile(temp: string): string {
  return path.resolve(temp, `qlik-cloud-response-${randomUUID()}`);
}
