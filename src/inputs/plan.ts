import { tmpdir } from 'node:os';
import type { Method, Payload } from '../http/exchange.ts';
import type { Access } from '../oauth/bearer.ts';
import type { ResponseOptions } from '../response/answer.ts';
import type { Expression } from '../response/expression.ts';
import type { Mask } from '../response/masking.ts';
import { resolvePath, type Tenant } from '../tenant.ts';
import { readAccess } from './access.ts';
import type { FindPlan, Resolve } from './find.ts';
import type { Inputs } from './inputs.ts';
import { acceptStatus, executionHeader, isTrue, refuseExecutionToken } from './parsers.ts';
import type { WaitPlan } from './wait.ts';

/** Everything that the workflow asks for, checked. Nothing reads an input after this. */
export interface Plan extends Access {
  /** Undefined when the step only gets a token. */
  readonly call: CallPlan | undefined;
  /** Undefined when the step does not wait for a job. */
  readonly wait: WaitPlan | undefined;
  /** The name of the qlik-cli context to add, if any. */
  readonly cliContext: string | undefined;
  /** The longest time in one attempt during which no byte is sent or received. */
  readonly idleTimeoutMs: number;
  /** The number of further attempts after the first. */
  readonly retries: number;
}

/** The one REST call of a step. */
export interface CallPlan extends ResponseOptions {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case; includes those that the action adds. */
  readonly headers: Readonly<Record<string, string>> & { readonly accept: string };
  readonly payload: Payload | undefined;
  /** Whether to fetch what the call creates, and return that instead. */
  readonly fetchResult: boolean;
  /** Whether to follow the links of a list to its end. */
  readonly paginate: boolean;
  /** An absolute path. */
  readonly responseFile: string | undefined;
  /** What to look for first; undefined when the call is made in any case. */
  readonly find: FindPlan | undefined;
  /** Whether the call goes without the step's access token. */
  readonly anonymous: boolean;
  /** The folder for a response file if the workflow names none. */
  readonly temp: string;
}

/** Prefers JSON, and takes anything else rather than a 406. */
const accept = 'application/json, */*;q=0.8';

/**
 * Whether the step writes a section of the job summary. Needed before the plan, since the summary
 * also shows bad inputs. A bad value of `summary` itself is refused by readPlan.
 */
export function wantsSummary(inputs: Inputs): boolean {
  return isTrue(inputs.text('summary'));
}

/**
 * Reads all inputs, before the first request.
 * @throws Failure that names every bad one
 */
export async function readPlan(inputs: Inputs): Promise<Plan> {
  const { tenant, credential } = await readAccess(inputs);
  const revoke = inputs.value('revoke-token');
  const retries = inputs.value('retries');
  const idleSeconds = inputs.value('idle-timeout-seconds');
  // For the check alone: wantsSummary has used it already.
  inputs.value('summary');
  const call = await readCall(inputs, tenant);
  const waits = inputs.given('wait').length > 0;
  const wait = waits
    ? await (await import('./wait.ts')).readWait(inputs, call?.url, call?.failWhen)
    : undefined;
  const cliContext = await readCliContext(inputs);
  inputs.throwIfBad();
  if (
    tenant === undefined ||
    credential === undefined ||
    revoke === undefined ||
    idleSeconds === undefined ||
    retries === undefined
  )
    throw new Error('an input is bad, but no error names it');
  const idleTimeoutMs = idleSeconds * 1000;
  return { tenant, credential, revoke, call, wait, cliContext, idleTimeoutMs, retries };
}

/**
 * Reads the step's call.
 * @param tenant undefined when `tenant-url` is bad; the other inputs are checked all the same
 * @returns undefined without `path`, or when an input is bad, which is then noted in `inputs`
 */
