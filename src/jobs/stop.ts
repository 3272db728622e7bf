import { Failure, wordsFor } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../errors/outcome.ts';
import { textSink } from '../http/receive.ts';
import { after, cancelBudgetMs } from '../runner/clock.ts';
import type { Runner } from '../runner/runner.ts';
import { saveStops } from '../state.ts';
import type { Job, JobContext } from './job.ts';

/**
 * What a POST to stops each job that the step has started and nobody has seen end: left to post,
 * until the job has settled or has been asked to stop.
 */
export class Stops {
  readonly #context: Pick<JobContext, 'runner' | 'sendOnce' | 'mask'>;
  readonly #urls = new Set<string>();

  constructor(context: Pick<JobContext, 'runner' | 'sendOnce' | 'mask'>) {
    this.#context = context;
  }

  /**
   * Does what follows a job until it has settled. Where that fails, the job is left to post; where the
   * workflow is cancelled, it is asked to stop at once.
   */
  async whileRunning<T>({ plan, name, stopUrl }: Job, work: () => Promise<T>): Promise<T> {
    const { signal, info } = this.#context.runner;
    if (stopUrl !== undefined) this.#add(stopUrl);
    try {
      const result = await work();
      // Ended, or left running on purpose.
      if (stopUrl !== undefined) this.#delete(stopUrl);
      return result;
    } catch (error) {
      if (!signal.aborted) {
        // Nobody sees any more how it gets on. A defect of ours leaves it to the post step, too.
        if (!(error instanceof Failure) || stopUrl === undefined) throw error;
        const message = `${error.message.replace(/\.$/u, '')}; the post step asks it to stop`;
        throw new Failure(message, error);
      }
      if (stopUrl !== undefined) await this.#stopNow(stopUrl);
      else if (!plan.joins) info(`${name} goes on in Qlik: it cannot be stopped from here`);
      throw error;
    }
  }

  async #stopNow(url: URL): Promise<void> {
    const { runner, sendOnce, mask } = this.#context;
    const time = after(runner.clock, AbortSignal.abort(), cancelBudgetMs.stop);
    const { showableText } = await import('../response/masking.ts');
    const stopped = await stopJob(runner, sendOnce, url, time.signal, (text) =>
      showableText(text, mask),
    );
    time.cancel();
    if (stopped) this.#delete(url);
  }

  /** @throws Failure when the address cannot be saved: it says that the job runs */
  #add(url: URL): void {
    this.#urls.add(url.href);
    try {
      saveStops(this.#context.runner, this.#urls);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(
        `The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`,
        { cause: error },
      );
    }
  }

  #delete(url: URL): void {
    this.#urls.delete(url.href);
    try {
      saveStops(this.#context.runner, this.#urls);
    } catch (error) {
      // Nothing is lost: post only asks a job to stop that has ended.
      if (!(error instanceof Failure)) throw error;
    }
  }
}

/**
 * Asks a job to stop. What goes wrong is a warning.
 * @param url what a POST to stops it
 * @param signal ends the attempt
 * @param showableText what may be told of a refusal's text
 * @returns whether the tenant has agreed to stop it
 */
export async function stopJob(
  runner: Runner,
  send: Send,
  url: URL,
  signal: AbortSignal,
  showableText: (text: string | undefined) => string | undefined,
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
    const why = explain(request, { ...error, text: showableText(error.text) }, runner.clean);
    runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
  } catch (error) {
    runner.warning(`The job was not stopped: ${wordsFor(error)}`, 'job not stopped');
  }
  return false;
}
