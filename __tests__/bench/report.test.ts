import { describe, expect, it } from '@jest/globals';
import { median, rowsOf, verdictOn } from '../../bench/report.ts';

const runs = (times: readonly number[], memory = 10) => times.map((time) => ({ time, memory }));

describe('the figures of a benchmark', () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 2, 4, 100], 7],
  ])('have the median of %j at %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('are compared within each round, so that a disturbed round does not distort the ratio', () => {
    const [bare, ours] = rowsOf(
      new Map([
        ['bare', runs([10, 100, 20])],
        ['ours', runs([30, 110, 22], 15)],
      ]),
      'bare',
    );
    expect(bare).toMatchObject({ median: 20, ratio: 1, memory: 10, memoryRatio: 1 });
    expect(ours).toMatchObject({ name: 'ours', median: 30, memory: 15, memoryRatio: 1.5 });
    expect(ours?.ratio).toBeCloseTo(1.1);
  });

  it('show the interquartile range', () => {
    const [row] = rowsOf(new Map([['bare', runs([1, 2, 3, 4, 100])]]), 'bare');
    expect(row?.middle).toEqual([2, 4]);
  });

  it('have no ratio to something that was not measured', () => {
    const [row] = rowsOf(new Map([['ours', runs([1])]]), 'curl');
    expect(row?.ratio).toBeNaN();
  });
});

describe('a target', () => {
  const target = { what: 'action', most: 1.2, unit: '' };

  it.each([
    [1.2, /^reached .*: 1\.20, .*at most 1\.20$/u],
    [1.21, /^MISSED .*: 1\.21, /u],
    [Number.NaN, /^not measured/u],
  ])('with %d is reported', (value, line) => {
    expect(verdictOn({ ...target, value })).toMatch(line);
  });
});
