import { readFileSync } from 'node:fs';
import type { SourceMap, SourceMapPayload } from 'node:module';
import { Failure, titleOf, wordsFor } from '../failure.ts';
import { linksFrom } from '../troubleshooting.ts';
import type { Runner } from './runner.ts';

/** What main or post does. */
export type Program = (runner: Runner) => Promise<void>;

/**
 * Runs main. The process fails unless the program completes: otherwise, a promise that is never
 * resolved would let the process exit with 0, with nothing done.
 */
export async function runMain(runner: Runner, program: Program): Promise<void> {
  process.exitCode = 1;
  await run(runner, program, 1, failStep);
}

/**
 * Fails the step with an error: its message, a link to the documentation if there is one, and a title.
 * @param line where in our code an unexpected error was thrown, in brackets
 */
export function failStep(runner: Runner, error: unknown, line = ''): void {
  runner.setFailed(wordsFor(error, linksFrom(runner.env)) + line, titleOf(error));
}

/** Runs post. A failure is only a warning, since the job has already done its work. */
export async function runPost(runner: Runner, program: Program): Promise<void> {
  await run(runner, program, 0, (_, error, line) => {
    runner.warning(`Cleaning up: ${wordsFor(error)}${line}`, 'clean-up failed');
  });
}

/**
 * Runs a program and reports any way in which it does not complete: an error, an uncaught exception, or
 * an event loop that has run empty.
 */
async function run(
  runner: Runner,
  program: Program,
  exitCode: number,
  fail: (runner: Runner, error: unknown, line: string) => void,
): Promise<void> {
  let isReported = false;
  const report = (error: unknown): void => {
    process.exitCode = exitCode;
    const frames = framesOf(error);
    // A defect of ours names its line in the annotation: the debug log is usually off.
    const [line = ''] = error instanceof Failure ? [] : (/src\/[\w/.-]+:\d+/u.exec(frames) ?? []);
    // Only one annotation: further errors go to the debug log.
    if (isReported) runner.debug(wordsFor(error));
    else fail(runner, error, line && ` (${line})`);
    isReported = true;
    runner.debug(frames);
  };
  const onThrow = (error: unknown): void => {
    report(error);
    process.exit(exitCode);
  };
  const onBeforeExit = (): void => {
    report(
      new Failure('The action ended without a result: please report it', {
        title: 'unexpected fault',
      }),
    );
  };
  process.once('uncaughtException', onThrow).once('beforeExit', onBeforeExit);
  try {
    await program(runner);
    process.exitCode = 0;
  } catch (error) {
    report(error);
  } finally {
    process.off('beforeExit', onBeforeExit);
  }
}

/**
 * Ends the process as soon as its output is flushed. Anything still open, such as a connection that a
 * proxy keeps alive, must not delay the end, and need not be closed.
 */
export async function leave(): Promise<never> {
  await new Promise<void>((resolve) => {
    process.stdout.write('', () => {
      resolve();
    });
  });
  process.exit();
}

/** The place in `    at fn (/…/index.js:12:34)`, or without parentheses; on Windows with a drive. */
const place = /(?<=^\s+at (?:.*\(|async )?)(?!async )([^()]+):(\d+):(\d+)(?=\)?$)/u;

/**
 * The stack of an error with the lines of `src/`; the bundle's source map is read only now. The message
 * is left out, since Node puts paths, queries and texts into it.
 * @returns one line per frame; empty if `error` is not an Error
 */
export function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const maps = new Map<string, SourceMap | undefined>();
  return stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .map((line) =>
      line.replace(place, (found, file: string, row: string, column: string) => {
        if (!maps.has(file)) maps.set(file, mapOf(file));
        // Source maps count from zero.
        const entry = maps.get(file)?.findEntry(Number(row) - 1, Number(column) - 1);
        if (entry === undefined || !('originalSource' in entry)) return found;
        const { originalSource, originalLine, originalColumn } = entry;
        const source = originalSource.replace(/^(?:\.{1,2}\/)+/u, '');
        return `${source}:${String(originalLine + 1)}:${String(originalColumn + 1)}`;
      }),
    )
    .join('\n');
}

function mapOf(file: string): SourceMap | undefined {
  try {
    const text = readFileSync(`${file}.map`, 'utf8');
    // Loaded only here, since most steps never need it.
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
