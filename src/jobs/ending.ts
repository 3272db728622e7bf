import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/safe-text.ts';
import type { RunningJob } from './job.ts';
import { mostOfState, seconds } from './progress.ts';
import { logOf } from './state.ts';
import type { Waited } from './wait.ts';

/** How much of a job's log is shown: its last lines, and of each the end, in UTF-16 units. */
const maxLines = 40;
const maxOfLine = 1000;
const mostOfReason = 500;

/**
 * Tells how a job ended.
 * @returns the failure of the step; undefined when the job ended well
 */
export function tellEnding(
  runner: Runner,
  job: RunningJob,
  { look, data, elapsed }: Waited,
): Failure | undefined {
  if (look === undefined || look.end === 'well') return undefined;
  const name = `${job.plan.name} ${job.id}`.trim();
  const state = inBrief(look.state ?? 'failed', mostOfState, runner.clean);
  if (look.end === 'warning') {
    runner.warning(
      `${name} ended with warnings (${state}): look at its log in Qlik`,
      'job ended with warnings',
    );
    return undefined;
  }
  const log = (logOf(job.plan.known, data) ?? '').trim();
  const lines = log.split(/\r\n|\r|\n/u).slice(-maxLines);
  // Secrets go first: half of one is masked by nobody.
  const shown = lines.map((line) => endOf(runner.clean(line), maxOfLine));
  if (log !== '') runner.group(`End of the log of ${name}`, shown);
  const reason = inBrief(look.reason, mostOfReason, runner.clean);
  const ended = `${name} ended as ${state} after ${seconds(elapsed)}`;
  return new Failure(reason === '' ? ended : `${ended}: ${reason}`, { title: 'job failed' });
}

function endOf(line: string, limit: number): string {
  return line.length <= limit ? line : `…${line.slice(1 - limit).toWellFormed()}`;
}