async function readCall(inputs: Inputs, tenant: Tenant | undefined): Promise<CallPlan | undefined> {
  const path = inputs.value('path');
  if (path === undefined && !refuseWithoutPath(inputs)) return undefined;
  const method = inputs.value('method');
  const query = inputs.value('query');
  const headers = inputs.value('headers');
  const sends = inputs.given('body').length > 0;
  const body = sends ? await (await import('./body.ts')).readBody(inputs) : undefined;
  const accepted = inputs.value('accept-status') ?? acceptStatus('');
  const resolve: Resolve = (written, added) => {
    const found = resolvePath(tenant ?? placeholderTenant(written), written, added);
    refuseExecutionToken(found.searchParams.keys());
    return found;
  };
  const url = path === undefined ? undefined : inputs.check('path', () => resolve(path, query));
  const find =
    inputs.given('find').length === 0
      ? undefined
      : await (await import('./find.ts')).readFind(inputs, resolve, accept);
  const executionToken = inputs.isSet('execution-token')
    ? (await import('./execution-token.ts')).readExecutionToken(inputs, url)
    : undefined;
  const responseFile = await readResponseFile(inputs);
  const fetchResult = inputs.value('fetch-result') ?? false;
  const paginate = inputs.value('paginate') ?? false;
  if (paginate && method !== undefined && !canPaginate(method, url))
    inputs.refuse(
      'paginate',
      `cannot be used with ${method} here: a list is read with GET, or with a POST to …/actions/filter`,
    );
  if (responseFile !== undefined && !fetchResult && method === 'POST' && url !== undefined)
    refuseExport(inputs, url);
  if (paginate && fetchResult)
    inputs.refuse('paginate', 'cannot be used together with `fetch-result`');
  const [select] = await readExpressions(inputs, 'select');
  const [failWhen] = await readExpressions(inputs, 'fail-when');
  const mask = await readMask(inputs);
  if (method === undefined || url === undefined) return undefined;
  return {
    method,
    url,
    headers: {
      accept,
      ...(body === undefined ? {} : { 'content-type': body.contentType }),
      ...headers,
      ...(executionToken === undefined ? {} : { [executionHeader]: executionToken }),
    },
    anonymous: executionToken !== undefined,
    payload: body?.payload,
    ...accepted,
    fetchResult,
    paginate,
    select,
    failWhen,
    mask,
    responseFile,
    find,
    temp: inputs.runner.env('RUNNER_TEMP') ?? tmpdir(),
  };
}

/**
 * Whether a call can return a list: GET, or POST with a filter in its body.
 * @param url undefined when `path` is bad, which is an error of its own: any POST passes then
 */
function canPaginate(method: Method, url: URL | undefined): boolean {
  const filters = url?.pathname.endsWith('/actions/filter') ?? true;
  return method === 'GET' || (method === 'POST' && filters);
}

/** A stand-in for a bad `tenant-url`, so that `path` is still checked in the same run. */
function placeholderTenant(path: string): Tenant {
  return { origin: URL.parse(path)?.origin ?? 'https://tenant.invalid' };
}

/** @returns whether the step sets any inputs of a call: they are then checked further */
function refuseWithoutPath(inputs: Inputs): boolean {
  const given = inputs.given('call', 'body', 'find', 'wait');
  for (const name of given) inputs.refuse(name, 'is set without `path`, so no call would be made');
  return given.length > 0;
}

/** The response to an app export has no body, so the file would be empty. */
function refuseExport(inputs: Inputs, { pathname }: URL): void {
  if (/\/apps\/[^/]+\/export$/u.test(pathname))
    inputs.refuse(
      'response-file',
      'would be empty: the response to an export has no body, only the address of the app. Set `fetch-result: true` to download the app',
    );
}

async function readResponseFile(inputs: Inputs): Promise<string | undefined> {
  const written = inputs.value('response-file');
  if (written === undefined) return undefined;
  const { fileToWrite } = await import('./files.ts');
  return inputs.check('response-file', () => fileToWrite(inputs.runner, written));
}

/** Parses the expressions of an input. @returns those that are valid */
async function readExpressions(
  inputs: Inputs,
  name: 'select' | 'fail-when' | 'mask',
): Promise<Expression[]> {
  const valid: Expression[] = [];
  for (const text of [inputs.value(name) ?? []].flat()) {
    const { parseExpression } = await import('../response/expression.ts');
    const parsed = inputs.check(name, () => parseExpression(text, inputs.runner));
    if (parsed !== undefined) valid.push(parsed);
  }
  return valid;
}

async function readMask(inputs: Inputs): Promise<Mask | undefined> {
  const expressions = await readExpressions(inputs, 'mask');
  if (expressions.length === 0) return undefined;
  const { maskOf } = await import('../response/masking.ts');
  return maskOf(inputs.runner, expressions);
}

async function readCliContext(inputs: Inputs): Promise<string | undefined> {
  const name = inputs.value('qlik-cli-context');
  if (name === undefined) return undefined;
  const { checkContext } = await import('../qlik-cli/step-context.ts');
  await inputs.checkAsync('qlik-cli-context', checkContext(inputs.runner, name));
  return name;
}
