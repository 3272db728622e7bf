import * as core from '@actions/core';
import { Failure } from '../failure.ts';
import { systemClock } from './clock.ts';
import type { Runner } from './runner.ts';
import { shorten } from './safe-text.ts';
import { cleaning, maskable, Redactor } from './secrets.ts';

/** The runner cuts an annotation at 4096 characters. */
const annotationLimit = 4000;

/** How a workflow is cancelled: SIGINT, 7.5 s later SIGTERM, 2.5 s later the end. */
const cancelSignals = ['SIGINT', 'SIGTERM'] as const;

/**
 * @returns GitHub's own runner, as the process that it started sees it: `INPUT_*`, workflow commands
 *   on the standard output, and the command files. Listens for the signals of a cancelled workflow.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function gitHubRunner(): Runner {
  const redactor = new Redactor();
  const clean = cleaning(redactor);
  return {
    input: (name) => core.getInput(name, { trimWhitespace: false }),
    env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
    mask(secret) {
      for (const line of maskable(secret)) if (redactor.add(line)) core.setSecret(line);
    },
    hides: (text) => redactor.finds(text),
    clean,
    log: {
      debug: (message) => {
        core.debug(clean(message));
      },
      info: (message) => {
        core.info(clean(message));
      },
      group(title, lines) {
        core.startGroup(clean(title));
        for (const line of lines) core.info(clean(line));
        core.endGroup();
      },
      warning: (message) => {
        core.warning(shorten(clean(message), annotationLimit));
      },
    },
    output: (name, value) => {
      core.setOutput(name, value);
    },
    saveState: (name, value) => {
      core.saveState(name, value);
    },
    state: (name) => core.getState(name),
    fail(message) {
      process.exitCode = 1;
      core.error(shorten(clean(message), annotationLimit), { title: 'Qlik Cloud' });
    },
    clock: systemClock,
    random: Math.random,
    signal: cancelSignal(),
  };
}

function cancelSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of cancelSignals)
    process.once(name, () => {
      controller.abort(new Failure('The workflow was cancelled'));
    });
  return controller.signal;
}
