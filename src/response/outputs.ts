import type { Head, Reply } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import { holdsControl } from '../runner/safe-text.ts';
import { type Body, mostTextBytes } from './body.ts';

/** As much as GitHub takes for the outputs of a job. */
const maxJobOutputBytes = 1024 * 1024;

/**
 * The outputs that tell of an answer without its body.
 * @param location the `Location` of the answer to the call itself
 * @returns those of them that hold what the server wrote
 */
export function outputHead(
  runner: Runner,
  head: Head,
  location: string | undefined,
): Readonly<Record<string, string | undefined>> {
  runner.setOutput('status', String(head.status));
  const headers = JSON.stringify(head.headers);
  runner.setOutput('headers', headers);
  const id = locationId(location);
  if (id !== undefined) runner.setOutput('location-id', id);
  return { headers, 'location-id': id };
}

/**
 * Puts the body where it belongs, and tells where that is.
 * @param isAnswer whether it may take the place of the file that the step named
 * @throws Failure when the file cannot be written
 */
export async function outputBody(runner: Runner, body: Body, isAnswer: boolean): Promise<void> {
  const { text, choosesFile } = body;
  const file = isAnswer || !body.namesFile ? await body.publish() : undefined;
  runner.setOutput('response', text ?? '');
  if (file === undefined) return;
  runner.setOutput('response-file', file);
  if (!choosesFile) return;
  const why = body.length > mostTextBytes ? 'larger than 1 MiB' : 'not text';
  runner.warning(
    `The response (${String(body.length)} bytes) is ${why}, so the output \`response\` is empty and ` +
      'the output `response-file` names the file that holds it. Set `response-file` to choose the file',
    'response is in a file',
  );
}

/** Sets the result, and warns of one that cannot be passed on as results usually are: GitHub's own errors for it are hard to read. */
export function outputResult(runner: Runner, result: string): void {
  runner.setOutput('result', result);
  const bytes = Buffer.byteLength(result);
  if (bytes <= maxJobOutputBytes) return;
  runner.warning(
    `The output \`result\` has ${String(bytes)} bytes. GitHub takes at most 1 MiB as the outputs of a job, and ` +
      'a `run:` step with more than 128 KiB in one variable of its `env:` does not start. Let `select` pick ' +
      'less, or read what you need from the `response-file`',
    'result is too large',
  );
}

/**
 * Says once which outputs hold a masked value: nothing else tells a workflow's author why the output
 * of a job comes out empty.
 * @param outputs as they were set
 */
export function noteMasked(
  runner: Runner,
  outputs: Readonly<Record<string, string | undefined>>,
): void {
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

/**
 * Masks what may sign an address on another origin, before the outputs hold it.
 * @param asked the address of the request
 */
export async function maskLinks(runner: Runner, asked: URL, reply: Reply<unknown>): Promise<void> {
  if (!mayLeadAway(reply)) return;
  const { maskSigned } = await import('./signed-address.ts');
  maskSigned(runner, reply, reply.redirectedTo ?? asked, asked.origin);
}

/** Most addresses are paths on the tenant. */
function mayLeadAway({ headers, redirectedTo }: Reply<unknown>): boolean {
  return [headers.location, headers['content-location']].some(
    (address) =>
      address !== undefined && (redirectedTo !== undefined || !/^\/(?!\/)/u.test(address)),
  );
}
