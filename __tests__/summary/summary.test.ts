import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { summarised } from '../../src/summary/summary.ts';
import { memoryRunner } from '../support/memory-runner.ts';

describe('the file of the summary', () => {
  /** What is in it after a step, and the step's warnings. */
  async function after(before: string): Promise<{ text: string; warnings: readonly string[] }> {
    const folder = mkdtempSync(path.join(tmpdir(), 'summary-'));
    try {
      const file = path.join(folder, 'summary');
      writeFileSync(file, before);
      const runner = memoryRunner({}, { GITHUB_STEP_SUMMARY: file });
      await summarised(runner, () => Promise.resolve());
      return { text: readFileSync(file, 'utf8'), warnings: runner.left.warnings };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('keeps its content, separated by a blank line', async () => {
    const { text, warnings } = await after('a paragraph\n');
    expect(text).toMatch(/^a paragraph\n\n<h3>✅ Qlik Cloud<\/h3>\n/u);
    expect(warnings).toEqual([]);
  });

  it('causes a warning if the runner names no file for it, and the step goes on', async () => {
    const runner = memoryRunner();
    let done = false;
    const step = (): Promise<void> => {
      done = true;
      return Promise.resolve();
    };
    await summarised(runner, step);
    expect(done).toBe(true);
    expect(runner.left.warnings).toEqual([
      'The job summary file was not written: GITHUB_STEP_SUMMARY is not set',
    ]);
  });

  it('is reported with the reason if the system refuses to write it', async () => {
    const runner = memoryRunner({}, { GITHUB_STEP_SUMMARY: `/${'x'.repeat(300)}` });
    await summarised(runner, () => Promise.resolve());
    expect(runner.left.warnings).toEqual([
      'The job summary file was not written: its name is too long',
    ]);
  });

  it('never grows larger than GitHub accepts', async () => {
    const most = 1024 * 1024;
    const { length } = Buffer.from((await after('')).text);
    expect((await after('x'.repeat(most - length - 10))).warnings).toEqual([]);
    const full = 'x'.repeat(most - 10);
    const why = 'The job summary file was not written: it would be larger than 1 MiB';
    expect(await after(full)).toEqual({ text: full, warnings: [why] });
  });
});
