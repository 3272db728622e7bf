import type { Access } from '../oauth/obtain.ts';
import type { Runner } from '../runner/runner.ts';
import { readAccess } from './access.ts';
import { type CallPlan, readCall } from './call.ts';
import { InputReader } from './reader.ts';
import type { InputName } from './table.ts';
import type { WaitPlan } from './wait.ts';

/** What the workflow asked for, all of it checked: what follows never looks at an input again. */
export interface Plan {
  readonly access: Access;
  /** Undefined: the step only gets a token. */
  readonly call: CallPlan | undefined;
  /** Undefined: the step does not wait for what the call started. */
  readonly wait: WaitPlan | undefined;
  /** The name of the qlik-cli context to add; undefined for none. */
  readonly cliContext: string | undefined;
  /** Longest silence in one attempt, in milliseconds. */
  readonly idleTimeout: number;
  /** Further attempts after the first. */
  readonly retries: number;
}

/** What reads these is loaded only where one is set. */
const waitInputs = [
  'wait',
  'wait-path',
  'done-when',
  'wait-timeout-minutes',
  'wait-interval-seconds',
] as const satisfies InputName[];

/**
 * Reads all inputs, before the first request.
 * @throws Failure that names every bad one
 */
export async function readPlan(runner: Runner): Promise<Plan> {
  const reader = new InputReader(runner);
  const { tenant, access } = await readAccess(reader, runner);
  const retries = reader.value('retries');
  const idleSeconds = reader.value('idle-timeout-seconds');
  reader.value('summary');
  const call = await readCall(reader, runner, tenant);
  const wait = waitInputs.some((name) => reader.isSet(name))
    ? await (await import('./wait.ts')).readWait(reader, call)
    : undefined;
  const cliContext = reader.isSet('qlik-cli-context')
    ? await (await import('./qlik-cli.ts')).readCliContext(reader, runner)
    : undefined;
  reader.throwIfBad();
  if (access === undefined || idleSeconds === undefined || retries === undefined)
    throw new Error('an input is bad, and none was named');
  return { access, call, wait, cliContext, idleTimeout: idleSeconds * 1000, retries };
}

/**
 * Whether the step is to tell of itself in the job summary: read before the plan, for that is where
 * bad inputs are told too. A bad value of its own is readPlan's to refuse.
 */
export function wantsSummary(runner: Runner): boolean {
  return new InputReader(runner).value('summary') === true;
}
