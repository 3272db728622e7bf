import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkJson } from '../../src/inputs/json-check.ts';
import { parseJson } from '../../src/json.ts';

const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_201);

/** Texts that are JSON, or almost. */
const almostJson = fc.oneof(
  fc.json(),
  fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom(...Array.from('{}[]",:\\\'1-.eE0tn \n\u0001\u00e9')),
    )
    .map(([text, place, char]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + char + text.slice(at + (place % 2));
    }),
  fc
    .array(
      fc.constantFrom(
        ...[
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '"a"',
          '\\',
          '\\u',
          '00e9',
          '\\n',
          '\\x',
          ' ',
          '\r\n',
        ],
        ...['0', '1', '01', '-', '-0', '.', '.5', '1.', 'e', '1e', '1E+5', 'true', 'tru', 'nul'],
        ...['null', 'false', 'NaN', '\u0000', '\t', '\u00a0', '\ufeff', '\ud800', "'"],
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

/** The error for a text of a single line; undefined for valid JSON. */
function errorOf(text: string): string | undefined {
  try {
    checkJson(text, '', 'x');
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const columnIn = (error = ''): number => Number(/ at line 1, column (\d+)/u.exec(error)?.[1]);

describe('the place where a text stops being JSON', () => {
  it('is found for every text that is not JSON, and for no other', () => {
    const seen = { json: 0, none: 0 };
    fc.assert(
      fc.property(almostJson, (text) => {
        const error = errorOf(text);
        const isJson = parseJson(text) !== undefined;
        seen[isJson ? 'json' : 'none'] += 1;
        expect(error === undefined).toBe(isJson);
        if (error === undefined || /[\r\n\ufeff]/u.test(text)) return;
        const at = columnIn(error) - 1;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(text.length);
        // There is no fault before it.
        if (at > 0)
          expect(
            columnIn(errorOf(text.slice(0, at)) ?? ` at line 1, column ${String(at + 1)}`),
          ).toBe(at + 1);
      }),
      { numRuns, seed },
    );
    expect(Math.min(seen.json, seen.none)).toBeGreaterThan(numRuns / 10);
  });

  it.each([
    ['', 0],
    ['  ', 2],
    ['{', 1],
    ['{"a"', 4],
    ['{"a" 1}', 5],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['{a:1}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['[}', 1],
    ['{]', 1],
    ['[1}', 2],
    ['01', 1],
    ['1.', 1],
    ['.5', 0],
    ['-', 0],
    ['+1', 0],
    ['tru', 3],
    ['trye', 2],
    ['nulL', 3],
    ['True', 0],
    ['"a\nb"', 2],
    ['"a\\x"', 2],
    ['"a\\u12g4"', 2],
    ['"a', 2],
    ['"a\\', 2],
    ['"a\\\u00e9"', 2],
    ['1e+x', 1],
    ['{} {}', 3],
    ['"a""b"', 3],
    ['\u00a01', 0],
  ])('%j stops at %d', (text, at) => {
    expect(columnIn(errorOf(text))).toBe(at + 1);
  });

  it('is found in a long text and in a deep one', () => {
    const deep = '['.repeat(1_000_000);
    const column = (text: string): number => columnIn(errorOf(text));
    expect(column(deep)).toBe(deep.length + 1);
    const long = `"${'a\\n'.repeat(1_000_000)}`;
    expect(column(long)).toBe(long.length + 1);
    const digits = `${'1'.repeat(3_000_000)}x`;
    expect(column(digits)).toBe(digits.length);
    const blank = `${' '.repeat(3_000_000)}x`;
    expect(column(blank)).toBe(blank.length);
  });

  it('is given as line and column, with every kind of line break', () => {
    for (const lineBreak of ['\n', '\r', '\r\n'])
      expect(() => {
        checkJson(['{', '"a": 1', '"b": 2}'].join(lineBreak), '', 'x');
      }).toThrow('is not valid JSON at line 3, column 1');
  });
});

it('is found at the end of a large text without parsing it many times', () => {
  const numbers = '[1' + ',1'.repeat(2_000_000);
  expect(errorOf(`${numbers},]`)).toContain(`line 1, column ${String(numbers.length + 2)}`);
  expect(errorOf(`${numbers},x`)).toContain(`line 1, column ${String(numbers.length + 2)}`);
  expect(errorOf(`${numbers},x`)).not.toContain('1,1');
});
