import type { Access } from '../oauth/obtain.ts';
import type { Runner } from '../runner/runner.ts';
import { readAccess } from './access.ts';
import { type CallPlan, readCall } from './call.ts';
import { InputReader } from './reader.ts';

/** What the workflow asked for, all of it checked: what follows never looks at an input again. */
export interface Plan {
  readonly access: Access;
  /** Undefined: the step only gets a token. */
  readonly call: CallPlan | undefined;
  /** Longest silence in one attempt, in milliseconds. */
  readonly idleTimeout: number;
}

/**
 * Reads all inputs, before the first request.
 * @throws Failure that names every bad one
 */
export async function readPlan(runner: Pick<Runner, 'env' | 'input' | 'mask'>): Promise<Plan> {
  const reader = new InputReader(runner);
  const access = readAccess(reader, runner);
  const idleSeconds = reader.value('idle-timeout-seconds');
  const call = await readCall(reader, runner, access?.tenant);
  reader.throwIfBad();
  if (access === undefined || idleSeconds === undefined)
    throw new Error('an input is bad, and none was named');
  return { access, call, idleTimeout: idleSeconds * 1000 };
}
