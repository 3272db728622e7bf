import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { type Lock, takeLock } from '../../src/qlik-cli/lock.ts';
import { systemClock } from '../../src/runner/clock.ts';
import type { Runner } from '../../src/runner/runner.ts';
import { HastyClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
  file = path.join(folder, 'contexts.yml');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Waits for the lock as long as it takes. */
function patient(signal = new AbortController().signal): Runner {
  return { ...memoryRunner({}, {}, systemClock), random: Math.random, signal };
}

/** Waits for the lock on a clock on which every wait ends at once. */
function hasty(): Runner & { readonly clock: HastyClock } {
  return { ...patient(), clock: new HastyClock() };
}

/** What a step that was killed while it held the lock left behind. */
function leave(text = ''): void {
  mkdirSync(`${file}.lock`);
  writeFileSync(path.join(`${file}.lock`, randomUUID()), text);
}

/** Adds one to the number in the file, slowly. */
async function count(lock: Lock): Promise<void> {
  try {
    const before = Number(readFileSync(file, 'utf8'));
    await pause(2);
    await lock.publish(Buffer.from(String(before + 1)));
  } finally {
    await lock.release();
  }
}

describe('the lock of a file', () => {
  it('is held by one at a time', async () => {
    writeFileSync(file, '0');
    const all = Array.from({ length: 40 }, async () => count(await takeLock(patient(), file)));
    await Promise.all(all);
    expect(readFileSync(file, 'utf8')).toBe('40');
    expect(readdirSync(folder)).toEqual(['contexts.yml']);
  });

  it('that a killed step left behind is broken by one of many, after some seconds', async () => {
    for (let round = 0; round < 3; round++) {
      writeFileSync(file, '0');
      leave('a token');
      const waiting = Array.from({ length: 8 }, hasty);
      const starts = waiting.map(({ clock }) => clock.now());
      await Promise.all(waiting.map(async (runner) => count(await takeLock(runner, file))));
      expect(readFileSync(file, 'utf8')).toBe('8');
      expect(readdirSync(folder)).toEqual(['contexts.yml']);
      const waited = waiting.map(({ clock }, i) => clock.now() - (starts[i] ?? 0));
      expect(Math.max(...waited)).toBeGreaterThanOrEqual(10_000);
    }
  });

  it('that was broken is of no use to its former holder', async () => {
    writeFileSync(file, 'old');
    const slow = await takeLock(patient(), file);
    const quick = await takeLock(hasty(), file);
    const broken = /^this step was held up for more than 10 s .* run the job again$/u;
    await expect(slow.publish(Buffer.from('slow'))).rejects.toThrow(broken);
    await expect(slow.remove()).rejects.toThrow(broken);
    await slow.release();
    expect(readFileSync(file, 'utf8')).toBe('old');
    // And what the slow one gives up is not the other's.
    await quick.publish(Buffer.from('quick'));
    await quick.release();
    expect(readFileSync(file, 'utf8')).toBe('quick');
    expect(readdirSync(folder)).toEqual(['contexts.yml']);
  });

  it('that is never free causes an error that names it', async () => {
    // Which nobody can remove.
    mkdirSync(path.join(`${file}.lock`, randomUUID()), { recursive: true });
    const runner = hasty();
    await expect(takeLock(runner, file)).rejects.toThrow(
      `other steps have kept it locked for 15 s; if none is running, remove the folder ${file}.lock`,
    );
    expect(readdirSync(folder)).toEqual(['contexts.yml.lock']);
    expect(runner.clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(16_000);
  });

  it('is not waited for if the workflow is cancelled', async () => {
    leave();
    const controller = new AbortController();
    const waiting = takeLock(patient(controller.signal), file);
    controller.abort(new Failure('The workflow was cancelled'));
    await expect(waiting).rejects.toThrow('The workflow was cancelled');
    expect(readdirSync(folder)).toEqual(['contexts.yml.lock']);
  });

  it('creates the folder of the file, and removes it if it was not needed', async () => {
    const inNew = path.join(folder, 'new', 'contexts.yml');
    const lock = await takeLock(patient(), inNew);
    expect(lock.madeFolder).toBe(true);
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be taken while others keep creating and removing its folder', async () => {
    const inNew = path.join(folder, 'new', 'contexts.yml');
    const all = Array.from({ length: 20 }, async () => {
      const lock = await takeLock(patient(), inNew);
      await lock.release();
    });
    await Promise.all(all);
    // Whoever made it may have found others in it.
    const left = readdirSync(folder, { recursive: true });
    expect(left.filter((name) => name !== 'new')).toEqual([]);
  });
});
