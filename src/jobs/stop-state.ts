import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';

/** Under this name main hands the address to stop a job at to post, until the job has settled. */
const stateName = 'stop-url';

/**
 * @param url undefined: there is nothing to stop any more
 * @throws Failure when the address cannot be saved: it says that the job runs
 */
export function saveStop(runner: Runner, url: URL | undefined): void {
  try {
    runner.saveState(stateName, url?.href ?? '');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Nothing is lost: post only asks a job to stop that has ended.
    if (url === undefined) return;
    throw new Failure(
      `The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`,
      { cause: error },
    );
  }
}

/** @returns undefined when main left no job behind */
export function savedStop(runner: Runner): URL | undefined {
  return URL.parse(runner.state(stateName)) ?? undefined;
}
