import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { type Head, isSuccess, type Request } from './http/exchange.ts';
import { textPayload } from './http/payload.ts';
import type { CallPlan } from './inputs/call.ts';
import { Body } from './response/body.ts';

/**
 * The request that a step's call makes.
 * @param idleTimeout longest silence, in milliseconds
 */
export function callRequest(call: CallPlan, idleTimeout: number): Request<Body> {
  const { method, url, headers, body, accepts, responseFile } = call;
  return {
    method,
    url,
    headers,
    payload: body === undefined ? undefined : textPayload(body),
    sink: bodySink(call),
    idleTimeout,
    isFinal: accepts,
    mayLeaveOrigin: responseFile !== undefined,
  };
}

/**
 * The requests that look at a job: of the step's own headers none goes along.
 * @param idleTimeout longest silence, in milliseconds
 */
export function lookRequest(
  call: CallPlan,
  idleTimeout: number,
): (url: URL, signal: AbortSignal) => Request<Body> {
  return (url, signal) => ({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    sink: bodySink(call),
    idleTimeout,
    signal,
  });
}

/** An error's body must not take the place of the file that the step named. */
function bodySink({ accepts, responseFile, temp }: CallPlan): (head: Head) => Body {
  return ({ status }) =>
    new Body({
      named: isSuccess(status) || accepts(status) ? responseFile : undefined,
      chosen: () => path.resolve(temp, `qlik-cloud-response-${randomUUID()}`),
    });
}
