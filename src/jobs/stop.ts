import { Failure, wordsFor } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../errors/outcome.ts';
import { textSink } from '../http/receive.ts';
import { after, cancelBudgetMs } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { saveStops } from '../state.ts';
import type { Job, JobContext } from './job.ts';

/**
 * The URLs to which a POST stops the jobs that this step has started. They stay in the saved state, for
 * the post step, until the job has ended, is left running on purpose, or has been asked to stop.
 */
export class Stops {
  readonly #context: Pick<JobContext, 'runner' | 'sendOnce' | 'mask'>;
  readonly #urls = new Set<string>();

  constructor(context: Pick<JobContext, 'runner' | 'sendOnce' | 'mask'>) {
    this.#context = context;
  }

  /**
   * Does some work while a job is running. If the work fails, the post step stops the job; if the
   * workflow is cancelled, the job is asked to stop at once.
   * @param work returns when the job has ended, or is to be left running
   */
  async whileRunning<T>({ plan, name, stopUrl }: Job, work: () => Promise<T>): Promise<T> {
    const { signal, info } = this.#context.runner;
    if (stopUrl !== undefined) this.#add(stopUrl);
    try {
      const result = await work();
      if (stopUrl !== undefined) this.#delete(stopUrl);
      return result;
    } catch (error) {
      if (!signal.aborted) {
        // Nobody watches the job from here on. The post step stops it after a defect of ours, too.
        if (!(error instanceof Failure) || stopUrl === undefined) throw error;
        const message = `${error.message.replace(/\.$/u, '')}; the post step will ask it to stop`;
        throw new Failure(message, error);
      }
      if (stopUrl !== undefined) await this.#stopNow(stopUrl);
      else if (!plan.joins) info(`${name} keeps running in Qlik: this action cannot stop it`);
      throw error;
    }
  }

  async #stopNow(url: URL): Promise<void> {
    const { runner, sendOnce, mask } = this.#context;
    const deadline = after(runner.clock, AbortSignal.abort(), cancelBudgetMs.stop);
    const { safeToShow } = await import('../response/masking.ts');
    const stopped = await stopJob(runner, sendOnce, url, deadline.signal, (text) =>
      safeToShow(text, mask),
    );
    deadline.cancel();
    if (stopped) this.#delete(url);
  }

  /** @throws Failure if the state cannot be saved; it says that the job may be running */
  #add(url: URL): void {
    this.#urls.add(url.href);
    try {
      saveStops(this.#context.runner, this.#urls);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(
        `The job was started and may still be running, but the URL to stop it cannot be saved: ${error.message}`,
        { cause: error },
      );
    }
  }

  #delete(url: URL): void {
    this.#urls.delete(url.href);
    try {
      saveStops(this.#context.runner, this.#urls);
    } catch (error) {
      // No harm: the post step only asks a job to stop that has already ended.
      if (!(error instanceof Failure)) throw error;
    }
  }
}

/**
 * Asks a job to stop. An error is only a warning.
 * @param url the URL to which a POST stops it
 * @param signal aborts the request
 * @param safeToShow returns how much of a refusal's text the log may show
 * @returns whether the tenant has accepted the request
 */
export async function stopJob(
  runner: Runner,
  send: Send,
  url: URL,
  signal: AbortSignal,
  safeToShow: (text: string | undefined) => string | undefined,
): Promise<boolean> {
  const request: Request<string> = {
    method: 'POST',
    url,
    headers: { accept: 'application/json' },
    sink: () => textSink(`POST ${url.pathname}`),
    signal,
    repeatable: true,
  };
  try {
    const reply = await send(request);
    if (isDone(reply)) {
      runner.info(`Asked the job to stop: POST ${url.pathname}`);
      return true;
    }
    const { explain } = await import('../errors/explain.ts');
    const error = asError(reply);
    const why = explain(request, { ...error, text: safeToShow(error.text) }, runner.clean);
    runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
  } catch (error) {
    runner.warning(`The job was not stopped: ${wordsFor(error)}`, 'job not stopped');
  }
  return false;
}
