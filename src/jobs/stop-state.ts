import type { Runner } from '../runner/runner.ts';

/** Under this name main hands the address to stop a job at to post, until the job has settled. */
const stateName = 'stop-url';

/** @param url undefined: there is nothing to stop any more */
export function saveStop(runner: Pick<Runner, 'saveState'>, url: URL | undefined): void {
  runner.saveState(stateName, url?.href ?? '');
}

/** @returns undefined when main left no job behind */
export function savedStop(runner: Pick<Runner, 'state'>): URL | undefined {
  return URL.parse(runner.state(stateName)) ?? undefined;
}
