import { EOL } from 'node:os';
// Not the package's entry: that loads OIDC, summaries and more, which no step of ours uses.
import { issueCommand } from '@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '@actions/core/lib/file-command.js';
import { Failure } from '../failure.ts';
import type { Title } from '../titles.ts';
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
    input: (name) => process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
    env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
    mask(...secrets) {
      const fresh = secrets.flatMap(maskable).filter((line) => redactor.add(line));
      // One write for all of them: it returns only when the runner has taken it.
      if (fresh.length > 0) process.stdout.write(fresh.map(maskCommand).join(''));
    },
    hides: (text) => redactor.finds(text),
    clean,
    log: {
      debug: (message) => {
        issueCommand('debug', {}, clean(message));
      },
      info: (message) => {
        print(clean(message));
      },
      group(title, lines) {
        issueCommand('group', {}, clean(title));
        for (const line of lines) print(clean(line));
        issueCommand('endgroup', {}, '');
      },
      warning: (message, title = 'warning') => {
        annotate('warning', title, clean(message));
      },
    },
    output: (name, value) => {
      issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    },
    saveState: (name, value) => {
      issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    },
    state: (name) => process.env[`STATE_${name}`] ?? '',
    fail(message, title = 'step failed') {
      process.exitCode = 1;
      annotate('error', title, clean(message));
    },
    clock: systemClock,
    random: Math.random,
    signal: cancelSignal(),
  };
}

/** @param message without secrets */
function annotate(level: 'error' | 'warning', title: Title, message: string): void {
  issueCommand(level, { title: `Qlik Cloud: ${title}` }, shorten(message, annotationLimit));
}

/** As `issueCommand` writes it; there is no line break in a line. */
function maskCommand(line: string): string {
  return `::add-mask::${line.replaceAll('%', '%25')}${EOL}`;
}

function print(line: string): void {
  process.stdout.write(line + EOL);
}

function cancelSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of cancelSignals)
    process.once(name, () => {
      controller.abort(new Failure('The workflow was cancelled', { title: 'cancelled' }));
    });
  return controller.signal;
}
