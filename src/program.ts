import type { Connections } from './http/connections.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runMain } from './runner/run.ts';
import { step } from './step.ts';

/** The action's main program. @param connections those of the step, one of which may be on its way */
export async function main(connections: Connections): Promise<never> {
  await runMain(gitHubRunner(), (runner) => step(runner, connections));
  return leave();
}
