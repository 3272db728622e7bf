import { Failure, wordsFor } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../errors/outcome.ts';
import { textSink } from '../http/text-sink.ts';
import type { Runner } from '../runner/runner.ts';
import { saveStops } from '../state.ts';

/**
 * Asks a job to stop. What goes wrong is a warning.
 * @param url what a POST to stops it
 * @param signal ends the attempt; undefined for the step's own
 * @returns whether the tenant has agreed to stop it
 */
export async function stopJob(
  runner: Runner,
  send: Send,
  url: URL,
  signal?: AbortSignal,
): Promise<boolean> {
  const request: Request<string> = {
    method: 'POST',
    url,
    headers: { accept: 'application/json' },
    sink: () => textSink(`POST ${url.pathname}`),
    signal,
    harmless: true,
  };
  try {
    const reply = await send(request);
    if (isDone(reply)) {
      runner.info(`Asked the job to stop: POST ${url.pathname}`);
      return true;
    }
    const { explain } = await import('../errors/explain.ts');
    const why = explain(request, asError(reply), runner.clean);
    runner.warning(`The job was not stopped: ${why}`, 'job not stopped');
  } catch (error) {
    runner.warning(`The job was not stopped: ${wordsFor(error)}`, 'job not stopped');
  }
  return false;
}

/**
 * Leaves the address to stop a job at to post, until the job has settled.
 * @param url undefined: there is nothing to stop any more
 * @throws Failure when the address cannot be saved: it says that the job runs
 */
export function saveStop(runner: Runner, url: URL | undefined): void {
  try {
    saveStops(runner, url === undefined ? [] : [url.href]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Nothing is lost: post only asks a job to stop that has ended.
    if (url === undefined) return;
    throw new Failure(
      `The job was started and may still run, for the address to stop it at cannot be saved: ${error.message}`,
      { cause: error },
    );
  }
}
