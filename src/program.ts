import type { Agents } from './http/agents.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runMain } from './runner/run.ts';
import { step } from './step.ts';

/** The action's main program. @param agents the step's connections, one of which may be on its way */
export async function main(agents: Agents): Promise<never> {
  await runMain(gitHubRunner(), (runner) => step(runner, agents));
  return leave();
}
