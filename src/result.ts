import { Failure } from './failure.ts';
import { isSuccess, nameOf, type Target } from './errors/outcome.ts';
import type { Reply, Request } from './http/exchange.ts';
import { isRecord, jsonText, textIn } from './json.ts';
import { type Answer, type CallContext, readJson } from './response/answer.ts';
import type { Body } from './response/body.ts';
import { isEmpty } from './response/failed-parts.ts';
import { safeToShow } from './response/masking.ts';
import type { Runner } from './runner/runner.ts';
import { inBrief } from './runner/text.ts';
import { linkedFrom, offTenant, type Tenant } from './tenant.ts';

/** What fetching a result needs. */
interface ResultContext extends CallContext {
  /** The request for one page of the list of outputs. */
  readonly list: (url: URL) => Request<Body>;
  /** Creates the body for that list. */
  readonly page: () => Body;
  /** The request for the result itself. */
  readonly result: (url: URL) => Request<Body>;
}

/** The outputs of a job, and the response that lists them. */
interface OutputList {
  readonly request: Target;
  readonly reply: Reply<Body>;
  /** The field of the response that holds the list. */
  readonly field: 'data' | 'results';
  readonly outputs: readonly Record<string, unknown>[];
}

/** A tenant without a list of outputs, or with none for this client: they are in the job's last state. */
const noListStatuses: ReadonlySet<number> = new Set([403, 404]);

/** Limits of what an error shows: the number of ids, and the characters of an id and of a message. */
const maxIds = 10;
const maxIdLength = 100;
const maxMessageLength = 500;

/**
 * Fetches the result of a call: the only output of its job, or what its `Location` points to.
 * @param answer the answer to the call, or the last state of its job
 * @param waited whether the step waited for a job
 * @returns the result. If there is none, the given answer with a failure; if the job has several
 *   outputs, or one with errors, the list of outputs with a failure
 */
export async function fetchResult(
  context: ResultContext,
  answer: Answer,
  waited: boolean,
): Promise<Answer> {
  const { runner, tenant, send, failureIn } = context;
  const failure = answer.failure ?? (await failureIn(answer.request, answer.reply));
  if (failure !== undefined || !isSuccess(answer.reply.status)) return { ...answer, failure };
  try {
    const list = waited ? await listOutputs(context, answer) : undefined;
    const refusal = list === undefined ? undefined : await refusalOf(runner, list);
    if (list !== undefined && refusal !== undefined) {
      if (list.reply !== answer.reply) await answer.reply.discard();
      return { ...answer, request: list.request, reply: list.reply, failure: refusal };
    }
    const location = list === undefined ? answer.location : list.outputs[0]?.location;
    const request = context.result(resultUrlOf(tenant, answer, location));
    const reply = await send(request);
    await answer.reply.discard();
    return { ...answer, request, reply };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The call succeeded even though its result cannot be fetched: the outputs describe the call.
    return { ...answer, failure: error };
  }
}

function resultUrlOf(tenant: Tenant, { request }: Answer, location: unknown): URL {
  const refuse = (why: string, hint?: string): never => {
    throw new Failure(`${nameOf(request)}: \`fetch-result\` found ${why}`, { hint });
  };
  if (typeof location !== 'string' || location === '')
    return refuse(
      'no address in the response: use it for an app export or, with `wait`, for a report',
    );
  const url = linkedFrom(request.url, location);
  if (url === null) return refuse('an address that is not a URL');
  const off = offTenant(tenant, url);
  return off === undefined ? url : refuse(`an address ${off.where}`, off.hint);
}

async function listOutputs(context: ResultContext, job: Answer): Promise<OutputList> {
  const { runner, send, mask, failureIn } = context;
  const request = job.outputs === undefined ? undefined : context.list(job.outputs);
  const first = request === undefined ? undefined : await send(request);
  if (request === undefined || first === undefined || noListStatuses.has(first.status)) {
    await first?.discard();
    const json = readJson(job.reply.body);
    const outputs = recordsIn(json.kind === 'json' ? json.value : undefined, 'results');
    return { ...job, field: 'results', outputs };
  }
  const refuse = async (reply: Reply<Body>, why: string): Promise<never> => {
    await reply.discard();
    throw new Failure(`the job succeeded, but its outputs cannot be read: ${why}`);
  };
  if (!isSuccess(first.status)) {
    const { explain } = await import('./errors/explain.ts');
    const text = safeToShow(first.body.text, mask);
    return refuse(first, explain(request, { ...first, text }, runner.clean));
  }
  const failed = await failureIn(request, first);
  if (failed !== undefined) return refuse(first, failed.message);
  const { allPages } = await import('./response/list.ts');
  const reply = await allPages({ ...context, request, newBody: context.page }, first);
  const json = readJson(reply.body);
  if (json.kind !== 'json' || !isRecord(json.value) || !Array.isArray(json.value.data))
    return refuse(reply, `${nameOf(request)}: the response is not a list`);
  try {
    mask?.(json.value);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refuse(reply, `\`mask\` cannot be applied: ${error.message}`);
  }
  return { request, reply, field: 'data', outputs: recordsIn(json.value, 'data') };
}

function recordsIn(data: unknown, name: string): Record<string, unknown>[] {
  const list = isRecord(data) ? data[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** @returns why no output can be fetched; undefined when there is exactly one, without errors */
async function refusalOf(
  { clean }: Runner,
  { request, field, outputs }: OutputList,
): Promise<Failure | undefined> {
  const name = nameOf(request);
  const idOf = (output: Record<string, unknown>): string =>
    inBrief(textIn(output, 'outputId') ?? 'without an id', maxIdLength, clean);
  for (const output of outputs) {
    const why = await problemWith(output, clean);
    if (why === undefined) continue;
    return new Failure(`${name}: the output ${idOf(output)} ${why}`, { title: 'job failed' });
  }
  if (outputs.length === 1) return undefined;
  if (outputs.length === 0)
    return new Failure(`${name}: \`fetch-result\` found no output: the job created none`);
  const ids = outputs.slice(0, maxIds).map(idOf);
  const all = [...ids, ...(outputs.length > maxIds ? ['…'] : [])].join(', ');
  return new Failure(
    `${name}: the job created ${String(outputs.length)} outputs (${all}), but \`fetch-result\` can fetch only one`,
    {
      hint:
        'Give this step an `id` and `continue-on-error: true`, and fetch each output in a step of its own: ' +
        `\`path: \${{ fromJSON(steps.ID.outputs.response).${field}[0].location }}\` with \`response-file\``,
    },
  );
}

/** @returns what is wrong with an output; undefined when it is complete */
async function problemWith(
  output: Record<string, unknown>,
  clean: Runner['clean'],
): Promise<string | undefined> {
  const { exportErrors, status } = output;
  if (!isEmpty(exportErrors)) {
    const { readProblem } = await import('./errors/explain.ts');
    const { words } = readProblem(jsonText({ errors: exportErrors }));
    return words === '' ? 'has errors' : `has errors: ${inBrief(words, maxMessageLength, clean)}`;
  }
  if (status === undefined || status === null || status === '') return undefined;
  const state = textIn(output, 'status')?.trim().toLowerCase();
  if (state === undefined) return 'has a state that cannot be read';
  return state === 'done' ? undefined : `is ${inBrief(state, maxIdLength, clean)}`;
}
