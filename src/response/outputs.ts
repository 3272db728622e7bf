import type { Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import { holdsControl } from '../runner/text.ts';
import type { Answer, Verdict } from './answer.ts';
import { type Body, maxTextBytes } from './body.ts';

/** GitHub's limit for all outputs of a job. */
const maxJobOutputBytes = 1024 * 1024;

/**
 * Writes the outputs of a step's call, and logs what a workflow's author should know about them. They
 * are written before the step fails, so that later steps that run on failure can read them.
 * @throws Failure when a file cannot be written
 */
export async function writeOutputs(
  runner: Runner,
  { request, reply, location, headOnly }: Answer,
  verdict: Verdict,
): Promise<void> {
  if (mayLeadAway(reply)) {
    const { maskSignatures } = await import('./masking.ts');
    maskSignatures(runner, reply, reply.redirectedTo ?? request.url, request.url.origin);
  }
  const headers = JSON.stringify(reply.headers);
  const id = locationId(location);
  const head = { status: String(reply.status), headers, 'location-id': id };
  write(runner, head);
  if (verdict.withheld === true) return;
  for (const [text, title] of verdict.warnings ?? []) runner.warning(text, title);
  const rest = headOnly === true ? {} : await writeBody(runner, reply.body, verdict);
  const { created, failure } = verdict;
  if (created !== undefined && failure === undefined) write(runner, { created: String(created) });
  noteMasked(runner, { ...rest, headers, 'location-id': id });
}

/** The only place that writes outputs, except for those that are known before the call. */
function write(runner: Runner, outputs: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(outputs))
    if (value !== undefined) runner.setOutput(name, value);
}

/** Writes `response`, `response-file` and `result`. @returns the outputs that may hold a masked value */
async function writeBody(
  runner: Runner,
  body: Body,
  { result, emptyResultReason, isHtmlPage, failure }: Verdict,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { text, needsChosenFile } = body;
  // An unexpected HTML page must not overwrite the file that the step named.
  const file = isHtmlPage === true && body.hasNamedFile ? undefined : await body.publish();
  write(runner, { response: text ?? '', 'response-file': file });
  if (file !== undefined && needsChosenFile) {
    const why = body.length > maxTextBytes ? 'larger than 1 MiB' : 'not text';
    runner.warning(
      `The response (${String(body.length)} bytes) is ${why}, so the output \`response\` is empty and ` +
        'the output `response-file` names the file that holds it. Set `response-file` to choose the file',
      'response is in a file',
    );
  }
  write(runner, { result });
  // GitHub's own error for this is hard to understand.
  const bytes = Buffer.byteLength(result ?? '');
  if (bytes > maxJobOutputBytes)
    runner.warning(
      `The output \`result\` has ${String(bytes)} bytes. GitHub accepts at most 1 MiB of outputs from a job, and ` +
        'a `run:` step with more than 128 KiB in one variable of its `env:` does not start. Narrow `select`, ' +
        'or read what you need from the `response-file`',
      'result is too large',
    );
  if (emptyResultReason !== undefined && failure === undefined)
    runner.info(`\`result\` is empty, since ${emptyResultReason}`);
  return { response: text, result };
}

/**
 * Logs which outputs contain a masked value: nothing else would explain to a workflow's author why a
 * job output is empty.
 */
function noteMasked(runner: Runner, outputs: Readonly<Record<string, string | undefined>>): void {
  const names = Object.entries(outputs)
    .filter(([, value]) => value !== undefined && runner.hides(value))
    .map(([name]) => `\`${name}\``);
  if (names.length > 0)
    runner.info(
      `${names.join(' and ')} ${names.length === 1 ? 'contains' : 'contain'} a masked value. Later steps of ` +
        'this job can read it, but GitHub drops it from the outputs of the job',
    );
}

/**
 * The ID of a created resource: the last path segment of the response's `Location`, percent-decoded.
 * @returns undefined if there is none
 */
export function locationId(location: string | undefined): string | undefined {
  const url = location === undefined ? null : URL.parse(location, 'https://tenant.invalid');
  const last = url?.pathname.split('/').findLast((segment) => segment !== '');
  if (last === undefined) return undefined;
  try {
    const decoded = decodeURIComponent(last);
    // A script that writes the ID to GITHUB_OUTPUT would turn a line break into a new output.
    return holdsControl(decoded) ? last : decoded;
  } catch {
    return last;
  }
}

/** Whether an address in the headers may be on another origin: most are paths on the tenant. */
function mayLeadAway({ headers, redirectedTo }: Reply<unknown>): boolean {
  return [headers.location, headers['content-location']].some(
    (address) =>
      address !== undefined && (redirectedTo !== undefined || !/^\/(?!\/)/u.test(address)),
  );
}
