import { cleanup } from './cleanup.ts';
import type { Connections } from './http/connections.ts';
import { gitHubRunner } from './runner/github.ts';
import { leave, runPost } from './runner/run.ts';

/** The action's post program. @param connections those of the step, one of which may be on its way */
export async function post(connections: Connections): Promise<never> {
  await runPost(gitHubRunner(), (runner) => cleanup(runner, connections));
  return leave();
}
