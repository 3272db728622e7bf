import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledLog, TransferProgress } from '../../src/http/transfer.ts';
import { FakeClock } from '../support/fake-clock.ts';

const mebibyte = 1024 * 1024;
let clock: FakeClock;
let lines: string[];
let telling: ConstructorParameters<typeof ThrottledLog>[0];

beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  telling = { clock, info: (line) => lines.push(line) };
});

/** Moves bytes at an even pace. */
function move(transfer: TransferProgress, seconds: number, bytesEach: number): void {
  for (let i = 0; i < seconds; i++) {
    clock.advance(1000);
    transfer.moved({ length: bytesEach });
  }
}

describe('a transfer over 10 MiB', () => {
  it('says every ten seconds how far and how fast it is', () => {
    move(new TransferProgress(telling, 'GET /a', 'received', 100 * mebibyte), 25, 2 * mebibyte);
    expect(lines).toEqual([
      'GET /a: 20.0 MiB of 100.0 MiB (20 %) received, 2.0 MiB/s',
      'GET /a: 40.0 MiB of 100.0 MiB (40 %) received, 2.0 MiB/s',
    ]);
  });

  it('that goes on counts what came before for how far it is, and not for how fast', () => {
    const before = 30 * mebibyte;
    move(new TransferProgress(telling, 'GET /a', 'received', 20 * mebibyte, before), 10, mebibyte);
    expect(lines).toEqual(['GET /a: 40.0 MiB of 50.0 MiB (80 %) received, 1.0 MiB/s']);
  });

  it('says how far it is where nobody knows how much there is', () => {
    move(new TransferProgress(telling, 'PUT /a', 'sent', undefined), 12, mebibyte);
    expect(lines).toEqual(['PUT /a: 11.0 MiB sent, 1.0 MiB/s']);
  });

  it('says nothing when it takes less than ten seconds', () => {
    move(new TransferProgress(telling, 'GET /a', 'received', 900 * mebibyte), 9, 100 * mebibyte);
    expect(lines).toEqual([]);
  });
});

describe('a transfer of 10 MiB', () => {
  it.each([[10 * mebibyte], [undefined]])('says nothing, however long it takes', (total) => {
    move(new TransferProgress(telling, 'GET /a', 'received', total), 100, mebibyte / 10);
    expect(lines).toEqual([]);
  });
});

describe('now and then', () => {
  it('is never more than once in ten seconds, and makes no words for nobody', () => {
    const now = new ThrottledLog(telling);
    let made = 0;
    for (let i = 1; i <= 100; i++) {
      clock.advance(250);
      now.info(() => `line ${String(++made)}`);
    }
    expect(lines).toEqual(['line 1', 'line 2']);
  });
});
