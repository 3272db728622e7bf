import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { isSuccess, type Reply, type Request, type Send } from './http/exchange.ts';
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
    // An error's body must not take the place of the file that the step named.
    sink: ({ status }) =>
      new Body({
        named: isSuccess(status) || accepts(status) ? responseFile : undefined,
        chosen: () => path.resolve(call.temp, `qlik-cloud-response-${randomUUID()}`),
      }),
    idleTimeout,
    isFinal: accepts,
    mayLeaveOrigin: responseFile !== undefined,
  };
}

/** Makes the step's call. @throws Failure when there is no whole answer */
export function makeCall(send: Send, call: CallPlan, idleTimeout: number): Promise<Reply<Body>> {
  return send(callRequest(call, idleTimeout));
}
