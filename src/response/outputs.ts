import type { Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import { holdsControl } from '../runner/text.ts';
import type { Answer, Verdict } from './answer.ts';
import { type Body, maxTextBytes } from './body.ts';

/** As much as GitHub takes for the outputs of a job. */
const maxJobOutputBytes = 1024 * 1024;

/**
 * Writes the outputs of a step's call, and says what is to be known of them. Steps that run on
 * failure read them: so they are written before the step fails.
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
  noteMasked(runner, { ...rest, headers, 'location-id': id });
}

/** The one place that writes outputs, but for those that are known before a call. */
function write(runner: Runner, outputs: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(outputs))
    if (value !== undefined) runner.setOutput(name, value);
}

/** Puts the body where it belongs, and tells where that is. */
async function writeBody(
  runner: Runner,
  body: Body,
  { result, emptyResultReason, isHtmlPage }: Verdict,
): Promise<Readonly<Record<string, string | undefined>>> {
  const { text, needsChosenFile } = body;
  // A page takes no place of a file that the step named.
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
  // GitHub's own errors for it are hard to read.
  const bytes = Buffer.byteLength(result ?? '');
  if (bytes > maxJobOutputBytes)
    runner.warning(
      `The output \`result\` has ${String(bytes)} bytes. GitHub takes at most 1 MiB as the outputs of a job, and ` +
        'a `run:` step with more than 128 KiB in one variable of its `env:` does not start. Let `select` pick ' +
        'less, or read what you need from the `response-file`',
      'result is too large',
    );
  if (emptyResultReason !== undefined)
    runner.info(`\`result\` is empty, since ${emptyResultReason}`);
  return { response: text, result };
}

/**
 * Says once which outputs hold a masked value: nothing else tells a workflow's author why the output
 * of a job comes out empty.
 * @param outputs as they were set
 */
function noteMasked(runner: Runner, outputs: Readonly<Record<string, string | undefined>>): void {
  const names = Object.entries(outputs)
    .filter(([, value]) => value !== undefined && runner.hides(value))
    .map(([name]) => `\`${name}\``);
  if (names.length > 0)
    runner.info(
      `${names.join(' and ')} ${names.length === 1 ? 'holds' : 'hold'} a masked value. Later steps of ` +
        'this job can read it; as an output of the job GitHub drops it',
    );
}

/**
 * The id of what was made: the last segment of the answer's `Location`, decoded.
 * @returns undefined when there is none
 */
export function locationId(location: string | undefined): string | undefined {
  const url = location === undefined ? null : URL.parse(location, 'https://tenant.invalid');
  const last = url?.pathname.split('/').findLast((segment) => segment !== '');
  if (last === undefined) return undefined;
  try {
    const decoded = decodeURIComponent(last);
    // A line break in it would be a line of its own where a script writes it into GITHUB_OUTPUT.
    return holdsControl(decoded) ? last : decoded;
  } catch {
    return last;
  }
}

/** Most addresses are paths on the tenant. */
function mayLeadAway({ headers, redirectedTo }: Reply<unknown>): boolean {
  return [headers.location, headers['content-location']].some(
    (address) =>
      address !== undefined && (redirectedTo !== undefined || !/^\/(?!\/)/u.test(address)),
  );
}
