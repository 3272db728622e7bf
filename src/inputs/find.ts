import type { Expression } from '../response/expression.ts';
import type { Inputs, Value } from './inputs.ts';

/** What to look for before the call, which is made only if it is not found. */
export interface FindPlan {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>> & { readonly accept: string };
  /** True if the thing was found; what it returns is then the `result` output. */
  readonly select: Expression;
}

/** The step's headers that the request for `find` has too: they suit every request to the API. */
const shared: readonly string[] = ['accept', 'qlik-api-version'];

/** Returns the URL of a path on the tenant. @throws Failure if there is none */
export type Resolve = (path: string, query: Value<'query'> | undefined) => URL;

/**
 * Reads `find`, `find-query` and `find-select`.
 * @param accept the `Accept` header of a step that sets none
 * @returns undefined if an input is bad; the reasons are noted in `inputs`
 */
export async function readFind(
  inputs: Inputs,
  resolve: Resolve,
  accept: string,
): Promise<FindPlan | undefined> {
  const path = inputs.value('find');
  const query = inputs.value('find-query');
  const text = inputs.value('find-select');
  const select = text === undefined ? undefined : await readSelect(inputs, text);
  if (path === undefined) {
    for (const name of inputs.given('find')) inputs.refuse(name, 'is set without `find`');
    return undefined;
  }
  if (text === undefined)
    inputs.refuse(
      'find-select',
      'is required with `find`: a JMESPath expression that is true if the response contains the thing',
    );
  const method = inputs.value('method');
  if (method === 'GET' || method === 'HEAD')
    inputs.refuse(
      'find',
      `cannot be used with ${method}: it is for calls that create or change something. ` +
        'Set `method` to POST, PUT, PATCH or DELETE',
    );
  if (inputs.value('fetch-result') === true)
    inputs.refuse('find', 'cannot be used with `fetch-result`');
  const url = inputs.check('find', () => resolve(path, query));
  if (url === undefined || select === undefined) return undefined;
  const headers = inputs.value('headers') ?? {};
  const own = Object.entries(headers).filter(([name]) => shared.includes(name));
  return { url, select, headers: { accept, ...Object.fromEntries(own) } };
}

async function readSelect(inputs: Inputs, text: string): Promise<Expression | undefined> {
  const { parseExpression } = await import('../response/expression.ts');
  return inputs.check('find-select', () => parseExpression(text, inputs.runner, 'find-select'));
}
