import { cleanup } from './cleanup.ts';
import type { Agents } from './http/agents.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runPost } from './runner/run.ts';

/** The action's post program. @param agents the step's connections, one of which may be on its way */
export async function post(agents: Agents): Promise<never> {
  await runPost(gitHubRunner(), (runner) => cleanup(runner, agents));
  return leave();
}
