import { Failure } from '../failure.ts';
import type { Masking } from '../response/masking.ts';
import type { JobPlan } from './job.ts';
import { judgeJob, type Look } from './state.ts';

/** What fails while a job runs is told as that: nobody knows how the job gets on. */

type Named = Pick<JobPlan, 'name'>;

/** What a failure hands on to one that says more. */
type Cause = Partial<Pick<Failure, 'hint' | 'topic' | 'title'>>;

/**
 * @param but what is the matter, and why
 * @param cause whose hint goes along
 */
export function mayStillRun({ name }: Named, but: string, cause: Cause = {}): Failure {
  const { hint, topic, title } = cause;
  return new Failure(`the ${name} may still run, but ${but}`, { hint, topic, title });
}

/** Adds to the failure of a wait what becomes of the job. */
export function leftToPost({ message, hint, topic, title }: Failure): Failure {
  const told = `${message.replace(/\.$/u, '')}; the post step asks it to stop`;
  return new Failure(told, { hint, topic, title });
}

/**
 * Masks what is secret in an answer of a job that runs, before anything of it is told.
 * @throws Failure when that cannot be
 */
export function maskRunning(plan: Named, mask: Masking | undefined, data: unknown): void {
  telling(plan, '`mask` cannot be applied to its answer', () => mask?.(data));
}

/** Judges a job that runs. @throws Failure when that cannot be */
export function judgeRunning(plan: JobPlan, data: unknown): Look {
  return telling(plan, 'its state cannot be read', () => judgeJob(plan, data));
}

function telling<T>(plan: Named, but: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw mayStillRun(plan, `${but}: ${error.message}`, error);
  }
}
