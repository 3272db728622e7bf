import { cleanup } from './cleanup.ts';
import type { Agents } from './http/agents.ts';
import { gitHubRunner } from './runner/github.ts';
import { runPost } from './runner/run.ts';

/** The action's post program. @param agents the step's connections, one of which may be on its way */
export function post(agents: Agents): Promise<void> {
  return runPost(gitHubRunner(), (runner) => cleanup(runner, agents));
}
