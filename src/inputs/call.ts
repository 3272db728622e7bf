import { tmpdir } from 'node:os';
import type { Method, Payload } from '../http/exchange.ts';
import type { Expression } from '../response/expression.ts';
import type { Runner } from '../runner/runner.ts';
import { resolvePath } from '../tenant-path.ts';
import type { Tenant } from '../tenant.ts';
import { type AcceptedStatuses, onlySuccess } from './accept-status.ts';
import type { InputReader } from './reader.ts';
import { bodyInputs, type InputName, type Row, table } from './table.ts';
import type { Workspace } from './workspace.ts';

/** The one REST call of a step, all checked. */
export interface CallPlan extends AcceptedStatuses {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case, with those that the action adds. */
  readonly headers: Readonly<Record<string, string>> & { readonly accept: string };
  readonly payload: Payload | undefined;
  /** Whether what the call made is to be fetched in its place. */
  readonly fetchResult: boolean;
  /** Whether a list is to be followed to its end. */
  readonly paginate: boolean;
  readonly select: Expression | undefined;
  readonly failWhen: Expression | undefined;
  readonly masks: readonly Expression[];
  /** Absolute. */
  readonly responseFile: string | undefined;
  /** A folder for files that the action has to choose. */
  readonly temp: string;
}

/** JSON first: what Qlik's API speaks; anything else is better than 406. */
const accept = 'application/json, */*;q=0.8';

/**
 * Reads the step's call.
 * @param tenant undefined when that input is bad: the other inputs are checked all the same
 * @returns undefined when there is no `path`, or an input is bad; the reader knows which
 */
export async function readCall(
  reader: InputReader,
  runner: Runner,
  tenant: Tenant | undefined,
): Promise<CallPlan | undefined> {
  const path = reader.value('path');
  if (path === undefined && !refuseWithoutPath(reader)) return undefined;
  const method = reader.value('method');
  const query = reader.value('query');
  const headers = reader.text('headers') === '' ? {} : reader.value('headers');
  const workspace = {
    folder: runner.env('GITHUB_WORKSPACE') ?? process.cwd(),
    platform: runner.platform,
  };
  const body = bodyInputs.some((name) => reader.isSet(name))
    ? await (
        await import('./body.ts')
      ).readBody(reader, { method, headers, path: path ?? '', workspace })
    : undefined;
  const accepted = reader.value('accept-status') ?? onlySuccess;
  const url =
    path === undefined
      ? undefined
      : reader.check('path', () => resolvePath(tenant ?? anyTenant(path), path, query));
  const responseFile = await readResponseFile(reader, workspace);
  const fetchResult = reader.value('fetch-result') ?? false;
  const paginate = reader.value('paginate') ?? false;
  if (paginate && method !== undefined && !readsList(method, url))
    reader.refuse(
      'paginate',
      `cannot be used with ${method} here: a list is read with GET, or with a POST to …/actions/filter`,
    );
  if (responseFile !== undefined && !fetchResult && method === 'POST' && url !== undefined)
    refuseExport(reader, url);
  if (paginate && fetchResult)
    reader.refuse('paginate', 'cannot be used together with `fetch-result`');
  const select = await readExpression(reader, 'select');
  const failWhen = await readExpression(reader, 'fail-when');
  const masks = await readMasks(reader);
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
    masks,
    responseFile,
    temp: runner.env('RUNNER_TEMP') ?? tmpdir(),
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
function refuseWithoutPath(reader: InputReader): boolean {
  const rows = Object.entries(table) as [InputName, Row][];
  const given = rows.filter(([name, row]) => row.ofCall === true && reader.isSet(name));
  for (const [name] of given)
    reader.refuse(name, 'is set without `path`, so no call would be made');
  return given.length > 0;
}

/** An export answers without a body, so that a file of it would be empty. */
function refuseExport(reader: InputReader, { pathname }: URL): void {
  if (/\/apps\/[^/]+\/export$/u.test(pathname))
    reader.refuse(
      'response-file',
      'would be empty: an export answers with the address of the app only. Set `fetch-result: true` to download the app',
    );
}

async function readResponseFile(
  reader: InputReader,
  workspace: Workspace,
): Promise<string | undefined> {
  const written = reader.value('response-file');
  if (written === undefined) return undefined;
  const { fileToWrite } = await import('./workspace.ts');
  return reader.check('response-file', () => fileToWrite(workspace, written));
}

async function readExpression(
  reader: InputReader,
  name: 'select' | 'fail-when',
): Promise<Expression | undefined> {
  const text = reader.value(name);
  return text === undefined ? undefined : reader.checkLater(name, () => reader.expression(text));
}

async function readMasks(reader: InputReader): Promise<Expression[]> {
  const masks: Expression[] = [];
  for (const text of reader.value('mask') ?? []) {
    const expression = await reader.checkLater('mask', () => reader.expression(text));
    if (expression !== undefined) masks.push(expression);
  }
  return masks;
}
