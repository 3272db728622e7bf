import { Failure } from '../failure.ts';
import { explain, readProblem } from '../errors/explain.ts';
import { isSuccess, nameOf, type Reply, type Request, type Send } from '../http/exchange.ts';
import { isRecord, jsonText, textIn } from '../json.ts';
import type { Body } from '../response/body.ts';
import { isEmpty } from '../response/failed-parts.ts';
import type { Hidden } from '../response/hidden-failure.ts';
import { type Masking, tellable } from '../response/masking.ts';
import { allPages } from '../response/pages.ts';
import { readJson } from '../response/verdict.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/safe-text.ts';
import type { Tenant } from '../tenant.ts';
import type { JobResult } from './job.ts';

/** What looking for a job's outputs needs of the world. */
export interface OutputsContext {
  readonly runner: Runner;
  readonly tenant: Tenant;
  /** Authorized, with retries, log lines and redirects. */
  readonly send: Send;
  /** Masks what is secret in the list, before anything of it is told; undefined for nothing. */
  readonly mask: Masking | undefined;
  /** What a page says of a failure although it is a 2xx. */
  readonly hidden: Hidden;
  /** The request for one page of the list. */
  readonly request: (url: URL) => Request<Body>;
  /** A body for the whole list. */
  readonly list: () => Body;
}

/** A finished job, and where its one output is; undefined when there is none that could be fetched. */
export interface Found {
  readonly made: JobResult;
  readonly location: unknown;
}

/** A list of outputs, and what it came from. */
interface Listed {
  readonly request: { readonly method: string; readonly url: URL };
  readonly reply: Reply<Body>;
  /** The name of the list in the reply. */
  readonly field: string;
  readonly outputs: readonly Record<string, unknown>[];
}

/** Tenants that have no list of outputs, or not for this client, tell them in the job's last state. */
const withoutList: ReadonlySet<number> = new Set([403, 404]);

/** How many ids and errors the log shows, and how much of each. */
const maxIds = 10;
const maxId = 100;
const maxWords = 500;

/**
 * Finds the one output of a job that ended well.
 * @returns its place; a failure, with the list of outputs as the answer, where there are several, none,
 *   or one with errors
 */
export async function findOutput(context: OutputsContext, made: JobResult): Promise<Found> {
  if (made.failure !== undefined || !isSuccess(made.reply.status))
    return { made, location: undefined };
  try {
    const listed = await listOutputs(context, made);
    const failure = faultOf(context.runner, listed);
    const location = listed.outputs[0]?.location;
    if (failure === undefined) return { made, location };
    if (listed.reply !== made.reply) await made.reply.discard();
    const { request, reply } = listed;
    return { made: { ...made, request, reply, failure }, location: undefined };
  } catch (error) {
    // The job has ended well: its last state is handed on all the same.
    if (!(error instanceof Failure) || context.runner.signal.aborted) throw error;
    return { made: { ...made, failure: error }, location: undefined };
  }
}

async function listOutputs(context: OutputsContext, made: JobResult): Promise<Listed> {
  const { runner, send, tenant, mask, hidden, list } = context;
  const told: Listed = { ...made, field: 'results', outputs: recordsIn(made.data, 'results') };
  if (made.outputs === undefined) return told;
  const request = context.request(made.outputs);
  const first = await send(request);
  if (withoutList.has(first.status)) {
    await first.discard();
    return told;
  }
  const refuse = (why: string): Failure =>
    new Failure(`the job succeeded, but its outputs cannot be read: ${why}`);
  if (!isSuccess(first.status)) {
    const why = explain(request, { ...first, text: tellable(first.body.text, mask) }, runner.clean);
    await first.discard();
    throw refuse(why);
  }
  const failed = await hidden(request, first);
  if (failed !== undefined) {
    await first.discard();
    throw refuse(failed.message);
  }
  // Said below.
  const noList = (): void => undefined;
  const reply = await allPages({ runner, send, tenant, request, list, noList, hidden }, first);
  const json = readJson(reply.body);
  if (json.kind !== 'json' || !isRecord(json.value) || !Array.isArray(json.value.data)) {
    await reply.discard();
    throw refuse(`${nameOf(request)}: the answer is not a list`);
  }
  try {
    mask?.(json.value);
  } catch (error) {
    await reply.discard();
    if (!(error instanceof Failure)) throw error;
    throw refuse(`\`mask\` cannot be applied: ${error.message}`);
  }
  return { request, reply, field: 'data', outputs: recordsIn(json.value, 'data') };
}

function recordsIn(data: unknown, name: string): Record<string, unknown>[] {
  const list = isRecord(data) ? data[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** @returns why none of the outputs can be fetched; undefined when there is one, and it is whole */
function faultOf({ clean }: Runner, { request, field, outputs }: Listed): Failure | undefined {
  const name = nameOf(request);
  const idOf = (output: Record<string, unknown>): string =>
    inBrief(textIn(output, 'outputId') ?? 'without an id', maxId, clean);
  for (const output of outputs) {
    const why = flawOf(output, clean);
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
function flawOf(output: Record<string, unknown>, clean: Runner['clean']): string | undefined {
  const { exportErrors, status } = output;
  if (!isEmpty(exportErrors)) {
    const { words } = readProblem(jsonText({ errors: exportErrors }));
    return words === '' ? 'has errors' : `has errors: ${inBrief(words, maxWords, clean)}`;
  }
  if (status === undefined || status === null || status === '') return undefined;
  const state = textIn(output, 'status')?.trim().toLowerCase();
  if (state === undefined) return 'is in a state that cannot be read';
  return state === 'done' ? undefined : `is ${inBrief(state, maxId, clean)}`;
}
