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

/** What fetching needs of the world. */
interface ResultContext extends CallContext {
  /** The request for a page of a list. */
  readonly list: (url: URL) => Request<Body>;
  /** A body for such a list. */
  readonly page: () => Body;
  /** The request for what the call made. */
  readonly made: (url: URL) => Request<Body>;
}

/** A list of the outputs of a job, and what it came from. */
interface OutputList {
  readonly request: Target;
  readonly reply: Reply<Body>;
  /** The name of the list in the reply. */
  readonly field: 'data' | 'results';
  readonly outputs: readonly Record<string, unknown>[];
}

/** Tenants that have no list of outputs, or not for this client, tell them in the job's last state. */
const withoutList: ReadonlySet<number> = new Set([403, 404]);

/** How many ids and errors the log shows, and how much of each. */
const maxIds = 10;
const maxId = 100;
const maxWords = 500;

/**
 * Gets what a call made: the one output of its job, or what is at its `Location`.
 * @param answer to the call, or the last state of its job
 * @param waited whether there is a job
 * @returns the result; the answer that it was given with a failure where there is none, or the list of
 *   outputs where there are several, or one with errors
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
    const fault = list === undefined ? undefined : await faultOf(runner, list);
    if (list !== undefined && fault !== undefined) {
      if (list.reply !== answer.reply) await answer.reply.discard();
      return { ...answer, request: list.request, reply: list.reply, failure: fault };
    }
    const location = list === undefined ? answer.location : list.outputs[0]?.location;
    const request = context.made(addressOf(tenant, answer, location));
    const reply = await send(request);
    await answer.reply.discard();
    return { ...answer, request, reply };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // What was made is there all the same: the call's own answer is handed on.
    return { ...answer, failure: error };
  }
}

function addressOf(tenant: Tenant, { request }: Answer, location: unknown): URL {
  const refuse = (why: string, hint?: string): never => {
    throw new Failure(`${nameOf(request)}: \`fetch-result\` finds ${why}`, { hint });
  };
  if (typeof location !== 'string' || location === '')
    return refuse(
      'no address in the answer: it is for the export of an app or, with `wait`, for a report',
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
  if (request === undefined || first === undefined || withoutList.has(first.status)) {
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
    return refuse(reply, `${nameOf(request)}: the answer is not a list`);
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

/** @returns why none of the outputs can be fetched; undefined when there is one, and it is whole */
async function faultOf(
  { clean }: Runner,
  { request, field, outputs }: OutputList,
): Promise<Failure | undefined> {
  const name = nameOf(request);
  const idOf = (output: Record<string, unknown>): string =>
    inBrief(textIn(output, 'outputId') ?? 'without an id', maxId, clean);
  for (const output of outputs) {
    const why = await flawOf(output, clean);
    if (why === undefined) continue;
    return new Failure(`${name}: the output ${idOf(output)} ${why}`, { title: 'job failed' });
  }
  if (outputs.length === 1) return undefined;
  if (outputs.length === 0)
    return new Failure(`${name}: \`fetch-result\` finds no output: the job made none`);
  const ids = outputs.slice(0, maxIds).map(idOf);
  const all = [...ids, ...(outputs.length > maxIds ? ['…'] : [])].join(', ');
  return new Failure(
    `${name}: the job made ${String(outputs.length)} outputs (${all}), and \`fetch-result\` takes one`,
    {
      hint:
        'Give this step an `id` and `continue-on-error: true`, and fetch each output in a step of its own: ' +
        `\`path: \${{ fromJSON(steps.ID.outputs.response).${field}[0].location }}\` with \`response-file\``,
    },
  );
}

/** @returns what is wrong with an output; undefined when it is whole */
async function flawOf(
  output: Record<string, unknown>,
  clean: Runner['clean'],
): Promise<string | undefined> {
  const { exportErrors, status } = output;
  if (!isEmpty(exportErrors)) {
    const { readProblem } = await import('./errors/explain.ts');
    const { words } = readProblem(jsonText({ errors: exportErrors }));
    return words === '' ? 'has errors' : `has errors: ${inBrief(words, maxWords, clean)}`;
  }
  if (status === undefined || status === null || status === '') return undefined;
  const state = textIn(output, 'status')?.trim().toLowerCase();
  if (state === undefined) return 'is in a state that cannot be read';
  return state === 'done' ? undefined : `is ${inBrief(state, maxId, clean)}`;
}
