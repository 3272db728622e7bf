import { describe, expect, it } from '@jest/globals';
import { noticeOf } from '../../src/http/deprecation.ts';
import { retryAfter } from '../../src/http/policy.ts';
import { holdsControl, oneLine, safeLines, shorten } from '../../src/runner/safe-text.ts';
import { ManySecrets } from '../../src/runner/many-secrets.ts';
import { maskable, Redactor, spellings } from '../../src/runner/secrets.ts';
import { watched } from '../support/watchdog.ts';

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

  // What looks again from each dash, or from each word, takes hours for these.
  it.each(['-', 'BEGIN ', 'END A ', '-----BEGIN A', 'BEGIN AAAAAAAAAAAAAAAA ', '-----END '])(
    'of many %j are looked through once',
    (unit) => {
      const long = unit.repeat(2 ** 20 / unit.length);
      const [whole] = watched(() => maskable(long));
      // Not told: it is long.
      expect(whole === long).toBe(true);
    },
  );

  describe('and trace ids', () => {
    const secret = 'x-DEADbeef-0123456-y';

    it.each([
      ['a piece of its own digits', 'deadbeef'],
      ['with dashes elsewhere', 'EF01-23456'],
      ['a piece of its bytes', Buffer.from('ef-0123').toString('hex')],
    ])('that are %s are not told', (_, id) => {
      const redactor = new Redactor();
      expect(redactor.clean(`a (traceId ${id})`)).toBe(`a (traceId ${id})`);
      redactor.add('another one');
      expect(redactor.clean(`a (traceId ${id})`)).toBe(`a (traceId ${id})`);
      redactor.add(secret);
      expect(redactor.clean(`a (traceId ${id}) b`)).toBe('a b');
    });

    it('are told where two secrets only make them together, and where they have no digit', () => {
      const redactor = new Redactor();
      for (const half of ['deadbeef', 'cafebabe', '--------x']) redactor.add(half);
      for (const id of ['beefcafe', 'eefxcafe'.replace('x', '-'), '--------'])
        expect(redactor.clean(`(traceId ${id})`)).toBe(`(traceId ${id})`);
    });

    // The bytes of each secret anew for each id would take minutes.
    it('cost little, however many secrets there are', () => {
      const redactor = new Redactor();
      redactor.lookIn(new ManySecrets());
      for (let i = 0; i < 60_000; i++) redactor.add(`key ${String(i)}`);
      const ids = Array.from({ length: 800 }, (_, i) => `(traceId ${String(10 ** 15 + i)})`);
      expect(watched(() => redactor.clean(ids.join('\n')))).toBe(ids.join('\n'));
    });
  });
});

describe('the page about a deprecation', () => {
  const seen = (link: string): string | undefined =>
    watched(() => noticeOf({ deprecation: 'true', link }, (text) => text));

  it('is the one of the link that is about it', () => {
    const link = '<https://a.example/1>; rel="next", <https://b.example/2?q>; rel="sunset"';
    expect(seen(link)).toBe('is deprecated, as its answer says: see https://b.example/2');
  });

  // Each `<` up to the end again would take hours.
  it.each(['<https://', '<https://x>', '<https://x>;', '<https://x>; '])(
    'is not looked for again and again in many %j',
    (unit) => {
      expect(seen(unit.repeat(500_000))).toBe('is deprecated, as its answer says');
    },
  );

  it('is not looked for where a header is too long', () => {
    expect(seen(`${' '.repeat(5000)}<https://b.example/2>; rel="sunset"`)).toBe(
      'is deprecated, as its answer says',
    );
  });
});
