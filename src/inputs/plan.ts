import { tmpdir } from 'node:os';
import type { Method, Payload } from '../http/exchange.ts';
import type { Access } from '../oauth/bearer.ts';
import type { ResponseOptions } from '../response/answer.ts';
import type { Expression } from '../response/expression.ts';
import type { Mask } from '../response/masking.ts';
import { resolvePath, type Tenant } from '../tenant.ts';
import { readAccess } from './access.ts';
import { acceptStatus, isTrue } from './parsers.ts';
import type { Inputs } from './inputs.ts';
import type { WaitPlan } from './wait.ts';

/** What the workflow asked for, all of it checked: what follows never looks at an input again. */
export interface Plan extends Access {
  /** Undefined: the step only gets a token. */
  readonly call: CallPlan | undefined;
  /** Undefined: the step does not wait for what the call started. */
  readonly wait: WaitPlan | undefined;
  /** The name of the qlik-cli context to add; undefined for none. */
  readonly cliContext: string | undefined;
  /** Longest silence in one attempt. */
  readonly idleTimeoutMs: number;
  /** Further attempts after the first. */
  readonly retries: number;
}

/** The one REST call of a step. */
export interface CallPlan extends ResponseOptions {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case, with those that the action adds. */
  readonly headers: Readonly<Record<string, string>> & { readonly accept: string };
  readonly payload: Payload | undefined;
  /** Whether what the call made is to be fetched in its place. */
  readonly fetchResult: boolean;
  /** Whether a list is to be followed to its end. */
  readonly paginate: boolean;
  /** Absolute. */
  readonly responseFile: string | undefined;
  /** A folder for files that the action has to choose. */
  readonly temp: string;
}

/** JSON first: what Qlik's API speaks; anything else is better than 406. */
const accept = 'application/json, */*;q=0.8';

/**
 * Whether the step is to tell of itself in the job summary: asked before the plan, for that is where
 * bad inputs are told too. A bad value of its own is readPlan's to refuse.
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
  // Read already (see wantsSummary), and refused only here.
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
    throw new Error('an input is bad, and none was named');
  const idleTimeoutMs = idleSeconds * 1000;
  return { tenant, credential, revoke, call, wait, cliContext, idleTimeoutMs, retries };
}

/**
 * Reads the step's call.
 * @param tenant undefined when that input is bad: the other inputs are checked all the same
 * @returns undefined when there is no `path`, or an input is bad; the inputs know which
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
  const url =
    path === undefined
      ? undefined
      : inputs.check('path', () => resolvePath(tenant ?? anyTenant(path), path, query));
  const responseFile = await readResponseFile(inputs);
  const fetchResult = inputs.value('fetch-result') ?? false;
  const paginate = inputs.value('paginate') ?? false;
  if (paginate && method !== undefined && !readsList(method, url))
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
    },
    payload: body?.payload,
    ...accepted,
    fetchResult,
    paginate,
    select,
    failWhen,
    mask,
    responseFile,
    temp: inputs.runner.env('RUNNER_TEMP') ?? tmpdir(),
  };
}

/**
 * Whether the pages of a list may be asked for so: a filter that is too long for a query is POSTed.
 * @param url undefined when `path` is bad: nothing more is said of it then
 */
function readsList(method: Method, url: URL | undefined): boolean {
  const filters = url?.pathname.endsWith('/actions/filter') ?? true;
  return method === 'GET' || (method === 'POST' && filters);
}

/** Stands in for a tenant that is not known, so that `path` is checked in the same run. */
function anyTenant(path: string): Tenant {
  return { origin: URL.parse(path)?.origin ?? 'https://tenant.invalid' };
}

/** @returns whether there were any inputs of a call: what else is wrong with them is told as well */
function refuseWithoutPath(inputs: Inputs): boolean {
  const given = inputs.given('call', 'body', 'wait');
  for (const name of given) inputs.refuse(name, 'is set without `path`, so no call would be made');
  return given.length > 0;
}

/** An export answers without a body, so that a file of it would be empty. */
function refuseExport(inputs: Inputs, { pathname }: URL): void {
  if (/\/apps\/[^/]+\/export$/u.test(pathname))
    inputs.refuse(
      'response-file',
      'would be empty: an export answers with the address of the app only. Set `fetch-result: true` to download the app',
    );
}

async function readResponseFile(inputs: Inputs): Promise<string | undefined> {
  const written = inputs.value('response-file');
  if (written === undefined) return undefined;
  const { fileToWrite } = await import('./files.ts');
  return inputs.check('response-file', () => fileToWrite(inputs.runner, written));
}

/** The expressions that an input holds, without those that are bad. */
async function readExpressions(
  inputs: Inputs,
  name: 'select' | 'fail-when' | 'mask',
): Promise<Expression[]> {
  const found: Expression[] = [];
  for (const text of [inputs.value(name) ?? []].flat()) {
    const { parseExpression } = await import('../response/expression.ts');
    const parsed = inputs.check(name, () => parseExpression(text, inputs.runner));
    if (parsed !== undefined) found.push(parsed);
  }
  return found;
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
  await inputs.checkLater('qlik-cli-context', checkContext(inputs.runner, name));
  return name;
}
