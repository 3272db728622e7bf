import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { causeOf, Failure, systemCode, wordsFor } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { linksFrom } from '../troubleshooting.ts';
import { StepRecord } from './record.ts';
import { render } from './section.ts';

/** GitHub's limit for the summary of a step. The section of this action alone is far smaller. */
const maxBytes = 1024 * 1024;

/**
 * Runs a step, and adds a section about it to the job summary, however it ends. If the summary cannot be
 * written, that is only a warning.
 * @param run receives a runner that records the step's outputs
 * @throws what `run` throws
 */
export async function summarised(
  runner: Runner,
  run: (runner: Runner, record: StepRecord) => Promise<void>,
): Promise<void> {
  const record = new StepRecord(runner);
  const setOutput = (name: string, value: string): void => {
    if (name === 'expires-at') record.expiresAt = value;
    if (name === 'created') record.created = value;
    if (name === 'status') record.status = value;
    runner.setOutput(name, value);
  };
  try {
    await run({ ...runner, setOutput }, record);
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
    const why = systemCode(error) === undefined ? wordsFor(error) : causeOf(error);
    runner.warning(`The job summary file was not written: ${why}`, 'no job summary');
  }
}

/** Appends a section, between blank lines that separate it from its neighbours. */
async function append(file: string, section: string): Promise<void> {
  const text = Buffer.from(`\n${section}\n\n`);
  // The runner creates the file. If it is missing, nobody would read a new one.
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    const { size } = await handle.stat();
    if (size + text.length > maxBytes) throw new Failure('it would be larger than 1 MiB');
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
