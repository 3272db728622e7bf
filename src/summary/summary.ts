import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Failure, systemCode, wordsFor } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { linksFrom } from '../troubleshooting.ts';
import { StepRecord } from './record.ts';
import { render } from './section.ts';

/** GitHub takes no larger summary of a step, in bytes; section.ts stays far below it. */
const maxBytes = 1024 * 1024;

/** What the system's codes mean for the file of a summary. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to',
  EISDIR: 'its file is a folder',
  ENOENT: 'its file is not there',
  ENOSPC: 'the disk is full',
  EPERM: 'there is no permission to',
  EROFS: 'the disk is read-only',
};

/**
 * Tells a step's story, and adds a section about it to the job summary however it ends. A summary
 * that cannot be written is a warning.
 * @throws what the story throws
 */
export async function summarised(
  runner: Runner,
  story: (runner: Runner, record: StepRecord) => Promise<void>,
): Promise<void> {
  const record = new StepRecord(runner);
  const setOutput = (name: string, value: string): void => {
    if (name === 'expires-at') record.expiresAt = value;
    if (name === 'status') record.status = value;
    runner.setOutput(name, value);
  };
  try {
    await story({ ...runner, setOutput }, record);
  } catch (error) {
    record.failure = wordsFor(
      error,
      linksFrom((name) => runner.env(name)),
    );
    throw error;
  } finally {
    await write(runner, record);
  }
}

async function write(runner: Runner, record: StepRecord): Promise<void> {
  try {
    const file = runner.env('GITHUB_STEP_SUMMARY');
    if (file === undefined) throw new Failure('GITHUB_STEP_SUMMARY is not set');
    await append(file, render(record, runner.clock.now(), runner.clean));
  } catch (error) {
    const code = systemCode(error);
    const why = code === undefined ? wordsFor(error) : (causes[code] ?? code);
    runner.warning(`The job summary was not written: ${why}`, 'no job summary');
  }
}

/** Adds to what is there: blank lines keep two sections apart. */
async function append(file: string, section: string): Promise<void> {
  const text = Buffer.from(`\n${section}\n\n`);
  // The runner made the file: where there is none, nobody would read it.
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    const { size } = await handle.stat();
    if (size + text.length > maxBytes) throw new Failure('it would be larger than 1 MiB');
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
