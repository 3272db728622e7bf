import { wordsFor } from '../failure.ts';
import type { Request, Send } from '../http/exchange.ts';
import { asError, isDone } from '../http/html.ts';
import { textSink } from '../http/text-sink.ts';
import type { Runner } from '../runner/runner.ts';

/**
 * Asks a job to stop. What goes wrong is a warning.
 * @param url what a POST to stops it
 * @param idleTimeout longest silence, in milliseconds
 * @param signal ends the attempt; undefined for the step's own
 * @returns whether the tenant has agreed to stop it
 */
export async function stopJob(
  runner: Runner,
  send: Send,
  url: URL,
  idleTimeout: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const request: Request<string> = {
    method: 'POST',
    url,
    headers: { accept: 'application/json' },
    sink: () => textSink(`POST ${url.pathname}`),
    idleTimeout,
    signal,
    harmless: true,
  };
  try {
    const reply = await send(request);
    if (isDone(reply)) {
      runner.log.info(`Asked the job to stop: POST ${url.pathname}`);
      return true;
    }
    const { explain } = await import('../http/explain.ts');
    const why = explain(request, asError(reply), runner.clean);
    runner.log.warning(`The job was not stopped: ${why}`, 'job not stopped');
  } catch (error) {
    runner.log.warning(`The job was not stopped: ${wordsFor(error)}`, 'job not stopped');
  }
  return false;
}
