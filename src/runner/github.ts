import { statSync, truncateSync } from 'node:fs';
import { EOL } from 'node:os';
// Not the package's entry point: with OIDC and an HTTP client (490 KB) it costs a step 100 ms, and these
// two files 8 ms. The package does not export them, so its version is pinned, and core.test.ts compares
// what they write with what the entry point writes.
import { issueCommand } from '@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '@actions/core/lib/file-command.js';
import { causeOf, Failure, systemCode, type Title } from '../failure.ts';
import { systemClock } from './clock.ts';
import type { Runner } from './runner.ts';
import { shorten } from './text.ts';
import { cleaning, maskable, Redactor } from './secrets.ts';

/** In UTF-16 units; the runner cuts an annotation off at 4096 characters. */
const maxAnnotation = 4000;

/** GitHub cancels a workflow with SIGINT, after 7.5 s with SIGTERM, and kills the process 2.5 s later. */
const cancelSignals = ['SIGINT', 'SIGTERM'] as const;

/**
 * @returns GitHub's runner, as a process that it started sees it: `INPUT_*` variables, workflow
 *   commands on standard output, and command files. It listens for the signals of a cancelled workflow.
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
      // One write for all of them: each write waits until the runner has taken it.
      if (fresh.length > 0) process.stdout.write(fresh.map(maskCommand).join(''));
    },
    findSecretsIn: (list) => {
      redactor.useList(list);
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
      append('OUTPUT', name, value);
    },
    saveState: (name, value) => {
      append('STATE', name, value);
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

/** The runner's command files, and what a step writes to each. */
const commandFiles = {
  OUTPUT: "the step's outputs",
  STATE: 'what the post step has to clean up (tokens to revoke, a job to stop)',
} as const;

/**
 * Appends a value to a command file. If only part of it could be written, that part is removed again,
 * since the runner would otherwise reject the whole file.
 * @throws Failure that names the file and the problem
 */
function append(command: keyof typeof commandFiles, name: string, value: string): void {
  const variable = `GITHUB_${command}`;
  const file = process.env[variable] ?? '';
  if (file === '')
    throw new Failure(`${variable} is not set: it names the file for ${commandFiles[command]}`, {
      hint: 'The runner sets it for each step; if something else runs the action, it has to do the same',
    });
  let sizeBefore: number | undefined;
  try {
    sizeBefore = statSync(file).size;
    issueFileCommand(command, prepareKeyValueMessage(name, value));
  } catch (error) {
    if (sizeBefore !== undefined) truncateTo(file, sizeBefore);
    if (systemCode(error) === undefined) throw error;
    throw new Failure(
      `${file} (${variable}, the file for ${commandFiles[command]}) cannot be written: ${causeOf(error)}`,
      { cause: error },
    );
  }
}

function truncateTo(file: string, size: number): void {
  try {
    if (statSync(file).isFile()) truncateSync(file, size);
  } catch {
    // Nothing to remove: the error that is reported says why the file cannot be written.
  }
}

/** @param message without secrets */
function annotate(level: 'error' | 'warning', title: Title, message: string): void {
  issueCommand(level, { title: `Qlik Cloud: ${title}` }, shorten(message, maxAnnotation));
}

/** As `issueCommand` writes it; a line contains no line breaks that would have to be escaped. */
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
