import { Failure } from './failure.ts';
import { isSuccess, nameOf, type Reply, type Request, type Send } from './http/exchange.ts';
import type { Body } from './response/body.ts';
import { linkedFrom, offTenant } from './tenant-path.ts';
import type { Tenant } from './tenant.ts';

/** An answer, and the request that it belongs to. */
export interface Answered {
  readonly request: { readonly method: string; readonly url: URL };
  readonly reply: Reply<Body>;
  /** What the step fails with, once the outputs are set. */
  readonly failure: Failure | undefined;
}

/**
 * Gets what a call made.
 * @param made where it is: the `Location` of the call's answer, or of the one output of a job
 * @param get makes the request for an address
 * @returns the result; the call's own answer with a failure where there is none
 */
export async function fetchResult(
  send: Send,
  tenant: Tenant,
  call: Answered,
  made: unknown,
  get: (url: URL) => Request<Body>,
): Promise<Answered> {
  const { request, reply, failure } = call;
  if (!isSuccess(reply.status) || failure !== undefined) return call;
  const refuse = (why: string, hint?: string): Answered => ({
    ...call,
    failure: new Failure(`${nameOf(request)}: \`fetch-result\` finds ${why}`, { hint }),
  });
  if (typeof made !== 'string' || made === '')
    return refuse(
      'no address in the answer: it is for the export of an app or, with `wait`, for a report',
    );
  const url = linkedFrom(request.url, made);
  if (url === null) return refuse('an address that is not a URL');
  const off = offTenant(tenant, url);
  if (off !== undefined) return refuse(`an address ${off.where}`, off.hint);
  const next = get(url);
  try {
    const result = await send(next);
    await reply.discard();
    return { request: next, reply: result, failure: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // What was made is there all the same: the call's own answer is handed on.
    return { ...call, failure: error };
  }
}
