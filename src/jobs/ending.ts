import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { shorten } from '../runner/safe-text.ts';
import type { RunningJob } from './job.ts';
import { seconds } from './progress.ts';
import { logOf } from './state.ts';
import type { Waited } from './wait.ts';

const mostLines = 40;
const mostOfReason = 500;

/**
 * Tells how a job ended.
 * @returns the failure of the step; undefined when the job ended well
 */
export function tellEnding(
  runner: Pick<Runner, 'clean' | 'log'>,
  job: RunningJob,
  { look, data, elapsed }: Waited,
): Failure | undefined {
  if (look === undefined || look.end === 'well') return undefined;
  const name = `${job.plan.name} ${job.id}`.trim();
  if (look.end === 'warning') {
    runner.log.warning(`${name}: ${look.state ?? ''}`);
    return undefined;
  }
  const lines = (logOf(job.plan.known, data) ?? '').trimEnd().split(/\r\n|\r|\n/u);
  if (lines[0] !== '') runner.log.group(`End of the log of ${name}`, lines.slice(-mostLines));
  const reason = shorten(runner.clean(look.reason.replaceAll(/\s+/gu, ' ')), mostOfReason);
  const ended = `${name} ended as ${look.state ?? 'failed'} after ${seconds(elapsed)}`;
  return new Failure(reason === '' ? ended : `${ended}: ${reason}`);
}
