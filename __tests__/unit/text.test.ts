import { describe, expect, it } from '@jest/globals';
import { retryAfter } from '../../src/http/retry-after.ts';
import { holdsControl, oneLine, safeLines, shorten } from '../../src/runner/safe-text.ts';
import { maskable, Redactor, spellings } from '../../src/runner/secrets.ts';

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 1);
  it.each([
    ['0', 0],
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
    ['Thu Jan  1 00:00:30 2026 GMT', undefined],
    ['Wed, 31 Dec 2025 23:59:30 GMT', undefined],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['5 s', undefined],
    ['in 5', undefined],
    ['2026-01-01', undefined],
    ['1 Jan 2027 00:00:00 GMT', undefined],
  ])('%s', (value, wait) => {
    expect(retryAfter(value, undefined, now)).toBe(wait);
  });
});

describe('text for the log', () => {
  it.each([
    ['::a::b', ': :a::b'],
    [' \t ::a', '   : :a'],
    ['a::b', 'a::b'],
    [':a', ':a'],
    ['a##[b]##[c]', 'a## [b]## [c]'],
    ['a\u0000\u200bb', 'a b'],
  ])('%j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it('keeps its lines, each harmless', () => {
    expect(safeLines('a\r\n::b\r\n\nc')).toBe('a\n: :b\n\nc');
  });

  it('is cut with an ellipsis, at its limit and not before', () => {
    expect(shorten('12345', 5)).toBe('12345');
    expect(shorten('123456', 5)).toBe('1234…');
    expect(shorten('123😀56', 5)).toBe('123\ufffd…');
  });
});

describe('control characters', () => {
  it('are what Unicode says (Cc), of all code points', () => {
    const wrong = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (text) => holdsControl(`a${text}b`) !== /\p{Cc}/u.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('and line and paragraph separators are white space in the log', () => {
    expect(oneLine('a\u2028b\u2029\u0085\u007fc')).toBe('a b c');
  });
});

describe('secrets', () => {
  it('are hidden in encoded forms from 8 characters on', () => {
    expect(spellings('1234567')).toEqual(['1234567']);
    expect(spellings('12345678')).toContain('3132333435363738');
    expect(spellings('a"b/c?d~')).toEqual(
      expect.arrayContaining(['a\\"b/c?d~', 'a%22b%2Fc%3Fd~', 'a%22b%2fc%3fd~']),
    );
  });

  it('of which one holds another go as a whole', () => {
    const redactor = new Redactor();
    redactor.add('inner');
    redactor.add('an inner secret');
    redactor.add('');
    expect(redactor.clean('<an inner secret> <inner>')).toBe('<***> <***>');
  });

  it('of several lines are masked line by line, without armour and short lines', () => {
    expect(maskable('one line')).toEqual(['one line']);
    expect(maskable('')).toEqual([]);
    expect(maskable('short')).toEqual(['short']);
    const key = [
      '-----BEGIN KEY-----',
      ' 12345678 ',
      '1234567',
      'x-----END y',
      '-----END KEY-----',
    ];
    const rows = ['12345678', 'x-----END y'];
    for (const lineBreak of ['\n', '\r\n']) expect(maskable(key.join(lineBreak))).toEqual(rows);
    // On one line the runner can mask it as a whole, too.
    const one = key.join('\\n');
    expect(maskable(one)).toEqual([one, ...rows]);
  });
});
