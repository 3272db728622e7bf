import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Body } from '../../src/response/body.ts';
import { parseExpression } from '../../src/response/expression.ts';
import { holdsAny, inexactNumbers, otherSpellings } from '../../src/response/json-text.ts';
import { inexactIn, readJson } from '../../src/response/answer.ts';
import { applyExpressions } from '../../src/response/apply-expressions.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const numRuns = 2000;

describe('numbers that a double does not hold exactly', () => {
  it.each([
    ['50000000014435121', [50000000014435120]],
    ['[-50000000014435121, 1]', [-50000000014435120]],
    ['{"a":123456789.123456789123}', [123456789.12345679]],
    ['1e400', [Infinity]],
    ['-1E+400', [-Infinity]],
    ['1e-400', [0]],
    [`0.${'0'.repeat(400)}1`, [0]],
    [`1e${'9'.repeat(400)}`, [Infinity]],
    ['0.1000000000000000055511151231257827', [0.1]],
    ['["\\\\",50000000014435121]', [50000000014435120]],
    ['["\\\\\\"",50000000014435121,"x"]', [50000000014435120]],
  ])('are found: %s', (text, found) => {
    expect([...inexactNumbers(text)]).toEqual(found);
  });

  it('are an error if there are too many to remember', () => {
    const numbers = (many: number): string => {
      const all = Array.from({ length: many }, (_, i) => `${String(10 ** 8 + i)}00000000000000001`);
      return `[${all.join(',')}]`;
    };
    expect(inexactNumbers(numbers(1_000_000)).size).toBe(1_000_000);
    expect(() => inexactNumbers(numbers(1_000_001))).toThrow(
      'the response has more than 1000000 numbers with more digits than JMESPath keeps',
    );
  });

  it('fail the step if there are too many, whatever `select` finds', async () => {
    const all = Array.from({ length: 1_000_001 }, (_, i) => `1${String(i)}00000000000000001`);
    const text = `{"a":"b","n":[${all.join(',')}]}`;
    const body = new Body({ named: undefined, chosen: () => '/nowhere' });
    await body.write(Buffer.from(text));
    await body.end();
    const json = readJson(body);
    const select = parseExpression('a', memoryRunner());
    const isInexact = await inexactIn(json, body);
    const asks = { select, failWhen: undefined };
    const { result, failure } = applyExpressions('GET /x', 200, json, asks, isInexact);
    expect(result).toBe('');
    expect(failure?.message).toMatch(/^GET \/x: the response has more than 1000000 numbers/u);
  });

  it.each([
    '1.10',
    '1.0E+2',
    '100e-2',
    '1e21',
    '123456789012345680000',
    '0.000e400',
    '-0.0',
    '9007199254740993.0e0'.replace('3', '2'),
    '0.30000000000000004',
    '5e-324',
    '1.7976931348623157e308',
    '0.5000000000000000000000',
    '00'.slice(1),
    '"50000000014435121"',
    '{"50000000014435121":"1e400","a\\"50000000014435121":[]}',
    '"\\\\\\"50000000014435121"',
  ])('do not include one that is exact: %s', (text) => {
    expect([...inexactNumbers(text)]).toEqual([]);
  });

  it('do not occur in what JavaScript writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...inexactNumbers(JSON.stringify(value))]).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('are found like with arithmetic on long numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 10n ** 30n }), (id) => {
        const same = decimalOf(Number(id)) === id;
        expect(inexactNumbers(`{"id":${String(id)}}`).size).toBe(same ? 0 : 1);
      }),
      { numRuns },
    );
  });

  it('are found in a value that contains them, and in a text made of them', () => {
    const ids = inexactNumbers('[50000000014435121, 1e400, 0.1000000000000000055]');
    for (const value of [5e16 + 14435120, [{ a: Infinity }], 'x-50000000014435120', 0.1])
      expect([value, holdsAny(value, ids)]).toEqual([value, true]);
    for (const value of [1, 'a', null, '50000000014435121', '0.1', { a: ['x'] }])
      expect([value, holdsAny(value, ids)]).toEqual([value, false]);
  });
});

/** The exact decimal value of the shortest form of a double. */
function decimalOf(number: number): bigint {
  const [digits = '', exponent] = String(number).split('e+');
  const [whole = '', fraction = ''] = digits.split('.');
  if (exponent === undefined) return BigInt(whole);
  return BigInt(whole + fraction.padEnd(Number(exponent), '0'));
}

describe('escaped forms of a masked text', () => {
  const spelled = (text: string, ...masked: string[]): string[] => [
    ...otherSpellings(text, new Set(masked)),
  ];

  it('are those that occur in the text, for whole strings and for their lines', () => {
    expect(spelled('["a\\/b", "a/b", "c\\/d"]', 'a/b')).toEqual(['a\\/b']);
    expect(spelled('["\\u0061\\/b"]', 'a/b')).toEqual(['\\u0061\\/b']);
    expect(spelled('["x\\n\\t a\\/b c\\u0009\\r\\n\\ny"]', 'a/b c', 'x', 'y')).toEqual(['a\\/b c']);
    expect(spelled('["\\"a\\"\\\\"]', '"a"\\')).toEqual(['\\"a\\"\\\\']);
    expect(spelled('{"\\ud83d\\ude00x\\/y": 1}', '😀x/y')).toEqual(['\\ud83d\\ude00x\\/y']);
    expect(spelled('["a\\/b"]', 'a')).toEqual([]);
    expect(spelled('["a\\nb\\n"]', 'c')).toEqual([]);
  });

  it('are found wherever a text is escaped in another way', () => {
    const char = fc.constantFrom('a', '/', '"', '\\', '+', 'é', '😀', ' ');
    const way = fc.nat({ max: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(char, way), { minLength: 1 }), (pairs) => {
        const text = pairs.map(([one]) => one).join('');
        const written = pairs.map(([one, how]) => spelling(one, how)).join('');
        const body = `{"x":["\\\\","${written}"]}`;
        const trimmed = text.trim();
        const found = otherSpellings(body, new Set([trimmed]));
        expect((JSON.parse(body) as { x: string[] }).x[1]).toBe(text);
        for (const one of found) expect(JSON.parse(`"${one}"`)).toBe(trimmed);
        const inside = written.replace(/^(?: |\\u0020)+/u, '').replace(/(?: |\\u0020)+$/u, '');
        if (trimmed !== '' && inside !== trimmed) expect([...found]).toContain(inside);
      }),
      { numRuns },
    );
  });
});

function spelling(char: string, how: number): string {
  if (how === 1)
    return Array.from(
      { length: char.length },
      (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join('');
  if (char === '/' && how === 2) return '\\/';
  return JSON.stringify(char).slice(1, -1);
}
