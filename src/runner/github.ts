import { statSync, truncateSync } from 'node:fs';
import { EOL } from 'node:os';
// Not the package's entry: with OIDC and an HTTP client (490 KB) it costs a step 100 ms, these two files
// 8. They are none of its exports, so the version is pinned: core.test.ts holds both to what it writes.
import { issueCommand } from '@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '@actions/core/lib/file-command.js';
import { causeOf, Failure, systemCode, type Title } from '../failure.ts';
import { systemClock } from './clock.ts';
import type { Runner } from './runner.ts';
import { shorten } from './text.ts';
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
    getInput: (name) => process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
    givenInputs: () =>
      Object.keys(process.env).flatMap((name) =>
        /^INPUT_./iu.test(name) ? [name.slice('INPUT_'.length).toLowerCase()] : [],
      ),
    env: (name) => (process.env[name] === '' ? undefined : process.env[name]),
    setSecret(...secrets) {
      const fresh = secrets.flatMap(maskable).filter((line) => redactor.add(line));
      // One write for all of them: it returns only when the runner has taken it.
      if (fresh.length > 0) process.stdout.write(fresh.map(maskCommand).join(''));
    },
    findSecretsIn: (list) => {
      redactor.lookIn(list);
    },
    hides: (text) => redactor.finds(text),
    clean,
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
    setOutput: (name, value) => {
      hand('OUTPUT', name, value);
    },
    saveState: (name, value) => {
      hand('STATE', name, value);
    },
    getState: (name) => process.env[`STATE_${name}`] ?? '',
    setFailed(message, title = 'step failed') {
      process.exitCode = 1;
      annotate('error', title, clean(message));
    },
    clock: systemClock,
    random: Math.random,
    signal: cancelSignal(),
    platform: process.platform,
  };
}

/** The files through which the runner takes what a step hands over, and what that is. */
const handed = {
  OUTPUT: "the step's outputs",
  STATE: 'what the post step has to clean up (tokens to revoke, a job to stop)',
} as const;

/**
 * Hands a value to the runner in one of its files. A value of which only a part could be written is
 * taken out again: the runner would take nothing from the whole file.
 * @throws Failure that names the file and what is wrong with it
 */
function hand(command: keyof typeof handed, name: string, value: string): void {
  const variable = `GITHUB_${command}`;
  const file = process.env[variable] ?? '';
  if (file === '')
    throw new Failure(`${variable} is not set: it names the file for ${handed[command]}`, {
      hint: 'The runner sets it for each step: where something else runs the action, let it do the same',
    });
  let before: number | undefined;
  try {
    before = statSync(file).size;
    issueFileCommand(command, prepareKeyValueMessage(name, value));
  } catch (error) {
    if (before !== undefined) cutBack(file, before);
    if (systemCode(error) === undefined) throw error;
    throw new Failure(
      `${file} (${variable}, the file for ${handed[command]}) cannot be written: ${causeOf(error)}`,
      { cause: error },
    );
  }
}

function cutBack(file: string, size: number): void {
  try {
    if (statSync(file).isFile()) truncateSync(file, size);
  } catch {
    // No file, or none that could be written in part.
  }
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
