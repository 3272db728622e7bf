import { readFileSync } from 'node:fs';
import type { SourceMap, SourceMapPayload } from 'node:module';
import { Failure, titleOf, wordsFor } from '../failure.ts';
import { linksFrom } from '../troubleshooting.ts';
import type { Runner } from './runner.ts';

export type Story = (runner: Runner) => Promise<void>;

/**
 * Runs main's story. The process fails unless the story came to its end: a promise that never
 * settles would let it end with exit 0 and nothing done.
 */
export async function runMain(runner: Runner, story: Story): Promise<void> {
  process.exitCode = 1;
  await run(runner, story, 1, failStep);
}

/**
 * Reports what a step fails with: its words, where more is written about it, and a title.
 * @param line of ours that threw it, in brackets, where nobody expected that
 */
export function failStep(runner: Runner, error: unknown, line = ''): void {
  runner.setFailed(wordsFor(error, linksFrom(runner.env)) + line, titleOf(error));
}

/** Runs post's story, whose failure is a warning: the job has done its work by then. */
export async function runPost(runner: Runner, story: Story): Promise<void> {
  await run(runner, story, 0, (_, error, line) => {
    runner.warning(`Cleaning up: ${wordsFor(error)}${line}`, 'clean-up failed');
  });
}

/** Whatever becomes of a story is told: an end, an error, a throw from outside, and no end at all. */
async function run(
  runner: Runner,
  story: Story,
  exitCode: number,
  tell: (runner: Runner, error: unknown, line: string) => void,
): Promise<void> {
  let told = false;
  const report = (error: unknown): void => {
    process.exitCode = exitCode;
    const frames = framesOf(error);
    // Whoever reports a fault of ours has no debug log of it.
    const [line = ''] = error instanceof Failure ? [] : (/src\/[\w/.-]+:\d+/u.exec(frames) ?? []);
    // One annotation: what follows from a fault, or comes after it, is for the debug log.
    if (told) runner.debug(wordsFor(error));
    else tell(runner, error, line && ` (${line})`);
    told = true;
    runner.debug(frames);
  };
  const onThrow = (error: unknown): void => {
    report(error);
    process.exit(exitCode);
  };
  const onNothingLeft = (): void => {
    report(
      new Failure('The action ended without a result: please report it', {
        title: 'unexpected fault',
      }),
    );
  };
  process.once('uncaughtException', onThrow).once('beforeExit', onNothingLeft);
  try {
    await story(runner);
    process.exitCode = 0;
  } catch (error) {
    report(error);
  } finally {
    process.off('beforeExit', onNothingLeft);
  }
}

/**
 * Ends the process as soon as all that was printed is through. What is still open, a connection that
 * a proxy keeps, say, is to hold up nobody, and need not be taken down piece by piece.
 */
export async function leave(): Promise<never> {
  await new Promise<void>((resolve) => {
    process.stdout.write('', () => {
      resolve();
    });
  });
  process.exit();
}

/** `    at fn (/…/index.js:12:34)`, or without the parentheses; on Windows there is a drive before. */
const place = /(?<=^\s+at (?:.*\(|async )?)(?!async )([^()]+):(\d+):(\d+)(?=\)?$)/u;

/**
 * Where an error was thrown, in the lines of `src/`: the bundle's source map is read only now. Not
 * the error's message: Node puts paths, queries and texts into it.
 * @returns one line a frame; empty for what is no Error
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
        // A source map counts from zero.
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
    // Most steps never need it.
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
