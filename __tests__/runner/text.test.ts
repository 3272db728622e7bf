import { describe, expect, it } from '@jest/globals';
import { holdsControl, oneLine, safeLines, shorten } from '../../src/runner/text.ts';

describe('safe text', () => {
  it.each([
    ['::error::x', ': :error::x'],
    ['\t ::error::x', '  : :error::x'],
    ['a ::error::x', 'a ::error::x'],
    ['##[error]x', '## [error]x'],
    ['a###[error]x', 'a### [error]x'],
    ['a\nb\r\u2028c', 'a b c'],
    ['\u001b[31mred\u202eder', ' [31mred der'],
    ['half a pair \ud800', 'half a pair \ufffd'],
  ])('%j reads %j', (text, safe) => {
    expect(oneLine(text)).toBe(safe);
  });

  it('keeps lines apart', () => {
    expect(safeLines('a\r\n::error::b\rc')).toBe('a\n: :error::b\nc');
  });

  it('is cut with an ellipsis', () => {
    expect([shorten('abc', 3), shorten('abcd', 3)]).toEqual(['abc', 'ab…']);
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

  it('keeps its lines, each made safe', () => {
    expect(safeLines('a\r\n::b\r\n\nc')).toBe('a\n: :b\n\nc');
  });

  it('is cut with an ellipsis, at its limit and not before', () => {
    expect(shorten('12345', 5)).toBe('12345');
    expect(shorten('123456', 5)).toBe('1234…');
    expect(shorten('123😀56', 5)).toBe('123\ufffd…');
  });
});

describe('control characters', () => {
  it('are those of Unicode (Cc), for all code points', () => {
    const wrong = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (text) => holdsControl(`a${text}b`) !== /\p{Cc}/u.test(text),
    );
    expect(wrong).toEqual([]);
  });

  it('and line and paragraph separators are white space in the log', () => {
    expect(oneLine('a\u2028b\u2029\u0085\u007fc')).toBe('a b c');
  });
});
