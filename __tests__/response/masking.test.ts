import { describe, expect, it } from '@jest/globals';
import { maskOf, maskSignatures } from '../../src/response/masking.ts';
import { parse } from '../support/expressions.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { watched } from '../support/watchdog.ts';

describe('a mask of more strings than can be masked', () => {
  const secrets = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `secret-${String(from + i)}`);

  it('is an error, and masks none of them', async () => {
    const runner = memoryRunner();
    const all = await parse('@');
    expect(() => maskOf(runner, [all])(secrets(0, 500_001))).toThrow(
      '"@" finds 500001 strings to mask in addition to the 0 that this step has already masked, but a step can mask at most 500000',
    );
    expect(runner.left.masked).toEqual([]);
  });

  it('is an error across all polls and expressions of a step', async () => {
    const masked: string[] = [];
    const runner = {
      ...memoryRunner(),
      setSecret: (...texts: readonly string[]) => masked.push(...texts),
    };
    const mask = maskOf(runner, [await parse('a'), await parse('b')]);
    const [a, b] = [secrets(0, 200_000), secrets(200_000, 400_000)];
    // The same again is no more than before.
    for (let look = 0; look < 3; look++) expect(mask({ a, b }).warnings).toEqual([]);
    expect(mask({ a: secrets(400_000, 500_000), b }).warnings).toEqual([]);
    const before = masked.length;
    expect(() => mask({ a: ['one more'], b })).toThrow(
      '"a" finds 1 strings to mask in addition to the 500000',
    );
    expect(masked).toHaveLength(before);
  });
});

it('values that sign an address are looked for in one pass, however many there are', () => {
  const runner = memoryRunner();
  const values = Array.from({ length: 11_000 }, (_, i) => `a=${String(100_000_000 + i)}`);
  const location = `https://other.example/?${values.join('&')}`;
  const head = { status: 302, headers: { location } };
  maskSignatures(runner, head, new URL('https://acme.example/a'), 'https://acme.example');
  expect(watched(() => runner.hides('b'.repeat(1_000_000)))).toBe(false);
  expect(runner.clean('at 100010999')).toBe('at ***');
});
